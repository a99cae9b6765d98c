// Pages that never were, with every component in them: looked at by people, walked by the tests.

import type { VNode } from 'preact'
import {
  Actions,
  Badge,
  BarChart,
  Button,
  ButtonLink,
  Card,
  Checkbox,
  CheckboxGroup,
  Columns,
  Compare,
  Countdown,
  DateField,
  DefinitionList,
  Details,
  Document,
  DotInterval,
  Empty,
  ErrorSummary,
  ExportLinks,
  entryText,
  FileDrop,
  FilterForm,
  Form,
  Formula,
  fieldErrors,
  Heading,
  LineChart,
  Matrix,
  type NavItem,
  Notice,
  NumberField,
  Pager,
  PrintButton,
  Progress,
  ProgressBar,
  Prose,
  Quote,
  RadioGroup,
  SearchBox,
  Section,
  Select,
  SmallMultiples,
  Spark,
  STANDINGS,
  StackedBar,
  type Standing,
  StandingMark,
  Stat,
  Stats,
  Table,
  Tabs,
  TextArea,
  TextField,
  Timeline,
} from '../../src/face/index.ts'
import { formatNumber, formatPercent } from '../../src/lib/round.ts'
import type { Page } from '../../src/platform/index.ts'

const OFFICE: NavItem[] = [
  { href: '/office/work', label: 'Việc của tôi', count: 6 },
  { href: '/office/review', label: 'Chờ duyệt', count: 12 },
  { href: '/office/leader', label: 'Lãnh đạo' },
  { href: '/office/board', label: 'Bảng tiến độ' },
  { href: '/office/duties', label: 'Danh sách việc' },
  { href: '/office/hindrances', label: 'Vướng mắc' },
  { href: '/office/plans', label: 'Kế hoạch' },
  { href: '/office/audit', label: 'Nhật ký' },
]
const DOORS: NavItem[] = [
  { href: '/phan-anh', label: 'Phản ánh' },
  { href: '/tra-cuu', label: 'Tra cứu' },
  { href: '/cong-khai', label: 'Công khai' },
  { href: '/ket-qua', label: 'Kết quả' },
]

const percent = (value: number) => formatPercent(value / 100, 0, 'vi')
const score = (value: number) => formatNumber(value, 2, 'vi')

const DISTRICTS = [
  ['dh', 'Huyện Đồng Hỷ', 'Đồng Hỷ'],
  ['pl', 'Huyện Phú Lương', 'Phú Lương'],
  ['dhoa', 'Huyện Định Hóa', 'Định Hóa'],
  ['vn', 'Huyện Võ Nhai', 'Võ Nhai'],
  ['dt', 'Huyện Đại Từ', 'Đại Từ'],
  ['pb', 'Huyện Phú Bình', 'Phú Bình'],
  ['py', 'Thành phố Phổ Yên', 'Phổ Yên'],
  ['sc', 'Thành phố Sông Công', 'Sông Công'],
  ['tn', 'Thành phố Thái Nguyên', 'TP Thái Nguyên'],
] as const

const TASKS = [
  [1, 'Rà soát, cụ thể hóa tiêu chí đánh giá'],
  [4, 'Công khai, minh bạch thu, chi ngân sách cấp xã'],
  [5, 'Công khai quy hoạch, kế hoạch sử dụng đất'],
  [8, 'Đối thoại định kỳ giữa người đứng đầu cấp ủy, chính quyền với Nhân dân'],
  [11, 'Nâng cao chất lượng dịch vụ y tế công lập tuyến huyện'],
  [17, 'Tuyên truyền về Chỉ số PAPI'],
] as const

const CELLS: Standing[] = [...STANDINGS]

export const board = (page: Page): VNode => (
  <Document
    page={page}
    title="Bảng tiến độ"
    frame="office"
    nav={OFFICE}
    here="/office/board"
    crumbs={[{ href: '/office/plans', label: 'Kế hoạch' }]}
  >
    <Heading
      over="Kế hoạch 99/KH-UBND · Quý II/2024"
      title="Bảng tiến độ"
      lead="1.532 trong 1.761 việc đã gửi. Võ Nhai và Đồng Hỷ chậm nhất; vướng nhiều nhất ở công khai ngân sách cấp xã."
      actions={
        <>
          <ExportLinks base="/office/board?plan=99" />
          <PrintButton />
        </>
      }
    />
    <Stats>
      <Stat
        label="Đầy đủ"
        value="87,0"
        unit="%"
        n="1.532/1.761 việc"
        change={{ by: '4,2 điểm so với quý I', direction: 'up', better: true }}
        href="/office/duties?sent=1"
        howHref="#cach-tinh"
      />
      <Stat
        label="Đúng hạn"
        value="71,4"
        unit="%"
        n="1.257/1.761 việc"
        tone="warning"
        howHref="#cach-tinh"
      />
      <Stat
        label="Quá hạn đang mở"
        standing="overdue"
        value="63"
        period="đến 14/5/2024"
        tone="bad"
        href="/office/duties?standing=overdue"
        change={{ by: '9 việc', direction: 'up', better: false }}
      />
      <Stat label="Bị trả lại" standing="returned" value="18" n="7 xã" href="/office/duties" />
    </Stats>
    <FilterForm action="/office/board" clearHref="/office/board">
      <SearchBox label="Tìm nhiệm vụ hoặc cơ quan" />
      <Select
        label="Kỳ"
        name="period"
        value="q2"
        options={[
          { value: 'q1', label: 'Quý I/2024' },
          { value: 'q2', label: 'Quý II/2024' },
        ]}
      />
      <Select
        label="Trục nội dung PAPI"
        name="dimension"
        none="Tất cả"
        options={[{ value: '2', label: '2. Công khai, minh bạch' }]}
      />
      <Select
        label="Cơ quan chủ trì"
        name="lead"
        none="Tất cả"
        options={[{ value: 'snv', label: 'Sở Nội vụ' }]}
      />
    </FilterForm>
    <Matrix
      caption="Nhiệm vụ theo huyện, thành phố"
      corner="Nhiệm vụ"
      columns={DISTRICTS.map(([key, title, short]) => ({
        key,
        title,
        short,
        href: `/office/units/${key}`,
      }))}
      rows={TASKS.map(([no, text]) => ({
        key: String(no),
        title: `${no}. ${text}`,
        href: `/office/tasks/${no}`,
      }))}
      cell={(row, column) => {
        const at = (Number(row.key) * 7 + column.title.length * 3) % 11
        const standing = CELLS[at]
        if (!standing) return null
        return {
          href: `/office/board/${row.key}/${column.key}`,
          standing,
          text: `${15 - at}/15`,
          label: `${column.title}, nhiệm vụ ${row.key}: ${15 - at} trong 15 xã đã gửi`,
        }
      }}
      legend={CELLS.map((standing) => <StandingMark key={standing} standing={standing} />)}
    />
    <Columns>
      <BarChart
        title="Võ Nhai và Đồng Hỷ chưa đạt mục tiêu 80% đúng hạn"
        subtitle="Tỷ lệ việc gửi đúng hạn, quý II/2024, 9 huyện và thành phố"
        source="Báo cáo của đơn vị trên hệ thống, 14/5/2024"
        format={percent}
        max={100}
        target={80}
        rows={[
          { label: 'Thành phố Sông Công', value: 94, n: '131/139' },
          { label: 'Thành phố Thái Nguyên', value: 88, n: '402/457' },
          {
            label: 'Huyện Đồng Hỷ',
            value: 61,
            n: '140/229',
            tone: 'bad',
            href: '/office/units/dh',
          },
          {
            label: 'Huyện Võ Nhai',
            value: 52,
            n: '111/213',
            tone: 'bad',
            href: '/office/units/vn',
          },
          { label: 'Thành phố Phổ Yên', value: null },
        ]}
      />
      <StackedBar
        title="Hai phần ba số việc đã xong hoặc đã gửi"
        subtitle="1.761 việc của 205 cơ quan, quý II/2024"
        format={(share) => formatPercent(share, 1, 'vi')}
        rows={[
          {
            label: 'Toàn tỉnh',
            parts: [
              { standing: 'accepted', count: 842 },
              { standing: 'submitted', count: 415 },
              { standing: 'late', count: 122 },
              { standing: 'returned', count: 18 },
              { standing: 'due-soon', count: 71 },
              { standing: 'waiting', count: 230 },
              { standing: 'overdue', count: 63, href: '/office/duties?standing=overdue' },
            ],
          },
        ]}
      />
    </Columns>
    <Section title="Cách tính" id="cach-tinh">
      <Formula>
        <strong>Đúng hạn</strong> = số việc gửi trước hoặc trong ngày đến hạn ÷ số việc phải gửi;
        việc quá hạn đang mở có mặt ở mẫu số: 1.257 ÷ 1.761 = 71,4%.
      </Formula>
    </Section>
  </Document>
)

type DutyRow = {
  id: string
  no: string
  text: string
  unit: string
  due: number
  standing: Standing
  sent: string
}

const DUTIES: DutyRow[] = [
  {
    id: '1',
    no: '4',
    text: 'Niêm yết công khai quyết toán ngân sách xã năm 2023',
    unit: 'Xã Bảo Cường',
    due: -9,
    standing: 'overdue',
    sent: '',
  },
  {
    id: '2',
    no: '8',
    text: 'Tổ chức đối thoại với Nhân dân, tối thiểu 02 lần/1 năm',
    unit: 'Xã Bảo Cường',
    due: 3,
    standing: 'due-soon',
    sent: '',
  },
  {
    id: '3',
    no: '5',
    text: 'Công khai kế hoạch sử dụng đất năm 2024 tại trụ sở và nhà văn hóa xóm',
    unit: 'Xã Bảo Cường',
    due: 2,
    standing: 'returned',
    sent: '10/5/2024',
  },
  {
    id: '4',
    no: '17',
    text: 'Tuyên truyền Chỉ số PAPI trên loa truyền thanh',
    unit: 'Xã Bảo Cường',
    due: 12,
    standing: 'accepted',
    sent: '6/5/2024',
  },
]

export const work = (page: Page): VNode => (
  <Document page={page} title="Việc của tôi" frame="office" nav={OFFICE} here="/office/work">
    <Heading
      over="Xã Bảo Cường · Quý II/2024"
      title="Việc của tôi"
      lead="2 việc quá hạn, 3 việc đến hạn trong tuần, 1 việc bị trả lại."
      actions={
        <ButtonLink kind="primary" href="/office/reports/new">
          Báo cáo cả quý, 14 việc
        </ButtonLink>
      }
    />
    <Notice tone="good" title="Đã gửi báo cáo quý I lúc 14:05 ngày 5/4/2024" toast />
    <Notice tone="warning" title="Huyện trả lại 1 việc">
      <p>“Thiếu ảnh niêm yết tại xóm Đồng.” Sửa trước ngày 17/5/2024.</p>
    </Notice>
    <Tabs
      label="Việc theo tình trạng"
      here="/office/work"
      tabs={[
        { href: '/office/work', label: 'Cần làm', count: 6 },
        { href: '/office/work?sent=1', label: 'Đã gửi', count: 8 },
        { href: '/office/work?all=1', label: 'Cả năm', count: 52 },
      ]}
    />
    <Table
      caption="Việc quý II của xã Bảo Cường"
      total={14}
      stack
      rows={DUTIES}
      rowHref={({ id }) => `/office/duties/${id}`}
      sort={{ by: 'due', dir: 'asc' }}
      sortHref={(by, dir) => `/office/work?sort=${by}&dir=${dir}`}
      columns={[
        { key: 'text', title: 'Việc', sort: true, render: ({ text }) => text },
        { key: 'no', title: 'Nhiệm vụ', align: 'right', render: ({ no }) => no },
        {
          key: 'standing',
          title: 'Tình trạng',
          sort: true,
          render: ({ standing }) => <StandingMark standing={standing} />,
        },
        {
          key: 'due',
          title: 'Thời hạn',
          sort: true,
          render: ({ due }) => <Countdown days={due} />,
        },
        { key: 'sent', title: 'Đã gửi', align: 'right', render: ({ sent }) => sent || '—' },
      ]}
    />
    <Pager page={2} size={50} total={1761} href={(to) => `/office/duties?page=${to}`} />
    <Columns>
      <Section title="Diễn biến">
        <Card>
          <Timeline
            items={[
              {
                at: '2024-05-14T14:05:00.000+07:00',
                title: 'Trả lại báo cáo, nêu lý do',
                who: 'Nguyễn Thị Hoa, Phòng Nội vụ huyện Định Hóa',
                body: 'Thiếu ảnh niêm yết tại xóm Đồng.',
                standing: 'returned',
              },
              {
                at: '2024-05-10T09:30:00.000+07:00',
                title: 'Gửi báo cáo lần 1',
                who: 'Ma Văn Tuấn, Chủ tịch UBND xã',
                standing: 'submitted',
              },
              { at: '2024-04-01', title: 'Việc được giao', who: 'Sở Nội vụ', tone: 'info' },
            ]}
          />
        </Card>
      </Section>
      <Section title="Nguyên văn">
        <Quote
          text="Công khai, minh bạch trong việc thu, chi ngân sách cấp xã; bảo đảm người dân được biết, được bàn, được kiểm tra."
          source="Kế hoạch 99/KH-UBND, Phụ lục, nhiệm vụ 4"
          href="/office/plans/99#t4"
        />
        <Card>
          <DefinitionList
            items={[
              { term: 'Cơ quan chủ trì', value: 'Sở Tài chính' },
              { term: 'Thời hạn', value: <Countdown days={0} /> },
              {
                term: 'Xu hướng',
                value: (
                  <Spark
                    values={[61, 64, null, 70, 71, 78]}
                    label="Đúng hạn sáu tháng: từ 61% lên 78%"
                  />
                ),
              },
              {
                term: 'Đã gửi',
                value: <ProgressBar value={12} max={14} label="Đã gửi" text="12/14" />,
              },
              { term: 'Loại', value: <Badge tone="info">Thường xuyên</Badge> },
            ]}
          />
        </Card>
      </Section>
    </Columns>
    <Section title="So sánh hai lần gửi">
      <Compare
        left={{
          title: 'Lần 1 · 10/5/2024',
          text: 'Xã đã niêm yết quyết toán ngân sách năm 2023 tại trụ sở.',
        }}
        right={{
          title: 'Lần 2 · 15/5/2024',
          text: 'Xã đã niêm yết quyết toán ngân sách năm 2023 tại trụ sở và 12 nhà văn hóa xóm, kèm ảnh.',
        }}
      />
    </Section>
  </Document>
)

export const form = (page: Page): VNode => {
  const labels = { progress: 'Tiến độ', count: 'Số cuộc đối thoại' }
  const errors = fieldErrors(page.problem, page.lang, { progress: 'Hãy viết ít nhất một câu' })
  return (
    <Document
      page={page}
      title="Báo cáo quý II"
      frame="office"
      nav={OFFICE}
      here="/office/work"
      crumbs={[{ href: '/office/work', label: 'Việc của tôi' }]}
    >
      <Heading
        title="Báo cáo quý II/2024"
        lead="Xã Bảo Cường gửi huyện Định Hóa, trước ngày 17/5/2024."
      />
      <ErrorSummary
        problem={page.problem}
        labels={labels}
        sentences={{ progress: 'Hãy viết ít nhất một câu' }}
      />
      <Form
        page={page}
        action="/office/reports/1/submission"
        multipart
        draft="report-1"
        guard
        label="Báo cáo quý II"
      >
        <Card>
          <h2>8. Đối thoại với Nhân dân</h2>
          <Quote
            text="Tổ chức đối thoại định kỳ, tối thiểu 02 lần/1 năm."
            source="Phụ lục, nhiệm vụ 8"
          />
          <RadioGroup
            label="Việc này đến đâu?"
            name="stage"
            value="doing"
            options={[
              { value: 'done', label: 'Đã xong' },
              { value: 'doing', label: 'Đang làm' },
              {
                value: 'stuck',
                label: 'Vướng',
                hint: 'Nêu lý do ở ô bên dưới để cấp trên tháo gỡ.',
              },
            ]}
          />
          <TextArea
            label="Tiến độ"
            name="progress"
            hint="Ba câu là đủ: đã làm gì, ở đâu, còn gì."
            required
            error={errors.progress}
            value={entryText(page, 'progress', '')}
          />
          <NumberField
            label="Số cuộc đối thoại"
            name="count"
            unit="cuộc"
            error={errors.count}
            value={entryText(page, 'count', 1)}
          />
          <DateField label="Ngày tổ chức gần nhất" name="heldOn" value="2024-05-08" />
          <CheckboxGroup
            label="Thành phần dự"
            name="attended"
            optional
            values={['mttq']}
            options={[
              { value: 'mttq', label: 'Mặt trận Tổ quốc' },
              { value: 'ttnd', label: 'Ban Thanh tra nhân dân' },
            ]}
          />
          <TextField label="Đường dẫn bài đăng" name="link" type="url" optional />
          <FileDrop
            label="Minh chứng"
            name="evidence"
            accept="image/*,.pdf"
            maxBytes={20_000_000}
            multiple
            hint="Ảnh, PDF hoặc biên bản."
          />
          <Checkbox label="Người đứng đầu đã xem" name="seen" />
        </Card>
        <Actions>
          <Button>Gửi báo cáo</Button>
          <Button kind="secondary" name="save" value="1">
            Lưu, gửi sau
          </Button>
          <Button kind="danger">Rút báo cáo</Button>
        </Actions>
      </Form>
      <Details summary="Ai đọc báo cáo này?">
        <p>Huyện Định Hóa và Sở Nội vụ. Người dân thấy phần tiến độ sau khi được chấp nhận.</p>
      </Details>
    </Document>
  )
}

export const home = (page: Page): VNode => (
  <Document page={page} title="Công Tâm" frame="public" nav={DOORS} here="/ket-qua">
    <Heading
      title="Tỉnh Thái Nguyên làm việc vì dân đến đâu?"
      lead="Kế hoạch 99 có 17 nhiệm vụ để người dân được phục vụ tốt hơn trong năm 2024. Đây là tiến độ thật, mở được tới từng xã."
    />
    <SearchBox action="/tim" label="Tìm xã, nhiệm vụ hoặc thủ tục" placeholder="Ví dụ: Bảo Cường" />
    <Stats>
      <Stat label="Việc đã gửi" value="87" unit="%" n="1.532/1.761" href="/ket-qua" />
      <Stat label="Đúng hạn" value="71" unit="%" href="/ket-qua" />
      <Stat label="Quá hạn" value="63" standing="overdue" tone="bad" href="/ket-qua" />
    </Stats>
    <LineChart
      title="Điểm của tỉnh tăng trở lại sau khi đổi cách tính"
      subtitle="Chỉ số phục vụ người dân, 12 tháng, thang 100"
      source="Cổng Dịch vụ công quốc gia"
      x={['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T11', 'T12']}
      format={(value) => formatNumber(value, 0, 'vi')}
      min={60}
      max={90}
      target={80}
      breaks={[{ before: 6, label: 'bỏ hai chỉ tiêu từ tháng 7' }]}
      series={[
        {
          label: 'Thái Nguyên',
          subject: true,
          values: [70, 72, 71, 74, 76, 78, 69, 71, null, 75, 78, 81],
          low: [68, 70, 69, 72, 74, 76, 66, 68, null, 73, 76, 78],
          high: [72, 74, 73, 76, 78, 80, 72, 74, null, 77, 80, 84],
        },
        { label: 'Trung vị cả nước', values: [68, 68, 69, 70, 70, 71, 66, 66, 67, 68, 69, 70] },
      ]}
    />
    <SmallMultiples
      title="Hai trong ba lĩnh vực tăng ở năm cuối"
      subtitle="Điểm công bố 2019–2024, mỗi ô một thang riêng"
      source="PAPI"
      csvHref="/cac-nam.csv"
      x={['2019', '2020', '2021', '2022', '2023', '2024']}
      format={score}
      breakText="đổi cách tính"
      multiples={[
        {
          label: 'D1 Tham gia của người dân ở cấp cơ sở',
          href: '/muc',
          values: [5.1, 5.2, null, 4.9, 5.0, 5.3],
          breaks: [2],
          note: '2024: +0,30',
        },
        { label: 'D2 Công khai, minh bạch', values: [5, 5.2, 5.4, 5.3, 5.6, 5.5], breaks: [] },
        { label: 'D8 Quản trị điện tử', values: [3.1, 3.1, 3.1, 3.1, 3.1, 3.1], breaks: [] },
      ]}
    />
    <DotInterval
      title="Công khai, minh bạch cách nhóm dẫn đầu 0,31 điểm"
      subtitle="PAPI 2023, điểm 1–10, khoảng tin cậy 95%"
      source="PAPI"
      format={score}
      min={4}
      max={8}
      rows={[
        { label: '1. Tham gia của người dân ở cấp cơ sở', value: 5.12, low: 4.9, high: 5.34 },
        { label: '2. Công khai, minh bạch', value: 5.41, low: 5.2, high: 5.62, subject: true },
        { label: '6. Cung ứng dịch vụ công', value: 7.55, low: 7.4, high: 7.7 },
        { label: '8. Quản trị điện tử', value: null },
      ]}
    />
    <Prose>
      <h2>Xã, phường của tôi</h2>
      <p>
        Mỗi xã có một trang: việc phải làm, việc đã làm, ảnh minh chứng, và nơi để bạn nói rằng thực
        tế không như vậy.
      </p>
    </Prose>
    <Empty
      title="Chưa có phản ánh nào ở xã này"
      action={
        <ButtonLink kind="primary" href="/phan-anh">
          Gửi phản ánh
        </ButtonLink>
      }
    >
      <p>Bạn có thể là người đầu tiên. Không cần tài khoản.</p>
    </Empty>
  </Document>
)

export const running = (page: Page): VNode => (
  <Document page={page} title="Đang đọc kế hoạch" frame="office" nav={OFFICE} refreshSeconds={2}>
    <Heading title="Nhập kế hoạch" />
    <Progress what="Đang đối chiếu tên cơ quan" done={41} total={59} />
    <Progress what="Đang mở tệp" done={0} total={null} mayLeave={false} />
    <Notice title="Tệp được giữ nguyên bản" />
    <Notice tone="bad" title="Tệp trước bị từ chối">
      <p>Bảng không có dòng nào. Không có gì bị thay đổi.</p>
    </Notice>
    <Empty title="Chưa có kế hoạch nào" />
  </Document>
)

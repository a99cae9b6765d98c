// Plans as other provinces write them: what each says, item by item.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { zipOf } from '../../test/plans/build-zip.ts'
import { groupRules, thaiNguyen, units } from '../../test/plans/directory.ts'
import { readDocument } from '../documents/index.ts'
import { type Day, day } from '../lib/day.ts'
import { makeDirectory } from '../org/index.ts'
import { type BodyJson, type PlanJson, planJson, readPlan, resolvePlan } from './index.ts'

const encode = (text: string) => new TextEncoder().encode(text)

async function jsonOf(bytes: Uint8Array, directory = thaiNguyen): Promise<PlanJson> {
  const reading = readPlan(await readDocument(bytes, 'plan'))
  const on: Day = reading.date ?? day('2025-01-15')
  return planJson(reading, resolvePlan(reading, directory, on))
}

const codes = (bodies: BodyJson[]) =>
  bodies.map((body) => ('group' in body ? body.group : (body.unit ?? `? ${body.text}`))).join(' ')
const times = (due: PlanJson['tasks'][number]['due']) =>
  due
    .map(({ kind, from, to, period, count }) =>
      [kind, from || to ? `${from ?? ''}..${to ?? ''}` : '', period ?? '', count ?? '']
        .filter((part) => part !== '')
        .join(' '),
    )
    .join(' + ')

/** The plan in few words: groups as "no: bodies / duties", tasks as "no: text / lead / helping / due". */
const told = (json: PlanJson) => ({
  head: [json.number, json.date, json.issuer, json.signer].join(' | '),
  recipients: json.recipients.length,
  groups: json.groups.map(
    ({ no, bodies, duties }) =>
      `${no}: ${codes(bodies)} / ${duties
        .map((duty) => (duty.level === 'sub-duty' ? `[${codes(duty.bodies)}]` : 'duty'))
        .join(' ')}`,
  ),
  tasks: json.tasks.map(
    ({ no, text, lead, coordinating, due }) =>
      `${no}: ${text} / ${codes(lead)} / ${codes(coordinating)} / ${times(due)}`,
  ),
  unresolved: json.unresolved.map(({ where, text, reason }) => `${where}: ${reason}: ${text}`),
})

const textPlan = async (name: string, change = (text: string) => text) =>
  told(await jsonOf(encode(change(readFileSync(`test/plans/${name}.txt`, 'utf8')))))

describe('as text', () => {
  test('fields of a task as bullets under it, head and end set beside each other by tabs', async () => {
    const plan = await textPlan('fields-in-bullets')
    expect(plan).toEqual({
      head: '4567/KH-UBND | 2024-12-05 | UBND tỉnh Sông Mây | Lưu Văn Bản',
      recipients: 3,
      groups: [
        '1: departments districts / duty',
        '2: TN-SNV / duty duty',
        '3: TN-UBMTTQ associations / duty',
        '4: TN-STTTT ? Báo Sông Mây TN-DPTTH / duty',
        '5:  / duty',
      ],
      tasks: [
        '1.a: Rà soát văn bản quy phạm pháp luật. / TN-STP / departments districts / window 2025-01-01..2025-06-30',
        '1.b: Theo dõi thi hành pháp luật. / TN-STP / TN-SNV agencies / every-period quarter',
        '2.a: Đơn giản hóa TTHC. / TN-VPUBND /  / date-by ..2025-12-31',
      ],
      unresolved: ['group 4: unknown-body: Báo Sông Mây', 'group 5: no-body: Chế độ báo cáo'],
    })
    const windows = await textPlan(
      'fields-in-bullets',
      (text) => `\uFEFF${text.replaceAll('\n', '\r\n')}`,
    )
    expect(windows).toEqual(plan)
  })
  test('in articles, two annexes, one of which gives figures only', async () => {
    expect(await textPlan('articles')).toEqual({
      head: '512/KH-UBND | 2025-01-28 | UBND tỉnh Hòa Giang | Lê Thị Mười',
      recipients: 4,
      groups: [
        '1: TN-SNV / duty duty duty',
        '2: TN-VPUBND / duty duty',
        '3: TN-SGDDT TN-SYT / duty',
        '4: districts / duty [communes] [communes]',
      ],
      tasks: [
        '1: Rà soát văn bản / TN-STP / departments / date-by 2025-11-01..2025-11-30',
        '2: Kiểm tra văn bản / TN-STP /  / every-period quarter',
        '1: Công bố TTHC / departments / TN-VPUBND / event',
      ],
      unresolved: [
        'table: table-not-understood: TT',
        'document: not-understood: TT | Chỉ tiêu | Đơn vị tính | Kế hoạch 2025 | Đơn vị chủ trì',
        'document: not-understood: 1 | Tỷ lệ hồ sơ trực tuyến | % | 80 | Văn phòng UBND tỉnh',
        'document: not-understood: 2 | Mức độ hài lòng | % | 95 | Sở Nội vụ',
      ],
    })
  })
  test('lines broken at a width, tasks in sentences, work given by "Giao"', async () => {
    expect(await textPlan('wrapped-lines')).toEqual({
      head: '09/KH-UBND | 2025-01-07 | UBND tỉnh Núi Xanh | Phạm Văn Chín',
      recipients: 2,
      groups: ['1: TN-SNV / duty', '2: TN-STC / duty', '3: districts / duty duty'],
      tasks: [
        '1.1: Tổ chức lấy ý kiến người dân về quy hoạch, kế hoạch sử dụng đất của UBND cấp xã. / communes / commune-fronts associations / date-by 2025-04-01..2025-06-30 + date-by 2025-10-01..2025-12-31',
        '1.2: Tổ chức bầu trưởng bản, tổ trưởng tổ dân phố đúng quy định của Luật Thực hiện dân chủ ở cơ sở / districts / TN-SNV / window 2025-01-01..2025-12-31',
      ],
      unresolved: [],
    })
  })
  test('dots as bullets and a table of bars, in decomposed letters', async () => {
    expect(await textPlan('bars-and-dots', (text) => text.normalize('NFD'))).toEqual({
      head: '123/KH-UBND | 2025-01-09 | UBND tỉnh Bình Sơn | Đỗ Văn Sáu',
      recipients: 3,
      groups: [
        'I.1: TN-SNV / duty duty',
        'I.2: TN-SYT / duty',
        'I.3: TN-CAT TN-BCHQS / duty',
        'II: districts / duty duty',
        'III: TN-UBMTTQ / duty',
      ],
      tasks: [
        '1.1: Tuyên truyền “pháp luật” về bầu cử / TN-STP / agencies / event',
        '1.2: Tập huấn / TN-SNV / 173 169 164 / date-by ..2025-11-15',
        '2.1: Công khai kết luận thanh tra / TN-TTT /  / event',
        '2.2: Báo cáo UBND tỉnh / departments TN-UBMTTQ ? các xã thuộc huyện Định Hóa /  / every-period quarter',
      ],
      unresolved: ['task 2.2 lead: unknown-body: các xã thuộc huyện Định Hóa'],
    })
  })
})

describe('as Word', () => {
  const p = (text: string, list?: [id: number, level: number]) =>
    `<w:p><w:pPr>${list ? `<w:numPr><w:ilvl w:val="${list[1]}"/><w:numId w:val="${list[0]}"/></w:numPr>` : ''}</w:pPr>${
      text === '' ? '' : `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`
    }</w:p>`
  const tc = (text: string, properties = '', list?: [number, number]) =>
    `<w:tc><w:tcPr>${properties}</w:tcPr>${text
      .split('|')
      .map((line) => p(line, list))
      .join('')}</w:tc>`
  const tr = (...cells: string[]) =>
    `<w:tr>${cells.map((cell) => (cell.startsWith('<w:tc>') ? cell : tc(cell))).join('')}</w:tr>`
  const tbl = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`
  const across = (columns: number) => `<w:gridSpan w:val="${columns}"/>`
  const level = (at: number, format: string, pattern: string) =>
    `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${pattern}"/></w:lvl>`
  const numbering = `<w:numbering><w:abstractNum w:abstractNumId="0">${level(0, 'upperRoman', '%1.')}${level(1, 'decimal', '%2.')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '-')}${level(1, 'bullet', '+')}</w:abstractNum><w:abstractNum w:abstractNumId="2">${level(0, 'decimal', '%1')}</w:abstractNum>${[0, 1, 2].map((id) => `<w:num w:numId="${id + 1}"><w:abstractNumId w:val="${id}"/></w:num>`).join('')}</w:numbering>`
  const word = async (body: string, more: Record<string, string> = {}) =>
    told(
      await jsonOf(
        zipOf(
          Object.fromEntries(
            Object.entries({
              '[Content_Types].xml': '<Types/>',
              'word/document.xml': `<w:document><w:body>${body}</w:body></w:document>`,
              'word/numbering.xml': numbering,
              ...more,
            }).map(([name, xml]) => [name, encode(xml)]),
          ),
        ),
      ),
    )

  test('numbers that Word makes, merged cells, the header again, tracked changes, footnotes', async () => {
    const header = tr(
      'TT',
      'Nội dung công việc',
      'Đơn vị chủ trì',
      'Đơn vị phối hợp',
      'Hoàn thành',
      'Sản phẩm',
    )
    const no = tc('', '', [3, 0])
    const tracked = `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr></w:pPr><w:r><w:t>Báo cáo trước ngày </w:t></w:r><w:del><w:r><w:delText>25/11</w:delText></w:r></w:del><w:ins><w:r><w:t>30/11</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`
    const body = [
      tbl(
        tr(
          'ỦY BAN NHÂN DÂN|TỈNH SÔNG MÂY',
          'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc',
        ),
        tr('Số: 15 /KH-UBND', 'Sông Mây, ngày 20 tháng 02 năm 2025'),
      ),
      p('KẾ HOẠCH'),
      p('Nâng cao Chỉ số PAPI năm 2025'),
      p('NỘI DUNG NHIỆM VỤ', [1, 0]),
      p('(Chi tiết tại Phụ lục)'),
      p('PHÂN CÔNG NHIỆM VỤ', [1, 0]),
      p('Sở Nội vụ', [1, 1]),
      p('Theo dõi, đôn đốc.', [2, 0]),
      tracked,
      p('Sở Tài chính, Sở K\u00adH&amp;ĐT', [1, 1]),
      p('Bố trí kinh phí.', [2, 0]),
      p('UBND các huyện, thị xã, thành phố', [1, 1]),
      p('Chỉ đạo UBND các xã, phường, thị trấn:', [2, 0]),
      p('Niêm yết công khai.', [2, 1]),
      p('Xây dựng kế hoạch.', [2, 0]),
      tbl(
        tr(
          'Nơi nhận:|- Bộ Nội vụ;|- Thường trực Tỉnh ủy;|- Lưu VT.',
          'KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|(Đã ký)|Lưu Văn Hai',
        ),
      ),
      p('Phụ lục'),
      tbl(
        header,
        tr('I', tc('Tham gia của người dân', across(5))),
        tr(
          no,
          'Tuyên truyền.',
          tc('UBND cấp xã', '<w:vMerge w:val="restart"/>'),
          'UBND các huyện, thành phố',
          'Thường xuyên',
          'Tin, bài',
        ),
        tr(no, 'Đối thoại (ít nhất mỗi quý 01 lần).', tc('', '<w:vMerge/>'), '', 'Cả năm', ''),
        header,
        tr(
          no,
          'Công khai ngân sách.',
          'UBND cấp huyện|UBND cấp xã',
          'Sở Tài chính',
          'Trước ngày 30/6/2025',
          '',
        ),
      ),
    ].join('')
    const footnotes = `<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">${p('Theo Nghị định số 09/2019/NĐ-CP.')}</w:footnote></w:footnotes>`
    expect(await word(body, { 'word/footnotes.xml': footnotes })).toEqual({
      head: '15/KH-UBND | 2025-02-20 | UBND tỉnh Sông Mây | Lưu Văn Hai',
      recipients: 2,
      groups: [
        '1: TN-SNV / duty duty',
        '2: TN-STC TN-SKHDT / duty',
        '3: districts / [communes] duty',
      ],
      tasks: [
        '1: Tuyên truyền. / communes / districts / every-period quarter',
        '2: Đối thoại (ít nhất mỗi quý 01 lần). / communes /  / window 2025-01-01..2025-12-31 + min-count quarter 1',
        '3: Công khai ngân sách. / districts communes / TN-STC / date-by ..2025-06-30',
      ],
      unresolved: [],
    })
  })

  test('a table without a column of numbers, roles told in one column', async () => {
    const header = tr(
      'Nội dung nhiệm vụ',
      'Sản phẩm',
      'Cơ quan chủ trì - Cơ quan phối hợp',
      'Thời gian thực hiện',
    )
    const body = [
      p('KẾ HOẠCH'),
      p('Khắc phục hạn chế năm 2025'),
      tbl(
        header,
        tr(
          '1. Tuyên truyền:|- Qua đài|- Qua mạng',
          'Tin',
          'Chủ trì: Sở Tư pháp. Phối hợp: UBND cấp huyện',
          'Tháng 6|Tháng 12',
        ),
        tr(
          '2. Tập huấn',
          'Lớp',
          'Sở Nội vụ (chủ trì); UBND các huyện (phối hợp)',
          'Trong năm 2025',
        ),
        tr('3. Kiểm tra', '', 'Thanh tra tỉnh chủ trì, phối hợp với Sở Nội vụ', 'Quý II, IV'),
      ),
    ].join('')
    expect((await word(body)).tasks).toEqual([
      '1: Tuyên truyền: - Qua đài - Qua mạng / TN-STP / districts / date-by 2025-06-01..2025-06-30 + date-by 2025-12-01..2025-12-31',
      '2: Tập huấn / TN-SNV / districts / window 2025-01-01..2025-12-31',
      '3: Kiểm tra / TN-TTT / TN-SNV / date-by 2025-04-01..2025-06-30 + date-by 2025-10-01..2025-12-31',
    ])
  })
})

test('a cell of hundreds of thousands of letters is left to a person, and soon', async () => {
  const names = 'Sở A và B, '.repeat(20_000)
  const table = `STT\tNhiệm vụ\tChủ trì\tThời gian\n1\tViệc\t${names}\t${'Quý I, '.repeat(20_000)}\n`
  const begun = performance.now()
  const { tasks, unresolved } = told(await jsonOf(encode(table)))
  expect(tasks[0]).toMatch(/^1: Việc \/ \? Sở A và B/)
  expect(unresolved.slice(0, 2).map((line) => line.slice(0, 20))).toEqual([
    'task 1 time: time: Q',
    'task 1 lead: unknown',
  ])
  expect(performance.now() - begun).toBeLessThan(10_000)
})

test('a plan older than the directory is looked up as of its first day, and says so', async () => {
  const { groups, unresolved } = await textPlan('wrapped-lines', (text) =>
    text.replaceAll('2025', '2024'),
  )
  expect(groups).toContain('3: districts / duty duty')
  expect(unresolved).toEqual(['plan: before-directory: 2024-01-07 → 2024-05-01'])
})

test('of several provinces in one directory, the one that issued the plan is meant', async () => {
  const unit = (level: 'province' | 'department' | 'district', code: string, fullName: string) => ({
    id: code,
    code,
    name: fullName.replace(/^(?:Tỉnh|Huyện) /, ''),
    fullName,
    level,
    parentCode: level === 'province' ? null : 'SM',
    validFrom: day('2020-01-01'),
    validTo: null,
    aliases: [],
  })
  const both = makeDirectory(
    [
      ...units,
      unit('province', 'SM', 'Tỉnh Sông Mây'),
      unit('department', 'SM-SNV', 'Sở Nội vụ'),
      unit('district', 'SM-1', 'Huyện An Bình'),
      unit('district', 'SM-2', 'Huyện Tân Phú'),
    ],
    groupRules,
  )
  const plan = await jsonOf(readFileSync('test/plans/fields-in-bullets.txt'), both)
  expect(plan.groups[0]!.bodies.map((body) => body.size)).toEqual([1, 2])
  expect(codes(plan.groups[1]!.bodies)).toBe('SM-SNV')
})

// Reports that wait for a decision: filtered, sorted, paged, exported.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  Pager,
  SearchBox,
  Table,
  whenText,
} from '../face/index.ts'
import { type QueueRow, reviewQueue } from '../obligations/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, withQuery } from './frame.tsx'
import { reportWords } from './report-words.ts'
import { SubplanQueue, type WaitingSubplan, waitingSubplans } from './subplan-queue.tsx'
import { exportKind } from './tally.tsx'

const SIZE = 50
const MOST_EXPORTED = 20_000

const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  sort: z.enum(['sent', 'unit', 'period', 'open']).catch('sent').default('sent'),
  dir: z.enum(['asc', 'desc']).catch('asc').default('asc'),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})
type Filters = z.infer<typeof filters>
type Queue = {
  rows: QueueRow[]
  subplans: WaitingSubplan[]
  total: number
  filters: Filters
}

const waiting = async ({ db, rights }: Read, input: Filters, limit: number, offset: number) =>
  await reviewQueue(
    db,
    { reviewerIds: await rights.reach('report.review'), text: input.q },
    { limit, offset, sort: input.sort, descending: input.dir === 'desc' },
  )

const queuePage: Route = route<Filters, Queue>({
  method: 'GET',
  path: '/office/review',
  may: 'report.review',
  about: 'Reports addressed to the visitor’s unit that wait for a decision.',
  recalled: true,
  input: filters,
  load: async (read, input) => ({
    ...(await waiting(read, input, SIZE, (input.page - 1) * SIZE)),
    subplans: input.page === 1 && input.q === '' ? await waitingSubplans(read) : [],
    filters: input,
  }),
  show: (queue, page) => ({ html: <QueueView page={page} queue={queue} /> }),
})

function QueueView({ page, queue }: { page: Page; queue: Queue }): VNode {
  const t = say(reportWords, page.lang)
  const { filters: chosen } = queue
  return (
    <Office page={page} title={t('review')}>
      <Heading
        title={t('review')}
        lead={t('review.lead')}
        actions={<ExportLinks base={`/office/review${page.url.search}`} />}
      />
      <SubplanQueue page={page} rows={queue.subplans} />
      <FilterForm action="/office/review" {...(chosen.q ? { clearHref: '/office/review' } : {})}>
        <SearchBox value={chosen.q} label={t('review.unit')} />
      </FilterForm>
      <Table
        caption={t('review')}
        stack
        rows={queue.rows}
        total={queue.total}
        rowKey={(row) => row.submissionId}
        rowHref={(row) => `/office/units/${row.unitCode}/submissions/${row.submissionId}`}
        empty={<Empty title={t('review.empty')}>{t('review.empty.text')}</Empty>}
        sort={{ by: chosen.sort, dir: chosen.dir }}
        sortHref={(by, dir) => withQuery(page.url, { sort: by, dir })}
        columns={[
          { key: 'unit', title: t('review.unit'), sort: true, render: (row) => row.unitName },
          {
            key: 'period',
            title: t('review.period'),
            sort: true,
            nowrap: true,
            render: (row) => periodLabel(row.period, page.lang),
          },
          { key: 'round', title: t('review.round'), align: 'right', render: (row) => row.round },
          {
            key: 'sent',
            title: t('review.sent'),
            sort: true,
            nowrap: true,
            render: (row) => whenText(row.submittedAt, page.lang),
          },
          {
            key: 'open',
            title: t('review.open'),
            align: 'right',
            sort: true,
            render: (row) => `${row.open}/${row.lines}`,
          },
        ]}
      />
      <Pager
        page={chosen.page}
        size={SIZE}
        total={queue.total}
        href={(n) => withQuery(page.url, { page: n })}
      />
    </Office>
  )
}

const exported = (ending: 'csv' | 'xlsx'): Route =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `/office/review.${ending}`,
    may: 'report.review',
    about: `Reports that wait for a decision, as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const t = say(reportWords, read.lang)
      const { rows } = await waiting(read, input, MOST_EXPORTED, 0)
      const header = (['unit', 'period', 'round', 'sent', 'open'] as const).map((key) =>
        t(`review.${key}`),
      )
      const body = rows.map((row) => [
        row.unitName,
        row.period,
        row.round,
        row.submittedAt.slice(0, 10),
        row.open,
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: t('review'), header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'cho-duyet') }),
  })

export const queueRoutes: readonly Route[] = [queuePage, exported('csv'), exported('xlsx')]

// More time: the requests of both sides as a list, and asking for it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  EXTENSION_STATES,
  type Extension,
  type ExtensionFilter,
  type ExtensionLine,
  type ExtensionState,
  extensionWords,
  type LineState,
  lineState,
  linesByRequest,
  listExtensions,
  stateOf,
} from '../extensions/index.ts'
import {
  Badge,
  ButtonLink,
  Empty,
  ExportLinks,
  FilterForm,
  Formula,
  Heading,
  Notice,
  Pager,
  SearchBox,
  Section,
  Select,
  Table,
  type Tone,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { obligationWords } from '../obligations/index.ts'
import { unitById } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { extensionPageWords } from './extension-words.ts'
import { Office, sentence, withQuery } from './frame.tsx'
import { exportKind } from './tally.tsx'

const SIZE = 50
const LINES_SHOWN = 3
export const EXTENSIONS = '/office/extensions'
const HERE = EXTENSIONS

const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  state: z
    .enum(['', ...(EXTENSION_STATES as [ExtensionState, ...ExtensionState[]])])
    .catch('')
    .default(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})
type Filters = z.infer<typeof filters>
type ListView = {
  rows: Extension[]
  total: number
  /** The first duties of each request. */
  lines: Map<string, ExtensionLine[]>
  filters: Filters
  ownCode: string | null
}

/** One's own unit's and those below it that one may read, and what is addressed to one's unit. */
const filterOf = async ({ rights }: Read, input: Filters): Promise<ExtensionFilter> => ({
  unitIds: await rights.reach('duty.read'),
  reviewerIds: await rights.reach('extension.decide'),
  text: input.q,
  ...(input.state ? { state: input.state } : {}),
})

const listPage: Route = route<Filters, ListView>({
  method: 'GET',
  path: HERE,
  may: 'duty.read',
  about: 'Requests for more time, of the visitor’s scope and addressed to the visitor’s unit.',
  input: filters,
  load: async (read, input) => {
    const { rows, total } = await listExtensions(read.db, await filterOf(read, input), {
      limit: SIZE,
      offset: (input.page - 1) * SIZE,
    })
    return {
      rows,
      total,
      lines: await linesByRequest(read.db, rows, LINES_SHOWN),
      filters: input,
      ownCode: read.actor.unitId
        ? ((await unitById(read.db, read.actor.unitId))?.code ?? null)
        : null,
    }
  },
  show: (view, page) => ({ html: <ListPage page={page} view={view} /> }),
})

const TONES: Record<ExtensionState, Tone | 'plain'> = {
  waiting: 'warning',
  granted: 'good',
  'partly-granted': 'info',
  refused: 'bad',
  withdrawn: 'plain',
}

export function StateBadge({ page, row }: { page: Page; row: Extension }): VNode {
  const t = say(extensionPageWords, page.lang)
  const state = stateOf(row)
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
}

/** How one duty of a request stands, with the day it was granted. */
export function LineBadge({ page, line }: { page: Page; line: ExtensionLine }): VNode {
  const state = lineState(line)
  return <Badge tone={TONES[state]}>{lineText(page, line, state)}</Badge>
}

function lineText({ lang }: Page, line: ExtensionLine, state: LineState): string {
  const t = say(extensionPageWords, lang)
  return line.grantedOn
    ? t('history.granted', { day: formatDay(line.grantedOn, lang) })
    : t(`state.${state}`)
}

/** A duty of a request by its number, words and period. */
export const lineTitle = ({ lang }: Page, { number, title, period }: ExtensionLine): string =>
  `${number}. ${title} · ${periodLabel(period, lang)}`

/** The day granted; the first and the last where duties have days of their own. */
export function grantedText({ lang }: Page, { grantedFrom, grantedOn }: Extension): string {
  if (!grantedFrom || !grantedOn) return '—'
  const last = formatDay(grantedOn, lang)
  return grantedFrom === grantedOn ? last : `${formatDay(grantedFrom, lang)} – ${last}`
}

/** How many duties were granted, refused, and still wait. */
export function countsText({ lang }: Page, row: Extension): string {
  const t = say(extensionPageWords, lang)
  const counts = [
    ['counts.granted', row.granted],
    ['counts.refused', row.refused],
    [row.withdrawnAt ? 'counts.withdrawn' : 'counts.open', row.lines - row.granted - row.refused],
  ] as const
  return counts.flatMap(([key, n]) => (n > 0 ? [t(key, { n })] : [])).join(' · ')
}

type OutcomesProps = { page: Page; row: Extension; lines: readonly ExtensionLine[] }

/** The outcome of each of the first duties of a request. */
function Outcomes({ page, row, lines }: OutcomesProps): VNode {
  const t = say(extensionPageWords, page.lang)
  return (
    <>
      {row.lines > 1 && <p>{countsText(page, row)}</p>}
      {lines.map((line) => (
        <p key={line.dutyId}>
          {lineTitle(page, line)} <LineBadge page={page} line={line} />
        </p>
      ))}
      {row.lines > lines.length && (
        <p class="aside">{t('outcome.more', { n: row.lines - lines.length })}</p>
      )}
    </>
  )
}

function ListPage({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(extensionPageWords, page.lang)
  const { filters: chosen, ownCode } = view
  const mayAsk = ownCode !== null && page.visitor.rights.holds('extension.ask')
  return (
    <Office page={page} title={t('title')} here={HERE}>
      <Heading
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {mayAsk && (
              <ButtonLink kind="primary" href={`/office/units/${ownCode}/extensions/new`}>
                {t('ask')}
              </ButtonLink>
            )}
            <ExportLinks base={`${HERE}${page.url.search}`} />
          </>
        }
      />
      <FilterForm action={HERE} clearHref={HERE}>
        <SearchBox value={chosen.q} label={t('filter.text')} />
        <Select
          label={t('state')}
          name="state"
          value={chosen.state}
          none={t('filter.all')}
          options={EXTENSION_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </FilterForm>
      <Table
        caption={t('title')}
        stack
        rows={view.rows}
        total={view.total}
        rowKey={(row) => row.id}
        rowHref={(row) => `/office/units/${row.unitCode}/extensions/${row.id}`}
        empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
        columns={[
          { key: 'unit', title: t('unit'), render: (row) => row.unitName },
          {
            key: 'state',
            title: t('state'),
            render: (row) => <StateBadge page={page} row={row} />,
          },
          { key: 'duties', title: t('duties'), align: 'right', render: (row) => row.lines },
          {
            key: 'wanted',
            title: t('wanted'),
            render: (row) => formatDay(row.wantedOn, page.lang),
          },
          { key: 'granted', title: t('granted'), render: (row) => grantedText(page, row) },
          {
            key: 'outcome',
            title: t('outcome'),
            roomy: true,
            render: (row) => (
              <Outcomes page={page} row={row} lines={view.lines.get(row.id) ?? []} />
            ),
          },
          { key: 'reason', title: t('reason'), render: (row) => row.reason },
          { key: 'reviewer', title: t('reviewer'), render: (row) => row.reviewerName },
          { key: 'asked', title: t('asked-at'), render: (row) => whenText(row.askedAt, page.lang) },
        ]}
      />
      <Pager
        page={chosen.page}
        size={SIZE}
        total={view.total}
        href={(n) => withQuery(page.url, { page: n })}
      />
      <Rule page={page} />
    </Office>
  )
}

/** When a granted day counts, in words, on every page about more time. */
export function Rule({ page }: { page: Page }): VNode {
  const t = say(extensionPageWords, page.lang)
  return (
    <Section title={t('rule.title')}>
      <Formula>{t('rule')}</Formula>
    </Section>
  )
}

/** A row for each duty of the requests. */
async function linesSheet({ db, lang }: Read, requests: readonly Extension[]) {
  const t = say(extensionPageWords, lang)
  const byRequest = await linesByRequest(db, requests)
  return {
    name: t('outcome'),
    header: [
      t('unit'),
      t('asked-at'),
      t('line.task'),
      t('line.period'),
      t('line.original'),
      t('wanted'),
      t('state'),
      t('granted'),
      t('answer'),
    ],
    rows: requests.flatMap((row) =>
      (byRequest.get(row.id) ?? []).map((line) => [
        row.unitName,
        row.askedOn as string,
        `${line.number}. ${line.title}`,
        periodLabel(line.period, lang),
        line.dueOn as string,
        row.wantedOn as string,
        t(`state.${lineState(line)}`),
        line.grantedOn ?? '',
        line.answer ?? '',
      ]),
    ),
  }
}

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'export.read',
    about: `Requests for more time, as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const t = say(extensionPageWords, read.lang)
      const { rows } = await listExtensions(read.db, await filterOf(read, input), {
        limit: 20_000,
        offset: 0,
      })
      const header = [
        t('unit'),
        t('state'),
        t('duties'),
        t('late'),
        t('asked-at'),
        t('wanted'),
        t('granted'),
        t('reason'),
        t('answer'),
        t('reviewer'),
        t('state.granted'),
        t('state.refused'),
        t('state.waiting'),
      ]
      const body = rows.map((row) => [
        row.unitName,
        t(`state.${stateOf(row)}`),
        row.lines,
        row.late,
        row.askedOn as string,
        row.wantedOn as string,
        row.grantedOn ?? '',
        row.reason,
        row.answer ?? '',
        row.reviewerName,
        row.granted,
        row.refused,
        row.withdrawnAt ? 0 : row.lines - row.granted - row.refused,
      ])
      if (ending === 'csv') return csv([header, ...body])
      const requests = { name: t('title'), header, rows: body }
      return await writeSpreadsheet([requests, await linesSheet(read, rows)])
    },
    show: (file) => ({ file, ...exportKind(ending, 'gia-han') }),
  })

/** Why the form is shown again. */
export const extensionRefusal = ({ problem, lang }: Page): string =>
  problem
    ? sentence(problem.code, { ...obligationWords[lang], ...extensionWords[lang] }, problem.details)
    : ''

export const requestsDone = z.enum(['asked', 'withdrawn', 'decided']).optional().catch(undefined)

export function DoneNotice({ page, done }: { page: Page; done: z.infer<typeof requestsDone> }) {
  const t = say(extensionPageWords, page.lang)
  return done ? (
    <Notice tone="good" toast>
      {t(done)}
    </Notice>
  ) : null
}

export const extensionListRoutes: readonly Route[] = [listPage, exported('csv'), exported('xlsx')]

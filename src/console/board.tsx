// The plan board: task × area, and the same figures by unit, task, period and PAPI dimension.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  BarChart,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  Kept,
  Matrix,
  type MatrixCell,
  Pager,
  Section,
  Select,
  StandingMark,
  Tabs,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type Tally, timeliness } from '../obligations/index.ts'
import { publishedPlans } from '../plans/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import {
  type BoardView,
  boardFilters,
  cellKey,
  type Filters,
  loadBoard,
  VIEWS,
} from './board-load.ts'
import { boardWords } from './board-words.ts'
import type { BoardColumn } from './columns.ts'
import { Office, withQuery } from './frame.tsx'
import { handoverWords } from './handover-words.ts'
import { takeoverText } from './takeovers.tsx'
import { exportKind, HowComputed, standingOf, TallyStats, TallyTable } from './tally.tsx'

const LINES = 60
/** More cells than this no one reads at once: then the tasks come in pages. */
const CELLS = 600
const FEWEST_ROWS = 12
/** Up to this share overdue, a cell is drawn paler. */
const FEW = 0.1

const boardHome = route({
  method: 'GET',
  path: '/office/board',
  may: 'board.read',
  about: 'Opens the board of the newest published plan.',
  input: z.object({}),
  load: async ({ db }) => (await publishedPlans(db))[0]?.slug ?? null,
  show: (slug: string | null, page) =>
    slug ? { redirect: `/office/board/${slug}` } : { html: <NoPlan page={page} /> },
})

function NoPlan({ page }: { page: Page }): VNode {
  const t = say(boardWords, page.lang)
  return (
    <Office page={page} title={t('board')}>
      <Heading title={t('board')} />
      <Empty title={t('board.empty')}>{t('board.empty.text')}</Empty>
    </Office>
  )
}

const boardPage: Route = route({
  method: 'GET',
  path: '/office/board/:slug',
  may: 'board.read',
  about:
    'How a plan stands within the visitor’s scope: task × area, by unit, task, period, dimension.',
  recalled: true,
  input: boardFilters,
  load: loadBoard,
  show: (view: BoardView, page) => ({ html: <Board page={page} view={view} /> }),
})

function Board({ page, view }: { page: Page; view: BoardView }): VNode {
  const t = say(boardWords, page.lang)
  const { plan, total, filters: chosen } = view
  return (
    <Office page={page} title={`${t('board')} · ${plan.number}`} here="/office/board">
      <Heading
        over={plan.number}
        title={t('board')}
        lead={t('board.lead', { title: plan.title, day: formatDay(page.today, page.lang) })}
        actions={<ExportLinks base={exportBase(page)} />}
      />
      {view.plans.length > 1 && (
        <Tabs
          label={t('plans')}
          here={`/office/board/${plan.slug}`}
          tabs={view.plans.map((each) => ({
            href: `/office/board/${each.slug}`,
            label: `${each.number} · ${each.year}`,
          }))}
        />
      )}
      <TallyStats page={page} tally={total} />
      <HowComputed page={page} />
      <BoardFilters page={page} view={view} />
      <Tabs
        label={t('view')}
        here={withQuery(page.url, { view: chosen.view, sort: null, dir: null })}
        tabs={VIEWS.map((name) => ({
          href: withQuery(page.url, { view: name, sort: null, dir: null }),
          label: t(`view.${name}`),
        }))}
      />
      <Kept of={view} as={page.url.search}>
        {() =>
          chosen.view === 'matrix' ? (
            <>
              <BoardMatrix page={page} view={view} />
              <BoardTakeovers page={page} view={view} />
              <AreaChart page={page} view={view} />
            </>
          ) : (
            <BoardLines page={page} view={view} />
          )
        }
      </Kept>
    </Office>
  )
}

const exportBase = (page: Page) => `${page.url.pathname}${page.url.search}`

function BoardLines({ page, view }: { page: Page; view: BoardView }): VNode {
  const t = say(boardWords, page.lang)
  const { filters: chosen, lines } = view
  return (
    <>
      <TallyTable
        page={page}
        lines={lines.slice((chosen.page - 1) * LINES, chosen.page * LINES)}
        title={t(`view.${chosen.view}`)}
        order={chosen}
        total={lines.length}
      />
      <Pager
        page={chosen.page}
        size={LINES}
        total={lines.length}
        href={(n) => withQuery(page.url, { page: n })}
      />
    </>
  )
}

function BoardFilters({ page, view }: { page: Page; view: BoardView }): VNode {
  const t = say(boardWords, page.lang)
  const { filters: chosen, periods, plan } = view
  const district = view.columns.length > 0 && chosen.district
  return (
    <FilterForm action={`/office/board/${plan.slug}`} clearHref={`/office/board/${plan.slug}`}>
      <input type="hidden" name="view" value={chosen.view} />
      {district && <input type="hidden" name="district" value={chosen.district} />}
      <Select
        label={t('period')}
        name="period"
        value={chosen.period}
        none={t('kind.all')}
        options={periods.map((code) => ({ value: code, label: periodLabel(code, page.lang) }))}
      />
      <Select
        label={t('dimension')}
        name="dimension"
        value={chosen.dimension ? String(chosen.dimension) : ''}
        none={t('kind.all')}
        options={view.dimensions.map(({ no, name, nameEn }) => ({
          value: String(no),
          label: `${no}. ${page.lang === 'vi' ? name : nameEn}`,
        }))}
      />
      <Select
        label={t('kind')}
        name="kind"
        value={chosen.kind}
        none={t('kind.all')}
        options={(['task', 'duty'] as const).map((kind) => ({
          value: kind,
          label: t(`kind.${kind}`),
        }))}
      />
    </FilterForm>
  )
}

const MATRIX_STANDINGS = ['overdue', 'returned', 'late', 'on-time', 'accepted', 'waiting'] as const

function BoardMatrix({ page, view }: { page: Page; view: BoardView }): VNode {
  const t = say(boardWords, page.lang)
  const h = say(handoverWords, page.lang)
  const { plan, columns, cells, filters: chosen } = view
  const size = Math.max(FEWEST_ROWS, Math.floor(CELLS / Math.max(1, columns.length)))
  const rows = view.rows.slice((chosen.page - 1) * size, chosen.page * size)
  const cellOf = (
    rowId: string,
    column: BoardColumn & { title: string },
    number: string,
  ): MatrixCell | null => {
    const tally = cells.get(cellKey(rowId, column.key))
    if (!tally) return null
    const handed = view.takeovers.filter(
      (each) => each.rowId === rowId && each.columns.includes(column.key),
    )
    const query = new URLSearchParams()
    if (column.code) query.set('under', column.code)
    else query.set('column', column.key)
    return {
      href: `/office/tasks/${plan.slug}/${number}?${query}`,
      standing: standingOf(tally),
      text: `${tally.expected === 0 ? '–' : `${tally.sent}/${tally.expected}`}${handed.length > 0 ? ' ⇄' : ''}`,
      few: tally.overdueOpen <= tally.expected * FEW,
      label: [
        t(tally.expected === 0 ? 'matrix.cell.none' : 'matrix.cell', {
          column: column.title,
          number,
          sent: tally.sent,
          expected: tally.expected,
          total: tally.total,
          overdue: tally.overdueOpen,
        }),
        ...handed.map(({ unitName, toName }) =>
          h('board.cell.gave', { from: unitName, to: toName }),
        ),
      ].join(', '),
    }
  }
  return (
    <Section
      title={t('matrix')}
      lead={t('matrix.lead')}
      actions={
        chosen.district ? (
          <a href={withQuery(page.url, { district: null })}>{t('all-districts')}</a>
        ) : undefined
      }
    >
      <Matrix
        caption={t('matrix')}
        corner={t('matrix.task')}
        columns={columns.map((column) => ({
          ...column,
          ...(column.code ? { href: withQuery(page.url, { district: column.code }) } : {}),
        }))}
        rows={rows.map((row) => ({
          key: row.id,
          title: `${row.number}. ${row.title}`,
          href: `/office/tasks/${plan.slug}/${row.number}`,
          number: row.number,
        }))}
        cell={(row, column) => cellOf(row.key, column, row.number)}
        legend={MATRIX_STANDINGS.map((standing) => (
          <StandingMark key={standing} standing={standing} />
        ))}
      />
      <Pager
        page={chosen.page}
        size={size}
        total={view.rows.length}
        href={(n) => withQuery(page.url, { page: n })}
      />
    </Section>
  )
}

function BoardTakeovers({ page, view }: { page: Page; view: BoardView }): VNode | null {
  const t = say(handoverWords, page.lang)
  if (view.takeovers.length === 0) return null
  return (
    <Section title={`⇄ ${t('board.takeovers')}`} lead={t('takeovers.lead')}>
      <ul>
        {view.takeovers.map((each) => (
          <li key={each.id}>
            <a href={`/office/tasks/${view.plan.slug}/${each.number}#takeovers`}>
              {each.number}. {each.title}
            </a>
            : {takeoverText(page, each)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

const byTimeliness = ({ columns, byColumn }: BoardView) => {
  const share = ({ key }: BoardColumn) => {
    const tally = byColumn.get(key)
    return (tally && timeliness(tally)) ?? -1
  }
  return [...columns].sort((a, b) => share(b) - share(a))
}

function AreaChart({ page, view }: { page: Page; view: BoardView }): VNode {
  const t = say(boardWords, page.lang)
  return (
    <BarChart
      title={t('chart.units')}
      subtitle={t('chart.units.sub', { day: formatDay(page.today, page.lang) })}
      max={1}
      format={(share) => formatPercent(share, 1, page.lang)}
      rows={byTimeliness(view).map((column) => {
        const tally = view.byColumn.get(column.key)
        return {
          label: column.title,
          value: tally ? timeliness(tally) : null,
          n: tally ? formatNumber(tally.expected, 0, page.lang) : '0',
          ...(column.code ? { href: withQuery(page.url, { district: column.code }) } : {}),
        }
      })}
    />
  )
}

const COUNTS = ['total', 'expected', 'sent', 'on_time', 'accepted', 'overdue']

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `/office/board/:slug{.+\\.${ending}}`,
    may: 'export.read',
    about: `The board as a list: task × area, or the lines of a view, as ${ending}.`,
    input: boardFilters,
    load: async (read, input) => {
      const view = await loadBoard(read, { ...input, slug: input.slug.replace(/\.\w+$/, '') })
      const counts = ({ total, expected, sent, onTime, accepted, overdueOpen }: Tally) => [
        total,
        expected,
        sent,
        onTime,
        accepted,
        overdueOpen,
      ]
      const header =
        input.view === 'matrix' ? ['number', 'task', 'area', ...COUNTS] : [input.view, ...COUNTS]
      const rows =
        input.view === 'matrix'
          ? view.rows.flatMap((row) =>
              view.columns.flatMap((column) => {
                const tally = view.cells.get(cellKey(row.id, column.key))
                return tally ? [[row.number, row.title, column.title, ...counts(tally)]] : []
              }),
            )
          : view.lines.map(({ label, tally }) => [label, ...counts(tally)])
      if (ending === 'csv') return csv([header, ...rows])
      return await writeSpreadsheet([{ name: view.plan.slug, header, rows }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'board') }),
  })

export const boardRoutes: readonly Route[] = [
  boardHome,
  exported('csv'),
  exported('xlsx'),
  boardPage,
]

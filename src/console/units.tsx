// Units within the visitor's scope, and the page of one.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  ButtonLink,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  Pager,
  SearchBox,
  Section,
  Select,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import {
  asOfToday,
  type DutyListed,
  daysLeft,
  EMPTY_TALLY,
  listDuties,
  type PastReport,
  reportsOfUnit,
  sumTallies,
  type Tally,
  tallies,
} from '../obligations/index.ts'
import {
  LEVELS,
  type UnitLevel,
  type UnitListed,
  unitByCode,
  unitById,
  unitsOn,
} from '../org/index.ts'
import { type Plan, planById, publishedPlans } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import type { Line } from './board-load.ts'
import { boardWords } from './board-words.ts'
import { DutyTable } from './duty-table.tsx'
import { dutyWords } from './duty-words.ts'
import { Office, withQuery } from './frame.tsx'
import { lineOrder, sortLines } from './line-sort.ts'
import { subplanHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'
import { successionImportRoutes } from './succession-import.tsx'
import { SUCCESSIONS } from './succession-parts.tsx'
import { successionWords } from './succession-words.ts'
import { successionRoutes } from './successions.tsx'
import { exportKind, TallyStats, TallyTable } from './tally.tsx'
import { calendarHref } from './unit-calendar-parts.tsx'
import { unitCalendarWords } from './unit-calendar-words.ts'
import { unitImportRoutes } from './unit-import.tsx'
import { unitImportWords } from './unit-import-words.ts'
import { UNIT_IMPORT } from './unit-preview.tsx'

const SIZE = 100

const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  level: z
    .enum(['', ...LEVELS])
    .catch('')
    .default(''),
  ...lineOrder,
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
})
type Filters = z.infer<typeof filters>
type ListView = { lines: Line[]; total: number; filters: Filters; levels: UnitLevel[] }

async function unitLines(read: Read, input: Filters): Promise<Omit<ListView, 'total'>> {
  const { db, today, rights } = read
  const reach = new Set(await rights.reach('unit.read'))
  const all = (await unitsOn(db, today)).filter((unit) => reach.has(unit.id))
  const key = searchKey(input.q)
  const units = all.filter(
    (unit) =>
      (input.level === '' || unit.level === input.level) &&
      (key === '' || searchKey(`${unit.fullName} ${unit.code}`).includes(key)),
  )
  const seen = new Set(rights.holds('duty.read') ? await rights.reach('duty.read') : [])
  const sums = await tallies(
    db,
    await asOfToday(db, today),
    {},
    units.filter(({ id }) => seen.has(id)).map(({ id }) => ({ unitId: id, columnKey: id })),
    'all',
  )
  const tallyOf = new Map<string, Tally>(sums.map((row) => [row.columnKey, row]))
  return {
    filters: input,
    levels: [...new Set(all.map((unit) => unit.level))],
    lines: sortLines(
      units.map((unit) => ({
        key: unit.code,
        label: unit.fullName,
        href: `/office/units/${unit.code}`,
        tally: tallyOf.get(unit.id) ?? EMPTY_TALLY,
      })),
      input,
    ),
  }
}

const listPage: Route = route<Filters, ListView>({
  method: 'GET',
  path: '/office/units',
  may: 'unit.read',
  about: 'Units within the visitor’s scope and how they stand.',
  input: filters,
  load: async (read, input) => {
    const { lines, ...rest } = await unitLines(read, input)
    const from = (input.page - 1) * SIZE
    return { ...rest, lines: lines.slice(from, from + SIZE), total: lines.length }
  },
  show: (view, page) => ({ html: <UnitList page={page} view={view} /> }),
})

function UnitList({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(boardWords, page.lang)
  return (
    <Office page={page} title={t('units')} here="/office/units">
      <Heading
        title={t('units')}
        lead={t('units.lead')}
        actions={
          <>
            <ButtonLink href={SUCCESSIONS} kind="secondary">
              {successionWords[page.lang].title}
            </ButtonLink>
            {page.visitor.rights.holds('unit.manage') && (
              <ButtonLink href={UNIT_IMPORT} kind="secondary">
                {unitImportWords[page.lang].title}
              </ButtonLink>
            )}
            {page.visitor.rights.holds('export.read') && (
              <ExportLinks base={`/office/units${page.url.search}`} />
            )}
          </>
        }
      />
      <FilterForm action="/office/units" clearHref="/office/units">
        <SearchBox value={view.filters.q} label={t('unit')} />
        <Select
          label={t('units.level')}
          name="level"
          value={view.filters.level}
          none={t('kind.all')}
          options={view.levels.map((level) => ({ value: level, label: t(`level.${level}`) }))}
        />
      </FilterForm>
      <TallyTable
        page={page}
        lines={view.lines}
        title={t('unit')}
        order={view.filters}
        total={view.total}
      />
      <Pager
        page={view.filters.page}
        size={SIZE}
        total={view.total}
        href={(n) => withQuery(page.url, { page: n })}
      />
    </Office>
  )
}

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `/office/units.${ending}`,
    may: 'export.read',
    about: `Units and how they stand, as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const { lines } = await unitLines(read, input)
      const header = ['code', 'unit', 'total', 'expected', 'sent', 'on_time', 'accepted', 'overdue']
      const rows = lines.map(({ key, label, tally }) => [
        key,
        label,
        tally.total,
        tally.expected,
        tally.sent,
        tally.onTime,
        tally.accepted,
        tally.overdueOpen,
      ])
      return ending === 'csv'
        ? csv([header, ...rows])
        : await writeSpreadsheet([{ name: 'units', header, rows }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'don-vi') }),
  })

type UnitView = {
  unit: UnitListed
  parent: UnitListed | null
  duties: (DutyListed & { left: number })[]
  tally: Tally
  children: Line[]
  reports: (PastReport & { slug: string; number: string })[]
  plans: Plan[]
}

const unitPage: Route = route({
  method: 'GET',
  path: '/office/units/:code',
  may: 'unit.read',
  about: 'One unit: its duties, its reports, the units below it.',
  input: z.object({ code: z.string().max(40) }),
  unit: async (read: Read, { code }) => (await unitByCode(read.db, code, read.today))?.id ?? null,
  load: async (read, { code }): Promise<UnitView> => {
    const { db, today, rights } = read
    const unit = await unitByCode(db, code, today)
    if (!unit) throw notFound('unit')
    const seesDuties = await rights.may('duty.read', unit.id)
    const { calendar, ...asOf } = await asOfToday(db, today)
    const below = (await unitsOn(db, today)).filter((each) => each.parentId === unit.id)
    const known = seesDuties ? [unit, ...below] : []
    const sums = await tallies(
      db,
      asOf,
      {},
      known.map(({ id }) => ({ unitId: id, columnKey: id })),
      'all',
    )
    const tallyOf = (id: string) => sumTallies(sums.filter((row) => row.columnKey === id))
    const duties = seesDuties ? await listDuties(db, asOf, { unitIds: [unit.id] }, {}) : []
    const reports = seesDuties ? await reportsOfUnit(db, unit.id, 40) : []
    return {
      unit,
      plans: seesDuties ? await publishedPlans(db) : [],
      parent: unit.parentId ? await unitById(db, unit.parentId) : null,
      duties: duties.map((duty) => ({ ...duty, left: daysLeft(calendar, today, duty.dueOn) })),
      tally: tallyOf(unit.id),
      children: below.map((each) => ({
        key: each.code,
        label: each.fullName,
        href: `/office/units/${each.code}`,
        tally: tallyOf(each.id),
      })),
      reports: await Promise.all(
        reports.map(async (report) => {
          const plan = await planById(db, report.plan_id)
          return { ...report, slug: plan?.slug ?? '', number: plan?.number ?? '' }
        }),
      ),
    }
  },
  show: (view: UnitView, page) => ({ html: <UnitPage page={page} view={view} /> }),
})

function UnitPage({ page, view }: { page: Page; view: UnitView }): VNode {
  const t = say(boardWords, page.lang)
  const d = say(dutyWords, page.lang)
  const w = say(subplanPageWords, page.lang)
  const { unit, parent, duties, children, reports } = view
  return (
    <Office
      page={page}
      title={unit.fullName}
      here="/office/units"
      crumbs={[
        { href: '/office/units', label: t('units') },
        ...(parent ? [{ href: `/office/units/${parent.code}`, label: parent.fullName }] : []),
      ]}
    >
      <Heading
        over={t(`level.${unit.level}`)}
        title={unit.fullName}
        lead={`${t('unit.code', { code: unit.code })} · ${formatDay(page.today, page.lang)}`}
        actions={
          <>
            {duties.length > 0 && (
              <ButtonLink href={`/office/duties?unit=${unit.code}`} kind="secondary">
                {d('duties')}
              </ButtonLink>
            )}
            {page.visitor.rights.holds('calendar.read') && (
              <ButtonLink href={calendarHref(unit.code)} kind="secondary">
                {unitCalendarWords[page.lang].title}
              </ButtonLink>
            )}
          </>
        }
      />
      <TallyStats page={page} tally={view.tally} />
      <Section title={`${t('unit.duties')} (${duties.length})`}>
        {duties.length === 0 ? (
          <Empty title={t('unit.none')} />
        ) : (
          <DutyTable page={page} rows={duties} caption={t('unit.duties')} />
        )}
      </Section>
      {view.plans.length > 0 && duties.length > 0 && (
        <Section title={w('subplan')}>
          <ul>
            {view.plans.map((plan) => (
              <li key={plan.id}>
                <a href={subplanHref(unit.code, plan.slug)}>
                  {w('subplan')}: {plan.number}
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {reports.length > 0 && (
        <Section title={t('unit.reports')}>
          <ul>
            {reports.map((report) => (
              <li key={report.id}>
                <a href={`/office/units/${unit.code}/submissions/${report.id}`}>
                  {periodLabel(report.period, page.lang)} · {report.number} · {report.round}
                </a>{' '}
                <span class="aside">{whenText(report.submitted_at, page.lang)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {children.length > 0 && (
        <Section title={`${t('unit.children')} (${children.length})`}>
          <TallyTable page={page} lines={children} title={t('unit')} />
        </Section>
      )}
    </Office>
  )
}

export const unitRoutes: readonly Route[] = [
  listPage,
  exported('csv'),
  exported('xlsx'),
  ...unitImportRoutes,
  ...successionImportRoutes,
  ...successionRoutes,
  unitPage,
]

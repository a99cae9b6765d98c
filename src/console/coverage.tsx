// Plans of units for one plan: who has sent theirs, who has not, which tasks nobody has taken up.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Details,
  Empty,
  ErrorSummary,
  ExportLinks,
  Formula,
  Heading,
  Notice,
  Stat,
  Stats,
} from '../face/index.ts'
import { type Day, formatDay, isDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { searchKey } from '../lib/text.ts'
import { type Plan, publishedPlans, requirePlanBySlug } from '../plans/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import {
  COVERAGE_STATES,
  type CoverageRow,
  coverageShare,
  coverageTally,
  demandSubplans,
  isIn,
  loadAsked,
  loadCoverage,
  onTimeShare,
  servedShare,
  type standingDemand,
  subplanWords,
  withdrawDemand,
} from '../subplans/index.ts'
import { DemandForm } from './coverage-demand.tsx'
import { Exemptions } from './coverage-exemptions.tsx'
import { CoverageTasks, CoverageUnits } from './coverage-lists.tsx'
import { Office, sentence } from './frame.tsx'
import { issuerOf } from './plan-item.tsx'
import { coverageHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'
import { exportKind, shareText } from './tally.tsx'

export const coverageAddress = z.looseObject({
  slug: z.string().max(80),
  q: z.string().max(200).catch('').default(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1).default(1),
  state: z
    .enum(['', ...COVERAGE_STATES])
    .catch('')
    .default(''),
})
type Address = z.infer<typeof coverageAddress>

/** What was just done, as the address says it. */
const FLAGS = ['demanded', 'withdrawn', 'exempted', 'asked'] as const

export type CoverageView = {
  plan: Plan
  demand: Awaited<ReturnType<typeof standingDemand>>
  all: CoverageRow[]
  rows: CoverageRow[]
  filters: { q: string; state: Address['state']; page: number }
  asked: Awaited<ReturnType<typeof loadAsked>>
  mayDemand: boolean
  isPublished: boolean
  flag: string
}

async function load(read: Read, input: Address): Promise<CoverageView> {
  const { db, today, rights } = read
  const plan = await requirePlanBySlug(db, input.slug)
  const reach = new Set(await rights.reach('board.read'))
  const { demand, rows } = await loadCoverage(db, today, plan, reach)
  const key = searchKey(input.q)
  return {
    plan,
    demand,
    all: rows,
    rows: rows.filter(
      (row) =>
        (key === '' || searchKey(`${row.unitName} ${row.unitCode}`).includes(key)) &&
        (input.state === '' || isIn(row, input.state)),
    ),
    filters: { q: input.q, state: input.state, page: input.page },
    asked: await loadAsked(db, plan.id),
    mayDemand: plan.issuer_id !== null && (await rights.may('plan.publish', plan.issuer_id)),
    isPublished: (await publishedPlans(db)).some(({ id }) => id === plan.id),
    flag: FLAGS.find((name) => name in input) ?? '',
  }
}

export const coveragePage: Route = route({
  method: 'GET',
  path: '/office/plans/:slug/subplans',
  may: 'board.read',
  about: 'Which units within the scope have a plan of their own, and what it leaves out.',
  input: coverageAddress,
  recalled: true,
  load,
  show: (view: CoverageView, page) => ({ html: <CoveragePage page={page} view={view} /> }),
})

function CoveragePage({ page, view }: { page: Page; view: CoverageView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { plan, demand, all, flag } = view
  return (
    <Office
      page={page}
      title={t('coverage')}
      here="/office/plans"
      crumbs={[{ href: `/office/plans/${plan.slug}`, label: plan.number }]}
    >
      <Heading
        over={plan.number}
        title={t('coverage')}
        lead={t('coverage.lead', { plan: plan.title })}
        actions={all.length > 0 && <ExportLinks base={`${coverageHref(plan)}${page.url.search}`} />}
      />
      {flag === 'demanded' && demand && (
        <Notice tone="good" toast>
          {t('demand.done', { day: formatDay(demand.due_on, page.lang) })}
        </Notice>
      )}
      {(flag === 'withdrawn' || flag === 'exempted' || flag === 'asked') && (
        <Notice tone="good" toast>
          {t(`demand.${flag}`)}
        </Notice>
      )}
      <ErrorSummary
        problem={page.problem}
        text={
          page.problem
            ? sentence(page.problem.code, subplanWords[page.lang], page.problem.details)
            : ''
        }
      />
      {!view.isPublished ? (
        <Empty title={t('coverage.nobody')} />
      ) : (
        <>
          {!demand && <Empty title={t('coverage.none')}>{t('coverage.none.text')}</Empty>}
          <CoverageStats page={page} view={view} />
          {view.mayDemand && <DemandForm page={page} view={view} />}
          {view.mayDemand && <Exemptions page={page} view={view} />}
          <CoverageUnits page={page} view={view} />
          <CoverageTasks page={page} view={view} />
        </>
      )}
    </Office>
  )
}

function CoverageStats({ page, view }: { page: Page; view: CoverageView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const tally = coverageTally(view.all)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  const { plan, demand } = view
  return (
    <>
      <Stats>
        <Stat
          label={t('filed')}
          value={shareText(coverageShare(tally), page.lang, '—')}
          n={`${n(tally.filed)}/${n(tally.demanded)}`}
          href={`${coverageHref(plan)}?state=filed`}
        />
        <Stat
          label={t('on-time')}
          value={shareText(onTimeShare(tally), page.lang, '—')}
          n={`${n(tally.onTime)}/${n(tally.demanded)}`}
        />
        <Stat
          label={t('missing')}
          value={n(tally.missing)}
          href={`${coverageHref(plan)}?state=missing`}
          {...(tally.missing > 0 && demand && demand.due_on < page.today
            ? { standing: 'overdue' as const }
            : {})}
        />
        <Stat label={t('returned')} value={n(tally.returned)} />
        <Stat label={t('accepted')} value={n(tally.accepted)} />
        {tally.exempt > 0 && (
          <Stat
            label={t('state.exempt')}
            value={n(tally.exempt)}
            href={`${coverageHref(plan)}?state=exempt`}
          />
        )}
        <Stat
          label={t('served')}
          value={shareText(servedShare(tally), page.lang, '—')}
          n={`${n(tally.covered)}/${n(tally.bound)}`}
        />
      </Stats>
      {demand && (
        <p>
          {t('coverage.due')}: <strong>{formatDay(demand.due_on, page.lang)}</strong>
          {demand.workdays !== null && (
            <span class="aside">
              {' '}
              {t('coverage.due.from', {
                from: formatDay(demand.from_on, page.lang),
                n: demand.workdays,
              })}
            </span>
          )}
        </p>
      )}
      <Details summary={t('how')}>
        <Formula>{t('formula.filed')}</Formula>
        <Formula>{t('formula.on-time')}</Formula>
        <Formula>{t('formula.served')}</Formula>
      </Details>
    </>
  )
}

const demandRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/subplans/demand',
  may: 'plan.publish',
  about: 'Asks every unit named in the plan for a plan of its own by a day.',
  records: ['subplans.demanded'],
  input: coverageAddress,
  unit: issuerOf,
  retry: coveragePage,
  act: async (act, input: Address) => {
    const plan = await requirePlanBySlug(act.db, input.slug)
    const text = (name: string) => (typeof input[name] === 'string' ? input[name].trim() : '')
    const [day, workdays] = [text('day'), text('workdays')]
    if (day !== '' && !isDay(day)) throw new Problem(422, 'subplan.day-unreadable')
    if (day === '' && workdays === '') throw new Problem(422, 'subplan.demand-missing')
    await demandSubplans(act, {
      planId: plan.id,
      time: day !== '' ? { dueOn: day as Day } : { workdays: Number(workdays) },
      source: (await loadAsked(act.db, plan.id))?.sentence ?? '',
    })
    return `${coverageHref(plan)}?demanded=1`
  },
  show: (redirect: string) => ({ redirect }),
})

const withdrawRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/subplans/withdrawal',
  may: 'plan.publish',
  about: 'Takes back what the units were asked for; what they sent is kept.',
  records: ['subplans.demand-withdrawn'],
  input: coverageAddress,
  unit: issuerOf,
  retry: coveragePage,
  act: async (act, input: Address) => {
    const plan = await requirePlanBySlug(act.db, input.slug)
    await withdrawDemand(act, plan.id)
    return `${coverageHref(plan)}?withdrawn=1`
  },
  show: (redirect: string) => ({ redirect }),
})

const exported = (ending: 'csv' | 'xlsx') =>
  route<Address, Uint8Array | string>({
    method: 'GET',
    path: `/office/plans/:slug/subplans.${ending}`,
    may: 'export.read',
    about: `Plans of units within the scope as ${ending}, with what each leaves out.`,
    input: coverageAddress,
    load: async (read, input) => {
      const { rows } = await load(read, input)
      const header = [
        'code',
        'unit',
        'standing',
        'late',
        'filed_at',
        'rounds',
        'tasks_bound',
        'tasks_covered',
        'uncovered',
        'exempt_since',
        'exempt_reason',
      ]
      const lines = rows.map((row) => [
        row.unitCode,
        row.unitName,
        row.filingId !== null ? row.standing : row.exempt ? 'exempt' : 'missing',
        row.late ? 1 : 0,
        row.filedAt,
        row.rounds,
        row.bound.length,
        row.bound.length - row.uncovered.length,
        row.uncovered.map(({ number }) => number).join('; '),
        row.exempt?.at ?? '',
        row.exempt?.reason ?? '',
      ])
      if (ending === 'csv') return csv([header, ...lines])
      return await writeSpreadsheet([{ name: 'coverage', header, rows: lines }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'subplans') }),
  })

export const coverageRoutes: readonly Route[] = [
  exported('csv'),
  exported('xlsx'),
  coveragePage,
  demandRoute,
  withdrawRoute,
]

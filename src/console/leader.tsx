// The leader's page: what slipped this week, best and worst with n, what hinders most, what waits for me.

import type { VNode } from 'preact'
import { z } from 'zod'
import { BarChart, Columns, Empty, Heading, Section, Table } from '../face/index.ts'
import { addDays, type Day, daysBetween, formatDay } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import {
  asOfToday,
  countHindrances,
  type DutyListed,
  HINDRANCE_KINDS,
  linesOfDuties,
  listDuties,
  obligationWords,
  sumTallies,
  type Tally,
  tallies,
  timeliness,
} from '../obligations/index.ts'
import { unitsOn } from '../org/index.ts'
import { type Plan, publishedPlans } from '../plans/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { type CoverageTally, coverageTally, loadCoverage } from '../subplans/index.ts'
import type { Line } from './board-load.ts'
import { boardWords } from './board-words.ts'
import { dutyWords } from './duty-words.ts'
import { Office } from './frame.tsx'
import { loadOwnership, SILENT_DAYS } from './ownership-load.ts'
import { ownershipWords } from './ownership-words.ts'
import { coverageHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'
import { HowComputed, TallyStats } from './tally.tsx'

const LEAST = 5
const MOST_SLIPPED = 30

type Owing = { code: string; name: string; count: number; oldest: Day }

type Leader = {
  coverage: { plan: Plan; tally: CoverageTally; due: Day }[]
  total: Tally
  before: Tally
  owing: Owing[]
  slipped: (DutyListed & { reason: string })[]
  slippedCount: number
  best: Line[]
  worst: Line[]
  /** Units with every duty on time, with none, and ranked in all. */
  perfect: number
  never: number
  counted: number
  unowned: number
  hinders: { kind: string; count: number; open: number; units: number }[]
}

const leaderPage: Route = route<object, Leader>({
  method: 'GET',
  path: '/office/leader',
  may: 'leader.read',
  about: 'What slipped this week, best and worst units, what hinders most.',
  input: z.object({}),
  recalled: true,
  load: loadLeader,
  show: (leader, page) => ({ html: <LeaderPage page={page} leader={leader} /> }),
})

async function loadLeader(read: Read): Promise<Leader> {
  const { db, today, rights } = read
  const reach = await rights.reach('leader.read')
  const inReach = new Set(reach)
  const asOf = await asOfToday(db, today)
  const units = (await unitsOn(db, today)).filter((unit) => inReach.has(unit.id))
  const each = units.map(({ id }) => ({ unitId: id, columnKey: id }))
  const weekAgo = addDays(today, -7)
  const earlier = { ...(await asOfToday(db, weekAgo)), knownBefore: instantAt(addDays(weekAgo, 1)) }
  const year = Number(today.slice(0, 4))
  const planIds = (await publishedPlans(db))
    .filter((plan) => plan.year === year)
    .map(({ id }) => id)
  const [sums, before] = await Promise.all([
    tallies(db, asOf, { planIds }, each, 'all'),
    tallies(db, earlier, { planIds }, each, 'all'),
  ])
  const overdue = await listDuties(
    db,
    asOf,
    { unitIds: reach, planIds, standings: ['overdue'] },
    { sort: 'due', limit: 5000 },
  )
  const week = overdue.filter(({ dueOn }) => dueOn >= weekAgo)
  const ranked = units
    .flatMap((unit) => {
      const tally = sums.find((row) => row.columnKey === unit.id)
      if (!tally || tally.expected < LEAST) return []
      return [{ key: unit.code, label: unit.fullName, href: `/office/units/${unit.code}`, tally }]
    })
    .sort(
      (a, b) =>
        (timeliness(b.tally) ?? 0) - (timeliness(a.tally) ?? 0) ||
        b.tally.expected - a.tally.expected,
    )
  return {
    coverage: await coverageOf(read, inReach),
    total: sumTallies(sums),
    before: sumTallies(before),
    owing: owingOf(overdue).slice(0, 10),
    slipped: await Promise.all(
      week.slice(0, MOST_SLIPPED).map(async (duty) => ({
        ...duty,
        reason: (await linesOfDuties(db, duty.unitId, [duty.id])).at(-1)?.hindrance ?? '',
      })),
    ),
    slippedCount: week.length,
    unowned: (await loadOwnership(read, reach, SILENT_DAYS)).filter(
      ({ faults }) => faults.length > 0,
    ).length,
    best: ranked.slice(0, 10),
    worst: ranked
      .slice(10)
      .sort(
        (a, b) =>
          (timeliness(a.tally) ?? 0) - (timeliness(b.tally) ?? 0) ||
          b.tally.overdueOpen - a.tally.overdueOpen ||
          b.tally.expected - a.tally.expected,
      )
      .slice(0, 10),
    perfect: ranked.filter(({ tally }) => timeliness(tally) === 1).length,
    never: ranked.filter(({ tally }) => timeliness(tally) === 0).length,
    counted: ranked.length,
    hinders: await countHindrances(db, {
      unitIds: reach,
      since: `${today.slice(0, 4)}-01-01` as Day,
    }),
  }
}

/** Units by how many duties they owe, then by how long. */
function owingOf(overdue: readonly DutyListed[]): Owing[] {
  const units = new Map<string, Owing>()
  for (const { unitCode, unitName, dueOn } of overdue) {
    const known = units.get(unitCode)
    if (known) known.count += 1
    else units.set(unitCode, { code: unitCode, name: unitName, count: 1, oldest: dueOn })
  }
  return [...units.values()].sort((a, b) => b.count - a.count || (a.oldest < b.oldest ? -1 : 1))
}

/** Plans that ask the units for their own, with how many have sent it. */
async function coverageOf(read: Read, reach: ReadonlySet<string>): Promise<Leader['coverage']> {
  const found = await Promise.all(
    (await publishedPlans(read.db)).map(async (plan) => {
      const { demand, rows } = await loadCoverage(read.db, read.today, plan, reach)
      return demand ? [{ plan, tally: coverageTally(rows), due: demand.due_on }] : []
    }),
  )
  return found.flat().filter(({ tally }) => tally.demanded > 0)
}

function LeaderPage({ page, leader }: { page: Page; leader: Leader }): VNode {
  const t = say(boardWords, page.lang)
  const d = say(dutyWords, page.lang)
  const words = say(obligationWords, page.lang)
  const w = say(subplanPageWords, page.lang)
  const open = leader.hinders.reduce((sum, row) => sum + row.open, 0)
  return (
    <Office page={page} title={t('leader')} here="/office/leader">
      <Heading title={t('leader')} lead={t('leader.lead')} />
      <TallyStats page={page} tally={leader.total} before={leader.before} />
      <p class="aside">
        {t('leader.change', { day: formatDay(addDays(page.today as Day, -7), page.lang) })}
      </p>
      <HowComputed page={page} />
      <Section title={t('leader.slipped', { n: leader.slippedCount })}>
        {leader.slipped.length === 0 && <p>{t('leader.slipped.none')}</p>}
        {leader.slipped.length > 0 && (
          <Table
            caption={t('leader.slipped', { n: leader.slippedCount })}
            quietCaption
            stack
            rows={leader.slipped}
            rowKey={(row) => row.id}
            rowHref={(row) => `/office/units/${row.unitCode}/duties/${row.id}`}
            columns={[
              { key: 'unit', title: t('unit'), render: (row) => row.unitName },
              { key: 'task', title: d('task'), render: (row) => `${row.number}. ${row.title}` },
              {
                key: 'days',
                title: d('late'),
                align: 'right',
                render: (row) => t('leader.days', { n: daysBetween(row.dueOn, page.today as Day) }),
              },
              { key: 'reason', title: t('reason'), render: (row) => row.reason || '—' },
            ]}
          />
        )}
      </Section>
      {leader.owing.length > 0 && (
        <Section
          title={t('leader.owing')}
          lead={t('leader.owing.lead', { n: formatNumber(leader.total.overdueOpen, 0, page.lang) })}
          actions={<a href="/office/duties?standing=overdue">{t('leader.owing.all')}</a>}
        >
          <Table
            caption={t('leader.owing')}
            quietCaption
            stack
            rows={leader.owing}
            rowKey={(row) => row.code}
            rowHref={(row) => `/office/duties?unit=${row.code}&standing=overdue`}
            columns={[
              { key: 'unit', title: t('unit'), render: (row) => row.name },
              {
                key: 'count',
                title: t('leader.owing.count'),
                align: 'right',
                render: (row) => row.count,
              },
              {
                key: 'oldest',
                title: t('leader.owing.oldest'),
                align: 'right',
                render: (row) => formatDay(row.oldest, page.lang),
              },
              {
                key: 'days',
                title: d('late'),
                align: 'right',
                render: (row) =>
                  t('leader.days', { n: daysBetween(row.oldest, page.today as Day) }),
              },
            ]}
          />
        </Section>
      )}
      <Columns>
        <Ranking
          page={page}
          title={t('leader.best')}
          finding={t('leader.perfect', { n: leader.perfect, all: leader.counted })}
          lines={leader.best}
        />
        <Ranking
          page={page}
          title={t('leader.worst')}
          finding={t('leader.never', { n: leader.never, all: leader.counted })}
          lines={leader.worst}
        />
      </Columns>
      <Section title={t('leader.hinders')}>
        {leader.hinders.length === 0 ? (
          <Empty title={t('leader.hinders.none')} />
        ) : (
          <BarChart
            title={t('leader.hinders')}
            subtitle={t('leader.hinders.sub')}
            format={(value) => formatNumber(value, 0, page.lang)}
            rows={leader.hinders.map(({ kind, count, units }) => ({
              label: words(
                `hindrance.${HINDRANCE_KINDS.find((known) => known === kind) ?? 'other'}`,
              ),
              value: count,
              n: formatNumber(units, 0, page.lang),
              href: `/office/hindrances?kind=${kind}`,
            }))}
          />
        )}
      </Section>
      {leader.coverage.length > 0 && (
        <Section title={w('coverage')}>
          <ul>
            {leader.coverage.map(({ plan, tally, due }) => (
              <li key={plan.id}>
                <a href={coverageHref(plan)}>{plan.number}</a>:{' '}
                {w('coverage.summary', {
                  filed: tally.filed,
                  demanded: tally.demanded,
                  missing: tally.missing,
                })}{' '}
                <span class="aside">
                  {w('coverage.due')}: {formatDay(due, page.lang)}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('leader.waiting')}>
        <p>
          <a href="/office/hindrances?state=open">{t('leader.waiting.hindrances', { n: open })}</a>
        </p>
        <p>
          <a href="/office/ownership">
            {say(ownershipWords, page.lang)('leader', { n: leader.unowned })}
          </a>
        </p>
      </Section>
    </Office>
  )
}

function Ranking(props: {
  page: Page
  title: string
  finding: string
  lines: readonly Line[]
}): VNode {
  const { page, title, finding, lines } = props
  const t = say(boardWords, page.lang)
  return (
    <BarChart
      title={title}
      subtitle={`${finding} ${t('leader.ranked', { least: LEAST, day: formatDay(page.today, page.lang) })}`}
      max={1}
      format={(share) => formatPercent(share, 1, page.lang)}
      rows={lines.map(({ label, href, tally }) => ({
        label,
        href,
        value: timeliness(tally),
        n: formatNumber(tally.expected, 0, page.lang),
      }))}
    />
  )
}

export const leaderRoutes: readonly Route[] = [leaderPage]

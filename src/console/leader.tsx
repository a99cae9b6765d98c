// The leader's page: what slipped this week, best and worst with n, what hinders most, what waits for me.

import type { VNode } from 'preact'
import { z } from 'zod'
import { BarChart, Columns, Empty, Heading, Section, Table } from '../face/index.ts'
import { addDays, type Day, daysBetween, formatDay } from '../lib/day.ts'
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
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import type { Line } from './board-load.ts'
import { boardWords } from './board-words.ts'
import { dutyWords } from './duty-words.ts'
import { Office } from './frame.tsx'
import { HowComputed, TallyStats } from './tally.tsx'

const LEAST = 5
const MOST_SLIPPED = 30

type Leader = {
  total: Tally
  slipped: (DutyListed & { reason: string })[]
  slippedCount: number
  best: Line[]
  worst: Line[]
  hinders: { kind: string; count: number; open: number; units: number }[]
}

const leaderPage: Route = route<object, Leader>({
  method: 'GET',
  path: '/office/leader',
  may: 'leader.read',
  about: 'What slipped this week, best and worst units, what hinders most.',
  input: z.object({}),
  load: loadLeader,
  show: (leader, page) => ({ html: <LeaderPage page={page} leader={leader} /> }),
})

async function loadLeader(read: Read): Promise<Leader> {
  const { db, today, rights } = read
  const reach = await rights.reach('leader.read')
  const inReach = new Set(reach)
  const asOf = await asOfToday(db, today)
  const units = (await unitsOn(db, today)).filter((unit) => inReach.has(unit.id))
  const sums = await tallies(
    db,
    asOf,
    {},
    units.map(({ id }) => ({ unitId: id, columnKey: id })),
    'all',
  )
  const week = await listDuties(
    db,
    asOf,
    {
      unitIds: reach,
      standings: ['overdue'],
      dueFrom: addDays(today, -7),
      dueTo: addDays(today, -1),
    },
    { sort: 'due' },
  )
  const ranked = units
    .flatMap((unit) => {
      const tally = sums.find((row) => row.columnKey === unit.id)
      if (!tally || tally.expected < LEAST) return []
      return [{ key: unit.code, label: unit.fullName, href: `/office/units/${unit.code}`, tally }]
    })
    .sort((a, b) => (timeliness(b.tally) ?? 0) - (timeliness(a.tally) ?? 0))
  return {
    total: sumTallies(sums),
    slipped: await Promise.all(
      week.slice(0, MOST_SLIPPED).map(async (duty) => ({
        ...duty,
        reason: (await linesOfDuties(db, duty.unitId, [duty.id])).at(-1)?.hindrance ?? '',
      })),
    ),
    slippedCount: week.length,
    best: ranked.slice(0, 10),
    worst: ranked.slice(10).slice(-10).reverse(),
    hinders: await countHindrances(db, {
      unitIds: reach,
      since: `${today.slice(0, 4)}-01-01` as Day,
    }),
  }
}

function LeaderPage({ page, leader }: { page: Page; leader: Leader }): VNode {
  const t = say(boardWords, page.lang)
  const d = say(dutyWords, page.lang)
  const words = say(obligationWords, page.lang)
  const open = leader.hinders.reduce((sum, row) => sum + row.open, 0)
  return (
    <Office page={page} title={t('leader')} here="/office/leader">
      <Heading title={t('leader')} lead={t('leader.lead')} />
      <TallyStats page={page} tally={leader.total} />
      <HowComputed page={page} />
      <Section title={t('leader.slipped', { n: leader.slippedCount })}>
        <Table
          caption={t('leader.slipped', { n: leader.slippedCount })}
          quietCaption
          stack
          rows={leader.slipped}
          rowKey={(row) => row.id}
          rowHref={(row) => `/office/units/${row.unitCode}/duties/${row.id}`}
          empty={<Empty title={t('leader.slipped.none')} />}
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
      </Section>
      <Columns>
        <Ranking page={page} title={t('leader.best')} lines={leader.best} />
        <Ranking page={page} title={t('leader.worst')} lines={leader.worst} />
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
      <Section title={t('leader.waiting')}>
        <p>
          <a href="/office/hindrances?state=open">{t('leader.waiting.hindrances', { n: open })}</a>
        </p>
      </Section>
    </Office>
  )
}

function Ranking(props: { page: Page; title: string; lines: readonly Line[] }): VNode {
  const { page, title, lines } = props
  const t = say(boardWords, page.lang)
  return (
    <BarChart
      title={title}
      subtitle={`${t('leader.ranked', { n: LEAST })} ${formatDay(page.today, page.lang)}`}
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

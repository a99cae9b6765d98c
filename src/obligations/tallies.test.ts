// Two derivations of every figure: the statement's standings, lists and tallies equal a plain fold over the
// rows, on random histories of sending, accepting, returning and correcting.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { planWorld } from '../../test/plan-world.ts'
import { workCalendar } from '../calendar/index.ts'
import { addDays, type Day, day } from '../lib/day.ts'
import { seeded } from '../lib/random.ts'
import { searchKey } from '../lib/text.ts'
import {
  completeness,
  type DutyListed,
  EMPTY_TALLY,
  keepOutcomes,
  linesOfDuties,
  listDuties,
  sumTallies,
  type Tally,
  tallies,
  timeliness,
} from './index.ts'
import { isSent, type LastLine, soonDay, standing } from './standing.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let units: string[]

beforeAll(async () => {
  w = await planWorld()
  const { rows } = await w.pool.query<{ id: string }>('select id from units')
  units = rows.map((row) => row.id)
  await randomHistory()
})
afterAll(() => w.close())

/** Rows as actions would leave them, written plainly. */
async function randomHistory(): Promise<void> {
  const random = seeded(5)
  const { rows: duties } = await w.pool.query<{
    unit_id: string
    id: string
    plan_id: string
    due_on: Day
  }>('select unit_id, id, plan_id, due_on from duties order by id')
  let round = 0
  for (const duty of duties) {
    let on = addDays(duty.due_on, -20 + random.int(30))
    for (let sent = random.int(4); sent > 0; sent -= 1) {
      round += 1
      const id = w.instance.newId()
      const at = `${on}T09:00:00.000+07:00`
      await w.pool.query(
        `insert into submissions (unit_id, id, plan_id, period, round, reviewer_id, submitted_at)
         values ($1, $2, $3, '2024-Q2', $4, $1, $5)`,
        [duty.unit_id, id, duty.plan_id, round, at],
      )
      await w.pool.query(
        `insert into submission_lines (unit_id, submission_id, duty_id, state, progress, submitted_at, satisfies, counts_on)
         values ($1, $2, $3, 'done', 'x', $4, $5, $6)`,
        [duty.unit_id, id, duty.id, at, random.next() < 0.7, on],
      )
      const decision = random.next()
      if (decision < 0.4) {
        await w.pool.query(
          'insert into acceptances (unit_id, submission_id, duty_id, accepted_at) values ($1, $2, $3, $4)',
          [duty.unit_id, id, duty.id, at],
        )
      } else if (decision < 0.7) {
        await w.pool.query(
          `insert into returns (unit_id, submission_id, duty_id, returned_at, reason, correct_by)
           values ($1, $2, $3, $4, 'r', $5)`,
          [duty.unit_id, id, duty.id, at, addDays(on, random.int(8))],
        )
      }
      on = addDays(on, 1 + random.int(9))
    }
  }
  await keepOutcomes(w.db, units)
}

async function lastLine(duty: DutyListed): Promise<LastLine | null> {
  const line = (await linesOfDuties(w.db, duty.unitId, [duty.id])).at(-1)
  if (!line) return null
  return {
    satisfies: line.satisfies,
    countsOn: line.counts_on,
    returned: line.correct_by ? { correctBy: line.correct_by } : null,
    isAccepted: line.accepted_at !== null,
  }
}

function fold(duties: readonly DutyListed[], today: Day): Tally {
  return sumTallies(
    duties.map((duty) => {
      const sent = duty.standing === 'submitted' || duty.standing === 'accepted'
      const due = duty.dueOn < today
      return {
        total: 1,
        expected: Number(sent || due),
        sent: Number(sent),
        onTime: Number(sent && (duty.countsOn ?? duty.dueOn) <= duty.dueOn),
        accepted: Number(duty.standing === 'accepted'),
        returned: Number(duty.standing === 'returned'),
        overdueOpen: Number(duty.standing === 'overdue'),
      }
    }),
  )
}

const DAYS = [
  '2024-05-20',
  '2024-06-14',
  '2024-06-18',
  '2024-07-02',
  '2024-10-01',
  '2025-01-10',
].map(day)

test.each(DAYS)('on %s the statement stands every duty as the rule does', async (today) => {
  const asOf = { today, soonOn: soonDay(await workCalendar(w.db), today) }
  const duties = await listDuties(w.db, asOf, { unitIds: units })
  expect(duties).toHaveLength(15)
  for (const duty of duties) {
    const last = await lastLine(duty)
    const expected = standing(duty.dueOn, last, today, asOf.soonOn)
    expect(duty.standing, JSON.stringify({ duty, last })).toBe(expected)
    const sent = last !== null && isSent(last)
    expect(duty.late).toBe(sent ? last.countsOn > duty.dueOn : duty.dueOn < today)
  }
})

test.each(DAYS)(
  'on %s tallies by task, unit, period and dimension are the fold of the list',
  async (today) => {
    const asOf = { today, soonOn: soonDay(await workCalendar(w.db), today) }
    const duties = await listDuties(w.db, asOf, { unitIds: units })
    const columns = units.map((unitId) => ({ unitId, columnKey: unitId }))
    const key = { obligation: 'obligationId', unit: 'unitId', period: 'period' } as const
    for (const by of ['obligation', 'unit', 'period'] as const) {
      const rows = await tallies(w.db, asOf, {}, columns, by)
      for (const { rowKey, columnKey, ...tally } of rows) {
        const own = duties.filter((duty) => duty[key[by]] === rowKey && duty.unitId === columnKey)
        expect(tally).toEqual(fold(own, today))
      }
      expect(sumTallies(rows)).toEqual(fold(duties, today))
    }
    const [all] = await tallies(
      w.db,
      asOf,
      {},
      units.map((unitId) => ({ unitId, columnKey: '' })),
      'all',
    )
    // A parent's share is the ratio of sums, not the mean of the shares.
    const total = fold(duties, today)
    expect(all && timeliness(all)).toBe(total.expected === 0 ? null : total.onTime / total.expected)
    expect(all && completeness(all)).toBe(total.expected === 0 ? null : total.sent / total.expected)
  },
)

test('nothing expected has no share', () => {
  expect(completeness(EMPTY_TALLY)).toBeNull()
  expect(timeliness(EMPTY_TALLY)).toBeNull()
})

test('a filter by words finds without diacritics, and what it lists is what it counts', async () => {
  const today = day('2024-07-02')
  const asOf = { today, soonOn: soonDay(await workCalendar(w.db), today) }
  const found = await listDuties(w.db, asOf, { unitIds: units, text: 'DOI THOAI' })
  expect(
    found.map((duty) => searchKey(duty.title)).every((title) => title.includes('doi thoai')),
  ).toBe(true)
  expect(found).toHaveLength(2)
  const late = await listDuties(w.db, asOf, { unitIds: units, late: true })
  expect(late.every((duty) => duty.late)).toBe(true)
})

test('a list outside the given units is empty', async () => {
  const today = day('2024-07-02')
  const asOf = { today, soonOn: today }
  expect(await listDuties(w.db, asOf, { unitIds: [] })).toEqual([])
  expect(await tallies(w.db, asOf, {}, [], 'all')).toEqual([])
})

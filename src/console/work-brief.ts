// The duties of a unit in brief, as "my work" tells them: kept while nothing is recorded of the unit.

import type { Day } from '../lib/day.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import {
  type AsOf,
  asOfToday,
  type DutyInBrief,
  daysLeft,
  dutiesInBrief,
  type Standing,
} from '../obligations/index.ts'
import { type Plan, publishedPlans } from '../plans/index.ts'
import type { Read } from '../platform/index.ts'
import type { DutyRow } from './duty-table.tsx'
import { recalledOfEach, recalledOfUnits } from './recalled-tallies.ts'

/** Duties shown of a plan and standing; the list of duties has them all. */
const MOST_SHOWN = 12

type Reading = Pick<Read, 'db' | 'today' | 'recall'>
type Row = DutyRow & DutyInBrief
/** Duties of a standing: some of them, and how many there are. */
export type Lot = { standing: Standing; rows: readonly Row[]; total: number }
/** A plan with its duties; null for the plans of years gone by together. */
export type Group = { plan: Plan | null; lots: readonly Lot[] }
/** The duties plan by plan, with how many may be reported on in all and of each plan. */
export type Brief = { groups: Group[]; open: number; openIn: ReadonlyMap<string | null, number> }

/** What the duties of any unit are told by, today. */
export type Briefing = {
  asOf: AsOf
  calendar: WorkCalendar
  published: readonly Plan[]
  /** Of this year and the one before. */
  plans: readonly Plan[]
}

export async function briefingOf({ db, today }: Reading): Promise<Briefing> {
  const { calendar, ...asOf } = await asOfToday(db, today)
  const published = await publishedPlans(db)
  const plans = published.filter(({ year }) => year >= Number(today.slice(0, 4)) - 1)
  return { asOf, calendar, published, plans }
}

export const briefOf = (read: Reading, briefing: Briefing, unitId: string): Promise<Brief> =>
  recalledOfUnits(read, [unitId], keyOf(briefing), () => makeBrief(read, briefing, unitId))

/** The same of many units, one after the other; yields after each. */
export const briefsOf = (
  read: Reading,
  briefing: Briefing,
  unitIds: readonly string[],
): AsyncGenerator<void> =>
  recalledOfEach(read, unitIds, keyOf(briefing), (id) => makeBrief(read, briefing, id))

const idsOf = (plans: readonly Plan[]) => plans.map(({ id }) => id)

const keyOf = ({ asOf, calendar, plans }: Briefing) => [
  'work',
  asOf,
  calendar.version,
  idsOf(plans),
]

async function makeBrief(
  { db, today }: Reading,
  { asOf, calendar, plans }: Briefing,
  unitId: string,
): Promise<Brief> {
  const found = await dutiesInBrief(db, asOf, {
    unitId,
    planIds: idsOf(plans),
    acceptedFrom: `${today.slice(0, 4)}-01-01` as Day,
    most: MOST_SHOWN,
  })
  const rows = found.map((row): Row => ({ ...row, left: daysLeft(calendar, today, row.dueOn) }))
  return {
    groups: [...plans, null]
      .map((plan): Group => {
        const own = rows.filter((row) => row.group === (plan?.id ?? null))
        return { plan, lots: lotsOf(own) }
      })
      .filter(({ lots }) => lots.length > 0),
    open: rows[0]?.openInAll ?? 0,
    openIn: new Map(rows.map(({ planId, open }) => [planId, open])),
  }
}

function lotsOf(rows: readonly Row[]): Lot[] {
  const standings = [...new Set(rows.map(({ standing }) => standing))]
  return standings.map((standing) => {
    const own = rows.filter((row) => row.standing === standing)
    return { standing, rows: own, total: own[0]?.inAll ?? 0 }
  })
}

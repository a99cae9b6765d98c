// What another working time of a unit would change in the due times of open dossiers: looked at before it is said.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { allEntries, type Entry, everBelow, ownTimes, saidOf } from '../officetime/index.ts'
import { memberships } from '../org/index.ts'
import type { Db } from '../platform/index.ts'
import type { Dossier } from './dossier.ts'
import { marksOf } from './marks.ts'
import { openDossiers } from './open-store.ts'
import { timekeeping } from './procedure-store.ts'
import { dossierUnitIds } from './recount-store.ts'
import { keepingOf, type Timekeeper, tallyFacts } from './timekeeping.ts'

export type MovedDue = {
  unitId: string
  code: string
  before: Instant | null
  after: Instant | null
}
export type CalendarEffect = {
  /** Open dossiers of the unit and below it that were looked at. */
  looked: number
  isCut: boolean
  moved: MovedDue[]
  /** Due as before, but near from another time on. */
  nearOtherwise: number
}

/** Open dossiers looked at. */
export const MOST_LOOKED = 20_000

/** Looks at the unit and all below it. `change`: what units would have said. */
export async function calendarEffect(
  db: Db,
  { unitId, today }: { unitId: string; today: Day },
  change: (standing: readonly Entry[]) => readonly Entry[],
): Promise<CalendarEffect> {
  const before = await timekeeping(db, today)
  const members = await memberships(db)
  const said = saidOf(before.nation.calendar, change(await allEntries(db)), members)
  const after = { ...before, ownTimes: ownTimes(said) }
  const below = everBelow(unitId, members)
  const ids = (await dossierUnitIds(db)).filter((id) => below.has(id))
  const open = ids.length === 0 ? [] : await openDossiers(db, ids, MOST_LOOKED)
  return { ...compared(open, before, after), isCut: open.length === MOST_LOOKED }
}

function compared(
  open: readonly { unitId: string; dossier: Dossier }[],
  before: Timekeeper,
  after: Timekeeper,
): Omit<CalendarEffect, 'isCut'> {
  const moved: MovedDue[] = []
  let nearOtherwise = 0
  for (const { unitId, dossier } of open) {
    if (before.ownTimes.get(unitId) === after.ownTimes.get(unitId)) continue
    const [was, is] = [before, after].map((keeper) =>
      marksOf(dossier, tallyFacts(dossier, keepingOf(keeper, unitId)).timing),
    )
    if (!was || !is) continue
    if (was.dueInForceAt !== is.dueInForceAt)
      moved.push({ unitId, code: dossier.code, before: was.dueInForceAt, after: is.dueInForceAt })
    else if (was.soonAt !== is.soonAt) nearOtherwise += 1
  }
  moved.sort((a, b) => ((a.before ?? '') < (b.before ?? '') ? -1 : 1))
  return { looked: open.length, moved, nearOtherwise }
}

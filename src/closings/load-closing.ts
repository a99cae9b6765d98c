// What the page of a closing shows: before it, what is open; after it, the frozen figures.

import { namesOf } from '../auth/index.ts'
import type { Day } from '../lib/day.ts'
import {
  asOfToday,
  type Closing,
  type ClosingException,
  closingsOf,
  exceptionsOf,
  listDuties,
  sumTallies,
  type Tally,
  tallies,
  unitsGivenDuties,
} from '../obligations/index.ts'
import { type UnitListed, unitsByIds } from '../org/index.ts'
import type { Db } from '../platform/index.ts'
import { type OpenTask, openTasks } from './closing.ts'
import { type FateRow, type FrozenFigure, fatesOf, frozenFigures, waitingLines } from './store.ts'

export type ClosingView = {
  /** The closing in force, or null. */
  closing: Closing | null
  /** All of them, the newest first. */
  history: Closing[]
  exceptions: (ClosingException & { unitName: string })[]
  figures: FrozenFigure[]
  fates: FateRow[]
  /** Of a plan that is open: as it would be frozen now. */
  open: OpenTask[]
  waiting: number
  total: Tally
  /** Units that the plan gave duties and that may be seen. */
  units: UnitListed[]
  names: Map<string, string>
}

/** `reach`: the units that may be seen. */
export async function loadClosing(
  db: Db,
  today: Day,
  planId: string,
  reach: ReadonlySet<string>,
): Promise<ClosingView> {
  const unitIds = (await unitsGivenDuties(db, planId)).filter((id) => reach.has(id))
  const history = (await closingsOf(db, planId)).reverse()
  const closing = history.find((row) => row.reopened_at === null) ?? null
  const units = await unitsByIds(db, unitIds)
  const common = {
    closing,
    history,
    units,
    names: await namesOf(
      db,
      history.flatMap((row) => [row.closed_by, row.reopened_by]),
    ),
  }
  if (!closing) {
    const asOf = await asOfToday(db, today)
    const duties = await listDuties(db, asOf, { unitIds, planId }, { limit: 1_000_000 })
    const columns = unitIds.map((unitId) => ({ unitId, columnKey: '' }))
    return {
      ...common,
      exceptions: [],
      figures: [],
      fates: [],
      open: openTasks(duties),
      waiting: await waitingLines(db, planId, unitIds),
      total: sumTallies(await tallies(db, asOf, { planId }, columns, 'all')),
    }
  }
  const figures = await frozenFigures(db, closing.id, unitIds)
  const exceptions = (await exceptionsOf(db, closing.id)).filter((row) => reach.has(row.unit_id))
  return {
    ...common,
    exceptions: exceptions.map((row) => ({
      ...row,
      unitName: units.find(({ id }) => id === row.unit_id)?.fullName ?? '',
    })),
    figures,
    fates: await fatesOf(db, closing.id, unitIds),
    open: [],
    waiting: await waitingLines(db, planId, unitIds),
    total: sumTallies(figures),
  }
}

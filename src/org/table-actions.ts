// A table of units: what it would change is told first, then done as it was told. A row that says what stands already
// changes nothing, so the same table may come twice.

import { type Act, type Lang, Problem, type Read, say, sha256 } from '../platform/index.ts'
import { changesOf, inFull, rowsWithin } from './change.ts'
import { type RowError, soundRows, type UnitPlan } from './fault.ts'
import { inOrder, type UnitReading } from './import.ts'
import { holdUnits, knownUnits } from './store.ts'
import { type ImportOutcome, saveUnitRows } from './unit-actions.ts'
import { orgWords } from './words.ts'

export const MOST_UNITS = 1_000

/** Saves nothing. */
export async function planUnits(
  read: Read,
  { asked, errors, refused }: UnitReading,
): Promise<UnitPlan> {
  const known = await knownUnits(read.db)
  const allows = rowsWithin(known, new Set(await read.rights.reach('unit.manage')))
  const sound = soundRows(inFull(asked, known), known, { refused, allows })
  return {
    rows: sound.rows,
    changes: changesOf(sound.rows, known),
    errors: inOrder([...errors, ...sound.errors]),
  }
}

/** Does all that a table says, or nothing when a row of it has a fault: the refusal tells them as `told` shapes them. */
export async function saveUnits(
  act: Act,
  reading: UnitReading,
  told: (errors: readonly RowError[]) => unknown = (errors) => unitFaults(errors, act.lang),
): Promise<UnitPlan> {
  await holdUnits(act.db)
  const plan = await planUnits(act, reading)
  if (plan.errors.length > 0)
    throw new Problem(422, 'units.rows-faulty', {
      count: new Set(plan.errors.map(({ line }) => line)).size,
      rows: told(plan.errors),
    })
  await saveUnitRows(act, plan.rows)
  return plan
}

/** A mark of what a table would change, to hold a later look against. */
export const markOf = ({ changes }: UnitPlan): string => sha256(JSON.stringify(changes))

/** Does what was looked over and marked; refused when it would no longer do the same. What is done already is done. */
export async function saveSeenUnits(
  act: Act,
  reading: UnitReading,
  mark: string,
): Promise<ImportOutcome> {
  await holdUnits(act.db)
  const plan = await planUnits(act, reading)
  const isDone = plan.changes.every(({ change }) => change === 'same')
  if (plan.errors.length > 0 || (markOf(plan) !== mark && !isDone))
    throw new Problem(409, 'units.changed')
  return await saveUnitRows(act, plan.rows)
}

/** Faults with their reason in words. */
export const unitFaults = (errors: readonly RowError[], lang: Lang) =>
  errors.map((error) => ({ ...error, reason: say(orgWords, lang)(error.message) }))

// A table of who follows whom: told first, then done as told; a wrong row is taken back with a reason.

import { type Act, type Lang, Problem, type Read, record, say, sha256 } from '../platform/index.ts'
import { unitsWithin } from './change.ts'
import { holdUnits, insertSuccessions, knownUnits, rootUnitId } from './store.ts'
import {
  judgeSuccessions,
  type SuccessionError,
  type SuccessionPlan,
  type SuccessionReading,
} from './succession.ts'
import { listSuccessions, standingEdges, withdrawEdges } from './succession-store.ts'
import { orgWords } from './words.ts'

export const MOST_SUCCESSIONS = 1_000

/** Saves nothing. On the server (`anywhere`) nobody's reach is asked. */
export async function planSuccessions(
  read: Pick<Read, 'db' | 'rights'>,
  { asked, errors }: SuccessionReading,
  { anywhere = false } = {},
): Promise<SuccessionPlan> {
  const units = await knownUnits(read.db)
  const within = anywhere
    ? null
    : new Set(
        unitsWithin(units, new Set(await read.rights.reach('unit.manage'))).map(({ id }) => id),
      )
  const plan = judgeSuccessions(asked, {
    units,
    standing: await standingEdges(read.db),
    within,
  })
  return {
    rows: plan.rows,
    errors: [...errors, ...plan.errors].sort((a, b) => a.line - b.line),
  }
}

export type SuccessionCounts = { inserted: number; updated: number; unchanged: number }

/** Does all that a table says, or nothing when a row of it has a fault. */
export async function saveSuccessions(
  act: Act,
  reading: SuccessionReading,
  told: (errors: readonly SuccessionError[]) => unknown,
): Promise<SuccessionPlan> {
  await holdUnits(act.db)
  const plan = await planSuccessions(act, reading)
  if (plan.errors.length > 0)
    throw new Problem(422, 'successions.rows-faulty', {
      count: new Set(plan.errors.map(({ line }) => line)).size,
      rows: told(plan.errors),
    })
  await writeSuccessions(act, plan)
  return plan
}

/** A mark of what a table would change, to hold a later look against. */
export const markOfSuccessions = ({ rows }: SuccessionPlan): string =>
  sha256(JSON.stringify(rows.map(({ line: _, ...row }) => row)))

/** Does what was looked over and marked; refused when it would no longer do the same. What is done already is done. */
export async function saveSeenSuccessions(
  act: Act,
  reading: SuccessionReading,
  mark: string,
): Promise<SuccessionCounts> {
  await holdUnits(act.db)
  const plan = await planSuccessions(act, reading)
  const isDone = plan.rows.every(({ change }) => change === 'same')
  if (plan.errors.length > 0 || (markOfSuccessions(plan) !== mark && !isDone))
    throw new Problem(409, 'successions.changed')
  return await writeSuccessions(act, plan)
}

/** The rows of a plan without a fault. One that says something else than the edge that stands replaces it. */
export async function writeSuccessions(
  act: Act,
  { rows }: SuccessionPlan,
): Promise<SuccessionCounts> {
  const changing = rows.filter(({ change }) => change !== 'same')
  await withdrawEdges(
    act.db,
    changing.flatMap(({ old }) => old?.id ?? []),
    { at: act.now, by: act.actor.personId, reason: 'replaced' },
  )
  await insertSuccessions(
    act.db,
    changing.map((row) => ({
      id: act.newId(),
      from_id: row.fromId,
      to_id: row.toId,
      effective_on: row.on,
      portion: row.portion,
      share: row.share === null ? null : String(row.share),
      source: row.decision,
      recorded_at: act.now,
      recorded_by: act.actor.personId,
      withdrawn_at: null,
      withdrawn_by: null,
      withdrawal_reason: null,
    })),
  )
  const updated = changing.filter(({ change }) => change === 'changed').length
  const inserted = changing.length - updated
  const counts = { inserted, updated, unchanged: rows.length - changing.length }
  const rootId = await rootUnitId(act.db)
  if (rootId && changing.length > 0)
    await record(act, 'successions.recorded', {
      unitId: rootId,
      subject: 'units',
      details: { edges: changing.length, ...(updated > 0 ? { updated } : {}) },
    })
  return counts
}

/** Takes an edge back: the old unit is followed by that one no more, and the row says why. */
export async function withdrawSuccession(
  act: Act,
  { id, reason }: { id: string; reason: string },
): Promise<void> {
  await holdUnits(act.db)
  const edge = (await listSuccessions(act.db)).find((row) => row.id === id)
  if (!edge) throw new Problem(404, 'succession.not-found')
  if (edge.withdrawnAt !== null) throw new Problem(409, 'succession.withdrawn-already')
  const words = reason.normalize('NFC').trim().slice(0, 2000)
  if (words === '') throw new Problem(422, 'succession.reason-missing')
  await withdrawEdges(act.db, [id], { at: act.now, by: act.actor.personId, reason: words })
  await record(act, 'succession.withdrawn', {
    unitId: (await rootUnitId(act.db)) ?? edge.from.id,
    subject: id,
    details: { from: edge.from.code, to: edge.to.code, on: edge.on, reason: words },
  })
}

/** Faults with their reason in words. */
export const successionFaults = (errors: readonly SuccessionError[], lang: Lang) =>
  errors.map((error) => ({ ...error, reason: say(orgWords, lang)(error.message) }))

// The appraiser's part: line by line with a reason, shown to the unit, settled after its answer.

import { isDay } from '../lib/day.ts'
import { type Act, type Measure, Problem, record } from '../platform/index.ts'
import {
  type Entry,
  needsReason,
  requireEntry,
  type Scorable,
  scorables,
  valueGiven,
} from './entry.ts'
import { mayHandBack, requireHandback } from './handback.ts'
import type { LineState } from './load-cycle.ts'
import { openUnit, type ScoreKey, tidy } from './score-actions.ts'
import { handBackSending, insertConclusion, replaceAppraisals } from './score-store.ts'
import { mayAppraise, requireStage } from './stage.ts'

export const REST = ['leave', 'as-scored', 'zero'] as const
export type Rest = (typeof REST)[number]

export type AppraisalSave = {
  entries: readonly (Entry & { line: string; reason: string })[]
  /** What becomes of criteria that nobody has appraised: nothing, the unit's own points, or 0 where it gave none. */
  rest: Rest
  /** Why, for all of the rest. */
  restReason: string
}

/** Keeps the lines that changed. An empty value without "does not apply" leaves the line as it is. */
export async function saveAppraisal(
  act: Act,
  key: ScoreKey,
  save: AppraisalSave,
  measures: readonly Measure[],
): Promise<{ lines: number }> {
  const { head, unit } = await openUnit(act, key, measures)
  requireStage(unit.stage, mayAppraise(unit.stage))
  const lines = new Map(scorables(head.set).map((line) => [line.code, line]))
  const given = save.entries.filter(({ value, notApplicable }) => value !== null || notApplicable)
  const changed = given.filter((entry) => {
    const line = lines.get(entry.line)
    const state = unit.lines.get(entry.line)
    if (!line || !state) throw new Problem(404, 'criteria.no-line', { code: entry.line })
    requireEntry(line, entry)
    return differs(line, entry, state)
  })
  for (const entry of changed) {
    const line = lines.get(entry.line) as Scorable
    const { self = null, measured = null } = unit.lines.get(entry.line) ?? {}
    if (needsReason(line, entry, self, measured) && tidy(entry.reason) === '')
      throw new Problem(422, 'criteria.appraisal-reason', { code: entry.line })
  }
  const named = new Set(changed.map(({ line }) => line))
  const rest = scorables(head.set).flatMap((line) => {
    const state = unit.lines.get(line.code)
    return !state || named.has(line.code) ? [] : restOf(state, save, line.kind === 'criterion')
  })
  const all = [...changed, ...rest]
  await replaceAppraisals(
    act.db,
    { unitId: key.unitId, cycleId: head.cycle.id, now: act.now },
    all.map(({ line, value, notApplicable, reason }) => ({
      unit_id: key.unitId,
      id: act.newId(),
      cycle_id: head.cycle.id,
      line,
      value: notApplicable || value === null ? null : String(value),
      not_applicable: notApplicable,
      reason: tidy(reason),
      appraised_at: act.now,
      appraised_by: act.actor.personId,
      replaced_at: null,
    })),
  )
  await record(act, 'criteria.appraised', {
    unitId: key.unitId,
    subject: head.cycle.id,
    details: { slug: key.slug, lines: all.map(({ line }) => line) },
  })
  return { lines: all.length }
}

/** A line whose points are the measured ones and that nobody appraised stays with its measure. */
function differs(
  line: Scorable,
  entry: Entry & { reason: string },
  { appraisal, measured, self }: LineState,
): boolean {
  if (appraisal)
    return (
      appraisal.not_applicable !== entry.notApplicable ||
      (!entry.notApplicable && Number(appraisal.value) !== entry.value) ||
      appraisal.reason !== tidy(entry.reason)
    )
  if (measured === null) return true
  return needsReason(line, entry, self, measured) || tidy(entry.reason) !== ''
}

function restOf(
  state: LineState,
  { rest, restReason }: AppraisalSave,
  isCriterion: boolean,
): (Entry & { line: string; reason: string })[] {
  if (rest === 'leave' || state.origin === 'appraisal' || state.origin === 'measure') return []
  const own = state.self && valueGiven(state.self) !== null ? state.self : null
  const line = state.code
  if (rest === 'as-scored')
    return own ? [{ line, value: own.value, notApplicable: own.notApplicable, reason: '' }] : []
  if (own || !isCriterion) return []
  if (tidy(restReason) === '') throw new Problem(422, 'criteria.reason-missing')
  return [{ line, value: 0, notApplicable: false, reason: restReason }]
}

/** Hands a sent self-score back to the unit, which corrects it and sends it again. */
export async function handBackSelfScore(
  act: Act,
  key: ScoreKey,
  given: { reason: string; correctBy: string },
): Promise<void> {
  const { head, unit } = await openUnit(act, key)
  requireStage(unit.stage, mayHandBack(unit.stage))
  if (!isDay(given.correctBy)) throw new Problem(422, 'criteria.day-unreadable')
  const handback = { reason: tidy(given.reason), correctBy: given.correctBy }
  requireHandback(handback, act.today)
  await handBackSending(
    act.db,
    { unitId: key.unitId, cycleId: head.cycle.id },
    { ...handback, at: act.now, by: act.actor.personId },
  )
  await record(act, 'criteria.self-score-handed-back', {
    unitId: key.unitId,
    subject: head.cycle.id,
    details: { slug: key.slug, correctBy: handback.correctBy },
  })
}

/** Shows the appraisal to the unit, or settles it after the unit's answer. Every line must have its points. */
export async function concludeAppraisal(
  act: Act,
  key: ScoreKey,
  note: string,
  measures: readonly Measure[],
): Promise<{ round: 1 | 2 }> {
  const { head, unit } = await openUnit(act, key, measures)
  requireStage(unit.stage, mayAppraise(unit.stage))
  const open = unit.settled.missing
  if (open.length > 0)
    throw new Problem(422, 'criteria.lines-open', { lines: open.slice(0, 20).join(', ') })
  const round = unit.conclusions.length === 0 ? 1 : 2
  await insertConclusion(act.db, {
    unit_id: key.unitId,
    cycle_id: head.cycle.id,
    round,
    note: tidy(note),
    concluded_at: act.now,
    concluded_by: act.actor.personId,
  })
  await record(act, round === 1 ? 'criteria.appraisal-shown' : 'criteria.appraisal-settled', {
    unitId: key.unitId,
    subject: head.cycle.id,
    details: { slug: key.slug, score: unit.settled.score },
  })
  return { round }
}

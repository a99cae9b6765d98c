// What a unit or an appraiser may give a line: points within it, one of its steps, or that it does not apply.

import { Problem } from '../platform/index.ts'
import type { Value } from './score.ts'
import { type Adjustment, type CriteriaSet, type Criterion, criteriaOf } from './set.ts'

export type Entry = { value: number | null; notApplicable: boolean }
export type Scorable = Criterion | Adjustment

/** Criteria and adjustments in the order of the set. */
export const scorables = (set: CriteriaSet): Scorable[] => [...criteriaOf(set), ...set.adjustments]

export const isCriterion = (line: Scorable): line is Criterion => line.kind === 'criterion'

/** Lines on which a unit scores itself. */
export const ownLines = (set: CriteriaSet): Scorable[] =>
  scorables(set).filter(({ by }) => by === 'self')

const MOST_TIMES = 1000

/** Refuses what the line cannot have. */
export function requireEntry(line: Scorable, { value, notApplicable }: Entry): void {
  const { code } = line
  if (notApplicable) {
    if (!isCriterion(line) || !line.mayNotApply)
      throw new Problem(422, 'criteria.must-apply', { code })
    return
  }
  if (value === null) return
  const most = isCriterion(line) ? line.max : MOST_TIMES
  if (!Number.isFinite(value) || value < 0 || value > most)
    throw new Problem(422, 'criteria.points-beyond', { code, most })
  if (!isCriterion(line)) {
    if (!Number.isInteger(value)) throw new Problem(422, 'criteria.times-whole', { code })
  } else if (line.steps.length > 0 && !line.steps.some(({ points }) => points === value)) {
    const steps = line.steps.map(({ points }) => points).join('; ')
    throw new Problem(422, 'criteria.points-no-step', { code, steps })
  }
}

export const valueGiven = ({ value, notApplicable }: Entry): Value =>
  notApplicable ? 'not-applicable' : value === null ? null : { points: value }

export type Written = Entry & { note: string }

/** Refuses a self-score that leaves a line open, or points without the evidence they need. Points of 0 and what does
 * not apply need a word instead. */
export function requireSendable(
  set: CriteriaSet,
  written: ReadonlyMap<string, Written>,
  evidence: ReadonlyMap<string, number>,
): void {
  const own = ownLines(set)
  const open = own.filter((line) => {
    if (!isCriterion(line)) return false
    const entry = written.get(line.code)
    return !entry || valueGiven(entry) === null
  })
  if (open.length > 0) throw new Problem(422, 'criteria.lines-open', { lines: codes(open) })
  const bare = own.filter((line) => {
    const entry = written.get(line.code)
    const claims = (entry?.value ?? 0) > 0
    return line.evidence === 'required' && claims && (evidence.get(line.code) ?? 0) === 0
  })
  if (bare.length > 0) throw new Problem(422, 'criteria.evidence-missing', { lines: codes(bare) })
  const silent = own.filter((line) => {
    const entry = written.get(line.code)
    return entry?.notApplicable === true && entry.note.trim() === ''
  })
  if (silent.length > 0) throw new Problem(422, 'criteria.note-missing', { lines: codes(silent) })
}

const codes = (lines: readonly Scorable[]): string => lines.map(({ code }) => code).join(', ')

/** Whether an appraiser must say why: the points are others than the unit gave itself, or than were measured; or the
 * unit should have given some and did not. */
export function needsReason(
  line: Scorable,
  given: Entry,
  own: Entry | null,
  measured: Value,
): boolean {
  const before = (own && valueGiven(own)) ?? measured
  if (before === null) return line.by === 'self' && isCriterion(line)
  return !same(valueGiven(given), before)
}

const same = (a: Value, b: Value): boolean =>
  a === null || b === null || a === 'not-applicable' || b === 'not-applicable'
    ? a === b
    : Math.abs(a.points - b.points) < 1e-9

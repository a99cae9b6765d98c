// From the values of lines to a unit's result. Missing, not applicable and zero are three values: what is missing
// enters no sum and is said, what does not apply leaves the scale, zero counts.

import { round } from '../lib/round.ts'
import {
  type Adjustment,
  type CriteriaSet,
  type Criterion,
  type Group,
  type Line,
  type LineMeasure,
  maxOf,
  tidySum,
} from './set.ts'

export type Value = { points: number } | 'not-applicable' | null
export type Count = { numerator: number; denominator: number }

export type Scored = {
  code: string
  /** Points within the set: what was given, scaled where a group weighs its lines. Null: nothing is known yet. */
  points: number | null
  /** What could be had, without what does not apply. */
  attainable: number
  max: number
  /** Criteria under it (or itself) without a value. */
  missing: number
  state: 'scored' | 'partial' | 'missing' | 'not-applicable'
}

export type Result = {
  lines: Scored[]
  adjustments: { code: string; times: number; points: number }[]
  /** Sum of what is known, before adjustments. */
  points: number | null
  attainable: number
  max: number
  /** On the full scale, adjustments included, never below 0; null while a line is missing. */
  score: number | null
  /** The same of what is known so far. */
  provisional: number | null
  missing: string[]
  band: string | null
}

/** Points of a line filled from a measure. */
export function measuredValue(
  { max, measure }: { max: number; measure?: LineMeasure | undefined },
  count: Count | null,
): Value {
  if (!measure || !count) return null
  if (count.denominator === 0) {
    if (measure.whenNothing === 'missing') return null
    if (measure.whenNothing === 'not-applicable') return 'not-applicable'
    return { points: measure.whenNothing === 'full' ? max : 0 }
  }
  const share = count.numerator / count.denominator
  return { points: Math.min(max, (max * share) / measure.full) }
}

/** Scores one unit: values by line code; times by adjustment code. */
export function scoreUnit(
  set: CriteriaSet,
  values: ReadonlyMap<string, Value>,
  times: ReadonlyMap<string, number> = new Map(),
): Result {
  const sheet: Sheet = { set, values, lines: [], missing: [], known: [] }
  const top = set.lines.map((line) => scoreLine(sheet, line, 1))
  const max = maxOf(set)
  const attainable = tidySum(top.map((each) => each.attainable))
  const points = sumOf(top)
  const adjustments = set.adjustments.map((each) => adjusted(each, times.get(each.code) ?? 0))
  const extra = tidySum(adjustments.map((each) => each.points))
  const drawn = (out: number) =>
    points === null || out === 0
      ? null
      : round(Math.max(0, tidy((points * max) / out + extra)), set.rounding.total)
  const score = sheet.missing.length > 0 ? null : drawn(attainable)
  return {
    lines: sheet.lines,
    adjustments,
    points,
    attainable,
    max,
    score,
    provisional: drawn(tidySum(sheet.known)),
    missing: sheet.missing,
    band: bandOf(set, score),
  }
}

type Sheet = {
  set: CriteriaSet
  values: ReadonlyMap<string, Value>
  lines: Scored[]
  missing: string[]
  /** What could be had of the criteria that have a value. */
  known: number[]
}

/** `factor` scales the line's own points to those of the set. */
function scoreLine(sheet: Sheet, line: Line, factor: number): Scored {
  const at = sheet.lines.push({} as Scored) - 1
  const scored =
    line.kind === 'criterion'
      ? scoreCriterion(sheet, line, factor)
      : scoreGroup(sheet, line, factor)
  sheet.lines[at] = scored
  return scored
}

function scoreCriterion(sheet: Sheet, line: Criterion, factor: number): Scored {
  const { set, values, missing, known } = sheet
  const full = tidy(line.max * factor)
  const base = { code: line.code, max: full, points: null, attainable: full, missing: 0 }
  const given = values.get(line.code) ?? null
  if (given === null) {
    missing.push(line.code)
    return { ...base, missing: 1, state: 'missing' }
  }
  if (given === 'not-applicable' && set.notApplicable === 'rescale')
    return { ...base, attainable: 0, state: 'not-applicable' }
  const points = given === 'not-applicable' ? line.max : given.points
  if (!Number.isFinite(points) || points < 0 || points > line.max)
    throw new RangeError(`${line.code} has 0 to ${line.max} points, not ${points}`)
  known.push(full)
  return { ...base, points: tidy(round(points, set.rounding.line) * factor), state: 'scored' }
}

function scoreGroup(sheet: Sheet, group: Group, factor: number): Scored {
  const weights = tidySum(group.lines.map(({ weight }) => weight ?? 0))
  const factorOf = ({ max, weight = 0 }: Line) =>
    group.combine === 'sum' || max === 0 || weights === 0
      ? factor
      : (factor * group.max * weight) / weights / max
  const of = group.lines.map((line) => scoreLine(sheet, line, factorOf(line)))
  const points = sumOf(of)
  const missing = of.reduce((sum, each) => sum + each.missing, 0)
  const whole = of.every(({ state }) => state === 'not-applicable') ? 'not-applicable' : 'scored'
  return {
    code: group.code,
    points,
    attainable: tidySum(of.map((each) => each.attainable)),
    max: tidy(group.max * factor),
    missing,
    state: missing === 0 ? whole : points === null ? 'missing' : 'partial',
  }
}

/** The sum of what is known; null when nothing is. */
function sumOf(of: readonly Scored[]): number | null {
  const known = of.flatMap(({ points }) => (points === null ? [] : [points]))
  return known.length === 0 ? null : tidySum(known)
}

const tidy = (value: number): number => tidySum([value])

function adjusted({ code, kind, each, most }: Adjustment, times: number) {
  if (!Number.isFinite(times) || times < 0) throw new RangeError(`${code} happened ${times} times`)
  const points = tidy(Math.min(most, each * times))
  return { code, times, points: kind === 'deduct' && points > 0 ? -points : points }
}

/** The class a score falls in; null when there is no score. */
export const bandOf = ({ bands }: Pick<CriteriaSet, 'bands'>, score: number | null) =>
  score === null ? null : (bands.find(({ atLeast }) => score >= atLeast)?.label ?? null)

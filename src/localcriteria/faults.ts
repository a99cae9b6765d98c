// What is wrong with a criteria set, each as a code with what a sentence needs. A draft may hold faults; a published
// version holds none.

import {
  type CriteriaSet,
  type Criterion,
  criteriaOf,
  type Group,
  MOST_DEPTH,
  maxOf,
  tidySum,
  walk,
} from './set.ts'

export const FAULT_CODES = [
  'no-lines',
  'code-twice',
  'too-deep',
  'group-empty',
  'sum-differs',
  'weight-missing',
  'weights-not-100',
  'max-zero',
  'step-beyond',
  'steps-no-full',
  'measure-missing',
  'measure-unknown',
  'measure-idle',
  'evidence-idle',
  'adjustment-limit',
  'bands-none',
  'band-label',
  'bands-order',
  'bands-floor',
  'bands-beyond',
  'valid-reversed',
  'rule-empty',
  'rule-line',
] as const
export type FaultCode = (typeof FAULT_CODES)[number]
export type Fault = {
  code: FaultCode
  /** The line, adjustment or rule it stands at; null for the set itself. */
  at: string | null
  details: Readonly<Record<string, string | number>>
}

/** Everything wrong with the set, in the order of the set. `measures`: names of the measures there are. */
export function faultsOf(set: CriteriaSet, measures: readonly string[]): Fault[] {
  return [
    ...headFaults(set),
    ...codeFaults(set),
    ...walk(set.lines).flatMap(({ line, depth }) => [
      ...(depth >= MOST_DEPTH ? [fault('too-deep', line.code, { most: MOST_DEPTH })] : []),
      ...(line.max > 0 ? [] : [fault('max-zero', line.code)]),
      ...(line.kind === 'group' ? groupFaults(line) : criterionFaults(line, measures)),
    ]),
    ...set.adjustments.flatMap(({ code, each, most }) =>
      each > 0 && most >= each ? [] : [fault('adjustment-limit', code)],
    ),
    ...bandFaults(set),
    ...ruleFaults(set),
  ]
}

const fault = (code: FaultCode, at: string | null, details: Fault['details'] = {}): Fault => ({
  code,
  at,
  details,
})

function headFaults({ lines, valid }: CriteriaSet): Fault[] {
  const isReversed = valid.from !== null && valid.to !== null && valid.to < valid.from
  return [
    ...(lines.length === 0 ? [fault('no-lines', null)] : []),
    ...(isReversed ? [fault('valid-reversed', null)] : []),
  ]
}

function codeFaults(set: CriteriaSet): Fault[] {
  const seen = new Set<string>()
  const codes = [
    ...walk(set.lines).map(({ line }) => line.code),
    ...set.adjustments.map(({ code }) => code),
  ]
  const twice = codes.filter((code) => seen.size === seen.add(code).size)
  return [...new Set(twice)].map((code) => fault('code-twice', code))
}

function groupFaults({ code, max, combine, lines }: Group): Fault[] {
  if (lines.length === 0) return [fault('group-empty', code)]
  if (combine === 'sum') {
    const sum = tidySum(lines.map((line) => line.max))
    return sum === max ? [] : [fault('sum-differs', code, { sum, max })]
  }
  const bare = lines.filter(({ weight }) => weight === undefined || weight === 0)
  if (bare.length > 0) return bare.map((line) => fault('weight-missing', line.code))
  const sum = tidySum(lines.map(({ weight }) => weight ?? 0))
  return sum === 100 ? [] : [fault('weights-not-100', code, { sum })]
}

function criterionFaults(line: Criterion, measures: readonly string[]): Fault[] {
  const { code, max, steps, by, measure, evidence } = line
  const found: Fault[] = []
  const beyond = steps.find(({ points }) => points > max)
  if (beyond) found.push(fault('step-beyond', code, { points: beyond.points, max }))
  else if (steps.length > 0 && !steps.some(({ points }) => points === max))
    found.push(fault('steps-no-full', code, { max }))
  if (by === 'measure' && !measure) found.push(fault('measure-missing', code))
  if (measure && by !== 'measure') found.push(fault('measure-idle', code))
  if (by === 'measure' && measure && !measures.includes(measure.name))
    found.push(fault('measure-unknown', code, { name: measure.name }))
  if (by !== 'self' && evidence === 'required') found.push(fault('evidence-idle', code))
  return found
}

function bandFaults(set: CriteriaSet): Fault[] {
  const { bands } = set
  const [best] = bands
  const last = bands.at(-1)
  if (!best || !last) return [fault('bands-none', null)]
  const found: Fault[] = []
  if (bands.some(({ label }) => label === '')) found.push(fault('band-label', null))
  const labels = bands.map(({ label }) => label)
  if (new Set(labels).size < labels.length) found.push(fault('band-label', null))
  if (bands.some(({ atLeast }, at) => at > 0 && atLeast >= (bands[at - 1]?.atLeast ?? 0)))
    found.push(fault('bands-order', null))
  if (last.atLeast > 0) found.push(fault('bands-floor', null, { floor: last.atLeast }))
  if (set.lines.length > 0 && best.atLeast > maxOf(set))
    found.push(fault('bands-beyond', null, { atLeast: best.atLeast, max: maxOf(set) }))
  return found
}

function ruleFaults(set: CriteriaSet): Fault[] {
  const known = new Set(criteriaOf(set).map(({ code }) => code))
  return set.rules.flatMap(({ code, when }) => [
    ...(when.length === 0 ? [fault('rule-empty', code)] : []),
    ...when.flatMap(({ fact, line }) =>
      fact === 'line' && !known.has(line ?? '')
        ? [fault('rule-line', code, { line: line ?? '' })]
        : [],
    ),
  ])
}

// A criteria set as data: a tree of lines with points, who scores each, what it needs as evidence, deductions, bands
// and rules of commendation. Points of a group are the sum of its lines, or its own maximum shared out by weights.

import { z } from 'zod'

export const FORMAT = 'congtam-criteria-1'
export const SCORED_BY = ['self', 'appraised', 'measure'] as const
export const EVIDENCE_RULES = ['none', 'welcome', 'required'] as const
export const NOTHING_RULES = ['not-applicable', 'full', 'zero', 'missing'] as const
export const FACTS = ['place', 'from-last', 'score', 'movement', 'line', 'deducted'] as const
export const MOST_LINES = 300
export const MOST_DEPTH = 4

const code = z.string().trim().min(1).max(20)
const title = z.string().trim().min(1).max(500)
const points = z.number().min(0).max(10_000)
const text = z.string().max(2000).default('')
const day = z.iso.date()

const step = z.strictObject({ points, text: z.string().trim().min(1).max(300) })

const measured = z.strictObject({
  /** A measure that some room registered: `reports-on-time`. */
  name: z.string().min(1).max(60),
  /** The share at which the points are full. */
  full: z.number().positive().max(1).default(1),
  /** What a unit gets of which nothing was asked. */
  whenNothing: z.enum(NOTHING_RULES).default('not-applicable'),
})
export type LineMeasure = z.infer<typeof measured>

const criterion = z.strictObject({
  kind: z.literal('criterion'),
  code,
  title,
  max: points,
  /** Share of a group that weighs its lines. */
  weight: z.number().min(0).max(10_000).optional(),
  by: z.enum(SCORED_BY),
  evidence: z.enum(EVIDENCE_RULES).default('none'),
  guide: text,
  /** The only points that may be given; none: any number from 0 to the maximum. */
  steps: z.array(step).max(20).default([]),
  measure: measured.optional(),
  /** A unit may say that the line does not concern it. */
  mayNotApply: z.boolean().default(false),
  /** Numbers of the plan's tasks that the line serves. */
  serves: z.array(z.string().max(20)).max(30).default([]),
})
export type Criterion = z.infer<typeof criterion>

export type Group = {
  kind: 'group'
  code: string
  title: string
  max: number
  weight?: number | undefined
  combine: 'sum' | 'weighted'
  lines: Line[]
}
export type Line = Criterion | Group

const line: z.ZodType<Line> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    criterion,
    z.strictObject({
      kind: z.literal('group'),
      code,
      title,
      max: points,
      weight: z.number().min(0).max(10_000).optional(),
      combine: z.enum(['sum', 'weighted']).default('sum'),
      lines: z.array(line).max(MOST_LINES),
    }),
  ]),
)

/** Points taken off, or added, for each time something happened, up to a limit. Not recorded is not happened. */
const adjustment = z.strictObject({
  kind: z.enum(['deduct', 'award']),
  code,
  title,
  each: points,
  most: points,
  by: z.enum(['self', 'appraised']).default('appraised'),
  evidence: z.enum(EVIDENCE_RULES).default('none'),
  guide: text,
})
export type Adjustment = z.infer<typeof adjustment>

const condition = z.strictObject({
  fact: z.enum(FACTS),
  /** The line whose share of its maximum is looked at; only for `line`. */
  line: code.optional(),
  limit: z.enum(['at-least', 'at-most']),
  value: z.number().min(-100_000).max(100_000),
})
export type Condition = z.infer<typeof condition>

const rule = z.strictObject({
  code,
  kind: z.enum(['commend', 'criticise']),
  title,
  /** All of them must hold. */
  when: z.array(condition).max(8),
})
export type Rule = z.infer<typeof rule>

const band = z.strictObject({ atLeast: z.number().max(10_000), label: z.string().trim().max(100) })
export type Band = z.infer<typeof band>

const shape = z.strictObject({
  format: z.literal(FORMAT),
  name: title,
  /** The decision it stands in. */
  source: z.string().max(500).default(''),
  note: text,
  /** Written to show how, decided by nobody. */
  example: z.boolean().default(false),
  certainty: z.enum(['high', 'medium', 'low']).default('high'),
  valid: z.strictObject({ from: day.nullable(), to: day.nullable() }),
  /** The group of units that it is for, as packs name groups; null: chosen with each cycle. */
  group: z.string().max(60).nullable().default(null),
  rounding: z.strictObject({ line: z.int().min(0).max(4), total: z.int().min(0).max(4) }),
  /** Lines that do not apply: the score is drawn up to the full scale, or their points are given. */
  notApplicable: z.enum(['rescale', 'full']).default('rescale'),
  lines: z.array(line).max(MOST_LINES),
  adjustments: z.array(adjustment).max(50).default([]),
  /** Best first; points of the whole set. */
  bands: z.array(band).max(12).default([]),
  rules: z.array(rule).max(30).default([]),
})
export type CriteriaSet = z.infer<typeof shape>

export type ReadSet = { set: CriteriaSet } | { issues: { path: string; message: string }[] }

/** The set that some JSON describes, or where it does not. */
export function readSet(json: unknown): ReadSet {
  const read = shape.safeParse(json)
  if (read.success) return { set: read.data }
  return {
    issues: read.error.issues
      .slice(0, 20)
      .map(({ path, message }) => ({ path: path.join('.') || '.', message })),
  }
}

export const emptySet = (name: string): CriteriaSet => ({
  format: FORMAT,
  name,
  source: '',
  note: '',
  example: false,
  certainty: 'high',
  valid: { from: null, to: null },
  group: null,
  rounding: { line: 2, total: 2 },
  notApplicable: 'rescale',
  lines: [],
  adjustments: [],
  bands: [],
  rules: [],
})

export type Walked = { line: Line; depth: number; parent: Group | null }

/** Every line with its depth (from 0) and its group, in the order of the set. */
export const walk = (lines: readonly Line[], depth = 0, parent: Group | null = null): Walked[] =>
  lines.flatMap((each) => [
    { line: each, depth, parent },
    ...(each.kind === 'group' ? walk(each.lines, depth + 1, each) : []),
  ])

export const criteriaOf = (set: Pick<CriteriaSet, 'lines'>): Criterion[] =>
  walk(set.lines).flatMap(({ line: each }) => (each.kind === 'criterion' ? [each] : []))

/** Points of the whole set. */
export const maxOf = (set: Pick<CriteriaSet, 'lines'>): number =>
  tidySum(set.lines.map(({ max }) => max))

/** A sum without the dust of binary fractions: 0.1 + 0.2 is 0.3. */
export const tidySum = (numbers: readonly number[]): number =>
  Math.round(numbers.reduce((sum, each) => sum + each, 0) * 1e9) / 1e9

// An index as data: a versioned tree of measures. A leaf takes one count of a unit and gives points; a branch combines
// its children. What the sources leave open is a named switch of the tree: a field says `{ "switch": name }`, the
// switch lists every reading and the one in force by default.

import { z } from 'zod'

const certainty = z.enum(['high', 'medium', 'low'])
const choice = z.union([z.string(), z.number(), z.boolean()])
const reference = z.strictObject({ switch: z.string().min(1) })
const settable = <T extends z.ZodType>(schema: T) => z.union([schema, reference])
const day = z.iso.date()
const sentence = z.strictObject({ vi: z.string().min(1), en: z.string().min(1) })

export const ZERO_RULES = ['zero', 'full', 'unknown', 'not-applicable'] as const
export const LEVEL_RULES = ['own', 'inherit', 'awardMax', 'notApplicable'] as const
export const MEMBERSHIPS = ['started', 'open', 'at-end', 'now', 'decided'] as const

const zeroRule = z.enum(ZERO_RULES)
const levelRule = z.enum(LEVEL_RULES)
const threshold = z.number().positive()
const code = z.string().min(1)
const about = {
  code,
  name: z.string().min(1),
  source: z.array(z.string()).default([]),
  certainty: certainty.default('high'),
  caution: z.string().optional(),
}

const leaf = z.strictObject({
  ...about,
  op: z.literal('measure'),
  /** `ratio`: points by numerator ÷ denominator; `value`: the measure brings its score. */
  take: z.enum(['ratio', 'value']).default('ratio'),
  /** Points to be had; 0 makes it a figure to be read, that enters no sum. */
  max: z.number().nonnegative(),
  /** The ratio at which the points are full. */
  threshold: settable(threshold).default(1),
  zeroDenominator: settable(zeroRule),
  /** Rule by level of unit; a level not named has its own figure. */
  levels: z.record(z.string(), settable(levelRule)).default({}),
  /** Which things count in a period: those that started in it, were open in it, stand at its end, stand now, were
   * decided in it. */
  membership: z.enum(MEMBERSHIPS),
  /** How the counts of several units become one: added, distinct things united by the room that knows them, or never. */
  addition: z.enum(['sum', 'distinct', 'none']).default('sum'),
  numerator: z.string(),
  denominator: z.string(),
})
export type Leaf = z.infer<typeof leaf>

const branchFields = { ...about, max: z.number().nonnegative() }
/** What a branch does with a child of which nothing is known: say so and go on, or know nothing itself. */
const missing = z.enum(['partial', 'unknown']).default('partial')

type About = z.infer<z.ZodObject<typeof branchFields>>
type Missing = z.infer<typeof missing>
export type Node =
  | Leaf
  | (About & { op: 'sum' | 'mean'; missing: Missing; of: Node[] })
  | (About & { op: 'rescale'; of: Node; from: [number, number]; to: [number, number] })
  | (About & { op: 'band'; of: Node; bands: { atLeast: number; score: number }[] })
  | (About & { op: 'cap'; of: Node; at: number })

const span = z.tuple([z.number(), z.number()])
const node: z.ZodType<Node> = z.lazy(() =>
  z.discriminatedUnion('op', [
    leaf,
    z.strictObject({
      ...branchFields,
      op: z.enum(['sum', 'mean']),
      missing,
      of: z.array(node).min(1),
    }),
    z.strictObject({
      ...branchFields,
      op: z.literal('rescale'),
      of: node,
      from: span.refine(([low, high]) => low < high, 'the span to rescale from must grow'),
      to: span,
    }),
    z.strictObject({
      ...branchFields,
      op: z.literal('band'),
      of: node,
      bands: z
        .array(z.strictObject({ atLeast: z.number(), score: z.number() }))
        .min(1)
        .refine(
          (bands) => bands.every((band, at) => at === 0 || band.atLeast < bands[at - 1]!.atLeast),
          {
            message: 'bands stand in falling order',
          },
        ),
    }),
    z.strictObject({ ...branchFields, op: z.literal('cap'), of: node, at: z.number() }),
  ]),
)

const treeSwitch = z
  .strictObject({
    name: z.string().min(1),
    question: sentence,
    options: z.array(z.strictObject({ value: choice, meaning: sentence })).min(2),
    default: choice,
    source: z.array(z.string()).default([]),
    certainty,
  })
  .refine((it) => it.options.some(({ value }) => value === it.default), 'the default is no option')
export type TreeSwitch = z.infer<typeof treeSwitch>
export type Choice = z.infer<typeof choice>

const digits = z.int().min(0).max(6).nullable()
const shape = z.strictObject({
  index: code,
  version: code,
  name: z.string().min(1),
  /** For reporting, or a shadow computed beside it. */
  use: z.enum(['reporting', 'shadow']),
  valid: z.strictObject({ from: day, to: day.nullable(), certainty }),
  levels: z.array(z.string()).min(1),
  /** Decimals kept at a leaf and at a branch before they are added up; null keeps all. */
  rounding: z.strictObject({ leaf: digits, branch: digits }),
  bands: z.array(z.strictObject({ atLeast: z.number(), label: z.string() })).default([]),
  /** Days from which figures may not be drawn on with those before. */
  breaks: z.array(z.strictObject({ on: day, why: sentence, source: z.array(z.string()) })),
  sources: z.record(z.string(), z.string()),
  switches: z.array(treeSwitch),
  root: node,
})
export type Tree = z.infer<typeof shape>

/** The tree that a pack's JSON describes. Throws a ZodError that names every fault. */
export const readTree = (json: unknown): Tree =>
  shape
    .superRefine((tree, ctx) => {
      for (const message of faults(tree)) ctx.addIssue({ code: 'custom', message, input: json })
    })
    .parse(json)

/** Children of a node; none for a leaf. */
export const childrenOf = (it: Node): readonly Node[] =>
  it.op === 'measure' ? [] : Array.isArray(it.of) ? it.of : [it.of]

/** Leaves in the order of the tree. */
export const leavesOf = (it: Node): Leaf[] =>
  it.op === 'measure' ? [it] : childrenOf(it).flatMap(leavesOf)

function faults(tree: Tree): string[] {
  const found: string[] = []
  const codes = new Set<string>()
  const walk = (it: Node): void => {
    if (codes.has(it.code)) found.push(`the code ${it.code} stands twice`)
    codes.add(it.code)
    if (it.op === 'sum') {
      const sum = it.of.reduce((points, child) => points + child.max, 0)
      if (Math.abs(sum - it.max) > 1e-9)
        found.push(`${it.code}: children have ${sum}, not ${it.max}`)
    }
    if (it.op === 'measure') found.push(...leafFaults(tree, it))
    childrenOf(it).forEach(walk)
  }
  walk(tree.root)
  return found
}

function leafFaults(tree: Tree, it: Leaf): string[] {
  const fits = (field: unknown, schema: z.ZodType, what: string): string[] => {
    const named = reference.safeParse(field)
    if (!named.success) return []
    const found = tree.switches.find(({ name }) => name === named.data.switch)
    if (!found) return [`${it.code}: there is no switch ${named.data.switch}`]
    return found.options
      .filter(({ value }) => !schema.safeParse(value).success)
      .map(({ value }) => `${it.code}: ${value} of switch ${found.name} is no ${what}`)
  }
  return [
    ...fits(it.threshold, threshold, 'threshold'),
    ...fits(it.zeroDenominator, zeroRule, 'rule for a zero denominator'),
    ...Object.values(it.levels).flatMap((rule) => fits(rule, levelRule, 'level rule')),
    ...Object.keys(it.levels)
      .filter((level) => !tree.levels.includes(level))
      .map((level) => `${it.code}: the tree has no level ${level}`),
  ]
}

// From counts to scores. A leaf: min(max, max × ratio ÷ threshold). A branch: sum, mean, rescale, band, cap.

import { round } from '../lib/round.ts'
import { type Choices, choicesOf, settled } from './choice.ts'
import { type Counts, checkCount } from './count.ts'
import { childrenOf, type Leaf, type Node, type Tree } from './tree.ts'

export type LeafState =
  | 'measured' // a figure of the unit's own
  | 'inherited' // the figure of the unit above
  | 'awarded' // full points by the rule of the level
  | 'nothing' // denominator zero, points by the rule for that
  | 'informative' // read, never added
  | 'not-applicable'
  | 'unknown'
export type BranchState = 'complete' | 'partial' | 'unknown' | 'not-applicable'

export type Indicator = {
  code: string
  numerator: number | null
  denominator: number | null
  ratio: number | null
  score: number | null
  max: number
  threshold: number
  state: LeafState
}
export type Result = {
  code: string
  score: number | null
  /** Points of the tree. */
  max: number
  /** Points that apply to this unit: `max` without what is not applicable. */
  attainable: number
  state: BranchState | LeafState
  indicators: Indicator[]
  of: Result[]
}
export type Evaluation = {
  total: number | null
  max: number
  attainable: number
  state: Result['state']
  band: string | null
  groups: Result[]
  indicators: Indicator[]
}
export type Options = {
  switches?: Choices
  /** Counts of the unit from which `inherit` takes its figure. */
  above?: Counts
  /** False keeps every decimal: for differences, never for publication. */
  isRounded?: boolean
}

type Context = {
  tree: Tree
  level: string
  counts: Counts
  above: Counts
  choices: Choices
  isRounded: boolean
}

/** Scores one unit. Throws RangeError for counts, levels or switches that cannot be. */
export function evaluate(
  tree: Tree,
  unit: { level: string },
  counts: Counts,
  options: Options = {},
): Evaluation {
  if (!tree.levels.includes(unit.level))
    throw new RangeError(`the tree ${tree.index} ${tree.version} has no level ${unit.level}`)
  const root = resultOf(tree.root, {
    tree,
    level: unit.level,
    counts,
    above: options.above ?? {},
    choices: choicesOf(tree, options.switches),
    isRounded: options.isRounded ?? true,
  })
  return {
    total: root.score,
    max: root.max,
    attainable: root.attainable,
    state: root.state,
    band: bandOf(tree, root.score),
    groups: root.of,
    indicators: root.indicators,
  }
}

/** The name of the band a total falls in; null when there is no total or no band. */
export const bandOf = (tree: Tree, total: number | null): string | null =>
  total === null ? null : (tree.bands.find(({ atLeast }) => total >= atLeast)?.label ?? null)

function resultOf(node: Node, context: Context): Result {
  if (node.op === 'measure') return leafResult(node, context)
  const of = childrenOf(node).map((child) => resultOf(child, context))
  const parts = of.filter(({ state }) => state !== 'not-applicable' && state !== 'informative')
  const known = parts.filter(({ score }) => score !== null)
  const isWhole = parts.every(({ state }) => state !== 'unknown' && state !== 'partial')
  const mayMiss = !('missing' in node) || node.missing === 'partial'
  const isKnown = known.length > 0 && (isWhole || mayMiss)
  const state =
    parts.length === 0 ? 'not-applicable' : !isKnown ? 'unknown' : isWhole ? 'complete' : 'partial'
  const scores = known.map(({ score }) => score as number)
  return {
    code: node.code,
    score: isKnown ? rounded(combined(node, scores), context, 'branch') : null,
    max: node.max,
    attainable:
      node.op === 'sum'
        ? add(parts.map((part) => part.attainable))
        : parts.length === 0
          ? 0
          : node.max,
    state,
    indicators: of.flatMap(({ indicators }) => indicators),
    of,
  }
}

/** `scores` has at least one number. */
function combined(node: Exclude<Node, Leaf>, scores: readonly number[]): number {
  const sum = add(scores)
  const [first = 0] = scores
  switch (node.op) {
    case 'sum':
      return sum
    case 'mean':
      return sum / scores.length
    case 'cap':
      return Math.min(first, node.at)
    case 'band':
      return node.bands.find(({ atLeast }) => first >= atLeast)?.score ?? 0
    case 'rescale': {
      const [low, high] = node.from
      const [start, end] = node.to
      const share = Math.min(1, Math.max(0, (first - low) / (high - low)))
      return start + share * (end - start)
    }
  }
}

function leafResult(leaf: Leaf, context: Context): Result {
  const indicator = indicatorOf(leaf, context)
  return {
    code: leaf.code,
    score: indicator.score,
    max: leaf.max,
    attainable: indicator.state === 'not-applicable' ? 0 : leaf.max,
    state: indicator.state,
    indicators: [indicator],
    of: [],
  }
}

function indicatorOf(leaf: Leaf, context: Context): Indicator {
  const rule = settled(leaf.levels[context.level] ?? 'own', context.choices)
  const threshold = settled(leaf.threshold, context.choices)
  const blank = { code: leaf.code, numerator: null, denominator: null, ratio: null, score: null }
  const say = (state: LeafState, score: number | null = null): Indicator => ({
    ...blank,
    score,
    max: leaf.max,
    threshold,
    state,
  })
  if (rule === 'notApplicable') return say('not-applicable')
  if (rule === 'awardMax') return say('awarded', leaf.max)
  const count = (rule === 'inherit' ? context.above : context.counts)[leaf.code] ?? null
  checkCount(leaf.code, count)
  if (count === null) return say('unknown')
  if (count === 'not-applicable') return say('not-applicable')
  const isInfo = leaf.max === 0 && leaf.take === 'ratio'
  const state: LeafState = isInfo ? 'informative' : rule === 'inherit' ? 'inherited' : 'measured'
  if ((leaf.take === 'value') !== 'value' in count)
    throw new RangeError(`${leaf.code} takes a ${leaf.take}`)
  if ('value' in count) return say(state, rounded(count.value, context, 'leaf'))
  const figures = { ...say(state), ...count }
  if (count.denominator === 0) return { ...figures, ...forNothing(leaf, isInfo, context) }
  const ratio = count.numerator / count.denominator
  const score = isInfo ? null : rounded(pointsOf(leaf.max, ratio, threshold), context, 'leaf')
  return { ...figures, ratio, score }
}

const pointsOf = (max: number, ratio: number, threshold: number): number =>
  Math.min(max, (max * ratio) / threshold)

function forNothing(
  leaf: Leaf,
  isInfo: boolean,
  context: Context,
): Pick<Indicator, 'score' | 'state'> {
  if (isInfo) return { score: null, state: 'informative' }
  const rule = settled(leaf.zeroDenominator, context.choices)
  if (rule === 'unknown') return { score: null, state: 'unknown' }
  if (rule === 'not-applicable') return { score: null, state: 'not-applicable' }
  return { score: rule === 'full' ? leaf.max : 0, state: 'nothing' }
}

const add = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0)

/** Decimals beyond these are noise of binary fractions: 2 × 3/20 ÷ 0.8 is 0.375, not 0.37499999999999994. */
const SIGNIFICANT = 12

function rounded(value: number, { tree, isRounded }: Context, at: 'leaf' | 'branch'): number {
  const digits = tree.rounding[at]
  return isRounded && digits !== null
    ? round(Number(value.toPrecision(SIGNIFICANT)), digits)
    : value
}

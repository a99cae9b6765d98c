// Indices as versioned trees of measures: scores, places, what would be. Knows no index by name.

export { type Choices, choicesOf, settled } from './choice.ts'
export { type Count, type Counts, type Ratio, sumCounts } from './count.ts'
export {
  bandOf,
  type Evaluation,
  evaluate,
  type Indicator,
  type Options,
  type Result,
} from './evaluate.ts'
export { belongs, type Lifetime, type Membership, pieces, type Span } from './membership.ts'
export { type Place, placeAmong, ranked, type TieRule } from './rank.ts'
export { type Margin, margins, type Subject, whatIf } from './scenario.ts'
export { type Leaf, leavesOf, type Node, readTree, type Tree, type TreeSwitch } from './tree.ts'

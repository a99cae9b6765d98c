// What a sampling design is, once declared: rows in a fixed order, units of every stage, what each stratum's
// spread counts for. Strata, clusters and populations are counted once on the whole file; a domain or an
// item's missing cells never change them.
//
// The multistage variance (Bellhouse 1985) is flat: stage s adds, for each of its strata h,
//   scale_h · Σ_i (t_i − t̄_h)(t_i − t̄_h)ᵀ,  scale_h = (product of f above h) · (1 − f_h) · n_h / (n_h − 1),
// so a design is a list of levels, and every estimator works on totals of units.

import type { Frame } from './frame.ts'

/** What to do with a stratum of one unit that is not taken with certainty. */
export type LonelyRule = 'fail' | 'remove' | 'adjust' | 'average' | 'certainty'

/** A design as declared: columns by name. Absent `ids`: every row is its own unit. */
export type DesignDeclaration = {
  /** One column a stage, from the first-stage unit down. */
  ids?: readonly string[]
  /** One column a stage; the last given one is used again for later stages. */
  strata?: readonly string[]
  /** Final weight; or `probability`, its inverse. Without both: Π N/n of `populations`, or 1. */
  weights?: string
  probability?: string
  /** Per stage, population counts (≥ 1) or sampling fractions (≤ 1). */
  populations?: readonly string[]
  /** Needed only when the kind cannot be told, or to insist on it. */
  populationKind?: 'count' | 'fraction'
  /** First-stage units are told apart by (stratum, id), not by id alone. */
  nest?: boolean
  /** First-stage `populations` are inclusion probabilities, one value a unit (Brewer 2002). */
  brewer?: boolean
  lonely?: LonelyRule
  /** Treat strata with one unit active in the domain by the same rule (`adjust`, `average`). */
  adjustDomainLonely?: boolean
  /** Stop after the first stage. */
  ultimateCluster?: boolean
}

/** An adjustment as the variance sees it: the residual map of the linearised values (rows of the file). */
export type Projection = { project(u: Float64Array): Float64Array }

/** 1 − π_i π_j / π_ij for units in the order of `unitOf` (row → unit), and which of the two forms to use. */
export type JointInclusion = {
  form: 'horvitz-thompson' | 'yates-grundy'
  units: number
  unitOf: Int32Array
  delta: Float64Array
}

/**
 * Replicate weights. `columns[r][keyOf[row]]` (or `[row]` without keys) is the factor of the row's weight
 * in replicate r, or, when `isWeight`, the weight itself.
 */
export type ReplicateWeights = {
  columns: readonly Float64Array[]
  keyOf: Int32Array | null
  isWeight: boolean
  scale: number
  rscales: Float64Array
  mse: boolean
}

export type Level = {
  /** 1 for the first stage. */
  stage: number
  units: number
  /** Unit → unit of the level above; all 0 at the first stage. */
  parentOf: Int32Array
  /** Unit → stratum of this stage; ascending. */
  stratumOf: Int32Array
  strata: number
  /** Per stratum: units in the sample, and the factor of its sum of squares (0 when fully taken). */
  countOf: Int32Array
  scaleOf: Float64Array
  /** Per unit 1 − π (Brewer), and its sum a stratum; null when every unit counts alike. */
  shareOf: Float64Array | null
  shareSumOf: Float64Array | null
  /** 1 where a stratum has one unit and is not certain. */
  isLonely: Uint8Array
  hasLonely: boolean
}

export type Design = {
  frame: Frame
  /** Final weight of each row, after every adjustment. */
  weights: Float64Array
  levels: readonly Level[]
  /** Rows sorted by units (all stages), and each row's unit at the deepest level. */
  order: Int32Array
  unitOf: Int32Array
  /** Row → first-stage unit, and → first-stage stratum. */
  clusterOf: Int32Array
  lonely: LonelyRule
  adjustDomainLonely: boolean
  /** Rows that take part in the variance (0 elsewhere); null: all. Narrowed before the first adjustment. */
  present: Uint8Array | null
  /** Rows of the domain; null: all that are present. */
  domain: Uint8Array | null
  /** In the order applied; the linearised values pass through each. */
  adjustments: readonly Projection[]
  /** Known or approximated joint probabilities, in place of `levels`. */
  joint: JointInclusion | null
  /** Replicate weights, in place of linearisation. */
  replicates: ReplicateWeights | null
}

/** 1 − (share of the population taken) of a stratum below this counts as fully taken. */
export const CERTAIN = 1e-7

/** True when the row belongs to the design's present domain. */
export function inDomain(design: Design, row: number): boolean {
  return (design.present?.[row] ?? 1) === 1 && (design.domain?.[row] ?? 1) === 1
}

// What an adjustment of weights is: post-stratification, raking, calibration and trimming all make one.

/**
 * Adjusted weights, and what the adjustment does to a variance. `weights` has one entry a row; a row of weight 0
 * (outside the sample) keeps weight 0. `project` takes u = w·z (z the linearised value, w the weights after all
 * adjustments) and gives u with the part removed that the adjustment has made certain; the variance of an
 * estimate is that of the projected u. Several adjustments project in the order in which they were applied.
 * Source: Valliant 1993; Deville & Särndal 1992.
 */
export type Adjustment = { weights: Float64Array; project(u: Float64Array): Float64Array }

/**
 * An adjustment prepared once for its rows and totals, applied to the full weights and to every replicate.
 * `isPresent`, given with the full weights, marks the rows of the sample, also those declared with weight 0.
 */
export type Adjust = (weights: Float64Array, isPresent?: Uint8Array) => Adjustment

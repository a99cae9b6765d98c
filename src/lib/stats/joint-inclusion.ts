// Variance from joint inclusion probabilities: Horvitz–Thompson and Yates–Grundy forms. The one place that
// holds units × units numbers.

import type { JointInclusion } from './design.ts'
import { must } from './stats-error.ts'

/** V_HT = ΣΣ (1 − π_iπ_j/π_ij) t_i t_j, or V_YG = −½ ΣΣ (1 − π_iπ_j/π_ij)(t_i − t_j)², t = Σ u of a unit. */
export function jointCovariance(
  joint: JointInclusion,
  columns: readonly Float64Array[],
): Float64Array {
  const { units, delta } = joint
  const p = columns.length
  const out = new Float64Array(p * p)
  const totals = columns.map((column) => {
    const total = new Float64Array(units)
    column.forEach((u, row) => {
      total[joint.unitOf[row]!]! += u
    })
    return total
  })
  for (let a = 0; a < p; a++) {
    for (let b = 0; b <= a; b++) {
      const [x, y] = [totals[a]!, totals[b]!]
      let sum = 0
      for (let i = 0; i < units; i++) {
        for (let j = 0; j < units; j++) {
          const d = delta[i * units + j]!
          if (joint.form === 'horvitz-thompson') sum += d * x[i]! * y[j]!
          else sum -= 0.5 * d * (x[i]! - x[j]!) * (y[i]! - y[j]!)
        }
      }
      out[a * p + b] = sum
      out[b * p + a] = sum
    }
  }
  return out
}

/** 1 − π_iπ_j/π_ij for a matrix of joint probabilities (π_i on its diagonal), row-major. */
export function deltaOfJoint(probabilities: Float64Array, units: number): Float64Array {
  const delta = new Float64Array(units * units)
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < units; j++) {
      const both = probabilities[i * units + j]!
      must(
        both > 0 && both <= 1,
        'design.joint-probability',
        `The joint probability of units ${i + 1} and ${j + 1} is not above 0 and at most 1.`,
      )
      const product = probabilities[i * units + i]! * probabilities[j * units + j]!
      delta[i * units + j] = 1 - (i === j ? both : product / both)
    }
  }
  return delta
}

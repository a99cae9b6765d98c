// Intervals of the total. What PAPI prints as "khoảng tin cậy 95%" is the score ± 1.645 standard errors, for every
// province of 2019, 2022 and 2023: two-sided, that is 90%. The standard error is kept, both are computed from it.

export const PRINTED_MULTIPLIER = 1.645
export const TRUE_95_MULTIPLIER = 1.959963984540054

export type Interval = { low: number; high: number }

export const intervalOf = (score: number, se: number, multiplier: number): Interval => ({
  low: score - multiplier * se,
  high: score + multiplier * se,
})

export const overlaps = (a: Interval, b: Interval): boolean => a.low <= b.high && b.low <= a.high

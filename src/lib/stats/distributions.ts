// The distributions behind intervals and tests, in both tails, with the digits of R.

export { betaCdf, betaQuantile } from './beta.ts'
export { chiSquareCdf } from './chi-square.ts'
export { fCdf } from './f-distribution.ts'
export { normalCdf, normalQuantile } from './normal.ts'
export { tCdf, tQuantile } from './student-t.ts'
export type { Tail } from './tail.ts'

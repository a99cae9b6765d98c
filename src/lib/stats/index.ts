// Survey estimation: citizens' answers with their error, by the design that drew them.

export { declareDesign } from './declare-design.ts'
export type { Design, DesignDeclaration, LonelyRule } from './design.ts'
export { confidenceInterval, type Estimate, type Interval } from './estimate.ts'
export { type Cell, type Column, type Frame, frameOf } from './frame.ts'
export { type Estimates, mean, total } from './mean.ts'
export { StatsError } from './stats-error.ts'

// The end of a plan's year: figures frozen, open duties carried over or dropped, exceptions, opening again.

export { closePlan, exceptClosing, reopenPlan } from './actions.ts'
export { closingApi } from './api.ts'
export { type Choice, FATES, type OpenTask } from './closing.ts'
export { type ClosingView, loadClosing } from './load-closing.ts'
export type { FateRow, FrozenFigure } from './store.ts'
export { closingWords } from './words.ts'

// Plans of units: asked for by a published plan, filed, reviewed, and carried out by divisions and people.

export { decideSubplan, fileSubplan, markTask } from './actions.ts'
export {
  COVERAGE_STATES,
  type CoverageRow,
  type CoverageTally,
  coverageByTask,
  coverageShare,
  coverageTally,
  isIn,
  onTimeShare,
  servedShare,
} from './coverage.ts'
export { subplanApi } from './coverage-api.ts'
export type { Assignment } from './coverage-store.ts'
export { USUAL_WORKDAYS } from './demand.ts'
export { demandSubplans, withdrawDemand } from './demand-actions.ts'
export {
  importSubplan,
  prefillSubplan,
  type SubplanSave,
  saveSubplan,
} from './draft-actions.ts'
export { exemptUnit, withdrawExemption } from './exemption-actions.ts'
export {
  doersOf,
  lastOf,
  loadAsked,
  loadCoverage,
  loadSubplan,
  myAssignments,
  type SubplanView,
} from './load-subplan.ts'
export { subplanMeasures } from './measure-store.ts'
export {
  type FiledTask,
  filedTasks,
  findRound,
  type OwnTask,
  type Round,
  roundsOf,
  standingDemand,
  standingDemands,
  subplanFileHashes,
  subplanOf,
  waitingRounds,
} from './store.ts'
export { type Executor, NOBODY } from './subplan.ts'
export { subplanWords } from './words.ts'

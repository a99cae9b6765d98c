// Criteria sets and the cycles in which units are scored by them: self-score, appraisal, answer, ranking, proposals.

export { criteriaApi } from './api.ts'
export {
  type AppraisalSave,
  concludeAppraisal,
  handBackSelfScore,
  REST,
  type Rest,
  saveAppraisal,
} from './appraisal-actions.ts'
export { criteriaCommand } from './commands.ts'
export {
  decideProposal,
  type NewCycle,
  openCycle,
  publishResult,
  withdrawResult,
} from './cycle-actions.ts'
export {
  type CycleRow,
  cycleBySlug,
  cyclesAround,
  type Decided,
  decisionsOf,
  publishedCycles,
} from './cycle-store.ts'
export { type Edit, edited, nextCode } from './edit.ts'
export { type Entry, isCriterion, ownLines, type Scorable, scorables, valueGiven } from './entry.ts'
export { type Fault, type FaultCode, faultsOf } from './faults.ts'
export { mayHandBack } from './handback.ts'
export {
  type CycleHead,
  type LineState,
  loadHead,
  loadStandings,
  loadUnits,
  type Origin,
  type UnitState,
} from './load-cycle.ts'
export { type Published, type PublishedUnit, proposalsOf } from './publication.ts'
export type { Fact, Proposal, Standing } from './ranking.ts'
export { type Count, type Result, type Scored, scoreUnit, type Value } from './score.ts'
export {
  answerAppraisal,
  type NewAnswer,
  type ScoreKey,
  type ScoreSave,
  saveSelfScore,
  sendSelfScore,
} from './score-actions.ts'
export { criteriaHashes, type Evidence, findEvidence } from './score-store.ts'
export * from './set.ts'
export {
  beginSet,
  copyVersion,
  editSet,
  publishSet,
  replaceSet,
  undoEdit,
} from './set-actions.ts'
export {
  lastEdit,
  publishedVersions,
  setByCode,
  type VersionListed,
  versionOf,
  versionsKeptBy,
  versionsOf,
} from './set-store.ts'
export { mayAppraise, mayScore, STAGES, type Stage } from './stage.ts'
export { criteriaWords } from './words.ts'
export { readSetWorkbook, stepsOf, stepsText, writeSetWorkbook } from './workbook-file.ts'

// Who must do what, by when, with what proof; reported on, reviewed, counted.

export {
  carryObligation,
  defineObligations,
  endObligation,
  type NewObligation,
  serveDimensions,
  spawnDuties,
} from './actions.ts'
export { obligationApi } from './api.ts'
export { type Bearer, bearersOfPlan, unitsGivenDuties } from './bearer-store.ts'
export { type DutyInBrief, dutiesInBrief } from './brief-store.ts'
export {
  type Closing,
  type ClosingException,
  closingsOf,
  closingThatStops,
  exceptionsOf,
  insertClosing,
  insertException,
  plansClosedTo,
  reopenClosing,
  requireOpenPlan,
  standingClosing,
} from './closing-store.ts'
export { dutiesCommand } from './commands.ts'
export { type DueKind, type DueRule, type DutySeed, dutySeeds, type PlanSpan } from './due.ts'
export {
  ACCEPTED,
  cleanTitle,
  EVIDENCE_KINDS,
  type EvidenceKind,
  MOST_BYTES,
  sniff,
} from './evidence.ts'
export {
  addEvidence,
  type EvidenceSource,
  evidenceContent,
  type NewEvidence,
  withdrawEvidence,
} from './evidence-actions.ts'
export { evidenceHashes, evidenceOf, findEvidence } from './evidence-store.ts'
export { obligationJobs } from './jobs.ts'
export {
  type AsOf,
  countByStanding,
  countDuties,
  DUTY_SORTS,
  type DutyFilter,
  type DutyListed,
  type DutySort,
  listDuties,
  pageOfDuties,
  type TallyRow,
  tallies,
  unitsWithDuties,
} from './list-store.ts'
export {
  asOfToday,
  currentPeriod,
  type Evidence,
  type FormKey,
  type FormLine,
  loadForm,
  type ReportForm,
  readPeriod,
} from './load-form.ts'
export { askOpening, setLock, settleOpening } from './lock-actions.ts'
export { lockHistory, lockWorkdays, type Opening, openings } from './lock-store.ts'
export { obligationMeasures } from './measure-store.ts'
export { MOST_OPEN_WORKDAYS } from './opening.ts'
export { keepOutcomes } from './outcome-store.ts'
export {
  assignDuties,
  reassignDuties,
  setDueDay,
} from './reassign-actions.ts'
export {
  dueDaysOf,
  dutyPostsOf,
  type Move,
  movesOf,
  type Silence,
  silenceOf,
} from './reassign-store.ts'
export {
  correctionDay,
  type Decision,
  type DraftLine,
  HINDRANCE_KINDS,
  type HindranceKind,
} from './report.ts'
export {
  answerHindrance,
  decideReview,
  reviewerOf,
  saveDraft,
  submitReport,
} from './report-actions.ts'
export {
  countHindrances,
  type HindranceFilter,
  type HindranceRow,
  type HindranceSort,
  listHindrances,
  openDutyIds,
  type PastReport,
  type QueueRow,
  type QueueSort,
  reportsOfUnit,
  reviewQueue,
} from './review-store.ts'
export {
  type DraftConflict,
  type ReportSave,
  type SaveOutcome,
  saveReport,
} from './save-actions.ts'
export {
  addTally,
  completeness,
  EMPTY_TALLY,
  sumTallies,
  type Tally,
  timeliness,
} from './score.ts'
export {
  countsOn,
  daysLeft,
  type LineState,
  limitOf,
  STANDINGS,
  type Standing,
  soonDay,
  standing,
} from './standing.ts'
export {
  answersOf,
  findDuty,
  findHindrance,
  findSubmission,
  holdUnit,
  leadUnits,
  linesOfDuties,
  obligationById,
  obligationOfSource,
  obligationsOfPlan,
  type SentLine,
  sentLines,
  submissionsOf,
  supportingOf,
  unitsOfObligation,
} from './store.ts'
export type { ObligationTables } from './tables.ts'
export { carryTakeovers, endTakeover, returnableDuties, takeOver } from './takeover-actions.ts'
export { type Takeover, takeovers } from './takeover-store.ts'
export { obligationWords } from './words.ts'

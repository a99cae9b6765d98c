// Dossiers of administrative procedures: what the feed says, the dossier it makes, its clock, what it adds to counters.

export { dossierApi } from './api.ts'
export type { ItemResult } from './batch.ts'
export { MOST_ITEMS, unitNames } from './batch.ts'
export { type CalendarEffect, calendarEffect, MOST_LOOKED } from './calendar-effect.ts'
export {
  dueAfter,
  forwardWorking,
  hoursOn,
  type Limit,
  type OfficeClock,
  workingMillis,
} from './clock.ts'
export { dossiersCommand, proceduresCommand } from './commands.ts'
export { KEPT, LATENESS, rowsOf } from './counting.ts'
export {
  type DeskDossier,
  type DeskFilter,
  type DeskRow,
  type DeskStanding,
  deskRows,
  dossierByCode,
  dossierByRef,
  OPEN_STANDINGS,
  type OpenCounts,
  openCounts,
  standsAs,
} from './desk-store.ts'
export type { Channel, Dossier, DueTime, Interval, Step } from './dossier.ts'
export type { Deletion, DossierEvent, Picture, Progress } from './event.ts'
export { type FilePreview, fileReceipts, previewFile, takeFile } from './file-actions.ts'
export { readMessageFile } from './file-messages.ts'
export { effectOf, foldAsOf, foldDossier } from './fold.ts'
export {
  type HandlingTime,
  handlingLines,
  TIMES,
  type TimeSums,
  timeTaken,
} from './handling-time.ts'
export type { Receipt } from './inbox-store.ts'
export { holderOf, inboxSize, receiptOf } from './inbox-store.ts'
export { type Flag, type Trace, type TraceFacts, traceOf } from './integrity.ts'
export {
  askForLooks,
  lookAtUnit,
  sayOfSign,
  type VerdictAsked,
} from './integrity-actions.ts'
export {
  flaggedSums,
  type Look,
  leftOutCodes,
  type Months,
  monthsWithDossiers,
  newestLooks,
  type SignFilter,
  type SignRow,
  type SignSum,
  signRows,
  signSums,
  signsOfDossier,
  verdictsOfDossier,
} from './integrity-desk-store.ts'
export {
  type Finding,
  integrityFindings,
  isOverMeasure,
  type Sign,
  signsOf,
} from './integrity-findings.ts'
export { identityMark } from './integrity-identity.ts'
export {
  DETECTORS,
  type Detector,
  type DetectorCode,
  type IntegrityPack,
  parametersOf,
  readIntegrityPack,
} from './integrity-pack.ts'
export { integrityPack, loadIntegrityPack, type UnitTraces, unitTraces } from './integrity-store.ts'
export {
  isLeftOut,
  VERDICTS,
  type Verdict,
  type VerdictRow,
  verdictInForce,
} from './integrity-verdict.ts'
export { integrityWords } from './integrity-words.ts'
export { dossierJobs } from './jobs.ts'
export { dossierOf } from './kept-dossier.ts'
export {
  type ApologyNeed,
  apologyNeed,
  decideLetter,
  LETTER_STEPS,
  type LetterRow,
  type LetterStep,
  newDueTime,
  requireFirstLetter,
  stateOf as letterState,
  timelyApologies,
  valuesOf as letterValuesOf,
} from './letter.ts'
export {
  approveLetter,
  changeLetter,
  changeLetterTemplate,
  draftLetter,
  draftLetters,
  loadLetterTemplate,
  type OpenLetter,
  openLetter,
  sendLetter,
  signLetter,
  withdrawLetter,
} from './letter-actions.ts'
export { letterDocx } from './letter-docx.ts'
export { LetterSheet } from './letter-sheet.tsx'
export {
  lettersInState,
  lettersOfCodes,
  lettersOfDossier,
  letterTemplates,
  type StoredLetter,
  type TemplateVersion,
  type TimelyShare,
  timelyShares,
} from './letter-store.ts'
export {
  composeLetter,
  dateInWords,
  type Letter,
  type LetterTemplate,
  type LetterValues,
  missingFields,
  readLetterTemplate,
} from './letter-template.ts'
export { letterWords } from './letter-words.ts'
export { type Line, readLines } from './lines.ts'
export { LOOKUPS_A_MINUTE, type LookUp, lookUpDossier } from './lookup-actions.ts'
export { type Marks, marksOf, standingBy } from './marks.ts'
export { maskedCode, refOf } from './masking.ts'
export { dossierMeasures } from './measure-store.ts'
export { type Known, REASONS, type Reading, type Reason, readMessage } from './message.ts'
export { openDossiers } from './open-store.ts'
export { type Catalogue, catalogueOf, factsOf, type Procedure, versionOn } from './procedure.ts'
export { loadProcedures, setWriting } from './procedure-actions.ts'
export { type ProcedureFault, type ProcedureRow, readProcedureRows } from './procedure-rows.ts'
export { procedureLabel, proceduresMeant } from './procedure-search.ts'
export {
  allProcedures,
  dossierUnits,
  rulesOn,
  saveProcedures,
  timekeeping,
} from './procedure-store.ts'
export { receiveBatch } from './receive-actions.ts'
export { recountSome } from './recount-actions.ts'
export { dossierUnitIds, eventsOfUnits } from './recount-store.ts'
export { type SimulationDesk, simulateCommand, simulationUnits } from './simulate-command.ts'
export { type SimulationPlan, simulate } from './simulation.ts'
export type { SimulatedMessage } from './simulation-message.ts'
export type { SimulationUnit } from './simulation-unit.ts'
export { endOfDay, readStamp } from './stamp.ts'
export { type DossierStanding, dossierStanding, dueInForce, STANDINGS } from './standing.ts'
export { kindOf, STATUSES, type Status, type StatusKind } from './status.ts'
export {
  grouped,
  NOTHING,
  type Settled,
  STATUTORY,
  type StatutoryLine,
  statutoryLine,
  sumOf,
} from './statutory.ts'
export { type SettledRow, settledRows } from './statutory-store.ts'
export { fromStored, type StoredEvent, toStored, wholeEvent } from './stored-event.ts'
export { takeSome } from './take-actions.ts'
export { countedNow } from './take-store.ts'
export {
  type Cell,
  NUMBERS,
  type Numbers,
  type ProcedureFacts,
  type TallyFacts,
  type TallyRow,
  tallyRows,
} from './tally.ts'
export { type DossierRules, keepingOf, type Timekeeping, tallyFacts } from './timekeeping.ts'
export { endOf, type Judgement, judge, pausesOf, type Timing, type TimingRules } from './timing.ts'
export { COURSE, courseAt } from './turn.ts'
export { dossierWords } from './words.ts'

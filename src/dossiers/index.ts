// Dossiers of administrative procedures: what the feed says, the dossier it makes, its clock, what it adds to counters.

export { dueAfter, forwardWorking, type Limit, type OfficeClock, workingMillis } from './clock.ts'
export type { Channel, Dossier, DueTime, Interval, Step } from './dossier.ts'
export type { Deletion, DossierEvent, Picture, Progress } from './event.ts'
export { effectOf, foldAsOf, foldDossier } from './fold.ts'
export { type Flag, type Trace, type TraceFacts, traceOf } from './integrity.ts'
export { type Finding, flaggedCodes, integrityFindings } from './integrity-findings.ts'
export { identityMark } from './integrity-identity.ts'
export { type DetectorCode, type IntegrityPack, readIntegrityPack } from './integrity-pack.ts'
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
export { letterDocx } from './letter-docx.ts'
export { LetterSheet } from './letter-sheet.tsx'
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
export { type Known, REASONS, type Reading, type Reason, readMessage } from './message.ts'
export { type ProcedureFault, type ProcedureRow, readProcedureRows } from './procedure-rows.ts'
export { type SimulationDesk, simulateCommand, simulationUnits } from './simulate-command.ts'
export { type SimulationPlan, simulate } from './simulation.ts'
export type { SimulatedMessage } from './simulation-message.ts'
export type { SimulationUnit } from './simulation-unit.ts'
export { endOfDay, readStamp } from './stamp.ts'
export { type DossierStanding, dossierStanding, dueInForce, STANDINGS } from './standing.ts'
export { kindOf, STATUSES, type Status, type StatusKind } from './status.ts'
export {
  type Cell,
  NUMBERS,
  type Numbers,
  type ProcedureFacts,
  type TallyFacts,
  type TallyRow,
  tallyRows,
} from './tally.ts'
export { endOf, type Judgement, judge, type Timing, type TimingRules } from './timing.ts'

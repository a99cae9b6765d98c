// Petitions (feedback and proposals, PAKN): what is said of them, how they stand at any instant, what they come to.

export { petitionApi } from './api.ts'
export { type PetitionBatch, petitionBatchesOf } from './batch-store.ts'
export { petitionsCommand } from './commands.ts'
export type { Complaints } from './complaint.ts'
export {
  type DeskPetition,
  openPetitions,
  type PetitionAbout,
  type PetitionFilter,
  type PetitionRow,
  type PetitionTallies,
  petitionByRef,
  petitionRows,
  petitionsAbout,
  petitionsTogether,
  petitionTallies,
} from './desk-store.ts'
export { type FileItem, readPetitionFile } from './file-items.ts'
export type { PetitionMessage } from './fold.ts'
export { petitionJobs } from './jobs.ts'
export { complaintsNow, type LoadedSums, loadPetitionSums, petitionVersion } from './load-sums.ts'
export type { PetitionReason } from './message.ts'
export { correctionOf, type PetitionPart } from './part.ts'
export {
  judgePetition,
  type Petition,
  type PetitionClock,
  type PetitionEvent,
  type PetitionJudgement,
  type PetitionRules,
  type PetitionStep,
  runningClock,
  STEPS,
} from './petition.ts'
export { petitionUnitIds } from './petition-store.ts'
export type { PetitionResult } from './placing.ts'
export {
  MOST_PETITIONS,
  type PetitionPreview,
  previewPetitions,
  receivePetitions,
} from './receive-actions.ts'
export { loadPetitionRules, recountPetitions } from './recount-actions.ts'
export { petitionRulesOn } from './rules-store.ts'
export { simulatePetitions } from './simulation.ts'
export { spansOf } from './span.ts'
export { PETITION_STANDINGS, type PetitionStanding, petitionStanding } from './standing.ts'
export {
  countsOfSums,
  noPetitions,
  PETITION_SUMS,
  type PetitionSums,
  petitionCounts,
} from './sums.ts'
export { petitionWords } from './words.ts'

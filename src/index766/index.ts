// The index of Quyết định 766/QĐ-TTg: its versions, and what dossiers and other sources bring to it.

export { countsOf, type Sources, syncDenominator } from './counts.ts'
export { type Forecast, forecastEnd, type Past } from './forecast.ts'
export { type Pack766, readPack766 } from './pack.ts'
export {
  CLOCKS,
  isUnsatisfied,
  judgePetition,
  type Petition,
  type PetitionClock,
  type PetitionEvent,
  type PetitionJudgement,
  type PetitionRules,
  type PetitionStep,
  petitionCounts,
} from './petition.ts'
export { workOnPetition } from './petition-work.ts'
export { timingRulesOf } from './rules.ts'
export { type Fix, fixesToday, type Today } from './today.ts'
export { type Changes, DEEDS, type Deed, type Work, worksOn } from './work.ts'

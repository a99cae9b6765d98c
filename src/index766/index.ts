// The index of Quyết định 766/QĐ-TTg: its versions, and what dossiers and other sources bring to it.

export { giveFigures, loadVersions } from './actions.ts'
export type { Benchmark } from './benchmark-store.ts'
export { figureSources, linesByProcedure, type ProcedureLine } from './breakdown-store.ts'
export { groupsOf, indexCommand } from './commands.ts'
export { countsOf, type Sources, syncDenominator } from './counts.ts'
export { liveFigures, tallyState } from './figure-store.ts'
export { type Figures, figuresOf, figuresOfDossiers } from './figures.ts'
export { type Forecast, forecastEnd, type Past } from './forecast.ts'
export { type BoardQuery, loadBoard, trees } from './load-board.ts'
export { type League, loadLeague } from './load-public.ts'
export {
  knownTrees,
  loadPast,
  loadScored,
  type PastScore,
  placeIn,
  type Scored,
  type ScoredQuery,
  tallyVersion,
  unitsUnder,
} from './load-scored.ts'
export { loadTimes, type TimesQuery } from './load-times.ts'
export { loadToday, MOST_OPEN, subjectOf, type TodayView } from './load-today.ts'
export { indexMeasures } from './measures.ts'
export { type Pack766, readPack766 } from './pack.ts'
export {
  type AskedPeriod,
  monthOf,
  monthsUpTo,
  periodBefore,
  periodNamed,
} from './period.ts'
export { workOnPetition } from './petition-work.ts'
export { timingRulesOf } from './rules.ts'
export {
  type Board,
  hasDossiers,
  placeOf,
  placesOf,
  type ScoredUnit,
  scoreOf,
  treeLevelOf,
} from './scoring.ts'
export { type Fix, fixesToday, type Today } from './today.ts'
export { treeNamed, treeOn } from './versions.ts'
export { indexWords } from './words.ts'
export { type Changes, DEEDS, type Deed, type Work, worksOn } from './work.ts'

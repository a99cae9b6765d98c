// PAPI as published, and what would move it: trees by year, groups, breaks, intervals, chances, levers.

export { papiApi } from './api.ts'
export { type Break, type Change, changeOf, comparability } from './break.ts'
export { type Indicator, isShare, type WithinYear } from './catalogue.ts'
export { barsOf, type Chance, chanceOf } from './chance.ts'
export { papiCommand } from './commands.ts'
export { requireIndicators, requireSettings } from './demands.ts'
export { type Formula, formulaOf, partScore, rescaledPart } from './formula.ts'
export { type Goal, type Way, wayTo } from './goal.ts'
export { GROUPS, groupSizes, type Standings, standingsOf } from './group.ts'
export {
  applyPapiImport,
  beginPapiImport,
  hashOfFiles,
  importFigures,
  type Understood,
  understand,
  understandKept,
} from './import-actions.ts'
export { type Interval, intervalOf, overlaps } from './interval.ts'
export { levelOf, TOTAL } from './item.ts'
export type { Levers } from './lever.ts'
export { type Lever, leversOf } from './lever.ts'
export { loadPapi } from './load-actions.ts'
export {
  atOnce,
  loadBars,
  loadBasis,
  loadPosition,
  loadProvinces,
  loadRelease,
  loadSeries,
  loadTerms,
  loadYears,
  type Position,
  type YearScore,
} from './load-release.ts'
export { type Low, lowItems, toNextGroup } from './low.ts'
export { smallestSet } from './optimum.ts'
export {
  BASIS_FILES,
  type Basis,
  documentOf,
  type Province,
  readBasis,
  readProvinces,
  readWide,
  recordsOf,
} from './pack.ts'
export { type BarsOf, chanceAt, type Figure, figure, type Profile, profileOf } from './profile.ts'
export {
  errorsOf,
  type KnownError,
  type Precision,
  type Release,
  scoreOf,
  standingsIn,
} from './release.ts'
export { type Outcome, outcomeOf, type Setting } from './scenario.ts'
export { putAwayScenario, saveScenario, settleLink } from './scenario-actions.ts'
export { findScenario, linksOfItems, type Scenario, scenariosOf } from './scenario-store.ts'
export {
  type LoadServing,
  type Nearness,
  type Serving,
  type ServingItem,
  servingOf,
  sumWork,
  taskHref,
  type WorkCount,
  workOf,
} from './serving.ts'
export { findRelease, importsMade, papiFileHashes, yearsKnown } from './store.ts'
export { MOST_EFFORT, suggestedTerms, type Terms, termsIn } from './terms.ts'
export { dropTerms, type NewTerms, settleTerms } from './terms-actions.ts'
export { type TermsRow, termsHistory } from './terms-store.ts'
export {
  composed,
  dimensionOf,
  nodeOf,
  partsOf,
  type Structure,
  structureOf,
  treeOf,
} from './tree.ts'
export { papiWords } from './words.ts'

// PAPI as published, and what would move it: trees by year, groups, breaks, intervals, chances, levers.

export { type Break, type Change, changeOf, comparability } from './break.ts'
export { type Indicator, isShare, type WithinYear } from './catalogue.ts'
export { barsOf, type Chance, chanceOf } from './chance.ts'
export { papiCommand } from './commands.ts'
export { type Formula, formulaOf, partScore, rescaledPart } from './formula.ts'
export { GROUPS, groupSizes, type Standings, standingsOf } from './group.ts'
export { hashOfFiles, importFigures, understand } from './import-actions.ts'
export { type Interval, intervalOf, overlaps } from './interval.ts'
export { levelOf, TOTAL } from './item.ts'
export { type Lever, leversOf } from './lever.ts'
export { loadPapi } from './load-actions.ts'
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
export { type Profile, profileOf } from './profile.ts'
export { type Precision, type Release, scoreOf, standingsIn } from './release.ts'
export { outcomeOf } from './scenario.ts'
export { findRelease } from './store.ts'
export { composed, partsOf, type Structure, structureOf, treeOf } from './tree.ts'
export { papiWords } from './words.ts'

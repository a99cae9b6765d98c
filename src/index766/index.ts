// The index of Quyết định 766/QĐ-TTg: its versions, and what dossiers and other sources bring to it.

export { countsOf, type Sources, syncDenominator } from './counts.ts'
export { type Pack766, readPack766 } from './pack.ts'
export { timingRulesOf } from './rules.ts'

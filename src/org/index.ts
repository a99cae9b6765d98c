// Units by validity, their parents and successors, the groups that documents name.

export { loadGroups, recordSuccessions, settleBody, withdrawSettlement } from './actions.ts'
export { orgApi } from './api.ts'
export { bodyKey } from './body-key.ts'
export { type UnitChange, type UnitRow, unitsWithin } from './change.ts'
export { unitsCommand } from './commands.ts'
export {
  type Directory,
  type DirectoryGroup,
  type DirectoryUnit,
  type GroupRule,
  isValid,
  makeDirectory,
  type Named,
  type UnitLevel,
} from './directory.ts'
export { type RowError, UNIT_COLUMNS, type UnitColumn, type UnitPlan } from './fault.ts'
export {
  LEVELS,
  readUnitCells,
  readUnitRows,
  readUnits,
  type UnitReading,
} from './import.ts'
export {
  allUnitIds,
  ancestorIds,
  childrenOf,
  directory,
  groupRules,
  knownUnits,
  likeText,
  memberships,
  parentIdOn,
  rootUnitId,
  type Settlement,
  searchUnits,
  settlements,
  subtreeIds,
  successions,
  type UnitListed,
  unitByCode,
  unitById,
  unitsByIds,
  unitsOn,
} from './store.ts'
export {
  readSuccessionCells,
  readSuccessions,
  SUCCESSION_COLUMNS,
  type SuccessionColumn,
  type SuccessionError,
  type SuccessionPlan,
  type SuccessionRow,
} from './succession.ts'
export {
  MOST_SUCCESSIONS,
  markOfSuccessions,
  planSuccessions,
  type SuccessionCounts,
  saveSeenSuccessions,
  successionFaults,
  withdrawSuccession,
} from './succession-actions.ts'
export { successionsWithin, unitOfSuccession } from './succession-api.ts'
export { type SuccessionListed, unfollowed } from './succession-store.ts'
export { MOST_UNITS, markOf, planUnits, saveSeenUnits, unitFaults } from './table-actions.ts'
export { holdsOn, type Membership, type Succession, successorsOf, type Unit } from './unit.ts'
export { importUnits, type UnitImport } from './unit-actions.ts'
export { orgWords } from './words.ts'

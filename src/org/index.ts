// Units by validity, their parents and successors, the groups that documents name.

export {
  importUnits,
  loadGroups,
  recordSuccessions,
  settleBody,
  type UnitImport,
  withdrawSettlement,
} from './actions.ts'
export { orgApi } from './api.ts'
export { bodyKey } from './body-key.ts'
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
export { LEVELS, type RowError, readUnitRows, type UnitRow } from './import.ts'
export {
  allUnitIds,
  ancestorIds,
  childrenOf,
  directory,
  groupRules,
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
export { holdsOn, type Membership, type Succession, successorsOf, type Unit } from './unit.ts'
export { orgWords } from './words.ts'

// More time: asked for by a unit, decided by the unit that reviews it.

export { askExtension, decideExtension, withdrawExtension } from './actions.ts'
export { extensionApi } from './api.ts'
export type { Answer, LineAnswer } from './decision.ts'
export {
  EXTENSION_STATES,
  type ExtensionState,
  type LineState,
  lineState,
  stateOf,
} from './extension.ts'
export {
  type DutyExtension,
  type Extension,
  type ExtensionFilter,
  type ExtensionLine,
  extensionLinesOf,
  extensionsOfDuty,
  findExtension,
  linesByRequest,
  listExtensions,
} from './store.ts'
export { extensionWords } from './words.ts'

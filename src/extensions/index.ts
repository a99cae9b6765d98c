// More time: asked for by a unit, decided by the unit that reviews it.

export { askExtension, decideExtension, withdrawExtension } from './actions.ts'
export { extensionApi } from './api.ts'
export { EXTENSION_STATES, type ExtensionState, stateOf } from './extension.ts'
export {
  type Extension,
  type ExtensionFilter,
  type ExtensionLine,
  extensionLinesOf,
  extensionsOfDuty,
  findExtension,
  listExtensions,
} from './store.ts'
export { extensionWords } from './words.ts'

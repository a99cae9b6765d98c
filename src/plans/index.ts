// A plan from the signed document to what binds units: imported, settled, published, amended.

export {
  changeItem,
  type ItemChange,
  loadDimensions,
  nameCoordinator,
  type Published,
  publishPlan,
} from './actions.ts'
export { planApi } from './api.ts'
export { planCommand } from './commands.ts'
export type { Dimension, DimensionLink } from './dimension.ts'
export { addTask, bodyWords, dropItem, replaceBody, wordItem } from './draft-item-actions.ts'
export {
  type Applied,
  applyImport,
  type BegunImport,
  beginImport,
  discardImport,
  readImport,
} from './import-actions.ts'
export { isAsked, shortTitle } from './item.ts'
export { planJobs } from './jobs.ts'
export { LINK_KINDS, linkTasks, unlinkTasks } from './link-actions.ts'
export { type LinkedTask, linkedTasks } from './link-store.ts'
export { type GoneBody, loadChanges, type YearChanges } from './load-next.ts'
export { type ItemView, loadPlan, type PlanView, requirePlanBySlug } from './load-plan.ts'
export type { YearChange } from './next.ts'
export { acceptChanges, beginNext } from './next-actions.ts'
export { beginningOf, begunFrom } from './next-store.ts'
export { type Binding, bind } from './publication.ts'
export { type ServingItem, servingItems } from './serving-store.ts'
export {
  dimensions,
  holdPlan,
  type ImportListed,
  importById,
  imports,
  itemById,
  itemByNumber,
  itemsOf,
  lastApplied,
  linksOf,
  type Plan,
  type PlanImport,
  type PlanItem,
  planById,
  planByNumber,
  planBySlug,
  planFileHashes,
  plans,
  publicationsOf,
  publishedPlans,
  searchItems,
} from './store.ts'
export { planWords } from './words.ts'

// The reading room: what a plan says, out of its document, and whom it names.

export { type BodyMention, splitBodies } from './bodies.ts'
export { type Change, type ChangedAspect, compareReadings, type ItemRef } from './compare.ts'
export { type Count, readCounts } from './counts.ts'
export { type BodyJson, bodyJson, type DueJson, type PlanJson, planJson } from './json.ts'
export type { Duty, Fact, Field, Group, Note, NoteCode, PlanReading, PlanTask } from './plan.ts'
export { readPlan, requirePlan } from './read.ts'
export {
  type PlanResolution,
  type Resolution,
  type ResolvedBody,
  type ResolvedDuty,
  type ResolvedGroup,
  type ResolvedTask,
  resolveBodies,
  resolveBody,
  resolvePlan,
  type Unresolved,
} from './resolve.ts'
export {
  type DueKind,
  type DueRule,
  type Period,
  readTime,
  type TimeContext,
  type TimeReading,
} from './time.ts'

// The trail of who did what: read, filtered, exported, and its chains verified.

export { auditApi } from './api.ts'
export { auditCommand } from './commands.ts'
export { verifyUnits } from './load-events.ts'
export { auditRoutes } from './pages.tsx'
export { verbText, verbWords } from './verbs.ts'
export { type Break, type BreakKind, type Verified, verifyChains } from './verify.ts'
export { auditWords } from './words.ts'

// Every room that is furnished, in one place: their routes, jobs, commands and words.

import { auditCommand, auditRoutes, auditWords } from '../audit/index.ts'
import { authRoutes, authWords } from '../auth/index.ts'
import { consoleRoutes, consoleWords, officeNav } from '../console/index.ts'
import { documentWords } from '../documents/index.ts'
import { obligationWords } from '../obligations/index.ts'
import { orgWords, unitsCommand } from '../org/index.ts'
import { planCommand, planJobs, planWords } from '../plans/index.ts'
import type { Command, JobRow, Lang, Route } from '../platform/index.ts'
import { portalRoutes } from '../portal/index.ts'

export const ROUTES: readonly Route[] = [
  ...portalRoutes,
  ...authRoutes,
  ...consoleRoutes,
  ...auditRoutes(officeNav),
]

export const JOBS: readonly JobRow[] = [...planJobs]

export const ROOM_COMMANDS: readonly Command[] = [planCommand, unitsCommand, auditCommand]

/** Where the sentence of a refusal may stand. */
export const PROBLEM_WORDS: readonly Record<Lang, Readonly<Record<string, string>>>[] = [
  authWords,
  orgWords,
  documentWords,
  obligationWords,
  planWords,
  consoleWords,
  auditWords,
]

// Every room that is furnished, in one place: their routes, jobs and commands.

import { auditCommand, auditRoutes } from '../audit/index.ts'
import { authRoutes } from '../auth/index.ts'
import { consoleRoutes } from '../console/index.ts'
import { unitsCommand } from '../org/index.ts'
import { planCommand, planJobs } from '../plans/index.ts'
import type { Command, JobRow, Route } from '../platform/index.ts'
import { portalRoutes } from '../portal/index.ts'

export const ROUTES: readonly Route[] = [
  ...portalRoutes,
  ...authRoutes,
  ...consoleRoutes,
  ...auditRoutes,
]

export const JOBS: readonly JobRow[] = [...planJobs]

export const ROOM_COMMANDS: readonly Command[] = [planCommand, unitsCommand, auditCommand]

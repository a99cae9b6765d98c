// What citizens see, without an account and without script.

import type { Route } from '../platform/index.ts'
import { leagueRoutes } from './index766.tsx'
import { lookupRoutes } from './lookup.tsx'
import { publicPageRoutes } from './pages.tsx'
import { publicPlanRoutes } from './plan.tsx'
import { publicRankingRoutes } from './rankings.tsx'

export const portalRoutes: readonly Route[] = [
  ...leagueRoutes,
  ...publicPlanRoutes,
  ...publicRankingRoutes,
  ...lookupRoutes,
  ...publicPageRoutes,
]

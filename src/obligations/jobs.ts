// What is forgotten once nobody can ask for it again.

import { addDays } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { allUnitIds } from '../org/index.ts'
import type { JobRow } from '../platform/index.ts'
import { forgetSaves } from './save-store.ts'

/** A browser that had no network for longer is told that its key is unknown, and sends what it kept as new. */
const DAYS_KEPT = 90

export const obligationJobs: readonly JobRow[] = [
  {
    name: 'obligations.forget-saves',
    cron: '41 3 * * *',
    run: async ({ db, today }) => {
      await forgetSaves(db, await allUnitIds(db), instantAt(addDays(today, -DAYS_KEPT)))
    },
  },
]

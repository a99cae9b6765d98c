// Work on petitions in the background.

import type { JobRow } from '../platform/index.ts'
import { followCalendar, RECOUNT_JOB, type RecountAsked, recountNext } from './recount-actions.ts'

export const petitionJobs: readonly JobRow[] = [
  { name: 'petitions.follow-calendar', cron: '* * * * *', run: followCalendar },
  { name: RECOUNT_JOB, run: (act, asked) => recountNext(act, asked as RecountAsked) },
]

// Work on dossiers in the background.

import { CHANGED_JOB, type ChangedTime } from '../officetime/index.ts'
import type { JobRow } from '../platform/index.ts'
import {
  LOOK_JOB,
  LOOKS_JOB,
  type LooksAsked,
  lookAtNext,
  lookAtUnit,
} from './integrity-actions.ts'
import { draftLetters } from './letter-actions.ts'
import { TAKE_JOB } from './receive-actions.ts'
import {
  askForRecounts,
  FOLLOW_JOB,
  followCalendar,
  RECOUNT_JOB,
  type RecountAsked,
  recountDays,
} from './recount-actions.ts'
import { dossierUnitIds } from './recount-store.ts'
import { takeSome } from './take-actions.ts'

export const dossierJobs: readonly JobRow[] = [
  // Transactions wait more for the disk than they work: several units are taken at once, each by one taker.
  { name: TAKE_JOB, atOnce: 3, run: takeSome },
  {
    name: 'letters.draft',
    cron: '5,35 6-18 * * *',
    run: async (act) => {
      for (const unitId of await dossierUnitIds(act.db))
        await act.enqueue('letters.draft-unit', { unitId })
    },
  },
  { name: 'letters.draft-unit', run: (act, { unitId }) => draftLetters(act, String(unitId)) },
  {
    name: 'integrity.look',
    cron: '15 1 * * *',
    run: async (act) => {
      for (const unitId of await dossierUnitIds(act.db)) await act.enqueue(LOOK_JOB, { unitId })
    },
  },
  {
    name: LOOK_JOB,
    run: (act, { unitId }) => lookAtUnit(act, String(unitId), null),
  },
  { name: CHANGED_JOB, run: (act, changed) => askForRecounts(act, changed as ChangedTime) },
  {
    name: RECOUNT_JOB,
    run: (act, asked) => recountDays(act, asked as RecountAsked),
  },
  { name: FOLLOW_JOB, cron: '* * * * *', run: followCalendar },
  { name: LOOKS_JOB, run: (act, asked) => lookAtNext(act, asked as LooksAsked) },
  // What a process left behind when it was killed.
  { name: 'dossiers.sweep', cron: '* * * * *', run: takeSome },
]

// Work on dossiers in the background.

import type { Day } from '../lib/day.ts'
import type { JobRow } from '../platform/index.ts'
import { LOOK_JOB, lookAtUnit } from './integrity-actions.ts'
import { draftLetters } from './letter-actions.ts'
import { TAKE_JOB } from './receive-actions.ts'
import { dossierUnitIds } from './recount-store.ts'
import { takeSome } from './take-actions.ts'

export const dossierJobs: readonly JobRow[] = [
  { name: TAKE_JOB, run: takeSome },
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
    run: (act, { unitId, from, to }) =>
      lookAtUnit(
        act,
        String(unitId),
        from && to ? { from: String(from) as Day, to: String(to) as Day } : null,
      ),
  },
  // What a process left behind when it was killed.
  { name: 'dossiers.sweep', cron: '* * * * *', run: takeSome },
]

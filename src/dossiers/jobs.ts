// Work on dossiers in the background.

import type { JobRow } from '../platform/index.ts'
import { TAKE_JOB } from './receive-actions.ts'
import { takeSome } from './take-actions.ts'

export const dossierJobs: readonly JobRow[] = [
  { name: TAKE_JOB, run: takeSome },
  // What a process left behind when it was killed.
  { name: 'dossiers.sweep', cron: '* * * * *', run: takeSome },
]

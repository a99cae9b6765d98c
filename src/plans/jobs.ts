import type { JobRow } from '../platform/index.ts'
import { READ_JOB, readImport } from './import-actions.ts'

export const planJobs: readonly JobRow[] = [
  {
    name: READ_JOB,
    run: async (act, data) => {
      await readImport(act, String(data.importId))
    },
  },
]

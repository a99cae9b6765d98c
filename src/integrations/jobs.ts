import type { JobRow } from '../platform/index.ts'
import { gatherEvents, SEND_JOB, sendDelivery } from './actions.ts'

export const integrationJobs: readonly JobRow[] = [
  { name: 'webhooks.gather', cron: '* * * * *', run: (act) => gatherEvents(act) },
  { name: SEND_JOB, run: (act, data) => sendDelivery(act, String(data.delivery)) },
]

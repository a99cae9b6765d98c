import type { JobRow } from '../platform/index.ts'
import { CHANNEL_JOB, channelRound, deliverMessage } from './channel-actions.ts'
import { reactToEvents } from './react-actions.ts'
import { notificationRound, REMIND_JOB, remindUnits, TELL_JOB } from './remind-actions.ts'
import { tellPeople } from './tell-actions.ts'

const ids = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

export const notificationJobs: readonly JobRow[] = [
  { name: 'notifications.round', cron: '*/15 * * * *', run: notificationRound },
  {
    name: REMIND_JOB,
    run: async (act, data) => {
      await remindUnits(act, ids(data.unitIds))
    },
  },
  {
    name: TELL_JOB,
    run: (act, data) => tellPeople(act, ids(data.personIds)),
  },
  {
    name: 'notifications.events',
    cron: '* * * * *',
    run: async (act) => {
      await reactToEvents(act)
    },
  },
  { name: CHANNEL_JOB, run: (act, data) => deliverMessage(act, String(data.messageId)) },
  { name: 'channel.round', cron: '*/5 * * * *', run: channelRound },
]

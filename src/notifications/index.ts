// Who is told what, once: reminders, notices of what happened, receipts of plans, letters and messages.

export { notificationApi } from './api.ts'
export { acknowledgePlan } from './desk-actions.ts'
export { notificationJobs } from './jobs.ts'
export { notificationMeasures } from './measure-store.ts'
export { notificationRoutes } from './pages.tsx'
export { reactToEvents } from './react-actions.ts'
export { remindUnits } from './remind-actions.ts'
export { countUnread, waitingPeople } from './store.ts'
export { tellPeople } from './tell-actions.ts'
export { notificationWords } from './words.ts'

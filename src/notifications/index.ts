// Who is told what, once: reminders, notices of what happened, receipts of plans, letters and messages.

export { acknowledgePlan } from './desk-actions.ts'
export { notificationJobs } from './jobs.ts'
export { notificationRoutes } from './pages.tsx'
export { countUnread } from './store.ts'
export { notificationWords } from './words.ts'

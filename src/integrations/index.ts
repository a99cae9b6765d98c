// Outgoing webhooks: events told to programs, signed, at least once.

export { integrationApi } from './api.ts'
export { integrationJobs } from './jobs.ts'
export { signature } from './webhook.ts'
export { integrationWords } from './words.ts'

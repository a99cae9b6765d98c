// Outgoing webhooks: events told to programs, signed, at least once.

export { beginWebhook, endWebhook, replayDelivery } from './actions.ts'
export { integrationApi } from './api.ts'
export { integrationJobs } from './jobs.ts'
export { type Delivery, deliveriesOf, type Webhook, webhookById, webhooksOf } from './store.ts'
export { signature } from './webhook.ts'
export { integrationWords } from './words.ts'

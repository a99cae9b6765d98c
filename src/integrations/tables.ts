export type WebhookTables = {
  webhooks: {
    id: string
    unit_id: string
    url: string
    verbs: string[]
    secret: string
    begun_at: string
    begun_by: string | null
  }
  webhook_endings: {
    webhook_id: string
    ended_at: string
    ended_by: string | null
    reason: 'withdrawn' | 'failing'
  }
  webhook_places: { webhook_id: string; unit_id: string; seq: number }
  webhook_deliveries: {
    id: string
    webhook_id: string
    verb: string
    body: string
    made_at: string
    attempts: number
    next_at: string | null
    delivered_at: string | null
  }
  webhook_attempts: {
    delivery_id: string
    id: string
    at: string
    status: number | null
    failure: string | null
  }
}

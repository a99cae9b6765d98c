import type { Day } from '../lib/day.ts'
import type { Lang } from '../platform/index.ts'
import type { DigestLine } from './digest.ts'

export type Facts = Readonly<Record<string, string | number>>

export type NotificationTables = {
  reminders: {
    unit_id: string
    duty_id: string
    kind: string
    limit_on: Day
    person_id: string
    made_at: string
    settled_at: string | null
    notice_id: string | null
  }
  reminder_days: { day: Day; begun_at: string }
  notices: {
    id: string
    person_id: string
    key: string
    kind: string
    unit_id: string | null
    href: string
    facts: Facts
    lines: DigestLine[]
    made_at: string
    read_at: string | null
    sent_at: string | null
  }
  notice_preferences: {
    person_id: string
    by_mail: boolean
    by_message: boolean
    digest_at: string
    lang: Lang
    phone: string | null
    saved_at: string
  }
  plan_receipts: {
    unit_id: string
    plan_id: string
    received_at: string
    received_by: string | null
  }
  event_cursors: { unit_id: string; seq: number }
  channel_messages: {
    id: string
    key: string
    kind: string
    phone: string | null
    text: string | null
    queued_at: string
  }
  channel_attempts: {
    id: string
    message_id: string
    tried_at: string
    outcome: 'delivered' | 'failed' | 'abandoned'
    code: string
  }
  settings: { name: string; value: unknown; saved_at: string }
}

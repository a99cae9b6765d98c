import type { DocumentProblemCode } from '../documents/index.ts'
import type { Day } from '../lib/day.ts'
import type { DueRule } from '../obligations/index.ts'
import type { PlanReading } from '../reading/index.ts'
import type { ItemSpans, NamedBody } from './item.ts'

export type Failure = {
  code: DocumentProblemCode | 'plan.unreadable'
  details: Record<string, string | number>
}

export type PlanTables = {
  plans: {
    id: string
    slug: string
    number: string
    signed_on: Day
    issuer: string
    issuer_id: string | null
    coordinator_id: string | null
    signer: string
    year: number
    title: string
    goals: string[]
    recipients: string[]
    created_at: string
  }
  plan_imports: {
    id: string
    unit_id: string
    plan_id: string | null
    file_name: string
    file_hash: string
    fingerprint: string | null
    begun_at: string
    begun_by: string | null
    finished_at: string | null
    failed_at: string | null
    failure: Failure | null
    text: string | null
    reading: PlanReading | null
    applied_at: string | null
    applied_by: string | null
    discarded_at: string | null
  }
  plan_items: {
    id: string
    plan_id: string
    import_id: string | null
    kind: 'task' | 'group' | 'duty'
    number: string
    position: number
    parent_id: string | null
    text: string
    lead: NamedBody[]
    coordinating: NamedBody[]
    asks: boolean
    time_text: string
    due: DueRule[]
    spans: ItemSpans
    search_key: string
    begins_on: Day
    ended_on: Day | null
  }
  dimensions: { no: number; name: string; name_en: string; keywords: string[]; source: string }
  item_dimensions: {
    item_id: string
    dimension: number
    reason: string
    linked_at: string
    linked_by: string | null
  }
  plan_publications: {
    id: string
    plan_id: string
    published_at: string
    published_by: string | null
    obligations: number
    duties: number
  }
  plan_beginnings: {
    plan_id: string
    from_id: string
    begun_at: string
    begun_by: string | null
  }
  plan_change_acceptances: {
    id: string
    plan_id: string
    fingerprint: string
    note: string
    accepted_at: string
    accepted_by: string | null
  }
  task_links: {
    id: string
    from_id: string
    to_id: string
    kind: 'serves-same' | 'depends-on'
    reason: string
    linked_at: string
    linked_by: string | null
    ended_at: string | null
    ended_by: string | null
  }
}

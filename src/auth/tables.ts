import type { Day } from '../lib/day.ts'
import type { Role } from './role.ts'

type Span = { valid_from: Day; valid_to: Day | null }

export type AuthTables = {
  people: {
    id: string
    name: string
    email: string
    password_hash: string | null
    sort_key: string
    search_key: string
    created_at: string
    left_on: Day | null
  }
  posts: Span & { id: string; unit_id: string; title: string }
  post_holdings: Span & { id: string; post_id: string; person_id: string; reason: string | null }
  grants: Span & {
    id: string
    post_id: string
    role: Role
    scope_id: string
    granted_by: string | null
  }
  sessions: {
    id: string
    token_hash: string
    person_id: string
    post_id: string | null
    started_at: string
    seen_at: string
    expires_at: string
    ended_at: string | null
    agent: string
    confirmed_at: string | null
  }
  second_factors: {
    id: string
    person_id: string
    sealed: string
    begun_at: string
    confirmed_at: string | null
    ended_at: string | null
    last_step: number
  }
  recovery_codes: { id: string; factor_id: string; code_hash: string; used_at: string | null }
  factor_removals: {
    id: string
    factor_id: string
    person_id: string
    reason: string
    asked_by: string | null
    asked_at: string
    approved_by: string | null
    approved_at: string | null
    declined_by: string | null
    declined_at: string | null
  }
  person_links: {
    id: string
    person_id: string
    kind: 'invitation' | 'reset'
    token_hash: string
    made_by: string | null
    made_at: string
    expires_at: string
    used_at: string | null
    revoked_at: string | null
  }
  provider_identities: {
    id: string
    person_id: string
    issuer: string
    subject: string
    linked_at: string
    ended_at: string | null
  }
  api_tokens: {
    id: string
    unit_id: string
    name: string
    token_hash: string
    ending: string
    scopes: string[]
    requests_per_minute: number
    issued_at: string
    issued_by: string | null
    expires_on: Day
    used_at: string | null
  }
  api_token_revocations: {
    token_id: string
    revoked_at: string
    revoked_by: string | null
    reason: string
  }
  sign_in_failures: { id: string; key_hash: string; at: string }
  delegations: {
    id: string
    unit_id: string
    post_id: string
    given_by: string
    to_person_id: string
    permissions: string[]
    valid_from: Day
    valid_to: Day
    reason: string
    given_at: string
    ended_at: string | null
    ended_by: string | null
  }
}

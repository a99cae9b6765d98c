// One dossier as its events make it. Derived, always to be rebuilt; never the truth itself.

import type { Instant } from '../lib/instant.ts'
import type { Status } from './status.ts'

export type Channel = 'direct' | 'online' | 'postal'
/** `to` null: not over. */
export type Interval = { from: Instant; to: Instant | null }
export type Step = { status: Status; at: Instant; office: string | null }
export type DueTime = {
  dueAt: Instant
  /** When we were told; null for one that a supplement names as the former. */
  knownAt: Instant | null
  reason: 'first' | 'supplement' | 'correction'
}

export type Dossier = {
  code: string
  unit: string
  procedure: string
  channel: Channel
  status: Status
  submittedAt: Instant | null
  acceptedAt: Instant | null
  /** The first due time ever given, frozen; later ones beside it with their reason. */
  firstDueAt: Instant | null
  dueAt: Instant | null
  dueTimes: DueTime[]
  /** Steps in order of when they happened. */
  history: Step[]
  supplements: Interval[]
  payments: Interval[]
  stops: Interval[]
  hasResult: boolean
  hasInput: boolean
  isReused: boolean
  isFromStore: boolean
  isVerified: boolean
  isPaidOnline: boolean
  /** Fee lines: none sent, all of zero, or something to pay. */
  fees: 'none' | 'zero' | 'some'
  databases: string[]
}

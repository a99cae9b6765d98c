// What every step needs and nothing may fetch for itself: the database, the clock, who acts.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { Db } from './database.ts'
import type { Recall } from './recall.ts'
import type { Secrets } from './seal.ts'
import type { Watch } from './watch.ts'
import type { Lang } from './words.ts'

/** Who acts. The system itself and a citizen without an account have no person. */
export type Actor = {
  personId: string | null
  postId: string | null
  /** Unit in whose name the post acts; null for the system and for citizens. */
  unitId: string | null
  kind: 'person' | 'system' | 'citizen' | 'integration'
  /** The token an integration acts by; its events name it. */
  tokenId?: string
  /** Acts with powers lent by the holder of the post ("ký thay"). */
  delegationId?: string
}

export const SYSTEM: Actor = { personId: null, postId: null, unitId: null, kind: 'system' }
export const CITIZEN: Actor = { personId: null, postId: null, unitId: null, kind: 'citizen' }

/** Rights of the visitor: which units a permission reaches. Supplied by `auth`, used by loads. */
export type Rights = {
  /** Holds the permission somewhere. */
  holds(permission: string): boolean
  /** Holds it for this unit (or one above it). */
  may(permission: string, unitId: string): Promise<boolean>
  /** Ids of all units that the permission reaches, today. */
  reach(permission: string): Promise<string[]>
  /** The same asked over a transaction's own connection: one that waits for a second may wait for ever. */
  within?(db: Db): Rights
}

export type Read = {
  db: Db
  now: Instant
  today: Day
  /** The machine's own time, for the codes of devices outside: a demo's `now` lives in another year. */
  trueNow: Instant
  actor: Actor
  rights: Rights
  lang: Lang
  /** Where the request came from: for the rate limit and the list of sessions, never for logs. */
  client: { address: string; agent: string; cookie(name: string): string | null }
  /** The session this request belongs to; null without one. */
  session: string | null
  files: FileStore
  secrets: Secrets
  /** Answers worked out before, by version of the data; absent where nothing is kept. */
  recall?: Recall
  /** What open pages wait for; absent where nobody keeps a page open. */
  watch?: Watch
}

/** A change in progress: `db` is the transaction in which it is saved, recorded and committed. */
export type Act = Read & {
  newId(): string
  /** Queue a job in the same transaction. */
  enqueue(job: string, data: Record<string, unknown>): Promise<void>
}

/** Where evidence lies: by content hash, outside the web root. */
export type FileStore = {
  /** Durable when it returns: written, synced, renamed. Same bytes, same hash, one file. */
  put(bytes: Uint8Array): Promise<{ hash: string; size: number }>
  get(hash: string): Promise<Uint8Array>
  has(hash: string): Promise<boolean>
}

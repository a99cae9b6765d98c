// A route is a row: where, who, what goes in, what is loaded or done, what is shown.
// Router, permission table, OpenAPI and the architecture tests are all made from these rows.

import type { VNode } from 'preact'
import type { ZodType } from 'zod'
import type { Act, Actor, Read, Rights } from './act.ts'
import type { EventSourceOf } from './events.ts'
import type { Problem } from './problem.ts'
import type { Lang } from './words.ts'

export type Visitor = {
  actor: Actor
  rights: Rights
  lang: Lang
  /** Name and unit as the page head shows them; null when nobody is signed in. */
  name: string | null
  unitName: string | null
  /** Token that every form of this session carries; empty without a session. */
  csrf: string
  sessionId: string | null
  /** The token of an integration; absent for people. */
  token?: { id: string; perMinute: number }
  /** Where the visitor must go first: until then only public rows and those `whileHeld` answer. */
  heldAt?: string | null
  /** The second factor was given too long ago to sign something off. */
  confirmDue?: boolean
  /** Notices not read yet; absent where nobody is told anything. */
  unread?: number
  /** Works with powers lent by someone, up to and with a day. */
  acting?: { forName: string; until: string }
  /** Under what a page made for the visitor is kept, and how much was recorded when that was asked. */
  standing?: { key: string; version: number }
}

/** How a change that signs something off asks again who is there, and keeps what was sent meanwhile. */
export type SignOff = {
  covers(may: string): boolean
  confirm(act: Act, code: string): Promise<Confirmation>
  page(page: Page, sent: [string, string][], refused: Confirmation | null): VNode
}
export type Confirmation = 'right' | 'wrong' | 'too-many'

/** What a view gets beside its value. */
export type Page = {
  visitor: Visitor
  lang: Lang
  url: URL
  now: string
  today: string
  /** What the reader had typed when a form is shown again; empty otherwise. */
  entries: Readonly<Record<string, unknown>>
  /** Why the form is shown again. */
  problem: Problem | null
  /** Behind TLS: cookies are Secure. */
  secure: boolean
  /** Public address of a built file: `asset('style.css')`. */
  asset(name: string): string
}

export type Shown =
  | {
      html: VNode
      status?: number
      /** What the page depends on, where shared caches may keep it: who has it is told that nothing changed. */
      etag?: string
    }
  | { json: unknown; status?: number; location?: string; next?: string | null }
  | { redirect: string; setCookies?: string[] }
  | {
      file: Uint8Array | string
      mime: string
      name: string
      inline?: boolean
      /** Hash of the content, by which a caller need not fetch it again. */
      hash?: string
      etag?: string
    }
  /** Goes on: each event is sent when it comes. */
  | { events: EventSourceOf }

/** What a row under `/api` says beyond a page's. */
export type ApiTerms = {
  /** Shape of the answer, for the printed contract and the tests that hold it. */
  answer: ZodType
  /** Status of the usual answer; 200 when absent. */
  status?: 200 | 201 | 202
  /** Refusals beyond those that every row may give, as `409 evidence.already-sent`. */
  problems?: readonly string[]
  /** Accepts gzipped bodies, up to this many bytes when inflated. */
  inflated?: number
  /** The row reads its items one by one and refuses each by itself for signs that no text column can hold. */
  readsEachItem?: boolean
  /** The body is a file: given to the input as `bytes`, with what the query says. */
  bytes?: boolean
  /** The read whose ETag an `If-Match` on this write is held against. */
  version?: Route
  /** A body that the reference page and its curl example show. */
  example?: Readonly<Record<string, unknown>>
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** `public`: anyone. `signed-in`: any account. Else a permission `noun.verb`. */
export type May = 'public' | 'signed-in' | (string & {})

export type RouteRow<I, V> = {
  method: Method
  path: string
  may: May
  /** One sentence for the OpenAPI document and the permission table. */
  about: string
  input: ZodType<I>
  /** The unit whose matter this is: the right must reach it. Without it the right must be held somewhere,
   * and the load filters by `rights.reach`. Null when the thing does not exist. */
  unit?: (read: Read, input: I) => Promise<string | null>
  /** Only in the name of the visitor's own unit: reaching it from above is not enough. */
  own?: boolean
  /** What is asked of others than ourselves, before the transaction is opened. */
  ask?: (read: Read, input: I) => Promise<I>
  load?: (read: Read, input: I) => Promise<V>
  /** A question too long for an address: a POST under `/api` that loads and changes nothing. */
  asks?: true
  act?: (act: Act, input: I) => Promise<V>
  show: (value: V, page: Page) => Shown
  /** The page to show again, with entries kept, when the act refuses. */
  retry?: Route
  /** Verbs of the events that this write records; a write without one fails the architecture test. */
  records?: readonly string[]
  /** Largest request body in bytes (default 1 MB). */
  maxBody?: number
  /** A page that depends on nothing but what is recorded, its visitor and the minute: kept for that visitor
   * until something is recorded anywhere. */
  recalled?: true
  /** Set when shared caches may keep the answer. */
  cache?: 'public'
  /** Needs no CSRF token because no session exists yet (sign-in); the Origin is checked all the same. */
  beforeSession?: boolean
  /** Present on every row under `/api`. */
  api?: ApiTerms
  /** Answers also a visitor who must first go elsewhere (`heldAt`). */
  whileHeld?: boolean
  /** A change that comes back from another site by GET, safe by a secret of its own. */
  fromElsewhere?: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: a table of rows of different inputs has no better type
export type Route = RouteRow<any, any>

/** Keeps input and value types together while the table forgets them. */
export const route = <I, V>(row: RouteRow<I, V>): Route => row

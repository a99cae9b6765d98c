// What the server is given: the instance, who asks, how refusals are told, where lines are logged.

import { randomUUID } from 'node:crypto'
import type { VNode } from 'preact'
import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import type { FileStore } from './act.ts'
import type { Db } from './database.ts'
import type { Streams } from './events.ts'
import type { Problem } from './problem.ts'
import type { Recall } from './recall.ts'
import type { Page, SignOff, Visitor } from './route.ts'
import type { Secrets } from './seal.ts'
import type { Watch } from './watch.ts'
import type { Lang } from './words.ts'

export type RequestLine = {
  /** Also answered as `x-request-id`. */
  id: string
  method: string
  route: string
  status: number
  ms: number
  problem?: string
  error?: string
}
export type RequestLog = (line: RequestLine) => void

export type ServerParts = {
  db: Db
  files: FileStore
  secrets: Secrets
  recall?: Recall
  watch?: Watch
  streams: Streams
  clock: () => { now: Instant; today: Day; trueNow: Instant }
  newId: () => string
  enqueue: (db: Db, job: string, data: Record<string, unknown>) => Promise<void>
  /** Who asks. What does not change while nothing is recorded may be recalled. */
  identify: (
    request: Request,
    at: { db: Db; now: Instant; today: Day; recall?: Recall | undefined },
  ) => Promise<Visitor>
  signOff: SignOff
  /** Whole document that tells a reader what was refused, or what broke. */
  problemPage: (problem: Problem, page: Page) => VNode
  /** Title and text of a refusal for a machine's answer. */
  problemText: (problem: Problem, lang: Lang) => { title: string; text: string }
  asset: (name: string) => string
  log: RequestLog
  /** Milliseconds, for durations only. */
  stopwatch: () => number
  /** Behind TLS: cookies are Secure and HSTS is sent. */
  secure: boolean
}

declare module 'hono' {
  interface ContextVariableMap {
    /** Under which the request is logged and answered. */
    id: string
  }
}

/** A caller's own id is kept when it is a plain word, so that their logs and ours meet. */
export const requestId = (given: string | undefined): string =>
  given && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()

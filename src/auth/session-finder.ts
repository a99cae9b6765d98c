// Sessions asked for at the same moment, found by one statement: fifty people clicking are one question, not fifty.

import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { type OpenSession, sessionsByHash } from './store.ts'

export type FindSession = (
  tokenHash: string,
  now: Instant,
  idleSince: Instant,
) => Promise<OpenSession | undefined>

type Waiting = { now: Instant; idleSince: Instant; hashes: Set<string> }

/** Finds open sessions. Whatever is asked before the next turn of the event loop goes into the same statement, at the
 * latest of the moments given. */
export function sessionFinder(db: Db): FindSession {
  let waiting: (Waiting & { found: Promise<Map<string, OpenSession>> }) | null = null
  return async (tokenHash, now, idleSince) => {
    if (waiting === null) {
      const asked: Waiting = { now, idleSince, hashes: new Set() }
      const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        waiting = null
        return sessionsByHash(db, [...asked.hashes], asked.now, asked.idleSince)
      })
      waiting = Object.assign(asked, { found })
    }
    waiting.hashes.add(tokenHash)
    if (now > waiting.now) Object.assign(waiting, { now, idleSince })
    return (await waiting.found).get(tokenHash)
  }
}

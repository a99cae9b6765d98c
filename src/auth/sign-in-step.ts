// Between the first factor and the second: who it is, sealed into the visitor's own cookie for ten minutes.

import { createHash } from 'node:crypto'
import type { Instant } from '../lib/instant.ts'
import type { Read } from '../platform/index.ts'

type Known = { id: string; password_hash: string | null }
type Step = { personId: string; until: Instant; mark: string }

const ABOUT = 'sign-in-step'

/** What the first factor proved. It holds no longer when the password is changed meanwhile. */
export const sealStep = ({ secrets }: Pick<Read, 'secrets'>, person: Known, until: Instant) =>
  secrets.seal(JSON.stringify({ personId: person.id, until, mark: markOf(person) }), ABOUT)

/** Who it is; null when it is not ours or its time is over. */
export function openStep(
  { secrets, now }: Pick<Read, 'secrets' | 'now'>,
  sealed: string,
): { personId: string; stillHolds(person: Known): boolean } | null {
  const text = secrets.open(sealed, ABOUT)
  if (text === null) return null
  const step = JSON.parse(text) as Step
  if (step.until <= now) return null
  return { personId: step.personId, stillHolds: (person) => markOf(person) === step.mark }
}

const markOf = (person: Known) =>
  createHash('sha256')
    .update(`${person.id}:${person.password_hash ?? ''}`)
    .digest('hex')
    .slice(0, 32)

// From the set of messages about a petition to the petition. Neither the order of arrival in a list nor repetition matters,
// only what each message says of itself.

import type { Instant } from '../lib/instant.ts'
import { type Petition, type PetitionEvent, STEPS } from './petition.ts'

export type PetitionMessage = {
  /** A picture tells all steps so far, a step one of them. */
  kind: 'picture' | 'step' | 'deletion'
  code: string
  /** As the sender names the message, else a hash of its content. */
  id: string
  receivedAt: Instant
  /** Its place among what was received with it. */
  no: number
  /** When the sender made it; null where it does not say. */
  saidAt: Instant | null
  about: Petition['about'] | null
  /** Code of the dossier that it is about. */
  dossier: string | null
  events: readonly PetitionEvent[]
}
export type FoldedPetition = Petition & { dossier: string | null }

/** The petition of a unit that messages make; null while nothing says what it is about, or after it was deleted. */
export function foldPetition(
  messages: readonly PetitionMessage[],
  unit: string,
): FoldedPetition | null {
  const live = liveMessages(messages)
  const picture = live
    .filter(({ kind }) => kind === 'picture')
    .reduce<PetitionMessage | null>(
      (known, next) => (known && isOlder(next, known) ? known : next),
      null,
    )
  const steps = live.filter((it) => it.kind === 'step' && !isTakenBack(it, picture))
  const telling = picture ? [picture, ...steps] : steps
  const about = telling.findLast((it) => it.about !== null)?.about
  const [first] = telling
  if (!first || !about) return null
  return {
    code: first.code,
    unit,
    about,
    dossier: telling.findLast((it) => it.dossier !== null)?.dossier ?? null,
    events: inTime(telling.flatMap(({ events }) => events)),
  }
}

/** In the order in which they were said, those after the last deletion. */
export function liveMessages(messages: readonly PetitionMessage[]): PetitionMessage[] {
  const sorted = [...messages].sort(inOrder)
  return sorted.slice(sorted.findLastIndex(({ kind }) => kind === 'deletion') + 1)
}

const saidOf = ({ saidAt, receivedAt }: PetitionMessage): Instant => saidAt ?? receivedAt

const inOrder = (a: PetitionMessage, b: PetitionMessage): number =>
  compare(saidOf(a), saidOf(b)) ||
  compare(a.receivedAt, b.receivedAt) ||
  a.no - b.no ||
  compare(a.id, b.id)

/** A picture that does not say when it was made, and tells what another told, and less: it came late. */
const isOlder = (next: PetitionMessage, known: PetitionMessage): boolean =>
  next.saidAt === null &&
  next.events.length < known.events.length &&
  next.events.every(({ step, at }) => known.events.some((it) => it.step === step && it.at === at))

/** A picture that says when it was made is the whole of what was known then. Another one replaces the steps it names. */
const isTakenBack = (step: PetitionMessage, picture: PetitionMessage | null): boolean =>
  picture !== null &&
  inOrder(step, picture) < 0 &&
  (picture.saidAt !== null ||
    step.events.every((it) => picture.events.some((known) => known.step === it.step)))

function inTime(events: readonly PetitionEvent[]): PetitionEvent[] {
  const sorted = [...events].sort(
    (a, b) => compare(a.at, b.at) || STEPS.indexOf(a.step) - STEPS.indexOf(b.step),
  )
  return sorted.filter((it, no) => {
    const before = sorted[no - 1]
    return it.at !== before?.at || it.step !== before.step
  })
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

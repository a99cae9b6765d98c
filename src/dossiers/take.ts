// What received events make of the dossiers of a unit: pure. Each event gets its outcome, each touched dossier its new state,
// its counted rows and its turns to come.

import type { Instant } from '../lib/instant.ts'
import { canonical } from '../platform/index.ts'
import type { Counted } from './counting.ts'
import type { Dossier } from './dossier.ts'
import type { DossierEvent } from './event.ts'
import { foldDossier } from './fold.ts'
import { type Marks, marksOf } from './marks.ts'
import { placedRows } from './tally.ts'
import { type Timekeeping, tallyFacts } from './timekeeping.ts'
import { type Turn, turnsAfter } from './turn.ts'

export type Outcome = 'accepted' | 'duplicate' | 'stale'
export type Incoming<T> = { event: DossierEvent; tag: T }
export type Taken<T> = {
  outcomes: { tag: T; outcome: Outcome }[]
  /** Events that are new, to be kept. */
  kept: Incoming<T>[]
  /** Null while nothing of it is to be shown. */
  dossier: Dossier | null
  marks: Marks | null
  counted: Counted | null
  turns: Turn[]
}

/** One dossier: events known so far, events that came, in the order in which they came. */
export function takeEvents<T>(
  known: readonly DossierEvent[],
  incoming: readonly Incoming<T>[],
  keeping: Timekeeping,
): Taken<T> {
  const events = [...known]
  const seen = new Set(known.map(identity))
  const ids = new Set(known.map(({ id }) => id))
  const outcomes: Taken<T>['outcomes'] = []
  const kept: Incoming<T>[] = []
  let dossier = known.length > 0 ? foldDossier(known) : null
  let shape = canonical(dossier)
  for (const it of incoming) {
    const { event, tag } = it
    if (seen.has(identity(event))) {
      outcomes.push({ tag, outcome: 'duplicate' })
      continue
    }
    const next = foldDossier([...events, event])
    const isFirst = next !== null && incoming.length === 1 && known.length === 0
    const nextShape = isFirst ? '' : canonical(next)
    const isChanged = nextShape !== shape
    const isWaiting = dossier === null && event.kind === 'progress'
    const outcome = isChanged || isWaiting ? 'accepted' : ids.has(event.id) ? 'duplicate' : 'stale'
    outcomes.push({ tag, outcome })
    if (outcome === 'duplicate') continue
    events.push(event)
    seen.add(identity(event))
    ids.add(event.id)
    kept.push(it)
    dossier = next
    shape = nextShape
  }
  return { outcomes, kept, dossier, ...standingOf(dossier, events, keeping) }
}

/** What a dossier counts as; also for a recount without new events. */
export function standingOf(
  dossier: Dossier | null,
  events: readonly DossierEvent[],
  keeping: Timekeeping,
): { counted: Counted | null; turns: Turn[]; marks: Marks | null } {
  if (!dossier) return { counted: null, turns: [], marks: null }
  const facts = tallyFacts(dossier, keeping)
  const last = events.reduce<Instant | null>(
    (latest, { receivedAt }) => (latest === null || receivedAt > latest ? receivedAt : latest),
    null,
  )
  return {
    counted: {
      procedure: dossier.procedure,
      channel: dossier.channel,
      rows: placedRows(dossier, facts),
    },
    turns: last ? turnsAfter(dossier, last, facts.timing, facts.complainedOn) : [],
    marks: marksOf(dossier, facts.timing),
  }
}

const identity = ({ id, receivedAt }: DossierEvent): string => `${receivedAt} ${id}`

// The way of one dossier in the simulator: what will be said of it, when it happens and when it is received.

import type { Random } from '../lib/random.ts'
import type { ProcedureRow } from './procedure-rows.ts'
import { DAY, type Office } from './simulation-office.ts'
import type { Profile } from './simulation-unit.ts'
import { MINUTE } from './stamp.ts'
import type { Status } from './status.ts'

export type SimulatedWait = {
  from: number
  to: number | null
  dueBefore: number | null
  dueAfter: number | null
}
/** What does not change over the life of a dossier. */
export type SimulatedDossier = {
  code: string
  profile: Profile
  procedure: ProcedureRow
  channel: 1 | 2 | 3
  submittedAt: number
  identity: string
  isExempt: boolean
  isPaidOnline: boolean
  isVerified: boolean
  isDigitised: boolean
  hasResultFile: boolean
  isReused: boolean
  isFromStore: boolean
  papers: number
}
/** One message: a step at `happened`, or the picture as it then was. */
export type Said = {
  received: number
  dossier: SimulatedDossier
  status: Status
  happened: number
  picture: Picture | null
}
export type Picture = {
  acceptedAt: number | null
  dueAt: number | null
  refusedAt: number | null
  endedAt: number | null
  returnedAt: number | null
  waits: readonly SimulatedWait[]
  isDeleted: boolean
}

const HOUR = 60 * MINUTE
const SHARES = {
  refused: 0.012,
  withdrawn: 0.008,
  payment: 0.22,
  secondSupplement: 0.04,
  unanswered: 0.07,
  corrected: 0.01,
  deleted: 0.0015,
}

/** Everything that will be said of a dossier, in no order. */
export function courseOf(dossier: SimulatedDossier, random: Random, office: Office): Said[] {
  const { profile, procedure, submittedAt, channel } = dossier
  const said: Said[] = []
  let now: Picture = {
    acceptedAt: null,
    dueAt: null,
    refusedAt: null,
    endedAt: null,
    returnedAt: null,
    waits: [],
    isDeleted: false,
  }
  const lag = (at: number): number => {
    if (profile.isNightly) {
      const night = Math.floor(at / DAY) * DAY + 18 * HOUR + (at % (20 * MINUTE))
      return night > at ? night : at + MINUTE
    }
    return at + 2000 + Math.floor(-Math.log(1 - random.next()) * 20_000)
  }
  const show = (status: Status, at: number, change: Partial<Picture>, told = lag(at)): void => {
    now = { ...now, ...change }
    said.push({ received: told, dossier, status, happened: at, picture: now })
  }
  const step = (status: Status, at: number): void => {
    said.push({ received: lag(at), dossier, status, happened: at, picture: null })
  }
  const chance = (share: number) => random.next() < share
  const soon = (at: number, hours: number) => office.forward(at, random.next() * hours * HOUR)

  if (channel === 2) show(1, submittedAt, {})
  const seenAt = channel === 2 ? soon(submittedAt, 3) : submittedAt
  if (chance(SHARES.refused)) {
    show(3, seenAt, { refusedAt: seenAt, endedAt: seenAt })
    return known(said)
  }
  const acceptedAt = seenAt
  const dueAt = procedure.limit ? office.due(acceptedAt, procedure.limit) : null
  show(2, acceptedAt, { acceptedAt, dueAt })
  if (chance(SHARES.deleted)) {
    show(2, acceptedAt, { isDeleted: true }, lag(soon(acceptedAt, 6)))
    return known(said)
  }
  const begunAt = soon(acceptedAt, 1)
  step(4, begunAt)
  if (chance(SHARES.withdrawn)) {
    const at = soon(begunAt, 16)
    step(7, at)
    show(7, at, { endedAt: at })
    return known(said)
  }
  let [at, waited] = [begunAt, 0]
  let due = dueAt
  for (let round = 0; round < 2; round += 1) {
    if (!chance(round === 0 ? profile.supplement : SHARES.secondSupplement)) break
    const from = soon(at, 6)
    step(5, from)
    const open = { from, to: null, dueBefore: null, dueAfter: null }
    show(5, from, { waits: [...now.waits, open] })
    if (chance(SHARES.unanswered)) {
      const stoppedAt = office.open(from + 30 * DAY)
      step(8, stoppedAt)
      show(8, stoppedAt, { endedAt: stoppedAt })
      return known(said)
    }
    const to = office.open(from + (0.3 + 6 * random.next() ** 2) * DAY)
    waited += to - from
    const moved = due === null ? null : office.onWorkday(due + to - from)
    const closed = { from, to, dueBefore: due, dueAfter: moved }
    step(4, to)
    show(4, to, { waits: [...now.waits.slice(0, -1), closed], dueAt: moved })
    ;[at, due] = [to, moved]
  }
  if (procedure.fee > 0 && !dossier.isExempt && chance(SHARES.payment)) {
    const from = soon(at, 2)
    at = soon(from, 3)
    step(6, from)
    step(4, at)
  }
  const limitAt = dueAt === null ? null : dueAt + waited
  const end = endOf({ dossier, acceptedAt, at, limitAt }, random, office)
  const entered = end.enteredAt
  if (profile.habit === 'reopens' && chance(0.06)) {
    const early = soon(at, 1)
    if (early < end.at) {
      step(9, early)
      step(4, office.forward(early, 10 * MINUTE))
    }
  }
  said.push({ received: lag(entered), dossier, status: 9, happened: end.at, picture: null })
  show(9, end.at, { endedAt: end.at }, lag(entered))
  const returnedAt = channel === 2 ? end.at : soon(Math.max(end.at, entered), 12)
  said.push({
    received: lag(Math.max(returnedAt, entered)) + 1000,
    dossier,
    status: 10,
    happened: returnedAt,
    picture: null,
  })
  show(10, returnedAt, { returnedAt }, lag(Math.max(returnedAt, entered)) + 2000)
  if (chance(SHARES.corrected)) {
    const told = soon(Math.max(returnedAt, entered), 20)
    show(10, returnedAt, { endedAt: end.at - Math.floor(random.next() * 30) * MINUTE }, lag(told))
  }
  return known(said)
}

/** Where the calendar ends, nothing more is said. */
const known = (said: readonly Said[]): Said[] =>
  said.filter(({ received, happened }) => Number.isFinite(received) && Number.isFinite(happened))

/** When the work is done, and when that is entered: in time by the share of its time that was used, or late. */
function endOf(
  {
    dossier: { profile, procedure },
    acceptedAt,
    at,
    limitAt,
  }: { dossier: SimulatedDossier; acceptedAt: number; at: number; limitAt: number | null },
  random: Random,
  office: Office,
): { at: number; enteredAt: number } {
  const habit = random.next()
  const after = office.forward(at, (10 + random.next() * 120) * MINUTE)
  if (profile.habit === 'no-time' && habit < 0.15) return { at: acceptedAt, enteredAt: after }
  if (limitAt === null) return { at: after, enteredAt: after }
  if (profile.habit === 'ends-at-due' && habit < 0.35 && limitAt > at)
    return { at: limitAt, enteredAt: office.forward(limitAt, random.next() * 9 * HOUR) }
  const isSameDay = procedure.limit?.unit === 'hour'
  if (random.next() < profile.late * (isSameDay ? 0.75 : 1.3)) {
    const lateBy = (0.25 - Math.log(1 - random.next()) * (isSameDay ? 3 : 14)) * HOUR
    const late = office.forward(Math.max(limitAt, at), lateBy)
    return { at: late, enteredAt: late }
  }
  const room = Math.max(0, limitAt - at)
  const share = isSameDay ? random.next() ** 2 : 0.15 + 0.83 * random.next()
  const done = Math.min(office.open(at + room * share), Math.max(limitAt, at))
  return { at: done, enteredAt: done }
}

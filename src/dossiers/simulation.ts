// A made-up province at work: messages of dossiers in the order in which they are received. The same seed gives the same
// messages; memory holds what is under way, however long the period.

import { type Day, dayFromNumber, dayNumber } from '../lib/day.ts'
import { type Random, seeded } from '../lib/random.ts'
import type { OfficeClock } from './clock.ts'
import { PROCEDURE_LEVELS, type ProcedureRow } from './procedure-rows.ts'
import { arrivals, loadOf, timeOn } from './simulation-arrivals.ts'
import { courseOf, type Said, type SimulatedDossier } from './simulation-course.ts'
import { identityOf, messageOf, type SimulatedMessage } from './simulation-message.ts'
import { DAY, type Office, officeOf } from './simulation-office.ts'
import { type Profile, profileOf, type SimulationUnit, weighted } from './simulation-unit.ts'
import { MINUTE } from './stamp.ts'

export type SimulationPlan = {
  units: readonly SimulationUnit[]
  procedures: readonly ProcedureRow[]
  clock: OfficeClock
  /** Clocks of units with a time of their own, by code. */
  clocks?: ReadonlyMap<string, OfficeClock>
  /** Both days included. */
  from: Day
  to: Day
  /** New dossiers on an ordinary working day. */
  perDay: number
  seed: number
}

/** The certification of copies: more than a quarter of all dossiers of the country. */
export const TOP_PROCEDURE = '2.000815'
const TOP_SHARE = 0.28
const REDELIVERED = 0.012
const DELAYED = 0.015

/** Throws RangeError for a plan that cannot be: no units, no procedures for them, days outside the calendar. */
export function* simulate(plan: SimulationPlan): Generator<SimulatedMessage> {
  const { clock, clocks = new Map<string, OfficeClock>(), from, to, perDay, seed } = plan
  if (from > to) throw new RangeError('the last day comes before the first')
  if (from < clock.calendar.from || to > clock.calendar.to)
    throw new RangeError(
      `the working calendar covers ${clock.calendar.from} to ${clock.calendar.to}`,
    )
  const office = officeOf(clock)
  const offices = new Map([...clocks].map(([code, own]) => [code, officeOf(own)]))
  const officeIn = (code: string): Office => offices.get(code) ?? office
  const random = seeded(seed)
  const last = dayNumber(to)
  const waiting = new Map<number, Said[]>()
  const put = (said: Said): void => {
    const on = Math.floor(said.received / DAY)
    if (on > last) return
    const bucket = waiting.get(on)
    if (bucket) bucket.push(said)
    else waiting.set(on, [said])
  }
  let cast: Cast | null = null
  for (let number = dayNumber(from); number <= last; number += 1) {
    if (!cast || number >= cast.until) cast = castOn(number, plan)
    const counters = new Map<string, number>()
    for (let left = arrivals(perDay * loadOf(number, office), random); left > 0; left -= 1) {
      const dossier = dossierOn(number, cast, counters, random, officeIn)
      const own = officeIn(dossier.profile.unit.code)
      for (const said of courseOf(dossier, random, own)) deliver(said, random, put)
    }
    const today = waiting.get(number) ?? []
    waiting.delete(number)
    for (const said of today.sort((a, b) => a.received - b.received)) yield messageOf(said)
  }
}

/** Now and then a message comes late, or comes again. */
function deliver(said: Said, random: Random, put: (said: Said) => void): void {
  const chance = random.next()
  if (chance < DELAYED) {
    put({ ...said, received: said.received + Math.floor((1 + random.next() * 40) * 60 * MINUTE) })
    return
  }
  put(said)
  if (chance < DELAYED + REDELIVERED)
    put({ ...said, received: said.received + Math.floor((1 + random.next() * 2000) * MINUTE) })
}

/** Who works on a day, and for how long the same. */
type Cast = {
  until: number
  procedure: (random: Random) => ProcedureRow
  profile: Readonly<Record<ProcedureRow['level'], ((random: Random) => Profile) | null>>
}

function castOn(number: number, { units, procedures, seed }: SimulationPlan): Cast {
  const on = dayFromNumber(number)
  const isIn = (it: { validFrom: Day; validTo: Day | null }) =>
    it.validFrom <= on && (it.validTo === null || it.validTo > on)
  const turns = [...units, ...procedures]
    .flatMap(({ validFrom, validTo }) => (validTo ? [validFrom, validTo] : [validFrom]))
    .filter((it) => it > on)
    .map(dayNumber)
  const profile = Object.fromEntries(
    PROCEDURE_LEVELS.map((level) => {
      const found = units.filter((unit) => unit.level === level && isIn(unit))
      const profiles = found.map((unit) => profileOf(unit, seed))
      return [level, profiles.length > 0 ? weighted(profiles, ({ weight }) => weight) : null]
    }),
  ) as Cast['profile']
  const held = procedures.filter((it) => isIn(it) && profile[it.level] !== null)
  if (held.length === 0) throw new RangeError(`on ${on} no unit receives any of the procedures`)
  const others = held.filter(({ code }) => code !== TOP_PROCEDURE)
  const top = held.find(({ code }) => code === TOP_PROCEDURE)
  const other = others.length > 0 ? weighted(others, (_, at) => 1 / (at + 2)) : null
  return {
    until: Math.min(Number.POSITIVE_INFINITY, ...turns),
    profile,
    procedure: (random) => {
      const isTop = random.next() < TOP_SHARE
      return (top && (isTop || !other) ? top : other?.(random)) as ProcedureRow
    },
  }
}

function dossierOn(
  number: number,
  cast: Cast,
  counters: Map<string, number>,
  random: Random,
  officeIn: (code: string) => Office,
): SimulatedDossier {
  const procedure = cast.procedure(random)
  const profile = cast.profile[procedure.level]?.(random) as Profile
  const chance = (share: number) => random.next() < share
  const isOnline = procedure.onlineLevel !== 'none' && chance(profile.online)
  const place = (counters.get(profile.unit.code) ?? 0) + 1
  counters.set(profile.unit.code, place)
  const date = dayFromNumber(number).slice(2).replaceAll('-', '')
  const isDigitised = isOnline || chance(profile.digitised)
  const isExempt = procedure.fee > 0 && chance(0.08)
  const isOne = profile.habit === 'one-identity' && chance(0.5)
  return {
    code: `${profile.unit.code}-${date}-${String(place).padStart(4, '0')}`,
    profile,
    procedure,
    channel: isOnline ? 2 : chance(0.03) ? 3 : 1,
    submittedAt: timeOn(number, isOnline, random, officeIn(profile.unit.code)),
    identity: identityOf(isOne ? 1 : 2 + random.int(900_000_000)),
    isExempt,
    isPaidOnline: procedure.fee > 0 && !isExempt && chance(profile.paidOnline),
    isVerified: chance(isOnline ? profile.verified : profile.verified * 0.6),
    isDigitised,
    hasResultFile: procedure.returnsDocument && chance(profile.resultFile),
    isReused: isDigitised && chance(profile.reused),
    isFromStore: isDigitised && chance(profile.fromStore),
    papers: 1 + random.int(3),
  }
}

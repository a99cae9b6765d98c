// Made-up petitions for a demo and for tests: the same for the same seed, with the mishaps of real ones.

import { addDays, type Day, daysBetween } from '../lib/day.ts'
import { type Instant, instantAt } from '../lib/instant.ts'
import { type Random, seeded } from '../lib/random.ts'
import { addWorkdays, isWorkday, type WorkCalendar } from '../lib/workdays.ts'
import type { PetitionEvent, PetitionStep } from './petition.ts'

export type SimulatedPetition = { receivedAt: Instant } & Record<string, unknown>

/** Items of the feed in the order in which they are received, a step at a time. `perYear` is of all units together. */
export function simulatePetitions({
  units,
  calendar,
  from,
  to,
  perYear,
  seed,
}: {
  units: readonly string[]
  calendar: WorkCalendar
  from: Day
  to: Day
  perYear: number
  seed: number
}): SimulatedPetition[] {
  const random = seeded(seed)
  const count = Math.round((perYear * (daysBetween(from, to) + 1)) / 365)
  const begun = Array.from({ length: count }, () => random.int(daysBetween(from, to) + 1))
  const items = begun
    .sort((a, b) => a - b)
    .flatMap((days, no) => {
      const on = addDays(from, days)
      const code = `PAKN-${on.slice(0, 4)}-${String(no + 1).padStart(5, '0')}`
      const base = { code, unit: random.pick(units) }
      const about = random.next() < 0.62 ? 'rules' : 'conduct'
      return courseOf(on, calendar, random).map(({ step, at }, place) => ({
        ...base,
        ...(place === 0 ? { about, events: [{ step, at }] } : { step, at }),
        receivedAt: at,
      }))
    })
  return items.sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1))
}

function courseOf(on: Day, calendar: WorkCalendar, random: Random): PetitionEvent[] {
  const events: PetitionEvent[] = []
  let day = on
  const happens = (step: PetitionStep, workdays: number) => {
    day = workdays > 0 ? addWorkdays(calendar, day, workdays) : day
    const last = events.at(-1)?.at
    const hour = last?.startsWith(day) ? Math.min(Number(last.slice(11, 13)) + 1, 22) : 8
    const time = `${String(hour + (last?.startsWith(day) ? 0 : random.int(8))).padStart(2, '0')}:${String(random.int(60)).padStart(2, '0')}`
    events.push({ step, at: instantAt(day, time) })
  }
  const between = (low: number, high: number) => low + random.int(high - low + 1)
  const luck = random.next()
  happens(random.next() < 0.55 ? 'sent' : 'transferred', 0)
  if (luck < 0.08) {
    happens(random.next() < 0.5 ? 'refused' : 'sent-back', random.next() < 0.9 ? between(1, 2) : 3)
    return events
  }
  if (luck < 0.14) {
    happens('supplement-asked', between(1, 5))
    if (random.next() < 0.3) return events
    happens('supplemented', between(2, 9))
  }
  happens('accepted', between(isWorkday(calendar, day) ? 0 : 1, 1))
  happens('answered', random.next() < 0.93 ? between(3, 14) : between(16, 22))
  happens('published', random.next() < 0.96 ? between(0, 2) : 3)
  const word = random.next()
  if (word < 0.3) happens('liked', between(1, 4))
  else if (word < 0.37) happens('disliked', between(1, 4))
  else if (word < 0.39) happens('complained-again', between(2, 8))
  return events
}

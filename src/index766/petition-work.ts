// What can still be done about one open petition. Few as they are, one may be worth more than a thousand dossiers.

import type { Span } from '../indices/index.ts'
import { type Instant, instantAt } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import {
  judgePetition,
  type Petition,
  type PetitionEvent,
  type PetitionRules,
  petitionCounts,
  runningClock,
} from '../petitions/index.ts'
import { type Changes, closeOf, ratioOf, type Work } from './work.ts'

/** The parts of one petition. Those with a clock that runs, one at least; what else the unit and those below it have of it; and what
 * further units under the next one up have. */
export type PetitionParts = {
  open: readonly Petition[]
  here?: readonly Petition[]
  beside?: readonly Petition[]
}

/** The work on a petition whose clock still runs: answered and published now, by every unit that has it open, against left as it is
 * until the period's end; null when nothing would change. */
export function workOnPetition(
  { open, here = [], beside = [] }: PetitionParts,
  { period, now }: { period: Span; now: Instant },
  rules: PetitionRules,
  calendar: WorkCalendar,
): Work | null {
  const running = open
    .flatMap((petition) => {
      const clock = runningClock(judgePetition(petition, now, rules, calendar))
      return clock ? [{ petition, clock }] : []
    })
    .sort((a, b) => (a.clock.dueOn < b.clock.dueOn ? -1 : 1))
  const [first] = running
  if (!first) return null
  const [left, done] = [running, running].map((all, no) =>
    all.map(({ petition }) => (no === 0 ? untouched(petition, now) : answered(petition, now))),
  )
  const changesWith = (others: readonly Petition[]): Changes => {
    const rest = others.map((it) => untouched(it, now))
    const [before, after] = [left, done].map((mine = []) =>
      petitionCounts([...mine, ...rest], period, closeOf(period), rules, calendar),
    )
    return Object.fromEntries(
      (['5.2', '5.3'] as const).flatMap((code) => {
        const [from, to] = [ratioOf(before ?? {}, code), ratioOf(after ?? {}, code)]
        const numerator = (to?.numerator ?? 0) - (from?.numerator ?? 0)
        const denominator = (to?.denominator ?? 0) - (from?.denominator ?? 0)
        return numerator === 0 && denominator === 0 ? [] : [[code, { numerator, denominator }]]
      }),
    )
  }
  const changes = changesWith(here)
  if (Object.keys(changes).length === 0) return null
  return {
    kind: 'petition',
    code: first.petition.code,
    unit: first.petition.unit,
    dueAt: instantAt(first.clock.dueOn, '17:00'),
    deeds: [{ deed: 'answer-in-time', changes }],
    all: changes,
    ...(beside.length > 0 ? { above: changesWith([...here, ...beside]) } : {}),
  }
}

const knownAt = ({ events }: Petition, now: Instant) => events.filter(({ at }) => at <= now)

const untouched = (petition: Petition, now: Instant): Petition => ({
  ...petition,
  events: knownAt(petition, now),
})

function answered(petition: Petition, now: Instant): Petition {
  const known = knownAt(petition, now)
  const isAnswered = known.some(({ step }) => step === 'answered')
  const deeds: PetitionEvent[] = [
    ...(isAnswered ? [] : [{ step: 'answered', at: now } as const]),
    { step: 'published', at: now },
  ]
  return { ...petition, events: [...known, ...deeds] }
}

/** Open petitions by code, each with what else the units under two have of it: `here` within the unit, `above` within the next one up. */
export function partsOfOpen(
  open: readonly Petition[],
  together: ReadonlyMap<string, readonly Petition[]>,
  here: ReadonlySet<string>,
  above: ReadonlySet<string>,
): PetitionParts[] {
  const byCode = new Map<string, Petition[]>()
  for (const it of open) byCode.set(it.code, [...(byCode.get(it.code) ?? []), it])
  return [...byCode].map(([code, mine]) => {
    const others = (together.get(code) ?? []).filter(
      ({ unit }) => !mine.some((it) => it.unit === unit),
    )
    return {
      open: mine,
      here: others.filter(({ unit }) => here.has(unit)),
      beside: others.filter(({ unit }) => above.has(unit) && !here.has(unit)),
    }
  })
}

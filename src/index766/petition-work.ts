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

/** The work on a petition whose clock still runs: answered and published now, against left as it is until the period's end;
 * null when nothing would change. */
export function workOnPetition(
  petition: Petition,
  { period, now }: { period: Span; now: Instant },
  rules: PetitionRules,
  calendar: WorkCalendar,
): Work | null {
  const next = runningClock(judgePetition(petition, now, rules, calendar))
  if (!next) return null
  const countsWith = (events: readonly PetitionEvent[]) =>
    petitionCounts([{ ...petition, events }], period, closeOf(period), rules, calendar)
  const known = petition.events.filter(({ at }) => at <= now)
  const isAnswered = known.some(({ step }) => step === 'answered')
  const deeds: PetitionEvent[] = [
    ...(isAnswered ? [] : [{ step: 'answered', at: now } as const]),
    { step: 'published', at: now },
  ]
  const [before, after] = [countsWith(known), countsWith([...known, ...deeds])]
  const changes: Changes = Object.fromEntries(
    (['5.2', '5.3'] as const).flatMap((code) => {
      const [from, to] = [ratioOf(before, code), ratioOf(after, code)]
      const numerator = (to?.numerator ?? 0) - (from?.numerator ?? 0)
      const denominator = (to?.denominator ?? 0) - (from?.denominator ?? 0)
      return numerator === 0 && denominator === 0 ? [] : [[code, { numerator, denominator }]]
    }),
  )
  if (Object.keys(changes).length === 0) return null
  return {
    kind: 'petition',
    code: petition.code,
    unit: petition.unit,
    dueAt: instantAt(next.dueOn, '17:00'),
    deeds: [{ deed: 'answer-in-time', changes }],
    all: changes,
  }
}

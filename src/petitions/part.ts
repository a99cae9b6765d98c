// The part that a unit has in a petition. Several units may have one, each its own; at a unit above them the petition counts
// once, by all the parts below.

import { belongs, type Span } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { isUnsatisfied, judgePetition, type Petition, type PetitionRules } from './petition.ts'
import type { PetitionSums } from './sums.ts'

export type PetitionPart = {
  code: string
  unit: string
  about: Petition['about']
  firstOn: Day
  startedOn: Day
  endedOn: Day | null
  isLate: boolean
  isUnsatisfied: boolean
}

/** As it stands at an instant; null before the unit has it. */
export function partOf(
  petition: Petition,
  at: Instant,
  rules: PetitionRules,
  calendar: WorkCalendar,
): PetitionPart | null {
  const judged = judgePetition(petition, at, rules, calendar)
  const first = petition.events.find(({ step }) => step === 'sent' || step === 'transferred')
  if (judged.startedAt === null || !first) return null
  const { code, unit, about } = petition
  return {
    code,
    unit,
    about,
    firstOn: dayOf(first.at),
    startedOn: dayOf(judged.startedAt),
    endedOn: judged.endedAt === null ? null : dayOf(judged.endedAt),
    isLate: judged.verdict === 'late',
    isUnsatisfied: isUnsatisfied(petition, judged, at),
  }
}

/** What the parts of one petition make of it, at least one of them. Received when the first of them was; late and unsatisfied
 * where one is; about what the unit says that it came to last, on the same day conduct before rules. */
export function oneOf(
  parts: readonly Omit<PetitionPart, 'code' | 'unit' | 'endedOn'>[],
): Pick<PetitionPart, 'about' | 'firstOn' | 'isLate' | 'isUnsatisfied'> {
  const days = <T extends 'firstOn' | 'startedOn'>(name: T) => parts.map((it) => it[name]).sort()
  const lastOn = days('startedOn').at(-1) as Day
  const latest = parts.filter(({ startedOn }) => startedOn === lastOn)
  return {
    about: latest.some(({ about }) => about === 'conduct') ? 'conduct' : 'rules',
    firstOn: days('firstOn')[0] as Day,
    isLate: parts.some(({ isLate }) => isLate),
    isUnsatisfied: parts.some((it) => it.isUnsatisfied),
  }
}

/** What parts come to in a period, those of one petition together once. 5.2 counts petitions of which a part was open in the
 * period, 5.3 and 5.1 those first received in it. */
export function sumsOfParts(
  parts: readonly PetitionPart[],
  period: Span,
): Omit<PetitionSums, 'senders'> {
  const all = partsByCode(parts).map((mine) => ({
    ...oneOf(mine),
    isOpen: mine.some((it) => belongs('open', it, period, period.to)),
  }))
  const received = all.filter(({ firstOn }) => period.from <= firstOn && firstOn <= period.to)
  const open = all.filter(({ isOpen }) => isOpen)
  return {
    received: received.length,
    rules: received.filter(({ about }) => about === 'rules').length,
    conduct: received.filter(({ about }) => about === 'conduct').length,
    content: received.filter((it) => !it.isUnsatisfied).length,
    open: open.length,
    onTime: open.filter(({ isLate }) => !isLate).length,
  }
}

export function partsByCode<T extends { code: string }>(parts: readonly T[]): T[][] {
  const found = new Map<string, T[]>()
  for (const part of parts) {
    const known = found.get(part.code)
    if (known) known.push(part)
    else found.set(part.code, [part])
  }
  return [...found.values()]
}

/** What is added to the sum of what parts of one petition count by themselves, so that it counts once. */
export function correctionOf(
  parts: readonly PetitionPart[],
  period: Span,
): Omit<PetitionSums, 'senders'> {
  const once = sumsOfParts(parts, period)
  for (const part of parts) {
    const alone = sumsOfParts([part], period)
    for (const name of Object.keys(once) as (keyof typeof once)[]) once[name] -= alone[name]
  }
  return once
}

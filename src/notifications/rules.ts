// When people are reminded, and when they are left in peace. Working days throughout; the hours are those of
// the offices.

import type { Day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { isWorkday, type WorkCalendar, workdaysBetween } from '../lib/workdays.ts'
import { Problem } from '../platform/index.ts'

export type Rules = {
  /** Working days before the limit, and after it, on which the unit is reminded. */
  before: number[]
  after: number[]
  /** Working days after the limit on which the unit above is told. */
  escalateAfter: number
  /** Working days after a plan's publication on which a unit is reminded to acknowledge it. */
  receiptAfter: number
  /** Nothing is sent before, after, or on a day off. */
  from: string
  to: string
}

export const RULES: Rules = {
  before: [5, 1],
  after: [1],
  escalateAfter: 5,
  receiptAfter: 2,
  from: '07:30',
  to: '17:00',
}

/** `before:5`, `after:1`: to the unit. `above:5`: to the unit above it. */
export type ReminderKind = `${'before' | 'after' | 'above'}:${number}`

/** A day on which the machine did not run is made good for ten working days; what is older is on the board. */
export const CATCH_UP = 10

/** What is due to be said on `today` about a duty that must be reported by `limitOn` and is not.
 *  A reminder has a span, from its day to the next one's, so that none is lost when a day is missed:
 *  limit 14/6 (Friday) → before:5 from 7/6, before:1 from 13/6 to 14/6, after:1 from 17/6, above:5 from 21/6. */
export function remindersOn(
  rules: Rules,
  calendar: WorkCalendar,
  today: Day,
  limitOn: Day,
): ReminderKind[] {
  if (!isWorkday(calendar, today)) return []
  const left = workdaysBetween(calendar, today, limitOn)
  if (today <= limitOn) {
    const days = rules.before.filter((n) => left <= n)
    return days.length > 0 ? [`before:${Math.min(...days)}`] : []
  }
  const past = -left
  const within = (n: number) => past >= n && past < n + CATCH_UP
  const after = rules.after.filter(within)
  return [
    ...(after.length > 0 ? [`after:${Math.max(...after)}` as const] : []),
    ...(within(rules.escalateAfter) ? [`above:${rules.escalateAfter}` as const] : []),
  ]
}

/** Whether something may be sent now: a working day, within the hours. */
export const isOpen = (rules: Rules, calendar: WorkCalendar, now: Instant, today: Day): boolean =>
  isWorkday(calendar, today) && timeOf(now) >= rules.from && timeOf(now) < rules.to

export const timeOf = (now: Instant | string): string => now.slice(11, 16)

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/
const MOST_DAYS = 60

/** Rules as a person typed them. Refuses what cannot be meant. */
export function cleanRules(rules: Rules): Rules {
  const days = (list: number[], least: number) => {
    const unique = [...new Set(list)].sort((a, b) => b - a)
    if (unique.some((n) => !Number.isInteger(n) || n < least || n > MOST_DAYS))
      throw new Problem(422, 'notices.days-wrong', { most: MOST_DAYS })
    if (unique.length > 5) throw new Problem(422, 'notices.too-many-reminders')
    return unique
  }
  const [escalateAfter = 0] = days([rules.escalateAfter], 1)
  const [receiptAfter = 0] = days([rules.receiptAfter], 1)
  if (!TIME.test(rules.from) || !TIME.test(rules.to) || rules.from >= rules.to)
    throw new Problem(422, 'notices.hours-wrong')
  return {
    before: days(rules.before, 0),
    after: days(rules.after, 1),
    escalateAfter,
    receiptAfter,
    from: rules.from,
    to: rules.to,
  }
}

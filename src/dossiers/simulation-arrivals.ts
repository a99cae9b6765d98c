// When dossiers come: how many on a day, at what time of it.

import { dateOf, dayFromNumber, lastOfMonth, weekday } from '../lib/day.ts'
import type { Random } from '../lib/random.ts'
import { DAY, type Office } from './simulation-office.ts'
import { MINUTE } from './stamp.ts'

/** Monday to Friday, around 1 over the week. */
const WEEKDAYS = [0, 1.22, 1.02, 0.95, 0.92, 0.89, 0]
const FREE_DAY = 0.05
const MONTH_END = 1.18
const MONTH_END_DAYS = 3

/** How many come on a day, in parts of an ordinary working day. */
export function loadOf(number: number, office: Office): number {
  if (!office.isWorkday(number)) return FREE_DAY
  const on = dayFromNumber(number)
  const isLast = dateOf(lastOfMonth(on)) - dateOf(on) < MONTH_END_DAYS
  return (WEEKDAYS[weekday(on)] || 1) * (isLast ? MONTH_END : 1)
}

/** A whole number around the mean, as many independent arrivals vary. */
export const arrivals = (mean: number, random: Random): number =>
  Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()))

/** Weight by half hour of a day at the counter, from 07:00 on. */
const COUNTER = [3, 5, 8, 10, 9, 8, 6, 4, 2, 0, 0, 0, 0, 5, 7, 8, 6, 4, 2, 1]
/** Online people also send in the evening. */
const ONLINE = [
  2, 4, 7, 9, 9, 8, 6, 5, 4, 3, 2, 2, 3, 5, 7, 8, 7, 5, 3, 2, 1, 1, 1, 2, 3, 4, 4, 3, 2, 1,
]
const HALF = 30 * MINUTE

/** A time of the day; at the counter only in office hours. */
export function timeOn(number: number, isOnline: boolean, random: Random, office: Office): number {
  const weights = isOnline ? ONLINE : COUNTER
  let wanted = random.next() * (isOnline ? ONLINE_SUM : COUNTER_SUM)
  let slot = 0
  while (slot < weights.length - 1 && wanted >= (weights[slot] ?? 0)) {
    wanted -= weights[slot] ?? 0
    slot += 1
  }
  const second = Math.floor((random.next() * HALF) / 1000) * 1000
  const at = number * DAY + 7 * 60 * MINUTE + slot * HALF + second
  if (isOnline || !office.isWorkday(number)) return at
  const open = office.open(at)
  return open < (number + 1) * DAY ? open : at
}

const sumOf = (weights: readonly number[]) => weights.reduce((sum, it) => sum + it, 0)
const COUNTER_SUM = sumOf(COUNTER)
const ONLINE_SUM = sumOf(ONLINE)

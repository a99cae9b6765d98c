// Days out of printed numbers; null when there is no such day.

import type { Day } from '../lib/day.ts'

export type { Day }

export function dayOf(year: number, month: number, day: number): Day | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null
  const two = (part: number) => String(part).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)}` as Day
}

export const monthEnd = (year: number, month: number): Day | null =>
  dayOf(year, month, daysIn(year, month))

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

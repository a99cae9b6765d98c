// Periods that the index is asked for: months, quarters, years by the calendar, or any span of days.

import type { Span } from '../indices/index.ts'
import { addDays, type Day, dayOfParts, daysBetween, isDay, lastOfMonth } from '../lib/day.ts'

export type PeriodKind = 'month' | 'quarter' | 'year' | 'range'
export type AskedPeriod = Span & { kind: PeriodKind; code: string }

const MONTHS = { month: 1, quarter: 3, year: 12 } as const

/** `2024-12`, `2024-Q4`, `2024` or `2024-12-01..2024-12-15`; null for anything else. */
export function periodNamed(code: string): AskedPeriod | null {
  const [from = '', to = ''] = code.split('..')
  if (isDay(from) && isDay(to)) return from <= to ? { kind: 'range', code, from, to } : null
  const [, year = '', quarter, month] =
    /^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$/.exec(code) ?? []
  if (!year) return null
  if (month) return madeOf('month', Number(year), Number(month))
  return quarter
    ? madeOf('quarter', Number(year), Number(quarter) * 3 - 2)
    : madeOf('year', Number(year), 1)
}

export const monthOf = (on: Day): AskedPeriod => periodNamed(on.slice(0, 7)) as AskedPeriod

/** The period of the same kind just before; of a range as many days. */
export function periodBefore(period: AskedPeriod): AskedPeriod {
  const last = addDays(period.from, -1)
  if (period.kind === 'range') {
    const from = addDays(last, -daysBetween(period.from, period.to))
    return { kind: 'range', code: `${from}..${last}`, from, to: last }
  }
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5, 7))]
  return madeOf(period.kind, year, month - MONTHS[period.kind] + 1)
}

/** Months up to the one of a day, the oldest first. */
export function monthsUpTo(on: Day, count: number): AskedPeriod[] {
  const found = [monthOf(on)]
  while (found.length < count) found.unshift(periodBefore(found[0] as AskedPeriod))
  return found
}

function madeOf(kind: 'month' | 'quarter' | 'year', year: number, month: number): AskedPeriod {
  const from = dayOfParts(year, month, 1)
  const to = lastOfMonth(dayOfParts(year, month + MONTHS[kind] - 1, 1))
  const two = String(month).padStart(2, '0')
  const code = {
    month: `${year}-${two}`,
    quarter: `${year}-Q${(month + 2) / 3}`,
    year: String(year),
  }[kind]
  return { kind, code, from, to }
}

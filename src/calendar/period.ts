// Two families of periods, kept apart: calendar periods, by which plans set deadlines, and reporting periods
// of NĐ 09/2019/NĐ-CP Điều 12, by which units report. "Quý II" is April–June for one, 15/3–14/6 for the other.

import { addDays, type Day, dayOfParts, lastOfMonth, monthOf, yearOf } from '../lib/day.ts'
import { addWorkdays, type WorkCalendar } from '../lib/workdays.ts'

export type PeriodKind = 'month' | 'quarter' | 'half-year' | 'year'

export type Period = {
  kind: PeriodKind
  /** `2024-05`, `2024-Q2`, `2024-H1`, `2024`. */
  code: string
  /** First and last day by the calendar. */
  from: Day
  to: Day
  /** First and last day of what a report of this period covers. */
  reportFrom: Day
  cutOffOn: Day
  /** First working day after the cut-off (Điều 8.5: at least one). */
  submitBy: Day
}

const MONTHS: Record<PeriodKind, number> = { month: 1, quarter: 3, 'half-year': 6, year: 12 }

/** The period of a kind in which a day lies by the calendar. */
export function periodOf(kind: PeriodKind, on: Day, calendar: WorkCalendar): Period {
  const length = MONTHS[kind]
  return make(kind, yearOf(on), Math.floor((monthOf(on) - 1) / length), calendar)
}

/** The period that a code names. Throws RangeError for a code that names none. */
export function periodByCode(code: string, calendar: WorkCalendar): Period {
  const [, year, sign, number] = /^(\d{4})(?:-([QH]?)(\d{1,2}))?$/.exec(code) ?? []
  const kind: PeriodKind =
    sign === 'Q' ? 'quarter' : sign === 'H' ? 'half-year' : number ? 'month' : 'year'
  const index = number ? Number(number) - 1 : 0
  if (!year || index < 0 || index >= 12 / MONTHS[kind]) {
    throw new RangeError(`"${code}" is not a period such as 2024-Q2`)
  }
  return make(kind, Number(year), index, calendar)
}

/** All periods of a kind that touch [from, to], in order. */
export function periodsBetween(
  kind: PeriodKind,
  from: Day,
  to: Day,
  calendar: WorkCalendar,
): Period[] {
  const periods: Period[] = []
  for (let on = from; on <= to; ) {
    const period = periodOf(kind, on, calendar)
    periods.push(period)
    on = addDays(period.to, 1)
  }
  return periods
}

/** `Quý II/2024`, `Tháng 5/2024`, `6 tháng đầu năm 2024`, `Năm 2024`; `Q2 2024` and so on in English. */
export function periodLabel(code: string, lang: 'vi' | 'en'): string {
  const [year, part] = code.split('-') as [string, string | undefined]
  if (!part) return lang === 'vi' ? `Năm ${year}` : year
  const number = Number(part.replace(/\D/g, ''))
  if (part.startsWith('Q'))
    return lang === 'vi' ? `Quý ${ROMAN[number - 1]}/${year}` : `Q${number} ${year}`
  if (part.startsWith('H')) {
    if (lang === 'en') return `${number === 1 ? 'First' : 'Second'} half of ${year}`
    return `6 tháng ${number === 1 ? 'đầu' : 'cuối'} năm ${year}`
  }
  return lang === 'vi' ? `Tháng ${number}/${year}` : `${year}-${part}`
}

const ROMAN = ['I', 'II', 'III', 'IV']

function make(kind: PeriodKind, year: number, index: number, calendar: WorkCalendar): Period {
  const length = MONTHS[kind]
  const from = dayOfParts(year, index * length + 1, 1)
  const last = index * length + length
  const to = lastOfMonth(dayOfParts(year, last, 1))
  const cutOffOn = dayOfParts(year, last, 14)
  const before = addDays(from, -1)
  return {
    kind,
    code: codeOf(kind, year, index),
    from,
    to,
    reportFrom: dayOfParts(yearOf(before), monthOf(before), 15),
    cutOffOn,
    submitBy: addWorkdays(calendar, cutOffOn, 1),
  }
}

function codeOf(kind: PeriodKind, year: number, index: number): string {
  if (kind === 'year') return String(year)
  if (kind === 'month') return `${year}-${String(index + 1).padStart(2, '0')}`
  return `${year}-${kind === 'quarter' ? 'Q' : 'H'}${index + 1}`
}

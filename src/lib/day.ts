// A day is the text `2024-05-14`: it sorts, compares and prints as it is. Arithmetic goes through day numbers,
// so no time zone can move it.

export type Day = string & { readonly __day: unique symbol }

const SHAPE = /^\d{4}-\d\d-\d\d$/

/** The day a text names. Throws RangeError when there is no such day. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`"${text}" is not a day such as 2024-05-14`)
  return text
}

/** Whether a text names a day of the Gregorian calendar. */
export function isDay(text: string): text is Day {
  if (!SHAPE.test(text)) return false
  const [month, date] = [+text.slice(5, 7), +text.slice(8)]
  if (month < 1 || month > 12 || date < 1) return false
  return date <= 28 || fromNumber(toNumber(+text.slice(0, 4), month, date)) === text
}

export const yearOf = (on: Day): number => Number(on.slice(0, 4))
export const monthOf = (on: Day): number => Number(on.slice(5, 7))
export const dateOf = (on: Day): number => Number(on.slice(8, 10))

/** The day of a year, month (1–12) and date. Throws RangeError when there is none. */
export const dayOfParts = (year: number, month: number, date: number): Day =>
  day(`${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`)

/** Days since 1970-01-01. */
export const dayNumber = (on: Day): number => toNumber(yearOf(on), monthOf(on), dateOf(on))

export const dayFromNumber = (days: number): Day => fromNumber(days) as Day

export const addDays = (on: Day, days: number): Day => dayFromNumber(dayNumber(on) + days)

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** 0 Sunday … 6 Saturday. */
export const weekday = (on: Day): number => (((dayNumber(on) + 4) % 7) + 7) % 7

export function lastOfMonth(on: Day): Day {
  const [year, month] = [yearOf(on), monthOf(on)]
  const next = month === 12 ? dayOfParts(year + 1, 1, 1) : dayOfParts(year, month + 1, 1)
  return addDays(next, -1)
}

/** 14/5/2024 in Vietnamese, 14 May 2024 in English. */
export function formatDay(on: Day | string, lang: 'vi' | 'en'): string {
  const [year, month, date] = on.split('-').map(Number) as [number, number, number]
  return lang === 'vi' ? `${date}/${month}/${year}` : `${date} ${MONTHS[month - 1]} ${year}`
}

/** Reads 14/5/2024 or 14-05-2024; null when the text is no such day. */
export function parseDay(text: string): Day | null {
  const [, date, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? []
  const candidate = year ? `${year}-${pad(+(month ?? 0), 2)}-${pad(+(date ?? 0), 2)}` : text.trim()
  return isDay(candidate) ? candidate : null
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const pad = (value: number, length: number) => String(value).padStart(length, '0')

/** Day number by the civil calendar (era of 400 years from 1 March 0000). */
function toNumber(year: number, month: number, date: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  return (
    era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
  )
}

function fromNumber(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const ofEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) /
      365,
  )
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153)
  const date = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`
}

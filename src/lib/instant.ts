// An instant is the text `2024-05-14T08:00:00.000+07:00`, always in Vietnamese time, always with milliseconds.

import { type Day, formatDay } from './day.ts'

export type Instant = string & { readonly __instant: unique symbol }

/** The day of an instant in Viet Nam. */
export const dayOf = (at: Instant | string): Day => at.slice(0, 10) as Day

/** The instant of a day and a local time such as 08:30. */
export const instantAt = (on: Day, time = '00:00'): Instant => {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new RangeError(`"${time}" is not a time such as 08:30`)
  return `${on}T${time}:00.000+07:00` as Instant
}

/** 14:05 14/5/2024; 14:05, 14 May 2024. */
export function formatInstant(at: Instant | string, lang: 'vi' | 'en'): string {
  return `${at.slice(11, 16)}${lang === 'vi' ? '' : ','} ${formatDay(at.slice(0, 10), lang)}`
}

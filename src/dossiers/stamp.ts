// Times in messages: `yyyyMMddHHmmss` of Viet Nam, or RFC 3339 with its offset. Instants are always +07:00.

import { type Day, dayFromNumber, dayNumber, isDay } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'

const STAMP = /^\d{14}$/
const RFC3339 = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/
const [EARLIEST, LATEST] = ['2000-01-01', '2100-01-01']

/** The instant a text names; null when it names none, or one no dossier can have. */
export function readStamp(text: string): Instant | null {
  const stamp = text.trim()
  if (STAMP.test(stamp)) {
    const on = `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6, 8)}`
    return checked(on, +stamp.slice(8, 10), +stamp.slice(10, 12), +stamp.slice(12), 0, 7 * 60)
  }
  const [, on, h = '', m = '', s = '', part = '', offset = ''] = RFC3339.exec(stamp) ?? []
  if (!on) return null
  const zone =
    offset === 'Z' ? 0 : Number(`${offset[0]}1`) * (+offset.slice(1, 3) * 60 + +offset.slice(4))
  return checked(on, +h, +m, +s, Number(part.padEnd(3, '0').slice(0, 3)), zone)
}

function checked(
  on: string,
  hour: number,
  minute: number,
  second: number,
  millis: number,
  zone: number,
): Instant | null {
  if (!isDay(on) || hour > 23 || minute > 59 || second > 59 || Math.abs(zone) > 14 * 60) return null
  const at =
    zone * MINUTE === HERE
      ? written(on, hour, minute, second, millis)
      : ofMillis(
          dayNumber(on) * DAY + ((hour * 60 + minute - zone) * 60 + second) * 1000 + millis + HERE,
        )
  return at >= EARLIEST && at < LATEST ? at : null
}

export const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const HERE = 7 * 60 * MINUTE

/** Milliseconds of local time since 1970-01-01T00:00+07:00: differences and sums, nothing else. */
export const millisOf = (at: Instant): number =>
  dayNumber(at.slice(0, 10) as Day) * DAY +
  +at.slice(11, 13) * 60 * MINUTE +
  +at.slice(14, 16) * MINUTE +
  +at.slice(17, 19) * 1000 +
  +at.slice(20, 23)

/** The instant of such milliseconds. */
export function ofMillis(millis: number): Instant {
  const days = Math.floor(millis / DAY)
  const rest = millis - days * DAY
  const seconds = Math.floor(rest / 1000)
  const minutes = Math.floor(seconds / 60)
  return written(
    dayFromNumber(days),
    Math.floor(minutes / 60),
    minutes % 60,
    seconds % 60,
    rest % 1000,
  )
}

const TWO = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
const written = (on: string, hour: number, minute: number, second: number, millis: number) =>
  `${on}T${TWO[hour]}:${TWO[minute]}:${TWO[second]}.${String(Math.floor(millis)).padStart(3, '0')}+07:00` as Instant

/** The last instant of a day. */
export const endOfDay = (on: Day): Instant => `${on}T23:59:59.999+07:00` as Instant

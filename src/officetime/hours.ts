// Office hours of a day as spans, read from what people type.

/** Spans of a day such as 07:00–11:30, in order and apart. */
export type OfficeHours = readonly (readonly [from: string, to: string])[]

const SPAN = /^(\d{1,2})(?:[:hg.](\d{2})?)?-(\d{1,2})(?:[:hg.](\d{2})?)?$/i
export const MOST_SPANS = 4

/** `7:00-11:30, 13h30–17h` as spans; null when it is none, or spans that overlap or run backward. */
export function readHours(text: string): OfficeHours | null {
  const spans: [string, string][] = []
  const pieces = text
    .replaceAll(/[–—]/g, '-')
    .replaceAll(/\s+/g, '')
    .split(/[,;]/)
    .filter((piece) => piece !== '')
  for (const piece of pieces) {
    const [, hour, minute, toHour, toMinute] = SPAN.exec(piece) ?? []
    const [from, to] = [timeOf(hour, minute), timeOf(toHour, toMinute)]
    if (from === null || to === null || from >= to) return null
    const last = spans.at(-1)
    if (last && last[1] >= from) return null
    spans.push([from, to])
  }
  return spans.length > 0 && spans.length <= MOST_SPANS ? spans : null
}

function timeOf(hour: string | undefined, minute = '00'): string | null {
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute}`
}

export const hoursText = (hours: OfficeHours): string =>
  hours.map(([from, to]) => `${from}–${to}`).join(', ')

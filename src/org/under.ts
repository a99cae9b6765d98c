// Under which units a unit stands, day by day. A parent is named by its code, and a code passes from one unit to the
// next: a unit that outlasts its parent stands on under the one that bears the code after it.

import type { Day } from '../lib/day.ts'
import { holdsOn } from './unit.ts'

export type Place = {
  code: string
  validFrom: Day
  validTo: Day | null
  parentCode: string | null
}
/** Places by code. */
export type Places = ReadonlyMap<string, readonly Place[]>

/** Statements over the tree follow it so far up and no further. */
export const MOST_LEVELS = 12

type Span = { validFrom: Day; validTo: Day | null }

export const keyOf = ({ code, validFrom }: Pick<Place, 'code' | 'validFrom'>): string =>
  `${code}@${validFrom}`

export const overlaps = (a: Span, b: Span): boolean =>
  (a.validTo === null || b.validFrom < a.validTo) && (b.validTo === null || a.validFrom < b.validTo)

export function placesByCode<T extends Pick<Place, 'code'>>(
  places: readonly T[],
): Map<string, T[]> {
  const byCode = new Map<string, T[]>()
  for (const place of places) {
    const others = byCode.get(place.code)
    if (others) others.push(place)
    else byCode.set(place.code, [place])
  }
  return byCode
}

export type Stay<T> = { parent: T; validFrom: Day; validTo: Day | null }

/** The spans that a unit spends under each bearer of its parent's code, in order. */
export function staysUnder<T extends Span>(unit: Span, parents: readonly T[]): Stay<T>[] {
  return parents
    .filter((parent) => overlaps(parent, unit))
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    .map((parent) => ({
      parent,
      validFrom: parent.validFrom > unit.validFrom ? parent.validFrom : unit.validFrom,
      validTo:
        unit.validTo === null || (parent.validTo !== null && parent.validTo < unit.validTo)
          ? parent.validTo
          : unit.validTo,
    }))
}

/** Whether a unit lacks its parent on its first day, or on a later one. */
export function gapsUnder(
  unit: Span,
  parents: readonly Span[],
): { first: boolean; later: boolean } {
  const stays = staysUnder(unit, parents)
  const last = stays.at(-1)
  return {
    first: stays[0]?.validFrom !== unit.validFrom,
    later:
      last?.validTo !== unit.validTo ||
      stays.some(({ validFrom }, at) => at > 0 && stays[at - 1]?.validTo !== validFrom),
  }
}

const placeOn = (places: Places, code: string, on: Day): Place | undefined =>
  places.get(code)?.find((place) => holdsOn(place, on))

/** What is wrong with the line above a place on a day: it comes back to itself, or it is longer than it may be. */
export function bendOn(places: Places, place: Place, on: Day): 'circular' | 'too-high' | null {
  const seen = new Set([place.code])
  for (let above = place.parentCode; above !== null; ) {
    if (seen.has(above)) return 'circular'
    seen.add(above)
    above = placeOn(places, above, on)?.parentCode ?? null
  }
  return seen.size > MOST_LEVELS ? 'too-high' : null
}

/** The place and those it stands under last, nearest first. */
export function lineOf<T extends Place>(places: ReadonlyMap<string, readonly T[]>, place: T): T[] {
  const line = [place]
  let span: Place = place
  while (span.parentCode !== null && line.length < MOST_LEVELS) {
    const last = staysUnder(span, places.get(span.parentCode) ?? []).at(-1)
    if (!last) break
    line.push(last.parent)
    span = { ...last.parent, validFrom: last.validFrom, validTo: last.validTo }
  }
  return line
}

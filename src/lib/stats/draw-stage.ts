// The draw within one stratum of one stage.

import type { Random } from '../random.ts'
import type { DrawMethod } from './draw-design.ts'
import { type DrawUnit, inOrder } from './draw-units.ts'

/** A unit that was drawn. `reserve` 0: in the sample; k: the k-th replacement. */
export type Choice = { unit: DrawUnit; probability: number; isCertain: boolean; reserve: number }

/**
 * Draws `take` units, and `reserves` more in the order in which they replace. Every unit's probability is its
 * chance to be in the sample (a reserve's: the chance it had). Takes all where there are no more than `take`.
 * Source: Madow 1949 (systematic, by size); Särndal, Swensson & Wretman 1992, section 3.6.
 */
export function drawUnits(
  units: readonly DrawUnit[],
  method: DrawMethod,
  take: number,
  reserves: number,
  random: Random,
): Choice[] {
  const sized = method === 'pps' ? units : units.map((unit) => ({ ...unit, size: 1 }))
  const isOrdered = method !== 'simple' && (units[0]?.sort.length ?? 0) > 0
  const sequence = isOrdered ? inOrder(sized) : random.shuffle(sized)
  const { certain, rest, places } = certainties(sequence, take)
  const step = places > 0 ? totalSize(rest) / places : Infinity
  const drawn = new Set(systematic(rest, places, step, random.next()))
  const picks = sequence.flatMap((unit): Choice[] => {
    if (certain.has(unit)) return [{ unit, probability: 1, isCertain: true, reserve: 0 }]
    if (!drawn.has(unit)) return []
    return [{ unit, probability: unit.size / step, isCertain: false, reserve: 0 }]
  })
  const left = rest.filter((unit) => !drawn.has(unit))
  const spare = successive(left, reserves, random).map((unit, at): Choice => {
    return { unit, probability: unit.size / step, isCertain: false, reserve: at + 1 }
  })
  return [...picks, ...spare]
}

/** Units as large as the step are taken; the others share the places that are left. */
function certainties(units: readonly DrawUnit[], take: number) {
  const certain = new Set<DrawUnit>()
  let rest = [...units]
  for (;;) {
    const places = Math.min(take, units.length) - certain.size
    const step = (totalSize(rest) / places) * (1 - 1e-12)
    const large = places > 0 ? rest.filter(({ size }) => size >= step) : []
    if (large.length === 0) return { certain, rest, places }
    for (const unit of large) certain.add(unit)
    rest = rest.filter((unit) => !certain.has(unit))
  }
}

function systematic(units: DrawUnit[], places: number, step: number, start: number): DrawUnit[] {
  const drawn: DrawUnit[] = []
  let reached = 0
  for (const unit of units) {
    reached += unit.size
    if (drawn.length < places && (start + drawn.length) * step < reached) drawn.push(unit)
  }
  // Rounding of the sums can leave the last place open by a hair.
  if (drawn.length < places) drawn.push(units[units.length - 1]!)
  return drawn
}

/** One after the other, each with probability proportional to its size among those left. */
function successive(units: readonly DrawUnit[], count: number, random: Random): DrawUnit[] {
  const left = [...units]
  const drawn: DrawUnit[] = []
  while (drawn.length < count && left.length > 0) {
    let point = random.next() * totalSize(left)
    const at = left.findIndex(({ size }) => {
      point -= size
      return point < 0
    })
    drawn.push(...left.splice(at < 0 ? left.length - 1 : at, 1))
  }
  return drawn
}

const totalSize = (units: readonly DrawUnit[]) => units.reduce((sum, { size }) => sum + size, 0)

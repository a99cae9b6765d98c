// The bootstrap for surveys: units are drawn again within their strata, by a generator that can be repeated.

import { type Random, seeded } from '../random.ts'
import {
  type PrimaryStratum,
  type PrimaryUnits,
  primaryStrata,
  type Replicates,
} from './replicates.ts'
import { must } from './stats-error.ts'

export type Bootstrap = { replicates: number; seed: number; mse?: boolean }

/**
 * Rao–Wu: n_h − 1 draws with replacement in every stratum, factor (times drawn)·n_h/(n_h − 1), scale 1/(R − 1).
 * A stratum taken whole keeps factor 1. Throws `replicates.lonely`, `replicates.count`.
 * R: `as.svrepdesign(design, type = "subbootstrap")`. Source: Rao & Wu 1988; Rao, Wu & Yue 1992.
 */
export function raoWuBootstrap(units: PrimaryUnits, bootstrap: Bootstrap): Replicates {
  const strata = drawable(units, bootstrap)
  const random = seeded(bootstrap.seed)
  const factors = times(bootstrap.replicates, () => {
    const factor = new Float64Array(units.stratumOf.length).fill(1)
    for (const { units: members } of strata) {
      const count = members.length
      for (const unit of members) factor[unit] = 0
      for (let draw = 1; draw < count; draw++) {
        factor[members[random.int(count)]!]! += count / (count - 1)
      }
    }
    return factor
  })
  return made(units, bootstrap, factors, 1 / (bootstrap.replicates - 1))
}

/**
 * Canty–Davison: n_h units without replacement from a pseudo-population in which every sampled unit stands for
 * about N_h/n_h units (with replacement where no fraction is given); factor = times drawn,
 * scale n̄/((n̄ − 1)(R − 1)) with n̄ the harmonic mean of n_h drawn. Throws `replicates.lonely`, `replicates.count`.
 * R: `as.svrepdesign(design, type = "bootstrap")`. Source: Canty & Davison 1999.
 */
export function cantyDavisonBootstrap(units: PrimaryUnits, bootstrap: Bootstrap): Replicates {
  const strata = drawable(units, bootstrap)
  const random = seeded(bootstrap.seed)
  const factors = times(bootstrap.replicates, () => {
    const factor = new Float64Array(units.stratumOf.length).fill(1)
    for (const stratum of strata) redraw(stratum, random, factor)
    return factor
  })
  const inverse = strata.reduce((sum, { units: { length } }) => sum + 1 / length, 0)
  const harmonic = strata.length / inverse
  return made(units, bootstrap, factors, harmonic / ((harmonic - 1) * (bootstrap.replicates - 1)))
}

function redraw(
  { units: members, fraction }: PrimaryStratum,
  random: Random,
  factor: Float64Array,
) {
  const count = members.length
  for (const unit of members) factor[unit] = 0
  if (fraction === 0) {
    for (let draw = 0; draw < count; draw++) factor[members[random.int(count)]!]! += 1
    return
  }
  // The pseudo-population repeats the shuffled units up to N; only the places that were swapped are kept.
  const population = Math.floor(count / fraction + 1e-9)
  const shuffled = random.shuffle(members)
  const moved = new Map<number, number>()
  for (let draw = 0; draw < count; draw++) {
    const place = draw + random.int(population - draw)
    const drawn = moved.get(place) ?? place
    moved.set(place, moved.get(draw) ?? draw)
    factor[shuffled[drawn % count]!]! += 1
  }
}

/** The strata that are drawn again. */
function drawable(units: PrimaryUnits, { replicates }: Bootstrap): PrimaryStratum[] {
  must(
    Number.isInteger(replicates) && replicates > 1,
    'replicates.count',
    `A bootstrap needs at least two replicates; got ${replicates}.`,
  )
  const strata = primaryStrata(units).filter(({ fraction }) => fraction < 1)
  must(strata.length > 0, 'replicates.none', 'Every stratum is taken whole: nothing can be drawn.')
  for (const { stratum, units: members } of strata) {
    must(members.length > 1, 'replicates.lonely', `Stratum ${stratum + 1} has only one unit.`)
  }
  return strata
}

function made(
  units: PrimaryUnits,
  { replicates, mse = false }: Bootstrap,
  factors: Float64Array[],
  scale: number,
): Replicates {
  return {
    factors,
    unitOf: units.clusterOf,
    scale,
    rscales: new Float64Array(replicates).fill(1),
    mse,
  }
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

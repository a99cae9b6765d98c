// The smallest set of improvements that makes enough points: as few as can be, and of those sets the cheapest. A lever
// may be pulled in part; never further than its bound.

export type Candidate = {
  code: string
  /** Points at the bound. */
  gain: number
  /** Effort at the bound, in any unit; a part of the way costs its part. */
  cost: number
}
export type Pull = { code: string; share: number; gain: number; cost: number }
export type Optimum = {
  pulls: Pull[]
  gain: number
  cost: number
  /** False when the search was cut short: the set has the fewest levers, but a cheaper one may exist. */
  isProven: boolean
}

const SLACK = 1e-9
const MOST_STEPS = 400_000

/** Null when all levers together do not make the points. Throws RangeError for negative gains or costs. */
export function smallestSet(candidates: readonly Candidate[], needed: number): Optimum | null {
  for (const { gain, cost } of candidates) {
    if (!(gain >= 0) || !(cost >= 0)) throw new RangeError('gains and costs are not negative')
  }
  if (needed <= 0) return { pulls: [], gain: 0, cost: 0, isProven: true }
  const levers = candidates.filter(({ gain }) => gain > SLACK).sort((a, b) => b.gain - a.gain)
  let count = 0
  for (let sum = 0; sum < needed - SLACK; count++) {
    const next = levers[count]
    if (!next) return null
    sum += next.gain
  }
  return cheapest(levers, count, needed)
}

/** Among the sets of `count` levers that make the points, the one with the least cost. */
function cheapest(levers: readonly Candidate[], count: number, needed: number): Optimum {
  const ahead = [0]
  for (const [at, { gain }] of levers.entries()) ahead.push((ahead[at] as number) + gain)
  let best = filled(levers.slice(0, count), needed)
  let steps = 0
  const chosen: Candidate[] = []
  const search = (from: number, gain: number): void => {
    const left = count - chosen.length
    if (left === 0) {
      const found = filled(chosen, needed)
      if (found.cost < best.cost - SLACK) best = found
      return
    }
    for (let at = from; at + left <= levers.length; at++) {
      // Levers fall in gain: if the next ones cannot make it, no later ones can.
      const most = (ahead[at + left] as number) - (ahead[at] as number)
      if (gain + most < needed - SLACK || ++steps > MOST_STEPS) return
      const lever = levers[at] as Candidate
      chosen.push(lever)
      search(at + 1, gain + lever.gain)
      chosen.pop()
    }
  }
  search(0, 0)
  return { ...best, isProven: steps <= MOST_STEPS }
}

/** The levers pulled just far enough, the dearest point last. */
function filled(levers: readonly Candidate[], needed: number): Optimum {
  const byPrice = [...levers].sort((a, b) => a.cost / a.gain - b.cost / b.gain)
  let left = needed
  const pulls = byPrice.map(({ code, gain, cost }): Pull => {
    const share = Math.min(1, Math.max(0, left / gain))
    left -= share * gain
    return { code, share, gain: share * gain, cost: share * cost }
  })
  return {
    pulls: pulls.filter(({ share }) => share > SLACK),
    gain: pulls.reduce((sum, pull) => sum + pull.gain, 0),
    cost: pulls.reduce((sum, pull) => sum + pull.cost, 0),
    isProven: true,
  }
}

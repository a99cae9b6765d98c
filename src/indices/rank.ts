// Places within a cohort by total. Who has no total has no place.

export type TieRule = 'competition' | 'dense'
export type Place = { code: string; total: number | null; place: number | null; of: number }

/** Highest total first. Equal totals share a place; after two seconds comes the fourth (`competition`, 1-2-2-4) or the
 * third (`dense`, 1-2-2-3). `of` counts those with a total. The order of the answer is that of the question. */
export function ranked(
  units: readonly { code: string; total: number | null }[],
  ties: TieRule = 'competition',
): Place[] {
  const totals = units.flatMap(({ total }) => (total === null ? [] : [total]))
  const ahead = ties === 'dense' ? [...new Set(totals)] : totals
  const places = new Map<number, number>()
  ahead
    .sort((a, b) => b - a)
    .forEach((total, at) => {
      if (!places.has(total)) places.set(total, at + 1)
    })
  return units.map(({ code, total }) => ({
    code,
    total,
    place: total === null ? null : (places.get(total) ?? null),
    of: totals.length,
  }))
}

/** The place a total would have among the others' totals. */
export const placeAmong = (
  total: number | null,
  others: readonly (number | null)[],
): number | null =>
  ranked([{ code: '', total }, ...others.map((other) => ({ code: ' ', total: other }))])[0]
    ?.place ?? null

// How a part follows from its indicators. PAPI: part = low + range × mean of the indicators, each brought to 0–1 between
// the ends of its scale, those that count against it turned round. `rescaledPart` is that rule; a `Formula` is what was
// recovered of it from the published tables, with its error by year.

export type Kind = 'exact' | 'near' | 'approx' | 'weak'

export type Formula = {
  part: string
  years: readonly number[]
  kind: Kind
  intercept: number
  /** Points of the part for one unit of the published indicator (a share of 1, or one point). */
  coefficients: Readonly<Record<string, number>>
  /** Published with the part, but without any visible weight. */
  unweighted: readonly string[]
  fit: Readonly<Record<string, { n: number; rmse: number; max: number }>>
}

/** The formula of a part that was tested on a year; null when there is none. */
export const formulaOf = (
  formulas: readonly Formula[],
  part: string,
  year: number,
): Formula | null =>
  formulas.find((formula) => formula.part === part && formula.years.includes(year)) ?? null

/** What the formula makes of the indicators; null when one with a weight is missing. */
export function partScore(
  { intercept, coefficients }: Formula,
  values: { get(indicator: string): number | undefined },
): number | null {
  let score = intercept
  for (const [indicator, coefficient] of Object.entries(coefficients)) {
    const value = values.get(indicator)
    if (value === undefined) return null
    score += coefficient * value
  }
  return score
}

/** May a change of its indicators be carried to its score? */
export const mayBeSimulated = (formula: Formula | null): formula is Formula =>
  formula !== null && formula.kind !== 'weak'

export type Rescaled = { value: number; scale: readonly [number, number]; isReversed?: boolean }

/** `low + range × mean(z)`, z = (value − min) ÷ (max − min), or 1 − z. Throws RangeError without indicators or for a
 * scale that does not grow. */
export function rescaledPart(low: number, range: number, items: readonly Rescaled[]): number {
  if (items.length === 0) throw new RangeError('a part needs an indicator')
  const sum = items.reduce((total, { value, scale: [min, max], isReversed }) => {
    if (!(min < max)) throw new RangeError('the scale of an indicator must grow')
    const z = (value - min) / (max - min)
    return total + (isReversed ? 1 - z : z)
  }, 0)
  return low + (range * sum) / items.length
}

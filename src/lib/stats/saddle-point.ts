// The pieces from which densities far in a tail are computed without losing digits: exponents are built from
// small terms instead of differences of large logarithms. C. Loader, "Fast and accurate computation of
// binomial probabilities" (2000).

const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156]

/** log Γ(n+1) − log(√(2πn)·(n/e)ⁿ), the error of Stirling's formula, for n > 0. */
export function stirlingError(n: number): number {
  let shifted = n
  let error = 0
  for (; shifted < 15; shifted++) error += (shifted + 0.5) * Math.log1p(1 / shifted) - 1
  const square = 1 / (shifted * shifted)
  let power = 1 / shifted
  for (const coefficient of SERIES) {
    error += coefficient * power
    power *= square
  }
  return error
}

/** x·log(x/m) + m − x for x, m > 0, also when x and m are nearly equal. */
export function deviance(x: number, m: number): number {
  const difference = x - m
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference
  const ratio = difference / (x + m)
  let sum = difference * ratio
  let term = 2 * x * ratio
  for (let odd = 3; ; odd += 2) {
    term *= ratio * ratio
    const next = sum + term / odd
    if (next === sum) return sum
    sum = next
  }
}

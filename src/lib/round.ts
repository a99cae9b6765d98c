// Rounding happens once, at display, half away from zero, on the decimal digits a reader would see.

/** Rounds to `digits` decimals; 1.005 → 1.01, −2.5 → −3. Throws RangeError for what is no number. */
export function round(value: number, digits = 0): number {
  if (!Number.isFinite(value)) throw new RangeError('only a finite number can be rounded')
  if (Number.isInteger(value)) return value
  const [mantissa, exponent = '0'] = String(Math.abs(value)).split('e') as [string, string?]
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`))
  const [back, power = '0'] = String(shifted).split('e') as [string, string?]
  return Math.sign(value) * Number(`${back}e${Number(power) - digits}`)
}

/** 1.234,5 in Vietnamese, 1,234.5 in English. */
export function formatNumber(value: number, digits: number, lang: 'vi' | 'en'): string {
  const rounded = round(value, digits)
  const [whole = '0', part] = Math.abs(rounded).toFixed(digits).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, lang === 'vi' ? '.' : ',')
  const sign = rounded < 0 ? '−' : ''
  return sign + grouped + (part ? (lang === 'vi' ? ',' : '.') + part : '')
}

/** A share as per cent: 0.8701 → 87,0%. */
export const formatPercent = (share: number, digits: number, lang: 'vi' | 'en'): string =>
  `${formatNumber(share * 100, digits, lang)}%`

// The indicators: their labels, the ends of their scale, the years they stand in a table. Codes are ours: the place of
// the indicator in its part in the table of 2023.

import type { Formula } from './formula.ts'

export type Indicator = {
  code: string
  label: string
  labelEn: string
  /** Ends of the scale in published units (shares 0–1); null where the ends are those of the sample. */
  scale: readonly [number, number] | null
  years: readonly number[]
}

/** Can an administrative plan move it within a year? A suggestion, open to the coordinator. */
export type WithinYear = 'yes' | 'partly' | 'no'

/** Whose number enters its part with the sign opposite to what its label says. */
const CONTRARY = ['1.3.5', '1.3.6', '2.1.6', '6.3.2']

export const isContrary = (indicator: string, { coefficients }: Formula): boolean =>
  CONTRARY.includes(indicator) && (coefficients[indicator] ?? 0) < 0

/** Shares are shown as per cent, points as they are. */
export const isShare = ({ code, scale }: Indicator): boolean =>
  scale !== null && code !== '6.4.3' && scale[1] === 1

// What pages of successions share: their addresses, how a portion is said, a unit with its code.

import { formatPercent } from '../lib/round.ts'
import { type Page, say } from '../platform/index.ts'
import { successionWords } from './succession-words.ts'

export const SUCCESSIONS = '/office/units/successions'
export const SUCCESSION_IMPORT = `${SUCCESSIONS}/import`

type Portion = { portion: 'whole' | 'part' | 'unchanged'; share: number | null }

export function kindText({ lang }: Pick<Page, 'lang'>, { portion, share }: Portion): string {
  const t = say(successionWords, lang)
  if (share !== null)
    return t('kind.share', { share: formatPercent(share, digitsOf(share * 100), lang) })
  return t(`kind.${portion}`)
}

/** 60 %, 12,5 %: no digits that say nothing. */
const digitsOf = (value: number): number =>
  [0, 1].find((digits) => Math.abs(Number(value.toFixed(digits)) - value) < 1e-9) ?? 2

export const unitText = ({ code, name }: { code: string; name: string }) => `${code} ${name}`

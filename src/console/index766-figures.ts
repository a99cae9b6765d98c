// The texts of the page that change while one looks, by key: made once for the page and for what follows it.

import { radarPoints } from '../face/index.ts'
import type { Evaluation, Indicator, Result } from '../indices/index.ts'
import { formatInstant } from '../lib/instant.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type Lang, say } from '../platform/index.ts'
import { handledOf, type RankedUnit } from './index766-load.ts'
import { indexPageWords } from './index766-words.ts'

export type Figures = Readonly<Record<string, string>>
export type Shown = {
  score: Evaluation | null
  place: { place: number | null; of: number }
  ranking: readonly RankedUnit[]
  at: string
}

/** Unknown, not applicable and 0 are three texts. */
export function scoreText(it: { score: number | null; state: string } | null, lang: Lang): string {
  const t = say(indexPageWords, lang)
  if (!it || it.state === 'unknown') return t('unknown')
  if (it.state === 'not-applicable') return t('not-applicable')
  if (it.state === 'informative') return t('informative')
  return it.score === null ? t('unknown') : formatNumber(it.score, 2, lang)
}

export const totalText = (score: Evaluation | null, lang: Lang): string =>
  score?.total == null ? say(indexPageWords, lang)('unknown') : formatNumber(score.total, 2, lang)

export const ratioText = ({ ratio }: Indicator, lang: Lang): string =>
  ratio === null ? '–' : formatPercent(ratio, 2, lang)

export const partsText = (
  { numerator, denominator }: Pick<Indicator, 'numerator' | 'denominator'>,
  lang: Lang,
): string =>
  numerator === null || denominator === null
    ? '–'
    : `${formatNumber(numerator, whole(numerator), lang)} / ${formatNumber(denominator, whole(denominator), lang)}`

const whole = (value: number) => (Number.isInteger(value) ? 0 : 2)

export const placeText = (
  { place, of }: { place: number | null; of: number },
  lang: Lang,
): string => (place === null ? '–' : `${formatNumber(place, 0, lang)}/${formatNumber(of, 0, lang)}`)

/** What a part reached of what it may reach; null where nothing is known or nothing applies. */
export const shareOf = ({ score, attainable }: Result): number | null =>
  score === null || attainable === 0 ? null : score / attainable

export function figuresOf({ score, place, ranking, at }: Shown, lang: Lang): Figures {
  const groups = score?.groups ?? []
  return {
    at: say(indexPageWords, lang)('at', { at: formatInstant(at, lang) }),
    total: totalText(score, lang),
    band: score?.band ?? '–',
    handled: formatNumber(handledOf(score), 0, lang),
    place: placeText(place, lang),
    radar: radarPoints(groups.map(shareOf)),
    ...Object.fromEntries(
      groups.flatMap((group) => [
        [`g.${group.code}`, scoreText(group, lang)],
        [`g.${group.code}.width`, `${Math.round((shareOf(group) ?? 0) * 10_000) / 100}%`],
      ]),
    ),
    ...Object.fromEntries(
      (score?.indicators ?? []).flatMap((it) => [
        [`i.${it.code}`, scoreText(it, lang)],
        [`i.${it.code}.ratio`, ratioText(it, lang)],
        [`i.${it.code}.parts`, partsText(it, lang)],
      ]),
    ),
    ...Object.fromEntries(
      ranking.flatMap((row) => [
        [`u.${row.unit.code}`, totalText(row.score, lang)],
        [`u.${row.unit.code}.place`, row.place === null ? '–' : formatNumber(row.place, 0, lang)],
        [`u.${row.unit.code}.n`, formatNumber(row.n, 0, lang)],
      ]),
    ),
    order: ranking.map(({ unit }) => unit.code).join(' '),
  }
}

/** What differs from what was sent before. */
export const changedFigures = (now: Figures, before: Figures): Figures =>
  Object.fromEntries(Object.entries(now).filter(([key, value]) => before[key] !== value))

// The years of a province: the total and every dimension side by side, each opened to its item; and as a file.

import type { VNode } from 'preact'
import { csv } from '../documents/index.ts'
import { SmallMultiples } from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { type Break, comparability, TOTAL, type YearScore } from '../papi/index.ts'
import { type Lang, type Page, say } from '../platform/index.ts'
import { type Desk, itemName, papiQuery, provinceName, signed } from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'

type Series = ReadonlyMap<string, readonly YearScore[]>

/** Years before which an item was made otherwise than the year before. */
export const breaksOf = (
  breaks: readonly Break[],
  item: string,
  years: readonly number[],
): number[] =>
  years.filter(
    (year, at) =>
      at > 0 && comparability(breaks, item, years[at - 1] ?? year, year).kind === 'broken',
  )

const yearsIn = (series: Series): number[] => {
  const known = [...series.values()].flatMap((scores) => scores.map(({ year }) => year))
  if (known.length === 0) return []
  const [first, last] = [Math.min(...known), Math.max(...known)]
  return Array.from({ length: last - first + 1 }, (_, at) => first + at)
}

type Props = { page: Page; desk: Desk; series: Series }

export function YearsOfAll({ page, desk, series }: Props): VNode | null {
  const t = say(papiPageWords, page.lang)
  const years = yearsIn(series)
  if (years.length < 2) return null
  const risen = [...series].filter(
    ([item, scores]) => (lastChange(scores, breaksOf(desk.basis.breaks, item, years)) ?? 0) > 0,
  ).length
  return (
    <SmallMultiples
      title={t('years.title', {
        n: risen,
        of: series.size,
        province: provinceName(desk.province, page.lang),
        from: years[0] ?? '',
        to: years.at(-1) ?? '',
      })}
      subtitle={t('years.subtitle', { from: years[0] ?? '', to: years.at(-1) ?? '' })}
      source={desk.basis.citation[page.lang]}
      csvHref={`/office/papi/years.csv${papiQuery(desk)}`}
      x={years.map(String)}
      breakText={t('years.break')}
      format={(value) => formatNumber(value, 2, page.lang)}
      multiples={[...series].map(([item, scores]) => {
        const broken = breaksOf(desk.basis.breaks, item, years)
        return {
          label: itemName(desk, item, page.lang),
          href: `/office/papi/items/${item}${papiQuery(desk)}`,
          values: years.map((year) => scores.find((it) => it.year === year)?.score ?? null),
          breaks: broken.map((year) => year - (years[0] ?? year)),
          note: lastText(page.lang, scores, broken),
        }
      })}
    />
  )
}

/** What the last year with a score changed; null without a year before it that it may be compared with. */
export function lastChange(scores: readonly YearScore[], broken: readonly number[]): number | null {
  const [before, last] = scores.slice(-2)
  if (!before || !last) return null
  if (broken.some((year) => year > before.year && year <= last.year)) return null
  return last.score - before.score
}

function lastText(lang: Lang, scores: readonly YearScore[], broken: readonly number[]): string {
  const last = scores.at(-1)
  const change = lastChange(scores, broken)
  if (!last) return ''
  return change === null ? String(last.year) : `${last.year}: ${signed(change, lang, 2)}`
}

/** Rows of a file: every year of every item, with the mark of a break. */
export function yearsFile(lang: Lang, desk: Desk, series: Series): string {
  const t = say(papiPageWords, lang)
  const years = yearsIn(series)
  const head = [t('province'), t('part'), t('name'), t('year'), t('score'), t('years.break')]
  const rows = [...series].flatMap(([item, scores]) => {
    const broken = breaksOf(desk.basis.breaks, item, years)
    return scores.map(({ year, score }) => [
      desk.province.code,
      item,
      item === TOTAL ? 'PAPI' : itemName(desk, item, lang),
      year,
      score,
      broken.includes(year) ? 1 : 0,
    ])
  })
  return csv([head, ...rows])
}

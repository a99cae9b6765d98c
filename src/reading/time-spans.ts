// Spans and lists of quarters, months and days in words of time.

import { type Day, dayOf, monthEnd } from './calendar-words.ts'
import type { DueKind, DueRule, Period } from './time.ts'

export type Rule = Omit<DueRule, 'text'>

export const rule = (
  kind: DueKind,
  from: Day | null,
  to: Day | null,
  period: Period | null = null,
): Rule => ({
  kind,
  from,
  to,
  period,
  count: null,
})

export const QUARTER = '(?:quý|q)\\.?\\s*'
export const NUMERAL = '(iv|i{1,3}|[1-4])(?![\\p{L}\\d])'
export const YEAR = '(?:\\s*(?:/|-|năm|,\\s*năm)\\s*(20\\d\\d))?'

/** "Từ … đến …", "Quý II - IV", "Tháng 6 - 8": one window from the first day to the last. */
export function readRange(words: string, planYear: number | null): Rule | null {
  const joint = '(?:đến|tới|-|–)(?:\\s*(?:hết|ngày))*'
  const quarters = new RegExp(
    `${QUARTER}${NUMERAL}${YEAR}\\s*${joint}\\s*(?:${QUARTER})?${NUMERAL}${YEAR}`,
    'u',
  ).exec(words)
  if (quarters) {
    const [, first, ownYear, last, year] = quarters
    const lastYear = Number(year ?? planYear ?? ownYear)
    return lastYear
      ? ordered(quarterOf(first!, Number(ownYear ?? lastYear)).from, quarterOf(last!, lastYear).to)
      : null
  }
  const months = new RegExp(
    `tháng\\s*(\\d{1,2})${YEAR}\\s*${joint}\\s*(?:tháng\\s*)?(\\d{1,2})(?!\\d|\\/\\d{1,2}\\/)${YEAR}`,
    'u',
  ).exec(words)
  if (months) {
    const [, first, ownYear, last, year] = months
    const lastYear = Number(year ?? planYear ?? ownYear)
    if (!lastYear || !isMonth(Number(first)) || !isMonth(Number(last))) return null
    return ordered(
      dayOf(Number(ownYear ?? lastYear), Number(first), 1),
      monthEnd(lastYear, Number(last)),
    )
  }
  const days =
    /(?<![\d/])(?:từ\s*)?(?:ngày\s*)?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\s*(?:đến|tới|-|–)\s*(?:hết\s*)?(?:ngày\s*)?(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?/u.exec(
      words,
    )
  if (days) {
    const [, d1, m1, y1, d2, m2, y2] = days
    const lastYear = Number(y2 ?? planYear)
    const from = lastYear ? dayOf(Number(y1 ?? lastYear), Number(m1), Number(d1)) : null
    const to = lastYear ? dayOf(lastYear, Number(m2), Number(d2)) : null
    return from && to ? ordered(from, to) : null
  }
  const years = /(?:năm|giai đoạn|từ năm)?\s*(20\d\d)\s*(?:-|–|đến(?: năm)?)\s*(20\d\d)/u.exec(
    words,
  )
  return years ? ordered(dayOf(Number(years[1]), 1, 1), dayOf(Number(years[2]), 12, 31)) : null
}

const TERM = {
  quarter: { word: QUARTER, numeral: NUMERAL },
  month: { word: 'tháng\\s*', numeral: '(1[0-2]|0?[1-9])(?![\\p{L}\\d]|\\/\\d{1,2}\\/)' },
} as const

/**
 * "Quý I, II" is one window, for its terms follow each other; "Tháng 6 và tháng 12" is two milestones.
 * A term without its own year has that of the next one that has, or the plan's.
 */
export function readList(words: string, planYear: number | null): Rule[] {
  for (const kind of ['quarter', 'month'] as const) {
    const { word, numeral } = TERM[kind]
    const list = new RegExp(
      `${word}${numeral}${YEAR}(?:\\s*(?:,|và|\\+|&|/)(?:\\s*và)?\\s*(?:${word})?${numeral}${YEAR})+`,
      'u',
    ).exec(words)?.[0]
    if (!list) continue
    const named = [...list.matchAll(new RegExp(`(?<!\\d)${numeral}${YEAR}`, 'gu'))]
    const terms: { from: Day; to: Day }[] = []
    let year = planYear
    for (const [, term, own] of named.reverse()) {
      year = own === undefined ? year : Number(own)
      if (year === null) return []
      terms.unshift(kind === 'quarter' ? quarterOf(term!, year) : monthOf(Number(term), year))
    }
    const follow = terms.every((term, at) => at === 0 || dayAfter(terms[at - 1]!.to) === term.from)
    if (follow) return [rule('window', terms[0]!.from, terms[terms.length - 1]!.to)]
    return terms.map(({ from, to }) => rule('date-by', from, to))
  }
  return []
}

/** "Từ quý II/2025" without an end: from then on. */
export function readSince(words: string, planYear: number | null): Rule | null {
  const match = new RegExp(
    `^(?:bắt đầu )?(?:kể )?từ (?:đầu )?(?:${QUARTER}${NUMERAL}|tháng\\s*(\\d{1,2}))${YEAR}`,
    'u',
  ).exec(words)
  if (!match) return null
  const [, quarter, month, own] = match
  const year = own === undefined ? planYear : Number(own)
  if (year === null || (month !== undefined && !isMonth(Number(month)))) return null
  return rule(
    'ongoing',
    (quarter === undefined ? monthOf(Number(month), year) : quarterOf(quarter, year)).from,
    null,
  )
}

function ordered(from: Day | null, to: Day | null): Rule | null {
  return from !== null && to !== null && from <= to ? rule('window', from, to) : null
}

export const isMonth = (month: number): boolean => month >= 1 && month <= 12

export function quarterOf(numeral: string, year: number): { from: Day; to: Day } {
  const quarter = Number(numeral) || ['i', 'ii', 'iii', 'iv'].indexOf(numeral) + 1
  return { from: dayOf(year, quarter * 3 - 2, 1)!, to: monthEnd(year, quarter * 3)! }
}

const monthOf = (month: number, year: number): { from: Day; to: Day } => ({
  from: dayOf(year, month, 1)!,
  to: monthEnd(year, month)!,
})

/** The first day after the end of a month. */
function dayAfter(end: Day): Day | null {
  const [year, month] = end.split('-').map(Number) as [number, number]
  return month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
}

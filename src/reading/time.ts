// Words of time into due rules. A quarter or month named as the time of completion means by its last day,
// and keeps its first; "trong năm" is a window; "thường xuyên" is every reporting period, a quarter unless
// the coordinator changes it. What no rule reads is said in `unread`.

import { type Day, dayOf, monthEnd } from './calendar-words.ts'
import { readCounts } from './counts.ts'
import {
  isMonth,
  NUMERAL,
  QUARTER,
  quarterOf,
  type Rule,
  readList,
  readRange,
  readSince,
  rule,
  YEAR,
} from './time-spans.ts'

export type DueKind = 'date-by' | 'window' | 'every-period' | 'min-count' | 'event' | 'ongoing'
export type Period = 'month' | 'quarter' | 'half-year' | 'year'

export type DueRule = {
  kind: DueKind
  from: Day | null
  to: Day | null
  period: Period | null
  count: number | null
  /** The words that say so. */
  text: string
}

export type TimeReading = {
  due: DueRule[]
  /** Where each rule's words stand in the text that was read. */
  spans: { start: number; end: number }[]
  /** Words of time that no rule reads; null when all were read. */
  unread: string | null
}

export type TimeContext = { planYear: number | null; signedOn: Day | null }

/** No time is told at greater length. */
const MOST_WORDS = 3000

/** The due rules in the words of a time column. */
export function readTime(text: string, context: TimeContext): TimeReading {
  const reading: TimeReading = { due: [], spans: [], unread: null }
  if (text.length > MOST_WORDS) return { ...reading, unread: text.slice(0, 200) }
  const unread: string[] = []
  for (const clause of clausesOf(text)) {
    const rules = readClause(clause.text, context)
    if (rules.length === 0) unread.push(clause.text)
    for (const rule of rules) {
      if (reading.due.some((known) => same(known, rule))) continue
      reading.due.push({ ...rule, text: clause.text })
      reading.spans.push({ start: clause.start, end: clause.start + clause.text.length })
    }
  }
  if (unread.length > 0) reading.unread = unread.join('; ')
  return reading
}

type Clause = { text: string; start: number }

function clausesOf(text: string): Clause[] {
  const clauses: Clause[] = []
  for (const match of text.matchAll(/(?:[^;\n.]|\.(?=\d)|\n(?=\s*[\p{Ll}\d(]))+/gu)) {
    const trimmed = match[0].trim().replace(/^[-+•]\s*/, '')
    if (!/[\p{L}\d]/u.test(trimmed)) continue
    clauses.push({ text: trimmed, start: match.index + match[0].indexOf(trimmed) })
  }
  return clauses
}

const same = (a: Rule, b: Rule): boolean =>
  a.kind === b.kind &&
  a.from === b.from &&
  a.to === b.to &&
  a.period === b.period &&
  a.count === b.count

function readClause(clause: string, context: TimeContext): Rule[] {
  const words = clause
    .normalize('NFC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/quí/g, 'quý')
    .replace(/(?<![\p{L}\d])t(\d{1,2})(?=\s*\/\s*20\d\d)/gu, 'tháng $1')
  const counts = readCounts(words)
  if (counts.length > 0) {
    const least = counts.map(({ count, period }) => ({
      ...rule('min-count', null, null, period),
      count,
    }))
    return [...besides(without(words, counts), context), ...least]
  }
  if (EVENT.test(words)) {
    const steady = STEADY.test(words) ? [rule('every-period', null, null, 'quarter')] : []
    return [...steady, rule('event', null, null)]
  }
  const days = readDaysOfYear(words, context.planYear)
  if (days.length > 0) return days
  const repeated = readRepeated(words, context)
  if (repeated.length > 0)
    return repeated[0]!.kind === 'every-period' && /thường xuyên/.test(words)
      ? [...besides(words, context).filter((found) => found.kind !== 'every-period'), ...repeated]
      : repeated
  return readOnce(words, context)
}

/** Times said once: spans, lists of quarters or months, single moments. */
function readOnce(words: string, { planYear }: TimeContext): Rule[] {
  const range = readRange(words, planYear)
  if (range) return [range]
  const listed = readList(words, planYear)
  if (listed.length > 0) return listed
  const since = readSince(words, planYear)
  return since ? [since] : readMoments(words, planYear)
}

/** What stands beside a least count or "thường xuyên": moments, and the year unless it only places those. */
function besides(words: string, context: TimeContext): Rule[] {
  const steady = /thường xuyên/.test(words) ? [rule('every-period', null, null, 'quarter')] : []
  const once = readOnce(words, context).filter(
    (found) => steady.length === 0 || found.kind === 'date-by',
  )
  return [...once, ...steady]
}

function without(words: string, parts: { start: number; end: number }[]): string {
  let left = ''
  let at = 0
  for (const { start, end } of parts) {
    left += `${words.slice(at, start)} `
    at = end
  }
  return left + words.slice(at)
}

/** "trước 15/6 và 15/12 hằng năm", "20/3, 20/6, 20/9, 20/12": several days without their year. */
function readDaysOfYear(words: string, planYear: number | null): Rule[] {
  const found = [...words.matchAll(/(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/g)]
  if (found.length < 2 || planYear === null || /\(|(?:đến|tới|-|–)\s*(?:ngày\s*)?\d/.test(words))
    return []
  const days = found.map(([, day, month]) => dayOf(planYear, Number(month), Number(day)))
  return days.flatMap((day) => (day === null ? [] : [rule('date-by', null, day)]))
}

const EVENT =
  /^(?:ngay )?(?:sau )?khi |^ngay sau|^sau (?:khi|kỳ|đợt|hội nghị|ngày|\d+ ngày)|(?:trong )?(?:vòng|thời hạn) \d+ (?:ngày|tháng)|\d+ ngày (?:làm việc )?(?:kể từ|sau)|sau \d+ (?:ngày|tháng)|kể từ (?:ngày|khi)|khi (?:có|phát sinh|được)|theo yêu cầu|đột xuất|theo (?:từng )?vụ việc|phát sinh/

const PERIODS: readonly [Period, RegExp][] = [
  ['half-year', /(?<!\d)(?:0?6|sáu) tháng(?! (?:đầu|cuối))|nửa năm|bán niên/],
  [
    'quarter',
    /(?:hằng|hàng|mỗi|từng|theo|các|định kỳ|01|1|một) quý(?!\s*[ivx\d])|báo cáo quý|^quý(?=,| và)|\/quý|quý\/lần|(?<!\d)(?:0?3|ba) tháng(?! (?:đầu|cuối))|tháng (?:đầu|cuối|giữa)(?: của| mỗi| tiên của)? quý|tháng cuối cùng của quý|quý (?:sau|trước|kế tiếp)/,
  ],
  [
    'month',
    /(?:hằng|hàng|mỗi|từng|theo|các|định kỳ) tháng(?!\s*\d)|báo cáo tháng|^tháng(?=,| và)|\/tháng|(?<!\d ?|một )tháng\/lần|(?<!\d)(?:0?1|một) tháng\/|tháng (?:sau|kế tiếp)/,
  ],
  [
    'year',
    /(?:hằng|hàng|mỗi|từng|định kỳ) năm|(?:,| và) (?:cả |01 |1 |một )?năm(?!\s*\d)|\/năm|báo cáo năm|hằng niên/,
  ],
]
const STEADY = /thường xuyên|định kỳ|thường kỳ/
const OPEN_ENDED =
  /liên tục|lâu dài|theo (?:kế hoạch|lộ trình|tiến độ|chương trình|quy định|thời gian quy định|hướng dẫn)|suốt năm|hằng ngày|hàng ngày|hằng tuần|hàng tuần|(?:các|những) năm (?:tiếp theo|sau)|quanh năm/

function readRepeated(words: string, context: TimeContext): Rule[] {
  const bounds = yearBounds(words)
  const named = PERIODS.filter(([, pattern]) => pattern.test(words)).map(([period]) => period)
  if (named.length > 0)
    return named.map((period) => rule('every-period', bounds.from, bounds.to, period))
  if (STEADY.test(words)) return [rule('every-period', bounds.from, bounds.to, 'quarter')]
  if (!OPEN_ENDED.test(words)) return []
  const from = /tiếp theo|năm sau/.test(words) ? bounds.from : null
  // "theo quy định" beside a date says how, not when.
  return /\d{1,2}\/\d|quý [ivx\d]|tháng \d/.test(words) && /theo /.test(words)
    ? []
    : [rule('ongoing', from, openEnd(words, context))]
}

const openEnd = (words: string, { planYear }: TimeContext): Day | null =>
  /suốt năm|quanh năm/.test(words) && planYear !== null ? dayOf(planYear, 12, 31) : null

function yearBounds(words: string): { from: Day | null; to: Day | null } {
  const years = [...words.matchAll(/(?<![\d/])(20\d\d)(?!\d)/g)].map((match) => Number(match[1]))
  if (years.length === 0 || /\d\/20\d\d/.test(words)) return { from: null, to: null }
  return { from: dayOf(Math.min(...years), 1, 1), to: dayOf(Math.max(...years), 12, 31) }
}

/** Single moments: a day, a month, a quarter, half a year, a year. */
function readMoments(words: string, planYear: number | null): Rule[] {
  const rules: Rule[] = []
  let left = words
  const take = (pattern: RegExp, read: (match: RegExpExecArray) => Rule | null) => {
    for (let match = pattern.exec(left); match; match = pattern.exec(left)) {
      const found = read(match)
      if (found) rules.push(found)
      left = left.replace(match[0], ' ~ ')
      if (!found) return
    }
  }
  const year = (text: string | undefined): number | null => (text ? Number(text) : planYear)
  const before = (match: RegExpExecArray): boolean =>
    /(?:^|\s)trước\s*(?:ngày)?\s*$/u.test(match[1] ?? '')
  take(/ngày\s*(\d{1,2})\s*tháng\s*(\d{1,2})(?:\s*năm\s*(\d{4}))?/u, ([, d, m, y]) =>
    dateBy(null, onDay(year(y), m!, d!)),
  )
  take(/(?<![\d/])(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))(?![\d/])/u, ([, d, m, y]) =>
    dateBy(null, onDay(year(y), m!, d!)),
  )
  take(
    /(?:ngày|trước|đến|hết|hạn|nhất)\s*(\d{1,2})\/(\d{1,2})(?![\d/])|^\s*(\d{1,2})\/(\d{1,2})\s*$/u,
    ([, d, m, d2, m2]) => dateBy(null, onDay(planYear, (m ?? m2)!, (d ?? d2)!)),
  )
  take(new RegExp(`(trước\\s*)?(?:hết\\s*)?tháng\\s*(\\d{1,2})${YEAR}`, 'u'), (match) => {
    const [at, month] = [year(match[3]), Number(match[2])]
    if (at === null || !isMonth(month)) return null
    if (before(match))
      return dateBy(null, month === 1 ? monthEnd(at - 1, 12) : monthEnd(at, month - 1))
    return dateBy(dayOf(at, month, 1), monthEnd(at, month))
  })
  take(
    new RegExp(`(đầu |giữa )?(trước\\s*)?(?:cuối |hết )?${QUARTER}${NUMERAL}${YEAR}`, 'u'),
    ([, part, isBefore, numeral, y]) => {
      const at = year(y)
      if (at === null || part) return null
      const { from, to } = quarterOf(numeral!, at)
      if (!isBefore) return dateBy(from, to)
      const first = Number(from.slice(5, 7))
      return dateBy(null, first === 1 ? monthEnd(at - 1, 12) : monthEnd(at, first - 1))
    },
  )
  take(/(?:0?6|sáu) tháng (đầu|cuối)(?: năm)?(?:\s*(20\d\d))?/u, ([, half, y]) => {
    const at = year(y)
    if (at === null) return null
    return half === 'đầu'
      ? dateBy(dayOf(at, 1, 1), monthEnd(at, 6))
      : dateBy(dayOf(at, 7, 1), monthEnd(at, 12))
  })
  take(/(?:cuối|hết|kết thúc|trước) năm(?:\s*(20\d\d))?/u, (match) => {
    const at = year(match[1])
    if (at === null) return null
    return dateBy(null, match[0].startsWith('trước') ? dayOf(at - 1, 12, 31) : dayOf(at, 12, 31))
  })
  take(/đến (?:hết )?năm\s*(20\d\d)/u, ([, y]) => dateBy(null, dayOf(Number(y), 12, 31)))
  take(/(?<!đầu |giữa )(?:năm\s*(20\d\d)|(?:trong|cả) năm(?! \d)|^(20\d\d)$)/u, ([, y, alone]) => {
    const at = year(y ?? alone)
    return at === null ? null : rule('window', dayOf(at, 1, 1), dayOf(at, 12, 31))
  })
  // "Năm 2025: Quý II", "Năm 2025 (trước 30/11)": the year only places the moment.
  const isPlaced = rules.length > 1 && /^(?:trong )?năm\s*20\d\d\s*[:(]/.test(words)
  return isPlaced ? rules.filter((found) => found.kind !== 'window') : rules
}

function dateBy(from: Day | null, to: Day | null): Rule | null {
  return to === null ? null : rule('date-by', from, to)
}

function onDay(year: number | null, month: string, day: string): Day | null {
  return year === null ? null : dayOf(year, Number(month), Number(day))
}

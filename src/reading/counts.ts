// Least counts within a text: "tối thiểu 02 lần/1 năm", "mỗi quý một lần", "không dưới 2 cuộc/năm".

import type { Period } from './time.ts'

export type Count = { count: number; period: Period; text: string; start: number; end: number }

const NUMBER_WORDS: Readonly<Record<string, number>> = {
  một: 1,
  hai: 2,
  ba: 3,
  bốn: 4,
  năm: 5,
  sáu: 6,
  bảy: 7,
  tám: 8,
  chín: 9,
  mười: 10,
}
const NUMBER = '(\\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)'
const THING =
  '(?:\\s*\\([^)]{1,20}\\))?\\s*(?:lần|cuộc|đợt|kỳ|buổi|lượt|hội nghị|phiên|chuyên mục|tin,? bài|tin bài|tin|bài|lớp|cuộc họp|báo cáo|văn bản|hoạt động|mô hình)'
const DETAIL = '(?:\\s+(?!lần|trên|mỗi|trong)[\\p{L},]+){0,6}?'
const PERIOD =
  '(?:(?:0?1|một)\\s*)?(năm|quý|tháng|(?:0?6|sáu)\\s*tháng|nửa năm|kỳ 6 tháng)(?![\\p{L}])'
const PER = `\\s*(?:\\/|mỗi|trên|trong|một|theo|hằng|hàng)\\s*`
const LEAST = '(?:tối thiểu|ít nhất|không dưới|không ít hơn|từ)\\s*(?:là\\s*)?'

const FORMS: readonly { pattern: RegExp; count: number; period: number }[] = [
  {
    pattern: new RegExp(`(?:${LEAST})?${NUMBER}${THING}${DETAIL}${PER}${PERIOD}`, 'giu'),
    count: 1,
    period: 2,
  },
  {
    pattern: new RegExp(
      `(?:mỗi|hằng|hàng|một|01|định kỳ)\\s*${PERIOD}\\s*,?\\s*(?:tổ chức\\s*|thực hiện\\s*)?(?:(?:[\\p{L},]+\\s+){0,10}?${LEAST})?${NUMBER}${THING}`,
      'giu',
    ),
    count: 2,
    period: 1,
  },
  { pattern: new RegExp(`${LEAST}${PERIOD}\\s*${NUMBER}${THING}`, 'giu'), count: 2, period: 1 },
]

/** The least counts that a text names, in order. */
export function readCounts(text: string): Count[] {
  const found: Count[] = []
  for (const form of FORMS) {
    for (const match of text.matchAll(form.pattern)) {
      const count = numberOf(match[form.count]!)
      const start = match.index
      const end = start + match[0].length
      if (count < 1 || found.some((other) => other.start < end && start < other.end)) continue
      found.push({
        count,
        period: periodOf(match[form.period]!),
        text: match[0].trim(),
        start,
        end,
      })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

function numberOf(text: string): number {
  return NUMBER_WORDS[text.toLowerCase()] ?? Number(text)
}

function periodOf(words: string): Period {
  if (/^(?:0?6|sáu|nửa|kỳ)/iu.test(words)) return 'half-year'
  if (/^quý/iu.test(words)) return 'quarter'
  return /^tháng/iu.test(words) ? 'month' : 'year'
}

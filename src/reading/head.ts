// Number, date, issuer, title and year: from the head of the document, or from the line by which an annex
// refers to its plan ("Kèm theo Kế hoạch số 99/KH-UBND ngày 14/5/2024 của …").

import { matchKey } from '../lib/text.ts'
import { type Day, dayOf } from './calendar-words.ts'
import type { TextLine } from './lines.ts'
import type { Fact, Note } from './plan.ts'

export type Head = {
  number: string | null
  date: Day | null
  issuer: string | null
  title: string | null
  year: number | null
  headings: Fact[]
  passages: Fact[]
  notes: Note[]
}

const REFERENCE =
  /kèm\s+theo\s+(?:kế\s+hoạch|quyết\s+định|văn\s+bản|chương\s+trình)\s+số\s*:?\s*(\d+[a-zđ]?)?[\s./…]*(\/?\s*(?:KH|QĐ|CTr)?\s*[-–]?\s*[A-ZĐ&\s.-]*?)\s*,?\s*ngày\s+(?:(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})|[\s./…]*(?:tháng[\s./…]*)?(?:năm\s*)?\d{0,4})\s*(?:của\s+([^)]+?))?\s*\)?\s*$/iu
const NUMBER =
  /^\s*Số\s*:?\s*(\d+[a-zđ]?)\s*\/\s*((?:KH|CTr|QĐ|ĐA)?\s*[-–]?\s*[A-ZĐ&.\s-]*[A-ZĐ])/iu
const WRITTEN_DATE = /ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/iu
const MOTTO = /cộng\s+h[òo][àa]?\s+xã\s+hội\s+chủ\s+nghĩa|độc\s+lập\s*[-–]\s*tự\s+do/iu

type Reference = { number: string | null; date: Day | null; issuer: string | null }

/** Reads the lines above the first section, and the reference lines found anywhere. */
export function readHead(lines: TextLine[], all: TextLine[]): Head {
  const head: Head = {
    number: null,
    date: null,
    issuer: null,
    title: null,
    year: null,
    headings: [],
    passages: [],
    notes: [],
  }
  const titleAt = lines.findIndex(
    (line) =>
      /^(?:dự thảo\s+)?(?:kế hoạch|chương trình|kế hoạch hành động)(?![\p{L}])/iu.test(line.text) &&
      (isCapitals(line.text) || line.text.length < 20),
  )
  const above = titleAt < 0 ? lines.slice(0, 14) : lines.slice(0, titleAt)
  const number = firstMatch([...above, ...lines.slice(0, 20)], NUMBER)
  if (number) head.number = joinNumber(number[1]!, number[2]!)
  const date = firstMatch(above, WRITTEN_DATE)
  if (date) head.date = isoDay(date[1]!, date[2]!, date[3]!)
  const reference = findReference(all)
  head.issuer = issuer(reference?.issuer ?? null, issuerOf(above))
  compare(head, reference)
  head.number ??= reference?.number ?? null
  head.date ??= reference?.date ?? null
  head.title = readTitle(lines, titleAt, head)
  head.year = yearOf(head)
  noteMissing(head)
  return head
}

function findReference(lines: TextLine[]): Reference | null {
  for (const { text } of lines) {
    const match = REFERENCE.exec(text)
    if (!match) continue
    const [, digits, code = '', d1, m1, y1, d2, m2, y2, issuer] = match
    const [day, month, year] = d1 ? [d1, m1, y1] : [d2, m2, y2]
    return {
      number: digits && code.trim() ? joinNumber(digits, code.replace(/^\s*\//, '')) : null,
      date: day && month && year ? isoDay(day, month, year) : null,
      issuer: issuer ? issuer.replace(/\s+/g, ' ').trim() : null,
    }
  }
  return null
}

function compare(head: Head, reference: Reference | null) {
  if (!reference) return
  if (head.number && reference.number && matchKey(head.number) !== matchKey(reference.number)) {
    head.notes.push({
      code: 'number-differs',
      where: 'head',
      text: `${head.number} ≠ ${reference.number}`,
      span: null,
    })
  }
  if (head.date && reference.date && head.date !== reference.date) {
    head.notes.push({
      code: 'date-differs',
      where: 'head',
      text: `${head.date} ≠ ${reference.date}`,
      span: null,
    })
  }
}

/** The reference line writes the name as it is said, but often without the province: "của UBND tỉnh". */
function issuer(referred: string | null, own: string | null): string | null {
  const isWhole =
    referred !== null && /(?:tỉnh|thành phố|thị xã|huyện|xã|phường)\s+\p{Lu}/u.test(referred)
  return isWhole ? referred : (own ?? referred)
}

/** "ỦY BAN NHÂN DÂN / TỈNH THÁI NGUYÊN" gives "UBND tỉnh Thái Nguyên". */
function issuerOf(lines: TextLine[]): string | null {
  const names = lines.filter(
    (line) =>
      !MOTTO.test(line.text) &&
      !NUMBER.test(line.text) &&
      !/ngày\s/i.test(line.text) &&
      isCapitals(line.text),
  )
  const at = names.findIndex((line) =>
    /^(?:[ỦU][ỶY] ?BAN NHÂN DÂN|ỦY BAN|UỶ BAN|UBND|BỘ|HỘI ĐỒNG|SỞ|TỈNH ỦY|TỔNG CỤC|CỤC|VĂN PHÒNG|BAN)(?!\p{L})/u.test(
      line.text,
    ),
  )
  if (at < 0) return null
  const own = names[at]!.text
  const next = names[at + 1]?.text ?? ''
  const isCut =
    /NHÂN DÂN$|^UBND$/u.test(own) &&
    /^(?:TỈNH|HUYỆN|THÀNH PHỐ|THỊ XÃ|XÃ|PHƯỜNG|THỊ TRẤN|QUẬN)\s/u.test(next)
  return properCase(isCut ? `${own} ${next}` : own)
}

const COMMON_WORDS = [
  'tỉnh',
  'huyện',
  'thành phố',
  'thị xã',
  'thị trấn',
  'phường',
  'quận',
  'và',
  'nhân dân',
]

function properCase(capitals: string): string {
  const lower = capitals
    .toLowerCase()
    .replace(/^(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd)(?!\p{L})/u, 'UBND')
  const words = lower.split(' ')
  const cased = words
    .map((word) => (word === 'UBND' ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
  const common = new RegExp(`(?<=^|\\s)(?:${COMMON_WORDS.join('|')}|xã)(?=\\s|$)`, 'giu')
  return cased
    .replace(common, (word) => word.toLowerCase())
    .replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

const BEGINS_TEXT =
  /^(?:căn cứ|thực hiện|để |nhằm |triển khai thực hiện|ubnd |ủy ban nhân dân|theo |trên cơ sở)/iu

function readTitle(lines: TextLine[], titleAt: number, head: Head): string | null {
  const fact = ({ text, span }: TextLine): Fact => ({ text, span })
  if (titleAt < 0) {
    head.passages.push(...lines.map(fact))
    return null
  }
  head.headings.push(...lines.slice(0, titleAt + 1).map(fact))
  const own = lines[titleAt]!.text.replace(/^(?:dự thảo\s+)?kế hoạch\s*/iu, '').trim()
  const parts = own === '' ? [] : [own]
  let at = titleAt + 1
  while (at < lines.length && parts.length < 6) {
    const line = lines[at]!
    if (REFERENCE.test(line.text) || /^\(.*\)$/.test(line.text)) {
      head.headings.push(fact(line))
      at++
      continue
    }
    if (
      line.marker ||
      (BEGINS_TEXT.test(line.text) && !isCapitals(line.text) && parts.length > 0) ||
      /[.;]$/.test(line.text)
    )
      break
    parts.push(line.text)
    head.headings.push(fact(line))
    at++
  }
  head.passages.push(...lines.slice(at).map(fact))
  return parts.length === 0 ? null : parts.join(' ')
}

function yearOf(head: Head): number | null {
  const inTitle = [...(head.title ?? '').matchAll(/năm\s+(\d{4})/giu)]
  const last = inTitle[inTitle.length - 1]?.[1]
  if (last) return Number(last)
  return head.date ? Number(head.date.slice(0, 4)) : null
}

function noteMissing(head: Head) {
  const missing = [
    ['no-number', head.number],
    ['no-date', head.date],
    ['no-issuer', head.issuer],
    ['no-title', head.title],
  ] as const
  for (const [code, value] of missing) {
    if (value === null) head.notes.push({ code, where: 'head', text: '', span: null })
  }
}

function firstMatch(lines: TextLine[], pattern: RegExp): RegExpExecArray | null {
  for (const line of lines) {
    const match = pattern.exec(line.text)
    if (match) return match
  }
  return null
}

const joinNumber = (digits: string, code: string): string =>
  `${digits}/${code
    .replace(/\s+/g, '')
    .replace(/–/g, '-')
    .replace(/^-/, '')
    .replace(/[.,]+$/, '')}`
const isCapitals = (text: string): boolean => /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text)

const isoDay = (day: string, month: string, year: string): Day | null =>
  dayOf(Number(year), Number(month), Number(day))

// The end of the document: "Nơi nhận" with its recipients, the signature, the filing line.

import type { TextLine } from './lines.ts'
import type { Fact } from './plan.ts'

export type Tail = {
  recipients: Fact[]
  filing: Fact[]
  headings: Fact[]
  signer: string | null
  signerPosition: string | null
  unplaced: Fact[]
}

export const RECIPIENTS = /^\s*N[ơo]i\s+nh[ậa]n\s*:?/iu
const FILING = /^(?:[-+*•–]\s*)?[Ll]ưu(?:\s*:|\s+(?=\p{Lu}{2}|văn thư|hồ sơ))/u
const DRAFTER = /^[\p{L}._-]{2,12}[._-]?\d{0,4}\/\d{4}$|^\([^)]{2,12}\)$|^\d{1,3}\s*(?:b|bản)\.?$/iu
const AUTHORITY = /^(?:KT|TM|TL|TUQ|Q)\.\s*\p{Lu}/u
const POSITION =
  /^(?:Q\.\s*)?(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|TRƯỞNG BAN|TỔNG GIÁM ĐỐC|CỤC TRƯỞNG|TRƯỞNG PHÒNG|BÍ THƯ|CHÁNH ÁN|VIỆN TRƯỞNG|HIỆU TRƯỞNG)(?:\s[\p{Lu}\s,]*)?$/u
const NAME = /^(?:(?:TS|ThS|PGS|GS|BS|CN)\.?\s*)?\p{Lu}[\p{L}'’]*(?:\s+\p{Lu}[\p{L}'’]*){1,5}$/u
const STAMP = /^\(?\s*(?:đã ký|ký tên|ký,? đóng dấu|chữ ký|ký điện tử)[^)]*\)?$/iu

/** Whether a line opens the end of the document. */
export function opensTail(line: TextLine): boolean {
  return (
    RECIPIENTS.test(line.text) ||
    (AUTHORITY.test(line.text) && isCapitals(line.text)) ||
    POSITION.test(line.text)
  )
}

/** Sorts the lines of the end. */
export function readTail(lines: TextLine[]): Tail {
  const tail: Tail = {
    recipients: [],
    filing: [],
    headings: [],
    signer: null,
    signerPosition: null,
    unplaced: [],
  }
  const positions: string[] = []
  let isInList = false
  let isSigning = false
  for (const line of lines) {
    const fact = { text: line.text, span: line.span }
    if (RECIPIENTS.test(line.text)) {
      isInList = true
      isSigning = false
      tail.headings.push(fact)
      const inline = line.text.replace(RECIPIENTS, '').trim()
      if (inline !== '') addRecipients(tail, inline, line)
    } else if ((AUTHORITY.test(line.text) && isCapitals(line.text)) || POSITION.test(line.text)) {
      isSigning = true
      positions.push(line.text)
      tail.headings.push(fact)
    } else if (FILING.test(line.text)) tail.filing.push(fact)
    else if (isSigning && STAMP.test(line.text)) tail.headings.push(fact)
    else if (
      isSigning &&
      tail.signer === null &&
      !line.marker &&
      NAME.test(line.text) &&
      !/[;,.]$/.test(line.text)
    ) {
      tail.signer = isCapitals(line.text) ? nameCase(line.text) : line.text
      tail.headings.push(fact)
    } else if (DRAFTER.test(line.text)) tail.filing.push(fact)
    else if (
      isInList &&
      (line.marker?.kind === 'bullet' ||
        /[;.]$/.test(line.text) ||
        (!isSigning && line.text.length < 120))
    ) {
      addRecipients(tail, line.rest, line)
    } else tail.unplaced.push(fact)
  }
  tail.signerPosition = positions.length === 0 ? null : positions.join(' / ')
  return tail
}

/** Recipients of one line; several on a line are parted by ";" and a dash. */
function addRecipients(tail: Tail, text: string, line: TextLine) {
  const before = tail.recipients.length + tail.filing.length
  for (const part of text.split(/;\s*(?=[-–+•])/u)) {
    const clean = part.replace(/^[-–+•\s]+/u, '').replace(/[;.\s]+$/u, '')
    if (clean === '') continue
    const fact = { text: clean, span: line.restSpan }
    if (FILING.test(part.trim())) tail.filing.push(fact)
    else tail.recipients.push(fact)
  }
  if (tail.recipients.length + tail.filing.length === before)
    tail.unplaced.push({ text: line.text, span: line.span })
}

const isCapitals = (text: string): boolean => !/\p{Ll}/u.test(text)

function nameCase(name: string): string {
  return name.toLowerCase().replace(/(?<=^|\s)\p{L}/gu, (letter) => letter.toUpperCase())
}

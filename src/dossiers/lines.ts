// A file of JSON Lines, a line at a time: what cannot be read is refused by its number, the rest goes on.

import { type ItemResult, refusal } from './batch.ts'

const LONGEST = 1_048_576
const NEWLINE = 10

export type Line = { no: number; message: unknown } | { no: number; refused: ItemResult }

/** Lines of a file, counted from 1; empty ones are skipped. */
export function* readLines(bytes: Uint8Array): Generator<Line> {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0
  for (let no = 1; start < bytes.length; no++) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found
    const line = bytes.subarray(start, end)
    start = end + 1
    if (line.length > LONGEST) {
      yield { no, refused: refusal(no, 'line-too-long', null) }
      continue
    }
    let text: string
    try {
      text = utf8.decode(line).trim()
    } catch {
      yield { no, refused: refusal(no, 'not-utf8', null) }
      continue
    }
    if (text === '') continue
    try {
      yield { no, message: JSON.parse(text) }
    } catch {
      yield { no, refused: refusal(no, 'unreadable', null) }
    }
  }
}

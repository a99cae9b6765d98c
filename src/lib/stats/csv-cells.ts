// Comma-separated bytes into cells (RFC 4180), a chunk at a time: nothing is decoded here, and only the record
// that a chunk has cut is kept.

import { must, StatsError } from './stats-error.ts'

/** What is told of a file. A cell lies at bytes[from … to); it is valid only during the call. */
export type CellListener = {
  cell(bytes: Uint8Array, from: number, to: number, column: number): void
  /** After the cells of a record; `line` is its first line in the file. */
  record(cells: number, line: number): void
}

export type CellSplitter = { push(chunk: Uint8Array): void; end(): void }

const QUOTE = 34
const NEWLINE = 10
const RETURN = 13
/** A record longer than this is an unclosed quote. */
const LONGEST = 1 << 24

/**
 * Splits chunks into cells. The separator is the commonest of `,` `;` and tab in the header unless it is given.
 * Empty lines are passed over; a byte-order mark is dropped. Throws `csv.quote`, `csv.record`.
 */
export function cellSplitter(listener: CellListener, given?: string): CellSplitter {
  let rest: Uint8Array = new Uint8Array(0)
  let separator = given?.charCodeAt(0) ?? 0
  let line = 1
  let isFirst = true
  /** The first quote at or after the record being read. */
  let quoteAt = 0

  const push = (chunk: Uint8Array) => {
    let bytes = joined(rest, chunk)
    if (isFirst) {
      if (bytes.indexOf(NEWLINE) < 0 && bytes.length < LONGEST) {
        rest = bytes
        return
      }
      bytes = started(bytes)
    }
    const at = split(bytes, false)
    rest = bytes.slice(at)
    must(rest.length < LONGEST, 'csv.quote', `A quote opened in line ${line} is not closed.`)
  }

  const end = () => {
    if (isFirst) rest = started(rest)
    split(rest, true)
  }

  const started = (bytes: Uint8Array): Uint8Array => {
    isFirst = false
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    const body = hasMark ? bytes.subarray(3) : bytes
    separator ||= commonest(body)
    return body
  }

  /** Tells the whole records of the bytes and gives where the first unfinished one begins. */
  const split = (bytes: Uint8Array, isLast: boolean): number => {
    let start = 0
    quoteAt = next(bytes, QUOTE, 0)
    while (start < bytes.length) {
      const end = recordEnd(bytes, start, isLast)
      if (end < 0) return start
      if (!isEmpty(bytes, start, end)) listener.record(tell(bytes, start, end), line)
      for (let at = start; at < end; at++) if (bytes[at] === NEWLINE) line += 1
      line += 1
      start = end + 1
    }
    return start
  }

  /** Where the record's line break is, −1 when it is not in these bytes. */
  const recordEnd = (bytes: Uint8Array, start: number, isLast: boolean): number => {
    let newline = bytes.indexOf(NEWLINE, start)
    if (quoteAt < start) quoteAt = next(bytes, QUOTE, start)
    while (quoteAt < (newline < 0 ? bytes.length : newline)) {
      const closing = bytes.indexOf(QUOTE, quoteAt + 1)
      if (closing < 0) {
        must(!isLast, 'csv.quote', `A quote opened in line ${line} is not closed.`)
        return -1
      }
      if (newline < closing) newline = bytes.indexOf(NEWLINE, closing)
      quoteAt = next(bytes, QUOTE, closing + 1)
    }
    return newline < 0 && isLast ? bytes.length : newline
  }

  const isEmpty = (bytes: Uint8Array, start: number, end: number) =>
    end === start || (end === start + 1 && bytes[start] === RETURN)

  const tell = (bytes: Uint8Array, start: number, end: number): number => {
    const stop = bytes[end - 1] === RETURN ? end - 1 : end
    let [at, column] = [start, 0]
    for (;;) {
      if (bytes[at] === QUOTE && at < stop) at = quoted(bytes, at + 1, stop, column)
      else {
        const from = at
        while (at < stop && bytes[at] !== separator) at += 1
        listener.cell(bytes, from, at, column)
      }
      column += 1
      if (at >= stop) return column
      at += 1
    }
  }

  const quoted = (bytes: Uint8Array, from: number, stop: number, column: number): number => {
    let at = from
    let doubled = 0
    for (; at < stop; at++) {
      if (bytes[at] !== QUOTE) continue
      if (bytes[at + 1] !== QUOTE || at + 1 >= stop) break
      doubled += 1
      at += 1
    }
    if (at + 1 < stop && bytes[at + 1] !== separator) {
      throw new StatsError('csv.quote', `Line ${line} has text after a closing quote.`)
    }
    if (doubled === 0) listener.cell(bytes, from, at, column)
    else {
      const plain = unescaped(bytes, from, at, doubled)
      listener.cell(plain, 0, plain.length, column)
    }
    return at + 1
  }

  return { push, end }
}

/** Where the byte is next, Infinity when it is not there. */
function next(bytes: Uint8Array, byte: number, from: number): number {
  const at = bytes.indexOf(byte, from)
  return at < 0 ? Infinity : at
}

function unescaped(bytes: Uint8Array, from: number, to: number, doubled: number): Uint8Array {
  const plain = new Uint8Array(to - from - doubled)
  let next = 0
  for (let at = from; at < to; at++) {
    plain[next++] = bytes[at]!
    if (bytes[at] === QUOTE) at += 1
  }
  return plain
}

function joined(rest: Uint8Array, chunk: Uint8Array): Uint8Array {
  if (rest.length === 0) return chunk
  const bytes = new Uint8Array(rest.length + chunk.length)
  bytes.set(rest)
  bytes.set(chunk, rest.length)
  return bytes
}

function commonest(bytes: Uint8Array): number {
  const counts = new Map([',', ';', '\t'].map((mark) => [mark.charCodeAt(0), 0]))
  for (const byte of bytes) {
    if (byte === NEWLINE) break
    if (counts.has(byte)) counts.set(byte, counts.get(byte)! + 1)
  }
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0]
}

// One column of a file while it is read: numbers as long as every cell is one, a factor from the first that is not.

import { parseNumber } from './csv-number.ts'
import type { Column } from './frame.ts'
import { growingFloats, growingIntegers } from './growing.ts'
import { StatsError } from './stats-error.ts'

/** `'infer'`, or what the reader was told; a `'number'` column reports cells that are none and leaves them missing. */
export type ColumnKind = 'infer' | 'number' | 'text'

export type ColumnReader = {
  /** False when the cell cannot be what the column must hold. */
  add(bytes: Uint8Array, from: number, to: number): boolean
  finish(): Column
}

/** More different spellings than this (007, 1.50) are not kept for a column of numbers. */
const SPELLINGS = 65_536

export function columnReader(
  name: string,
  kind: ColumnKind,
  isMissing: (bytes: Uint8Array, from: number, to: number) => boolean,
  mark: number,
): ColumnReader {
  if (kind === 'text') return textReader(isMissing)
  const values = growingFloats()
  let spellings: Spellings | null = kind === 'infer' ? spellingsOf() : null
  let text: ColumnReader | null = null

  const add = (bytes: Uint8Array, from: number, to: number): boolean => {
    if (text) return text.add(bytes, from, to)
    if (isMissing(bytes, from, to)) {
      values.push(Number.NaN)
      return true
    }
    const parsed = parseNumber(bytes, from, to, mark)
    const { value, isPlain } = parsed
    if (!Number.isNaN(value)) {
      if (!isPlain && spellings) {
        spellings = spellings.add(values.length, decode(bytes, from, to)) ? spellings : null
      }
      values.push(value)
      return true
    }
    if (kind === 'number') {
      values.push(Number.NaN)
      return false
    }
    text = turnToText(name, values.all(), spellings, decode(bytes, from, to))
    return text.add(bytes, from, to)
  }
  const finish = (): Column => (text ? text.finish() : { kind: 'number', values: values.all() })
  return { add, finish }
}

/** How the cells were written that a number would write otherwise. */
type Spellings = { add(row: number, text: string): boolean; at(row: number): string | undefined }

function spellingsOf(): Spellings {
  const codes = growingIntegers()
  const texts: string[] = ['']
  const codeOf = new Map<string, number>()
  return {
    add(row, text) {
      const code = codeOf.get(text) ?? texts.length
      if (code === texts.length) {
        codeOf.set(text, code)
        texts.push(text)
      }
      while (codes.length < row) codes.push(0)
      codes.push(code)
      return texts.length <= SPELLINGS
    },
    at: (row) => {
      const code = codes.at(row)
      return code ? texts[code] : undefined
    },
  }
}

function turnToText(
  name: string,
  values: Float64Array,
  spellings: Spellings | null,
  cell: string,
): ColumnReader {
  if (!spellings) {
    throw new StatsError(
      'csv.mixed-column',
      `Column "${name}" holds numbers in ${values.length} rows and then "${cell}"; declare it as text or as numbers.`,
    )
  }
  const reader = textReader(() => false)
  const encoder = new TextEncoder()
  values.forEach((value, row) => {
    const bytes = encoder.encode(Number.isNaN(value) ? '' : (spellings.at(row) ?? String(value)))
    reader.add(bytes, 0, bytes.length)
  })
  return reader
}

function textReader(
  isMissing: (bytes: Uint8Array, from: number, to: number) => boolean,
): ColumnReader {
  const codes = growingIntegers()
  const codeOf = new Map<string, number>()
  return {
    add(bytes, from, to) {
      if (from === to || isMissing(bytes, from, to)) {
        codes.push(-1)
        return true
      }
      const text = decode(bytes, from, to)
      const code = codeOf.get(text) ?? codeOf.size
      codeOf.set(text, code)
      codes.push(code)
      return true
    },
    finish() {
      const seen = [...codeOf.keys()]
      const levels = [...seen].sort()
      const rankOf = new Map(levels.map((level, rank) => [level, rank]))
      const ranks = Int32Array.from(seen, (level) => rankOf.get(level)!)
      return {
        kind: 'factor',
        codes: codes.all().map((code) => (code < 0 ? -1 : ranks[code]!)),
        levels,
      }
    },
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of bytes. Throws TypeError where they are not UTF-8. */
export function decode(bytes: Uint8Array, from: number, to: number): string {
  if (to - from < 24) {
    let text = ''
    for (let at = from; at < to && bytes[at]! < 128; at++) text += String.fromCharCode(bytes[at]!)
    if (text.length === to - from) return text
  }
  return decoder.decode(bytes.subarray(from, to))
}

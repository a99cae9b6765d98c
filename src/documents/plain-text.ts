// Plain text files: the encoding found, wrapped lines joined, tables recognised by tabs, bars or columns.

import { nfc } from '../lib/text.ts'
import {
  type Block,
  DocumentProblem,
  type Encoding,
  type Line,
  MAX_TEXT,
  type SourceDocument,
} from './document.ts'
import { commonWords, convertLegacy, isModern } from './encodings.ts'
import { findTable } from './text-tables.ts'

export function readPlainText(bytes: Uint8Array, fileName: string): SourceDocument {
  const decoded = decodeText(bytes)
  const text = nfc(decoded.text.replace(/\r\n?|\u2028|\u2029|\v/g, '\n').replace(/\f/g, '\n'))
  if (text.trim() === '') throw new DocumentProblem('document.empty')
  if (text.length > MAX_TEXT) throw new DocumentProblem('document.too-many-parts')
  return { kind: 'text', fileName, text, blocks: readBlocks(text), encoding: decoded.encoding }
}

/** The text of these bytes, whichever of the known encodings they are in. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' }
  if (a === 0xfe && b === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' }
  const unicode = decodeUtf8(bytes)
  if (unicode !== null) {
    if (unicode.includes('\0')) throw binary()
    // A text copied out of a document in old fonts is UTF-8 of Latin-1 letters.
    const converted =
      isModern(unicode) || !/[\u00a1-\u00fe]/.test(unicode) ? null : convertLegacy(unicode)
    return converted ?? { text: unicode, encoding: 'utf-8' }
  }
  if (bytes.includes(0)) throw binary()
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const windows = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  const legacy = convertLegacy(latin)
  const windowsScore = commonWords(windows)
  if (windowsScore >= 3 && windowsScore > (legacy ? commonWords(legacy.text) : 0)) {
    return { text: windows, encoding: 'windows-1258' }
  }
  if (legacy) return legacy
  throw new DocumentProblem('document.legacy-encoding')
}

const binary = () => new DocumentProblem('document.wrong-type', { found: 'nhị phân' })

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function readBlocks(text: string): Block[] {
  const lines = linesOf(text)
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const table = findTable(lines, at)
    if (table) {
      blocks.push(table.table)
      at = table.next
    } else {
      const next = paragraphEnd(lines, at)
      if (lines[at]!.text.trim() !== '') blocks.push(paragraph(lines.slice(at, next)))
      at = next
    }
  }
  return blocks
}

function linesOf(text: string): Line[] {
  let start = 0
  return text.split('\n').map((line) => {
    const placed = { text: line, start, end: start + line.length }
    start += line.length + 1
    return placed
  })
}

/** Where the paragraph that begins at line `at` ends: lines that only wrap it are its own. */
function paragraphEnd(lines: Line[], at: number): number {
  let next = at + 1
  while (next < lines.length && wraps(lines[next - 1]!.text, lines[next]!.text)) next++
  return next
}

const BEGINS_ITEM = /^\s*(?:[-–—‑•*+▪◦●○■□➢►✓§·]|[IVXLC]+[.)/]|\d{1,3}[.)/]|[\p{L}][.)/]\s)/u

function wraps(above: string, below: string): boolean {
  const line = below.trim()
  const over = above.trim()
  if (line === '' || over === '' || below.includes('\t') || BEGINS_ITEM.test(below)) return false
  if (over.length < 45 || /[.;:!?]\W*$/.test(over)) return false
  return /^[\p{Ll}\d(,“"]/u.test(line) || (over.length >= 60 && !/^\p{Lu}[\p{Lu}\s]+$/u.test(over))
}

function paragraph(lines: Line[]): Block {
  const head = lines[0]!
  const tail = lines[lines.length - 1]!
  const indent = head.text.length - head.text.trimStart().length
  const whole = lines.map((line) => line.text.trim()).join(' ')
  const bold = /^\*\*.+\*\*$/.test(whole)
  return {
    kind: 'paragraph',
    text: whole,
    ...(indent > 0 ? { level: indent } : {}),
    ...(bold ? { bold } : {}),
    start: head.start + indent,
    end: tail.end - (tail.text.length - tail.text.trimEnd().length),
  }
}

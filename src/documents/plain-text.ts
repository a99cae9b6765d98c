// Plain text files: the encoding found, wrapped lines joined, tables recognised by tabs, bars or columns.

import { nfc } from '../lib/text.ts'
import {
  type Block,
  DocumentProblem,
  type Encoding,
  type Line,
  MAX_LINES,
  MAX_TEXT,
  type SourceDocument,
} from './document.ts'
import { commonWords, convertLegacy, isModern } from './encodings.ts'
import { findTable } from './text-tables.ts'

export function readPlainText(bytes: Uint8Array, fileName: string): SourceDocument {
  const decoded = decodeText(bytes)
  const text = nfc(decoded.text.replace(/\r\n?|\u2028|\u2029|\v/g, '\n').replace(/\f/g, '\n'))
  if (text.trim() === '') throw new DocumentProblem('document.empty')
  const separators = text.match(/\n|\t|\|/g)?.length ?? 0
  if (text.length > MAX_TEXT || separators > MAX_LINES)
    throw new DocumentProblem('document.too-many-parts')
  return { kind: 'text', fileName, text, blocks: readBlocks(text), encoding: decoded.encoding }
}

/** The text of these bytes, whichever of the known encodings they are in. */
export function decodeText(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const [a, b] = bytes
  if (a === 0xff && b === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16' }
  if (a === 0xfe && b === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16' }
  const wide = unmarkedUtf16(bytes)
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'utf-16' }
  const unicode = decodeUtf8(bytes)
  if (unicode !== null) {
    if (unicode.includes('\0')) throw binary()
    // A text copied out of a document in old fonts is UTF-8 of Latin-1 letters.
    const converted =
      isModern(unicode) || !/[\u00a1-\u00fe]/.test(unicode) ? null : convertLegacy(unicode)
    return converted ?? { text: unicode, encoding: 'utf-8' }
  }
  if (bytes.includes(0)) throw binary()
  // The quotation marks and dashes of old Windows files stand beside the letters of the font.
  const latin = new TextDecoder('latin1')
    .decode(bytes)
    .replace(/[\x85\x91-\x97]/g, (sign) => WINDOWS_SIGNS[sign] ?? sign)
  const windows = new TextDecoder('windows-1258').decode(bytes).normalize('NFC')
  const legacy = convertLegacy(latin)
  const windowsScore = commonWords(windows)
  if (windowsScore >= 3 && windowsScore > (legacy ? commonWords(legacy.text) : 0)) {
    return { text: windows, encoding: 'windows-1258' }
  }
  if (legacy) return legacy
  throw new DocumentProblem('document.legacy-encoding')
}

/** UTF-16 without its byte order mark: every other byte of the plain letters is zero. */
function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0]
  const seen = Math.min(bytes.length, 4096)
  for (let at = 0; at < seen; at++) if (bytes[at] === 0) zeros[at % 2]!++
  const [even = 0, odd = 0] = zeros
  if (odd > seen / 8 && even === 0) return 'utf-16le'
  return even > seen / 8 && odd === 0 ? 'utf-16be' : null
}

const WINDOWS_SIGNS: Readonly<Record<string, string>> = {
  '\x85': '…',
  '\x91': '‘',
  '\x92': '’',
  '\x93': '“',
  '\x94': '”',
  '\x95': '•',
  '\x96': '–',
  '\x97': '—',
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
  const width = pageWidth(lines)
  const blocks: Block[] = []
  let at = 0
  while (at < lines.length) {
    const table = findTable(lines, at)
    if (table) {
      blocks.push(table.table)
      at = table.next
    } else {
      const next = paragraphEnd(lines, at, width)
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
function paragraphEnd(lines: Line[], at: number, width: number): number {
  let next = at + 1
  while (next < lines.length && wraps(lines[next - 1]!.text, lines[next]!.text, width)) next++
  return next
}

const BEGINS_ITEM = /^\s*(?:[-–—‑•*+▪◦●○■□➢►✓§·]|[IVXLC]+[.)/]|\d{1,3}[.)/]|[\p{L}][.)/]\s)/u

const SIDE_BY_SIDE = /\t|\S {3,}\S/
const indent = (line: string): number => line.length - line.trimStart().length

/** The width at which the file's lines are broken; 0 when its paragraphs are one line each. */
function pageWidth(lines: Line[]): number {
  const lengths = lines
    .filter((line) => !SIDE_BY_SIDE.test(line.text))
    .map((line) => line.text.trimEnd().length)
  const longest = lengths.reduce((a, b) => Math.max(a, b), 0)
  return longest > 130 ? 0 : longest
}

/** A line that begins in capitals goes on the one above only where its first word would not have fitted. */
function wraps(above: string, below: string, width: number): boolean {
  const line = below.trim()
  const over = above.trim()
  if (line === '' || over === '' || below.includes('\t') || BEGINS_ITEM.test(below)) return false
  // Lines set in columns or in the middle of the page are whole.
  if (SIDE_BY_SIDE.test(over) || SIDE_BY_SIDE.test(line) || indent(below) > indent(above) + 12)
    return false
  if (over.length < 45 || /[.;:!?]\W*$/.test(over)) return false
  return (
    /^[\p{Ll}\d(,“"]/u.test(line) ||
    (over.length >= 45 && isFull(above, line, width) && !/^\p{Lu}[\p{Lu}\s]+$/u.test(over))
  )
}

const isFull = (above: string, next: string, width: number): boolean =>
  above.trimEnd().length + 1 + (next.split(' ')[0] ?? '').length > width && width > 0

function paragraph(lines: Line[]): Block {
  const head = lines[0]!
  const tail = lines[lines.length - 1]!
  const blanks = indent(head.text)
  const whole = lines.map((line) => line.text.trim()).join(' ')
  const bold = /^\*\*.+\*\*$/.test(whole)
  return {
    kind: 'paragraph',
    text: whole,
    ...(blanks > 0 ? { level: blanks } : {}),
    ...(bold ? { bold } : {}),
    start: head.start + blanks,
    end: tail.end - (tail.text.length - tail.text.trimEnd().length),
  }
}

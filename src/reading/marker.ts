// The number or bullet at the beginning of a line: I., A., 1., 1.1., a), (1), -, +, •.

export type MarkerKind = 'part' | 'upper' | 'roman' | 'decimal' | 'lower' | 'bracket' | 'bullet'

export type Marker = {
  kind: MarkerKind
  /** What tells this kind of list from others: the kind, the depth of 1.1.1, or the bullet's sign. */
  key: string
  /** As printed, without the closing point: "1.1", "a", "-". */
  label: string
  /** Place in its list, from 1; 0 for bullets. */
  value: number
}

export type Marked = { marker: Marker | null; rest: string; offset: number }

const BULLET = /^([-–—‑−+*•▪◦●○■□➢►✓§·\uf0b7\uf02d])\s*(?=\S)/u
const STAR_BULLET = /^\*\s/
const PART =
  /^(?:Phần|Chương|Mục|Điều|PHẦN|CHƯƠNG|MỤC|ĐIỀU)\s+(?:thứ\s+|THỨ\s+)?([IVXLC]+|\d+|[A-Z]|nhất|hai|ba|bốn|năm|NHẤT|HAI|BA|BỐN|NĂM)(?:\s*[.:)-])?\s*/u
const DECIMALS = /^(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+(?=\D)/u
const DECIMAL = /^(\d{1,3})(?:[.)/]\s*(?=[\p{L}“"(*])|[.)/-]\s+)/u
const ROMAN = /^([IVXLC]+)(?:[.)/:]\s*|\s*[-–]\s+)(?=\S)/u
const UPPER = /^([A-ZĐ])(?:[.)/:]\s*|\s*[-–]\s+)(?=\S)/u
const LOWER = /^([a-zđ])(?:\.\d+)?[.)/]\s*(?=\S)/u
const BRACKET = /^\((\d{1,2}|[a-zđ]|[ivx]+)\)\s*(?=\S)/u
const ORDINALS = ['nhất', 'hai', 'ba', 'bốn', 'năm']
const UPPERS = 'ABCDĐEFGHIKLMNOPQRSTUVXY'

/** The marker that begins a line, and the rest of the line from `offset` on. */
export function readMarker(text: string): Marked {
  const found = numbered(text) ?? bulleted(text)
  if (!found) return { marker: null, rest: text, offset: 0 }
  const offset = found.length
  return { marker: found.marker, rest: text.slice(offset), offset }
}

type Found = { marker: Marker; length: number }

function bulleted(text: string): Found | null {
  const match = BULLET.exec(text)
  if (!match || (match[1] === '*' && !STAR_BULLET.test(text)) || /^[-+]\d/.test(text)) return null
  const sign = /[–—‑−\uf02d]/u.test(match[1]!) ? '-' : match[1]!
  return { marker: { kind: 'bullet', key: sign, label: sign, value: 0 }, length: match[0].length }
}

function numbered(text: string): Found | null {
  const make = (kind: MarkerKind, key: string, match: RegExpExecArray, value: number): Found => ({
    marker: { kind, key, label: match[1]!, value },
    length: match[0].length,
  })
  let match = PART.exec(text)
  if (match) return make('part', text.slice(0, 2).toLowerCase(), match, partValue(match[1]!))
  match = DECIMALS.exec(text)
  if (match) {
    const places = match[1]!.split('.')
    return make('decimal', `decimal${places.length}`, match, Number(places[places.length - 1]))
  }
  match = DECIMAL.exec(text)
  if (match) return make('decimal', 'decimal1', match, Number(match[1]))
  match = ROMAN.exec(text)
  if (match && romanValue(match[1]!) > 0)
    return make('roman', 'roman', match, romanValue(match[1]!))
  match = UPPER.exec(text)
  if (match) return make('upper', 'upper', match, upperValue(match[1]!))
  match = BRACKET.exec(text)
  if (match) return make('bracket', 'bracket', match, Number(match[1]) || lowerValue(match[1]!))
  match = LOWER.exec(text)
  if (match) return make('lower', 'lower', match, lowerValue(match[1]!))
  return null
}

/** A one-letter Roman number read as a letter instead: "C." after "B.", "I." after "H.". */
export function asLetter(marker: Marker): Marker {
  return { ...marker, kind: 'upper', key: 'upper', value: upperValue(marker.label) }
}

export const upperValue = (label: string): number => UPPERS.indexOf(label) + 1
const lowerValue = (label: string): number => 'abcdđeghiklmnopqrstuvxy'.indexOf(label) + 1

function partValue(label: string): number {
  const ordinal = ORDINALS.indexOf(label.toLowerCase())
  return ordinal >= 0 ? ordinal + 1 : Number(label) || romanValue(label) || upperValue(label)
}

const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 }

/** 0 when the letters are no Roman number. */
export function romanValue(label: string): number {
  if (!/^(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$|^C$/.test(label)) return 0
  return [...label].reduce((sum, sign, at) => {
    const value = ROMAN_VALUES[sign]!
    return (ROMAN_VALUES[label[at + 1] ?? ''] ?? 0) > value ? sum - value : sum + value
  }, 0)
}

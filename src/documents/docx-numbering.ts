// The numbers and bullets that Word makes: counters by list and level, written in the level's pattern.

import { type Element, elements, first } from './xml.ts'

type Level = { format: string; pattern: string; start: number }
type List = { key: string; levels: Map<number, Level> }

export type Numbering = {
  /** The marker of the next paragraph of this list and level; null when the paragraph is in no list. */
  next(numberId: string | undefined, level: number): { marker: string; level: number } | null
}

export function makeNumbering(part: Element | undefined): Numbering {
  const lists = readLists(part)
  const counters = new Map<string, number[]>()
  return {
    next(numberId, level) {
      const list = numberId === undefined ? undefined : lists.get(numberId)
      const shape = list?.levels.get(level)
      if (!list || !shape || shape.format === 'none') return null
      const counts = counters.get(list.key) ?? []
      counters.set(list.key, counts)
      counts.length = level + 1
      counts[level] = (counts[level] ?? shape.start - 1) + 1
      return { marker: markerOf(list, shape, counts), level }
    },
  }
}

function readLists(part: Element | undefined): Map<string, List> {
  const abstract = new Map(
    elements(part, 'w:abstractNum').map((list) => [
      list.attributes['w:abstractNumId'],
      readLevels(list),
    ]),
  )
  const lists = new Map<string, List>()
  for (const number of elements(part, 'w:num')) {
    const id = number.attributes['w:numId'] ?? ''
    const abstractId = first(number, 'w:abstractNumId')?.attributes['w:val']
    const levels = new Map(abstract.get(abstractId) ?? [])
    const overrides = elements(number, 'w:lvlOverride')
    for (const override of overrides) {
      const at = Number(override.attributes['w:ilvl'] ?? 0)
      const own = readLevels(override).get(at)
      const start = first(override, 'w:startOverride')?.attributes['w:val']
      const level = own ?? levels.get(at)
      if (level) levels.set(at, start === undefined ? level : { ...level, start: Number(start) })
    }
    // Lists of one abstract list go on counting together unless one restarts.
    lists.set(id, { key: overrides.length > 0 ? `n${id}` : `a${abstractId}`, levels })
  }
  return lists
}

function readLevels(list: Element): Map<number, Level> {
  return new Map(
    elements(list, 'w:lvl').map((level) => [
      Number(level.attributes['w:ilvl'] ?? 0),
      {
        format: first(level, 'w:numFmt')?.attributes['w:val'] ?? 'decimal',
        pattern: first(level, 'w:lvlText')?.attributes['w:val'] ?? '',
        start: Number(first(level, 'w:start')?.attributes['w:val'] ?? 1),
      },
    ]),
  )
}

function markerOf(list: List, shape: Level, counts: number[]): string {
  if (shape.format === 'bullet') return bullet(shape.pattern)
  const marker = shape.pattern.replace(/%(\d)/g, (_, place: string) => {
    const at = Number(place) - 1
    const level = list.levels.get(at)
    return written(counts[at] ?? level?.start ?? 1, level?.format ?? 'decimal')
  })
  return marker.trim() === '' ? '•' : marker.trim()
}

/** Bullets of symbol fonts are private characters; they all read as "•". */
function bullet(pattern: string): string {
  const char = pattern.trim()
  return /^[-–—+*•▪◦●○■]$/.test(char) ? char : '•'
}

function written(count: number, format: string): string {
  if (format === 'upperRoman') return roman(count)
  if (format === 'lowerRoman') return roman(count).toLowerCase()
  if (format === 'upperLetter') return letters(count)
  if (format === 'lowerLetter') return letters(count).toLowerCase()
  if (format === 'decimalZero') return String(count).padStart(2, '0')
  return String(count)
}

function letters(count: number): string {
  return String.fromCharCode(65 + ((count - 1) % 26)).repeat(Math.floor((count - 1) / 26) + 1)
}

const ROMAN: readonly [number, string][] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

function roman(count: number): string {
  let left = Math.min(count, 3999)
  let text = ''
  for (const [value, sign] of ROMAN) {
    while (left >= value) {
      text += sign
      left -= value
    }
  }
  return text
}

// What PAPI gives figures for: the total, a dimension (`D1`), a part of it (`1.3`), an indicator of the part (`1.3.3`).

export type Item = string
export type Level = 'total' | 'dimension' | 'part' | 'indicator'

export const TOTAL: Item = 'TOTAL'

/** The level of a code; null for what is no code. */
export function levelOf(item: Item): Level | null {
  if (item === TOTAL) return 'total'
  if (/^D[1-8]$/.test(item)) return 'dimension'
  if (/^[1-8]\.[1-9]$/.test(item)) return 'part'
  return /^[1-8]\.[1-9]\.[1-9]\d?$/.test(item) ? 'indicator' : null
}

/** The item it is part of; null above the total. */
export function parentOf(item: Item): Item | null {
  const level = levelOf(item)
  if (level === 'dimension') return TOTAL
  if (level === 'part') return `D${item[0]}`
  return level === 'indicator' ? item.slice(0, item.lastIndexOf('.')) : null
}

/** The total, then each dimension with its parts and their indicators behind it. */
export const byItem = (a: Item, b: Item): number => {
  const [left, right] = [placeOf(a), placeOf(b)]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? -1) - (right[at] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}

const placeOf = (item: Item): number[] =>
  item === TOTAL ? [] : item.replace('D', '').split('.').map(Number)

// Lines of tallies in the order a reader asks for; those with nothing to compare stand last.

import { z } from 'zod'
import { completeness, type Tally, timeliness } from '../obligations/index.ts'

const VALUE = {
  completeness,
  timeliness,
  expected: ({ expected }: Tally) => expected,
  sent: ({ sent }: Tally) => sent,
  overdue: ({ overdueOpen }: Tally) => overdueOpen,
  accepted: ({ accepted }: Tally) => accepted,
  total: ({ total }: Tally) => total,
} as const
export type LineKey = keyof typeof VALUE

export const lineOrder = {
  sort: z
    .enum(['', ...(Object.keys(VALUE) as LineKey[])])
    .catch('')
    .default(''),
  dir: z.enum(['asc', 'desc']).catch('asc').default('asc'),
}
export type LineOrder = { sort: '' | LineKey; dir: 'asc' | 'desc' }

/** Sorted by a column of figures, or as they came; ties keep the order they came in. */
export function sortLines<T extends { tally: Tally }>(
  lines: readonly T[],
  { sort, dir }: LineOrder,
): T[] {
  if (sort === '') return dir === 'desc' ? [...lines].reverse() : [...lines]
  const value = VALUE[sort]
  const sign = dir === 'asc' ? 1 : -1
  return [...lines].sort((a, b) => {
    const [left, right] = [value(a.tally), value(b.tally)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * (left - right)
  })
}

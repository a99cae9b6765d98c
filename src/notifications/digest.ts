// The lines of a digest: what is soon, what is late, one's own and other units'.

import type { Day } from '../lib/day.ts'

export type DigestLine = {
  unitId: string
  unitCode: string
  unitName: string
  dutyId: string
  number: string
  title: string
  period: string
  limitOn: Day
  /** The kind of the reminder: `before:5`. */
  kind: string
  /** Working days left; negative when the limit is over. */
  left: number
}

/** The most pressing first; of one unit together. */
export const inOrder = (lines: readonly DigestLine[]): DigestLine[] =>
  [...lines].sort(
    (a, b) =>
      a.left - b.left ||
      a.unitName.localeCompare(b.unitName, 'vi') ||
      a.number.localeCompare(b.number, 'vi', { numeric: true }),
  )

/** How many are over their limit, and how many are not yet. */
export const countsOf = (lines: readonly Pick<DigestLine, 'left' | 'kind'>[]) => {
  const late = lines.filter(({ kind }) => !kind.startsWith('before')).length
  return { late, soon: lines.length - late, n: lines.length }
}

export const dutyHref = (line: Pick<DigestLine, 'unitCode' | 'dutyId'>): string =>
  `/office/units/${line.unitCode}/duties/${line.dutyId}`

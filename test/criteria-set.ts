// A criteria set small enough to be seen whole, its pieces, and random ones.

import { seeded } from '../src/lib/random.ts'
import {
  type CriteriaSet,
  type Criterion,
  emptySet,
  type Line,
  type Value,
} from '../src/localcriteria/index.ts'

export const line = (code: string, max: number, more: Partial<Criterion> = {}): Criterion => ({
  kind: 'criterion',
  code,
  title: `Tiêu chí ${code}`,
  max,
  by: 'self',
  evidence: 'none',
  guide: '',
  steps: [],
  mayNotApply: false,
  serves: [],
  ...more,
})
export const group = (
  code: string,
  max: number,
  lines: Line[],
  combine: 'sum' | 'weighted' = 'sum',
) => ({ kind: 'group', code, title: `Nhóm ${code}`, max, combine, lines }) satisfies Line

export const SET: CriteriaSet = {
  ...emptySet('Thử'),
  lines: [
    group('1', 60, [line('1.1', 20), line('1.2', 40, { mayNotApply: true })]),
    line('2', 40, { by: 'measure', measure: { name: 'on-time', full: 0.9, whenNothing: 'full' } }),
  ],
  adjustments: [
    {
      kind: 'deduct',
      code: 'T1',
      title: 'Để khiếu kiện đông người',
      each: 2,
      most: 5,
      by: 'appraised',
      evidence: 'none',
      guide: '',
    },
  ],
  bands: [
    { atLeast: 90, label: 'Tốt' },
    { atLeast: 50, label: 'Khá' },
    { atLeast: 0, label: 'Yếu' },
  ],
}
export const values = (given: Record<string, Value>) => new Map(Object.entries(given))
export const p = (points: number) => ({ points })

/** A random set of sums, and a value for each criterion. */
export function chance(seed: number, weighted: boolean) {
  const random = seeded(seed)
  const given = new Map<string, Value>()
  const grow = (code: string, depth: number): Line => {
    if (depth === 3 || random.next() < 0.4) {
      const max = 1 + random.int(20)
      const luck = random.next()
      given.set(
        code,
        luck < 0.1 ? null : luck < 0.25 ? 'not-applicable' : p(random.int(max * 4 + 1) / 4),
      )
      return line(code, max, { weight: 1 + random.int(9) })
    }
    const lines = Array.from({ length: 1 + random.int(4) }, (_, at) =>
      grow(`${code}.${at + 1}`, depth + 1),
    )
    const sum = lines.reduce((all, { max }) => all + max, 0)
    if (weighted && random.next() < 0.5)
      return { ...group(code, 5 + random.int(50), lines, 'weighted'), weight: 1 + random.int(9) }
    return { ...group(code, sum, lines), weight: 1 + random.int(9) }
  }
  const lines = Array.from({ length: 1 + random.int(4) }, (_, at) => grow(`${at + 1}`, 1))
  return { set: { ...SET, lines, adjustments: [], rounding: { line: 4, total: 4 } }, given }
}

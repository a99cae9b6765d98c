// What must hold before anything can be tried out.

import { Problem } from '../platform/index.ts'
import type { Position } from './load-release.ts'
import { scoreOf } from './release.ts'
import { type Setting, settingFault } from './scenario.ts'

/** Without the indicators of a year nothing can be moved. */
export function requireIndicators({
  release,
  province,
}: Pick<Position, 'release' | 'province'>): void {
  const isAny = [...release.values].some(
    ([item, scores]) => /\..*\./.test(item) && scores.has(province.code),
  )
  if (scoreOf(release, 'TOTAL', province.code) === null && !isAny) {
    throw new Problem(422, 'papi.score-missing', { year: release.year })
  }
  if (!isAny) throw new Problem(422, 'papi.no-indicators', { year: release.year })
}

export function requireSettings(
  { ground, release }: Pick<Position, 'ground' | 'release'>,
  settings: readonly Setting[],
): void {
  const found = settingFault(ground, release, settings)
  if (!found) return
  const { fault, ...details } = found
  const code = {
    unknown: 'papi.indicator-unknown',
    'beyond-scale': 'papi.value-beyond-scale',
    twice: 'papi.set-twice',
  }[fault]
  throw new Problem(422, code, { year: release.year, ...details })
}

// The coverage matrix: which units have filed their own plan, and which tasks of the plan no own task serves.

import type { Standing } from '../obligations/index.ts'

export type Bound = { obligationId: string; number: string; title: string }

export type CoverageRow = {
  unitId: string
  unitCode: string
  unitName: string
  standing: Standing
  late: boolean
  rounds: number
  filedAt: string | null
  filingId: string | null
  /** Why it need not send one; then it is counted nowhere. */
  exempt: { reason: string; at: string } | null
  /** Begun and not sent. */
  hasDraft: boolean
  bound: Bound[]
  /** Tasks that its last round serves with no own task. */
  uncovered: Bound[]
}

export type CoverageTally = {
  demanded: number
  exempt: number
  filed: number
  onTime: number
  accepted: number
  returned: number
  missing: number
  bound: number
  covered: number
}

export const isFiled = ({ standing }: Pick<CoverageRow, 'standing'>): boolean =>
  standing === 'submitted' || standing === 'accepted'

export const isAsked = ({ exempt }: Pick<CoverageRow, 'exempt'>): boolean => exempt === null

export function coverageTally(all: readonly CoverageRow[]): CoverageTally {
  const rows = all.filter(isAsked)
  const count = (holds: (row: CoverageRow) => boolean) => rows.filter(holds).length
  const sum = (pick: (row: CoverageRow) => number) => rows.reduce((all, row) => all + pick(row), 0)
  return {
    demanded: rows.length,
    exempt: all.length - rows.length,
    filed: count(isFiled),
    onTime: count((row) => isFiled(row) && !row.late),
    accepted: count((row) => row.standing === 'accepted'),
    returned: count((row) => row.filingId !== null && !isFiled(row)),
    missing: count((row) => row.filingId === null),
    bound: sum((row) => row.bound.length),
    covered: sum((row) => row.bound.length - row.uncovered.length),
  }
}

/** Filed and not returned ÷ asked; null when nobody is asked. */
export const coverageShare = ({ filed, demanded }: CoverageTally): number | null =>
  demanded === 0 ? null : filed / demanded

/** Filed in time ÷ asked: late and missing plans count in the denominator. */
export const onTimeShare = ({ onTime, demanded }: CoverageTally): number | null =>
  demanded === 0 ? null : onTime / demanded

/** Served by an own task ÷ tasks that bind, over all units asked. */
export const servedShare = ({ covered, bound }: CoverageTally): number | null =>
  bound === 0 ? null : covered / bound

export type TaskCoverage = Bound & { units: number; covered: number }

/** Task by task: how many of the units it binds, and that are asked, serve it with an own task. */
export function coverageByTask(rows: readonly CoverageRow[]): TaskCoverage[] {
  const tasks = new Map<string, TaskCoverage>()
  for (const row of rows.filter(isAsked)) {
    const open = new Set(row.uncovered.map(({ obligationId }) => obligationId))
    for (const bound of row.bound) {
      const task = tasks.get(bound.obligationId) ?? { ...bound, units: 0, covered: 0 }
      task.units += 1
      if (!open.has(bound.obligationId)) task.covered += 1
      tasks.set(bound.obligationId, task)
    }
  }
  return [...tasks.values()]
}

export const COVERAGE_STATES = [
  'missing',
  'filed',
  'late',
  'accepted',
  'returned',
  'gaps',
  'exempt',
] as const
export type CoverageState = (typeof COVERAGE_STATES)[number]

/** Whether a unit stands under a filter of the matrix; `gaps` are plans sent with tasks left out. Who is exempt stands
 * under that alone. */
export function isIn(row: CoverageRow, state: CoverageState): boolean {
  if (!isAsked(row) || state === 'exempt') return !isAsked(row) && state === 'exempt'
  if (state === 'missing') return row.filingId === null
  if (state === 'filed') return isFiled(row)
  if (state === 'late') return row.late
  if (state === 'accepted') return row.standing === 'accepted'
  if (state === 'returned') return row.filingId !== null && !isFiled(row)
  return row.filingId !== null && row.uncovered.length > 0
}

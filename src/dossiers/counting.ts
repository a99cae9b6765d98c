// From the rows of dossiers to what is added to each kept counter: −1 for what counted so far, +1 for what counts now.

import type { Day } from '../lib/day.ts'
import type { Channel } from './dossier.ts'
import { TIMES } from './handling-time.ts'
import { NUMBERS, named, type PlacedRow, type TallyRow } from './tally.ts'

/** Counters kept by day, in the order of their columns. */
export const KEPT = [
  'received',
  'accepted',
  'ended',
  'endedLate',
  'openLate',
  'givesResult',
  'finishedGivesResult',
  'hasResult',
  'digitised',
  'reused',
  'fromStore',
  'verified',
  'owes',
  'paidOnline',
  'onlineWithResult',
] as const
export const LATENESS = ['late', 'complained', 'unsatisfied'] as const
export const SETS = ['receivedOnline', 'paidOnline', 'verified'] as const

const placesOf = (names: readonly (typeof NUMBERS)[number][]) =>
  names.map((name) => NUMBERS.indexOf(name))
const AT = {
  kept: placesOf(KEPT),
  lateness: placesOf(LATENESS),
  sets: placesOf(['received', 'paidOnline', 'verified']),
  times: placesOf(TIMES),
}

/** One dossier's rows as they are stored beside it, to be taken back exactly. */
export type Counted = {
  procedure: string
  channel: Channel
  rows: readonly PlacedRow[]
}

/** The rows that stand there, as they were counted. */
export const rowsOf = ({ procedure, channel, rows }: Counted): TallyRow[] =>
  rows.map(({ startedOn, day, n }) => ({
    cell: { unit: '', procedure, channel, startedOn, day },
    numbers: named(n),
  }))

type Sum<K extends object> = K & { unitId: string; n: number[] }
export type Changes = {
  cells: Sum<{ day: Day; procedure: string; channel: Channel }>[]
  days: Sum<{ day: Day }>[]
  lateDays: Sum<{ startedOn: Day; day: Day }>[]
  months: Sum<{ month: Day; procedure: string }>[]
}

/** What changes when dossiers count otherwise than before. `before`: what counted so far, by code. */
export const replaced = (
  now: readonly { unitId: string; code: string; counted: Counted | null }[],
  before: ReadonlyMap<string, Counted>,
): Changes =>
  changesOf(
    now.flatMap(({ unitId, code, counted }) => {
      const last = before.get(code)
      return [
        ...(last ? [{ unitId, counted: last, sign: -1 as const }] : []),
        ...(counted ? [{ unitId, counted, sign: 1 as const }] : []),
      ]
    }),
  )

/** Adds up what changes, by key; keys that come to nothing are left out. In order of key, so that writers never meet
 * crosswise. */
function changesOf(all: readonly { unitId: string; counted: Counted; sign: 1 | -1 }[]): Changes {
  const cells = new Shelf<{ day: Day; procedure: string; channel: Channel }>(
    KEPT.length + TIMES.length,
  )
  const days = new Shelf<{ day: Day }>(KEPT.length + 1)
  const lateDays = new Shelf<{ startedOn: Day; day: Day }>(LATENESS.length)
  const months = new Shelf<{ month: Day; procedure: string }>(SETS.length + TIMES.length)
  for (const { unitId, counted, sign } of all) {
    const { procedure, channel } = counted
    const isOnline = channel === 'online'
    for (const { startedOn, day, n } of counted.rows) {
      const kept = AT.kept.map((at) => sign * (n[at] ?? 0))
      const late = AT.lateness.map((at) => sign * (n[at] ?? 0))
      const [received = 0, ...sets] = AT.sets.map((at) => sign * (n[at] ?? 0))
      const online = isOnline ? received : 0
      const times = AT.times.map((at) => sign * (n[at] ?? 0))
      cells.add(unitId, `${day} ${procedure} ${channel}`, { day, procedure, channel }, [
        ...kept,
        ...times,
      ])
      days.add(unitId, day, { day }, [...kept, online])
      lateDays.add(unitId, `${startedOn} ${day}`, { startedOn, day }, late)
      const month = `${day.slice(0, 7)}-01` as Day
      months.add(unitId, `${month} ${procedure}`, { month, procedure }, [online, ...sets, ...times])
    }
  }
  return {
    cells: cells.sums(),
    days: days.sums(),
    lateDays: lateDays.sums(),
    months: months.sums(),
  }
}

class Shelf<K extends object> {
  readonly #units = new Map<string, Map<string, Sum<K>>>()
  readonly #width: number
  constructor(width: number) {
    this.#width = width
  }
  /** `n` is taken over. */
  add(unitId: string, key: string, parts: K, n: number[]): void {
    if (n.every((it) => it === 0)) return
    let rows = this.#units.get(unitId)
    if (!rows) {
      rows = new Map()
      this.#units.set(unitId, rows)
    }
    const row = rows.get(key)
    if (!row) rows.set(key, { unitId, ...parts, n })
    else for (let column = 0; column < this.#width; column++) row.n[column]! += n[column] ?? 0
  }
  sums(): Sum<K>[] {
    return inOrder(this.#units).flatMap((rows) =>
      inOrder(rows).filter(({ n }) => n.some((it) => it !== 0)),
    )
  }
}

const inOrder = <V>(all: ReadonlyMap<string, V>): V[] =>
  [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)

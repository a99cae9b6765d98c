// Figures of units without some of their dossiers: what these add to the counters is read beside them and taken off.

import { sql } from 'kysely'
import { countedNow, rowsOf, type TallyRow } from '../dossiers/index.ts'
import type { Span } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { procedureSums, takeOffTurns } from './figure-store.ts'
import { type Figures, figuresOf, figuresWithout, noFigures } from './figures.ts'

/** Takes dossiers out of the figures of their units, in place, as they stand at an instant. */
export async function takeOutDossiers(
  db: Db,
  own: Map<string, Figures>,
  without: ReadonlyMap<string, ReadonlySet<string>>,
  { period, at }: { period: Span; at: Instant },
): Promise<void> {
  const keys = [...without].flatMap(([unitId, codes]) =>
    [...codes].sort().map((code) => ({ unitId, code })),
  )
  if (keys.length === 0) return
  const upTo = dayOf(at) < period.to ? dayOf(at) : period.to
  const counted = await countedNow(db, keys)
  const left = new Map<string, Figures>()
  const rows = new Map<string, TallyRow[]>()
  for (const { unitId, code } of keys) {
    const known = rows.get(unitId) ?? []
    rows.set(unitId, known)
    const mine = counted.get(code)
    if (mine) known.push(...rowsOf(mine))
  }
  for (const [unitId, all] of rows) left.set(unitId, figuresOf(all, period, upTo))
  const isOneOf = sql`(unit_id, code) in (select * from unnest(${keys.map((it) => it.unitId)}::uuid[],
    ${keys.map((it) => it.code)}::text[]))`
  const units = sql`unit_id = any(${[...without.keys()]}::uuid[]) and ${isOneOf}`
  const of = (unitId: string) => left.get(unitId) ?? noFigures()
  await takeOffTurns(db, of, { ...period, units }, at, upTo)
  const sums = await procedureSums(db, [...without.keys()], { from: period.from, to: upTo })
  for (const [unitId, all] of rows) {
    const whole = own.get(unitId)
    if (!whole) continue
    const inPeriod = all.filter(({ cell }) => isWithin(cell.startedOn, period.from, upTo))
    const mine = sums.filter((it) => it.unitId === unitId)
    own.set(unitId, figuresWithout(whole, of(unitId), mine, inPeriod))
  }
}

const isWithin = (on: Day, from: Day, to: Day) => from <= on && on <= to

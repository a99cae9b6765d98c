// Dossiers that a petition names count as complained of (5.4). Petitions are few, so the counters of dossiers do not hold
// them: the dossiers named are looked at, and what each adds is added.

import { sql } from 'kysely'
import { courseAt, dossierOf, keepingOf, tallyFacts, timekeeping } from '../dossiers/index.ts'
import type { Span } from '../indices/index.ts'
import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import type { Complaints } from '../petitions/index.ts'
import type { Db } from '../platform/index.ts'
import type { Figures } from './figures.ts'

/** Adds to figures read from the counters, in place, as things stand at an instant. */
export async function addComplaints(
  db: Db,
  own: ReadonlyMap<string, Figures>,
  unitIds: readonly string[],
  complaints: Complaints,
  {
    period,
    at,
    today,
    without,
  }: {
    period: Span
    at: Instant
    today: Day
    without?: ReadonlyMap<string, ReadonlySet<string>>
  },
): Promise<void> {
  if (complaints.size === 0) return
  const { rows } = await sql<{ unitId: string; dossier: string }>`
    select unit_id as "unitId", dossier from dossiers
    where unit_id = any(${[...unitIds]}::uuid[]) and code = any(${[...complaints.keys()]}::text[])`.execute(
    db,
  )
  const keeper = await timekeeping(db, today)
  for (const { unitId, dossier: kept } of rows) {
    const dossier = dossierOf(kept)
    const figures = own.get(unitId)
    const startedAt = dossier.acceptedAt ?? dossier.submittedAt
    const complainedOn = complaints.get(dossier.code)
    if (!figures || startedAt === null || !complainedOn || complainedOn > dayOf(at)) continue
    if (without?.get(unitId)?.has(dossier.code)) continue
    const startedOn = dayOf(startedAt)
    if (startedOn < period.from || startedOn > period.to || startedOn > dayOf(at)) continue
    const { timing } = tallyFacts(dossier, keepingOf(keeper, unitId))
    const [before, after] = [false, true].map((is) => courseAt(dossier, at, timing, is))
    figures.started.complained += 1
    figures.started.unsatisfied += (after?.unsatisfied ?? 0) - (before?.unsatisfied ?? 0)
  }
}

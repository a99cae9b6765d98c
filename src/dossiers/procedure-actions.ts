// Procedures are loaded; which dossiers must be counted anew by them is answered.

import { rootUnitId } from '../org/index.ts'
import { type Act, canonical, record } from '../platform/index.ts'
import type { Procedure } from './procedure.ts'
import type { ProcedureRow } from './procedure-rows.ts'
import { allProcedures, saveProcedures } from './procedure-store.ts'
import { saveWriting, type Writing } from './writing-store.ts'

export type Loaded = { inserted: number; updated: number; unchanged: number; changed: string[] }

/** Repeatable. `changed`: codes whose versions are not as they were. */
export async function loadProcedures(act: Act, rows: readonly ProcedureRow[]): Promise<Loaded> {
  const keyOf = ({ code, validFrom }: Procedure) => `${code} ${validFrom}`
  const known = new Map((await allProcedures(act.db)).map((it) => [keyOf(it), it]))
  const given = rows.map(({ line: _, ...procedure }): Procedure => procedure)
  const fresh = given.filter((it) => !known.has(keyOf(it)))
  const updated = given.filter((it) => {
    const before = known.get(keyOf(it))
    return before !== undefined && canonical(before) !== canonical(it)
  })
  const changed = [...new Set([...fresh, ...updated].map(({ code }) => code))]
  if (changed.length > 0) {
    await saveProcedures(act.db, [...fresh, ...updated])
    await record(act, 'procedures.loaded', {
      unitId: (await rootUnitId(act.db)) ?? '',
      subject: 'procedures',
      details: { inserted: fresh.length, updated: updated.length },
    })
  }
  return {
    inserted: fresh.length,
    updated: updated.length,
    unchanged: given.length - fresh.length - updated.length,
    changed,
  }
}

export async function setWriting(act: Act, mode: Writing): Promise<void> {
  await saveWriting(act.db, mode, act.now)
  await record(act, 'dossiers.writing-set', {
    unitId: (await rootUnitId(act.db)) ?? '',
    subject: 'dossiers.writing',
    details: { mode },
  })
}

// Changes to units, groups and settled names.

import type { Day } from '../lib/day.ts'
import { searchKey, sortKey } from '../lib/text.ts'
import { type Act, Problem, record } from '../platform/index.ts'
import { bodyKey } from './body-key.ts'
import type { GroupRule, UnitLevel } from './directory.ts'
import type { UnitRow } from './import.ts'
import {
  groupRules,
  insertParents,
  insertSettlement,
  insertSuccessions,
  insertUnits,
  memberships,
  rootUnitId,
  saveGroups,
  settlementByWording,
  settlements,
  updateUnit,
  withdrawSettlementRow,
} from './store.ts'
import type { OrgTables } from './tables.ts'

export type UnitImport = Omit<UnitRow, 'line'> & { aliases?: string[] }
export type ImportOutcome = { inserted: number; updated: number; unchanged: number }

/** Loads units; the same table twice changes nothing. Parents are taken from codes valid on the row's first day.
 * A row without aliases leaves those that the unit has. Each row counts once. */
export async function importUnits(act: Act, rows: readonly UnitImport[]): Promise<ImportOutcome> {
  const db = act.db.withTables<OrgTables>()
  const existing = await db.selectFrom('units').selectAll().execute()
  const known = new Map(existing.map((unit) => [keyOf(unit.code, unit.valid_from), unit]))
  const spans = new Map<string, Span>()
  for (const { id, code, valid_from, valid_to } of existing) {
    spans.set(keyOf(code, valid_from), { id, code, from: valid_from, to: valid_to })
  }
  const fresh: OrgTables['units'][] = []
  const updated = new Set<string>()
  for (const row of rows) {
    const key = keyOf(row.code, row.validFrom)
    const old = known.get(key)
    const columns = columnsOf({ ...row, aliases: row.aliases ?? old?.aliases ?? [] })
    const id = old?.id ?? act.newId()
    spans.set(key, { id, code: row.code, from: row.validFrom, to: row.validTo })
    if (!old) fresh.push({ id, ...columns })
    else if (differs(old, columns)) {
      await updateUnit(act.db, id, columns)
      updated.add(id)
    }
  }
  await insertUnits(act.db, fresh)
  const moved = await linkParents(act, rows, byCode([...spans.values()]))
  const inserted = new Set(fresh.map(({ id }) => id))
  for (const id of moved) if (!inserted.has(id)) updated.add(id)
  const outcome = {
    inserted: fresh.length,
    updated: updated.size,
    unchanged: rows.length - fresh.length - updated.size,
  }
  const rootId = await rootUnitId(act.db)
  if (rootId && (outcome.inserted > 0 || outcome.updated > 0)) {
    await record(act, 'units.imported', { unitId: rootId, subject: 'units', details: outcome })
  }
  return outcome
}

type Span = { id: string; code: string; from: Day; to: Day | null }
type Ids = ReadonlyMap<string, Span[]>

const keyOf = (code: string, from: Day) => `${code}@${from}`

function byCode(spans: readonly Span[]): Ids {
  const ids = new Map<string, Span[]>()
  for (const span of spans) ids.set(span.code, [...(ids.get(span.code) ?? []), span])
  return ids
}

const idOn = (ids: Ids, code: string, on: Day) =>
  (ids.get(code) ?? []).find(({ from, to }) => from <= on && (to === null || on < to))?.id ??
  ids.get(code)?.[0]?.id

/** Writes the parents that are new or changed; gives the units whose parents they are. */
async function linkParents(act: Act, rows: readonly UnitImport[], ids: Ids): Promise<string[]> {
  const standing = new Map(
    (await memberships(act.db)).map((row) => [`${row.unitId}@${row.validFrom}`, row]),
  )
  const links = rows.flatMap((row) => {
    const unitId = idOn(ids, row.code, row.validFrom)
    const parentId = row.parentCode ? idOn(ids, row.parentCode, row.validFrom) : undefined
    if (!unitId || !parentId) return []
    const old = standing.get(`${unitId}@${row.validFrom}`)
    if (old?.parentId === parentId && old.validTo === row.validTo) return []
    return [
      { unit_id: unitId, parent_id: parentId, valid_from: row.validFrom, valid_to: row.validTo },
    ]
  })
  await insertParents(act.db, links)
  return links.map((link) => link.unit_id)
}

function columnsOf(row: UnitImport): Omit<OrgTables['units'], 'id'> {
  return {
    code: row.code,
    level: row.level as UnitLevel,
    name: row.name,
    full_name: row.fullName,
    type: row.type,
    dossier_code: row.dossierCode,
    aliases: row.aliases ?? [],
    sort_key: sortKey(row.name),
    search_key: searchKey(`${row.fullName} ${row.name} ${(row.aliases ?? []).join(' ')}`),
    valid_from: row.validFrom,
    valid_to: row.validTo,
  }
}

const differs = (old: OrgTables['units'], columns: Omit<OrgTables['units'], 'id'>) =>
  Object.entries(columns).some(
    ([name, value]) => JSON.stringify(old[name as keyof typeof columns]) !== JSON.stringify(value),
  )

/** Groups that documents name, from a pack; loading again brings changes in. */
export async function loadGroups(
  act: Act,
  rules: readonly GroupRule[],
  source: string,
): Promise<void> {
  const rows = rules.map(({ code, name, aliases, levels, parentLevels, codes }) => ({
    code,
    name,
    aliases,
    source,
    rule: {
      ...(levels ? { levels } : {}),
      ...(parentLevels ? { parentLevels } : {}),
      ...(codes ? { codes } : {}),
    },
  }))
  await saveGroups(act.db, rows)
  const rootId = await rootUnitId(act.db)
  if (!rootId) return
  await record(act, 'groups.loaded', {
    unitId: rootId,
    subject: 'groups',
    details: { groups: rows.length, source },
  })
}

/** Edges of a reorganisation. Unknown shares stay unknown. */
export async function recordSuccessions(
  act: Act,
  edges: readonly OrgTables['unit_successions'][],
): Promise<void> {
  await insertSuccessions(act.db, [...edges])
  const rootId = await rootUnitId(act.db)
  if (!rootId) return
  await record(act, 'successions.recorded', {
    unitId: rootId,
    subject: 'units',
    details: { edges: edges.length },
  })
}

export type Settling = { wording: string; unitId?: string; groupCode?: string }

/** Remembers which unit or group a document's wording means. Settling it anew replaces the answer. */
export async function settleBody(
  act: Act,
  { wording, unitId, groupCode }: Settling,
): Promise<void> {
  if (!unitId === !groupCode) throw new Problem(422, 'settlement.one-answer', { wording })
  if (groupCode && !(await groupRules(act.db)).some(({ code }) => code === groupCode))
    throw new Problem(422, 'settlement.group-unknown', { group: groupCode })
  const old = await settlementByWording(act.db, wording)
  if (old && old.unit_id === (unitId ?? null) && old.group_code === (groupCode ?? null)) return
  if (old) await withdrawSettlementRow(act.db, old.id, act.now)
  await insertSettlement(act.db, {
    id: act.newId(),
    folded: bodyKey(wording),
    wording,
    unit_id: unitId ?? null,
    group_code: groupCode ?? null,
    settled_at: act.now,
    settled_by: act.actor.personId,
    withdrawn_at: null,
  })
  await recordAtRoot(act, 'body.settled', { wording, unitId, groupCode })
}

/** Forgets a settled name; plans already applied keep what they were read as. */
export async function withdrawSettlement(act: Act, id: string): Promise<void> {
  const settlement = (await settlements(act.db)).find((row) => row.id === id)
  if (!settlement) throw new Problem(404, 'settlement.not-found')
  await withdrawSettlementRow(act.db, id, act.now)
  await recordAtRoot(act, 'settlement.withdrawn', { wording: settlement.wording })
}

async function recordAtRoot(
  act: Act,
  verb: string,
  details: Record<string, unknown>,
): Promise<void> {
  const unitId = act.actor.unitId ?? (await rootUnitId(act.db))
  if (!unitId) throw new Problem(409, 'units.none')
  await record(act, verb, { unitId, subject: 'settlement', details })
}

// Units and who stands under whom, changed as a table says.

import { searchKey, sortKey } from '../lib/text.ts'
import { type Act, record } from '../platform/index.ts'
import { changesOf, inFull, type KnownUnit, type UnitChange, type UnitRow } from './change.ts'
import {
  holdUnits,
  insertParents,
  insertUnits,
  knownUnits,
  memberships,
  removeParents,
  rootUnitId,
  updateUnit,
} from './store.ts'
import type { OrgTables } from './tables.ts'
import {
  gapsUnder,
  keyOf,
  type Place,
  type Places,
  placesByCode,
  type Stay,
  staysUnder,
} from './under.ts'
import type { Membership } from './unit.ts'

export type UnitImport = Omit<UnitRow, 'line'>
export type ImportOutcome = { inserted: number; updated: number; unchanged: number }

/** Loads units; the same table twice changes nothing. A row without aliases or parent leaves those that the unit has;
 * units below follow a parent's code to the unit that bears it next. Each row counts once. */
export async function importUnits(act: Act, units: readonly UnitImport[]): Promise<ImportOutcome> {
  await holdUnits(act.db)
  return await saveUnitRows(
    act,
    inFull(
      units.map((unit, at) => ({
        ...unit,
        parentCode: unit.parentCode ?? undefined,
        line: at + 1,
      })),
      await knownUnits(act.db),
    ),
  )
}

/** The same with rows in full: a row without a parent stands under nobody. */
export async function saveUnitRows(act: Act, rows: readonly UnitRow[]): Promise<ImportOutcome> {
  await holdUnits(act.db)
  const known = await knownUnits(act.db)
  const ids = new Map(known.map((unit) => [keyOf(unit), unit.id]))
  const changes = changesOf(rows, known)
  const fresh: OrgTables['units'][] = []
  const updated = new Set<string>()
  for (const [at, row] of rows.entries()) {
    const id = ids.get(keyOf(row)) ?? act.newId()
    ids.set(keyOf(row), id)
    if (changes[at]?.change === 'new') fresh.push({ id, ...columnsOf(row) })
    else if (changes[at]?.change === 'changed') {
      await updateUnit(act.db, id, columnsOf(row))
      updated.add(id)
    }
  }
  await insertUnits(act.db, fresh)
  const told = new Set(rows.map(keyOf))
  const others = known.filter((unit) => !told.has(keyOf(unit)))
  const moved = await linkParents(act, rows, others, ids)
  const inserted = new Set(fresh.map(({ id }) => id))
  for (const id of moved) if (!inserted.has(id)) updated.add(id)
  const outcome = {
    inserted: fresh.length,
    updated: updated.size,
    unchanged: rows.length - fresh.length - updated.size,
  }
  const rootId = await rootUnitId(act.db)
  if (rootId && (outcome.inserted > 0 || outcome.updated > 0)) {
    await record(act, 'units.imported', {
      unitId: rootId,
      subject: 'units',
      details: { ...outcome, ...(updated.size > 0 ? { fields: beforeAndAfter(changes) } : {}) },
    })
  }
  return outcome
}

/** What a change in place would otherwise forget. */
const beforeAndAfter = (changes: readonly UnitChange[]) =>
  changes.flatMap(({ code, validFrom, fields }) =>
    fields.map((it) => ({ code, validFrom, field: it.field, from: it.from, to: it.to })),
  )

/** Writes the parents that are new or changed of the rows, and of the units below them that follow their code; gives
 * the units of the rows whose parents they are. */
async function linkParents(
  act: Act,
  rows: readonly UnitRow[],
  others: readonly KnownUnit[],
  ids: ReadonlyMap<string, string>,
): Promise<string[]> {
  const places = placesByCode<Place>([...others, ...rows])
  const told = new Set(rows.map(({ code }) => code))
  const followers = others.filter(({ parentCode, validTo, validFrom }) => {
    const gaps = gapsUnder({ validFrom, validTo }, places.get(parentCode ?? '') ?? [])
    return told.has(parentCode ?? '') && !gaps.first && !gaps.later
  })
  const standing = new Map<string, Membership[]>()
  for (const row of await memberships(act.db))
    standing.set(row.unitId, [...(standing.get(row.unitId) ?? []), row])
  const idOf = (place: Place) => ids.get(keyOf(place)) ?? ''
  const own = new Set(rows.map(idOf))
  const moved: string[] = []
  for (const place of [...rows, ...followers]) {
    const unitId = idOf(place)
    const links = linksOf(place, places).map(({ parent, validFrom, validTo }) => ({
      unitId,
      parentId: idOf(parent),
      validFrom,
      validTo,
    }))
    const old = (standing.get(unitId) ?? []).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))
    if (links.length === 0 && place.parentCode !== null) continue
    if (JSON.stringify(links) === JSON.stringify(old.map(plainLink))) continue
    const starts = new Set<string>(links.map(({ validFrom }) => validFrom))
    await removeParents(
      act.db,
      old.filter(({ validFrom }) => !starts.has(validFrom)),
    )
    await insertParents(
      act.db,
      links.map((link) => ({
        unit_id: unitId,
        parent_id: link.parentId,
        valid_from: link.validFrom,
        valid_to: link.validTo,
      })),
    )
    if (own.has(unitId)) moved.push(unitId)
  }
  return moved
}

const plainLink = ({ unitId, parentId, validFrom, validTo }: Membership) => ({
  unitId,
  parentId,
  validFrom,
  validTo,
})

/** Under whom a unit stands from when to when. A parent that is known only for a part of the time counts for all of
 * it: packs are pictures of a day. */
function linksOf(unit: Place, places: Places): Stay<Place>[] {
  const parents = places.get(unit.parentCode ?? '') ?? []
  const stays = staysUnder(unit, parents)
  const gaps = gapsUnder(unit, parents)
  if (!gaps.first && !gaps.later) return stays
  const parent = stays[0]?.parent ?? parents[0]
  return parent ? [{ parent, validFrom: unit.validFrom, validTo: unit.validTo }] : []
}

function columnsOf(row: UnitRow): Omit<OrgTables['units'], 'id'> {
  return {
    code: row.code,
    level: row.level,
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

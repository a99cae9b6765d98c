// Units, parents, groups and settled names in the database. Reference tables: small, rarely written.

import { sql } from 'kysely'
import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import type { Db } from '../platform/index.ts'
import { bodyKey } from './body-key.ts'
import type { KnownUnit } from './change.ts'
import { type Directory, type DirectoryUnit, type GroupRule, makeDirectory } from './directory.ts'
import type { OrgTables } from './tables.ts'
import type { Membership, Succession, Unit } from './unit.ts'

const at = (db: Db) => db.withTables<OrgTables>()
type UnitColumns = OrgTables['units']

export type UnitListed = Unit & { aliases: string[]; sortKey: string; parentId: string | null }

const toUnit = (row: UnitColumns & { parent_id?: string | null }): UnitListed => ({
  id: row.id,
  code: row.code,
  level: row.level,
  name: row.name,
  fullName: row.full_name,
  type: row.type,
  dossierCode: row.dossier_code,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  aliases: row.aliases,
  sortKey: row.sort_key,
  parentId: row.parent_id ?? null,
})

/** Units of a day with their parent, sorted as Vietnamese sort. */
const listed = (db: Db, on: Day) =>
  at(db)
    .selectFrom('units')
    .leftJoin('unit_parents', (join) =>
      join
        .onRef('unit_parents.unit_id', '=', 'units.id')
        .on('unit_parents.valid_from', '<=', on)
        .on((eb) =>
          eb.or([eb('unit_parents.valid_to', 'is', null), eb('unit_parents.valid_to', '>', on)]),
        ),
    )
    .selectAll('units')
    .select('unit_parents.parent_id')
    .where('units.valid_from', '<=', on)
    .where((eb) => eb.or([eb('units.valid_to', 'is', null), eb('units.valid_to', '>', on)]))
    .orderBy('units.sort_key')

export const unitsOn = async (db: Db, on: Day): Promise<UnitListed[]> =>
  (await listed(db, on).execute()).map(toUnit)

export async function unitByCode(db: Db, code: string, on: Day): Promise<UnitListed | null> {
  const row = await listed(db, on).where('units.code', '=', code).executeTakeFirst()
  return row ? toUnit(row) : null
}

export async function unitById(db: Db, id: string): Promise<UnitListed | null> {
  const row = await at(db).selectFrom('units').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? toUnit(row) : null
}

export async function unitsByIds(db: Db, ids: readonly string[]): Promise<UnitListed[]> {
  if (ids.length === 0) return []
  const rows = await at(db)
    .selectFrom('units')
    .selectAll()
    .where('id', 'in', [...ids])
    .orderBy('sort_key')
    .execute()
  return rows.map(toUnit)
}

export const childrenOf = async (db: Db, parentId: string, on: Day): Promise<UnitListed[]> =>
  (await listed(db, on).where('unit_parents.parent_id', '=', parentId).execute()).map(toUnit)

/** Every unit there ever was. */
export const allUnitIds = async (db: Db): Promise<string[]> =>
  (await at(db).selectFrom('units').select('id').execute()).map(({ id }) => id)

/** The parent's id on a day; null at the top. */
export async function parentIdOn(db: Db, unitId: string, on: Day): Promise<string | null> {
  const row = await at(db)
    .selectFrom('unit_parents')
    .select('parent_id')
    .where('unit_id', '=', unitId)
    .where('valid_from', '<=', on)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>', on)]))
    .executeTakeFirst()
  return row?.parent_id ?? null
}

/** The unit itself and all above it on a day. */
export async function ancestorIds(db: Db, unitId: string, on: Day): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up(id, depth) as (
      select ${unitId}::uuid, 0
      union all
      select p.parent_id, up.depth + 1 from unit_parents p join up on p.unit_id = up.id
      where p.valid_from <= ${on} and (p.valid_to is null or p.valid_to > ${on}) and up.depth < 12
    ) select id from up order by depth`.execute(db)
  return rows.map((row) => row.id)
}

/** The units and all below them on a day. */
export async function subtreeIds(db: Db, roots: readonly string[], on: Day): Promise<string[]> {
  if (roots.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    with recursive down(id, depth) as (
      select id, 0 from units where id = any(${[...roots]}::uuid[])
      union
      select p.unit_id, down.depth + 1 from unit_parents p join down on p.parent_id = down.id
      where p.valid_from <= ${on} and (p.valid_to is null or p.valid_to > ${on}) and down.depth < 12
    ) select distinct id from down`.execute(db)
  return rows.map((row) => row.id)
}

/** Units whose name contains the text, without regard to diacritics or case. */
export async function searchUnits(
  db: Db,
  text: string,
  on: Day,
  options: { within?: readonly string[]; limit?: number } = {},
): Promise<UnitListed[]> {
  const key = searchKey(text)
  if (key === '') return []
  const rows = await listed(db, on)
    .where((eb) =>
      eb.or([
        eb('units.search_key', 'like', `%${likeText(key)}%`),
        eb('units.code', '=', text.trim()),
      ]),
    )
    .$if(options.within !== undefined, (query) =>
      query.where(sql<boolean>`units.id = any(${[...(options.within ?? [])]}::uuid[])`),
    )
    .limit(options.limit ?? 50)
    .execute()
  return rows.map(toUnit)
}

/** Text to stand inside a LIKE pattern. */
export const likeText = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`)

export async function memberships(db: Db): Promise<Membership[]> {
  const rows = await at(db).selectFrom('unit_parents').selectAll().execute()
  return rows.map((row) => ({
    unitId: row.unit_id,
    parentId: row.parent_id,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }))
}

export async function successions(db: Db): Promise<Succession[]> {
  const rows = await at(db)
    .selectFrom('unit_successions')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    fromId: row.from_id,
    toId: row.to_id,
    effectiveOn: row.effective_on,
    portion: row.portion,
    share: row.share === null ? null : Number(row.share),
  }))
}

/** What the reader of a document looks names up in: units of all times, groups, settled names. */
export async function directory(db: Db): Promise<Directory> {
  const [units, parents, groups, settled] = await Promise.all([
    at(db).selectFrom('units').selectAll().execute(),
    at(db).selectFrom('unit_parents').selectAll().execute(),
    groupRules(db),
    settlements(db),
  ])
  const codes = new Map(units.map((row) => [row.id, row.code]))
  const parentOf = new Map(parents.map((row) => [row.unit_id, codes.get(row.parent_id) ?? null]))
  const known: DirectoryUnit[] = units.map((row) => ({
    id: row.id,
    code: row.code,
    name: row.name,
    fullName: row.full_name,
    level: row.level,
    parentCode: parentOf.get(row.id) ?? null,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    aliases: row.aliases,
  }))
  const answers = settled.map(({ wording, unitId, groupCode }): [string, string] => [
    wording,
    groupCode ?? codes.get(unitId ?? '') ?? '',
  ])
  return makeDirectory(known, groups, Object.fromEntries(answers))
}

export async function groupRules(db: Db): Promise<GroupRule[]> {
  const rows = await at(db).selectFrom('unit_groups').selectAll().orderBy('code').execute()
  return rows.map(({ code, name, aliases, rule }) => ({ code, name, aliases, ...rule }))
}

export type Settlement = {
  id: string
  wording: string
  unitId: string | null
  groupCode: string | null
  settledAt: string
  settledBy: string | null
}

/** Names that a person settled and nobody has withdrawn. */
export async function settlements(db: Db): Promise<Settlement[]> {
  const rows = await at(db)
    .selectFrom('body_settlements')
    .selectAll()
    .where('withdrawn_at', 'is', null)
    .orderBy('settled_at')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    wording: row.wording,
    unitId: row.unit_id,
    groupCode: row.group_code,
    settledAt: row.settled_at,
    settledBy: row.settled_by,
  }))
}

export async function settlementByWording(db: Db, wording: string) {
  return await at(db)
    .selectFrom('body_settlements')
    .selectAll()
    .where('folded', '=', bodyKey(wording))
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
}

export const insertUnits = async (db: Db, rows: UnitColumns[]): Promise<void> => {
  if (rows.length > 0) await at(db).insertInto('units').values(rows).execute()
}

export const updateUnit = async (
  db: Db,
  id: string,
  change: Partial<UnitColumns>,
): Promise<void> => {
  await at(db).updateTable('units').set(change).where('id', '=', id).execute()
}

export const insertParents = async (db: Db, rows: OrgTables['unit_parents'][]): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('unit_parents')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['unit_id', 'valid_from']).doUpdateSet((eb) => ({
        parent_id: eb.ref('excluded.parent_id'),
        valid_to: eb.ref('excluded.valid_to'),
      })),
    )
    .execute()
}

export const removeParents = async (db: Db, links: readonly Membership[]): Promise<void> => {
  for (const { unitId, validFrom } of links)
    await at(db)
      .deleteFrom('unit_parents')
      .where('unit_id', '=', unitId)
      .where('valid_from', '=', validFrom)
      .execute()
}

export const insertSuccessions = async (db: Db, rows: OrgTables['unit_successions'][]) => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('unit_successions')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export const saveGroups = async (db: Db, rows: OrgTables['unit_groups'][]): Promise<void> => {
  if (rows.length === 0) return
  await at(db)
    .insertInto('unit_groups')
    .values(rows.map((row) => ({ ...row, rule: JSON.stringify(row.rule) as never })))
    .onConflict((conflict) =>
      conflict.column('code').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        aliases: eb.ref('excluded.aliases'),
        rule: eb.ref('excluded.rule'),
        source: eb.ref('excluded.source'),
      })),
    )
    .execute()
}

export const insertSettlement = async (
  db: Db,
  row: OrgTables['body_settlements'],
): Promise<void> => {
  await at(db).insertInto('body_settlements').values(row).execute()
}

export const withdrawSettlementRow = async (db: Db, id: string, at_: string): Promise<void> => {
  await at(db)
    .updateTable('body_settlements')
    .set({ withdrawn_at: at_ })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute()
}

/** The unit in whose chain events of the whole instance are recorded: the topmost that was first. */
export async function rootUnitId(db: Db): Promise<string | null> {
  const row = await at(db)
    .selectFrom('units')
    .select('id')
    .where('level', '=', 'province')
    .orderBy('valid_from')
    .orderBy('code')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Every unit there is or was, with the code of the one it stands under last. */
export async function knownUnits(db: Db): Promise<KnownUnit[]> {
  const [units, parents] = await Promise.all([
    at(db).selectFrom('units').selectAll().orderBy('code').orderBy('valid_from').execute(),
    at(db).selectFrom('unit_parents').selectAll().orderBy('valid_from').execute(),
  ])
  const codes = new Map(units.map((row) => [row.id, row.code]))
  const parentOf = new Map(parents.map((row) => [row.unit_id, codes.get(row.parent_id) ?? null]))
  return units.map((row) => {
    const { sortKey: _, parentId: __, ...unit } = toUnit(row)
    return { ...unit, parentCode: parentOf.get(row.id) ?? null }
  })
}

/** One table of units at a time. */
export const holdUnits = async (db: Db): Promise<void> => {
  await sql`select pg_advisory_xact_lock(20, 130)`.execute(db)
}

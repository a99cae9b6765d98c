// Changes to groups, successions and settled names.

import { type Act, Problem, record } from '../platform/index.ts'
import { bodyKey } from './body-key.ts'
import type { GroupRule } from './directory.ts'
import {
  groupRules,
  insertSettlement,
  insertSuccessions,
  rootUnitId,
  saveGroups,
  settlementByWording,
  settlements,
  withdrawSettlementRow,
} from './store.ts'
import type { OrgTables } from './tables.ts'

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
  edges: readonly Pick<
    OrgTables['unit_successions'],
    'from_id' | 'to_id' | 'effective_on' | 'portion' | 'share' | 'source'
  >[],
): Promise<void> {
  await insertSuccessions(
    act.db,
    edges.map((edge) => ({
      ...edge,
      id: act.newId(),
      recorded_at: act.now,
      recorded_by: act.actor.personId,
      withdrawn_at: null,
      withdrawn_by: null,
      withdrawal_reason: null,
    })),
  )
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

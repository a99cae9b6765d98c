// From a period on, another unit does what an item asks of one: decided with the move of its open duties, followed
// when duties are made, ended by a person or by an amended plan.

import type { Day } from '../lib/day.ts'
import { type Act, notFound, record } from '../platform/index.ts'
import { listDuties } from './list-store.ts'
import { asOfToday } from './load-form.ts'
import { moveDuty, type Reassignment, reassignDuties, reassignmentRow } from './reassign-actions.ts'
import { duplicatesOf, endAsMoved } from './reassign-store.ts'
import { findDuty, holdUnit, obligationById } from './store.ts'
import type { ObligationTables } from './tables.ts'
import { fromHereOn, handsOf, takeoverEnding } from './takeover.ts'
import {
  dutiesByTakeover,
  dutiesMadeAt,
  dutyIdsOf,
  endTakeoverRows,
  endTheseDuties,
  insertTakeover,
  movedOn,
  moveTakeovers,
  type StandingTakeover,
  standingTakeovers,
  type TakeoverRow,
  takeoverRules,
  takeovers,
} from './takeover-store.ts'

/** Moves a duty and every later open one of the same item, and decides that later periods follow. Returns the new ids,
 * the first of the duty itself. */
export async function takeOver(
  act: Act,
  move: Omit<Reassignment, 'dutyIds'> & { dutyId: string },
): Promise<string[]> {
  await holdUnit(act.db, move.unitId)
  const row = await findDuty(act.db, move.unitId, move.dutyId)
  const obligation = row && (await obligationById(act.db, row.obligation_id))
  if (!row || !obligation) throw notFound('duty')
  const duties = await listDuties(act.db, await asOfToday(act.db, act.today), {
    unitIds: [move.unitId],
    obligationId: row.obligation_id,
  })
  const open = duties.map((duty) => ({
    ...duty,
    isOpen: duty.standing !== 'submitted' && duty.standing !== 'accepted',
  }))
  const first = open.find(({ id }) => id === move.dutyId)
  const later = first ? fromHereOn(first, open).filter(({ id }) => id !== move.dutyId) : []
  const takeoverId = act.newId()
  const moved = await reassignDuties(
    act,
    { ...move, dutyIds: [move.dutyId], dueOn: move.dueOn },
    takeoverId,
  )
  if (later.length > 0) {
    const others = { ...move, dutyIds: later.map(({ id }) => id), dueOn: null }
    moved.push(...(await reassignDuties(act, others, takeoverId)))
  }
  const standing = await standingTakeovers(act.db, [obligation.source_id])
  await endTakeoverRows(
    act.db,
    standing
      .filter((old) => old.unit_id === move.unitId && old.from_on >= row.nominal_on)
      .map(({ id }) => id),
    { at: act.now, by: act.actor.personId, reason: move.reason },
  )
  await insertTakeover(act.db, {
    id: takeoverId,
    source_id: obligation.source_id,
    plan_id: obligation.plan_id,
    unit_id: move.unitId,
    to_unit_id: move.toUnitId,
    period: row.period,
    opens_on: row.opens_on,
    from_on: row.nominal_on,
    reason: move.reason.normalize('NFC').trim().slice(0, 2000),
    decided_at: act.now,
    decided_by: act.actor.personId,
    ended_at: null,
    ended_by: null,
    end_reason: null,
  })
  const details = {
    fromUnitId: move.unitId,
    toUnitId: move.toUnitId,
    number: obligation.number,
    period: row.period,
    duties: moved.length,
  }
  await record(act, 'takeover.decided', { unitId: move.unitId, subject: takeoverId, details })
  await record(act, 'takeover.received', { unitId: move.toUnitId, subject: takeoverId, details })
  return moved
}

/** Later periods go to the first unit again; open duties that were named go back to it now. */
export async function endTakeover(
  act: Act,
  ending: { id: string; unitId: string; reason: string; dutyIds: readonly string[] },
): Promise<void> {
  const [takeover] = await takeovers(act.db, { id: ending.id })
  if (!takeover || takeover.unitId !== ending.unitId) throw notFound('takeover')
  const { unitId, toUnitId } = takeover
  for (const id of [unitId, toUnitId].sort()) await holdUnit(act.db, id)
  const reason = takeoverEnding(ending, {
    isEnded: takeover.endedAt !== null,
    returnable: await returnableDuties(act, takeover),
  })
  if (ending.dutyIds.length > 0) {
    await reassignDuties(act, {
      unitId: toUnitId,
      dutyIds: ending.dutyIds,
      toUnitId: unitId,
      reason,
      dueOn: null,
    })
  }
  await endTakeoverRows(act.db, [takeover.id], { at: act.now, by: act.actor.personId, reason })
  await recordEnd(act, takeover, { returned: ending.dutyIds.length })
}

/** Open duties that the taker has by this takeover and has not sent. */
export async function returnableDuties(
  { db, today }: Pick<Act, 'db' | 'today'>,
  takeover: { id: string; unitId: string; toUnitId: string },
): Promise<string[]> {
  const came = await dutiesByTakeover(db, takeover)
  if (came.length === 0) return []
  const listed = await listDuties(db, await asOfToday(db, today), {
    unitIds: [takeover.toUnitId],
    dutyIds: came,
  })
  return listed
    .filter(({ standing }) => standing !== 'submitted' && standing !== 'accepted')
    .map(({ id }) => id)
}

/** Duties made just now go to whoever took them over. Where that unit has the same duty of its own, that one stands for
 * both. */
export async function followTakeovers(
  act: Act,
  made: { planId: string; on: Day },
): Promise<number> {
  const rules = await takeoverRules(act.db, made.planId, made.on)
  if (rules.length === 0) return 0
  const duties = await dutiesMadeAt(act.db, {
    planId: made.planId,
    unitIds: [...new Set(rules.map(({ unitId }) => unitId))],
    spawnedAt: act.now,
  })
  // Older words first: what a taker leads itself has left before another unit's share comes.
  const shares = duties
    .map(({ source_id: sourceId, ...duty }) => ({
      duty,
      hands: handsOf({ sourceId, unitId: duty.unit_id, nominalOn: duty.nominal_on }, rules),
    }))
    .filter(({ duty, hands }) => (hands.at(-1)?.toUnitId ?? duty.unit_id) !== duty.unit_id)
    .map(({ duty, hands }) => ({ duty, hands, rank: rules.indexOf(hands[0] as StandingTakeover) }))
    .sort((a, b) => a.rank - b.rank)
  for (const { duty, hands } of shares) await handOn(act, duty, hands)
  return shares.length
}

async function handOn(
  act: Act,
  first: ObligationTables['duties'],
  hands: readonly StandingTakeover[],
): Promise<void> {
  let duty = first
  for (const { id, toUnitId, reason } of hands) {
    const to = { toUnitId, reason, dueOn: null, takeoverId: id }
    const known = await duplicatesOf(act.db, toUnitId, duty)
    const own = known.find(({ ended }) => !ended)
    if (own) {
      await endAsMoved(act.db, reassignmentRow(act, duty, { ...to, toDutyId: own.id }))
      return
    }
    const movedId = await moveDuty(act, duty, to, known)
    const moved = await findDuty(act.db, toUnitId, movedId)
    if (!moved) throw new Error(`no duty ${movedId}`)
    duty = moved
  }
}

/** An amended item: takeovers of units that it still names go on under it, those of others end. */
export async function carryTakeovers(
  act: Act,
  item: { fromSourceId: string; toSourceId: string | null; leadIds: readonly string[] },
): Promise<void> {
  const standing = await standingTakeovers(act.db, [item.fromSourceId])
  const ended = standing.filter(
    (row) => item.toSourceId === null || !mayStand(row, standing, item.leadIds),
  )
  await endTakeoverRows(
    act.db,
    ended.map(({ id }) => id),
    { at: act.now, by: act.actor.personId, reason: 'plan changed' },
  )
  for (const row of ended) {
    await recordEnd(act, { id: row.id, unitId: row.unit_id, toUnitId: row.to_unit_id }, {})
  }
  if (item.toSourceId) await moveTakeovers(act.db, item.fromSourceId, item.toSourceId)
}

/** The item names its unit, or another takeover that stands gives to it. */
function mayStand(
  row: TakeoverRow,
  standing: readonly TakeoverRow[],
  leadIds: readonly string[],
): boolean {
  if (leadIds.includes(row.unit_id)) return true
  return standing.some(
    (other) =>
      other.to_unit_id === row.unit_id &&
      other.decided_at < row.decided_at &&
      mayStand(other, standing, leadIds),
  )
}

/** What units that an amended item no longer names had handed on ends with their part. */
export async function endHandedOn(
  act: Act,
  left: { obligationId: string; unitIds: readonly string[]; leadIds: readonly string[] },
): Promise<void> {
  let dutyIds = await dutyIdsOf(act.db, left.obligationId, left.unitIds)
  let unitIds = [...left.unitIds]
  const seen = new Set<string>()
  while (dutyIds.length > 0) {
    const next = (await movedOn(act.db, { unitIds, dutyIds })).filter(
      ({ unitId, dutyId }) => !seen.has(dutyId) && !left.leadIds.includes(unitId),
    )
    for (const { dutyId } of next) seen.add(dutyId)
    await endTheseDuties(act.db, next, {
      on: act.today,
      reason: 'plan changed',
      by: act.actor.personId,
    })
    dutyIds = next.map(({ dutyId }) => dutyId)
    unitIds = [...new Set(next.map(({ unitId }) => unitId))]
  }
}

async function recordEnd(
  act: Act,
  { id, unitId, toUnitId }: { id: string; unitId: string; toUnitId: string },
  more: Record<string, unknown>,
): Promise<void> {
  const details = { fromUnitId: unitId, toUnitId, ...more }
  await record(act, 'takeover.ended', { unitId, subject: id, details })
  await record(act, 'takeover.ended', { unitId: toUnitId, subject: id, details })
}

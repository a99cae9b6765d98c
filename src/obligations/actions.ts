// Changes to obligations and duties: defined and spawned by a plan, ended when it is amended, reported on.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { type Act, record } from '../platform/index.ts'
import { type DueRule, dutySeeds, type PlanSpan } from './due.ts'
import {
  changeObligation,
  endObligationRows,
  endUnitsOfObligation,
  insertDuties,
  insertObligations,
  insertObligationUnits,
  leadUnits,
  obligationsOfPlan,
  type SeedRow,
} from './store.ts'
import { endHandedOn, followTakeovers } from './takeover-actions.ts'

export type NewObligation = {
  sourceKind: 'plan-task' | 'plan-duty'
  sourceId: string
  number: string
  position: number
  title: string
  text: string
  due: DueRule[]
  evidenceKinds?: string[]
  quantityName?: string | null
  dimensions: number[]
  leadIds: string[]
  supportingIds: string[]
}

/** Writes what a plan binds whom to, from a day on. */
export async function defineObligations(
  act: Act,
  plan: { planId: string; unitId: string; from: Day },
  drafts: readonly NewObligation[],
): Promise<void> {
  if (drafts.length === 0) return
  const rows = drafts.map((draft) => ({ id: act.newId(), draft }))
  await insertObligations(
    act.db,
    rows.map(({ id, draft }) => ({
      id,
      source_kind: draft.sourceKind,
      source_id: draft.sourceId,
      plan_id: plan.planId,
      number: draft.number,
      position: draft.position,
      title: draft.title,
      text: draft.text,
      search_key: searchKey(`${draft.number} ${draft.text}`),
      due: draft.due,
      evidence_kinds: draft.evidenceKinds ?? [],
      quantity_name: draft.quantityName ?? null,
      quantity_target: null,
      dimensions: draft.dimensions,
      begins_on: plan.from,
      ends_on: null,
    })),
  )
  const unitsOf = (part: 'lead' | 'supporting', key: 'leadIds' | 'supportingIds') =>
    rows.flatMap(({ id, draft }) =>
      [...new Set(draft[key])].map((unitId) => ({
        obligation_id: id,
        unit_id: unitId,
        part,
        valid_from: plan.from,
        valid_to: null,
      })),
    )
  await insertObligationUnits(act.db, [
    ...unitsOf('lead', 'leadIds'),
    ...unitsOf('supporting', 'supportingIds'),
  ])
  await record(act, 'obligations.defined', {
    unitId: plan.unitId,
    subject: plan.planId,
    details: { obligations: drafts.length },
  })
}

/** Makes the duties that a plan's obligations ask for and that are not there yet. Running it again makes none.
 * Returns how many were new. */
export async function spawnDuties(
  act: Act,
  plan: { planId: string; unitId: string; span: PlanSpan },
): Promise<number> {
  const calendar = await workCalendar(act.db)
  const obligations = await obligationsOfPlan(act.db, plan.planId, act.today)
  const leads = await leadUnits(
    act.db,
    obligations.map((row) => row.id),
    act.today,
  )
  const seeds = new Map(obligations.map((row) => [row.id, dutySeeds(row.due, plan.span, calendar)]))
  const rows = leads.flatMap(({ obligation_id, unit_id }) =>
    (seeds.get(obligation_id) ?? []).map(
      (seed): SeedRow => ({
        ...seed,
        id: act.newId(),
        unitId: unit_id,
        obligationId: obligation_id,
      }),
    ),
  )
  const spawned = await insertDuties(act.db, rows, {
    planId: plan.planId,
    calendarVersion: calendar.version,
    now: act.now,
  })
  if (spawned > 0) {
    await followTakeovers(act, { planId: plan.planId, on: act.today })
    await record(act, 'duties.spawned', {
      unitId: plan.unitId,
      subject: plan.planId,
      details: { duties: spawned },
    })
  }
  return spawned
}

/** Ends an obligation from today: what was reported stays, what was not due yet falls away. */
export async function endObligation(
  act: Act,
  obligation: { id: string; unitId: string; reason: string },
): Promise<void> {
  const ended = await endObligationRows(act.db, obligation.id, {
    on: act.today,
    reason: obligation.reason,
    by: act.actor.personId,
  })
  await record(act, 'obligation.ended', {
    unitId: obligation.unitId,
    subject: obligation.id,
    details: { duties: ended, reason: obligation.reason },
  })
}

/** Carries an obligation on under an amended item: new words, and only those units end or begin that left or
 * joined. What was reported stays. */
export async function carryObligation(
  act: Act,
  carried: Pick<
    NewObligation,
    'sourceId' | 'number' | 'position' | 'title' | 'text' | 'leadIds'
  > & {
    id: string
    unitId: string
    reason: string
  },
): Promise<void> {
  await changeObligation(act.db, carried.id, {
    source_id: carried.sourceId,
    number: carried.number,
    position: carried.position,
    title: carried.title,
    text: carried.text,
    search_key: searchKey(`${carried.number} ${carried.text}`),
  })
  const bound = (await leadUnits(act.db, [carried.id], act.today)).map((row) => row.unit_id)
  const left = bound.filter((unitId) => !carried.leadIds.includes(unitId))
  const joined = carried.leadIds.filter((unitId) => !bound.includes(unitId))
  await endUnitsOfObligation(act.db, carried.id, left, {
    on: act.today,
    reason: carried.reason,
    by: act.actor.personId,
  })
  await endHandedOn(act, {
    obligationId: carried.id,
    unitIds: left,
    leadIds: carried.leadIds,
  })
  await insertObligationUnits(
    act.db,
    joined.map((unitId) => ({
      obligation_id: carried.id,
      unit_id: unitId,
      part: 'lead' as const,
      valid_from: act.today,
      valid_to: null,
    })),
  )
  await record(act, 'obligation.carried', {
    unitId: carried.unitId,
    subject: carried.id,
    details: { left: left.length, joined: joined.length },
  })
}

/** Says anew which dimensions of PAPI an obligation serves. The caller records why. */
export async function serveDimensions(
  act: Act,
  obligation: { id: string; dimensions: number[] },
): Promise<void> {
  await changeObligation(act.db, obligation.id, { dimensions: obligation.dimensions })
}

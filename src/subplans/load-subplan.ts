// What the pages show of own plans: one unit's, the coverage of a plan, what one person has been given.

import { listStaff, namesOf, postsIn } from '../auth/index.ts'
import type { Day } from '../lib/day.ts'
import { asOfToday, type Bearer, bearersOfPlan, type Standing } from '../obligations/index.ts'
import { ancestorIds, childrenOf, unitsOn } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { itemsOf } from '../plans/index.ts'
import type { Actor, Db } from '../platform/index.ts'
import type { CoverageRow } from './coverage.ts'
import { type Assignment, assignmentsOf, servedBy, unitsWriting } from './coverage-store.ts'
import { type AskedInText, askedInText } from './demand.ts'
import { type Exemption, exemptionOf, exemptionsOf } from './exemption-store.ts'
import {
  type Demand,
  type Mark,
  marksOf,
  type OwnTask,
  type Round,
  roundsOf,
  roundsOfUnits,
  type Subplan,
  standingDemand,
  subplanOf,
  tasksOf,
} from './store.ts'
import { type Executor, isLate, type LastRound, NOBODY, subplanStanding } from './subplan.ts'

const DIVISIONS: readonly string[] = ['division', 'public-body']

/** Who a unit can give work to: its sub-units, posts, and the people who hold them. */
export async function doersOf(db: Db, unitId: string, on: Day): Promise<Executor[]> {
  const divisions = (await childrenOf(db, unitId, on)).filter(({ level }) =>
    DIVISIONS.includes(level),
  )
  const unitIds = [unitId, ...divisions.map(({ id }) => id)]
  const posts = await postsIn(db, unitIds, on)
  const people = await holdersIn(db, unitIds, on)
  return [
    ...divisions.map(({ id, fullName }) => ({ ...NOBODY, label: fullName, divisionId: id })),
    ...posts.map(({ id, title }) => ({ ...NOBODY, label: title, postId: id })),
    ...people.map(({ personId, name }) => ({ ...NOBODY, label: name, personId })),
  ]
}

async function holdersIn(
  db: Db,
  unitIds: readonly string[],
  on: Day,
): Promise<{ personId: string; name: string }[]> {
  const { rows } = await listStaff(
    db,
    { unitIds, on, state: 'held' },
    { sort: 'name', dir: 'asc', limit: 1000, offset: 0 },
  )
  const seen = new Map(
    rows.flatMap(({ personId, name }) => (personId && name ? [[personId, name] as const] : [])),
  )
  return [...seen].map(([personId, name]) => ({ personId, name }))
}

export type SubplanView = {
  demand: Demand | undefined
  /** It need not send one. */
  exemption: Exemption | undefined
  draft: Subplan | undefined
  tasks: OwnTask[]
  rounds: Round[]
  /** What the plan asks of the unit. */
  bound: Bearer[]
  standing: Standing
  late: boolean
  marks: Mark[]
  names: Map<string, string>
}

export const lastOf = (rounds: readonly Round[]): LastRound | null => {
  const last = rounds.at(-1)
  if (!last) return null
  return {
    countsOn: last.counts_on,
    isAccepted: last.accepted_at !== null,
    returned: last.correct_by ? { correctBy: last.correct_by } : null,
  }
}

/** The last day for which a plan's units are looked up: its own year's end when that is over. */
export const dayOfPlan = (plan: Pick<Plan, 'year'>, today: Day): Day => {
  const end = `${plan.year}-12-31` as Day
  return today < end ? today : end
}

export async function loadSubplan(
  db: Db,
  today: Day,
  { unitId, plan }: { unitId: string; plan: Plan },
): Promise<SubplanView> {
  const { soonOn } = await asOfToday(db, today)
  const [demand, exemption, draft, rounds, bound] = await Promise.all([
    standingDemand(db, plan.id),
    exemptionOf(db, unitId, plan.id),
    subplanOf(db, unitId, plan.id),
    roundsOf(db, unitId, plan.id),
    bearersOfPlan(db, plan.id, dayOfPlan(plan, today), unitId),
  ])
  const tasks = draft ? await tasksOf(db, unitId, draft.id) : []
  const last = lastOf(rounds)
  const dueOn = exemption ? null : (demand?.due_on ?? null)
  const marks = await marksOf(
    db,
    unitId,
    tasks.map(({ id }) => id),
  )
  return {
    demand,
    exemption,
    draft,
    tasks,
    rounds,
    bound,
    standing: subplanStanding(dueOn, last, today, soonOn),
    late: isLate(dueOn, last, today),
    marks,
    names: await namesOf(db, [
      ...rounds.flatMap((row) => [row.filed_by, row.accepted_by, row.returned_by]),
      ...marks.map((mark) => mark.marked_by),
    ]),
  }
}

/** Unit by unit, for the units that may be seen: what was filed and what it leaves out. */
export async function loadCoverage(
  db: Db,
  today: Day,
  plan: Plan,
  reach: ReadonlySet<string>,
): Promise<{ demand: Demand | undefined; rows: CoverageRow[] }> {
  const on = dayOfPlan(plan, today)
  const { soonOn } = await asOfToday(db, today)
  const bearers = await bearersOfPlan(db, plan.id, on)
  const bound = grouped(bearers, ({ unitId }) => unitId)
  const units = (await unitsOn(db, on)).filter(({ id }) => reach.has(id) && bound.has(id))
  const unitIds = units.map(({ id }) => id)
  const [demand, exemptions, rounds, writing] = await Promise.all([
    standingDemand(db, plan.id),
    exemptionsOf(db, unitIds, plan.id),
    roundsOfUnits(db, unitIds, plan.id),
    unitsWriting(db, unitIds, plan.id),
  ])
  const byUnit = grouped(rounds, (row) => row.unit_id)
  const served = await servedBy(
    db,
    unitIds,
    [...byUnit.values()].flatMap(([last]) => (last ? [last.id] : [])),
  )
  const exempt = new Map(exemptions.map((row) => [row.unit_id, row]))
  const rows = units.map((unit): CoverageRow => {
    const own = byUnit.get(unit.id) ?? []
    const [newest] = own
    const last = newest ? lastOf([newest]) : null
    const tasks = bound.get(unit.id) ?? []
    const has = served.get(unit.id)
    const freed = exempt.get(unit.id)
    const dueOn = freed ? null : (demand?.due_on ?? null)
    return {
      unitId: unit.id,
      unitCode: unit.code,
      unitName: unit.fullName,
      standing: subplanStanding(dueOn, last, today, soonOn),
      late: isLate(dueOn, last, today),
      rounds: own.length,
      filedAt: newest?.filed_at ?? null,
      filingId: newest?.id ?? null,
      exempt: freed ? { reason: freed.reason, at: freed.exempted_at } : null,
      hasDraft: writing.has(unit.id),
      bound: tasks,
      uncovered: tasks.filter(({ obligationId }) => !has?.has(obligationId)),
    }
  })
  return { demand, rows }
}

function grouped<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

/** What a plan's own words say about the plans of its units. */
export const loadAsked = async (db: Db, planId: string): Promise<AskedInText | null> =>
  askedInText((await itemsOf(db, planId)).filter(({ kind }) => kind !== 'group'))

/** Own tasks given to whoever acts: by name, by post, or to their sub-unit. */
export async function myAssignments(db: Db, actor: Actor, on: Day): Promise<Assignment[]> {
  if (!actor.unitId) return []
  return await assignmentsOf(db, await ancestorIds(db, actor.unitId, on), {
    personId: actor.personId,
    postId: actor.postId,
    divisionId: actor.unitId,
  })
}

// Opening a cycle, publishing its result, taking it back, deciding on what it proposes.

import { type Day, isDay } from '../lib/day.ts'
import { unitsByIds } from '../org/index.ts'
import {
  type Act,
  canonical,
  type Measure,
  notFound,
  Problem,
  record,
  sha256,
} from '../platform/index.ts'
import {
  cycleBySlug,
  decisionsOf,
  holdCycle,
  insertCycle,
  insertPublication,
  replaceDecision,
  withdrawPublicationRow,
} from './cycle-store.ts'
import { loadHead, loadStandings, loadUnits } from './load-cycle.ts'
import { type Published, proposalsOf, RESULT_FORMAT } from './publication.ts'
import { CODE } from './set-actions.ts'
import { versionOf } from './set-store.ts'

export type NewCycle = {
  slug: string
  name: string
  /** The unit that holds the cycle. */
  unitId: string
  set: string
  number: number
  unitIds: readonly string[]
  from: string
  to: string
  opensOn: string
  selfBy: string
  appraiseBy: string
  answerBy: string
  /** Slug of the cycle that movement is told against. */
  previous: string | null
}

const MOST_UNITS = 5000

/** Opens a cycle for some units by a published version of a set. */
export async function openCycle(act: Act, cycle: NewCycle): Promise<{ slug: string }> {
  if (!CODE.test(cycle.slug) || cycle.slug.length > 60)
    throw new Problem(422, 'criteria.code-unfit')
  if (cycle.name.trim() === '') throw new Problem(422, 'criteria.name-missing')
  if (await cycleBySlug(act.db, cycle.slug))
    throw new Problem(409, 'criteria.code-taken', { code: cycle.slug })
  const version = await versionOf(act.db, cycle.set, cycle.number)
  if (!version?.published_at) throw new Problem(422, 'criteria.set-not-published')
  const days = daysOf(cycle)
  const unitIds = [...new Set(cycle.unitIds)]
  if (unitIds.length === 0) throw new Problem(422, 'criteria.no-units')
  if (unitIds.length > MOST_UNITS || (await unitsByIds(act.db, unitIds)).length < unitIds.length)
    throw new Problem(422, 'criteria.no-units')
  const previous = cycle.previous ? await cycleBySlug(act.db, cycle.previous) : undefined
  if (cycle.previous && !previous) throw notFound('criteria-cycle')
  const id = act.newId()
  await insertCycle(act.db, {
    id,
    unit_id: cycle.unitId,
    version_id: version.id,
    slug: cycle.slug,
    name: cycle.name.trim(),
    ...days,
    previous_id: previous?.id ?? null,
    unit_ids: unitIds,
    opened_at: act.now,
    opened_by: act.actor.personId,
  })
  await record(act, 'criteria.cycle-opened', {
    unitId: cycle.unitId,
    subject: id,
    details: { slug: cycle.slug, set: cycle.set, number: cycle.number, units: unitIds.length },
  })
  return { slug: cycle.slug }
}

function daysOf(cycle: NewCycle) {
  const read = (text: string): Day => {
    if (!isDay(text)) throw new Problem(422, 'criteria.day-unreadable')
    return text
  }
  const days = {
    from_on: read(cycle.from),
    to_on: read(cycle.to),
    opens_on: read(cycle.opensOn),
    self_by: read(cycle.selfBy),
    appraise_by: read(cycle.appraiseBy),
    answer_by: read(cycle.answerBy),
  }
  const { opens_on, self_by, appraise_by, answer_by } = days
  const inOrder = opens_on <= self_by && self_by <= appraise_by && appraise_by <= answer_by
  if (days.from_on > days.to_on || !inOrder) throw new Problem(422, 'criteria.days-order')
  return days
}

/** Freezes and publishes the ranking. Units without a whole result are published without a place, when `anyway`. */
export async function publishResult(
  act: Act,
  { slug, anyway }: { slug: string; anyway: boolean },
  measures: readonly Measure[],
): Promise<{ units: number; placed: number }> {
  const found = await loadHead(act.db, slug)
  await holdCycle(act.db, found.cycle.id)
  const head = await loadHead(act.db, slug)
  const { cycle, version, set } = head
  if (head.publication) throw new Problem(409, 'criteria.result-published')
  const units = await loadUnits(act, head, measures)
  const open = units.filter(({ settled }) => settled.score === null)
  if (open.length === units.length) throw new Problem(409, 'criteria.nothing-to-publish')
  if (open.length > 0 && !anyway)
    throw new Problem(409, 'criteria.units-open', { n: open.length, of: units.length })
  const result: Published = {
    format: RESULT_FORMAT,
    set: { code: version.code, number: version.number },
    document: set,
    cycle: { slug, name: cycle.name, from: cycle.from_on, to: cycle.to_on },
    units: await loadStandings(act.db, head, units),
  }
  const id = act.newId()
  const hash = sha256(new TextEncoder().encode(canonical(result)))
  await insertPublication(act.db, {
    id,
    cycle_id: cycle.id,
    result,
    hash,
    published_at: act.now,
    published_by: act.actor.personId,
    withdrawn_at: null,
    withdrawn_by: null,
    reason: null,
  })
  const placed = units.length - open.length
  await record(act, 'criteria.result-published', {
    unitId: cycle.unit_id,
    subject: cycle.id,
    details: { slug, publication: id, hash, units: units.length, placed },
  })
  return { units: units.length, placed }
}

/** Takes a published result back, with a reason; it stays kept. */
export async function withdrawResult(
  act: Act,
  { slug, reason }: { slug: string; reason: string },
): Promise<void> {
  const { cycle, publication } = await loadHead(act.db, slug)
  if (!publication) throw new Problem(409, 'criteria.result-not-published')
  if (reason.trim() === '') throw new Problem(422, 'criteria.reason-missing')
  await withdrawPublicationRow(act.db, publication.id, {
    at: act.now,
    by: act.actor.personId,
    reason: reason.trim().slice(0, 2000),
  })
  await record(act, 'criteria.result-withdrawn', {
    unitId: cycle.unit_id,
    subject: cycle.id,
    details: { slug, publication: publication.id },
  })
}

export type NewDecision = {
  slug: string
  unitId: string
  rule: string
  agreed: boolean
  note: string
}

/** Decides on a proposal of a published result; a later decision replaces the one before. */
export async function decideProposal(act: Act, decision: NewDecision): Promise<void> {
  const { slug, unitId, rule, agreed } = decision
  const { cycle, published } = await loadHead(act.db, slug)
  if (!published) throw new Problem(409, 'criteria.result-not-published')
  const proposal = proposalsOf(published.document, published.units).find(
    (each) => each.unitId === unitId && each.rule === rule,
  )
  if (!proposal) throw notFound('criteria-proposal')
  const note = decision.note.trim().slice(0, 2000)
  if (!agreed && note === '') throw new Problem(422, 'criteria.reason-missing')
  const before = (await decisionsOf(act.db, cycle.id, [unitId])).find((row) => row.rule === rule)
  const id = act.newId()
  await replaceDecision(
    act.db,
    {
      unit_id: unitId,
      id,
      cycle_id: cycle.id,
      rule,
      kind: proposal.kind,
      agreed,
      note,
      facts: proposal.facts,
      decided_at: act.now,
      decided_by: act.actor.personId,
      replaced_at: null,
    },
    act.now,
  )
  await record(act, 'criteria.proposal-decided', {
    unitId,
    subject: id,
    details: { slug, rule, kind: proposal.kind, agreed, ...(before ? { before: before.id } : {}) },
  })
}

// What pages show of a cycle: every unit with its lines as they were scored, appraised and measured, and its result.

import { unitsByIds } from '../org/index.ts'
import { type Db, type Measure, notFound, type Read } from '../platform/index.ts'
import { type CycleRow, cycleBySlug, type Publication, standingPublication } from './cycle-store.ts'
import { type Entry, isCriterion, scorables, valueGiven } from './entry.ts'
import { isLate } from './handback.ts'
import { beforeOf, type Published, type PublishedUnit, publishedUnits } from './publication.ts'
import { type Count, measuredValue, type Result, scoreUnit, type Value } from './score.ts'
import {
  type Answer,
  type Appraisal,
  answersOfUnits,
  appraisalsOf,
  type Conclusion,
  conclusionsOf,
  type Evidence,
  evidenceOfUnits,
  type ScoreRow,
  type Sending,
  scoresOf,
  sendingsOf,
} from './score-store.ts'
import type { CriteriaSet } from './set.ts'
import { type VersionListed, versionById } from './set-store.ts'
import { type Stage, stageOf } from './stage.ts'

export type Origin = 'appraisal' | 'measure' | 'self' | 'none'

export type LineState = {
  code: string
  self: (Entry & { note: string }) | null
  appraisal: Appraisal | null
  /** Rows that this one replaced, the newest first. */
  earlier: Appraisal[]
  count: Count | null
  measured: Value
  evidence: Evidence[]
  /** What counts now, and where it comes from; a self-score counts only for so long. */
  value: Entry | null
  origin: Origin
}

export type UnitState = {
  unitId: string
  unitCode: string
  unitName: string
  stage: Stage
  late: boolean
  /** When its draft was kept last. */
  savedAt: string | null
  /** Every sending, the oldest first. */
  rounds: Sending[]
  /** The one that stands. */
  sending: Sending | null
  conclusions: Conclusion[]
  answer: Answer | null
  lines: Map<string, LineState>
  /** With self-scores where nothing was appraised: provisional. */
  now: Result
  /** Appraised and measured alone: what is published. */
  settled: Result
  /** What the unit gave itself, with what was measured. */
  own: Result
}

export type CycleHead = {
  cycle: CycleRow
  version: VersionListed
  set: CriteriaSet
  publication: Publication | undefined
  published: Published | null
}

export async function loadHead(db: Db, slug: string): Promise<CycleHead> {
  const cycle = await cycleBySlug(db, slug)
  if (!cycle) throw notFound('criteria-cycle')
  const [version, publication] = await Promise.all([
    versionById(db, cycle.version_id),
    standingPublication(db, cycle.id),
  ])
  if (!version) throw notFound('criteria-cycle')
  const published = (publication?.result ?? null) as Published | null
  return { cycle, version, set: version.document, publication, published }
}

/** Who looks, and when. */
export type Looker = Pick<Read, 'db' | 'today' | 'now' | 'recall'>

export type Looking = {
  /** Only these units; all when absent. */
  within?: ReadonlySet<string>
  /** Without appraisals that their unit was not shown yet. */
  isOutside?: boolean
}

/** Units of a cycle, by name. */
export async function loadUnits(
  read: Looker,
  head: CycleHead,
  measures: readonly Measure[],
  { within, isOutside = false }: Looking = {},
): Promise<UnitState[]> {
  const { db, today } = read
  const { cycle, set, published } = head
  const ids = cycle.unit_ids.filter((id) => within?.has(id) ?? true)
  const [units, scores, appraisals, evidence, sendings, conclusions, answers, counts] =
    await Promise.all([
      unitsByIds(db, ids),
      scoresOf(db, cycle.id, ids),
      appraisalsOf(db, cycle.id, ids),
      evidenceOfUnits(db, cycle.id, ids),
      sendingsOf(db, cycle.id, ids),
      conclusionsOf(db, cycle.id, ids),
      answersOfUnits(db, cycle.id, ids),
      published ? frozenCounts(published) : liveCounts(read, head, measures, ids),
    ])
  const of = {
    scores: byUnit(scores),
    appraisals: byUnit(appraisals),
    evidence: byUnit(evidence),
    sendings: byUnit(sendings),
    conclusions: byUnit(conclusions),
    answers: byUnit(answers),
  }
  return units.map(({ id, code, fullName }): UnitState => {
    const concluded = of.conclusions.get(id) ?? []
    const isHidden = isOutside && concluded.length === 0 && published === null
    const written = of.scores.get(id) ?? []
    const lines = linesOf(set, {
      scores: written,
      appraisals: isHidden ? [] : (of.appraisals.get(id) ?? []),
      evidence: of.evidence.get(id) ?? [],
      counts: counts.get(id) ?? new Map(),
    })
    const rounds = of.sendings.get(id) ?? []
    const sending = rounds.find(({ handed_back_at }) => handed_back_at === null) ?? null
    const [answer = null] = of.answers.get(id) ?? []
    const stage = stageOf(
      stageDays(head),
      {
        hasDraft: written.length > 0,
        sentOn: sending?.sent_on ?? null,
        isAppraised: concluded.length > 0,
        hasAnswered: answer !== null,
        isSettled: concluded.some(({ round }) => round === 2),
      },
      today,
    )
    return {
      unitId: id,
      unitCode: code,
      unitName: fullName,
      stage,
      late: isLate(
        cycle.self_by,
        rounds.map(({ sent_on, correct_by }) => ({ sentOn: sent_on, correctBy: correct_by })),
        today,
      ),
      savedAt:
        written
          .map(({ saved_at }) => saved_at)
          .sort()
          .at(-1) ?? null,
      rounds,
      sending,
      conclusions: concluded,
      answer,
      lines,
      now: resultOf(set, lines, ({ value }) => value),
      settled: resultOf(set, lines, ({ value, origin }) => (origin === 'self' ? null : value)),
      own: resultOf(set, lines, ({ self, measured }) => self ?? entryOf(measured)),
    }
  })
}

function byUnit<T extends { unit_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.unit_id)
    if (group) group.push(row)
    else groups.set(row.unit_id, [row])
  }
  return groups
}

export const stageDays = ({ cycle, publication }: Pick<CycleHead, 'cycle' | 'publication'>) => ({
  opensOn: cycle.opens_on,
  selfBy: cycle.self_by,
  appraiseBy: cycle.appraise_by,
  answerBy: cycle.answer_by,
  isPublished: publication !== undefined,
})

/** Standings as they would be published now, or as they were. */
export async function loadStandings(
  db: Db,
  head: CycleHead,
  units: readonly UnitState[],
): Promise<PublishedUnit[]> {
  if (head.published) {
    const shown = new Set(units.map(({ unitId }) => unitId))
    return head.published.units.filter(({ unitId }) => shown.has(unitId))
  }
  const past = head.cycle.previous_id
    ? await standingPublication(db, head.cycle.previous_id)
    : undefined
  return publishedUnits(
    head.set,
    units.map((unit) => ({
      unitId: unit.unitId,
      unitCode: unit.unitCode,
      unitName: unit.unitName,
      result: unit.settled,
      counts: new Map(
        [...unit.lines].flatMap(([code, { count }]) => (count ? [[code, count] as const] : [])),
      ),
    })),
    beforeOf((past?.result ?? null) as Published | null),
  )
}

type Counts = Map<string, Map<string, Count>>

const frozenCounts = async ({ units }: Published): Promise<Counts> =>
  new Map(
    units.map(({ unitId, lines }) => [
      unitId,
      new Map(lines.flatMap(({ code, count }) => (count ? [[code, count]] : []))),
    ]),
  )

async function liveCounts(
  { db, today, now, recall }: Looker,
  { cycle, set }: CycleHead,
  measures: readonly Measure[],
  unitIds: readonly string[],
): Promise<Counts> {
  const counts: Counts = new Map(unitIds.map((id) => [id, new Map()]))
  for (const line of scorables(set)) {
    if (!isCriterion(line) || line.by !== 'measure') continue
    const measure = measures.find(({ name }) => name === line.measure?.name)
    const scope = { unitIds, from: cycle.from_on, to: cycle.to_on, today, now, recall }
    const read = (await measure?.read(db, scope)) ?? new Map<string, Count>()
    for (const [unitId, count] of read) counts.get(unitId)?.set(line.code, count)
  }
  return counts
}

type Rows = {
  scores: readonly ScoreRow[]
  appraisals: readonly Appraisal[]
  evidence: readonly Evidence[]
  counts: ReadonlyMap<string, Count>
}

function linesOf(set: CriteriaSet, rows: Rows): Map<string, LineState> {
  return new Map(
    scorables(set).map((line): [string, LineState] => {
      const { code } = line
      const score = rows.scores.find((row) => row.line === code)
      const self = score ? { ...entryOfRow(score), note: score.note } : null
      const said = rows.appraisals.filter((row) => row.line === code)
      const appraisal = said.find(({ replaced_at }) => replaced_at === null) ?? null
      const count = rows.counts.get(code) ?? null
      const measured =
        isCriterion(line) && line.by === 'measure' ? measuredValue(line, count) : null
      const isScored = self !== null && valueGiven(self) !== null
      const [value, origin]: [Entry | null, Origin] = appraisal
        ? [entryOfRow(appraisal), 'appraisal']
        : measured !== null
          ? [entryOf(measured), 'measure']
          : isScored
            ? [self, 'self']
            : [null, 'none']
      return [
        code,
        {
          code,
          self,
          appraisal,
          earlier: said.filter((row) => row !== appraisal),
          count,
          measured,
          evidence: rows.evidence.filter((row) => row.line === code),
          value,
          origin,
        },
      ]
    }),
  )
}

const entryOfRow = (row: { value: string | null; not_applicable: boolean }): Entry => ({
  value: row.value === null ? null : Number(row.value),
  notApplicable: row.not_applicable,
})

const entryOf = (value: Value): Entry | null =>
  value === null
    ? null
    : value === 'not-applicable'
      ? { value: null, notApplicable: true }
      : { value: value.points, notApplicable: false }

function resultOf(
  set: CriteriaSet,
  lines: ReadonlyMap<string, LineState>,
  pick: (line: LineState) => Entry | null,
): Result {
  const values = new Map<string, Value>()
  const times = new Map<string, number>()
  for (const line of scorables(set)) {
    const state = lines.get(line.code)
    const entry = state ? pick(state) : null
    if (isCriterion(line)) values.set(line.code, entry && valueGiven(entry))
    else times.set(line.code, entry?.value ?? 0)
  }
  return scoreUnit(set, values, times)
}

// A unit's own part: it scores itself, shows its evidence, sends it, and answers the appraisal once.

import { type EvidenceSource, evidenceContent } from '../obligations/index.ts'
import { type Act, type Measure, notFound, Problem, record } from '../platform/index.ts'
import { ownLines, requireEntry, requireSendable, scorables, type Written } from './entry.ts'
import { isLate } from './handback.ts'
import { type CycleHead, loadHead, loadUnits, type UnitState } from './load-cycle.ts'
import {
  findEvidence,
  holdScores,
  insertAnswer,
  insertEvidence,
  insertSending,
  saveScores,
  withdrawEvidenceRow,
} from './score-store.ts'
import { mayScore, requireStage } from './stage.ts'

export type ScoreKey = { unitId: string; slug: string }

/** The cycle and the unit in it, with the unit held until the transaction ends. */
export async function openUnit(
  act: Act,
  { unitId, slug }: ScoreKey,
  measures: readonly Measure[] = [],
): Promise<{ head: CycleHead; unit: UnitState }> {
  const head = await loadHead(act.db, slug)
  await holdScores(act.db, unitId, head.cycle.id)
  const [unit] = await loadUnits(act, head, measures, { within: new Set([unitId]) })
  if (!unit) throw notFound('criteria-cycle')
  return { head, unit }
}

const LONGEST_NOTE = 4000
export const tidy = (text: string): string => text.normalize('NFC').trim().slice(0, LONGEST_NOTE)

export type ScoreSave = {
  entries: readonly (Written & { line: string })[]
  evidence: readonly { line: string; source: EvidenceSource }[]
  withdraw: string | null
}

/** Keeps a draft: lines that are named, evidence that is added, one that is taken back. */
export async function saveSelfScore(act: Act, key: ScoreKey, save: ScoreSave): Promise<void> {
  const { head, unit } = await openUnit(act, key)
  requireStage(unit.stage, mayScore(unit.stage))
  const own = new Map(ownLines(head.set).map((line) => [line.code, line]))
  for (const entry of save.entries) {
    const line = own.get(entry.line)
    if (!line) throw new Problem(422, 'criteria.not-your-line', { code: entry.line })
    requireEntry(line, entry)
  }
  await saveScores(
    act.db,
    save.entries.map(({ line, value, notApplicable, note }) => ({
      unit_id: key.unitId,
      cycle_id: head.cycle.id,
      line,
      value: notApplicable || value === null ? null : String(value),
      not_applicable: notApplicable,
      note: tidy(note),
      saved_at: act.now,
      saved_by: act.actor.personId,
    })),
  )
  for (const { line, source } of save.evidence)
    await keepEvidence(act, key.unitId, head, line, source)
  if (save.withdraw) await takeBack(act, key.unitId, save.withdraw)
  await record(act, 'criteria.self-scored', {
    unitId: key.unitId,
    subject: head.cycle.id,
    details: { slug: key.slug, lines: save.entries.length, evidence: save.evidence.length },
  })
}

async function keepEvidence(
  act: Act,
  unitId: string,
  { cycle, set }: CycleHead,
  line: string,
  source: EvidenceSource,
): Promise<void> {
  if (!scorables(set).some(({ code }) => code === line))
    throw new Problem(404, 'criteria.no-line', { code: line })
  await insertEvidence(act.db, {
    unit_id: unitId,
    id: act.newId(),
    cycle_id: cycle.id,
    line,
    ...(await evidenceContent(act, source)),
    added_at: act.now,
    added_by: act.actor.personId,
    withdrawn_at: null,
    withdrawn_by: null,
  })
}

async function takeBack(act: Act, unitId: string, id: string): Promise<void> {
  if (!(await findEvidence(act.db, unitId, id))) throw notFound('evidence')
  await withdrawEvidenceRow(act.db, unitId, id, { at: act.now, by: act.actor.personId })
}

/** Sends the self-score; nothing in it changes after that. */
export async function sendSelfScore(
  act: Act,
  key: ScoreKey,
  note: string,
): Promise<{ late: boolean }> {
  const { head, unit } = await openUnit(act, key)
  requireStage(unit.stage, mayScore(unit.stage))
  requireSendable(
    head.set,
    new Map([...unit.lines].flatMap(([code, { self }]) => (self ? [[code, self]] : []))),
    new Map([...unit.lines].map(([code, { evidence }]) => [code, evidence.length])),
  )
  await insertSending(act.db, {
    unit_id: key.unitId,
    cycle_id: head.cycle.id,
    note: tidy(note),
    sent_at: act.now,
    sent_on: act.today,
    sent_by: act.actor.personId,
    handed_back_at: null,
    handed_back_by: null,
    reason: null,
    correct_by: null,
  })
  const rounds = unit.rounds.map(({ sent_on, correct_by }) => ({
    sentOn: sent_on,
    correctBy: correct_by,
  }))
  const late = isLate(
    head.cycle.self_by,
    [...rounds, { sentOn: act.today, correctBy: null }],
    act.today,
  )
  await record(act, 'criteria.self-score-sent', {
    unitId: key.unitId,
    subject: head.cycle.id,
    details: { slug: key.slug, late },
  })
  return { late }
}

export type NewAnswer = {
  agrees: boolean
  text: string
  objections: Readonly<Record<string, string>>
  evidence: readonly { line: string; source: EvidenceSource }[]
}

/** The unit's one answer: it agrees, or it says line by line what it does not accept. */
export async function answerAppraisal(act: Act, key: ScoreKey, answer: NewAnswer): Promise<void> {
  const { head, unit } = await openUnit(act, key)
  requireStage(unit.stage, unit.stage === 'appraised')
  const known = new Set(scorables(head.set).map(({ code }) => code))
  const objections = Object.fromEntries(
    Object.entries(answer.objections)
      .map(([line, text]) => [line, tidy(text)] as const)
      .filter(([line, text]) => known.has(line) && text !== ''),
  )
  const text = tidy(answer.text)
  if (!answer.agrees && text === '' && Object.keys(objections).length === 0)
    throw new Problem(422, 'criteria.answer-empty')
  for (const { line, source } of answer.evidence)
    await keepEvidence(act, key.unitId, head, line, source)
  await insertAnswer(act.db, {
    unit_id: key.unitId,
    cycle_id: head.cycle.id,
    agrees: answer.agrees,
    text,
    objections: answer.agrees ? {} : objections,
    answered_at: act.now,
    answered_by: act.actor.personId,
  })
  await record(act, 'criteria.appraisal-answered', {
    unitId: key.unitId,
    subject: head.cycle.id,
    details: { slug: key.slug, agrees: answer.agrees, lines: Object.keys(objections).length },
  })
}

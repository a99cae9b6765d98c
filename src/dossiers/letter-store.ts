// Letters, their steps and the versions of their template.

import { sql } from 'kysely'
import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { standsAs } from './desk-store.ts'
import type { Dossier } from './dossier.ts'
import { dossierOf } from './kept-dossier.ts'
import { LETTER_STEPS, type LetterRow, type LetterStep } from './letter.ts'
import { type LetterTemplate, readLetterTemplate } from './letter-template.ts'

const KIND = 'apology'
export type TemplateVersion = {
  version: number
  template: LetterTemplate
  savedAt: Instant
  savedBy: string | null
}

/** Versions of the template, the one in force first. */
export async function letterTemplates(db: Db): Promise<TemplateVersion[]> {
  const { rows } = await sql<TemplateVersion>`
    select version, template, saved_at as "savedAt", saved_by as "savedBy"
    from letter_templates where code = ${KIND} order by version desc`.execute(db)
  return rows.map((row) => ({ ...row, template: readLetterTemplate(row.template) }))
}

export async function insertTemplate(db: Db, row: TemplateVersion): Promise<void> {
  await sql`
    insert into letter_templates (code, version, template, saved_at, saved_by)
    values (${KIND}, ${row.version}, ${JSON.stringify(row.template)}::jsonb, ${row.savedAt},
      ${row.savedBy})`.execute(db)
}

export type LetterHead = {
  unitId: string
  id: string
  code: string
  templateVersion: number
  dueAt: Instant
  newDueAt: Instant
  /** Sealed. */
  content: string
  reason: string
}
export type StoredLetter = LetterHead & { rows: LetterRow[]; sentBy: 'mail' | 'paper' | null }

export async function insertLetter(db: Db, it: LetterHead): Promise<void> {
  await sql`
    insert into letters (unit_id, id, code, template_version, due_at, new_due_at, content, reason)
    values (${it.unitId}, ${it.id}, ${it.code}, ${it.templateVersion}, ${it.dueAt}, ${it.newDueAt},
      ${it.content}, ${it.reason})`.execute(db)
}

export async function saveLetterText(
  db: Db,
  it: Pick<LetterHead, 'unitId' | 'id' | 'newDueAt' | 'content' | 'reason'>,
): Promise<void> {
  await sql`
    update letters set new_due_at = ${it.newDueAt}, content = ${it.content}, reason = ${it.reason}
    where unit_id = ${it.unitId} and id = ${it.id}`.execute(db)
}

export type StepRow = {
  unitId: string
  letterId: string
  step: LetterStep
  at: Instant
  by: string | null
  sentBy: 'mail' | 'paper' | null
}

export async function insertLetterStep(db: Db, it: StepRow): Promise<void> {
  await sql`
    insert into letter_steps (unit_id, letter_id, step, at, by_person, sent_by)
    values (${it.unitId}, ${it.letterId}, ${it.step}, ${it.at}, ${it.by}, ${it.sentBy})`.execute(db)
}

const columns = sql`
  l.unit_id as "unitId", l.id, l.code, l.template_version as "templateVersion", l.due_at as "dueAt",
  l.new_due_at as "newDueAt", l.content, l.reason`
const order = new Map(LETTER_STEPS.map((step, at) => [step as string, at]))

type Raw = LetterHead & {
  steps: { step: LetterStep; at: Instant; by: string | null; sentBy: 'mail' | 'paper' | null }[]
}
const toLetter = ({ steps, ...head }: Raw): StoredLetter => ({
  ...head,
  rows: steps
    .sort((a, b) => (order.get(a.step) ?? 0) - (order.get(b.step) ?? 0))
    .map(({ step, at, by }) => ({ step, at, by: by ?? '' })),
  sentBy: steps.find(({ sentBy }) => sentBy)?.sentBy ?? null,
})

const steps = sql`
  jsonb_agg(jsonb_build_object('step', s.step, 'by', s.by_person, 'sentBy', s.sent_by, 'at',
    to_char(s.at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+07:00"'))) as steps`
const joined = sql`
  letters l join letter_steps s on s.unit_id = l.unit_id and s.letter_id = l.id`

export async function letterById(db: Db, unitId: string, id: string): Promise<StoredLetter | null> {
  const { rows } = await sql<Raw>`
    select ${columns}, ${steps} from ${joined}
    where l.unit_id = ${unitId} and s.unit_id = ${unitId} and l.id::text = ${id}
    group by l.unit_id, l.id`.execute(db)
  return rows[0] ? toLetter(rows[0]) : null
}

export async function lettersOfDossier(
  db: Db,
  unitId: string,
  code: string,
): Promise<StoredLetter[]> {
  const { rows } = await sql<Raw>`
    select ${columns}, ${steps} from ${joined}
    where l.unit_id = ${unitId} and s.unit_id = ${unitId} and l.code = ${code}
    group by l.unit_id, l.id order by l.id`.execute(db)
  return rows.map(toLetter)
}

/** Letters of some dossiers of units, by code. */
export async function lettersOfCodes(
  db: Db,
  keys: readonly { unitId: string; code: string }[],
): Promise<Map<string, StoredLetter>> {
  const ids = [...new Set(keys.map(({ unitId }) => unitId))]
  const codes = keys.map(({ code }) => code)
  const { rows } = await sql<Raw>`
    select ${columns}, ${steps} from ${joined}
    where l.unit_id = any(${ids}::uuid[]) and s.unit_id = any(${ids}::uuid[])
      and l.code = any(${codes}::text[])
    group by l.unit_id, l.id order by l.id`.execute(db)
  return new Map(
    rows
      .map(toLetter)
      .filter((it) => it.rows.at(-1)?.step !== 'withdrawn')
      .map((it) => [it.code, it]),
  )
}

/** Letters in a state, the nearest due time first; of any state for null. */
export async function lettersInState(
  db: Db,
  unitIds: readonly string[],
  state: LetterStep | null,
  limit: number,
): Promise<StoredLetter[]> {
  const ids = [...unitIds]
  const last = sql`(array_agg(s.step order by array_position(${[...LETTER_STEPS]}::text[], s.step) desc))[1]`
  const { rows } = await sql<Raw>`
    select ${columns}, ${steps} from ${joined}
    where l.unit_id = any(${ids}::uuid[]) and s.unit_id = any(${ids}::uuid[])
    group by l.unit_id, l.id
    having ${state}::text is null or ${last} = ${state}
    order by l.due_at, l.id limit ${limit}`.execute(db)
  return rows.map(toLetter)
}

/** Open dossiers near their due time that have no letter, the nearest first. */
export async function withoutLetter(
  db: Db,
  unitId: string,
  now: Instant,
  limit: number,
): Promise<Dossier[]> {
  const { rows } = await sql<{ dossier: string }>`
    select dossier from dossiers d
    where d.unit_id = ${unitId} and ${standsAs('due-soon', now)}
      and not exists (
        select 1 from letters l
        where l.unit_id = ${unitId} and l.unit_id = d.unit_id and l.code = d.code
          and not exists (select 1 from letter_steps s where s.unit_id = l.unit_id
            and s.letter_id = l.id and s.step = 'withdrawn'))
    order by due_in_force_at, code limit ${limit}`.execute(db)
  return rows.map(({ dossier }) => dossierOf(dossier))
}

/** Drafts nobody has approved, of dossiers that have ended or wait. */
export async function idleDrafts(db: Db, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select l.id from letters l join dossiers d on d.unit_id = l.unit_id and d.code = l.code
    where l.unit_id = ${unitId} and d.unit_id = ${unitId}
      and (d.outcome is not null or d.paused_at is not null)
      and not exists (select 1 from letter_steps s where s.unit_id = l.unit_id
        and s.letter_id = l.id and s.step <> 'drafted')`.execute(db)
  return rows.map(({ id }) => id)
}

/** What was sealed of a dossier's newest picture. */
export async function sealedRest(db: Db, unitId: string, code: string): Promise<string | null> {
  const { rows } = await sql<{ rest: string }>`
    select rest from dossier_events
    where unit_id = ${unitId} and code = ${code} and kind = 'picture' and rest is not null
    order by received_at desc limit 1`.execute(db)
  return rows[0]?.rest ?? null
}

export type TimelyShare = { unitId: string; overdue: number; timely: number }

/** By unit: dossiers that passed their due time between two instants, and those of them whose letter was sent before it. */
export async function timelyShares(
  db: Db,
  unitIds: readonly string[],
  from: Instant,
  until: Instant,
): Promise<TimelyShare[]> {
  const ids = [...unitIds]
  const { rows } = await sql<TimelyShare>`
    select unit_id as "unitId", count(*)::int as overdue,
      count(*) filter (where exists (
        select 1 from letters l join letter_steps s on s.unit_id = l.unit_id and s.letter_id = l.id
        where l.unit_id = d.unit_id and l.code = d.code and s.step = 'sent'
          and s.at < d.due_in_force_at))::int as timely
    from dossiers d
    where unit_id = any(${ids}::uuid[]) and accepted_at is not null and due_in_force_at >= ${from}
      and due_in_force_at <= ${until}
      and (outcome = 'finished-late' or (${standsAs('overdue', until)}))
    group by unit_id`.execute(db)
  return rows
}

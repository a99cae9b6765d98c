// Letters are drafted, changed, approved, signed and sent, each step once and in its turn.

import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { unitById } from '../org/index.ts'
import { type Act, notFound, Problem, record, sendMail } from '../platform/index.ts'
import { dossierByCode } from './desk-store.ts'
import type { Dossier } from './dossier.ts'
import {
  apologyNeed,
  decideLetter,
  type LetterStep,
  newDueTime,
  requireFirstLetter,
  stateOf,
  valuesOf,
} from './letter.ts'
import {
  idleDrafts,
  insertLetter,
  insertLetterStep,
  insertTemplate,
  letterById,
  lettersOfDossier,
  letterTemplates,
  type StoredLetter,
  saveLetterText,
  sealedRest,
  type TemplateVersion,
  withoutLetter,
} from './letter-store.ts'
import {
  composeLetter,
  dateInWords,
  type LetterTemplate,
  type LetterValues,
  readLetterTemplate,
  timeInWords,
} from './letter-template.ts'
import { versionOn } from './procedure.ts'
import { timekeeping } from './procedure-store.ts'
import { dueInForce } from './standing.ts'
import { lockUnits } from './take-store.ts'
import { keepingOf, type Timekeeping, tallyFacts } from './timekeeping.ts'

/** The template comes with the program; one that was edited here stays in force. */
export async function loadLetterTemplate(act: Act, json: unknown): Promise<void> {
  if ((await letterTemplates(act.db)).length > 0) return
  const template = readLetterTemplate(json)
  await insertTemplate(act.db, { version: 1, template, savedAt: act.now, savedBy: null })
}

export async function changeLetterTemplate(
  act: Act,
  unitId: string,
  change: Pick<LetterTemplate, 'parts' | 'rules'>,
): Promise<number> {
  const { version, template } = await templateInForce(act)
  const { data, success, error } = parsed({ ...template, ...change })
  if (!success) throw new Problem(422, 'letter.template-faulty', { fault: error })
  const next = {
    version: version + 1,
    template: data,
    savedAt: act.now,
    savedBy: act.actor.personId,
  }
  await insertTemplate(act.db, next)
  await record(act, 'letter-template.changed', {
    unitId,
    subject: 'apology',
    details: { version: next.version },
  })
  return next.version
}

function parsed(json: unknown) {
  try {
    return { success: true as const, data: readLetterTemplate(json), error: null }
  } catch (error) {
    const [issue] = (error as { issues?: { message: string }[] }).issues ?? []
    return { success: false as const, data: null, error: issue?.message ?? '' }
  }
}

async function templateInForce({ db }: Pick<Act, 'db'>): Promise<TemplateVersion> {
  const [current] = await letterTemplates(db)
  if (!current) throw new Problem(409, 'letter.no-template')
  return current
}

const MOST_AT_ONCE = 300

/** Drafts what a unit will need, and withdraws drafts that are not needed any more. */
export async function draftLetters(act: Act, unitId: string): Promise<void> {
  const { db, now } = act
  const [current] = await letterTemplates(db)
  if (!current) return
  await lockUnits(db, [unitId])
  const idle = await idleDrafts(db, unitId)
  for (const letterId of idle)
    await insertLetterStep(db, {
      unitId,
      letterId,
      step: 'withdrawn',
      at: now,
      by: null,
      sentBy: null,
    })
  const keeping = keepingOf(await timekeeping(db, act.today), unitId)
  let drafted = 0
  for (const dossier of await withoutLetter(db, unitId, now, MOST_AT_ONCE)) {
    const { timing } = tallyFacts(dossier, keeping)
    const { state } = apologyNeed(dossier, [], now, timing, current.template)
    if (state === 'draft-now' && (await draft(act, unitId, dossier, keeping, current))) drafted += 1
  }
  if (drafted > 0)
    await record(act, 'letters.drafted', { unitId, subject: unitId, details: { letters: drafted } })
  if (idle.length > 0)
    await record(act, 'letters.withdrawn', {
      unitId,
      subject: unitId,
      details: { letters: idle.length },
    })
}

/** By hand, for one that is late or will be. */
export async function draftLetter(act: Act, unitId: string, code: string): Promise<string> {
  await lockUnits(act.db, [unitId])
  const it = await dossierByCode(act.db, unitId, code)
  if (!it) throw notFound('dossier')
  const current = await templateInForce(act)
  const letters = (await lettersOfDossier(act.db, unitId, code)).map(({ rows }) => rows)
  requireFirstLetter(letters, current.template)
  if (it.outcome !== null || it.dueInForceAt === null) throw new Problem(409, 'letter.not-needed')
  const keeping = keepingOf(await timekeeping(act.db, act.today), unitId)
  const id = await draft(act, unitId, it.dossier, keeping, current)
  if (!id) throw new Problem(409, 'letter.not-needed')
  await record(act, 'letter.drafted', { unitId, subject: id })
  return id
}

async function draft(
  act: Act,
  unitId: string,
  dossier: Dossier,
  keeping: Timekeeping,
  { version, template }: TemplateVersion,
): Promise<string | null> {
  const { timing } = tallyFacts(dossier, keeping)
  const due = dueInForce(dossier, act.now, timing)
  const later = due !== null && due < act.now ? act.now : due
  const newDue = later === null ? null : newDueTime(later, timing.clock, template)
  if (due === null || newDue === null) return null
  const id = act.newId()
  const procedure = versionOn(
    keeping.catalogue,
    dossier.procedure,
    dayOf(dossier.acceptedAt ?? act.now),
  )
  const unit = await unitById(act.db, unitId)
  const above = unit?.parentId ? await unitById(act.db, unit.parentId) : null
  const name = unit?.fullName ?? ''
  const values: LetterValues = {
    ...valuesOf(dossier, procedure?.name ?? dossier.procedure, due, newDue),
    applicant: (await personOf(act, unitId, dossier.code)).name,
    office: name,
    superior: above?.fullName ?? '',
    holder: name,
    counter: `Bộ phận Một cửa ${name}`,
    place: unit?.name ?? '',
  }
  const content = act.secrets.seal(JSON.stringify(values), id)
  await insertLetter(act.db, {
    unitId,
    id,
    code: dossier.code,
    templateVersion: version,
    dueAt: due,
    newDueAt: newDue,
    content,
    reason: '',
  })
  await insertLetterStep(act.db, {
    unitId,
    letterId: id,
    step: 'drafted',
    at: act.now,
    by: act.actor.personId,
    sentBy: null,
  })
  return id
}

/** Who the dossier is of, as its newest picture says; opened for the letter alone. */
async function personOf(act: Act, unitId: string, code: string) {
  const sealed = await sealedRest(act.db, unitId, code)
  const text = sealed === null ? null : act.secrets.open(sealed, code)
  const rest = text === null ? {} : (JSON.parse(text) as Record<string, unknown>)
  const textOf = (value: unknown) => (typeof value === 'string' ? value.trim() : '')
  return { name: textOf(rest.ChuHoSo), email: textOf(rest.Email) }
}

export type OpenLetter = StoredLetter & { values: LetterValues; template: LetterTemplate }

/** One letter with what is filled in. */
export async function openLetter(
  { db, secrets }: Pick<Act, 'db' | 'secrets'>,
  unitId: string,
  id: string,
): Promise<OpenLetter> {
  const letter = await letterById(db, unitId, id)
  if (!letter) throw notFound('letter')
  const template = (await letterTemplates(db)).find((it) => it.version === letter.templateVersion)
  const text = secrets.open(letter.content, letter.id)
  if (!template || text === null) throw notFound('letter')
  return { ...letter, values: JSON.parse(text) as LetterValues, template: template.template }
}

export type LetterChange = { values: LetterValues; newDueAt: Instant }

async function write(act: Act, letter: OpenLetter, { values, newDueAt }: LetterChange) {
  const all: LetterValues = { ...letter.values, ...values, newDue: timeInWords(newDueAt) }
  const { unitId, id } = letter
  const content = act.secrets.seal(JSON.stringify(all), id)
  await saveLetterText(act.db, { unitId, id, newDueAt, content, reason: all.reason ?? '' })
  return { ...letter, values: all, newDueAt }
}

export async function changeLetter(
  act: Act,
  unitId: string,
  id: string,
  change: LetterChange,
): Promise<void> {
  await lockUnits(act.db, [unitId])
  const letter = await openLetter(act, unitId, id)
  if (stateOf(letter.rows) !== 'drafted') throw new Problem(409, 'letter.not-a-draft')
  await write(act, letter, change)
  await record(act, 'letter.changed', { unitId, subject: id })
}

async function takeStep(
  act: Act,
  letter: OpenLetter,
  step: LetterStep,
  sentBy: StepRowSent = null,
) {
  const row = decideLetter(letter, step, { at: act.now, by: act.actor.personId ?? '' })
  await insertLetterStep(act.db, {
    unitId: letter.unitId,
    letterId: letter.id,
    step,
    at: row.at,
    by: act.actor.personId,
    sentBy,
  })
}
type StepRowSent = 'mail' | 'paper' | null

export async function approveLetter(act: Act, unitId: string, id: string): Promise<void> {
  await lockUnits(act.db, [unitId])
  await takeStep(act, await openLetter(act, unitId, id), 'approved')
  await record(act, 'letter.approved', { unitId, subject: id })
}

export type Signature = {
  number: string
  date: Day
  authority: string
  title: string
  signer: string
}

/** The signing on paper or elsewhere is recorded with the number and date the registry gave. */
export async function signLetter(
  act: Act,
  unitId: string,
  id: string,
  { date, ...signature }: Signature,
): Promise<void> {
  await lockUnits(act.db, [unitId])
  const letter = await openLetter(act, unitId, id)
  if (stateOf(letter.rows) !== 'approved')
    throw new Problem(409, 'letter.not-in-turn', { state: stateOf(letter.rows), step: 'signed' })
  const { newDueAt } = letter
  const signed = await write(act, letter, {
    values: { ...signature, date: dateInWords(date) },
    newDueAt,
  })
  await takeStep(act, signed, 'signed')
  await record(act, 'letter.signed', { unitId, subject: id })
}

/** By e-mail to the address of the dossier, or handed over on paper. */
export async function sendLetter(
  act: Act,
  unitId: string,
  id: string,
  by: 'mail' | 'paper',
): Promise<void> {
  await lockUnits(act.db, [unitId])
  const letter = await openLetter(act, unitId, id)
  await takeStep(act, letter, 'sent', by)
  if (by === 'mail') {
    const { email } = await personOf(act, unitId, letter.code)
    if (!/^[^\s@<>",;]+@[^\s@<>",;]+$/.test(email)) throw new Problem(409, 'letter.no-address')
    const it = composeLetter(letter.template, letter.values)
    const text = [
      it.office,
      it.number,
      it.placeDate,
      '',
      it.to,
      '',
      ...it.paragraphs,
      '',
      it.title,
      it.signer,
    ]
    await sendMail(act, {
      key: `letter-${id}`,
      to: email,
      subject: it.subject.replace(/^V\/v /, ''),
      text: text.filter((line) => line !== undefined).join('\n'),
    })
  }
  await record(act, 'letter.sent', { unitId, subject: id, details: { by } })
}

export async function withdrawLetter(act: Act, unitId: string, id: string): Promise<void> {
  await lockUnits(act.db, [unitId])
  await takeStep(act, await openLetter(act, unitId, id), 'withdrawn')
  await record(act, 'letter.withdrawn', { unitId, subject: id })
}

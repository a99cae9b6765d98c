// When a letter of apology is due, and what may be done with it: drafted, approved, signed, sent, each once and in this order.

import type { Day } from '../lib/day.ts'
import { dayOf, type Instant } from '../lib/instant.ts'
import { addWorkdays, workdaysBefore } from '../lib/workdays.ts'
import { Problem } from '../platform/index.ts'
import { type OfficeClock, whereCovered, workingMillis } from './clock.ts'
import type { Dossier } from './dossier.ts'
import {
  type LetterTemplate,
  type LetterValues,
  missingFields,
  timeInWords,
} from './letter-template.ts'
import { dossierStanding, dueInForce } from './standing.ts'
import type { Timing } from './timing.ts'

export const LETTER_STEPS = ['drafted', 'approved', 'signed', 'sent', 'withdrawn'] as const
export type LetterStep = (typeof LETTER_STEPS)[number]
/** A decision, dated. The state of a letter is its last row. */
export type LetterRow = { step: LetterStep; at: Instant; by: string }

export type ApologyNeed = {
  state:
    | 'none' // paused, ended, without a due time, or far from it
    | 'draft-now' // open and due soon
    | 'too-late' // overdue: an apology is still owed, and no longer timely
    | 'written' // once only
  /** The last day on which sending it is timely. */
  sendBy: Day | null
}

/** Whether a dossier needs its letter now. `letters` are the rows of each letter there was. */
export function apologyNeed(
  dossier: Dossier,
  letters: readonly (readonly LetterRow[])[],
  at: Instant,
  timing: Timing,
  { rules }: LetterTemplate,
): ApologyNeed {
  const due = dueInForce(dossier, at, timing)
  const sendBy = due === null ? null : sendByDay(due, rules.sendWorkdaysBefore, timing.clock)
  const standing = dossierStanding(dossier, at, timing)
  if (standing !== 'due-soon' && standing !== 'overdue' && !isLastDay(standing, sendBy, at))
    return { state: 'none', sendBy }
  const written = letters.filter((rows) => stateOf(rows) !== 'withdrawn').length
  if (written >= rules.most) return { state: 'written', sendBy }
  if (standing === 'overdue') return { state: 'too-late', sendBy }
  const used = usedShare(dossier, at, due, timing.clock)
  return { state: used !== null && used < rules.draftShare ? 'none' : 'draft-now', sendBy }
}

/** A template may ask for the letter earlier than a dossier looks due. */
const isLastDay = (standing: string, sendBy: Day | null, at: Instant): boolean =>
  standing === 'in-time' && sendBy !== null && dayOf(at) >= sendBy

/** How much of its office time is gone: what is to be done within hours is due soon from the start, and no letter is. */
const usedShare = (
  { acceptedAt }: Dossier,
  at: Instant,
  due: Instant | null,
  clock: OfficeClock,
): number | null =>
  whereCovered(() => {
    if (acceptedAt === null || due === null) return null
    const whole = workingMillis(clock, acceptedAt, due)
    return whole === 0 ? 1 : workingMillis(clock, acceptedAt, at) / whole
  })

const sendByDay = (due: Instant, workdays: number, clock: OfficeClock): Day | null =>
  whereCovered(() => workdaysBefore(clock.calendar, dayOf(due), workdays))

/** The new due time offered: so many working days after the one in force, at its time of day; null where the calendar ends. */
export const newDueTime = (
  due: Instant,
  { calendar }: OfficeClock,
  { rules }: LetterTemplate,
): Instant | null =>
  whereCovered(
    () => `${addWorkdays(calendar, dayOf(due), rules.extendWorkdays)}${due.slice(10)}` as Instant,
  )

/** What the dossier itself fills in. */
export const valuesOf = (
  dossier: Dossier,
  procedureName: string,
  due: Instant,
  newDue: Instant | null,
): LetterValues => ({
  code: dossier.code,
  procedure: procedureName,
  accepted: dossier.acceptedAt === null ? '' : timeInWords(dossier.acceptedAt),
  due: timeInWords(due),
  newDue: newDue === null ? '' : timeInWords(newDue),
})

/** The state of a letter; null before it is drafted. */
export const stateOf = (rows: readonly LetterRow[]): LetterStep | null => rows.at(-1)?.step ?? null

const NEXT: Readonly<Record<LetterStep, readonly (LetterStep | null)[]>> = {
  drafted: [null],
  approved: ['drafted'],
  signed: ['approved'],
  sent: ['signed'],
  withdrawn: ['drafted', 'approved', 'signed'],
}

export type LetterDecision = {
  rows: readonly LetterRow[]
  template: LetterTemplate
  values: LetterValues
  /** The due time in force, and the new one that the letter names. */
  dueAt: Instant
  newDueAt: Instant
}

/** The next row, or a refusal that says why not. */
export function decideLetter(
  { rows, template, values, dueAt, newDueAt }: LetterDecision,
  step: LetterStep,
  { at, by }: { at: Instant; by: string },
): LetterRow {
  const state = stateOf(rows)
  if (state === 'sent') throw new Problem(409, 'letter.already-sent')
  if (!NEXT[step].includes(state)) throw new Problem(409, 'letter.not-in-turn', { state, step })
  if (step === 'approved' || step === 'signed' || step === 'sent') {
    const missing = missingFields(template, values).filter(
      (name) => step !== 'approved' || !ONLY_WHEN_SIGNED.includes(name),
    )
    if (missing.length > 0) throw new Problem(422, 'letter.fields-missing', { fields: missing })
    if (newDueAt <= dueAt) throw new Problem(422, 'letter.new-due-not-later')
    if (newDueAt <= at) throw new Problem(422, 'letter.new-due-past')
  }
  const last = rows.at(-1)
  if (last && at < last.at) throw new Problem(422, 'letter.before-last-step', { at: last.at })
  return { step, at, by }
}

/** The registry gives a letter its number and date when it is signed. */
const ONLY_WHEN_SIGNED: readonly string[] = ['number', 'date']

/** Once drafted again, a dossier has one letter too many. */
export function requireFirstLetter(
  letters: readonly (readonly LetterRow[])[],
  { rules }: LetterTemplate,
): void {
  const written = letters.filter((rows) => stateOf(rows) !== 'withdrawn').length
  if (written >= rules.most) throw new Problem(409, 'letter.only-once', { most: rules.most })
}

/** Of the dossiers that became overdue, those whose apology was sent before their due time. */
export function timelyApologies(
  cases: readonly {
    dossier: Dossier
    letters: readonly (readonly LetterRow[])[]
    timing: Timing
  }[],
  at: Instant,
): { numerator: number; denominator: number } {
  const late = cases.filter(({ dossier, timing }) =>
    ['overdue', 'finished-late'].includes(dossierStanding(dossier, at, timing)),
  )
  const timely = late.filter(({ dossier, letters, timing }) => {
    const due = dueInForce(dossier, at, timing)
    return letters.some((rows) =>
      rows.some((row) => row.step === 'sent' && due !== null && row.at < due),
    )
  })
  return { numerator: timely.length, denominator: late.length }
}

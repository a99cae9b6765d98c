// The report form of a unit for one reporting period, as it stands now.

import {
  type Period,
  type PeriodKind,
  periodByCode,
  periodOf,
  workCalendar,
} from '../calendar/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { type Db, Problem } from '../platform/index.ts'
import { evidenceOf } from './evidence-store.ts'
import { isInForm, mayBeSent } from './form.ts'
import { type AsOf, type DutyListed, listDuties } from './list-store.ts'
import { type FormLock, formLock, isLineLocked } from './lock.ts'
import { lockWorkdays, openUntil } from './lock-store.ts'
import type { HindranceKind } from './report.ts'
import { soonDay } from './standing.ts'
import { draftLines, linesOfDuties, type SentLine, submissionsOf } from './store.ts'
import type { ObligationTables } from './tables.ts'

export type Evidence = ObligationTables['evidence']
export type Draft = Omit<ObligationTables['draft_lines'], 'quantity' | 'hindrance_kind'> & {
  quantity: number | null
  hindrance_kind: HindranceKind | null
}
export type FormLine = {
  duty: DutyListed
  mayBeSent: boolean
  isLocked: boolean
  draft: Draft | null
  /** What was sent for this duty before, oldest first. */
  past: SentLine[]
  /** Evidence not taken back; `fresh` is what no submission carries yet. */
  evidence: Evidence[]
  fresh: Evidence[]
}
export type ReportForm = {
  period: Period
  lines: FormLine[]
  submissions: ObligationTables['submissions'][]
  savedAt: string | null
  lock: FormLock
}
export type FormKey = { unitId: string; planId: string; period: string }

/** Standings of today by the calendar in force. */
export async function asOfToday(db: Db, today: Day): Promise<AsOf & { calendar: WorkCalendar }> {
  const calendar = await workCalendar(db)
  return { today, soonOn: soonDay(calendar, today), calendar }
}

/** The reporting period to report in: the last one whose day of sending is not over. */
export function currentPeriod(
  today: Day,
  calendar: WorkCalendar,
  kind: PeriodKind = 'quarter',
): Period {
  const period = periodOf(kind, today, calendar)
  return today <= period.submitBy ? period : periodOf(kind, addDays(period.to, 1), calendar)
}

export async function loadForm(db: Db, today: Day, key: FormKey): Promise<ReportForm> {
  const { calendar, ...asOf } = await asOfToday(db, today)
  const period = readPeriod(key.period, calendar)
  const submissions = await submissionsOf(db, key.unitId, key.planId, key.period)
  const all = await listDuties(
    db,
    asOf,
    { unitIds: [key.unitId], planId: key.planId },
    { sort: 'task' },
  )
  const past = await linesOfDuties(
    db,
    key.unitId,
    all.map((duty) => duty.id),
  )
  const rounds = new Set(submissions.map((submission) => submission.id))
  const sentInPeriod = new Set(
    past.filter((line) => rounds.has(line.submission_id)).map((line) => line.duty_id),
  )
  const duties = all.filter((duty) => isInForm(duty, period, sentInPeriod))
  const ids = duties.map((duty) => duty.id)
  const drafts = await draftLines(db, key.unitId, key.period)
  const evidence = await evidenceOf(db, key.unitId, ids)
  const lock = formLock(period.submitBy, {
    workdays: await lockWorkdays(db, key.planId),
    openUntil: await openUntil(db, key),
    calendar,
    today,
  })
  const lines = duties.map((duty): FormLine => {
    const isLocked = isLineLocked(duty, lock, { calendar, today })
    const sent = past.filter((line) => line.duty_id === duty.id)
    const own = evidence.filter((item) => item.duty_id === duty.id)
    const carried = new Set(sent.flatMap((line) => line.evidence_ids))
    const draft = drafts.find((line) => line.duty_id === duty.id)
    return {
      duty,
      mayBeSent: mayBeSent(duty, isLocked),
      isLocked,
      draft: draft
        ? {
            ...draft,
            quantity: draft.quantity === null ? null : Number(draft.quantity),
            hindrance_kind: draft.hindrance_kind as HindranceKind | null,
          }
        : null,
      past: sent,
      evidence: own,
      fresh: own.filter((item) => !carried.has(item.id)),
    }
  })
  const saved = drafts.filter((line) => ids.includes(line.duty_id)).map((line) => line.saved_at)
  return { period, lines, submissions, savedAt: saved.sort().at(-1) ?? null, lock }
}

export function readPeriod(code: string, calendar: WorkCalendar): Period {
  try {
    return periodByCode(code, calendar)
  } catch {
    throw new Problem(404, 'report.no-such-period', { period: code })
  }
}

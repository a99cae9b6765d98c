// Works out who is to be reminded of what. Running it again, or twice at once, adds nothing.

import { workCalendar } from '../calendar/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import { addWorkdays, isWorkday, type WorkCalendar, workdaysBetween } from '../lib/workdays.ts'
import { type DutyListed, limitOf, listDuties, unitsWithDuties } from '../obligations/index.ts'
import { rootUnitId, unitsOn } from '../org/index.ts'
import { publicationsOf, publishedPlans } from '../plans/index.ts'
import { type Act, record } from '../platform/index.ts'
import { doersOf, peopleAbove } from './load-recipients.ts'
import { receiptsOf } from './receipt-store.ts'
import { CATCH_UP, isOpen, type Rules, remindersOn, timeOf } from './rules.ts'
import {
  beginDay,
  insertNotices,
  insertReminders,
  type NewNotice,
  type NewReminder,
  rulesOf,
  waitingPeople,
} from './store.ts'

export const REMIND_JOB = 'notifications.remind'
export const TELL_JOB = 'notifications.tell'

const UNITS_A_JOB = 40
const PEOPLE_A_JOB = 20
/** Reminders of a day are worked out before the offices open, so that the digest is whole when they do. */
const BEGINS_AT = '06:00'
const OLDEST_DAYS = 366

/** A round by the clock: begins the day once, and within the hours sees to everyone for whom something waits. */
export async function notificationRound(act: Act): Promise<void> {
  const { db, today, now } = act
  const calendar = await workCalendar(db)
  const rules = await rulesOf(db)
  if (!isWorkday(calendar, today)) return
  if (timeOf(now) >= BEGINS_AT && (await beginDay(db, today, now))) {
    const units = (await unitsOn(db, today)).map(({ id }) => id)
    for (const unitIds of chunks(units, UNITS_A_JOB)) await act.enqueue(REMIND_JOB, { unitIds })
  }
  if (!isOpen(rules, calendar, now, today)) return
  for (const personIds of chunks(await waitingPeople(db), PEOPLE_A_JOB))
    await act.enqueue(TELL_JOB, { personIds })
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
    items.slice(n * size, (n + 1) * size),
  )
}

/** Reminders of today for the duties of some units, and for plans they have not acknowledged. */
export async function remindUnits(act: Act, unitIds: readonly string[]): Promise<number> {
  const { db, today, now } = act
  const calendar = await workCalendar(db)
  const rules = await rulesOf(db)
  if (!isWorkday(calendar, today)) return 0
  const due = await dueIn(act, unitIds, rules, calendar)
  const units = (above: boolean) => [
    ...new Set(
      due.filter(({ kind }) => kind.startsWith('above') === above).map((row) => row.unit_id),
    ),
  ]
  const doers = await doersOf(db, units(false), today)
  const above = await peopleAbove(db, units(true), today)
  const rows = due.flatMap((row): NewReminder[] => {
    const people = (row.kind.startsWith('above') ? above : doers).get(row.unit_id) ?? []
    return people.map((person_id) => ({ ...row, person_id }))
  })
  const made =
    (await insertReminders(db, rows, now)) +
    (await insertNotices(db, await receiptsDue(act, unitIds, rules, calendar)))
  if (made > 0) {
    await record(act, 'reminders.made', {
      unitId: (await rootUnitId(db)) ?? '',
      subject: 'reminders',
      details: { on: today, reminders: made },
    })
  }
  return made
}

type Due = Omit<NewReminder, 'person_id'>

async function dueIn(
  { db, today }: Act,
  unitIds: readonly string[],
  rules: Rules,
  calendar: WorkCalendar,
): Promise<Due[]> {
  const soonOn = addWorkdays(calendar, today, Math.max(1, ...rules.before))
  const duties = await listDuties(
    db,
    { today, soonOn },
    {
      unitIds,
      standings: ['overdue', 'returned', 'due-soon'],
      dueFrom: addDays(today, -OLDEST_DAYS),
    },
    { limit: 1_000_000 },
  )
  return duties
    .filter(({ opensOn }) => opensOn <= today)
    .flatMap((duty) =>
      remindersOn(rules, calendar, today, limitOfDuty(duty)).map((kind) => ({
        unit_id: duty.unitId,
        duty_id: duty.id,
        kind,
        limit_on: limitOfDuty(duty),
      })),
    )
}

export const limitOfDuty = ({ dueOn, correctBy }: Pick<DutyListed, 'dueOn' | 'correctBy'>): Day =>
  limitOf(dueOn, correctBy)

/** Units that a plan binds and that have not acknowledged it some working days after it was published. */
async function receiptsDue(
  act: Act,
  unitIds: readonly string[],
  rules: Rules,
  calendar: WorkCalendar,
): Promise<NewNotice[]> {
  const { db, today } = act
  const notices: NewNotice[] = []
  for (const plan of await publishedPlans(db)) {
    const published = (await publicationsOf(db, plan.id)).at(-1)
    if (!published || dayOf(published.published_at) < addDays(today, -OLDEST_DAYS)) continue
    const past = workdaysBetween(calendar, dayOf(published.published_at), today)
    if (past < rules.receiptAfter || past >= rules.receiptAfter + CATCH_UP) continue
    const bound = (await unitsWithDuties(db, plan.id)).filter((id) => unitIds.includes(id))
    const received = await receiptsOf(db, plan.id, bound)
    const silent = bound.filter((id) => !received.has(id))
    const doers = await doersOf(db, silent, today)
    const units = new Map((await unitsOn(db, today)).map((unit) => [unit.id, unit]))
    for (const unitId of silent) {
      for (const personId of doers.get(unitId) ?? []) {
        notices.push({
          id: act.newId(),
          person_id: personId,
          key: `receipt.due:${published.id}:${unitId}:${personId}`,
          kind: 'receipt.due',
          unit_id: unitId,
          href: `/office/plans/${plan.slug}/receipts`,
          facts: { unit: units.get(unitId)?.fullName ?? '', number: plan.number },
          lines: [],
          made_at: act.now,
        })
      }
    }
  }
  return notices
}

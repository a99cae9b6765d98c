// Tells people what waits for them: one digest a working day under the bell, and one letter for everything.

import { addressOf } from '../auth/index.ts'
import { workCalendar } from '../calendar/index.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { daysLeft, listDuties } from '../obligations/index.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, record, sendMail } from '../platform/index.ts'
import { queueMessage } from './channel-actions.ts'
import { countsOf, type DigestLine, inOrder } from './digest.ts'
import { letterOf, titleOf } from './letter.ts'
import { isUrgent } from './reaction.ts'
import { limitOfDuty } from './remind-actions.ts'
import { isOpen, type Rules, timeOf } from './rules.ts'
import {
  holdPerson,
  insertNotices,
  lastSentAt,
  markSent,
  type Notice,
  noticeExists,
  type Preference,
  pendingReminders,
  preferenceOf,
  rulesOf,
  settleReminders,
  textsOf,
  unsentNotices,
} from './store.ts'
import type { Texts } from './texts.ts'
import { notificationWords } from './words.ts'

const DONE = ['submitted', 'accepted']
/** An urgent notice waits for the next letter at most this long after the last one. */
const MINUTES_BETWEEN = 60

type Desk = { rules: Rules; calendar: WorkCalendar; texts: Texts }

/** Does nothing outside the hours, and nothing that was done before. Several people a transaction, always in the
 * same order. */
export async function tellPeople(act: Act, personIds: readonly string[]): Promise<void> {
  const { db, now, today } = act
  const rules = await rulesOf(db)
  const calendar = await workCalendar(db)
  if (!isOpen(rules, calendar, now, today)) return
  const desk = { rules, calendar, texts: await textsOf(db) }
  const told = { lines: 0, notices: 0, letters: 0, messages: 0 }
  for (const personId of [...personIds].sort()) {
    await holdPerson(db, personId)
    const preference = await preferenceOf(db, personId, rules)
    const hasHour = timeOf(now) >= preference.digest_at
    if (hasHour) told.lines += await makeDigest(act, personId, calendar)
    const sent = await sendOut(act, personId, preference, { ...desk, hasHour })
    told.notices += sent.notices
    told.letters += sent.mail ? 1 : 0
    told.messages += sent.message ? 1 : 0
  }
  if (told.lines === 0 && told.notices === 0) return
  await record(act, 'notices.sent', {
    unitId: (await rootUnitId(db)) ?? '',
    subject: 'notices',
    details: told,
  })
}

/** What is still to be done of what was to be reminded; what was reported meanwhile falls away. */
async function makeDigest(act: Act, personId: string, calendar: WorkCalendar): Promise<number> {
  const { db, now, today } = act
  const key = `digest:${today}:${personId}`
  const pending = await pendingReminders(db, personId)
  if (pending.length === 0 || (await noticeExists(db, key))) return 0
  const duties = await listDuties(
    db,
    { today, soonOn: today },
    {
      unitIds: [...new Set(pending.map((row) => row.unit_id))],
      dutyIds: [...new Set(pending.map((row) => row.duty_id))],
    },
    { limit: 1_000_000 },
  )
  const open = new Map(
    duties
      .filter(({ standing }) => !DONE.includes(standing))
      .map((duty) => [`${duty.unitId} ${duty.id} ${limitOfDuty(duty)}`, duty]),
  )
  const lines = new Map<string, DigestLine>()
  for (const row of pending) {
    const place = `${row.unit_id} ${row.duty_id} ${row.limit_on}`
    const duty = open.get(place)
    if (!duty) continue
    lines.set(place, {
      unitId: duty.unitId,
      unitCode: duty.unitCode,
      unitName: duty.unitName,
      dutyId: duty.id,
      number: duty.number,
      title: duty.title,
      period: duty.period,
      limitOn: row.limit_on,
      kind: row.kind,
      left: daysLeft(calendar, today, row.limit_on),
    })
  }
  const isTold = (row: (typeof pending)[number]) =>
    lines.has(`${row.unit_id} ${row.duty_id} ${row.limit_on}`)
  const id = act.newId()
  const settled = { at: now, noticeId: lines.size > 0 ? id : null }
  await settleReminders(db, pending.filter(isTold), settled)
  await settleReminders(
    db,
    pending.filter((row) => !isTold(row)),
    { at: now, noticeId: null },
  )
  if (lines.size === 0) return 0
  const ordered = inOrder([...lines.values()])
  await insertNotices(db, [
    {
      id,
      person_id: personId,
      key,
      kind: 'digest',
      unit_id: null,
      href: `/office/notices/${id}`,
      facts: { day: today, ...countsOf(ordered) },
      lines: ordered,
      made_at: now,
    },
  ])
  return ordered.length
}

type Sent = { notices: number; mail: boolean; message: boolean }

/** Everything new in one letter: as the person's hour comes, and in between when something is urgent. */
async function sendOut(
  act: Act,
  personId: string,
  preference: Preference,
  { texts, hasHour }: Desk & { hasHour: boolean },
): Promise<Sent> {
  const { db, now, today } = act
  const nothing = { notices: 0, mail: false, message: false }
  const unsent = await unsentNotices(db, personId)
  const [first] = unsent
  if (!first) return nothing
  const last = await lastSentAt(db, personId)
  const isFirstToday = hasHour && (last === null || last.slice(0, 10) < today)
  const isPressing =
    unsent.some(({ kind }) => isUrgent(kind)) &&
    (last === null || Date.parse(now) - Date.parse(last) >= MINUTES_BETWEEN * 60_000)
  if (!isFirstToday && !isPressing) return nothing
  const person = await addressOf(db, personId, today)
  await markSent(
    db,
    unsent.map(({ id }) => id),
    now,
  )
  if (!person) return nothing
  const { lang } = preference
  // The oldest notice goes out once, so that a letter named after it does too.
  const key = `notices:${first.id}`
  const mail =
    preference.by_mail &&
    (await sendMail(act, {
      key,
      to: person.email,
      ...letterOf(unsent, { texts, lang, words: notificationWords }),
    }))
  const message =
    preference.by_message &&
    preference.phone !== null &&
    (await queueMessage(act, {
      key,
      kind: kindOf(unsent),
      phone: preference.phone,
      facts: { title: titleOf(texts, lang, first), n: unsent.length },
      texts,
      lang,
    }))
  return { notices: unsent.length, mail, message }
}

const kindOf = (notices: readonly Notice[]): string =>
  notices.length === 1 ? (notices[0]?.kind ?? '') : 'several'

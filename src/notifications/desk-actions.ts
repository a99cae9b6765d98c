// Acknowledging a published plan, and saying how one wants to be told.

import { holdUnit, unitsWithDuties } from '../obligations/index.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, type Lang, Problem, record } from '../platform/index.ts'
import { type Channel, cleanChannel, cleanPhone } from './channel.ts'
import { channelOf, keepChannel } from './channel-actions.ts'
import { insertReceipt, receiptsOf } from './receipt-store.ts'
import { cleanRules, type Rules } from './rules.ts'
import {
  markRead,
  type OwnTexts,
  readSetting,
  rulesOf,
  savePreferenceRow,
  saveSetting,
} from './store.ts'
import { cleanOwn } from './texts.ts'

/** Acknowledges a plan in the name of a unit. Again: nothing changes, unless the plan gave it new duties since. */
export async function acknowledgePlan(
  act: Act,
  { planId, unitId }: { planId: string; unitId: string },
): Promise<void> {
  if (!(await unitsWithDuties(act.db, planId)).includes(unitId))
    throw new Problem(409, 'receipt.not-bound')
  await holdUnit(act.db, unitId)
  if ((await receiptsOf(act.db, planId, [unitId])).has(unitId)) return
  await insertReceipt(act.db, {
    unit_id: unitId,
    plan_id: planId,
    received_at: act.now,
    received_by: act.actor.personId,
  })
  await record(act, 'plan.received', { unitId, subject: planId })
}

/** Marks one's own notices as read: one, or all. */
export async function readNotices(act: Act, id: string | null): Promise<number> {
  const n = await markRead(act.db, act.actor.personId ?? '', id, act.now)
  if (n > 0) {
    await record(act, 'notices.read', {
      unitId: await homeOf(act),
      subject: `person:${act.actor.personId}`,
      details: { notices: n },
    })
  }
  return n
}

export type PreferenceTyped = {
  byMail: boolean
  byMessage: boolean
  digestAt: string
  lang: Lang
  phone: string
}

/** One's own choice. The number stays out of the trail. */
export async function savePreference(act: Act, typed: PreferenceTyped): Promise<void> {
  const personId = act.actor.personId ?? ''
  const phone = typed.phone.trim() === '' ? null : cleanPhone(typed.phone)
  if (typed.phone.trim() !== '' && phone === null) throw new Problem(422, 'channel.phone-wrong')
  if (typed.byMessage && phone === null) throw new Problem(422, 'notices.phone-missing')
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(typed.digestAt))
    throw new Problem(422, 'notices.hour-wrong')
  await savePreferenceRow(act.db, {
    person_id: personId,
    by_mail: typed.byMail,
    by_message: typed.byMessage,
    digest_at: typed.digestAt,
    lang: typed.lang,
    phone,
    saved_at: act.now,
  })
  await record(act, 'notices.preferred', {
    unitId: await homeOf(act),
    subject: `person:${personId}`,
    details: { byMail: typed.byMail, byMessage: typed.byMessage, digestAt: typed.digestAt },
  })
}

export async function saveRules(act: Act, unitId: string, rules: Rules): Promise<void> {
  const before = await rulesOf(act.db)
  const after = cleanRules(rules)
  await saveSetting(act.db, 'notice-rules', after, act.now)
  await record(act, 'notices.rules-set', {
    unitId,
    subject: 'notices',
    details: { before, after },
  })
}

export async function saveTexts(
  act: Act,
  unitId: string,
  lang: Lang,
  typed: Record<string, string>,
): Promise<void> {
  const known = (await readSetting<OwnTexts>(act.db, 'notice-texts')) ?? {}
  const own = cleanOwn(lang, typed)
  await saveSetting(act.db, 'notice-texts', { ...known, [lang]: own }, act.now)
  await record(act, 'notices.texts-set', {
    unitId,
    subject: 'notices',
    details: { texts: Object.keys(own) },
  })
}

export async function saveChannel(act: Act, unitId: string, typed: Channel): Promise<void> {
  const channel = cleanChannel(typed, await channelOf(act))
  await keepChannel(act, channel)
  await record(act, 'channel.set', {
    unitId,
    subject: 'channel',
    details: { isOn: channel.isOn, secretChanged: typed.secret.trim() !== '' },
  })
}

const homeOf = async ({ actor, db }: Act): Promise<string> =>
  actor.unitId ?? (await rootUnitId(db)) ?? ''

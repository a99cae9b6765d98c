// Short messages through the gateway: queued with their cause, sent afterwards, at least once.

import { type Act, type Lang, Problem, type Read, record } from '../platform/index.ts'
import {
  type Channel,
  type ChannelCall,
  callOf,
  cleanPhone,
  isForGood,
  isTaken,
} from './channel.ts'
import {
  eraseMessage,
  holdMessage,
  insertAttempt,
  insertMessage,
  isRested,
  overdueMessages,
} from './channel-store.ts'
import { readSetting, saveSetting } from './store.ts'
import type { Facts } from './tables.ts'
import { type Texts, textOf } from './texts.ts'

export const CHANNEL_JOB = 'channel.deliver'
const CHANNEL_SETTING = 'notice-channel'
const SECONDS_TO_ANSWER = 10
const DAYS_OF_TRYING = 1

type Kept = Omit<Channel, 'secret'> & { sealed: string }

/** The gateway; off when its key cannot be opened, as in a copy of the database without the instance's key. */
export async function channelOf({
  db,
  secrets,
}: Pick<Read, 'db' | 'secrets'>): Promise<Channel | null> {
  const kept = await readSetting<Kept>(db, CHANNEL_SETTING)
  if (!kept) return null
  const secret = secrets.open(kept.sealed, CHANNEL_SETTING)
  return { url: kept.url, secret: secret ?? '', isOn: kept.isOn && secret !== null }
}

/** Keeps the gateway; its key is sealed under the key of the instance. */
export const keepChannel = (act: Act, { url, secret, isOn }: Channel): Promise<void> => {
  const kept: Kept = { url, isOn, sealed: act.secrets.seal(secret, CHANNEL_SETTING) }
  return saveSetting(act.db, CHANNEL_SETTING, kept, act.now)
}

type NewMessage = {
  key: string
  kind: string
  phone: string
  facts: Facts
  texts: Texts
  lang: Lang
}

/** Queues a message when a gateway is on. False when there is none, or it was queued before. */
export async function queueMessage(act: Act, message: NewMessage): Promise<boolean> {
  const channel = await channelOf(act)
  if (!channel?.isOn) return false
  const id = act.newId()
  const isNew = await insertMessage(act.db, {
    id,
    key: message.key,
    kind: message.kind,
    phone: message.phone,
    text: textOf(message.texts, message.lang, 'message', message.facts),
    queued_at: act.now,
  })
  if (isNew) await act.enqueue(CHANNEL_JOB, { messageId: id })
  return isNew
}

/** Sends one message that still waits and has rested since it failed, for a day; a job given twice calls once. */
export async function deliverMessage(act: Act, id: string): Promise<void> {
  const channel = await channelOf(act)
  if (!channel?.isOn) return
  const message = await holdMessage(act.db, id)
  if (!message?.phone || !(await isRested(act.db, id, act.now))) return
  const call = callOf(
    channel,
    {
      id,
      kind: message.kind,
      phone: message.phone,
      text: message.text ?? '',
      queuedAt: message.queued_at,
    },
    act.trueNow,
  )
  const { code, status } = await send(call)
  const isOld = Date.parse(act.now) - Date.parse(message.queued_at) > DAYS_OF_TRYING * 86_400_000
  const outcome = isTaken(status)
    ? 'delivered'
    : isForGood(status) || isOld
      ? 'abandoned'
      : 'failed'
  await insertAttempt(act.db, {
    id: act.newId(),
    message_id: id,
    tried_at: act.now,
    outcome,
    code,
  })
  if (outcome !== 'failed') await eraseMessage(act.db, id)
}

/** Sends what was left lying. */
export async function channelRound(act: Act): Promise<void> {
  if (!(await channelOf(act))?.isOn) return
  for (const messageId of await overdueMessages(act.db, act.now))
    await act.enqueue(CHANNEL_JOB, { messageId })
}

/** One message now, to a number typed for it; returns what the gateway answered. */
export async function testChannel(
  act: Act,
  { phone, text, unitId }: { phone: string; text: string; unitId: string },
): Promise<{ code: string; isTaken: boolean }> {
  const channel = await channelOf(act)
  if (!channel) throw new Problem(409, 'channel.missing')
  const number = cleanPhone(phone)
  if (!number) throw new Problem(422, 'channel.phone-wrong')
  const message = { id: act.newId(), kind: 'test', phone: number, text, queuedAt: act.now }
  const { code, status } = await send(callOf(channel, message, act.trueNow))
  await record(act, 'channel.tested', { unitId, subject: 'channel', details: { answer: code } })
  return { code, isTaken: isTaken(status) }
}

/** The answer's number; 0 and a word when none came. Redirects are not followed: they would carry the number on. */
async function send({
  url,
  headers,
  body,
}: ChannelCall): Promise<{ code: string; status: number }> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(SECONDS_TO_ANSWER * 1000),
    })
    await answer.body?.cancel()
    return { code: String(answer.status), status: answer.status }
  } catch (error) {
    const name = (error as Error).name
    return { code: name === 'TimeoutError' ? 'timeout' : 'unreachable', status: 0 }
  }
}

// Webhooks begun and ended; events gathered for them, sent, sent again.

import { hoursFrom } from '../auth/index.ts'
import { subtreeIds, unitsByIds } from '../org/index.ts'
import { type Act, type EventRow, notFound, Problem, record } from '../platform/index.ts'
import { postMessage } from './post-message.ts'
import {
  changeDelivery,
  deliveryById,
  dueDeliveries,
  failingSince,
  heldDelivery,
  holdGathering,
  insertAttempt,
  insertDeliveries,
  insertEnding,
  insertWebhook,
  mayReachPrivate,
  savePlaces,
  standingWebhooks,
  startPlaces,
  untold,
  type Webhook,
  webhookById,
} from './store.ts'
import {
  MOST_FAILING_DAYS,
  newWebhookSecret,
  receiverUrl,
  signature,
  waitAfter,
} from './webhook.ts'

export const SEND_JOB = 'webhooks.send'
const MOST_EVENTS = 500
const MOST_DUE = 500
/** Told of webhooks, a receiver would be told of itself without end. */
const SILENT = /^webhook\./

/** Begins to tell a receiver of events of a unit and all below. The secret is told this once. */
export async function beginWebhook(
  act: Act,
  asked: { unitId: string; url: string; verbs: readonly string[] },
): Promise<{ id: string; secret: string }> {
  const url = receiverUrl(asked.url, await mayReachPrivate(act.db))
  const id = act.newId()
  const secret = newWebhookSecret()
  await insertWebhook(act.db, {
    id,
    unit_id: asked.unitId,
    url,
    verbs: [...new Set(asked.verbs)],
    secret,
    begun_at: act.now,
    begun_by: act.actor.personId,
  })
  await startPlaces(act.db, id, await subtreeIds(act.db, [asked.unitId], act.today))
  await record(act, 'webhook.begun', { unitId: asked.unitId, subject: id })
  return { id, secret }
}

/** Ends a webhook; what was not delivered stays in its log. `words`: why, as whoever ends it says. */
export async function endWebhook(
  act: Act,
  id: string,
  reason: 'withdrawn' | 'failing' = 'withdrawn',
  words = '',
): Promise<void> {
  const webhook = await webhookById(act.db, id)
  if (!webhook) throw notFound('webhook')
  if (webhook.ended_at !== null) throw new Problem(409, 'webhook.already-ended')
  await insertEnding(act.db, {
    webhook_id: id,
    ended_at: act.now,
    ended_by: act.actor.personId,
    reason,
  })
  await record(act, reason === 'failing' ? 'webhook.disabled' : 'webhook.ended', {
    unitId: webhook.unit_id,
    subject: id,
    ...(words === '' ? {} : { details: { reason: words } }),
  })
}

/** Sends a delivery once more, whatever became of it. */
export async function replayDelivery(act: Act, webhookId: string, id: string): Promise<void> {
  const webhook = await webhookById(act.db, webhookId)
  const delivery = await deliveryById(act.db, id)
  if (!webhook || delivery?.webhook_id !== webhookId) throw notFound('delivery')
  if (webhook.ended_at !== null) throw new Problem(409, 'webhook.already-ended')
  await changeDelivery(act.db, id, { next_at: act.now })
  await act.enqueue(SEND_JOB, { delivery: id })
  await record(act, 'webhook.replayed', { unitId: webhook.unit_id, subject: webhookId })
}

/** Makes a delivery of each event that a webhook was not told of, and queues what is due. Places in the chains move
 * in the same transaction, so no event is passed over and none is made twice. */
export async function gatherEvents(act: Act): Promise<void> {
  if (!(await holdGathering(act.db))) return
  for (const webhook of await standingWebhooks(act.db)) await gatherFor(act, webhook)
  for (const { id } of await dueDeliveries(act.db, act.now, MOST_DUE)) {
    await act.enqueue(SEND_JOB, { delivery: id })
  }
}

async function gatherFor(act: Act, webhook: Webhook): Promise<void> {
  const unitIds = await subtreeIds(act.db, [webhook.unit_id], act.today)
  const events = await untold(act.db, webhook, unitIds, MOST_EVENTS)
  const units = await unitsByIds(act.db, [...new Set(events.map((event) => event.unit_id))])
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const wanted = events.filter(
    ({ verb }) =>
      !SILENT.test(verb) && (webhook.verbs.length === 0 || webhook.verbs.includes(verb)),
  )
  await insertDeliveries(
    act.db,
    wanted.map((event) => ({
      id: act.newId(),
      webhook_id: webhook.id,
      verb: event.verb,
      body: messageOf(event, codes.get(event.unit_id) ?? null),
      made_at: act.now,
      attempts: 0,
      next_at: act.now,
      delivered_at: null,
    })),
  )
  const places = new Map(events.map((event) => [event.unit_id, event.seq]))
  await savePlaces(
    act.db,
    [...places].map(([unit_id, seq]) => ({ webhook_id: webhook.id, unit_id, seq })),
  )
}

/** What a receiver is told: the event without the person. */
const messageOf = (event: EventRow, unit: string | null): string =>
  JSON.stringify({
    type: event.verb,
    timestamp: event.at,
    data: {
      id: event.id,
      unit,
      seq: event.seq,
      subject: event.subject,
      details: event.details,
    },
  })

/** Sends one delivery that is due and notes what came of it. A crash in between sends it again. */
export async function sendDelivery(act: Act, id: string): Promise<void> {
  const delivery = await heldDelivery(act.db, id)
  if (!delivery?.next_at || delivery.next_at > act.now) return
  const webhook = await webhookById(act.db, delivery.webhook_id)
  if (!webhook || webhook.ended_at !== null) return
  const timestamp = Math.floor(Date.parse(act.now) / 1000)
  const sent = await postMessage(
    webhook.url,
    {
      body: delivery.body,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'congtam-webhooks',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signature(webhook.secret, id, timestamp, delivery.body),
      },
    },
    await mayReachPrivate(act.db),
  )
  await insertAttempt(act.db, { delivery_id: id, id: act.newId(), at: act.now, ...sent })
  const attempts = delivery.attempts + 1
  if (sent.failure === null) {
    await changeDelivery(act.db, id, { attempts, next_at: null, delivered_at: act.now })
    return
  }
  await changeDelivery(act.db, id, {
    attempts,
    next_at: hoursFrom(act.now, waitAfter(attempts) / 3600),
  })
  // 410 Gone: the receiver says itself that it takes nothing any more.
  if (sent.status === 410) return await endWebhook(act, webhook.id, 'failing', 'HTTP 410')
  const since = await failingSince(act.db, webhook.id)
  if (since !== null && since < hoursFrom(act.now, -24 * MOST_FAILING_DAYS))
    await endWebhook(act, webhook.id, 'failing')
}

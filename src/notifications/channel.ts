// The webhook towards a gateway of SMS or Zalo (docs/notify-webhook.md): what is sent, and how it is signed.

import { createHmac } from 'node:crypto'
import { Problem } from '../platform/index.ts'

export type Channel = { url: string; secret: string; isOn: boolean }

export type ChannelCall = { url: string; headers: Record<string, string>; body: string }

/** One call. `id` stays the same however often it is repeated, and is the idempotency key. */
export function callOf(
  { url, secret }: Pick<Channel, 'url' | 'secret'>,
  message: { id: string; kind: string; phone: string; text: string; queuedAt: string },
  now: string,
): ChannelCall {
  const body = JSON.stringify({
    id: message.id,
    kind: message.kind,
    to: { phone: message.phone },
    text: message.text,
    queuedAt: message.queuedAt,
  })
  const seconds = Math.floor(Date.parse(now) / 1000)
  return {
    url,
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'congtam',
      'idempotency-key': message.id,
      'congtam-signature': `t=${seconds},v1=${signatureOf(secret, seconds, body)}`,
    },
  }
}

/** HMAC-SHA-256 over `seconds.body`, in hexadecimal. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')

const LEAST_SECRET = 16

/** A gateway as typed; an empty secret keeps the known one. Plain http only to this machine. */
export function cleanChannel(
  typed: { url: string; secret: string; isOn: boolean },
  known: Channel | null,
): Channel {
  const url = URL.canParse(typed.url.trim()) ? new URL(typed.url.trim()) : null
  const isHere = url !== null && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (!url || !(url.protocol === 'https:' || (url.protocol === 'http:' && isHere)))
    throw new Problem(422, 'channel.address-wrong')
  if (url.username || url.password) throw new Problem(422, 'channel.address-wrong')
  const secret = typed.secret.trim() || (known?.secret ?? '')
  if (secret.length < LEAST_SECRET)
    throw new Problem(422, 'channel.secret-short', { least: LEAST_SECRET })
  return { url: url.href, secret, isOn: typed.isOn }
}

/** `0912 345 678` → `+84912345678`; null for what is no telephone number. */
export function cleanPhone(typed: string): string | null {
  const digits = typed.replace(/[\s.()-]/g, '')
  const full = digits.startsWith('0') ? `+84${digits.slice(1)}` : digits
  return /^\+[1-9]\d{8,14}$/.test(full) ? full : null
}

/** 2xx: taken. 408, 429 and 5xx, or no answer: again later. Everything else: never. */
export const isTaken = (status: number): boolean => status >= 200 && status < 300
export const isForGood = (status: number): boolean =>
  status >= 300 && status < 500 && status !== 408 && status !== 429

// Rules of webhooks: where they may lead, how a message is signed, when one that failed is sent again.

import { createHmac, randomBytes } from 'node:crypto'
import { BlockList, isIP } from 'node:net'
import { Problem } from '../platform/index.ts'

export const newWebhookSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** Signature as Standard Webhooks has it: HMAC-SHA256 of `id.timestamp.body` under the decoded secret. */
export function signature(secret: string, id: string, timestamp: number, body: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

const MINUTE = 60
const HOUR = 60 * MINUTE
const WAITS = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR]

/** Seconds until the next attempt after so many that failed; at last twice a day. */
export const waitAfter = (attempts: number): number =>
  WAITS[Math.min(attempts, WAITS.length) - 1] ?? MINUTE

/** A webhook that has taken nothing for so many days is ended. */
export const MOST_FAILING_DAYS = 5

const PRIVATE = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, prefix)
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, prefix, 'ipv6')

/** Addresses of this machine, of private networks, and those that reach nobody. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const family = isIP(mapped ?? address)
  if (family === 0) return true
  return PRIVATE.check(mapped ?? address, family === 6 ? 'ipv6' : 'ipv4')
}

/** The address of a receiver. Refuses what is no web address, names a password, or a private host. */
export function receiverUrl(text: string, allowPrivate: boolean): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url || url.username || url.password || text.length > 2000)
    throw new Problem(422, 'webhook.url-unreadable')
  if (!['https:', 'http:'].includes(url.protocol)) throw new Problem(422, 'webhook.url-unreadable')
  if (allowPrivate) return url.href
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol === 'http:' || host === 'localhost' || (isIP(host) !== 0 && isPrivate(host)))
    throw new Problem(422, 'webhook.url-private')
  return url.href
}

// One message to one receiver: no redirects, no private addresses also after the name is resolved, no long wait.

import { lookup } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPrivate } from './webhook.ts'

const PATIENCE = 10_000

export type Sent = { status: number | null; failure: string | null }

/** Sends a body; any status of 2xx is taken. What the receiver answers is not read. */
export function postMessage(
  url: string,
  { body, headers }: { body: string; headers: Record<string, string> },
  allowPrivate: boolean,
): Promise<Sent> {
  const send = url.startsWith('https:') ? secureRequest : plainRequest
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      resolve({ status: null, failure: (error as NodeJS.ErrnoException).code ?? error.name })
    try {
      const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
      if (!allowPrivate && /^[\d.]+$|:/.test(host) && isPrivate(host)) {
        resolve({ status: null, failure: 'EPRIVATE' })
        return
      }
      const asked = send(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: allowPrivate ? lookup : publicLookup,
        timeout: PATIENCE,
        signal: AbortSignal.timeout(PATIENCE),
      })
      asked.on('response', (answer) => {
        const status = answer.statusCode ?? 0
        answer.destroy()
        resolve({ status, failure: status >= 200 && status < 300 ? null : `HTTP ${status}` })
      })
      asked.on('error', fail)
      asked.on('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })))
      asked.end(body)
    } catch (error) {
      fail(error as Error)
    }
  })
}

/** Looks a name up and refuses private addresses, so that a name cannot lead inside. */
const publicLookup: LookupFunction = (host, options, told) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const found = addresses ?? []
    if (error || found.length === 0 || found.some(({ address }) => isPrivate(address))) {
      const refused = error ?? Object.assign(new Error('private'), { code: 'EPRIVATE' })
      told(refused, options.all ? [] : '', 4)
    } else if (options.all) told(null, found)
    else told(null, found[0]?.address ?? '', found[0]?.family)
  })
}

// A program that calls the interface with a token, and the permissions it was issued with.

import { issueToken } from '../src/auth/index.ts'
import { addDays } from '../src/lib/day.ts'
import type { World } from './world.ts'

export type Call = {
  method?: string
  json?: unknown
  body?: BodyInit
  headers?: Record<string, string>
}

export type Caller = Awaited<ReturnType<typeof caller>>

/** A program with a token of a unit. */
export async function caller(
  w: World,
  code: string,
  scopes: readonly string[],
  { perMinute = 60_000 }: { perMinute?: number } = {},
) {
  const unitId = await w.unitId(code)
  const issued = await w.act((act) =>
    issueToken(act, {
      unitId,
      name: `Kết nối ${code}`,
      scopes,
      perMinute,
      expiresOn: addDays(act.today, 30),
    }),
  )
  const call = async (address: string, { method, json, body, headers }: Call = {}) => {
    const content = json === undefined ? body : JSON.stringify(json)
    return await w.server.request(`http://localhost${address}`, {
      method: method ?? (content === undefined ? 'GET' : 'POST'),
      headers: {
        authorization: `Bearer ${issued.secret}`,
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
    })
  }
  return { ...issued, unitId, call, get: async (address: string) => (await call(address)).json() }
}

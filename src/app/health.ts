// For whoever watches the process: alive, ready, and its figures.

import type { Context, Hono } from 'hono'
import { identify } from '../auth/index.ts'
import type { Instance } from './instance.ts'
import type { Metrics } from './metrics.ts'

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/

/** Adds `/healthz`, `/readyz` and `/metrics`. */
export function mountHealth(server: Hono, instance: Instance, metrics: Metrics): void {
  server.get('/healthz', (context) => context.json({ status: 'alive' }))
  server.get('/readyz', async (context) => {
    const found = await readiness(instance)
    const isReady = Object.values(found).every(Boolean)
    return context.json({ status: isReady ? 'ready' : 'not-ready', ...found }, isReady ? 200 : 503)
  })
  server.get('/metrics', async (context) => {
    if (!(await mayRead(context, instance))) return context.json({ status: 'forbidden' }, 403)
    context.header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
    context.header('cache-control', 'no-store')
    return context.body(await metrics.print(instance.pool))
  })
}

async function readiness({ pool, migrations }: Instance) {
  const answers = (text: string, values: unknown[] = []) =>
    pool.query<{ ok: boolean }>(text, values).then(
      ({ rows }) => rows[0]?.ok === true,
      () => false,
    )
  return {
    database: await answers('select true as ok'),
    migrations: await answers(
      'select count(*) = cardinality($1::text[]) as ok from migrations where name = any($1::text[])',
      [[...migrations]],
    ),
    queue: await answers(`select to_regclass('pgboss.job') is not null as ok`),
  }
}

/** From this machine itself, not through a proxy on it; else by a token with `metrics.read`. */
async function mayRead(context: Context, { db, clock }: Instance): Promise<boolean> {
  const { incoming } = (context.env ?? {}) as {
    incoming?: { socket?: { remoteAddress?: string } }
  }
  const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip'].some((name) =>
    context.req.header(name),
  )
  if (!isForwarded && LOOPBACK.test(incoming?.socket?.remoteAddress ?? '')) return true
  const { now, today } = clock()
  const { token, rights } = await identify(context.req.raw, { db, now, today })
  return token !== undefined && rights.holds('metrics.read')
}

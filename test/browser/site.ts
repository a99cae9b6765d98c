// The small province on a real port, with the built assets, driven by a real browser.

import { serve } from '@hono/node-server'
import type { Browser, BrowserContext } from 'playwright-core'
import { openAssets } from '../../src/app/assets.ts'
import { systemAct } from '../../src/app/instance.ts'
import { openLog } from '../../src/app/log.ts'
import { JOBS } from '../../src/app/rooms.ts'
import { application } from '../../src/app/serve.ts'
import { runThrough } from '../../src/platform/index.ts'
import type { Someone, World } from '../world.ts'

export type Site = { base: string; close(): Promise<void> }

/** Serves a world; jobs run at once after the request that caused them. */
export async function site(w: World): Promise<Site> {
  const running = new Set<Promise<unknown>>()
  let isOpen = true
  w.instance.enqueue = async (_, name, data) => {
    const job = JOBS.find((row) => row.name === name)
    setTimeout(() => {
      if (!job || !isOpen) return
      const run = runThrough(job, data, (work) => systemAct(w.instance, work))
      running.add(run)
      void run.finally(() => running.delete(run))
    }, 300)
  }
  const assets = openAssets('dist/assets')
  const server = application(w.instance, { assets, log: openLog('silent') })
  assets.mount(server)
  return await new Promise((resolve) => {
    const listener = serve({ fetch: server.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve({
        base: `http://127.0.0.1:${port}`,
        async close() {
          isOpen = false
          await Promise.allSettled(running)
          await new Promise<void>((done) => listener.close(() => done()))
        },
      }),
    )
  })
}

type Options = { width?: number; script?: boolean }

/** A browser of someone, already signed in; nobody when `as` is absent. */
export async function browserOf(
  browser: Browser,
  { base }: Site,
  as?: Someone,
  { width = 1280, script = true }: Options = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 740 : 900 },
    javaScriptEnabled: script,
    baseURL: base,
    isMobile: width < 500,
  })
  if (as) await context.addCookies([{ name: 'congtam', value: as.secret, url: base }])
  return context
}

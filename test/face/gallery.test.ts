// Every component on pages that never were, in both languages and both widths: axe finds nothing, nothing
// sticks out. `CONGTAM_SHOTS=folder` keeps the pictures for people to look at.

import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Browser, Page } from 'playwright-core'
import { renderToString } from 'preact-render-to-string'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAssets } from '../../src/app/assets.ts'
import { launch, overflow, PHONE, trips } from '../browser.ts'
import * as gallery from './gallery.tsx'
import { pageOf } from './page.ts'

let browser: Browser
let pages: Page[]
let base: string
let close: () => void

beforeAll(async () => {
  expect(existsSync('dist/assets/manifest.json'), 'npm run build').toBe(true)
  const assets = openAssets('dist/assets')
  const server = new Hono()
  for (const [name, view] of Object.entries(gallery)) {
    server.get(`/${name}`, (context) => {
      const lang = context.req.query('lang') === 'en' ? 'en' : 'vi'
      const page = { ...pageOf({ lang }), asset: assets.address }
      return context.html(`<!doctype html>${renderToString(view(page))}`)
    })
  }
  assets.mount(server)
  base = await new Promise((resolve) => {
    const listener = serve({ fetch: server.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
      resolve(`http://127.0.0.1:${port}`),
    )
    close = () => listener.close()
  })
  browser = await launch()
  pages = await Promise.all(
    [1280, PHONE.width].map((width) => browser.newPage({ viewport: { width, height: 900 } })),
  )
}, 60_000)
afterAll(async () => {
  await browser.close()
  close()
})

const shots = process.env.CONGTAM_SHOTS

test.each(Object.keys(gallery))('%s', async (name) => {
  const problems: string[] = []
  for (const page of pages) {
    const width = page.viewportSize()?.width
    for (const lang of ['vi', 'en']) {
      await page.goto(`${base}/${name}?lang=${lang}`)
      for (const trip of await trips(page)) problems.push(`${width} ${lang}: ${trip}`)
      const over = await overflow(page)
      if (over > 0) problems.push(`${width} ${lang}: ${over} px stick out`)
      if (shots) {
        mkdirSync(shots, { recursive: true })
        await page.screenshot({
          path: path.join(shots, `${name}-${width}-${lang}.png`),
          fullPage: true,
        })
      }
    }
  }
  expect(problems).toEqual([])
})

test('every component that is exported stands on a gallery page', () => {
  const shown = readFileSync('test/face/gallery.tsx', 'utf8')
  const missing = [
    'Matrix',
    'BarChart',
    'LineChart',
    'DotInterval',
    'StackedBar',
    'Spark',
    'Compare',
    'Timeline',
    'Progress',
    'FileDrop',
    'Table',
    'Pager',
  ].filter((name) => !shown.includes(`<${name}`))
  expect(missing).toEqual([])
})

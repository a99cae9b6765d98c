// Somebody opens the page of the index, a program posts a dossier, and the figure changes without a reload.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { caller } from '../api-caller.ts'
import { launch, PHONE } from '../browser.ts'
import { dossierOf, type IndexWorld, indexWorld } from '../index-world.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'
import { openTabs } from './tabs.ts'

let w: IndexWorld
let at: Site
let browser: Browser
let look: ReturnType<typeof openTabs>
let leader: Someone

beforeAll(async () => {
  w = await indexWorld()
  leader = await w.person('19', 'leader')
  at = await site(w)
  browser = await launch()
  look = openTabs(browser, at)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

const post = async (no: number) => {
  const feed = await caller(w, '19', ['dossier.feed'])
  const items = [dossierOf('05569', no, '2026-08-11', { NgayHenTra: '20260820170000' })]
  return await feed.call('/api/dossiers/batches', { json: { items } })
}

test('the figure changes while one looks, and the page says that the line holds', async () => {
  const context = await browserOf(browser, at, leader)
  const page = await context.newPage()
  await page.goto('/office/index766/19')
  const parts = page.locator('[data-live="i.2.1.parts"]').first()
  expect(await parts.textContent()).toBe('6 / 9')
  await page.getByText('Số liệu tự cập nhật').waitFor()
  expect((await post(71)).status).toBe(202)
  await page.locator('[data-live="i.2.1.parts"]', { hasText: '7 / 10' }).waitFor({ timeout: 8000 })
  await context.close()
}, 30_000)

test('without script a reload shows the same', async () => {
  const context = await browserOf(browser, at, leader, { script: false })
  const page = await context.newPage()
  await page.goto('/office/index766/19')
  expect(await page.getByText('Số liệu tự cập nhật').isVisible()).toBe(false)
  await post(72)
  await expect
    .poll(
      async () => {
        await page.reload()
        return await page.locator('[data-live="i.2.1.parts"]').first().textContent()
      },
      { timeout: 8000 },
    )
    .toBe('8 / 11')
  await context.close()
}, 30_000)

test.each([
  '/office/index766/19',
  '/office/index766/05569/2.1',
  '/office/index766/05569/today',
  '/office/index766/05569/what-if?period=2026-08',
  '/chi-so-766',
])(
  'on a phone nothing sticks out and axe finds nothing serious: %s',
  async (address) => {
    const seen = await look(address, leader, [PHONE.width])
    expect(seen).toEqual({ statuses: [200], problems: [] })
  },
  30_000,
)

// The network is cut: what a commune writes on a phone stays on the device, is seen to stay, and is sent once.

import type { Browser, BrowserContext, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadForm, saveDraft } from '../../src/obligations/index.ts'
import { launch, overflow, PHONE, trips } from '../browser.ts'
import { PERIOD, planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let at: Site
let browser: Browser
let head: Someone
let context: BrowserContext
let page: Page
const FORM = '/office/units/05569/reports/7-2024/2024-Q2'
const PROGRESS = 'Tiến độ, kết quả'

beforeAll(async () => {
  w = await planWorld()
  at = await site(w)
  browser = await launch()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

beforeEach(async () => {
  await context?.close()
  await w.pool.query('delete from draft_lines')
  await w.pool.query('delete from evidence')
  head = await w.person('05569', 'head')
  context = await browserOf(browser, at, head, { width: PHONE.width })
  page = await context.newPage()
})

const drafts = async () =>
  (await w.pool.query<{ progress: string }>('select progress from draft_lines')).rows.map(
    ({ progress }) => progress,
  )

/** Opens the form and waits until the page is kept for later. */
async function openForm() {
  await page.goto(FORM)
  // `waitForFunction` takes the promise of an async function for an answer: it would not wait.
  const isKept = () =>
    page.evaluate(async (path) => {
      const cache = await caches.open('congtam-pages')
      return (await cache.match(path)) !== undefined
    }, FORM)
  await expect.poll(isKept, { timeout: 20_000 }).toBe(true)
}

async function photo(): Promise<Buffer> {
  const picture = { width: 640, height: 480, channels: 3 as const, background: '#88aa99' }
  return await sharp({ create: picture }).jpeg().toBuffer()
}

test('written without a network: kept with its photo, there after a reload, sent once when it returns', async () => {
  await openForm()
  await context.setOffline(true)
  await page.getByLabel(PROGRESS).fill('Đã niêm yết tại 4 nhà văn hóa.')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'niem-yet.jpg',
      mimeType: 'image/jpeg',
      buffer: await photo(),
    })
  await page.getByText(/Đã giữ trên máy này lúc \d\d:\d\d, chưa gửi/).waitFor()
  await page.getByRole('button', { name: 'Lưu nháp' }).click()
  await page.getByText(/Đã giữ trên máy này lúc/).waitFor()
  expect(await overflow(page)).toBe(0)
  expect(await drafts()).toEqual([])
  await page.reload()
  await page.getByText(/Không có mạng: đây là trang giữ trên máy/).waitFor()
  await page.getByText(/Đã giữ trên máy này lúc/).waitFor()
  expect(await page.getByLabel(PROGRESS).inputValue()).toBe('Đã niêm yết tại 4 nhà văn hóa.')
  await page.getByText('niem-yet.jpg').waitFor()
  expect(await trips(page)).toEqual([])
  // The browser's tab is closed and opened again, still without a network.
  await page.close()
  page = await context.newPage()
  await page.goto(FORM)
  expect(await page.getByLabel(PROGRESS).inputValue()).toContain('4 nhà văn hóa')
  await context.setOffline(false)
  await page.getByText(/Đã lưu trên máy chủ lúc \d\d:\d\d/).waitFor()
  expect(await drafts()).toEqual(['Đã niêm yết tại 4 nhà văn hóa.'])
  const { rows } = await w.pool.query('select title from evidence')
  expect(rows).toEqual([{ title: 'niem-yet.jpg' }])
  await page.reload()
  expect(await page.getByLabel(PROGRESS).inputValue()).toContain('4 nhà văn hóa')
  expect(await page.locator('[data-draft-state]').innerText()).toBe('')
})

test('an answer that got lost: the same content is sent again and kept once', async () => {
  await openForm()
  let lose: () => void = () => undefined
  const lost = new Promise<void>((resolve) => {
    lose = resolve
  })
  let tries = 0
  await page.route(`**${FORM}`, async (route) => {
    if (route.request().method() !== 'POST') return await route.continue()
    tries += 1
    if (tries > 1) return await route.continue()
    await route.fetch()
    await route.abort('connectionreset')
    lose()
  })
  await page.getByLabel(PROGRESS).fill('Gửi một lần')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'mot.jpg',
      mimeType: 'image/jpeg',
      buffer: await photo(),
    })
  await page.getByRole('button', { name: 'Lưu nháp' }).click()
  await lost
  await page.getByText(/Đã giữ trên máy này lúc/).waitFor()
  expect(await drafts()).toEqual(['Gửi một lần'])
  await page.locator('button[aria-disabled]').waitFor({ state: 'detached' })
  await page.getByRole('button', { name: 'Lưu nháp' }).click()
  await page.getByText('Đã lưu nháp và 1 minh chứng.').first().waitFor()
  const { rows } = await w.pool.query('select title from evidence')
  expect(rows).toHaveLength(1)
  expect(tries).toBe(2)
})

test('a colleague saved meanwhile: both drafts are shown, and the person chooses', async () => {
  await openForm()
  await context.setOffline(true)
  await page.getByLabel(PROGRESS).fill('Bản trên điện thoại')
  await page.getByText(/Đã giữ trên máy này lúc/).waitFor()
  const key = { unitId: head.unitId, planId: w.planId, period: PERIOD }
  const form = await loadForm(w.db, w.instance.clock().today, key)
  const dutyId = form.lines.find((line) => line.mayBeSent)?.duty.id ?? ''
  await w.act((act) =>
    saveDraft(act, key, [
      {
        dutyId,
        state: 'done',
        progress: 'Bản ở cơ quan',
        quantity: null,
        hindrance: '',
        hindranceKind: null,
      },
    ]),
  )
  await context.setOffline(false)
  const choice = page.locator('.offline-choice')
  await choice.waitFor()
  expect(await choice.innerText()).toContain('Bản ở cơ quan')
  expect(await choice.innerText()).toContain('Bản trên điện thoại')
  expect(await drafts()).toEqual(['Bản ở cơ quan'])
  await page.getByRole('button', { name: 'Dùng bản trên máy này' }).click()
  await page.getByText('Đã lưu nháp.').first().waitFor()
  expect(await drafts()).toEqual(['Bản trên điện thoại'])
})

test('signing out leaves nothing on the device', async () => {
  await openForm()
  await context.setOffline(true)
  await page.getByLabel(PROGRESS).fill('Của riêng tôi')
  await page.getByText(/Đã giữ trên máy này lúc/).waitFor()
  // A dialog asks first; without the network nothing would be sent before it is deleted.
  page.on('dialog', (dialog) => void dialog.accept())
  await page.route('**/reports/**', (route) => route.abort())
  await context.setOffline(false)
  await page.locator('.menu summary').click()
  await page.locator('.menu-sheet').getByRole('button', { name: 'Đăng xuất' }).click()
  await page.waitForURL(`${at.base}/`)
  const left = await page.evaluate(async () => ({
    pages: await caches.has('congtam-pages'),
    bases: await new Promise<number>((resolve) => {
      const open = indexedDB.open('congtam', 1)
      open.onsuccess = () => {
        const count = open.result.transaction('kept').objectStore('kept').count()
        count.onsuccess = () => resolve(count.result)
      }
    }),
    drafts: Object.keys(localStorage).filter((name) => name.startsWith('draft:')),
  }))
  expect(left).toEqual({ pages: false, bases: 0, drafts: [] })
  expect(await drafts()).toEqual([])
})

test('without script the form saves as ever', async () => {
  const plain = await browserOf(browser, at, head, { width: PHONE.width, script: false })
  const second = await plain.newPage()
  await second.goto(FORM)
  await second.getByLabel(PROGRESS).fill('Không có mã chạy')
  await second.getByRole('button', { name: 'Lưu nháp' }).click()
  await second.getByText('Đã lưu nháp.').first().waitFor()
  expect(await drafts()).toEqual(['Không có mã chạy'])
  await plain.close()
})

test('the head lends the signature; a colleague sends the report for the head on a phone', async () => {
  const office = await browserOf(browser, at, head)
  const deputy = await w.person('05569', 'officer')
  const { rows } = await w.pool.query<{ name: string }>('select name from people where id = $1', [
    deputy.personId,
  ])
  const lend = await office.newPage()
  await lend.goto('/office/delegations')
  await lend.getByLabel('Người ký thay').selectOption({ value: deputy.personId })
  for (const box of await lend.getByRole('checkbox').all()) await box.uncheck()
  await lend.getByLabel('Gửi báo cáo').check()
  await lend.getByLabel('Soạn báo cáo').check()
  await lend.getByLabel('Đến hết ngày').fill('2024-06-20')
  await lend.getByRole('button', { name: 'Giao ký thay' }).click()
  await lend.getByText('Đã giao ký thay.').first().waitFor()
  expect(
    await lend
      .getByRole('cell', { name: rows[0]?.name ?? '' })
      .first()
      .isVisible(),
  ).toBe(true)
  expect(await trips(lend)).toEqual([])
  await office.close()
  const phone = await browserOf(browser, at, deputy, { width: PHONE.width })
  const sign = await phone.newPage()
  await sign.goto('/office/delegations')
  expect(await overflow(sign)).toBe(0)
  await sign.getByRole('button', { name: /^Ký thay Người/ }).click()
  await sign.waitForURL('**/office/work')
  await sign.getByText(/Đang ký thay Người .* đến hết 20\/6\/2024/).waitFor()
  await sign.goto(FORM)
  await sign.getByLabel(PROGRESS).fill('Đã niêm yết, ký thay')
  await sign.getByRole('button', { name: 'Xem lại để gửi' }).click()
  await sign.waitForURL('**/send')
  await sign.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await sign.getByText(/Người gửi: .*\(ký thay Người/).waitFor()
  expect(await overflow(sign)).toBe(0)
  await phone.close()
})

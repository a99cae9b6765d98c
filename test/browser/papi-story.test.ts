// An analyst opens PAPI 2023, sees that environment is weak, opens 7.3, moves two levers, sees the probability, saves,
// shares; without script and on a phone the same pages hold. A coordinator brings a workbook in.

import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFigures, loadPapi, understand } from '../../src/papi/index.ts'
import { launch, overflow, PHONE, trips } from '../browser.ts'
import { releases, table } from '../papi.ts'
import { columnsSheet, workbook } from '../papi-workbooks.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let at: Site
let browser: Browser
let analyst: Someone
let leader: Someone

beforeAll(async () => {
  w = await planWorld()
  const unitId = await w.unitId('19')
  await w.act((act) => loadPapi(act, (name) => readFileSync(`packs/papi/${name}`, 'utf8'), unitId))
  const files = ['parts.csv', 'indicators.csv'].map((name) => ({
    name,
    bytes: new TextEncoder().encode(table(name)),
  }))
  await w.act(async (act) => {
    const understood = await understand(act, files)
    await importFigures(act, understood, { name: 'papi', hash: 'x' })
  })
  analyst = await w.person('SNV', { coordinator: '19' })
  leader = await w.person('19', 'leader')
  at = await site(w)
  browser = await launch()
})
afterAll(async () => {
  await browser?.close()
  await at?.close()
  await w?.close()
})

const main = (page: Page) => page.locator('main')

test('from the weak dimension to a saved and shared scenario', async () => {
  const context = await browserOf(browser, at, analyst)
  const page = await context.newPage()
  await page.goto('/office/papi?year=2023')
  await expect.poll(() => main(page).innerText()).toContain('Thái Nguyên đứng thứ 2 trong 61')
  const row = page.locator('table.stack tr', { hasText: 'D7 Quản trị môi trường' }).first()
  expect(await row.innerText()).toContain('39/61')
  expect(await row.innerText()).toContain('Trung bình thấp')
  await page.locator('td a', { hasText: 'D7 Quản trị môi trường' }).first().click()
  await page.locator('td a', { hasText: '7.3 Chất lượng nước' }).click()
  await expect.poll(() => page.locator('h1').innerText()).toContain('46 trong 61')
  expect(await main(page).innerText()).toContain('đủ sạch để bơi lội')
  await page.getByRole('link', { name: 'Đòn bẩy và thử' }).click()
  await page.getByRole('link', { name: 'Thử 7.3.3', exact: true }).click()
  await page.getByRole('link', { name: 'Thử 1.3.3', exact: true }).click()
  const lever = page.locator('input[type=range][name="s.1.3.3"]')
  const figures = page.locator('#tried tr', { hasText: 'PAPI' }).first()
  const before = await figures.innerText()
  await lever.focus()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => figures.innerText()).not.toBe(before)
  expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('s.1.3.3')
  expect(await page.locator('#tried [role=status]').innerText()).toMatch(/95,2%\s*→\s*97,\d%/)
  const moved = await figures.innerText()
  await page.getByRole('link', { name: 'Hoàn tác' }).click()
  await expect.poll(() => figures.innerText()).not.toBe(moved)
  await page.getByRole('link', { name: 'Làm lại' }).click()
  await expect.poll(() => figures.innerText()).toBe(moved)
  expect(await page.getByRole('link', { name: 'Làm lại' }).count()).toBe(0)
  await page.fill('input[name=name]', 'Nước và phiếu kín')
  await page.getByRole('button', { name: 'Lưu kịch bản' }).click()
  await expect.poll(() => main(page).innerText()).toContain('Đã lưu kịch bản')
  await page.goto('/office/papi/scenarios')
  await page.getByRole('link', { name: 'Nước và phiếu kín' }).waitFor()
  const { rows } = await w.pool.query('select unit_id, id from papi_scenarios')
  await context.close()
  const other = await browserOf(browser, at, leader)
  const shared = await other.newPage()
  await shared.goto(`/office/papi/scenarios/${rows[0].unit_id}/${rows[0].id}`)
  expect(await main(shared).innerText()).toContain('1.3.3')
  expect(shared.url()).toContain('s.1.3.3=')
  await other.close()
})

test('the smallest set is found, explained and can be tried; weak parts are told', async () => {
  const context = await browserOf(browser, at, analyst, { script: false })
  const page = await context.newPage()
  await page.goto('/office/papi/levers?year=2023')
  expect(await main(page).innerText()).toContain('4.4 Quyết tâm chống tham nhũng')
  await page.selectOption('select[name=goal]', 'D3')
  await page.locator('#goal button').click()
  expect(await page.locator('#goal').innerText()).toMatch(/chỉ tiêu là đủ|chỉ được xác suất/)
  await page.selectOption('select[name=bound]', 'best')
  await page.check('input[name=partly]')
  await page.locator('#goal button').click()
  await page.getByRole('link', { name: 'Thử tập này' }).click()
  expect(await page.locator('#tried').innerText()).toContain('D3 Trách nhiệm giải trình')
  await context.close()
})

test('a coordinator brings a workbook in: preview, then saved', async () => {
  const context = await browserOf(browser, at, analyst)
  const page = await context.newPage()
  await page.goto('/office/papi/imports')
  const bytes = await workbook(columnsSheet(releases().get(2022)!, { english: true }))
  await page.setInputFiles('input[type=file]', {
    name: 'BangChiTieu2022.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(bytes),
  })
  await page.getByRole('button', { name: 'Đọc và xem trước' }).click()
  await page.waitForURL(/imports\/[0-9a-f-]{36}/)
  const told = await main(page).innerText()
  expect(told).toContain('số 0 nghĩa là không có')
  expect(told).toContain('điểm có trọng số')
  await page.getByRole('button', { name: 'Lưu số liệu' }).click()
  await expect.poll(() => main(page).innerText()).toMatch(/Đã lưu \d+ số/)
  await context.close()
})

test.each([
  '/office/papi?year=2023',
  '/office/papi/items/TOTAL?year=2023',
  '/office/papi/items/D5?year=2024',
  '/office/papi/levers?year=2023&s.7.3.3=0.2&goal=TOTAL',
  '/office/papi/scenarios',
  '/office/papi/imports',
  '/office/papi/units-2025?year=2023',
])('%s holds on a phone, in both languages', async (address) => {
  const context = await browserOf(browser, at, analyst, { width: PHONE.width })
  const page = await context.newPage()
  for (const lang of ['vi', 'en']) {
    const joint = address.includes('?') ? '&' : '?'
    expect((await page.goto(`${address}${joint}lang=${lang}`))?.status()).toBe(200)
    expect(await overflow(page)).toBe(0)
  }
  expect(await trips(page)).toEqual([])
  await context.close()
})

// Pages of dossiers as their readers see them on a phone and on a desk, with and without script.

import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadIntegrityPack, lookAtUnit, refOf } from '../../src/dossiers/index.ts'
import { launch, overflow, PHONE, trips } from '../browser.ts'
import { dossierWorld, picture, receive } from '../dossier-world.ts'
import type { Someone, World } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'
import { openTabs } from './tabs.ts'

let w: World
let at: Site
let browser: Browser
let look: ReturnType<typeof openTabs>
let coordinator: Someone
const CODES = Array.from({ length: 20 }, (_, no) => `H55.3-260803-60${10 + no}`)
const SIGNS = `/office/units/05569/dossiers/${refOf(CODES[0] as string)}/signs`

beforeAll(async () => {
  w = await dossierWorld(4)
  await loadIntegrityPack(
    w.db,
    JSON.parse(readFileSync('packs/vn/integrity-2026.json', 'utf8')),
    w.instance.clock().now,
  )
  const done = { TrangThaiHoSo: 9, NgayKetThucXuLy: '20260803080000' }
  await receive(
    w,
    CODES.map((code) => picture(code, done)),
  )
  for (const unit of ['05569', '05611', 'SYT']) {
    const unitId = await w.unitId(unit)
    await w.act((act) => lookAtUnit(act, unitId, null))
  }
  coordinator = await w.person('19', 'coordinator')
  at = await site(w)
  browser = await launch()
  look = openTabs(browser, at)
}, 120_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

const PAGES = [
  '/office/integrity',
  '/office/integrity?unit=05569&detector=no-time',
  '/office/integrity/dossiers?unit=05569',
  SIGNS,
  SIGNS.replace('/signs', ''),
  '/office/dossiers',
  '/office/dossiers?standing=overdue',
  '/office/dossiers/report',
  '/office/dossiers/import',
  '/office/letters',
  '/office/letters/template',
  '/tra-cuu-ho-so',
]

test.each(PAGES)(
  'nothing sticks out, narrow or wide, and axe finds nothing serious: %s',
  async (address) => {
    expect(await look(address, coordinator)).toEqual({ statuses: [200, 200], problems: [] })
  },
  60_000,
)

test('the filter is folded on a phone and opens without script; on a desk it stands open', async () => {
  for (const script of [true, false]) {
    const phone = await browserOf(browser, at, coordinator, { width: PHONE.width, script })
    const page = await phone.newPage()
    await page.goto('/office/index766/19')
    const filter = page.locator('main form.filter')
    expect(await filter.isVisible()).toBe(false)
    await page.locator('.filter-fold summary').click()
    expect(await filter.isVisible()).toBe(true)
    await phone.close()
    const desk = await browserOf(browser, at, coordinator, { script })
    const wide = await desk.newPage()
    await wide.goto('/office/index766/19')
    expect(await wide.locator('main form.filter').isVisible()).toBe(true)
    expect(await wide.locator('.filter-fold').isVisible()).toBe(false)
    await desk.close()
  }
}, 60_000)

test('with script the opened filter stays open while it is followed', async () => {
  const context = await browserOf(browser, at, coordinator, { width: PHONE.width })
  const page = await context.newPage()
  await page.goto('/office/dossiers?standing=all')
  await page.locator('.filter-fold summary').click()
  await page.locator('#f-channel').selectOption('online')
  await page.waitForURL(/channel=online/)
  expect(await page.locator('main form.filter').isVisible()).toBe(true)
  await context.close()
}, 30_000)

test('a sign is set aside and that is taken back, without script', async () => {
  const context = await browserOf(browser, at, coordinator, { script: false })
  const page = await context.newPage()
  await page.goto(SIGNS)
  const section = page.locator('section#no-time')
  await section.locator('textarea').fill('Đã đối chiếu với sổ gốc')
  await section.getByRole('button', { name: 'Bỏ qua dấu hiệu' }).click()
  await page.getByText('Đã ghi: bỏ qua dấu hiệu.').waitFor()
  expect(await section.textContent()).toContain('Đã đối chiếu với sổ gốc')
  await section.getByRole('button', { name: 'Bỏ ý kiến này' }).click()
  await page.getByText('Đã bỏ ý kiến').first().waitFor()
  expect(await section.getByRole('button', { name: 'Xác nhận dấu hiệu' }).isVisible()).toBe(true)
  await context.close()
}, 30_000)

test('a procedure is found by words of its name, offered while one types', async () => {
  const context = await browserOf(browser, at, coordinator, { script: false })
  const page = await context.newPage()
  await page.goto('/office/dossiers?standing=all&procedure=chung+thuc')
  expect(await page.locator('#f-procedure-hint').textContent()).toMatch(/^[1-9]\d* thủ tục khớp$/)
  const offered = await page
    .locator('datalist option')
    .evaluateAll((all) => all.map((it) => it.getAttribute('value') ?? ''))
  expect(offered.length).toBeGreaterThan(0)
  for (const value of offered) expect(value).toMatch(/chứng thực/i)
  await page.goto(`/office/dossiers?standing=all&procedure=${encodeURIComponent(offered[0] ?? '')}`)
  expect(await page.locator('#f-procedure-hint').textContent()).toBe('1 thủ tục khớp')
  await context.close()
}, 30_000)

test('a flood is written into a commune’s calendar on a phone, by keyboard and without script, and taken back', async () => {
  const as = await w.person('19', 'administrator')
  const context = await browserOf(browser, at, as, { width: PHONE.width, script: false })
  const page = await context.newPage()
  await page.goto('/office/units/05569/calendar')
  await page.getByRole('link', { name: 'Thêm ngày nghỉ' }).click()
  const fill = async (label: string, text: string) => {
    await page.getByLabel(label, { exact: false }).first().focus()
    await page.getByLabel(label, { exact: false }).first().fill(text)
  }
  await fill('Từ ngày', '2026-08-17')
  await fill('Lý do', 'Ngập lụt')
  await fill('Ngày ký', '2026-08-14')
  await page.keyboard.press('Enter')
  await page.getByText('Hãy ghi số quyết định làm căn cứ.').first().waitFor()
  expect(await page.getByLabel('Lý do').inputValue()).toBe('Ngập lụt')
  await fill('Số quyết định', '12/QĐ-UBND')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sẽ thay đổi gì' }).waitFor()
  const preview = page.url()
  await page.getByRole('button', { name: 'Lưu vào lịch' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Đã lưu. Hồ sơ của đơn vị').waitFor()
  const withdrawal = await page.getByRole('link', { name: 'Bỏ dòng' }).getAttribute('href')
  await page.goto(withdrawal ?? '')
  await fill('Lý do', 'Nước rút')
  await page.keyboard.press('Enter')
  for (const [address, width] of [
    [preview, PHONE.width],
    [page.url(), 1280],
    ['/office/units/05569/calendar', PHONE.width],
  ] as const) {
    const other = await browserOf(browser, at, as, { width })
    const seen = await other.newPage()
    await seen.goto(address)
    expect([address, await overflow(seen), await trips(seen)]).toEqual([address, 0, []])
    await other.close()
  }
  await page.getByRole('button', { name: 'Bỏ dòng lịch' }).click()
  await page.getByText('Đã bỏ dòng lịch. Hồ sơ').waitFor()
  await page.getByText('Nước rút').waitFor()
  await context.close()
}, 60_000)

// The coordinator builds a criteria set in a browser, a commune scores itself, appraisal corrects it, the ranking is
// published; every page on the way is looked at by axe, on a phone too.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launch, overflow, PHONE, trips } from '../browser.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let at: Site
let browser: Browser
let coordinator: Someone
let head: Someone

beforeAll(async () => {
  w = await planWorld()
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
  head = await w.person('05569', 'head')
  at = await site(w)
  browser = await launch()
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

async function pageOf(as?: Someone, width = 1280): Promise<Page> {
  return await (await browserOf(browser, at, as, { width })).newPage()
}

async function seen(page: Page): Promise<void> {
  expect(await overflow(page), page.url()).toBe(0)
  expect(await trips(page), page.url()).toEqual([])
}

test('from an empty set to a published ranking', async () => {
  const office = await pageOf(coordinator)
  await office.goto('/office/criteria')
  await office.fill('#f-name', 'Đánh giá cấp xã')
  await office.fill('#f-code', 'cap-xa')
  await office.click('button:has-text("Lập bản nháp")')
  const add = office.locator('form', { has: office.locator('button[value="add"]') })
  await add.locator('[name=title]').fill('Niêm yết thu, chi ngân sách')
  await add.locator('[name=max]').fill('60')
  await add.locator('[name=evidence]').selectOption('required')
  await add.locator('button[value="add"]').click()
  await office.click('summary:has-text("Thêm dòng")')
  await add.locator('[name=title]').fill('Đối thoại với người dân')
  await add.locator('[name=max]').fill('40')
  await add.locator('[name=steps]').fill('40: Từ hai lần\n20: Một lần\n0: Không')
  await add.locator('button[value="add"]').click()
  // By keyboard: the second line goes up, and the step is taken back.
  await office.focus('tr#line-2 button[value="up"]')
  await office.keyboard.press('Enter')
  await office.click('button:has-text("Hoàn tác: chuyển dòng")')
  await office.fill('[name="label.0"]', 'Tốt')
  await office.fill('[name="atLeast.0"]', '80')
  await office.fill('[name="label.1"]', 'Chưa đạt')
  await office.fill('[name="atLeast.1"]', '0')
  await office.click('button[value="bands"]')
  await seen(office)
  await office.click('button:has-text("Ban hành bản này")')
  await office.waitForSelector('text=không sửa được nữa')

  await office.goto('/office/criteria/cycles/new')
  await office.fill('[name=name]', 'Cấp xã 2024')
  await office.fill('[name=slug]', 'xa-2024')
  await office.click('main button:has-text("Mở đợt")')
  await office.waitForSelector('table.matrix')
  await seen(office)

  const own = '/office/units/05569/criteria/xa-2024'
  const commune = await pageOf(head, PHONE.width)
  await commune.goto(own)
  await commune.fill('[name="points.1"]', '60')
  await commune.fill('[name="note.1"]', 'Đủ 12 xóm, có ảnh')
  await commune.fill('[name="link.1"]', 'https://xa.example.vn/niem-yet')
  await commune.check('[name="points.2"][value="40"]')
  // Left without saving, the device keeps what was written.
  await commune.waitForTimeout(1200)
  const other = await commune.context().newPage()
  await other.goto(own)
  expect(await other.inputValue('[name="note.1"]')).toBe('Đủ 12 xóm, có ảnh')
  await other.close()
  await commune.click('button:has-text("Lưu nháp")')
  await commune.waitForSelector('text=xa.example.vn')
  await seen(commune)
  await commune.click('button:has-text("Gửi tự chấm")')
  await commune.waitForSelector('text=đang chờ')

  await office.goto(`${own}/appraisal`)
  await office.fill('[name="points.1"]', '45')
  await office.fill('[name="reason.1"]', 'Ba xóm chưa niêm yết')
  await office.check('[name="rest"][value="as-scored"]')
  await seen(office)
  await office.click('button:has-text("Lưu thẩm định")')
  await office.click('button:has-text("Gửi kết quả thẩm định cho đơn vị")')
  await office.waitForSelector('text=Chờ giải trình')
  await commune.goto(own)
  expect(await commune.textContent('main')).toContain('Ba xóm chưa niêm yết')
  await commune.check('[name="agrees"][value="1"]')
  await commune.click('button:has-text("Gửi giải trình")')
  await office.goto(`${own}/appraisal`)
  await office.click('button:has-text("Chốt điểm sau giải trình")')

  await office.goto('/office/criteria/cycles/xa-2024/result')
  await office.check('[name=anyway]')
  await office.click('main button:has-text("Công bố")')
  await office.waitForSelector('text=Trang công khai')
  await seen(office)
  const citizen = await pageOf(undefined, PHONE.width)
  await citizen.goto('/xep-hang')
  await citizen.click('text=Cấp xã 2024')
  expect(await citizen.textContent('table')).toMatch(/Xã Bảo Cường185Tốt/)
  await seen(citizen)
}, 60_000)

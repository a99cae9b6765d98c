// The main job as people do it: five of them, in a real browser, one after the other.

import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { issuePassword } from '../../src/auth/index.ts'
import { launch, overflow, PHONE } from '../browser.ts'
import { SMALL_PLAN } from '../plan-world.ts'
import { type Someone, type World, world } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'

let w: World
let at: Site
let browser: Browser
let head: Someone
let reviewer: Someone
let coordinator: Someone

beforeAll(async () => {
  w = await world()
  at = await site(w)
  browser = await launch()
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
  reviewer = await w.person('167', { reviewer: '167' })
  head = await w.person('05569', 'head')
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

test('the coordinator signs in, uploads the plan, looks it over, applies and publishes it', async () => {
  const { personId, unitId } = coordinator
  const password = await w.act((act) => issuePassword(act, personId, unitId))
  const { rows } = await w.pool.query('select email from people where id = $1', [personId])
  const context = await browserOf(browser, at)
  const page = await context.newPage()
  await page.goto('/office/plans')
  expect(page.url()).toContain('/dang-nhap')
  await page.getByLabel('Thư điện tử').fill(rows[0].email)
  await page.getByLabel('Mật khẩu').fill(password)
  await page.getByRole('button', { name: 'Đăng nhập' }).click()
  await page.waitForURL('**/office/plans')
  await page.locator('input[type=file]').setInputFiles({
    name: 'ke-hoach-7.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(SMALL_PLAN),
  })
  await page.getByRole('button', { name: 'Đọc văn bản' }).click()
  await page.waitForURL('**/office/plans/imports/**')
  // Being read, then by itself what was read.
  await page.getByText('3 nhiệm vụ, 2 nhóm đơn vị').waitFor()
  await page.getByRole('button', { name: 'Đưa vào kế hoạch' }).click()
  await page.waitForURL('**/office/plans/7-2024**')
  await page.getByRole('button', { name: 'Ban hành 15 việc' }).click()
  await page.getByText('Đã ban hành 15 việc.').waitFor()
  await context.close()
})

test('the commune reports on a phone, with a photo; the draft survives; the camera’s notes do not', async () => {
  const context = await browserOf(browser, at, head, { width: PHONE.width })
  const page = await context.newPage()
  await page.goto('/office/work')
  expect(await overflow(page)).toBe(0)
  await page.getByRole('link', { name: 'Báo cáo Quý II/2024' }).click()
  await page.getByLabel('Tiến độ, kết quả').fill('Đã niêm yết thu, chi quý I tại trụ sở.')
  await page.getByLabel('Đã hoàn thành').check()
  const photo = await sharp({
    create: { width: 800, height: 600, channels: 3, background: '#88aa99' },
  })
    .withExif({ IFD0: { Make: 'SecretCamera', DateTime: '2024:06:01 08:00:00' } })
    .jpeg()
    .toBuffer()
  await page.locator('input[type=file]').first().setInputFiles({
    name: 'niem yet thôn Đồng.jpg',
    mimeType: 'image/jpeg',
    buffer: photo,
  })
  await page.getByRole('button', { name: 'Lưu nháp' }).click()
  await page.getByText('Đã lưu nháp và 1 minh chứng.').first().waitFor()
  expect(await overflow(page)).toBe(0)
  expect(await page.getByLabel('Tiến độ, kết quả').inputValue()).toContain('Đã niêm yết')
  const link = page.getByRole('link', { name: 'niem yet thôn Đồng.jpg' })
  const stored = await context.request.get((await link.getAttribute('href')) ?? '')
  expect(stored.headers()['content-type']).toBe('image/jpeg')
  expect((await stored.body()).includes('SecretCamera')).toBe(false)
  await page.getByRole('button', { name: 'Xem lại để gửi' }).click()
  await page.waitForURL('**/send')
  await page.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await page.getByText('Đã gửi báo cáo đến Huyện Định Hóa').first().waitFor()
  await context.close()
})

test('the district returns it with a reason', async () => {
  const context = await browserOf(browser, at, reviewer)
  const page = await context.newPage()
  await page.goto('/office/review')
  await page.getByRole('link', { name: 'Xã Bảo Cường' }).click()
  await page.getByRole('group', { name: 'Quyết định' }).getByLabel('Trả lại, nêu lý do').check()
  await page.locator('summary', { hasText: 'Trả lại, nêu lý do' }).click()
  await page.getByLabel('Lý do trả lại').last().fill('Thiếu ảnh niêm yết tại nhà văn hóa')
  await page.getByRole('button', { name: 'Ghi quyết định từng việc' }).click()
  await page.getByText('Đã ghi quyết định.').first().waitFor()
  await context.close()
})

test('the commune corrects without script; the district accepts; Sở Nội vụ sees 1 of 3', async () => {
  const commune = await browserOf(browser, at, head, { width: PHONE.width, script: false })
  const page = await commune.newPage()
  await page.goto('/office/work')
  await page.getByText('Thiếu ảnh niêm yết tại nhà văn hóa').first().waitFor()
  await page.getByRole('link', { name: 'Báo cáo Quý II/2024' }).click()
  await page.getByLabel('Tiến độ, kết quả').fill('Đã bổ sung ảnh niêm yết tại 4 nhà văn hóa.')
  await page.getByRole('button', { name: 'Xem lại để gửi' }).click()
  await page.getByRole('button', { name: 'Gửi báo cáo' }).click()
  await page.getByText('Đã gửi báo cáo đến').first().waitFor()
  await commune.close()
  const district = await browserOf(browser, at, reviewer)
  const second = await district.newPage()
  await second.goto('/office/review')
  await second.getByRole('link', { name: 'Xã Bảo Cường' }).click()
  await second.getByRole('button', { name: /Chấp nhận tất cả/ }).click()
  await second.getByText('Đã ghi quyết định.').first().waitFor()
  await district.close()
  // A new password ended the sessions there were: a colleague looks.
  const colleague = await w.person('SNV', { coordinator: '19' })
  const office = await browserOf(browser, at, colleague)
  const board = await office.newPage()
  await board.goto('/office/tasks/7-2024/1')
  expect(await board.locator('dl.stats').first().innerText()).toContain('1/1')
  expect(await board.getByText('Đã chấp nhận').first().textContent()).toBeTruthy()
  await office.close()
})

test('a citizen reads the public page on a phone without script', async () => {
  const context = await browserOf(browser, at, undefined, { width: PHONE.width, script: false })
  const page = await context.newPage()
  await page.goto('/')
  await page.getByRole('link', { name: 'Nâng cao chỉ số PAPI năm 2024' }).first().click()
  await page
    .getByText(/đã gửi 1 trong 1 báo cáo phải gửi/)
    .first()
    .waitFor()
  expect(await overflow(page)).toBe(0)
  await page.getByRole('link', { name: /1\. Công khai thu, chi/ }).click()
  await page.getByText('UBND cấp xã').first().waitFor()
  await context.close()
})

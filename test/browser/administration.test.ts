// The administrator's and the inspector's pages, as they see them: axe finds nothing serious, nothing sticks out
// of a phone.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settleBody } from '../../src/org/index.ts'
import { launch, overflow, trips } from '../browser.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'
import { openTabs } from './tabs.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let at: Site
let browser: Browser
let look: ReturnType<typeof openTabs>
let administrator: Someone
let officer: Someone

const PAGES = [
  '/office/people',
  '/office/people?q=khongcoai',
  '/office/people?state=vacant',
  '/office/people/new',
  '/office/people/{person}?done=added',
  '/office/units/import',
  '/office/audit',
  '/office/audit?verb=report.submitted',
  '/office/audit/verify',
  '/office/settings',
  '/office/account?done=password',
]

beforeAll(async () => {
  w = await planWorld()
  await w.report('05569', '167', { hindrance: 'Thiếu bảng niêm yết' })
  administrator = await w.person('19', 'administrator')
  officer = await w.person('05569', { officer: '05569', reviewer: '167' })
  const unitId = await w.unitId('SYT')
  await w.act((act) => settleBody(act, { wording: 'Ngành Y tế của tỉnh', unitId }))
  at = await site(w)
  browser = await launch()
  look = openTabs(browser, at)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

test.each(PAGES)('%s', async (address) => {
  const seen = await look(address.replace('{person}', officer.personId), administrator)
  expect(seen).toEqual({ statuses: [200, 200], problems: [] })
})

const TABLE = [
  'level,code,name,full_name,parent_code,valid_from',
  'Division,05569.KT,Kinh tế,Phòng Kinh tế xã Bảo Cường,05569,1/6/2024',
  'commune,05563,Linh Thông,Xã Linh Thông sau khi đổi sang một tên gọi dài hơn nhiều,167,2020-01-01',
  'commune,05569,Bảo Cường,Xã Bảo Cường,167,2020-01-01',
  'division,05569.X,Lạ,,77777,2024-06-01',
].join('\n')

/** The preview of a table of units on a phone, reached by keyboard. */
async function preview(script: boolean): Promise<Page> {
  const context = await browserOf(browser, at, administrator, { width: 360, script })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  await page.goto('/office/units')
  await page.getByRole('link', { name: 'Nhập đơn vị từ bảng tính' }).click()
  const file = { name: 'don-vi.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) }
  await page.setInputFiles('input[type=file]', file)
  await page.getByRole('button', { name: 'Xem trước' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Xem trước: chưa lưu gì' }).waitFor()
  return page
}

test('the preview of a table of units fits a phone, and axe finds nothing', async () => {
  const page = await preview(true)
  expect([await overflow(page), await trips(page)]).toEqual([0, []])
  await page.context().close()
})

test('units come in from a table without script, by keyboard, old beside new', async () => {
  const page = await preview(false)
  expect(await page.locator('del').allTextContents()).toEqual(['Xã Linh Thông'])
  await page.getByRole('button', { name: 'Lưu 2 dòng' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('Đơn vị mới: 1').waitFor()
  await page.context().close()
})

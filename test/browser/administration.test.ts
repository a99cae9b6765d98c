// The administrator's and the inspector's pages, as they see them: axe finds nothing serious, nothing sticks out
// of a phone.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settleBody } from '../../src/org/index.ts'
import { launch, overflow, PHONE, trips } from '../browser.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let at: Site
let browser: Browser
let administrator: Someone
let officer: Someone

const PAGES = [
  '/office/people',
  '/office/people?q=khongcoai',
  '/office/people?state=vacant',
  '/office/people/new',
  '/office/people/{person}?done=added',
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
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

test.each(PAGES)('%s', async (address) => {
  const problems: string[] = []
  for (const width of [1280, PHONE.width]) {
    const context = await browserOf(browser, at, administrator, { width })
    const page = await context.newPage()
    page.on('pageerror', (error) => problems.push(error.message))
    const response = await page.goto(address.replace('{person}', officer.personId))
    expect(response?.status()).toBe(200)
    for (const trip of await trips(page)) problems.push(`${width}: ${trip}`)
    const over = await overflow(page)
    if (over > 0) problems.push(`${width}: ${over} px stick out`)
    await context.close()
  }
  expect(problems).toEqual([])
})

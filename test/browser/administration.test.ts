// The administrator's and the inspector's pages, as they see them: axe finds nothing serious, nothing sticks out
// of a phone.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { settleBody } from '../../src/org/index.ts'
import { launch } from '../browser.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { type Site, site } from './site.ts'
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

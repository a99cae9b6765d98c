// Pages about more time, other hands and locked forms, on a phone: nothing sticks out, axe finds nothing serious.

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askExtension } from '../../src/extensions/index.ts'
import { day } from '../../src/lib/day.ts'
import { asOfToday, listDuties, setLock } from '../../src/obligations/index.ts'
import { launch, PHONE } from '../browser.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { type Site, site } from './site.ts'
import { openTabs } from './tabs.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let at: Site
let browser: Browser
let look: ReturnType<typeof openTabs>
const people: Record<string, Someone> = {}
const ids: Record<string, string> = {}

const PAGES: [who: string, address: string][] = [
  ['head', '/office/extensions'],
  ['head', '/office/units/05569/extensions/new'],
  ['reviewer', '/office/units/05569/extensions/{extension}'],
  ['coordinator', '/office/units/05569/duties/{duty}/reassignment'],
  ['head', '/office/units/05569/duties/{duty}/assignment'],
  ['head', '/office/units/05569/duties/{duty}'],
  ['coordinator', '/office/plans/7-2024/lock'],
  ['head', '/office/openings'],
  ['head', '/office/units/05563/reports/7-2024/2024-Q2'],
  ['coordinator', '/office/ownership?fault=all'],
  ['head', '/office/units/05569/reports/7-2024/2024-Q2/sheet'],
]

beforeAll(async () => {
  w = await planWorld()
  const unitId = await w.unitId('05569')
  const [duty, next] = await listDuties(w.db, await asOfToday(w.db, w.instance.clock().today), {
    unitIds: [unitId],
  })
  ids.duty = duty?.id ?? ''
  ids.extension = await w.act(async (act) =>
    askExtension(act, {
      unitId,
      planId: w.planId,
      reviewerId: await w.unitId('167'),
      dutyIds: [ids.duty ?? '', next?.id ?? ''],
      reason: 'Chờ hướng dẫn về cách niêm yết tại nhà văn hóa xóm, đã làm được ba xóm.',
      wantedOn: day('2024-12-30'),
    }),
  )
  await w.act(async (act) =>
    setLock(act, { planId: w.planId, unitId: await w.unitId('19'), workdays: 0 }),
  )
  w.travel(day('2024-06-18'))
  people.head = await w.person('05569', { head: '05569', reviewer: '167' })
  people.reviewer = await w.person('167', { reviewer: '167' })
  people.coordinator = await w.person('SNV', { coordinator: '19' })
  at = await site(w)
  browser = await launch()
  look = openTabs(browser, at)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

test.each(PAGES)('%s on a phone: %s', async (who, address) => {
  const filled = address.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? '')
  const seen = await look(filled, people[who], [PHONE.width])
  expect(seen).toEqual({ statuses: [200], problems: [] })
})

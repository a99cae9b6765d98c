// Every page, as its reader sees it: axe finds nothing serious, nothing sticks out of a phone, the keyboard
// reaches what a hand can reach.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listHindrances } from '../../src/obligations/index.ts'
import { itemsOf } from '../../src/plans/index.ts'
import { launch } from '../browser.ts'
import { PERIOD, planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site, site } from './site.ts'
import { openTabs } from './tabs.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let at: Site
let browser: Browser
let look: ReturnType<typeof openTabs>
const people: Record<string, Someone | undefined> = {}
const ids: Record<string, string> = {}

const PAGES: [who: string, address: string][] = [
  ['', '/'],
  ['', '/dang-nhap'],
  ['', '/ke-hoach'],
  ['', '/ke-hoach/7-2024'],
  ['', '/ke-hoach/7-2024/nhiem-vu/1'],
  ['', '/don-vi'],
  ['', '/don-vi?q=xa'],
  ['', '/don-vi/167'],
  ['', '/don-vi/05569'],
  ['', '/gioi-thieu/so-lieu'],
  ['', '/khong-co-trang-nay'],
  ['head', '/office/work'],
  ['head', `/office/units/05563/reports/7-2024/${PERIOD}`],
  ['head', `/office/units/05563/reports/7-2024/${PERIOD}/send`],
  ['reviewer', '/office/review'],
  ['reviewer', '/office/units/05569/submissions/{submission}'],
  ['reviewer', '/office/units/05569/reports/7-2024/2024-Q2/compare'],
  ['coordinator', '/office/leader'],
  ['coordinator', '/office/board/7-2024'],
  ['coordinator', '/office/board/7-2024?view=unit'],
  ['coordinator', '/office/board/7-2024?view=dimension'],
  ['coordinator', '/office/board/7-2024?district=167'],
  ['coordinator', '/office/tasks/7-2024/1'],
  ['coordinator', '/office/duties'],
  ['coordinator', '/office/duties?q=khongcogi'],
  ['coordinator', '/office/units/05569/duties/{duty}'],
  ['coordinator', '/office/hindrances'],
  ['coordinator', '/office/units/05569/hindrances/{hindrance}'],
  ['coordinator', '/office/units'],
  ['coordinator', '/office/units/167'],
  ['coordinator', '/office/search?q=cong khai'],
  ['coordinator', '/office/plans'],
  ['coordinator', '/office/plans/7-2024'],
  ['coordinator', '/office/plans/7-2024/subplans'],
  ['coordinator', '/office/plans/7-2024/items/{item}'],
  ['coordinator', '/office/plans/imports/{import}'],
  ['coordinator', '/office/account'],
  ['inspector', '/office/audit'],
]

beforeAll(async () => {
  w = await planWorld()
  const sent = await w.report('05569', '167', { hindrance: 'Thiếu bảng niêm yết' })
  const { rows } = await listHindrances(w.db, { unitIds: [sent.unitId] }, { limit: 1, offset: 0 })
  const imports = await w.pool.query<{ id: string }>('select id from plan_imports')
  Object.assign(ids, {
    submission: sent.submissionId,
    duty: sent.dutyIds[0],
    hindrance: rows[0]?.id,
    item: (await itemsOf(w.db, w.planId))[0]?.id,
    import: imports.rows[0]?.id,
  })
  people.head = await w.person('05563', 'head')
  people.reviewer = await w.person('167', 'reviewer')
  people.coordinator = await w.person('SNV', { coordinator: '19' })
  people.inspector = await w.person('19', 'inspector')
  at = await site(w)
  browser = await launch()
  look = openTabs(browser, at)
}, 60_000)
afterAll(async () => {
  await browser.close()
  await at.close()
  await w.close()
})

const fill = (address: string) => address.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? name)

test.each(PAGES)('%s %s', async (who, address) => {
  const { statuses, problems } = await look(fill(address), people[who])
  for (const status of statuses) expect(status).toBeLessThan(500)
  expect(problems).toEqual([])
})

/** What the keyboard stops at, in order, until it comes round. */
async function stops(page: Page): Promise<string[]> {
  const seen: string[] = []
  for (let n = 0; n < 400; n += 1) {
    await page.keyboard.press('Tab')
    const mark = (await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return ''
      const all = [...document.querySelectorAll('*')]
      return `${element.tagName}#${all.indexOf(element)}`
    })) as string
    if (mark === '' || seen.includes(mark)) break
    seen.push(mark)
  }
  return seen
}

test.each([
  ['head', `/office/units/05563/reports/7-2024/${PERIOD}`],
  ['reviewer', '/office/units/05569/submissions/{submission}'],
  ['coordinator', '/office/plans/7-2024'],
  ['', '/ke-hoach/7-2024'],
])('the keyboard reaches everything: %s %s', async (who, address) => {
  const context = await browserOf(browser, at, people[who])
  const page = await context.newPage()
  await page.goto(fill(address))
  const wanted = (await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')]
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
      .filter((element) => {
        if (element instanceof HTMLInputElement && element.type === 'hidden') return false
        if (element instanceof HTMLInputElement && element.type === 'radio' && !element.checked)
          return false
        if ((element as HTMLButtonElement).disabled) return false
        const box = element.getBoundingClientRect()
        return box.width > 0 && box.height > 0 && element.checkVisibility()
      })
      .map((element) => `${element.tagName}#${all.indexOf(element)}`)
  })) as string[]
  const reached = new Set(await stops(page))
  expect(wanted.filter((mark) => !reached.has(mark))).toEqual([])
  await context.close()
})

test('arrow keys walk the board', async () => {
  const context = await browserOf(browser, at, people.coordinator)
  const page = await context.newPage()
  await page.goto('/office/board/7-2024')
  const cells = page.locator('table[data-grid] tbody td a')
  await cells.first().focus()
  await page.keyboard.press('ArrowRight')
  expect(await cells.first().evaluate((cell) => cell === document.activeElement)).toBe(false)
  expect(await page.evaluate(() => document.activeElement?.closest('td') !== null)).toBe(true)
  await context.close()
})

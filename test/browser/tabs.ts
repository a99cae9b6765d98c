// Tabs that stay open, one for each reader and width, as people keep them: a browser that has read the product's
// scripts and axe once need not read them again for every page.

import type { Browser, Page } from 'playwright-core'
import { overflow, PHONE, trips } from '../browser.ts'
import type { Someone } from '../world.ts'
import { browserOf, type Site } from './site.ts'

export const DESK = 1280
export const WIDTHS = [DESK, PHONE.width]

type Tab = { page: Page; errors: string[] }
/** What a page answered at each width, and all that a reader would trip over. */
export type Look = { statuses: number[]; problems: string[] }

export function openTabs(browser: Browser, at: Site) {
  const open = new Map<string, Promise<Tab>>()

  async function openTab(as: Someone | undefined, width: number): Promise<Tab> {
    const page = await (await browserOf(browser, at, as, { width })).newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    return { page, errors }
  }

  function tabOf(as: Someone | undefined, width: number): Promise<Tab> {
    const key = `${as?.secret} ${width}`
    const tab = open.get(key) ?? openTab(as, width)
    open.set(key, tab)
    return tab
  }

  /** Opens an address at each width: errors of scripts, what axe finds, what sticks out. */
  return async (
    address: string,
    as?: Someone,
    widths: readonly number[] = WIDTHS,
  ): Promise<Look> => {
    const looks = await Promise.all(
      widths.map(async (width) => {
        const { page, errors } = await tabOf(as, width)
        const answer = await page.goto(address)
        const problems = await trips(page)
        const over = await overflow(page)
        if (over > 0) problems.push(`${over} px stick out`)
        problems.push(...errors.splice(0))
        return {
          status: answer?.status() ?? 0,
          problems: problems.map((problem) => `${width}: ${problem}`),
        }
      }),
    )
    return {
      statuses: looks.map(({ status }) => status),
      problems: looks.flatMap(({ problems }) => problems),
    }
  }
}

// A real browser for stories: Debian's Chromium, no network but loopback.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS })

export const PHONE = { width: 360, height: 740 }

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every rule; of those that hold nothing is told, which is most of the work. */
const RUN = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
}).then(({ violations }) => violations)`

type Violation = {
  id: string
  impact: string | null
  nodes: { html: string; failureSummary: string }[]
}

/** What axe finds on the page that a person would trip over: `id (impact): element`. */
export async function trips(page: Page): Promise<string[]> {
  // The page's own policy forbids foreign scripts, so axe comes in through the debugger.
  await page.evaluate(AXE)
  const violations = (await page.evaluate(RUN)) as Violation[]
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, impact, nodes }) =>
        `${id} (${impact}): ${nodes[0]?.html} — ${nodes[0]?.failureSummary}`,
    )
}

/** Width of what sticks out to the right of the window; 0 when the page fits. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  ) as Promise<number>

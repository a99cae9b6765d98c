// Makes the pictures of docs/pictures anew from a demo province: `npm run pictures`. Needs Chromium.
// Names of pictures behind the command take only those. `CONGTAM_HOME` names a demo that exists; without it one is
// made in a folder of its own and thrown away.

import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { chromium } from 'playwright-core'
import sharp from 'sharp'

const FOLDER = 'docs/pictures'
const MOST_BYTES = 200_000
const PORT = process.env.PORT ?? '8190'
const BASE = `http://127.0.0.1:${PORT}`
const PASSWORD = 'cong-tam-2024'
const PLAN = '99-2024'

/** Name, who looks, the address or a way to it, and how much of the page: `full`, or a height. */
const PICTURES = [
  ['public-360', null, `/ke-hoach/${PLAN}`, 1100],
  ['home-360', null, '/', 1100],
  ['home-1280', null, '/', 'full'],
  ['work-360', 'chutich.xa', '/office/work', 1100],
  ['report-360', 'xa', openReport, 1100],
  ['review-1280', 'huyen', openSubmission, 1100],
  ['board-1280', 'dieuphoi', `/office/board/${PLAN}`, 1420],
  ['import-1280', 'dieuphoi', importAmended, 1100],
  ['coverage-1280', 'dieuphoi', `/office/plans/${PLAN}/subplans?state=filed`, 1100],
  ['notices-360', 'chutich.xa', '/office/notices', 1100],
  ['leader-1280', 'lanhdao', '/office/leader', 1500],
  ['leader-360', 'lanhdao', '/office/leader', 1100],
  ['audit-1280', 'thanhtra', '/office/audit', 1000],
]

async function openReport(page) {
  await page.goto('/office/work')
  await page.click('main .button.primary')
}

async function openSubmission(page) {
  await page.goto('/office/review')
  await page.click('main .row-link[href*="/submissions/"]')
}

/** The demo's own plan under another number, with one body the province does not have. */
async function importAmended(page) {
  const text = readFileSync('packs/thai-nguyen/plan-99-2024.txt', 'utf8')
  await page.goto('/office/plans')
  await page.setInputFiles('input[type=file]', {
    name: 'ke-hoach-12-2025.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from(
      text.replaceAll('99/KH-UBND', '12/KH-UBND').replaceAll('Sở Y tế', 'Sở Y tế Dân số'),
    ),
  })
  await page.click('main form button[type=submit]')
  await page.waitForURL('**/office/plans/imports/**')
  await page.waitForSelector('[data-refresh]', { state: 'detached', timeout: 60_000 })
}

const home = process.env.CONGTAM_HOME ?? mkdtempSync(path.join(os.tmpdir(), 'congtam-pictures-'))
const server = spawn(process.execPath, ['bin/congtam', 'serve'], {
  env: { ...process.env, CONGTAM_HOME: home, PORT },
  stdio: ['ignore', 'inherit', 'inherit'],
})
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
try {
  await answers()
  mkdirSync(FOLDER, { recursive: true })
  const wanted = process.argv.slice(2)
  for (const picture of PICTURES) {
    if (wanted.length === 0 || wanted.includes(picture[0])) await take(...picture)
  }
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await new Promise((done) => server.once('exit', done))
  if (!process.env.CONGTAM_HOME) rmSync(home, { recursive: true, force: true })
}

async function answers() {
  for (let n = 0; n < 2400; n += 1) {
    const response = await fetch(`${BASE}/dang-nhap`).catch(() => null)
    if (response?.ok) return
    if (server.exitCode !== null) throw new Error('the server did not start')
    await new Promise((done) => setTimeout(done, 500))
  }
  throw new Error(`nothing answers at ${BASE}`)
}

async function take(name, who, way, height) {
  const width = Number(name.split('-').at(-1))
  const context = await browser.newContext({
    baseURL: BASE,
    locale: 'vi-VN',
    viewport: { width, height: height === 'full' ? 900 : height },
    isMobile: width < 500,
  })
  const page = await context.newPage()
  if (who) {
    await page.goto('/dang-nhap')
    await page.fill('input[name=email]', `${who}@demo.vn`)
    await page.fill('input[name=password]', PASSWORD)
    await page.click('main form button[type=submit]')
    await page.waitForURL(/\/office/)
  }
  await (typeof way === 'string' ? page.goto(way) : way(page))
  await page.waitForLoadState('networkidle')
  const raw = await page.screenshot({ fullPage: height === 'full' })
  const small = await sharp(raw).png({ palette: true, colours: 96, effort: 10 }).toBuffer()
  if (small.length > MOST_BYTES) throw new Error(`${name}.png has ${small.length} bytes`)
  writeFileSync(path.join(FOLDER, `${name}.png`), small)
  console.log(`${name}.png ${Math.round(small.length / 1024)} kB`)
  await context.close()
}

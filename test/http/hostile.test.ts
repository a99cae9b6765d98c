// Thousands of hostile requests, by a seed: mutated bodies, headers, cookies, paths, Unicode tricks, script in
// every field. No crash, no answer of 500 and above, and nothing of it is executed when it is shown.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../src/app/rooms.ts'
import { csrfToken } from '../../src/auth/index.ts'
import { type Random, seeded } from '../../src/lib/random.ts'
import type { Route } from '../../src/platform/index.ts'
import { PERIOD, planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

const REQUESTS = process.env.CONGTAM_LONG ? 12_000 : 600

let w: Awaited<ReturnType<typeof planWorld>>
let people: Someone[]
beforeAll(async () => {
  w = await planWorld()
  await w.report('05569', '167', { hindrance: SCRIPT })
  people = [
    await w.person('19', 'administrator'),
    await w.person('SNV', { coordinator: '19', reviewer: '19', inspector: '19' }),
    await w.person('05569', { head: '05569', officer: '05569' }),
  ]
})
afterAll(() => w.close())

const MARK = 'h0st1le'
const SCRIPT = `</script><script>${MARK}()</script><img src=x onerror=${MARK}()>"'><svg/onload=${MARK}()>`
const TEXTS = [
  SCRIPT,
  `javascript:${MARK}()`,
  `' or 1=1; drop table units; --`,
  '../../../../etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  '\u0000\u0001\u001f',
  '\u202Etxt.exe\u2066\u200B\uFEFF',
  'e\u0301'.repeat(500),
  '\uD800',
  '💥'.repeat(1000),
  'ﷺ'.repeat(200),
  'İıŞß',
  '-1',
  '1e309',
  '99999999999999999999',
  'NaN',
  '2024-02-30',
  '0000-00-00',
  '9999-12-31',
  "=cmd|' /C calc'!A0",
  '{{7*7}}#{7*7}<%= 7 %>',
  '[]',
  '{"__proto__":{"x":1}}',
  'a'.repeat(20_000),
  '%',
  '%00',
  '%ff%fe',
  '\r\nset-cookie: a=b',
  '',
]
const NAMES = [
  'text',
  'name',
  'email',
  'id',
  'unit',
  'unitId',
  'reason',
  'from',
  'to',
  'period',
  'number',
  'note',
  'all',
  'sort',
  'page',
  'q',
  'standing',
  'file',
  'link',
  'state',
  'progress',
  'due',
  'answer',
  'wording',
  'csrf',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'password',
  'next',
  'cursor',
  'limit',
  'again',
  '[]',
  'a[b]',
  'x'.repeat(300),
  'Tên',
] as const

type Sent = { label: string; response: Response }

async function attack(random: Random, row: Route): Promise<Sent> {
  const someone = random.next() < 0.8 ? random.pick(people) : null
  const address = addressOf(random, row)
  const headers = new Headers({ host: 'localhost', origin: 'http://localhost' })
  if (someone) headers.set('cookie', cookieOf(random, someone))
  for (let count = random.int(3); count > 0; count--) {
    const name = random.pick([
      'accept',
      'accept-language',
      'if-none-match',
      'if-match',
      'range',
      'x-forwarded-for',
      'authorization',
      'content-encoding',
      'idempotency-key',
      'user-agent',
      'x-csrf-token',
      'origin',
      'sec-fetch-site',
    ])
    try {
      headers.set(name, random.pick(TEXTS).slice(0, 4000))
    } catch {
      // A header that HTTP itself does not allow never reaches a server.
    }
  }
  const init: RequestInit = { method: row.method, headers }
  if (row.method !== 'GET') init.body = bodyOf(random, someone, headers)
  const label = `${row.method} ${address.slice(0, 120)}`
  return { label, response: await w.server.request(`http://localhost${address}`, init) }
}

const KNOWN = ['05569', '7-2024', PERIOD, '1']

function addressOf(random: Random, row: Route): string {
  const path = row.path
    .replace(/\{[^}]*\}/g, '')
    .replace(/:(\w+)/g, () =>
      random.next() < 0.5 ? random.pick(KNOWN) : encode(random, random.pick(TEXTS)),
    )
  const query = Array.from(
    { length: random.int(4) },
    () => `${encode(random, random.pick(NAMES))}=${encode(random, random.pick(TEXTS))}`,
  )
  return query.length > 0 ? `${path}?${query.join('&')}` : path
}

/** Mostly as a browser would; sometimes as none would. */
function encode(random: Random, text: string): string {
  if (random.next() < 0.1) return text.replace(/[^\w.~%-]/g, '')
  try {
    return encodeURIComponent(text.slice(0, 3000))
  } catch {
    return '%ED%A0%80'
  }
}

function cookieOf(random: Random, someone: Someone): string {
  const own = `congtam=${someone.secret}`
  return random.next() < 0.85
    ? own
    : random.pick([
        `${own}; ${own}`,
        `congtam=${someone.secret.slice(1)}`,
        'congtam=',
        `x=%%%; ${own}`,
        'lang=xx',
      ])
}

function bodyOf(random: Random, someone: Someone | null, headers: Headers): BodyInit {
  const fields = Array.from(
    { length: 1 + random.int(6) },
    () => [random.pick(NAMES), random.pick(TEXTS)] as const,
  )
  const csrf = someone ? csrfToken(someone.secret) : 'none'
  const kind = random.int(6)
  if (kind === 0) {
    headers.set('content-type', 'application/json')
    return JSON.stringify({ ...Object.fromEntries(fields), csrf })
  }
  if (kind === 1) {
    headers.set(
      'content-type',
      random.pick(['application/json', 'multipart/form-data', 'text/xml', 'x/y']),
    )
    return random.pick(['{', '[1,', '--x\r\n', '\u0000', '[[[[[[', '"'])
  }
  if (kind === 2) {
    headers.set('content-type', 'application/x-www-form-urlencoded')
    return `csrf=${encodeURIComponent(csrf)}&%=%&a=%ff&${'&'.repeat(50)}`
  }
  const form = new FormData()
  form.append('csrf', csrf)
  for (const [name, value] of fields) {
    if (random.next() < 0.2) {
      const bytes = random.pick([
        [0x50, 0x4b, 3, 4],
        [0xff, 0xd8, 0xff],
        [],
        [0x25, 0x50, 0x44, 0x46],
      ])
      form.append(name, new File([new Uint8Array(bytes)], random.pick(TEXTS).slice(0, 200)))
    } else form.append(name, value)
  }
  return form
}

/** Writes that end the very sessions the attack goes through. */
const ENDS_SESSIONS = /dang-xuat|sessions|revocation|password|mat-khau|leave|ending/

describe('hostile requests', () => {
  test(`${REQUESTS} of them: none crashes, none answers 500, none is echoed as markup`, async () => {
    const random = seeded(766)
    const rows = ROUTES.filter((row) => row.method === 'GET' || !ENDS_SESSIONS.test(row.path))
    const faults: string[] = []
    for (let count = 0; count < REQUESTS; count++) {
      const { label, response } = await attack(random, rows[count % rows.length] as Route)
      const body = await response.text()
      if (response.status >= 500) {
        faults.push(`${response.status} ${label} ${JSON.stringify(w.log.at(-1)).slice(0, 600)}`)
      }
      if (
        response.headers.has('set-cookie') &&
        /a=b/.test(response.headers.get('set-cookie') ?? '')
      ) {
        faults.push(`header split ${label}`)
      }
      if (isMarkup(response, body)) faults.push(`echo ${label}`)
    }
    expect(faults.slice(0, 20)).toEqual([])
  }, 1_200_000)

  test('what was stored is shown as text on every page that can be opened', async () => {
    const pages = ROUTES.filter((row) => row.method === 'GET' && !row.path.includes(':'))
    const faults: string[] = []
    for (const { path } of pages) {
      for (const as of people) {
        const response = await w.ask(path, { as })
        if (isMarkup(response, await response.text())) faults.push(path)
      }
    }
    expect(faults).toEqual([])
    const hindrances = await (
      await w.ask('/office/hindrances', { as: people[1] as Someone })
    ).text()
    expect(hindrances).toContain('&lt;/script>')
  })
})

/** Whether the marked script stands in a page as markup: as an element or as an attribute's address. */
function isMarkup(response: Response, body: string): boolean {
  if (!(response.headers.get('content-type') ?? '').includes('text/html')) return false
  return (
    body.includes(`<script>${MARK}`) ||
    body.includes(`<img src=x onerror=${MARK}`) ||
    body.includes(`<svg/onload=${MARK}`) ||
    new RegExp(`(href|src|action)="?\\s*javascript:${MARK}`, 'i').test(body)
  )
}

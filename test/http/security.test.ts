// What stands between a stranger and the office: forms of our own only, cookies no script reads,
// pages no script is written into, and a log without people in it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROUTES } from '../../src/app/rooms.ts'
import { addPerson, csrfToken, setPassword } from '../../src/auth/index.ts'
import type { Someone, World } from '../world.ts'
import { world } from '../world.ts'

const PASSWORD = 'mật khẩu để thử'
const EMAIL = 'nguyen.thi.binh@test.vn'
const NAME = 'Nguyễn Thị Bình'

let here: World
let someone: Someone
let administrator: Someone

beforeAll(async () => {
  here = await world()
  someone = await here.person('05569', 'officer')
  administrator = await here.person('19', 'administrator')
  const unitId = await here.unitId('05569')
  await here.act(async (act) => {
    const personId = await addPerson(act, { name: NAME, email: EMAIL, unitId })
    await setPassword(act, { personId, unitId, password: PASSWORD })
  })
})
afterAll(() => here.close())

describe('a write is taken only from our own form', () => {
  const LOG_OUT = '/dang-xuat'
  const isOpen = async () => (await here.ask('/office/account', { as: someone })).status === 200
  const send = (form: Record<string, string>, headers: Record<string, string> = {}) =>
    here.ask(LOG_OUT, { as: someone, form, headers })

  test.each([
    ['an empty token', { csrf: '' }, {}],
    ['a token that was guessed', { csrf: 'x'.repeat(43) }, {}],
    ['the token of another session', { csrf: csrfToken('another secret') }, {}],
    ['the Origin of another site', {}, { origin: 'https://evil.example' }],
    ['our host on another port', {}, { origin: 'http://localhost:81' }],
    ['a browser that says cross-site', {}, { 'sec-fetch-site': 'cross-site' }],
    ['a browser that says same-site', {}, { 'sec-fetch-site': 'same-site' }],
  ])('%s is refused and changes nothing', async (_, form, headers) => {
    const answer = await send(form as Record<string, string>, headers)
    expect(answer.status).toBe(403)
    expect(await isOpen()).toBe(true)
  })

  test('no token at all is refused', async () => {
    const answer = await here.server.request(`http://localhost${LOG_OUT}`, {
      method: 'POST',
      headers: {
        cookie: `congtam=${someone.secret}`,
        host: 'localhost',
        origin: 'http://localhost',
      },
    })
    expect(answer.status).toBe(403)
    expect(await isOpen()).toBe(true)
  })

  test('neither Origin nor Sec-Fetch-Site is refused', async () => {
    const body = new URLSearchParams({ csrf: csrfToken(someone.secret) })
    const answer = await here.server.request(`http://localhost${LOG_OUT}`, {
      method: 'POST',
      headers: { cookie: `congtam=${someone.secret}`, host: 'localhost' },
      body,
    })
    expect(answer.status).toBe(403)
    expect(await isOpen()).toBe(true)
  })

  test('signing in needs no token, but our own page', async () => {
    const sign = (origin: string) =>
      here.ask('/dang-nhap', {
        form: { email: EMAIL, password: PASSWORD },
        headers: { origin },
      })
    expect((await sign('https://evil.example')).status).toBe(403)
    expect((await sign('http://localhost')).status).toBe(303)
  })

  test('our own form is taken', async () => {
    const guest = await here.person('05569', 'officer')
    expect((await here.ask(LOG_OUT, { as: guest, method: 'POST' })).status).toBe(303)
    expect((await here.ask('/office/account', { as: guest })).status).toBe(303)
  })

  test('no write is open to everyone but the ways in', () => {
    const open = ROUTES.filter(({ method, may }) => method !== 'GET' && may === 'public')
    expect(open.map(({ path, beforeSession }) => [path, beforeSession])).toEqual([
      ['/tra-cuu-ho-so', true],
      ['/dang-nhap', true],
      ['/dang-nhap/ma', true],
      ['/quen-mat-khau', true],
      ['/mat-khau/:token', true],
    ])
  })
})

describe('headers', () => {
  const PAGES = ['/', '/dang-nhap', '/office/account', '/khong-co-trang-nay', '/office/people.csv']

  test.each(PAGES)('%s lets no script in and stands in no frame', async (address) => {
    const answer = await here.ask(address, { as: administrator })
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src '(self|none)'/)
    expect(policy).not.toContain('unsafe-inline')
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/https?:|\*/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('same-origin')
  })

  test.each(PAGES.slice(0, 4))('%s needs no exception to its own policy', async (address) => {
    const page = await (await here.ask(address, { as: administrator })).text()
    expect(page).toContain('<html')
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>/)
    expect(page).not.toMatch(/\son\w+=["']/)
    expect(page).not.toMatch(/\sstyle=["']/)
    expect(page).not.toMatch(/href="javascript:/i)
  })

  test('framing and foreign forms are forbidden', async () => {
    const answer = await here.ask('/dang-nhap')
    const policy = answer.headers.get('content-security-policy') ?? ''
    for (const rule of ["frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"]) {
      expect(policy).toContain(rule)
    }
  })

  test('pages of the office are kept by nobody', async () => {
    for (const address of ['/office/account', '/office/people', '/office/people.csv']) {
      const answer = await here.ask(address, { as: administrator })
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    }
  })

  test('an exported file is downloaded, never shown as a page', async () => {
    const answer = await here.ask('/office/people.csv', { as: administrator })
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /)
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
  })
})

describe('cookies', () => {
  test('are HttpOnly and SameSite, and emptied on leaving', async () => {
    const form = { email: EMAIL, password: PASSWORD }
    const entered = (await here.ask('/dang-nhap', { form })).headers.getSetCookie()
    expect(entered).toHaveLength(1)
    expect(entered[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax; /)
    const guest = await here.person('05569', 'officer')
    const left = (
      await here.ask('/dang-xuat', { as: guest, method: 'POST' })
    ).headers.getSetCookie()
    expect(left[0]).toMatch(/^congtam=; Path=\/; HttpOnly; SameSite=Lax; Max-Age=0/)
  })

  test('a session made up by a visitor is nobody', async () => {
    const made = { ...someone, secret: 'a'.repeat(43) }
    const answer = await here.ask('/office/account', { as: made })
    expect(answer.headers.get('location')).toBe('/dang-nhap?next=%2Foffice%2Faccount')
  })
})

describe('the way back after signing in stays on this site', () => {
  const lands = async (next: string) => {
    const form = { email: EMAIL, password: PASSWORD, next }
    return (await here.ask('/dang-nhap', { form })).headers.get('location')
  }

  test.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '\\\\evil.example',
    'javascript:alert(1)',
    'office',
    '',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/office\r\nset-cookie: a=b',
  ])('%j leads to the office', async (next) => {
    const location = await lands(next)
    expect(new URL(location ?? '', 'http://localhost').origin).toBe('http://localhost')
    expect(location).toBe('/office')
  })

  test('a page of ours is opened again', async () => {
    expect(await lands('/office/people?q=binh&page=2')).toBe('/office/people?q=binh&page=2')
  })

  test('the form itself carries no foreign address', async () => {
    const page = await here.ask(`/dang-nhap?next=${encodeURIComponent('//evil.example')}`)
    expect(await page.text()).toContain('name="next" value="/office"')
  })
})

describe('the log', () => {
  test('one line a request, without names, addresses, words or ids', async () => {
    here.log.length = 0
    await here.ask(`/office/people?q=${encodeURIComponent(NAME)}`, { as: administrator })
    await here.ask('/dang-nhap', { form: { email: EMAIL, password: 'sai mật khẩu' } })
    await here.ask('/dang-nhap', { form: { email: EMAIL, password: PASSWORD } })
    await here.ask(`/office/people/${someone.personId}`, { as: administrator })
    await here.ask(`/khong-co/${NAME}`, { as: administrator })
    await here.ask('/office/people', {
      as: administrator,
      form: { name: NAME, email: EMAIL, title: 'Văn thư', from: '2024-01-01', unit: '' },
    })
    expect(here.log).toHaveLength(6)
    const text = JSON.stringify(here.log)
    const secrets = [NAME, EMAIL, PASSWORD, 'sai mật khẩu', administrator.secret, someone.personId]
    for (const secret of secrets) {
      expect(text).not.toContain(secret)
      expect(text).not.toContain(encodeURIComponent(secret))
    }
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/)
    for (const line of here.log as Record<string, unknown>[]) {
      expect(Object.keys(line).filter((key) => !LOGGED.includes(key))).toEqual([])
    }
  })
  const LOGGED = ['id', 'method', 'route', 'status', 'ms', 'problem', 'error']
})

describe('what a reader types is shown as text', () => {
  const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script>`
  test.each([
    '/office/people?q=',
    '/office/audit?person=',
    '/office/audit?subject=',
    '/dang-nhap?next=/',
  ])('%s', async (address) => {
    const answer = await here.ask(address + encodeURIComponent(HOSTILE), { as: administrator })
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(page).not.toContain('<img src=x')
    expect(page).not.toContain('<script>alert')
  })
})

// Sign-in through a real OpenID provider on loopback: the happy path, and everything that must not pass.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
// @ts-expect-error the provider's package brings no types
import Provider from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { providerSettings, setPassword } from '../../src/auth/index.ts'
import { addDays } from '../../src/lib/day.ts'
import { TODAY, type World, world } from '../world.ts'
import { type Browser, codeOf, enrol, visitor } from './visitor.ts'

const OUT = '/dang-nhap/mot-lan'
const BACK = '/dang-nhap/mot-lan/ve'
const SECRET = 'a secret of the tests'
type Account = { sub: string; email?: string; email_verified?: boolean }

let here: World
let server: Server
let issuer: string
/** Who sits at the provider's own sign-in form. */
let account: Account = { sub: 'nobody' }

beforeAll(async () => {
  here = await world()
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'congtam',
        client_secret: SECRET,
        redirect_uris: [`http://localhost${BACK}`],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    cookies: { keys: ['a key'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    pkce: { required: () => true },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ ...account, sub: id }),
    }),
    async loadExistingGrant(context: {
      oidc: {
        provider: typeof provider
        session: { accountId: string }
        client: { clientId: string }
      }
    }) {
      const { session, client } = context.oidc
      const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    },
  })
  server.on('request', async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return provider.callback()(request, response)
    await provider.interactionFinished(request, response, { login: { accountId: account.sub } })
  })
  expect(await settle({})).toContain('done=provider')
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await here.close()
})

async function settle(change: Record<string, string | null>) {
  const as = await here.person('19', 'administrator')
  const given = {
    isOn: 'on',
    name: 'Cổng tỉnh',
    issuer,
    clientId: 'congtam',
    site: 'http://localhost',
    ...change,
  }
  const form = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null))
  const answer = await here.ask('/office/settings/sign-in/provider', { as, form })
  return answer.headers.get('location') ?? String(answer.status)
}

async function someone(roles: Parameters<World['person']>[1] = 'officer') {
  const { personId, unitId } = await here.person('05569', roles)
  const { rows } = await here.pool.query('select email from people where id = $1', [personId])
  return { personId, unitId, email: rows[0].email as string }
}

/** Follows the provider's own pages until it sends the browser back: that address. */
async function atProvider(to: string): Promise<string> {
  const cookies = new Map<string, string>()
  let address = to
  for (let steps = 0; steps < 8; steps++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(address, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (!next) throw new Error(`${answer.status} ${await answer.text()}`)
    address = new URL(next, address).href
    if (address.startsWith('http://localhost')) return address.slice('http://localhost'.length)
  }
  throw new Error('the provider goes round in circles')
}

/** Out to the provider as `who`, and back; the address out may be bent on the way. */
async function through(
  browser: Browser,
  who: Account,
  bend: (to: URL) => void = () => undefined,
): Promise<string> {
  account = who
  const out = await browser.get(`${OUT}?next=/office/work`)
  expect(out.status).toBe(303)
  const to = new URL(out.location)
  bend(to)
  return await atProvider(to.href)
}

const refused = async (browser: Browser, back: string, status: number, words: string) => {
  const answer = await browser.get(back)
  expect([answer.status, answer.text.includes(words)]).toEqual([status, true])
  expect(answer.text).toContain('name="password"')
  expect(browser.cookies.has('congtam')).toBe(false)
}

describe('someone the provider knows', () => {
  test('enters, linked by verified e-mail once and by subject ever after', async () => {
    const { email, personId } = await someone()
    const browser = visitor(here)
    expect((await browser.get('/dang-nhap')).text).toContain('Đăng nhập bằng Cổng tỉnh')
    const back = await through(browser, { sub: `s-${personId}`, email, email_verified: true })
    const entered = await browser.get(back)
    expect([entered.status, entered.location]).toEqual([303, '/office/work'])
    expect((await browser.get('/office/account')).status).toBe(200)
    expect(browser.cookies.has('congtam-way')).toBe(false)

    const later = visitor(here)
    const renamed = { sub: `s-${personId}`, email: 'khac.roi@test.vn', email_verified: false }
    expect((await later.get(await through(later, renamed))).location).toBe('/office/work')
    const { rows } = await here.pool.query(
      `select verb from events where person_id = $1 and verb = 'identity.linked'`,
      [personId],
    )
    expect(rows).toHaveLength(1)
  })

  test('asks with code, PKCE, state and nonce', async () => {
    const browser = visitor(here)
    const { location } = await browser.get(OUT)
    const asked = new URL(location).searchParams
    expect(asked.get('response_type')).toBe('code')
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)).toMatch(/^[\w-]{43}$/)
    expect(location).not.toContain(SECRET)
  })

  test('is still asked for a code where there is a second factor', async () => {
    const { email, personId, unitId } = await someone('head')
    await here.act((act) =>
      setPassword(act, { personId, unitId, password: 'hoa cải vàng ven sông' }),
    )
    const desk = visitor(here)
    await desk.signIn(email, 'hoa cải vàng ven sông')
    const { secret } = await enrol(here, desk)
    const browser = visitor(here)
    const back = await through(browser, { sub: `s-${personId}`, email, email_verified: true })
    expect((await browser.get(back)).location).toContain('/dang-nhap/ma')
    expect(browser.cookies.has('congtam')).toBe(false)
    const code = codeOf(here, secret)
    expect((await browser.post('/dang-nhap/ma', { code })).status).toBe(303)
  })
})

describe('nobody enters', () => {
  test('by an address that is not verified', async () => {
    const { email } = await someone()
    const browser = visitor(here)
    await refused(browser, await through(browser, { sub: 'u-1', email }), 401, 'chưa được xác minh')
  })

  test('whom this instance does not know, or who left', async () => {
    const browser = visitor(here)
    const stranger = { sub: 'u-2', email: 'khach@noi.khac', email_verified: true }
    await refused(browser, await through(browser, stranger), 401, 'chưa có tài khoản')
    const { email, personId } = await someone()
    await here.pool.query('update people set left_on = $2 where id = $1', [personId, TODAY])
    const gone = { sub: 'u-3', email, email_verified: true }
    await refused(browser, await through(browser, gone), 401, 'chưa có tài khoản')
  })

  test('by another account of the provider than the one that was linked', async () => {
    const { email } = await someone()
    const first = visitor(here)
    const back = await through(first, { sub: 'u-4', email, email_verified: true })
    expect((await first.get(back)).status).toBe(303)
    const browser = visitor(here)
    const other = { sub: 'u-5', email, email_verified: true }
    await refused(browser, await through(browser, other), 401, 'một tài khoản khác')
  })

  test('with another state, another nonce or another PKCE verifier', async () => {
    const { email } = await someone()
    const who = { sub: 'u-6', email, email_verified: true }
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const browser = visitor(here)
      const bent = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
      const back = await through(browser, who, (to) => to.searchParams.set(name, bent))
      await refused(browser, back, 401, 'không khớp')
    }
    const { rows } = await here.pool.query(
      `select 1 from provider_identities where subject = 'u-6'`,
    )
    expect(rows).toEqual([])
  })

  test('with a code that was used, in another browser, or too late', async () => {
    const { email } = await someone()
    const who = { sub: 'u-7', email, email_verified: true }
    const browser = visitor(here)
    const back = await through(browser, who)
    const way = browser.cookies.get('congtam-way') ?? ''
    expect((await browser.get(back)).status).toBe(303)
    const replaying = visitor(here)
    replaying.cookies.set('congtam-way', way)
    await refused(replaying, back, 401, 'không khớp')
    await refused(visitor(here), back, 401, 'quá 10 phút')

    const late = visitor(here)
    const tooLate = await through(late, who)
    here.travel(addDays(TODAY, 1))
    await refused(late, tooLate, 401, 'quá 10 phút')
    here.travel(TODAY)
  })

  test('who changed their mind at the provider', async () => {
    const browser = visitor(here)
    account = { sub: 'u-8' }
    const { location } = await browser.get(OUT)
    const state = new URL(location).searchParams.get('state')
    const said = `${BACK}?error=access_denied&state=${state}&iss=${encodeURIComponent(issuer)}`
    await refused(browser, said, 401, 'đã dừng')
  })
})

describe('the provider', () => {
  test('that does not answer leaves the password door open', async () => {
    expect(await settle({ issuer: 'http://127.0.0.1:9' })).toContain('done=provider-silent')
    const browser = visitor(here)
    await refused(browser, OUT, 503, 'hiện không trả lời')
    await settle({})
  })

  test('that is off has no door', async () => {
    await settle({ isOn: null })
    expect((await providerSettings(here.db))?.isOn).toBe(false)
    const browser = visitor(here)
    expect((await browser.get('/dang-nhap')).text).not.toContain('Cổng tỉnh')
    expect((await browser.get(OUT)).status).toBe(404)
    expect((await browser.get(`${BACK}?code=x&state=y`)).status).toBe(404)
    await settle({})
  })

  test.each(['ftp://x.vn', 'http://id.tinh.vn', 'javascript:alert(1)', 'https://a:b@x.vn', 'x'])(
    'is not at %s',
    async (odd) => expect(await settle({ issuer: odd })).toBe('422'),
  )

  test('is set by who reaches the whole province', async () => {
    const as = await here.person('167', 'administrator')
    const form = { name: 'X', issuer, clientId: 'x', site: 'http://localhost' }
    expect((await here.ask('/office/settings/sign-in/provider', { as, form })).status).toBe(403)
  })
})

test('log and events hold neither codes, states, subjects nor the secret', async () => {
  const { email } = await someone()
  const browser = visitor(here)
  const back = await through(browser, { sub: 'u-chủ-thể-kín', email, email_verified: true })
  await browser.get(back)
  const { rows } = await here.pool.query('select * from events')
  const written = JSON.stringify([here.log, rows])
  const { searchParams } = new URL(back, 'http://localhost')
  const words = [
    searchParams.get('code'),
    searchParams.get('state'),
    'u-chủ-thể-kín',
    email,
    SECRET,
  ]
  for (const word of words) expect(written).not.toContain(word)
})

// Second factors over HTTP: setting one up, signing in with it, losing the phone, being asked again.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { csrfToken, secretHash, setPassword, setPolicy } from '../../src/auth/index.ts'
import { addDays, day } from '../../src/lib/day.ts'
import { bringIn, SMALL_PLAN } from '../plan-world.ts'
import { type Someone, TODAY, type World, world } from '../world.ts'
import { codeOf, enrol, visitor } from './visitor.ts'

const PASSWORD = 'một câu ngắn dễ nhớ'
const PAGE = '/office/account/second-factor'
const PHONE = 'Mozilla/5.0 (Linux; Android 14) Chrome/126 Mobile'
let here: World

beforeAll(async () => {
  here = await world()
})
afterAll(() => here.close())

/** Someone with a password, and the e-mail to sign in with. */
async function account(unit: string, roles: Parameters<World['person']>[1]) {
  const someone = await here.person(unit, roles)
  const { personId, unitId } = someone
  await here.act((act) => setPassword(act, { personId, unitId, password: PASSWORD }))
  const { rows } = await here.pool.query('select email from people where id = $1', [personId])
  return { ...someone, email: rows[0].email as string }
}

async function signedIn(email: string, agent?: string) {
  const browser = visitor(here, agent)
  await browser.signIn(email, PASSWORD)
  return browser
}

/** Signs in with both factors. */
async function withCode(email: string, secret: string, agent?: string) {
  const browser = await signedIn(email, agent)
  here.wait(60)
  const answer = await browser.post('/dang-nhap/ma', { code: codeOf(here, secret) })
  expect(answer.location).toBe('/office')
  await browser.get('/office/account')
  return browser
}

const verbs = async (personId: string) => {
  const { rows } = await here.pool.query(
    'select verb from events where person_id = $1 order by at, seq',
    [personId],
  )
  return rows.map(({ verb }) => verb as string)
}

describe('setting it up', () => {
  test('a picture and the secret as text; it counts only after the first right code', async () => {
    const { email, personId } = await account('05569', 'head')
    const browser = await signedIn(email)
    expect((await browser.post(`${PAGE}/begin`)).location).toContain(PAGE)
    const page = await browser.get(PAGE)
    expect(page.text).toMatch(/<svg class="qr" role="img"/)
    const [, secret = ''] = /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(page.text) ?? []
    const wrong = await browser.post(`${PAGE}/confirm`, { code: '000000' })
    expect(wrong.status).toBe(422)
    // Begun is not confirmed: the password alone still signs in.
    expect((await visitor(here).signIn(email, PASSWORD)).location).toBe('/office')

    const done = await browser.post(`${PAGE}/confirm`, { code: codeOf(here, secret) })
    const codes = done.text.match(/[a-z2-9]{4}(-[a-z2-9]{4}){3}/g) ?? []
    expect([done.status, new Set(codes).size]).toEqual([200, 10])
    const again = await browser.get(PAGE)
    for (const shown of [secret, ...codes]) expect(again.text).not.toContain(shown)
    expect(again.text).toContain('Còn 10 mã dự phòng')

    const { rows } = await here.pool.query(
      `select sealed, code_hash from second_factors join recovery_codes on factor_id = second_factors.id
       where person_id = $1`,
      [personId],
    )
    expect(rows).toHaveLength(10)
    const kept = JSON.stringify(rows)
    expect(kept).not.toContain(secret.replaceAll(' ', ''))
    for (const code of codes) expect(kept).not.toContain(code.replaceAll('-', ''))
    expect(await verbs(personId)).toEqual(
      expect.arrayContaining(['factor.begun', 'factor.confirmed']),
    )
  })

  test('all other sessions end with it', async () => {
    const { email } = await account('05569', 'officer')
    const [phone, desk] = [await signedIn(email, PHONE), await signedIn(email)]
    await enrol(here, desk)
    expect((await phone.get('/office/account')).status).toBe(303)
    expect((await desk.get('/office/account')).status).toBe(200)
  })
})

describe('signing in', () => {
  test('asks for a code; the session begins only then', async () => {
    const { email } = await account('05569', 'head')
    const { secret } = await enrol(here, await signedIn(email))
    const browser = visitor(here)
    const first = await browser.signIn(email, PASSWORD)
    expect(first.location).toBe('/dang-nhap/ma?next=%2Foffice')
    expect(browser.cookies.has('congtam')).toBe(false)
    expect((await browser.get('/office/account')).status).toBe(303)
    const second = await browser.post('/dang-nhap/ma', {
      code: codeOf(here, secret),
      next: '/office/work',
    })
    expect([second.status, second.location]).toEqual([303, '/office/work'])
    expect((await browser.get('/office/account')).status).toBe(200)
    expect(browser.cookies.has('congtam-step')).toBe(false)
  })

  test('a code serves once, also in another browser, and older ones no more', async () => {
    const { email } = await account('05569', 'head')
    const { secret } = await enrol(here, await signedIn(email))
    const [before, now] = [codeOf(here, secret, -1), codeOf(here, secret)]
    const enter = async (code: string) => {
      const browser = await signedIn(email)
      return (await browser.post('/dang-nhap/ma', { code })).status
    }
    expect(await enter(now)).toBe(303)
    expect(await enter(now)).toBe(401)
    expect(await enter(before)).toBe(401)
    expect(await enter(codeOf(here, secret, 1))).toBe(303)
    expect(await enter(codeOf(here, secret, 2))).toBe(401)
  })

  test('ten wrong codes close the second step for a quarter of an hour', async () => {
    const { email } = await account('05569', 'officer')
    const { secret } = await enrol(here, await signedIn(email))
    const browser = await signedIn(email)
    for (let n = 0; n < 10; n++) {
      expect((await browser.post('/dang-nhap/ma', { code: 'abcdef' })).status).toBe(401)
    }
    const closed = await browser.post('/dang-nhap/ma', { code: codeOf(here, secret) })
    expect(closed.status).toBe(429)
    expect(closed.text).toContain('15 phút')
  })

  test('the step between is over after ten minutes, with a changed password, and for a forged cookie', async () => {
    const { email, personId, unitId } = await account('05569', 'officer')
    const { secret } = await enrol(here, await signedIn(email))
    const late = await signedIn(email)
    here.travel(addDays(TODAY, 1))
    const after = await late.post('/dang-nhap/ma', { code: codeOf(here, secret) })
    here.travel(TODAY)
    expect([after.status, after.text.includes('10 phút')]).toEqual([401, true])

    const changed = await signedIn(email)
    await here.act((act) => setPassword(act, { personId, unitId, password: `${PASSWORD} nữa` }))
    expect((await changed.post('/dang-nhap/ma', { code: codeOf(here, secret) })).status).toBe(401)

    const forged = visitor(here)
    forged.cookies.set('congtam-step', 'v1.AAAA')
    expect((await forged.post('/dang-nhap/ma', { code: codeOf(here, secret) })).status).toBe(401)
  })
})

describe('the phone is lost', () => {
  test('the head is shut out on the phone at once, enters with a recovery code, and takes a new phone', async () => {
    const head = await account('05569', 'head')
    const administrator = await here.person('167', 'administrator')
    const { secret, codes } = await enrol(here, await signedIn(head.email))
    const phone = await withCode(head.email, secret, PHONE)
    expect((await phone.get('/office/work')).status).toBe(200)

    const page = await here.ask(`/office/people/${head.personId}`, { as: administrator })
    const text = await page.text()
    expect(text).toContain('Chrome · Android')
    const session = /sessions\/([0-9a-f-]{36})\/ending/.exec(text)?.[1]
    const ended = await here.ask(`/office/people/${head.personId}/sessions/${session}/ending`, {
      as: administrator,
      method: 'POST',
    })
    expect(ended.headers.get('location')).toContain('done=sessions-ended')
    expect((await phone.get('/office/work')).status).toBe(303)

    const desk = await signedIn(head.email)
    const entered = await desk.post('/dang-nhap/ma', { code: codes[0]?.toUpperCase() ?? '' })
    expect(entered.status).toBe(303)
    await desk.get('/office/account')
    const twice = await signedIn(head.email)
    expect((await twice.post('/dang-nhap/ma', { code: codes[0] ?? '' })).status).toBe(401)

    const refused = await desk.post(`${PAGE}/begin`, { code: 'không có' })
    expect(refused.status).toBe(422)
    expect((await desk.post(`${PAGE}/begin`, { code: codes[1] ?? '' })).status).toBe(303)
    const setting = await desk.get(PAGE)
    const [, next = ''] = /<code[^>]*>([A-Z2-7 ]{39})<\/code>/.exec(setting.text) ?? []
    const confirmed = await desk.post(`${PAGE}/confirm`, { code: codeOf(here, next) })
    expect(confirmed.text).toContain('Mã dự phòng của bạn')

    here.wait(60)
    const thief = await signedIn(head.email)
    for (const code of [codeOf(here, secret), codes[2] ?? '']) {
      expect((await thief.post('/dang-nhap/ma', { code })).status).toBe(401)
    }
    expect((await thief.post('/dang-nhap/ma', { code: codeOf(here, next) })).status).toBe(303)
  })

  test('without recovery codes, two administrators take the factor away: one asks, another approves', async () => {
    const head = await account('05563', 'head')
    const [first, second, aside] = await Promise.all([
      here.person('167', 'administrator'),
      here.person('19', 'administrator'),
      here.person('168', 'administrator'),
    ])
    const { secret } = await enrol(here, await signedIn(head.email))
    const computer = await withCode(head.email, secret)
    const base = `/office/people/${head.personId}`
    const send = async (as: Someone, to: string, form: Record<string, string> = {}) => {
      const answer = await here.ask(`${base}/factor/${to}`, { as, method: 'POST', form })
      return [answer.status, answer.headers.get('location')?.split('done=')[1] ?? '']
    }
    const reason = { removalReason: 'Mất điện thoại ngày 10/6, đã gặp tại trụ sở' }
    expect(await send(aside, 'removal', reason)).toEqual([403, ''])
    expect(await send(first, 'removal', { removalReason: ' ' })).toEqual([422, ''])
    expect(await send(first, 'removal', reason)).toEqual([303, 'removal'])
    expect(await send(first, 'removal', reason)).toEqual([409, ''])
    expect(await send(first, 'removal/approval')).toEqual([409, ''])
    expect(await send(aside, 'removal/approval')).toEqual([403, ''])
    const page = await (await here.ask(base, { as: second })).text()
    expect(page).toContain(reason.removalReason)
    expect(await send(second, 'removal/approval')).toEqual([303, 'removed'])
    expect((await computer.get('/office/account')).status).toBe(303)
    expect((await visitor(here).signIn(head.email, PASSWORD)).location).toBe('/office')
    expect(await send(second, 'removal/approval')).toEqual([409, ''])
    const { rows } = await here.pool.query(
      `select verb, details from events where subject = $1 and verb like 'factor.%' order by seq`,
      [`person:${head.personId}`],
    )
    expect(rows.map(({ verb }) => verb)).toEqual(['factor.removal-asked', 'factor.removed'])
    expect(JSON.stringify(rows)).not.toContain('điện thoại')
  })

  test('a request is declined and the factor stays; nobody decides on their own', async () => {
    const officer = await account('05569', { officer: '05569', administrator: '05569' })
    const administrator = await here.person('167', 'administrator')
    const { secret } = await enrol(here, await signedIn(officer.email))
    const base = `/office/people/${officer.personId}/factor/removal`
    const own = await here.ask(base, { as: officer, form: { removalReason: 'x' } })
    expect([303, 409]).toContain(own.status)
    await here.ask(base, { as: administrator, form: { removalReason: 'nghe nói mất máy' } })
    const declined = await here.ask(`${base}/refusal`, { as: administrator, method: 'POST' })
    expect(declined.headers.get('location')).toContain('removal-declined')
    await withCode(officer.email, secret)
  })
})

describe('what a policy demands', () => {
  const demand = async (requiredFrom: string | null) => {
    const unitId = await here.unitId('19')
    await here.act((act) =>
      setPolicy(
        act,
        {
          requiredFrom: requiredFrom ? day(requiredFrom) : null,
          askAgainHours: 12,
          removalByTwo: true,
        },
        unitId,
      ),
    )
  }

  test('before its day it reminds, from its day it holds back whoever accepts, and nobody else', async () => {
    const reviewer = await account('167', 'reviewer')
    const officer = await account('05569', 'officer')
    await demand(addDays(TODAY, 10))
    const browser = visitor(here)
    const reminded = await browser.signIn(reviewer.email, PASSWORD)
    expect(reminded.location).toBe(`${PAGE}?next=%2Foffice`)
    expect((await browser.get(PAGE)).text).toContain('Để sau')
    expect((await browser.get('/office/review')).status).toBe(200)

    await demand(TODAY)
    const held = await browser.get('/office/review')
    expect([held.status, held.location]).toEqual([303, PAGE])
    expect((await browser.get(PAGE)).text).not.toContain('Để sau')
    expect((await browser.get('/ke-hoach')).status).toBe(200)
    expect((await visitor(here).signIn(officer.email, PASSWORD)).location).toBe('/office')
    await enrol(here, browser)
    expect((await browser.get('/office/review')).status).toBe(200)
    const ending = await browser.post(`${PAGE}/end`, { code: '000000' })
    expect([ending.status, ending.text.includes('không tắt được')]).toEqual([409, true])
    await demand(null)
  })

  test('the administrator of the province sets it; a district’s may not', async () => {
    const form = { demand: 'required', requiredFrom: '2024-07-01', askAgainHours: '8' }
    const send = async (unit: string, sent: Record<string, string>) =>
      await here.ask('/office/settings/sign-in/policy', {
        as: await here.person(unit, 'administrator'),
        form: sent,
      })
    expect((await send('167', form)).status).toBe(403)
    const empty = await send('19', { ...form, requiredFrom: '' })
    expect([empty.status, (await empty.text()).includes('Hãy chọn ngày')]).toEqual([422, true])
    expect((await send('19', { ...form, askAgainHours: '0' })).status).toBe(422)
    expect((await send('19', form)).status).toBe(303)
    const page = await here.ask('/office/settings/sign-in', {
      as: await here.person('19', 'administrator'),
    })
    expect(await page.text()).toContain('value="2024-07-01"')
    await demand(null)
  })
})

describe('signing something off', () => {
  test('a code older than the policy allows is asked for again, and what was sent is kept', async () => {
    const reviewer = await account('167', { reviewer: '167', coordinator: '19' })
    const { secret } = await enrol(here, await signedIn(reviewer.email))
    const browser = await withCode(reviewer.email, secret)
    await here.pool.query(
      `update sessions set confirmed_at = confirmed_at - interval '13 hours' where person_id = $1`,
      [reviewer.personId],
    )
    const { slug, planId } = await bringIn(here, SMALL_PLAN)
    const publish = `/office/plans/${slug}/publish`
    const duties = async () =>
      (await here.pool.query('select 1 from duties where plan_id = $1', [planId])).rows.length
    // Reading is not signing off; and what is not there is 404 before any question.
    expect((await browser.get('/office/review')).status).toBe(200)
    expect((await browser.post('/office/plans/khong-co/publish')).status).toBe(404)
    const kept = 'Thiếu ảnh "niêm yết" <thôn> Đồng'
    const asked = await browser.post(publish, { note: kept })
    expect([asked.status, asked.text.includes('Xác nhận đúng là bạn')]).toEqual([403, true])
    expect(asked.text).toContain(
      'name="note" value="Thiếu ảnh &quot;niêm yết&quot; &lt;thôn> Đồng"',
    )
    expect(await duties()).toBe(0)
    const wrong = await browser.post(publish, { note: kept, confirmCode: '000000' })
    expect([wrong.status, await duties()]).toEqual([403, 0])
    here.wait(60)
    const done = await browser.post(publish, { note: kept, confirmCode: codeOf(here, secret) })
    expect(done.location).toContain('?published=')
    expect(await duties()).toBeGreaterThan(0)
    expect((await browser.post(publish)).location).toContain('?published=0')
    expect(await verbs(reviewer.personId)).toContain('session.confirmed')
  })
})

test('nothing secret stands in the log or in an event', async () => {
  const { email } = await account('05569', 'head')
  const { secret, codes } = await enrol(here, await signedIn(email))
  const code = codeOf(here, secret)
  const browser = await signedIn(email)
  await browser.post('/dang-nhap/ma', { code })
  const { rows } = await here.pool.query('select * from events')
  const written = JSON.stringify([here.log, rows])
  const cookies = [...browser.cookies.values()]
  for (const word of [secret, secret.replaceAll(' ', ''), ...codes, PASSWORD, email, ...cookies]) {
    expect(written).not.toContain(word)
  }
})

test('a program of one’s own browser may not sign off with a code given too long ago', async () => {
  const { slug } = await bringIn(here, SMALL_PLAN.replace('Số: 7/KH-UBND', 'Số: 9/KH-UBND'))
  const coordinator = await account('SNV', { coordinator: '19' })
  const { secret } = await enrol(here, await signedIn(coordinator.email))
  const browser = await withCode(coordinator.email, secret)
  const cookie = browser.cookies.get('congtam') ?? ''
  const publish = async () => {
    const answer = await here.server.request(`http://localhost/api/plans/${slug}/publication`, {
      method: 'POST',
      headers: {
        host: 'localhost',
        cookie: `congtam=${cookie}`,
        origin: 'http://localhost',
        'x-csrf-token': csrfToken(cookie),
        'content-type': 'application/json',
      },
      body: '{}',
    })
    return [answer.status, ((await answer.json()) as { code?: string }).code]
  }
  await here.pool.query(
    `update sessions set confirmed_at = confirmed_at - interval '3 days' where token_hash = $1`,
    [secretHash(cookie)],
  )
  expect(await publish()).toEqual([403, 'factor.confirm-first'])
  await here.pool.query(
    `update sessions set confirmed_at = confirmed_at + interval '3 days' where token_hash = $1`,
    [secretHash(cookie)],
  )
  expect((await publish())[0]).toBe(201)
})

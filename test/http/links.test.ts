// Invitations and forgotten passwords over HTTP: one link, once, for a while.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setPassword } from '../../src/auth/index.ts'
import { addDays } from '../../src/lib/day.ts'
import { type Someone, TODAY, type World, world } from '../world.ts'
import { codeOf, enrol, visitor } from './visitor.ts'

const PASSWORD = 'một câu ngắn dễ nhớ'
const NEXT = 'hoa cải vàng bên sông'
let here: World
let district: Someone

beforeAll(async () => {
  here = await world()
  district = await here.person('167', 'administrator')
})
afterAll(() => here.close())

type Letter = { to_address: string; subject: string; text: string; key: string }

async function letters(to: string): Promise<Letter[]> {
  const { rows } = await here.pool.query<Letter>(
    'select to_address, subject, text, key from mails where to_address = $1 order by queued_at, id',
    [to],
  )
  return rows
}

const linkIn = (text = '') => /\{site\}(\/mat-khau\/[\w-]{43})/.exec(text)?.[1] ?? ''

async function send(address: string, as: Someone, form: Record<string, string> = {}) {
  const answer = await here.ask(address, { as, method: 'POST', form })
  return {
    status: answer.status,
    to: answer.headers.get('location') ?? '',
    text: await answer.text(),
  }
}

let count = 0
async function invited(): Promise<{ id: string; email: string }> {
  count += 1
  const email = `moi.${count}@test.vn`
  const added = await send('/office/people', district, {
    name: `Đinh Văn Mời ${count}`,
    email,
    title: 'Công chức Văn phòng',
    unit: await here.unitId('05569'),
    role: 'officer',
    from: '2024-06-01',
    invite: 'on',
  })
  expect(added.to).toContain('done=link-sent')
  return { id: added.to.slice('/office/people/'.length).split('?')[0] ?? '', email }
}

async function account() {
  const { id, email } = await invited()
  const unitId = await here.unitId('05569')
  await here.act((act) => setPassword(act, { personId: id, unitId, password: PASSWORD }))
  return { id, email }
}

const choose = (
  browser: ReturnType<typeof visitor>,
  link: string,
  password: string,
  again = password,
) => browser.post(link, { password, again })

describe('an invitation', () => {
  test('comes by letter, lets the person choose a password and work, once', async () => {
    const { email } = await invited()
    const [letter] = await letters(email)
    expect(letter?.subject).toContain('Mời sử dụng Công Tâm')
    const link = linkIn(letter?.text)
    const browser = visitor(here)
    expect((await browser.get(link)).text).toContain('Đặt mật khẩu')
    expect((await browser.get(link)).status).toBe(200)
    for (const [password, again, words] of [
      ['ngắn', 'ngắn', 'ít nhất 10 ký tự'],
      [NEXT, `${NEXT}!`, 'chưa giống nhau'],
      [`Đinh Văn Mời ${count} nhé`, `Đinh Văn Mời ${count} nhé`, 'chứa họ tên'],
      ['matkhau 123', 'matkhau 123', 'đoán đầu tiên'],
    ] as const) {
      const refused = await choose(browser, link, password, again)
      expect([refused.status, refused.text.includes(words)]).toEqual([422, true])
    }
    const done = await choose(browser, link, NEXT)
    expect([done.status, done.location]).toEqual([303, '/office'])
    expect((await browser.get('/office/account')).status).toBe(200)
    const thief = visitor(here)
    expect((await thief.get(link)).status).toBe(404)
    expect((await choose(thief, link, `${NEXT} khác`)).status).toBe(404)
    expect(thief.cookies.has('congtam')).toBe(false)
    expect((await visitor(here).signIn(email, NEXT)).status).toBe(303)
  })

  test('sent again, only the newer link works; revoked, none; after a week, none', async () => {
    const { id, email } = await invited()
    const base = `/office/people/${id}/link`
    expect((await send(base, district)).to).toContain('done=link-sent')
    const [first, second] = (await letters(email)).map(({ text }) => linkIn(text))
    const browser = visitor(here)
    expect((await browser.get(first ?? '')).status).toBe(404)
    expect((await browser.get(second ?? '')).status).toBe(200)
    here.travel(addDays(TODAY, 8))
    expect((await browser.get(second ?? '')).status).toBe(404)
    here.travel(TODAY)
    expect((await send(`${base}/revocation`, district)).to).toContain('done=link-revoked')
    expect((await browser.get(second ?? '')).status).toBe(404)
    expect((await send(`${base}/revocation`, district)).status).toBe(409)
  })

  test('is made to hand over, by an administrator who reaches the person, and by nobody else', async () => {
    const { id } = await account()
    const aside = await here.person('168', 'administrator')
    expect((await send(`/office/people/${id}/link/hand`, aside)).status).toBe(403)
    expect((await send(`/office/people/${id}/link`, aside)).status).toBe(403)
    const made = await send(`/office/people/${id}/link/hand`, district)
    const link = /\/mat-khau\/[\w-]{43}/.exec(made.text)?.[0] ?? ''
    expect((await choose(visitor(here), link, NEXT)).status).toBe(303)
  })
})

describe('a forgotten password', () => {
  const ask = (email: string) => visitor(here).post('/quen-mat-khau', { email })

  test('gets the same answer for an address that is known, unknown, or of someone who left', async () => {
    const known = await account()
    const gone = await account()
    await send(`/office/people/${gone.id}/leaving`, district, { leftOn: TODAY })
    const before = (await letters(gone.email)).length
    const answers = await Promise.all([known.email, 'khong.co@test.vn', gone.email].map(ask))
    expect(new Set(answers.map(({ status, location }) => `${status} ${location}`)).size).toBe(1)
    const page = await visitor(here).get(answers[0]?.location ?? '')
    expect(page.text).toContain('Nếu địa chỉ ấy có tài khoản')
    expect((await letters(known.email)).at(-1)?.subject).toContain('Đặt lại mật khẩu')
    expect(await letters('khong.co@test.vn')).toEqual([])
    expect((await letters(gone.email)).length).toBe(before)
  })

  test('three letters an hour, no more', async () => {
    const { email } = await account()
    const before = (await letters(email)).length
    for (let n = 0; n < 5; n++) expect((await ask(email.toUpperCase())).status).toBe(303)
    expect((await letters(email)).length - before).toBe(3)
  })

  test('a new password ends every session; the old one stands until then; the link expires in an hour', async () => {
    const { email } = await account()
    const desk = visitor(here)
    await desk.signIn(email, PASSWORD)
    await ask(email)
    const link = linkIn((await letters(email)).at(-1)?.text)
    expect((await desk.get('/office/account')).status).toBe(200)
    expect((await visitor(here).signIn(email, PASSWORD)).status).toBe(303)
    here.travel(addDays(TODAY, 1))
    expect((await choose(visitor(here), link, NEXT)).status).toBe(404)
    here.travel(TODAY)
    const browser = visitor(here)
    expect((await choose(browser, link, NEXT)).location).toBe('/office')
    expect((await desk.get('/office/account')).status).toBe(303)
    expect((await visitor(here).signIn(email, PASSWORD)).status).toBe(401)
    expect((await browser.get('/office/account')).status).toBe(200)
  })

  test('whoever has a second factor is still asked for a code', async () => {
    const { email } = await account()
    const desk = visitor(here)
    await desk.signIn(email, PASSWORD)
    const { secret } = await enrol(here, desk)
    await ask(email)
    const browser = visitor(here)
    const link = linkIn((await letters(email)).at(-1)?.text)
    const chosen = await choose(browser, link, NEXT)
    expect(chosen.location).toContain('/dang-nhap/ma')
    expect(browser.cookies.has('congtam')).toBe(false)
    expect((await browser.post('/dang-nhap/ma', { code: codeOf(here, secret) })).location).toBe(
      '/office',
    )
  })
})

test('only hashes of links are kept; log and events hold neither links, addresses nor passwords', async () => {
  const { email } = await account()
  await visitor(here).post('/quen-mat-khau', { email })
  const link = linkIn((await letters(email)).at(-1)?.text)
  await choose(visitor(here), link, NEXT)
  const secret = link.slice('/mat-khau/'.length)
  const { rows: events } = await here.pool.query('select * from events')
  const { rows: links } = await here.pool.query('select * from person_links')
  const written = JSON.stringify([here.log, events, links])
  for (const word of [secret, email, PASSWORD, NEXT]) expect(written).not.toContain(word)
})

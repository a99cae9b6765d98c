import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Someone, TODAY, type World, world } from '../../test/world.ts'
import { addDays, day } from '../lib/day.ts'
import type { Act, Rights } from '../platform/index.ts'
import { changePassword, endOwnSessions, switchPost } from './actions.ts'
import { passwordFits, passwordHash } from './password.ts'
import {
  addPerson,
  addPost,
  changePerson,
  endGrant,
  endHolding,
  endPost,
  grantRole,
  holdPost,
  issuePassword,
  setPassword,
} from './people-actions.ts'
import { listStaff } from './people-store.ts'
import { rightsOf } from './rights.ts'
import { signIn } from './sign-in-actions.ts'
import { grantsOf, openSessions, postsHeld } from './store.ts'

const PASSWORD = 'một câu ngắn dễ nhớ'
const START = day('2024-01-01')
let here: World
let count = 0

beforeAll(async () => {
  here = await world()
})
afterAll(() => here.close())

/** An account that can sign in with PASSWORD. */
async function account(unit = '05569'): Promise<{ email: string; personId: string }> {
  count += 1
  const email = `tai.khoan.${count}@test.vn`
  const unitId = await here.unitId(unit)
  return await here.act(async (act) => {
    const personId = await addPerson(act, { name: `Nguyễn Văn ${count}`, email, unitId })
    const postId = await addPost(act, { unitId, title: 'Văn phòng', from: START })
    await holdPost(act, { postId, personId, from: START })
    await setPassword(act, { personId, unitId, password: PASSWORD })
    return { email, personId }
  })
}

const enter = (email: string, password: string, address = 'here') =>
  here.act((act) => signIn(act, { email, password, address, agent: 'test' }))

const post = (email: string, password: string, more: Record<string, string> = {}) =>
  here.ask('/dang-nhap', { form: { email, password, ...more } })

const rightsToday = async ({ postId }: Someone, on = TODAY): Promise<Rights> =>
  rightsOf(here.db, await grantsOf(here.db, postId, on), on)

/** One change in someone's own name. */
const as = async <T>(someone: Someone, work: (act: Act) => Promise<T>): Promise<T> => {
  const rights = await rightsToday(someone)
  return await here.act((act) =>
    work({
      ...act,
      rights,
      actor: {
        kind: 'person',
        personId: someone.personId,
        postId: someone.postId,
        unitId: someone.unitId,
      },
    }),
  )
}

describe('passwords', () => {
  test('are kept as argon2id with the parameters of OWASP', async () => {
    expect(await passwordHash(PASSWORD)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('fit in either Unicode form, and only when they are the same', async () => {
    const kept = await passwordHash(PASSWORD.normalize('NFC'))
    expect(await passwordFits(kept, PASSWORD.normalize('NFD'))).toBe(true)
    expect(await passwordFits(kept, `${PASSWORD} `)).toBe(false)
    expect(await passwordFits(null, PASSWORD)).toBe(false)
  })

  test.each([
    ['chín ký t', 'password.too-short'],
    ['x'.repeat(201), 'password.too-long'],
  ])('%s is refused', async (password, code) => {
    await expect(passwordHash(password)).rejects.toThrow(code)
  })
})

describe('signing in', () => {
  test('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const { email } = await account()
    const answer = await post(email.toUpperCase(), PASSWORD)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/office')
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^congtam=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/)
    const page = await here.ask('/office/account', {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
    expect(page.status).toBe(200)
  })

  test('a wrong password and an unknown account get the same answer', async () => {
    const { email } = await account()
    const [wrong, unknown] = [
      await post(email, 'sai mật khẩu rồi'),
      await post('khong.co@test.vn', PASSWORD),
    ]
    for (const answer of [wrong, unknown]) {
      expect(answer.status).toBe(401)
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(await answer.text()).toContain('mật khẩu chưa đúng')
    }
  })

  test('someone who has left, or was never given a password, stays outside', async () => {
    const gone = await account()
    const unitId = await here.unitId('05569')
    await here.act((act) =>
      changePerson(act, { personId: gone.personId, unitId, leftOn: act.today }),
    )
    expect(await enter(gone.email, PASSWORD)).toEqual({ refused: 'wrong' })
    const fresh = { name: 'Chưa có mật khẩu', email: 'chua.co@test.vn', unitId }
    await here.act((act) => addPerson(act, fresh))
    expect(await enter(fresh.email, '')).toEqual({ refused: 'wrong' })
  })

  test('ten failures close the account, also for the right password, for a quarter of an hour', async () => {
    const { email } = await account()
    for (let n = 0; n < 10; n++) {
      expect(await enter(email, 'đoán mò', `nơi ${n}`)).toEqual({ refused: 'wrong' })
    }
    expect(await enter(email, PASSWORD, 'nơi khác')).toEqual({ refused: 'too-many' })
    const answer = await post(email, PASSWORD)
    expect(answer.status).toBe(429)
    expect(await answer.text()).toContain('15 phút')
    here.travel(addDays(TODAY, 1))
    expect(await enter(email, PASSWORD, 'nơi khác')).toHaveProperty('secret')
    here.travel(TODAY)
  })

  test('fifty failures close an address, whichever the account', async () => {
    const { email } = await account()
    for (let n = 0; n < 50; n++) await enter(`nguoi.${n}@test.vn`, 'đoán mò', 'kẻ dò')
    expect(await enter(email, PASSWORD, 'kẻ dò')).toEqual({ refused: 'too-many' })
    expect(await enter(email, PASSWORD, 'nơi khác')).toHaveProperty('secret')
  })
})

describe('sessions', () => {
  const asks = async (secret: string) =>
    (await here.ask('/office/account', { as: { secret } as Someone })).status

  const secretOf = async (email: string) => {
    const outcome = await enter(email, PASSWORD)
    if (!('secret' in outcome)) throw new Error('not entered')
    return outcome.secret
  }

  test('end when signed out', async () => {
    const { email } = await account()
    const secret = await secretOf(email)
    expect(await asks(secret)).toBe(200)
    const out = await here.ask('/dang-xuat', { as: { secret } as Someone, method: 'POST' })
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(await asks(secret)).toBe(303)
  })

  test('a changed password ends the others and keeps the present one', async () => {
    const { email, personId } = await account()
    const [here_, elsewhere] = [await secretOf(email), await secretOf(email)]
    const change = (current: string, next: string) =>
      here.ask('/office/account/password', {
        as: { secret: here_ } as Someone,
        form: { current, next },
      })
    expect((await change('không phải', 'mật khẩu mới dài')).status).toBe(422)
    expect((await change(PASSWORD, 'ngắn')).status).toBe(422)
    expect(await asks(elsewhere)).toBe(200)
    expect((await change(PASSWORD, 'mật khẩu mới dài')).status).toBe(303)
    expect([await asks(here_), await asks(elsewhere)]).toEqual([200, 303])
    expect(await openSessions(here.db, personId, here.instance.clock().now)).toHaveLength(1)
    expect(await enter(email, PASSWORD)).toEqual({ refused: 'wrong' })
    expect(await enter(email, 'mật khẩu mới dài')).toHaveProperty('secret')
  })

  test('one can be ended from another, but never someone else’s', async () => {
    const [mine, theirs] = [await account(), await account()]
    const now = here.instance.clock().now
    await secretOf(mine.email)
    const victim = await secretOf(theirs.email)
    const [session] = await openSessions(here.db, theirs.personId, now)
    const actor = { kind: 'person' as const, personId: mine.personId, postId: null, unitId: null }
    await expect(
      here.act((act) => endOwnSessions({ ...act, actor }, { id: session?.id ?? '' })),
    ).rejects.toThrow('session.not-found')
    expect(await asks(victim)).toBe(200)
    const [own] = await openSessions(here.db, mine.personId, now)
    await here.act((act) => endOwnSessions({ ...act, actor }, { id: own?.id ?? '' }))
    expect(await openSessions(here.db, mine.personId, now)).toEqual([])
  })

  test('end by themselves after a day', async () => {
    const { email } = await account()
    const secret = await secretOf(email)
    here.travel(addDays(TODAY, 1))
    expect(await asks(secret)).toBe(303)
    here.travel(TODAY)
  })

  test('a one-time password replaces the old one and ends every session', async () => {
    const { email, personId } = await account()
    const secret = await secretOf(email)
    const unitId = await here.unitId('05569')
    const password = await here.act((act) => issuePassword(act, personId, unitId))
    expect(password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    expect(await asks(secret)).toBe(303)
    expect(await enter(email, PASSWORD)).toEqual({ refused: 'wrong' })
    expect(await enter(email, password)).toHaveProperty('secret')
  })

  test('the wrong current password changes nothing', async () => {
    const { personId } = await account()
    const actor = { kind: 'person' as const, personId, postId: null, unitId: null }
    await expect(
      here.act((act) =>
        changePassword(
          { ...act, actor },
          { sessionId: act.newId(), current: 'sai', next: 'mật khẩu mới dài' },
        ),
      ),
    ).rejects.toThrow('password.wrong')
  })
})

describe('posts', () => {
  test('someone with two posts acts as one of them, and switches', async () => {
    const someone = await here.person('05569', 'officer')
    const snv = await here.unitId('SNV')
    const second = await here.act(async (act) => {
      const postId = await addPost(act, { unitId: snv, title: 'Biệt phái', from: START })
      await holdPost(act, { postId, personId: someone.personId, from: day('2024-02-01') })
      await grantRole(act, { postId, role: 'inspector', scopeId: snv, from: START })
      return postId
    })
    const opens = async () => (await here.ask('/office/leader', { as: someone })).status
    const before = await here.ask('/office/account', { as: someone })
    expect(await before.text()).toContain('Biệt phái')
    expect(await opens()).toBe(403)
    const answer = await here.ask('/office/account/post', { as: someone, form: { post: second } })
    expect(answer.headers.get('location')).toBe('/office')
    expect(await opens()).toBe(200)
    expect(await (await here.ask('/office/account', { as: someone })).text()).toContain(
      'Biệt phái · Sở Nội vụ',
    )
    const other = await here.person('05563', 'officer')
    await expect(as(someone, (act) => switchPost(act, act.newId(), other.postId))).rejects.toThrow(
      'post.not-held',
    )
  })

  test('the same post is not held twice at one time', async () => {
    const someone = await here.person('05569', 'officer')
    const hold = (from: string, to?: string) =>
      here.act((act) =>
        holdPost(act, {
          postId: someone.postId,
          personId: someone.personId,
          from: day(from),
          ...(to ? { to: day(to) } : {}),
        }),
      )
    await expect(hold('2024-06-01')).rejects.toThrow('post.already-held')
    await expect(hold('2023-06-01', '2023-05-01')).rejects.toThrow('span.ends-before-begin')
    await hold('2023-01-01', '2024-01-01')
    expect(await postsHeld(here.db, someone.personId, day('2023-12-31'))).toHaveLength(0)
  })
})

describe('a right over a subtree', () => {
  test('a district reaches itself and its communes, not its siblings, the province or outside', async () => {
    const rights = await rightsToday(await here.person('167', 'reviewer'))
    const reached = await rights.reach('report.review')
    const expected: Record<string, boolean> = {
      '167': true,
      '05569': true,
      '05563': true,
      '168': false,
      '05611': false,
      '19': false,
      SNV: false,
      '062': false,
    }
    for (const [code, reaches] of Object.entries(expected)) {
      const unitId = await here.unitId(code)
      expect([code, await rights.may('report.review', unitId)]).toEqual([code, reaches])
      expect([code, reached.includes(unitId)]).toEqual([code, reaches])
    }
    expect(rights.holds('report.submit')).toBe(false)
    expect(await rights.may('report.submit', await here.unitId('167'))).toBe(false)
    expect(await rights.reach('report.submit')).toEqual([])
  })

  test('a grant holds from its first day up to, not including, its last', async () => {
    const someone = await here.person('167', { officer: '167' })
    const scopeId = await here.unitId('167')
    await here.act((act) =>
      grantRole(act, {
        postId: someone.postId,
        role: 'leader',
        scopeId,
        from: day('2024-03-01'),
        to: day('2024-06-01'),
      }),
    )
    const holds = async (on: string) => (await rightsToday(someone, day(on))).holds('leader.read')
    expect(
      await Promise.all(['2024-02-29', '2024-03-01', '2024-05-31', '2024-06-01'].map(holds)),
    ).toEqual([false, true, true, false])
  })

  test('an ended grant, holding or post gives nothing from that day on', async () => {
    const [a, b, c] = [
      await here.person('167', 'reviewer'),
      await here.person('167', 'reviewer'),
      await here.person('167', 'reviewer'),
    ]
    const holding = async (someone: Someone) =>
      (
        await listStaff(
          here.db,
          { unitIds: [someone.unitId], on: TODAY },
          { sort: 'name', dir: 'asc', limit: 100, offset: 0 },
        )
      ).rows.find((row) => row.personId === someone.personId)
    const { db } = here
    const [grant] = await db
      .withTables<{ grants: { id: string; post_id: string } }>()
      .selectFrom('grants')
      .select('id')
      .where('post_id', '=', a.postId)
      .execute()
    await here.act(async (act) => {
      await endGrant(act, grant?.id ?? '', TODAY)
      await endHolding(act, (await holding(b))?.holdingId ?? '', TODAY)
      await endPost(act, c.postId, TODAY)
    })
    for (const someone of [a, b, c]) {
      expect((await here.ask('/office/review', { as: someone })).status).toBe(403)
    }
    const yesterday = await rightsToday(a, addDays(TODAY, -1))
    expect(yesterday.holds('report.review')).toBe(true)
  })
})

describe('nobody hands out, or takes over, more than they reach', () => {
  test('grants, posts and passwords stay within the units one administers', async () => {
    const administrator = await here.person('167', 'administrator')
    const officer = await here.person('05569', 'officer')
    const chief = await here.person('05569', { officer: '05569', leader: '19' })
    const stranger = await here.person('168', 'officer')
    const from = TODAY
    const [own, province] = [await here.unitId('05563'), await here.unitId('19')]

    const grant = (postId: string, scopeId: string) =>
      as(administrator, (act) => grantRole(act, { postId, role: 'head', scopeId, from }))
    await grant(officer.postId, own)
    await expect(grant(officer.postId, province)).rejects.toThrow('grant.beyond-reach')
    await expect(grant(stranger.postId, own)).rejects.toThrow('grant.beyond-reach')
    await expect(
      as(administrator, (act) =>
        grantRole(act, { postId: officer.postId, role: 'king', scopeId: own, from }),
      ),
    ).rejects.toThrow('role.unknown')

    const hold = (postId: string) =>
      as(administrator, (act) => holdPost(act, { postId, personId: stranger.personId, from }))
    await hold(officer.postId)
    await expect(hold(chief.postId)).rejects.toThrow('grant.beyond-reach')

    const issue = ({ personId, unitId }: Someone) =>
      as(administrator, (act) => issuePassword(act, personId, unitId))
    expect(await issue(officer)).toBeTruthy()
    await expect(issue(chief)).rejects.toThrow('grant.beyond-reach')
    await expect(issue(stranger)).rejects.toThrow('grant.beyond-reach')
    await expect(
      as(administrator, (act) =>
        changePerson(act, { personId: chief.personId, unitId: own, name: 'Tên khác' }),
      ),
    ).rejects.toThrow('grant.beyond-reach')
  })

  test.each([
    [{ name: ' ', email: 'a@b.vn' }, 'person.name-missing'],
    [{ name: 'A', email: 'a@b' }, 'person.email-unreadable'],
  ])('a person needs a name and an address: %j', async (person, code) => {
    const unitId = await here.unitId('05569')
    await expect(here.act((act) => addPerson(act, { ...person, unitId }))).rejects.toThrow(code)
  })

  test('an address belongs to one person', async () => {
    const { email } = await account()
    const unitId = await here.unitId('05569')
    await expect(
      here.act((act) => addPerson(act, { name: 'Người khác', email: email.toUpperCase(), unitId })),
    ).rejects.toThrow('person.email-taken')
  })
})

describe('the list of staff', () => {
  test('finds without diacritics, by role and by state, sorted as Vietnamese sort', async () => {
    const unitId = await here.unitId('SYT')
    await here.act(async (act) => {
      const names = ['Đặng Ơn', 'Đặng On', 'Dương Ân']
      for (const [at, name] of names.entries()) {
        const personId = await addPerson(act, { name, email: `syt.${at}@test.vn`, unitId })
        const postId = await addPost(act, { unitId, title: `Vị trí ${at}`, from: START })
        await holdPost(act, { postId, personId, from: START })
        if (at === 0) await grantRole(act, { postId, role: 'head', scopeId: unitId, from: START })
      }
      await addPost(act, { unitId, title: 'Vị trí trống', from: START })
    })
    const list = async (filter: object, page: object = {}) => {
      const { rows, total } = await listStaff(
        here.db,
        { unitIds: [unitId], on: TODAY, ...filter },
        { sort: 'name', dir: 'asc', limit: 10, offset: 0, ...page },
      )
      return [total, ...rows.map((row) => row.name)]
    }
    expect(await list({})).toEqual([4, 'Dương Ân', 'Đặng On', 'Đặng Ơn', null])
    expect(await list({}, { dir: 'desc', limit: 2 })).toEqual([4, 'Đặng Ơn', 'Đặng On'])
    expect(await list({ text: 'dang on' })).toEqual([2, 'Đặng On', 'Đặng Ơn'])
    expect(await list({ text: 'syt.2@' })).toEqual([1, 'Dương Ân'])
    expect(await list({ role: 'head' })).toEqual([1, 'Đặng Ơn'])
    expect(await list({ state: 'vacant' })).toEqual([1, null])
    expect(await list({ state: 'former' })).toEqual([0])
    expect(await list({ unitIds: [] })).toEqual([0])
  })
})

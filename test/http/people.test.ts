// People and posts over HTTP: the administrator's day, and where it ends.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { holdingsOf, personByEmail } from '../../src/auth/index.ts'
import { addDays, day } from '../../src/lib/day.ts'
import { settleBody } from '../../src/org/index.ts'
import { caller } from '../api-caller.ts'
import { type Someone, TODAY, type World, world } from '../world.ts'

let here: World
let district: Someone
let province: Someone
let inspector: Someone
let officer: Someone

beforeAll(async () => {
  here = await world()
  district = await here.person('167', 'administrator')
  province = await here.person('19', 'administrator')
  inspector = await here.person('167', 'inspector')
  officer = await here.person('05569', 'officer')
})
afterAll(() => here.close())

const get = async (address: string, as: Someone) => {
  const answer = await here.ask(address, { as })
  return { status: answer.status, text: await answer.text() }
}

const send = async (address: string, as: Someone, form: Record<string, string> = {}) => {
  const answer = await here.ask(address, { as, method: 'POST', form })
  return {
    status: answer.status,
    location: answer.headers.get('location') ?? '',
    text: await answer.text(),
  }
}

const LINH = { name: 'Lê Thị Lĩnh', email: 'le.thi.linh@test.vn', from: '2024-06-01' }

async function addLinh(): Promise<string> {
  const known = await personByEmail(here.db, LINH.email)
  if (known) return known.id
  const unit = await here.unitId('05563')
  const answer = await send('/office/people', district, {
    ...LINH,
    title: 'Công chức Văn phòng',
    unit,
    role: 'officer',
  })
  expect(answer.location).toMatch(/^\/office\/people\/[0-9a-f-]{36}\?done=added$/)
  return answer.location.slice('/office/people/'.length).split('?')[0] ?? ''
}

describe('a new person', () => {
  test('gets a post, a role and a one-time password, and works at once', async () => {
    const id = await addLinh()
    const page = await get(`/office/people/${id}?done=added`, district)
    expect(page.text).toContain('Công chức Văn phòng')
    expect(page.text).toContain('Chưa có mật khẩu')
    const issued = await send(`/office/people/${id}/password`, district)
    const [password] = /[a-z2-9]{4}(-[a-z2-9]{4}){3}/.exec(issued.text) ?? []
    expect(issued.status).toBe(200)
    const entered = await here.ask('/dang-nhap', {
      form: { email: LINH.email, password: password ?? '' },
    })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    const account = await here.ask('/office/account', { headers: { cookie } })
    expect(await account.text()).toContain('Công chức Văn phòng · Xã Linh Thông')
    expect((await get(`/office/people/${id}`, district)).text).not.toContain(password)
  })

  test('what is missing is named, and what was typed is kept', async () => {
    const answer = await send('/office/people', district, {
      name: 'Người thiếu',
      email: 'thieu@test.vn',
      title: '',
      unit: '',
      from: 'hôm nay',
    })
    expect(answer.status).toBe(422)
    for (const words of ['Hãy ghi tên vị trí', 'Hãy chọn đơn vị', 'Hãy chọn ngày', 'Người thiếu']) {
      expect(answer.text).toContain(words)
    }
    await addLinh()
    const twice = await send('/office/people', district, {
      ...LINH,
      title: 'Văn thư',
      unit: await here.unitId('167'),
    })
    expect([twice.status, twice.text.includes('đã có tài khoản')]).toEqual([409, true])
  })

  test('nobody is added outside one’s units, and nothing remains of a refused attempt', async () => {
    const form = { name: 'Ngoài phạm vi', email: 'ngoai@test.vn', from: '2024-06-01', title: 'X' }
    for (const code of ['168', '19', '05611', '062']) {
      const unit = await here.unitId(code)
      expect((await send('/office/people', district, { ...form, unit })).status).toBe(403)
    }
    const role = { ...form, unit: await here.unitId('167'), role: 'king' }
    expect((await send('/office/people', district, role)).status).toBe(422)
    expect(await personByEmail(here.db, form.email)).toBeUndefined()
  })
})

describe('changes to a person', () => {
  const held = (id: string) => holdingsOf(here.db, id)

  test('a post is given, a role granted, both ended, and the name corrected', async () => {
    const id = await addLinh()
    const base = `/office/people/${id}`
    const unit = await here.unitId('167')
    const steps: [string, Record<string, string>, string][] = [
      ['posts', { postTitle: 'Tổ trưởng', postUnit: unit, postFrom: '2024-06-10' }, 'held'],
      ['name', { name: 'Lê Thị Lịnh' }, 'named'],
    ]
    for (const [to, form, done] of steps) {
      const answer = await send(`${base}/${to}`, district, form)
      expect([to, answer.location]).toEqual([to, `${base}?done=${done}`])
    }
    const post = (await held(id)).find(({ title }) => title === 'Tổ trưởng')
    const granted = await send(`${base}/grants`, district, {
      grantPost: post?.postId ?? '',
      grantRole: 'reviewer',
      grantScope: unit,
      grantFrom: '2024-06-10',
      grantTo: '',
    })
    expect(granted.location).toBe(`${base}?done=granted`)
    const page = await get(base, district)
    expect(page.text).toContain('Lê Thị Lịnh')
    expect(page.text).toContain('Tổ trưởng')
    const [, grantId] = /grants\/([0-9a-f-]{36})\/ending/.exec(page.text) ?? []
    const end = (path: string, on: string) => send(`${base}/${path}/ending`, district, { on })
    expect((await end(`grants/${grantId}`, TODAY)).location).toBe(`${base}?done=grant-ended`)
    const ended = await end(`holdings/${post?.holdingId}`, TODAY)
    expect(ended.location).toBe(`${base}?done=ended`)
    const after = (await held(id)).find(({ title }) => title === 'Tổ trưởng')
    expect(after?.to).toBe(TODAY)
    expect((await get(base, district)).text).toContain('Đã thôi giữ')

    const vacant = await get('/office/people?state=vacant', district)
    expect(vacant.text).toContain('Tổ trưởng')
    const again = await send(`${base}/holdings`, district, {
      holdPost: post?.postId ?? '',
      holdFrom: addDays(TODAY, 1),
    })
    expect(again.location).toBe(`${base}?done=held`)
  })

  test('what is not filled in comes back open, with what to do', async () => {
    const id = await addLinh()
    const answer = await send(`/office/people/${id}/grants`, district, {
      grantPost: '',
      grantRole: '',
      grantScope: '',
      grantFrom: '2024-06-10',
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toMatch(/<details class="details" open>/)
    for (const words of ['Hãy chọn vị trí', 'Hãy chọn vai trò', 'Hãy chọn đơn vị']) {
      expect(answer.text).toContain(words)
    }
  })

  test('a holding or grant of someone else does not end under this name', async () => {
    const id = await addLinh()
    const [other] = await held(officer.personId)
    const answer = await send(
      `/office/people/${id}/holdings/${other?.holdingId}/ending`,
      district,
      { on: TODAY },
    )
    expect(answer.status).toBe(404)
    expect((await held(officer.personId))[0]?.to).toBeNull()
  })

  test('whoever leaves signs in no more, and leaves the posts vacant', async () => {
    const leaver = await here.person('05569', 'officer')
    const answer = await send(`/office/people/${leaver.personId}/leaving`, district, {
      leftOn: TODAY,
    })
    expect(answer.location).toContain('done=left')
    expect((await here.ask('/office/account', { as: leaver })).status).toBe(303)
    expect((await held(leaver.personId)).map(({ to }) => to)).toEqual([TODAY])
  })

  test('a vacant post is abolished', async () => {
    const leaver = await here.person('05569', 'officer')
    const end = () => send(`/office/posts/${leaver.postId}/ending`, district)
    expect((await end()).location).toBe('/office/people?done=post')
    const page = await get('/office/people?state=vacant', district)
    expect(page.text).not.toContain(leaver.postId)
  })
})

describe('where it ends', () => {
  test('a district finds its own and its communes’ people, in pages, counts and files', async () => {
    const outside = await here.person('168', 'officer')
    const { rows } = await here.pool.query('select name from people where id = $1', [
      outside.personId,
    ])
    const name = rows[0].name as string
    for (const address of ['/office/people', '/office/people.csv']) {
      const list = `${address}?q=${encodeURIComponent(name)}`
      expect((await get(list, province)).text).toContain(name)
      const own = await get(list, district)
      expect(
        own.text.replaceAll(`value="${name}"`, '').replaceAll(encodeURIComponent(name), ''),
      ).not.toContain(`>${name}`)
    }
    expect(
      (await get('/office/people.csv?unit=168', district)).text.trim().split('\n'),
    ).toHaveLength(1)
    for (const path of ['', '/name', '/password', '/leaving']) {
      const address = `/office/people/${outside.personId}${path}`
      const form = { name: 'Tên khác', leftOn: TODAY }
      const { status } = path ? await send(address, district, form) : await get(address, district)
      expect([path, status]).toEqual([path, 403])
    }
    expect((await send(`/office/posts/${outside.postId}/ending`, district)).status).toBe(403)
  })

  test('an inspector reads and changes nothing; an officer does neither', async () => {
    const page = await get(`/office/people/${officer.personId}`, inspector)
    expect(page.status).toBe(200)
    expect(page.text).not.toContain('Cấp mật khẩu dùng một lần')
    expect((await send(`/office/people/${officer.personId}/password`, inspector)).status).toBe(403)
    expect((await get('/office/people/new', inspector)).status).toBe(403)
    expect((await get('/office/people', officer)).status).toBe(403)
    expect((await get(`/office/people/${officer.personId}`, officer)).status).toBe(403)
  })

  test('posts beyond reach are not shown on the page of a person within it', async () => {
    const shared = await here.person('05569', 'officer')
    const unit = await here.unitId('SNV')
    await send(`/office/people/${shared.personId}/posts`, province, {
      postTitle: 'Biệt phái về Sở',
      postUnit: unit,
      postFrom: '2024-06-01',
    })
    const address = `/office/people/${shared.personId}`
    expect((await get(address, province)).text).toContain('Biệt phái về Sở')
    const own = await get(address, district)
    expect([own.status, own.text.includes('Biệt phái về Sở')]).toEqual([200, false])
    // A new password would open the department's post too.
    expect((await send(`${address}/password`, district)).status).toBe(403)
  })

  test('nobody, and nothing', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000'
    expect((await get(`/office/people/${nobody}`, province)).status).toBe(404)
    expect((await get('/office/people/new', province)).status).toBe(200)
    expect((await get('/office/people?page=99&sort=unit&dir=desc', province)).status).toBe(200)
  })
})

describe('settings', () => {
  test('show the calendar in force and the days off to come', async () => {
    const { text, status } = await get('/office/settings', province)
    expect(status).toBe(200)
    for (const words of ['vn-2022-2027', 'Quốc khánh', 'Đã có thông báo']) {
      expect(text).toContain(words)
    }
    expect(text).not.toContain('chưa chắc chắn')
    expect((await get('/office/settings', inspector)).status).toBe(403)
  })

  test('days that no notice confirms are marked', async () => {
    here.travel(day('2026-12-01'))
    const later = await here.person('19', 'administrator')
    const { text } = await get('/office/settings', later)
    expect(text).toMatch(/\d+ ngày trong danh sách chưa chắc chắn/)
    expect(text).toContain('Dự kiến')
    here.travel(TODAY)
  })

  test('a settled name is withdrawn by whoever reaches the whole province', async () => {
    const unitId = await here.unitId('SYT')
    await here.act((act) => settleBody(act, { wording: 'Ngành Y', unitId }))
    const page = await get('/office/settings', province)
    const [, id] = /settlements\/([0-9a-f-]{36})\/withdrawal/.exec(page.text) ?? []
    expect(page.text).toContain('Ngành Y')
    const withdraw = (as: Someone) => send(`/office/settings/settlements/${id}/withdrawal`, as)
    expect((await withdraw(district)).status).toBe(403)
    expect((await withdraw(province)).location).toBe('/office/settings?done=withdrawn')
    expect((await get('/office/settings', province)).text).not.toContain('Ngành Y')
    expect((await withdraw(province)).status).toBe(404)
  })
})

test('the same address six times at once is added once; the others are told so, not that something broke', async () => {
  const by = await caller(here, '19', ['person.manage', 'person.read'])
  const add = (email: string, name = 'Cùng Lúc') =>
    by.call('/api/people', {
      json: { unit: '05563', name, email, title: 'Công chức', from: '2024-06-01', role: 'officer' },
    })
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, n) => add(n % 2 ? 'CUNG@xa.vn' : 'cung@xa.vn')),
  )
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([201, 409, 409, 409, 409, 409])
  for (const answer of answers.filter(({ status }) => status === 409))
    expect(['person.email-taken', 'request.collided']).toContain((await answer.json()).code)
  expect((await add('khong-ten@xa.vn', '\u200b\u3164')).status).toBe(422)
  expect((await add('<cung2@xa.vn>')).status).toBe(422)
})

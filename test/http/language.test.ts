// A language chosen on one page holds for those after, in the office and outside it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let officer: Someone
beforeAll(async () => {
  w = await planWorld()
  officer = await w.person('05569', { officer: '05569' })
})
afterAll(() => w.close())

const langOf = async (answer: Response) => /<html lang="(\w+)"/.exec(await answer.text())?.[1]
const kept = 'lang=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax'

test.each(['/', '/ke-hoach', '/chi-so-766', '/dang-nhap'])(
  '%s keeps what was chosen',
  async (path) => {
    const chosen = await w.ask(`${path}?lang=en`)
    expect(chosen.headers.get('set-cookie')).toBe(kept)
    expect(await langOf(chosen)).toBe('en')
    const after = await w.ask(path, { headers: { cookie: 'lang=en' } })
    expect(after.headers.get('set-cookie')).toBeNull()
    expect(await langOf(after)).toBe('en')
    const back = await w.ask(`${path}?lang=vi`, { headers: { cookie: 'lang=en' } })
    expect(back.headers.get('set-cookie')).toContain('lang=vi;')
    expect(await langOf(back)).toBe('vi')
    expect(await langOf(await w.ask(path))).toBe('vi')
  },
)

test('pages that are kept, refusals and forms speak it too', async () => {
  const chosen = await w.ask('/office/work?lang=en', { as: officer })
  expect(chosen.headers.get('set-cookie')).toBe(kept)
  const headers = { cookie: `congtam=${officer.secret}; lang=en` }
  const ask = (path: string, method = 'GET') =>
    w.server.request(`http://localhost${path}`, { headers, method })
  for (const path of ['/office/work', '/office/plans', '/office/nothing-of-this-name'])
    expect(await langOf(await ask(path)), path).toBe('en')
  expect(await langOf(await w.ask('/office/work', { as: officer }))).toBe('vi')
})

test.each(['fr', 'EN', 'en%3B%20Path%3D/x', ''])(
  'an unknown language %s is not kept',
  async (lang) => {
    const answer = await w.ask(`/?lang=${lang}`)
    expect(answer.headers.get('set-cookie')).toBeNull()
    expect(await langOf(answer)).toBe('vi')
  },
)

test('programs choose by each request', async () => {
  expect((await w.ask('/api/openapi.json?lang=en')).headers.get('set-cookie')).toBeNull()
})

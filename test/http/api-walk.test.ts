// Every row under /api × token × place: open exactly where the token's unit reaches the matter. Every answer has the
// shape that the row promises, every refusal is one it names.

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { API } from '../../src/app/rooms.ts'
import { PERMISSIONS } from '../../src/auth/index.ts'
import { askExtension } from '../../src/extensions/index.ts'
import { day } from '../../src/lib/day.ts'
import { listHindrances } from '../../src/obligations/index.ts'
import { enterTime } from '../../src/officetime/index.ts'
import { loadPapi, saveScenario } from '../../src/papi/index.ts'
import { itemsOf } from '../../src/plans/index.ts'
import type { Route } from '../../src/platform/index.ts'
import { type Caller, caller } from '../api-caller.ts'
import { criteriaCycle } from '../criteria-world.ts'
import { someSuccession, someTakeover } from '../handed-on.ts'
import { bringIn, fileOwnPlan, PERIOD, planWorld, SMALL_PLAN } from '../plan-world.ts'

/** Units whose tokens are tried, with the units each reaches. */
const REACH: Record<string, readonly string[]> = {
  '05569': ['05569'],
  '05563': ['05563'],
  '167': ['167', '05569', '05563'],
  '168': ['168', '05611'],
  '19': ['19', 'SNV', 'SYT', '167', '168', '05569', '05563', '05611'],
  '062': ['062'],
}
/** Whose token is tried on whose matter: own, sibling, parent, top, outside. */
const TRIED: Record<string, readonly string[]> = {
  '05569': ['05569', '05563', '167', '19', '168', '062'],
  '05611': ['167', '168'],
}
/** Units with reports, and who reviews them. */
const REVIEWERS: Record<string, string> = { '05569': '167', '05563': '167', '05611': '168' }

let w: Awaited<ReturnType<typeof planWorld>>
const matters = new Map<string, Record<string, string>>()

beforeAll(async () => {
  w = await planWorld()
  const draft = await bringIn(w, SMALL_PLAN.replaceAll('7/KH-UBND', '8/KH-UBND'), 'other.txt')
  const [item] = (await itemsOf(w.db, w.planId)).filter(({ kind }) => kind === 'task')
  const { rows: bound } = await w.pool.query('select id from obligations order by position limit 2')
  const link = w.instance.newId()
  await w.pool.query(
    `insert into task_links (id, from_id, to_id, kind, reason, linked_at)
     values ($1, $2, $3, 'serves-same', 'Cùng mục tiêu', now())`,
    [link, bound[0].id, bound[1].id],
  )
  const { slug: cycle } = await criteriaCycle(w)
  const top = await w.unitId('19')
  await w.act((act) => loadPapi(act, (name) => readFileSync(`packs/papi/${name}`, 'utf8'), top))
  for (const [code, reviewer] of Object.entries(REVIEWERS)) {
    const sent = await w.report(code, reviewer, { hindrance: `Vướng ở ${code}` })
    const { rows } = await listHindrances(w.db, { unitIds: [sent.unitId] }, { limit: 1, offset: 0 })
    matters.set(code, {
      code,
      cycle,
      year: '2023',
      province: '19',
      scenario: await scenario(code),
      slug: w.slug,
      plan: w.slug,
      period: PERIOD,
      item: item?.id ?? '',
      obligation: bound[0].id,
      link,
      import: draft.importId,
      submission: sent.submissionId,
      duty: sent.dutyIds[0] ?? '',
      evidence: sent.evidenceIds[0] ?? '',
      hindrance: rows[0]?.id ?? '',
      ...(await webhook(code)),
      ...(await batch(code)),
      ...(await petitions(code)),
      ...(await calendarEntry(code)),
      ...(await people(code)),
      ...(await leeway(code, reviewer, sent.unitId)),
      takeover: await someTakeover(w, code, sent.unitId),
      succession: await someSuccession(w, sent.unitId),
      filing: (await fileOwnPlan(w, w.planId, code, reviewer)).filingId,
    })
  }
})
afterAll(() => w.close())

async function webhook(code: string): Promise<Record<string, string>> {
  const by = await caller(w, code, ['webhook.manage'])
  const url = 'https://nhan.example.vn/'
  const { id } = await (await by.call('/api/webhooks', { json: { unit: code, url } })).json()
  const delivery = w.instance.newId()
  await w.pool.query(
    `insert into webhook_deliveries (id, webhook_id, verb, body, made_at)
     values ($1, $2, 'plan.read', '{}', now())`,
    [delivery, id],
  )
  return { webhook: id, delivery }
}

/** A batch of the feed, sent by the unit. */
async function batch(code: string): Promise<Record<string, string>> {
  const by = await caller(w, code, ['dossier.feed'])
  const { id } = await (
    await by.call('/api/dossiers/batches', { json: { items: [{ service: 'none' }] } })
  ).json()
  return { batch: id }
}

/** What the unit tried out of PAPI and saved. */
async function scenario(code: string): Promise<string> {
  const unitId = await w.unitId(code)
  const settings = [{ code: '7.2.3', value: 0.6 }]
  const tried = { unitId, name: `Thử ở ${code}`, year: 2023, province: '19', settings }
  return await w.act((act) => saveScenario(act, tried))
}

async function petitions(code: string): Promise<Record<string, string>> {
  const by = await caller(w, code, ['petition.feed'])
  const { id } = await (
    await by.call('/api/petitions/batches', { json: { items: [{ unit: 'none' }] } })
  ).json()
  return { petitionBatch: id }
}

/** A day on which the unit says it is closed. */
async function calendarEntry(code: string): Promise<Record<string, string>> {
  const unitId = await w.unitId(code)
  const [from, decidedOn] = [day('2024-09-10'), day('2024-06-01')]
  const entry = { kind: 'closed', from, to: from, weekday: null, hours: null } as const
  const why = { reason: 'Mưa lũ', decision: '1/QĐ-UBND', decidedOn }
  return { calendarEntry: await w.act((act) => enterTime(act, unitId, { ...entry, ...why })) }
}

/** Someone of the unit with a post, a role, and powers lent to a colleague. */
async function people(code: string): Promise<Record<string, string>> {
  const held = await w.person(code, 'inspector')
  const colleague = await w.person(code, 'officer')
  const { rows } = await w.pool.query<{ holding: string; grant: string }>(
    `select h.id as holding, g.id as grant from post_holdings h join grants g on g.post_id = h.post_id
     where h.person_id = $1`,
    [held.personId],
  )
  const delegation = w.instance.newId()
  await w.pool.query(
    `insert into delegations (id, unit_id, post_id, given_by, to_person_id, permissions, valid_from, valid_to, reason,
       given_at) values ($1, $2, $3, $4, $5, '{report.submit}', '2024-01-01', '2030-01-01', '', now())`,
    [delegation, held.unitId, held.postId, held.personId, colleague.personId],
  )
  return { person: held.personId, post: held.postId, delegation, ...rows[0] }
}

/** More time asked for a duty that is not sent, and a locked form that somebody asked to have opened. */
async function leeway(
  code: string,
  reviewer: string,
  unitId: string,
): Promise<Record<string, string>> {
  const { rows } = await w.pool.query<{ id: string }>(
    `select d.id from duties d left join submission_lines l on l.unit_id = d.unit_id and l.duty_id = d.id
     where d.unit_id = $1 and l.duty_id is null and d.due_on > '2024-07-01' limit 1`,
    [unitId],
  )
  const extension = await w.act(async (act) =>
    askExtension(act, {
      unitId,
      planId: w.planId,
      reviewerId: await w.unitId(reviewer),
      dutyIds: rows.map(({ id }) => id),
      reason: `Chờ hướng dẫn ở ${code}`,
      wantedOn: day('2025-03-03'),
    }),
  )
  const opening = w.instance.newId()
  const { personId } = await w.person(code, 'head')
  await w.pool.query(
    `insert into form_openings (unit_id, id, plan_id, period, reason, until, asked_at, asked_by)
     values ($1, $2, $3, $4, 'mất điện', '2030-01-01', now(), $5)`,
    [unitId, opening, w.planId, PERIOD, personId],
  )
  return { extension, opening }
}

const tokens = new Map<string, Promise<Caller>>()
function tokenOf(code: string, scopes: readonly string[]): Promise<Caller> {
  const key = `${code} ${scopes.join()}`
  const known = tokens.get(key) ?? caller(w, code, scopes)
  tokens.set(key, known)
  return known
}

/** Which thing `:id` means. */
const NOUNS: [RegExp, string][] = [
  [/\/items\/:id/, 'item'],
  [/\/obligations\/:id/, 'obligation'],
  [/\/plan-imports\/:id/, 'import'],
  [/\/submissions\/:id/, 'submission'],
  [/\/duties\/:id/, 'duty'],
  [/\/evidence\/:id/, 'evidence'],
  [/\/hindrances\/:id/, 'hindrance'],
  [/\/webhooks\/:id/, 'webhook'],
  [/\/people\/:id/, 'person'],
  [/\/posts\/:id/, 'post'],
  [/\/holdings\/:id/, 'holding'],
  [/\/grants\/:id/, 'grant'],
  [/\/delegations\/:id/, 'delegation'],
  [/\/extensions\/:id/, 'extension'],
  [/\/openings\/:id/, 'opening'],
  [/\/filings\/:id/, 'filing'],
  [/petitions\/batches\/:id/, 'petitionBatch'],
  [/\/batches\/:id/, 'batch'],
  [/\/scenarios\/:id/, 'scenario'],
  [/\/takeovers\/:id/, 'takeover'],
  [/\/successions\/:id/, 'succession'],
  [/\/calendar-entries\/:id/, 'calendarEntry'],
]

const QUERY: Record<string, string> = {
  '/api/periods': '?from=2024-01-01&to=2024-12-31',
  '/api/calendar': '?from=2024-01-01&to=2024-12-31',
  '/api/duties/:id/evidence-files': `?period=${PERIOD}&fileName=a.pdf`,
  '/api/plan-imports': '?fileName=a.txt',
  '/api/units/:code/subplans/:plan/draft/documents': '?fileName=a.pdf',
}

const PDF = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'

/** What a body must say of the matter itself. */
const OWN: Record<string, (matter: Record<string, string>) => Record<string, unknown>> = {
  'POST /api/submissions': ({ code, plan, period }) => ({ code, plan, period }),
  'PUT /api/units/:code/reports/:plan/:period/draft': ({ duty }) => ({
    lines: [{ dutyId: duty, progress: 'x' }],
  }),
  'POST /api/webhooks': ({ code }) => ({ unit: code }),
  'POST /api/obligations/:id/links': ({ obligation }) => ({ to: obligation }),
  'POST /api/people': ({ code }) => ({ unit: code, email: `moi.${code}@test.vn` }),
  'POST /api/posts': ({ code }) => ({ unit: code }),
  'POST /api/posts/:id/holdings': ({ person }) => ({ person }),
  'POST /api/posts/:id/grants': ({ code }) => ({ scope: code }),
  'POST /api/units/:code/extensions': ({ duty, slug }) => ({ plan: slug, duties: [duty] }),
  'PUT /api/plans/:slug/lock': () => ({ workdays: 250 }),
}

async function call(row: Route, matter: Record<string, string>, by: Caller): Promise<Response> {
  const noun = NOUNS.find(([pattern]) => pattern.test(row.path))?.[1] ?? ''
  const address = row.path.replace(/:(\w+)/g, (_, name: string) =>
    name === 'id' ? (matter[noun] ?? '') : (matter[name] ?? ''),
  )
  const query = row.method === 'GET' && row.api?.bytes ? '' : (QUERY[row.path] ?? '')
  if (row.method === 'GET') {
    return await by.call(address + (row.path === '/api/plan-imports' ? '' : query))
  }
  if (row.api?.bytes) return await by.call(address + query, { method: row.method, body: PDF })
  const own = OWN[`${row.method} ${row.path}`]?.(matter) ?? {}
  return await by.call(address, { method: row.method, json: { ...row.api?.example, ...own } })
}

/** The unit whose matter it is, told here a second time. */
function unitOf(row: Route, code: string): string | null {
  if (!row.unit) return null
  if (/\/(acceptance|return)$|(filings|extensions)\/:id\/decision$/.test(row.path))
    return REVIEWERS[code] ?? null
  if (row.path.endsWith('/receipts/:code')) return code
  return /^\/api\/(plan|obligations)/.test(row.path) ? '19' : code
}

const EVERYWHERE = ['input.invalid', 'input.unreadable', 'right.missing', 'page.not-found']
const name = (row: Route) => `${row.method} ${row.path}`

describe('paging', () => {
  test('gives every row that was there once, while others come', async () => {
    const by = await tokenOf('19', ['duty.read'])
    const { rows } = await w.pool.query('select id from duties')
    const before = rows.map(({ id }: { id: string }) => id)
    const seen: string[] = []
    let address: string | null = '/api/duties?limit=2'
    while (address) {
      const page: { items: { id: string }[]; next: string | null } = await by.get(address)
      seen.push(...page.items.map(({ id }) => id))
      address = page.next
      await w.pool.query(
        `insert into duties select unit_id, gen_random_uuid(), obligation_id, plan_id, period, $1, opens_on, due_on,
           nominal_on, rule, recurring, target, calendar_version, spawned_at
         from duties where milestone = 1 limit 1`,
        [100 + seen.length],
      )
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(before.filter((id) => !seen.includes(id))).toEqual([])
    await w.pool.query('delete from duties where milestone >= 100')
  })

  test.each([
    '/api/submissions',
    '/api/hindrances',
    '/api/events',
    '/api/review-queue',
    '/api/plans',
    '/api/extensions',
    '/api/openings',
    '/api/posts',
    '/api/delegations',
    '/api/papi/scenarios',
  ])('%s page by page is the list at once', async (path) => {
    const by = await tokenOf('19', PERMISSIONS)
    const whole: { items: { id: string }[] } = await by.get(`${path}?limit=200`)
    const seen: string[] = []
    let address: string | null = `${path}?limit=1`
    while (address && seen.length < 250) {
      const page: { items: { id: string }[]; next: string | null } = await by.get(address)
      seen.push(...page.items.map(({ id }) => id))
      address = page.next
    }
    expect(whole.items.length).toBeGreaterThan(0)
    expect(seen).toEqual(whole.items.map(({ id }) => id))
  })
})

describe.each(API.map((row) => [name(row), row] as const))('%s', (_, row) => {
  test('opens where the token reaches, and nowhere else', async () => {
    const scopes = row.may.includes('.') ? [row.may] : ['unit.read']
    for (const [code, homes] of Object.entries(row.unit ? TRIED : { '05569': ['167'] })) {
      const matter = matters.get(code) as Record<string, string>
      for (const home of homes) {
        const reach = REACH[home]
        const response = await call(row, matter, await tokenOf(home, scopes))
        const unit = unitOf(row, code)
        const may = unit === null || (row.own ? unit === home : (reach as string[]).includes(unit))
        const body = await told(response)
        const where = `token of ${home}, matter of ${code}: ${response.status} ${body?.code ?? ''}`
        expect(response.status, where).toBeLessThan(500)
        expect(
          [401, 405, 422].includes(response.status) && body?.code === 'input.invalid',
          where,
        ).toBe(false)
        expect([403, 404].includes(response.status), where).toBe(!may)
        if (response.ok && body) {
          expect(row.api?.answer.parse(body), where).toEqual(body)
          expect(response.status, where).toBe(row.api?.status ?? 200)
        } else if (body) {
          const named = (row.api?.problems ?? []).map((text) => text.split(' ')[1])
          expect([...EVERYWHERE, ...named], where).toContain(body.code)
        }
      }
    }
  })

  test.runIf(row.may.includes('.'))('is shut without its permission', async () => {
    const others = PERMISSIONS.filter((permission) => permission !== row.may)
    const matter = matters.get('05569') as Record<string, string>
    const response = await call(row, matter, await tokenOf('19', others))
    expect([response.status, (await response.json()).code]).toEqual([403, 'right.missing'])
  })

  test('is shut to a stranger', async () => {
    const matter = matters.get('05569') as Record<string, string>
    const stranger = {
      ...(await tokenOf('19', ['unit.read'])),
      call: (address: string, options: { method?: string } = {}) =>
        Promise.resolve(
          w.server.request(`http://localhost${address}`, { method: options.method ?? 'GET' }),
        ),
    }
    expect((await call(row, matter, stranger)).status).toBe(401)
  })
})

async function told(response: Response): Promise<{ code?: string } | null> {
  const kind = response.headers.get('content-type') ?? ''
  return kind.includes('json') ? ((await response.json()) as { code?: string }) : null
}

test('lists hold nothing of units beyond reach', async () => {
  const by = await tokenOf('167', PERMISSIONS)
  const lists = API.filter(
    ({ method, path, unit }) => method === 'GET' && !unit && !path.includes(':'),
  )
  expect(lists.length).toBeGreaterThan(8)
  for (const row of lists) {
    const text = await (
      await by.call(row.path + (QUERY[row.path] ?? '').replace(/.*fileName.*/, ''))
    ).text()
    for (const beyond of ['05611', 'Vô Tranh', 'Phú Lương'])
      expect(text, row.path).not.toContain(beyond)
  }
  const tallied = await (await by.call(`/api/plans/${w.slug}/tallies`)).text()
  expect(tallied).toContain('05569')
  expect(tallied).not.toContain('05611')
})

test('a program hands out no more than it reaches', async () => {
  const by = await tokenOf('167', ['person.manage'])
  const { post } = matters.get('05569') as Record<string, string>
  const grant = async (scope: string) =>
    await by.call(`/api/posts/${post}/grants`, {
      json: { role: 'head', scope, from: '2024-08-01' },
    })
  const count = async () => (await w.pool.query('select count(*) from grants')).rows[0].count
  const before = await count()
  for (const beyond of ['19', '168', '062']) {
    const refused = await grant(beyond)
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'grant.beyond-reach'])
  }
  expect(await count()).toBe(before)
  expect((await grant('05569')).status).toBe(201)
})

test('every example is what its row accepts', () => {
  for (const row of API.filter(({ api }) => api?.example)) {
    const params = Object.fromEntries(
      [...row.path.matchAll(/:(\w+)/g)].map(([, param]) => [
        param,
        { id: '01901c8e-0000-7000-8000-000000000001', year: '2023', province: '19' }[param ?? ''] ??
          'x',
      ]),
    )
    expect(row.input.safeParse({ ...row.api?.example, ...params }).error, name(row)).toBeUndefined()
  }
})

test('a program reports from the first line to the acceptance', async () => {
  const { code, plan } = { code: '167', plan: w.slug }
  const by = await tokenOf(code, [
    'report.read',
    'report.draft',
    'report.submit',
    'evidence.add',
    'evidence.read',
    'duty.read',
  ])
  const base = `/api/units/${code}/reports/${plan}/2024-Q3`
  const form = await by.get(base)
  const line = form.lines.find((each: { open: boolean }) => each.open)
  const draft = await by.call(`${base}/draft`)
  const tag = draft.headers.get('etag') ?? ''
  const write = (progress: string) =>
    by.call(`${base}/draft`, {
      method: 'PUT',
      json: { lines: [{ dutyId: line.dutyId, state: 'done', progress }] },
      headers: { 'if-match': tag },
    })
  expect((await write('Đã đối thoại')).status).toBe(200)
  expect((await write('Ghi đè')).status).toBe(412)
  const file = await by.call(
    `/api/duties/${line.dutyId}/evidence-files?period=2024-Q3&fileName=bien-ban.pdf`,
    { body: PDF, headers: { 'idempotency-key': 'file-1' } },
  )
  const { id } = await file.json()
  const opened = await by.call(`/api/evidence/${id}/file`)
  expect(await opened.text()).toBe(PDF)
  const hash = opened.headers.get('etag') ?? ''
  const again = await by.call(`/api/evidence/${id}/file`, { headers: { 'if-none-match': hash } })
  expect(again.status).toBe(304)
  const sent = await by.call('/api/submissions', { json: { code, plan, period: '2024-Q3' } })
  expect(sent.status).toBe(201)
  const address = sent.headers.get('location') ?? ''
  const reviewer = await tokenOf('SNV', ['report.review'])
  const queue = await reviewer.get('/api/review-queue?period=2024-Q3')
  expect(queue.items.map((each: { id: string }) => `/api/submissions/${each.id}`)).toEqual([
    address,
  ])
  const accepted = await reviewer.call(`${address}/acceptance`, { json: { note: 'Đạt' } })
  expect(await accepted.json()).toEqual({ accepted: 1, returned: 0 })
  const round = await by.get(address)
  expect(round.lines[0]).toMatchObject({ accepted: { note: 'Đạt' }, evidence: [id], waits: false })
  const shut = await write('Muộn')
  expect((await shut.json()).code).toMatch(/version.changed|report.duty-not-open/)
})

// Every route × role × place, walked: allowed exactly as docs/permissions.md prints. Lists, exports, counts and
// search show nothing of units outside the scope; attachments neither.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allowed } from '../../src/app/permissions.ts'
import { ROUTES } from '../../src/app/rooms.ts'
import { ROLE_NAMES, ROLES, type Role } from '../../src/auth/index.ts'
import { askExtension } from '../../src/extensions/index.ts'
import { beginWebhook } from '../../src/integrations/index.ts'
import { day } from '../../src/lib/day.ts'
import { listHindrances } from '../../src/obligations/index.ts'
import { itemsOf } from '../../src/plans/index.ts'
import type { Route } from '../../src/platform/index.ts'
import { caller } from '../api-caller.ts'
import { criteriaCycle } from '../criteria-world.ts'
import { someSuccession, someTakeover } from '../handed-on.ts'
import { bringIn, fileOwnPlan, PERIOD, planWorld, SMALL_PLAN } from '../plan-world.ts'
import type { Someone } from '../world.ts'

type Matter = { code: string; params: Record<string, string> }

let w: Awaited<ReturnType<typeof planWorld>>
const matters = new Map<string, Matter>()
const people = new Map<string, Someone>()

/** Scopes the roles are tried with, and which units lie in each. */
const SCOPES: Record<string, readonly string[]> = {
  '05569': ['05569'],
  '167': ['167', '05569', '05563'],
  '19': ['19', 'SNV', 'SYT', '167', '168', '05569', '05563', '05611'],
}
const PLACES = ['05569', '05563', '167', '05611', '19', '062']
const REVIEWERS: Record<string, string> = {
  '05569': '167',
  '05563': '167',
  '05611': '168',
  '167': 'SNV',
}

beforeAll(async () => {
  w = await planWorld()
  const draft = await bringIn(w, SMALL_PLAN.replaceAll('7/KH-UBND', '8/KH-UBND'), 'other.txt')
  const [item] = (await itemsOf(w.db, w.planId)).filter(({ kind }) => kind === 'task')
  for (const code of PLACES) {
    const params: Record<string, string> = {
      code,
      plan: w.slug,
      slug: w.slug,
      period: PERIOD,
      number: '1',
      id: item?.id ?? '',
      import: draft.importId,
      link: item?.id ?? '',
      session: 'all',
      hash: 'a'.repeat(64),
    }
    matters.set(code, { code, params })
    const target = await w.person(code, 'inspector')
    const { rows: held } = await w.pool.query<{ holding: string; grant: string }>(
      `select h.id as holding, g.id as grant from post_holdings h join grants g on g.post_id = h.post_id
       where h.person_id = $1`,
      [target.personId],
    )
    Object.assign(params, {
      unitId: target.unitId,
      person: target.personId,
      post: target.postId,
      ...held[0],
      takeover: await someTakeover(w, code, target.unitId),
      succession: await someSuccession(w, target.unitId),
    })
    params.token = (await caller(w, code, ['unit.read'])).id
    const url = 'https://nhan.example.vn/'
    params.webhook = (
      await w.act((act) => beginWebhook(act, { unitId: target.unitId, url, verbs: [] }))
    ).id
    params.delivery = w.instance.newId()
    await w.pool.query(
      `insert into webhook_deliveries (id, webhook_id, verb, body, made_at)
       values ($1, $2, 'plan.read', '{}', now())`,
      [params.delivery, params.webhook],
    )
    const made = await criteriaCycle(w, {
      code: `bo-${code.toLowerCase()}`,
      keeper: code,
      units: [code],
    })
    Object.assign(params, { cycle: made.slug, set: made.slug })
    const reviewer = REVIEWERS[code]
    if (!reviewer) continue
    const sent = await w.report(code, reviewer, {
      hindrance: `Vướng ở ${code}`,
      // A district's first task opens with the third quarter.
      period: code === '167' ? '2024-Q3' : PERIOD,
    })
    const { rows } = await listHindrances(w.db, { unitIds: [sent.unitId] }, { limit: 1, offset: 0 })
    const { rows: open } = await w.pool.query<{ id: string }>(
      `select d.id from duties d left join submission_lines l on l.unit_id = d.unit_id and l.duty_id = d.id
       where d.unit_id = $1 and l.duty_id is null and d.due_on > '2024-07-01' limit 1`,
      [sent.unitId],
    )
    params.extension = await w.act(async (act) =>
      askExtension(act, {
        unitId: sent.unitId,
        planId: w.planId,
        reviewerId: await w.unitId(reviewer),
        dutyIds: open.map(({ id }) => id),
        reason: `Chờ hướng dẫn ở ${code}`,
        wantedOn: day('2025-03-03'),
      }),
    )
    Object.assign(params, {
      submission: sent.submissionId,
      duty: sent.dutyIds[0] ?? '',
      evidence: sent.evidenceIds[0] ?? '',
      hindrance: rows[0]?.id ?? '',
    })
    const filed = await fileOwnPlan(w, w.planId, code, reviewer)
    Object.assign(params, { filing: filed.filingId, ownTask: filed.taskId })
  }
  await criteriaCycle(w)
  for (const role of ROLE_NAMES) {
    for (const scope of Object.keys(SCOPES)) {
      people.set(`${role}@${scope}`, await w.person(scope, role))
    }
  }
})
afterAll(() => w.close())

/** The thing that `:id` means in a path. */
function idOf(path: string, params: Record<string, string>): string {
  if (path.includes('/people/:id')) return params.person ?? ''
  if (path.includes('/posts/:id')) return params.post ?? ''
  if (path.includes('/tokens/:id')) return params.token ?? ''
  if (path.includes('/webhooks/:id')) return params.webhook ?? ''
  if (path.includes('/filings/:id')) return params.filing ?? ''
  if (path.includes('/work/tasks/:id')) return params.ownTask ?? ''
  const noun = [
    'submission',
    'dutie',
    'evidence',
    'hindrance',
    'import',
    'extension',
    'takeover',
    'succession',
  ].find((name) => path.includes(`/${name}${name === 'evidence' ? '' : 's'}/:id`))
  return (
    params[noun === 'dutie' ? 'duty' : (noun ?? 'id')] ?? '00000000-0000-7000-8000-000000000000'
  )
}

function fill(route: Route, { params }: Matter): string {
  return route.path
    .replace(/:slug\{\.\+\\\.(\w+)\}/, `${params.slug}.$1`)
    .replace(/:(\w+)/g, (_, name: string) =>
      name === 'id' ? idOf(route.path, params) : (params[name] ?? 'x'),
    )
}

const LATER = '2030-01-01'

/** Fields without which a write would be refused before it is asked whom it is about. */
const bodyOf = ({ code, params }: Matter): Record<string, Record<string, string | undefined>> => ({
  'POST /office/plans/imports/:id/settle': { wording: 'Sở Lạ', answer: 'group:districts' },
  'POST /office/settings/notices/rules': {
    before: '5, 1',
    after: '1',
    escalateAfter: '5',
    receiptAfter: '2',
    from: '07:30',
    to: '17:00',
  },
  'POST /office/settings/notices/texts': { language: 'vi' },
  'POST /office/settings/notices/channel': { url: 'https://cong.example', secret: 'x'.repeat(16) },
  'POST /office/settings/notices/channel/test': { testPhone: 'none' },
  'POST /office/plans/:slug/coordinator': { unit: params.unitId },
  'POST /office/plans/:slug/bodies': { name: 'Sở Lạ' },
  'POST /office/settings/tokens': {
    name: 'Kết nối',
    unit: params.unitId,
    scopes: 'unit.read',
    perMinute: '60',
    expiresOn: '2024-12-31',
  },
  'POST /office/settings/webhooks': { url: 'https://nhan.example.vn/', unit: params.unitId },
  'POST /office/settings/webhooks/:id/ending': { reason: 'đổi phần mềm' },
  'POST /office/plans/:slug/subplans/exemptions': { unit: code, reason: 'Sắp sáp nhập' },
  'POST /office/plans/:slug/subplans/demand': { workdays: '15', day: '' },
  'POST /office/work/tasks/:id': { unit: params.unitId, state: 'done' },
  'POST /office/units/:code/dossiers/:ref/signs': {
    detector: 'no-time',
    verdict: 'confirmed',
    reason: 'Đã xem sổ gốc',
  },
  'POST /office/units/:code/subplans/:plan/filings/:id': { decision: 'return', reason: '' },
  'POST /office/people': {
    name: 'Người mới',
    email: `${Math.random()}@test.vn`,
    title: 'Vị trí mới',
    unit: params.unitId,
    from: LATER,
  },
  'POST /office/people/:id/name': { name: 'Tên khác' },
  'POST /office/settings/sign-in/provider': {
    name: 'Cổng',
    issuer: 'http://127.0.0.1:9',
    clientId: 'x',
    site: 'http://localhost',
  },
  'POST /quen-mat-khau': { email: 'khong.co@test.vn' },
  'POST /office/people/:id/factor/removal': { removalReason: 'mất máy' },
  'POST /office/settings/sign-in/policy': { demand: 'offered', askAgainHours: '12' },
  'POST /office/people/:id/leaving': { leftOn: LATER },
  'POST /office/people/:id/posts': {
    postTitle: 'Thêm',
    postUnit: params.unitId,
    postFrom: LATER,
  },
  'POST /office/people/:id/holdings': { holdPost: params.post, holdFrom: LATER },
  'POST /office/people/:id/holdings/:holding/ending': { on: LATER },
  'POST /office/people/:id/grants': {
    grantPost: params.post,
    grantRole: 'officer',
    grantScope: params.unitId,
    grantFrom: LATER,
  },
  'POST /office/people/:id/grants/:grant/ending': { on: LATER },
})

async function call(route: Route, matter: Matter, as?: Someone): Promise<Response> {
  const address = fill(route, matter)
  const form = { ...bodyOf(matter)[`${route.method} ${route.path}`] }
  if (route.method === 'GET') return await w.ask(address, as ? { as } : {})
  return await w.ask(address, { ...(as ? { as } : {}), method: route.method, form })
}

const isRefused = (response: Response) => response.status === 403
const WALKED = ROUTES.filter(
  ({ path, api }) => !api && path !== '/dang-xuat' && !path.startsWith('/office/account'),
)

/** The unit a route's matter belongs to, told here a second time. */
function unitOfMatter(route: Route, matter: Matter): string | null {
  if (!route.unit) return null
  if (route.method === 'POST' && /\/(submissions|extensions)\/:id$|\/filings\//.test(route.path)) {
    return REVIEWERS[matter.code] ?? null
  }
  if (route.path.endsWith('/receipts/:code')) return matter.code
  if (/\/links(\/|$)/.test(route.path)) return '19'
  if (/^\/office\/(plans|settings)/.test(route.path) && !/\/(tokens|webhooks)/.test(route.path))
    return '19'
  return matter.code
}

type Step = { scope: string; matter: Matter }

/** Whose matters are asked for with a role over each scope. */
function stepsOf(route: Route, role: Role): Step[] {
  const verdict = allowed(route, ROLES[role])
  const needsReport =
    /submissions|filings|tasks\/:id|duties\/|evidence|hindrances\/|extensions\/:/.test(route.path)
  return Object.keys(SCOPES).flatMap((scope) => {
    // Who does not hold the right is refused before it is asked what the matter is; a page that is the
    // same for every matter is read once.
    const read = new Set<string>()
    return (verdict === 'no' ? PLACES.slice(0, 1) : PLACES).flatMap((code) => {
      const matter = matters.get(code) as Matter
      if (route.method === 'GET' && read.size === read.add(fill(route, matter)).size) return []
      return needsReport && !matter.params.submission ? [] : [{ scope, matter }]
    })
  })
}

async function hold(route: Route, role: Role, { scope, matter }: Step): Promise<void> {
  const verdict = allowed(route, ROLES[role])
  const unit = unitOfMatter(route, matter)
  const response = await call(route, matter, people.get(`${role}@${scope}`) as Someone)
  const where = `${role} over ${scope}, matter of ${matter.code}: ${response.status}`
  expect(
    response.status,
    `${where} ${response.status === 500 ? JSON.stringify(w.log.at(-1)) : ''}`,
  ).not.toBe(500)
  expect(response.status, where).not.toBe(401)
  if (verdict === 'no') expect(isRefused(response), where).toBe(true)
  else if (verdict === 'yes' || verdict === 'filtered')
    expect(isRefused(response), where).toBe(false)
  else {
    const inScope = unit !== null && (SCOPES[scope] as string[]).includes(unit)
    const may = verdict === 'own' ? inScope && unit === scope : inScope
    // A unit may not decide on its own report: that refusal is about the matter, not the right.
    const isOwnReport =
      /\/(submissions|filings)\//.test(route.path) &&
      matter.code === scope &&
      route.method === 'POST'
    if (!isOwnReport) expect(isRefused(response), where).toBe(!may)
  }
}

const named = (routes: readonly Route[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const)
// Reads come first and side by side, as does what is refused: while nothing is recorded, much of what one asked for is
// kept for the next.
const isShut = (route: Route, role: Role) => allowed(route, ROLES[role]) === 'no'
const changes = (route: Route, role: Role) => route.method !== 'GET' && !isShut(route, role)

describe.each(ROLE_NAMES)('%s reads and is refused', (role: Role) => {
  test.each(named(WALKED.filter((route) => !changes(route, role))))('%s', async (_, route) => {
    await Promise.all(stepsOf(route, role).map((step) => hold(route, role, step)))
  })
})

describe.each(ROLE_NAMES)('%s writes', (role: Role) => {
  test.each(named(WALKED.filter((route) => changes(route, role))))('%s', async (_, route) => {
    for (const step of stepsOf(route, role)) await hold(route, role, step)
  })
})

test('a stranger reads what is public and is sent to the sign-in page for the rest', async () => {
  for (const route of WALKED) {
    const response = await call(route, matters.get('05569') as Matter)
    const where = `${route.method} ${route.path}: ${response.status}`
    if (route.may === 'public')
      expect(response.headers.get('location') ?? '', where).not.toMatch(/^\/dang-nhap/)
    else {
      expect(response.status, where).toBe(303)
      expect(response.headers.get('location')).toMatch(/^\/dang-nhap\?next=/)
    }
  }
})

const LISTS = [
  '/office/work',
  '/office/duties',
  '/office/duties?q=xa',
  '/office/duties?unit=05611',
  '/office/duties.csv',
  '/office/hindrances',
  '/office/hindrances.csv',
  '/office/units',
  '/office/units.csv',
  '/office/search?q=xa',
  '/office/board/7-2024?view=unit',
  '/office/board/7-2024?view=matrix',
  '/office/board/7-2024.csv',
  '/office/tasks/7-2024/1',
  '/office/review',
  '/office/plans/7-2024/subplans',
  '/office/plans/7-2024/closing',
  '/office/plans/7-2024/subplans.csv',
  '/office/units/05569/subplans/7-2024',
  '/office/extensions',
  '/office/criteria',
  '/office/criteria/cycles/xa-2024',
  '/office/criteria/cycles/xa-2024/matrix.csv',
  '/office/criteria/cycles/xa-2024/result',
  '/office/criteria/cycles/xa-2024/result.csv',
  '/office/criteria/cycles/xa-2024/proposals',
  '/office/units/05569/criteria/xa-2024',
  '/office/extensions.csv',
  '/office/openings',
  '/office/ownership?fault=all',
  '/office/ownership.csv?fault=all',
]
const NAMES: Record<string, string> = {
  '05569': 'Bảo Cường',
  '05563': 'Linh Thông',
  '05611': 'Vô Tranh',
  '168': 'Phú Lương',
}

test.each(LISTS)('%s shows only units within the scope', async (address) => {
  const readers = (
    ['officer', 'head', 'reviewer', 'inspector', 'leader', 'coordinator'] as const
  ).flatMap((role) => ['05569', '167'].map((scope) => ({ role, scope })))
  await Promise.all(
    readers.map(async ({ role, scope }) => {
      const response = await w.ask(address, { as: people.get(`${role}@${scope}`) as Someone })
      if (response.status !== 200) return
      const page = await response.text()
      for (const [code, name] of Object.entries(NAMES)) {
        if ((SCOPES[scope] as string[]).includes(code)) continue
        expect(page.includes(name), `${role} over ${scope} reads ${name} in ${address}`).toBe(false)
      }
    }),
  )
})

test('counts are of the scope alone', async () => {
  const rows = async (as: Someone) =>
    (await (await w.ask('/office/duties.csv', { as })).text()).trim().split('\r\n').length - 1
  expect(await rows(people.get('leader@05569') as Someone)).toBe(3)
  expect(await rows(people.get('leader@167') as Someone)).toBe(8)
  expect(await rows(people.get('leader@19') as Someone)).toBe(15)
})

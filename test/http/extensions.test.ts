// More time decided duty by duty: a district answers what a commune asked, and both see each duty's outcome.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { closePlan } from '../../src/closings/index.ts'
import { readDocument } from '../../src/documents/index.ts'
import { asOfToday, listDuties } from '../../src/obligations/index.ts'
import { applyMigrations, mailJobs, readMigrations } from '../../src/platform/index.ts'
import { caller } from '../api-caller.ts'
import { testDatabase } from '../database.ts'
import { planWorld } from '../plan-world.ts'
import { worker } from '../worker.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let head: Someone
let reviewer: Someone

beforeAll(async () => {
  w = await planWorld()
  head = await w.person('05569', 'head')
  reviewer = await w.person('167', { reviewer: '167' })
})
afterAll(() => w.close())

const text = async (address: string, as: Someone) => await (await w.ask(address, { as })).text()
const dutiesOf = async (code: string) =>
  await listDuties(
    w.db,
    await asOfToday(w.db, w.instance.clock().today),
    { unitIds: [await w.unitId(code)] },
    { sort: 'due' },
  )
/** A head asks for more time for the unit's first duties. Returns the page of the request and the duties. */
async function asked(code: string, as: Someone, wantedOn: string, count = 3) {
  const duties = (await dutiesOf(code)).slice(0, count)
  const response = await w.ask(`/office/units/${code}/extensions`, {
    as,
    form: { plan: '7-2024', duty: duties.map(({ id }) => id), wantedOn, reason: 'Chờ hướng dẫn' },
  })
  expect(response.status).toBe(303)
  const address = (response.headers.get('location') ?? '').split('?')[0] ?? ''
  return { address, id: address.split('/').at(-1) ?? '', duties, ids: duties.map(({ id }) => id) }
}
const lastEvent = async () =>
  (await w.pool.query('select verb, details from events order by id desc limit 1')).rows[0]
const dueDays = async (code: string, ids: readonly string[]) => {
  const duties = await dutiesOf(code)
  return ids.map((id) => duties.find((duty) => duty.id === id)?.dueOn)
}

test('each duty gets its own answer in one step; the unit is told once, and every page says which', async () => {
  const { address, ids, duties } = await asked('05569', head, '2025-01-15')
  const [first = '', second = '', third = ''] = ids
  const form = await text(address, reviewer)
  expect(form.match(/name="decision\.[0-9a-f-]+" value="grant" checked/g)).toHaveLength(3)
  expect(form).toContain('Hạn mới của mọi việc được đồng ý')
  expect(form).toContain('value="2025-01-15"')
  // A refusal without words and a day that is not later: both named, nothing kept.
  const wrong = await w.ask(address, {
    as: reviewer,
    form: {
      grantedOn: '2025-01-15',
      [`decision.${first}`]: 'grant',
      [`grantedOn.${first}`]: duties[0]?.dueOn ?? '',
      [`decision.${second}`]: 'refuse',
      [`decision.${third}`]: 'leave',
    },
  })
  expect(wrong.status).toBe(422)
  const refused = await wrong.text()
  expect(refused).toContain('Hạn mới phải là một ngày sau hạn đang áp dụng của việc này.')
  expect(refused).toContain(`href="#f-reason-${second}"`)
  expect(refused).toContain('Không đồng ý thì phải nêu lý do.')
  const decided = await w.ask(address, {
    as: reviewer,
    form: {
      grantedOn: '2025-01-15',
      [`decision.${first}`]: 'grant',
      [`grantedOn.${first}`]: '2024-06-28',
      [`decision.${second}`]: 'refuse',
      reason: 'Việc này đủ người làm',
      [`decision.${third}`]: 'grant',
    },
  })
  expect(decided.status).toBe(303)
  expect(await lastEvent()).toEqual({
    verb: 'extension.decided',
    details: { duties: 3, granted: 2, refused: 1, open: 0, counting: 2 },
  })
  expect(await dueDays('05569', ids)).toEqual(['2024-06-28', duties[1]?.dueOn, '2025-01-15'])
  const page = await text(address, head)
  for (const said of [
    'Đồng ý một phần',
    '28/6/2024 – 15/1/2025',
    'đồng ý 2 việc · không đồng ý 1 việc',
    'Đồng ý đến 28/6/2024',
    'Việc này đủ người làm',
  ]) {
    expect(page).toContain(said)
  }
  const list = await text('/office/extensions?state=partly-granted', head)
  expect(list).toContain('Đồng ý đến 15/1/2025')
  expect(list).toContain('không đồng ý 1 việc')
  expect(await text('/office/extensions?state=waiting', head)).not.toContain('Chờ hướng dẫn')
  const dutyPage = (id: string) => text(`/office/units/05569/duties/${id}`, head)
  const ofFirst = await dutyPage(first)
  expect(ofFirst).toContain('Đồng ý đến 28/6/2024')
  expect(ofFirst).not.toContain('Việc này đủ người làm')
  const ofSecond = await dutyPage(second)
  expect(ofSecond).toContain('Không đồng ý gia hạn')
  expect(ofSecond).toContain('Việc này đủ người làm')
  expect(ofSecond).not.toContain('Đồng ý đến')
  const csv = await (await w.ask('/office/extensions.csv', { as: reviewer })).text()
  expect(csv.trim().split('\r\n')[1]).toMatch(/Đồng ý một phần.*,2,1,0$/)
  const xlsx = await w.ask('/office/extensions.xlsx', { as: reviewer })
  const { blocks } = await readDocument(new Uint8Array(await xlsx.arrayBuffer()), 'x.xlsx')
  expect(JSON.stringify(blocks)).toContain('Việc này đủ người làm')
  expect(await text(`${address}?lang=en`, head)).toContain('granted: 2 · refused: 1')
})

test('the unit is told once what was granted and what not', async () => {
  const desk = worker(w.instance, mailJobs({ send: async ({ id }) => id }))
  desk.at(w.instance.clock().today, '10:00')
  await desk.run('notifications.events')
  await desk.run('notifications.events')
  const { rows } = await w.pool.query(
    `select facts from notices where kind = 'extension.decided' and person_id = $1`,
    [head.personId],
  )
  expect(rows).toMatchObject([{ facts: { granted: 2, refused: 1, open: 0 } }])
  expect(await text('/office/notices', head)).toContain(
    'gia hạn được đồng ý 2 việc, không đồng ý 1 việc',
  )
})

test('what is left stays open: asked for no second time, decided later or taken back', async () => {
  const other = await w.person('05563', 'head')
  const { address, ids, duties } = await asked('05563', other, '2025-01-15')
  const [first = '', second = '', third = ''] = ids
  const leave = { [`decision.${second}`]: 'leave', [`decision.${third}`]: 'leave' }
  const none = await w.ask(address, {
    as: reviewer,
    form: { grantedOn: '2025-01-15', [`decision.${first}`]: 'leave', ...leave },
  })
  expect([none.status, (await none.text()).includes('Hãy quyết định ít nhất một việc')]).toEqual([
    422,
    true,
  ])
  const step = (form: Record<string, string>) =>
    w.ask(address, { as: reviewer, form: { grantedOn: '2025-01-15', ...form } })
  expect((await step({ [`decision.${first}`]: 'grant', ...leave })).status).toBe(303)
  expect(await lastEvent()).toMatchObject({
    verb: 'extension.decided',
    details: { granted: 1, refused: 0, open: 2 },
  })
  const waiting = await text('/office/extensions?state=waiting', other)
  expect(waiting).toContain('đồng ý 1 việc · chờ quyết định 2 việc')
  // A form that was opened before the first step changes nothing.
  const stale = await step({ [`decision.${first}`]: 'grant', [`decision.${second}`]: 'grant' })
  expect(stale.status).toBe(409)
  expect(await dueDays('05563', ids)).toEqual(['2025-01-15', duties[1]?.dueOn, duties[2]?.dueOn])
  const again = await w.ask('/office/units/05563/extensions', {
    as: other,
    form: { plan: '7-2024', duty: second, wantedOn: '2025-02-03', reason: 'x' },
  })
  expect(again.status).toBe(409)
  const refusal = { [`decision.${second}`]: 'refuse', [`reason.${second}`]: 'Không' }
  expect((await step({ ...refusal, [`decision.${third}`]: 'leave' })).status).toBe(303)
  expect(await text(address, other)).toContain('Rút phần chưa quyết định')
  expect((await w.ask(`${address}/withdrawal`, { as: other, form: {} })).status).toBe(303)
  const page = await text(address, other)
  expect(page).toContain('đồng ý 1 việc · không đồng ý 1 việc · đã rút 1 việc')
  expect(page).toContain('Đồng ý một phần')
  const late = await step({ [`decision.${third}`]: 'grant' })
  expect(late.status).toBe(409)
  // What was refused or taken back may be asked for anew.
  const anew = await w.ask('/office/units/05563/extensions', {
    as: other,
    form: { plan: '7-2024', duty: [second, third], wantedOn: '2025-02-03', reason: 'x' },
  })
  expect(anew.status).toBe(303)
})

test('the whole request is refused by one button, with its words or those of each duty', async () => {
  const commune = await w.person('05611', 'head')
  const district = await w.person('168', { reviewer: '168' })
  const { address, ids } = await asked('05611', commune, '2025-01-15', 2)
  const [first = '', second = ''] = ids
  const choices = { [`decision.${first}`]: 'grant', [`decision.${second}`]: 'grant' }
  const bare = await w.ask(address, {
    as: district,
    form: { decision: 'refuse', grantedOn: '2025-01-15', ...choices },
  })
  expect(bare.status).toBe(422)
  expect(await bare.text()).toContain('href="#f-reason"')
  const done = await w.ask(address, {
    as: district,
    form: {
      decision: 'refuse',
      grantedOn: '2025-01-15',
      reason: 'Đã có hướng dẫn',
      ...choices,
      [`reason.${second}`]: 'Còn nhiều thời gian',
    },
  })
  expect(done.status).toBe(303)
  expect(await lastEvent()).toMatchObject({ verb: 'extension.refused', details: { refused: 2 } })
  const { rows } = await w.pool.query(
    'select duty_id, granted_on, reason from extension_line_decisions where duty_id = any($1)',
    [ids],
  )
  expect(new Map(rows.map((row) => [row.duty_id, row.reason]))).toEqual(
    new Map([
      [first, 'Đã có hướng dẫn'],
      [second, 'Còn nhiều thời gian'],
    ]),
  )
})

test('programs decide duty by duty, or all that is open, and read each outcome', async () => {
  const unit = await caller(w, '05569', ['duty.read', 'extension.ask'])
  const decider = await caller(w, '167', ['duty.read', 'extension.decide'])
  const ids = (await dutiesOf('05569')).slice(1, 3).map(({ id }) => id)
  expect(ids).toHaveLength(2)
  const made = await unit.call('/api/units/05569/extensions', {
    json: { plan: '7-2024', duties: ids, wantedOn: '2025-06-30', reason: 'Chờ máy' },
  })
  expect(made.status).toBe(201)
  const { id, lines } = await made.json()
  expect(lines.map(({ state }: { state: string }) => state)).toEqual(['waiting', 'waiting'])
  const address = `/api/units/05569/extensions/${id}/decision`
  const decide = async (json: unknown) => {
    const response = await decider.call(address, { json })
    return [response.status, await response.json()] as const
  }
  const [first, second] = lines.map(({ dutyId }: { dutyId: string }) => dutyId)
  expect(await decide({})).toMatchObject([422, { code: 'extension.nothing-decided' }])
  expect(await decide({ lines: [{ dutyId: second, grantedOn: null }] })).toMatchObject([
    422,
    { issues: [{ field: `reason.${second}` }] },
  ])
  expect(
    await decide({ lines: [{ dutyId: second, grantedOn: null, reason: 'Đủ máy' }] }),
  ).toMatchObject([
    201,
    {
      state: 'waiting',
      granted: 0,
      refused: 1,
      lines: [{ state: 'waiting' }, { state: 'refused', answer: 'Đủ máy', grantedOn: null }],
    },
  ])
  expect(await decide({ grantedOn: '2025-06-30' })).toMatchObject([
    201,
    {
      state: 'partly-granted',
      grantedOn: '2025-06-30',
      lines: [
        { dutyId: first, state: 'granted', grantedOn: '2025-06-30', dueOn: '2025-06-30' },
        {},
      ],
    },
  ])
  const listed = await decider.get('/api/extensions?state=partly-granted')
  expect(listed.items.map((row: { id: string }) => row.id)).toContain(id)
})

test('what was decided for a whole request before stands as the same for each of its duties', async () => {
  const older = await testDatabase({ bare: true })
  const all = readMigrations('migrations')
  const at = all.findIndex(({ name }) => name.startsWith('0131'))
  const client = await older.pool.connect()
  try {
    await applyMigrations(client, all.slice(0, at))
    const id = (n: number) => `01900000-0000-7000-8000-00000000000${n}`
    await client.query('set session_replication_role = replica')
    for (const [request, duty] of [
      [1, 4],
      [1, 5],
      [2, 4],
      [3, 5],
    ] as const) {
      await client.query(
        `insert into extension_lines (unit_id, request_id, duty_id, due_on, in_time)
         values ($1, $2, $3, '2024-06-17', true)`,
        [id(9), id(request), id(duty)],
      )
    }
    await client.query(
      `insert into extension_decisions (unit_id, request_id, granted_on, reason, decided_at)
       values ($1, $2, '2024-06-28', '', '2024-06-13T08:00Z'), ($1, $3, null, 'Không', '2024-06-13T09:00Z')`,
      [id(9), id(1), id(2)],
    )
    await applyMigrations(client, all.slice(at, at + 1))
    const { rows } = await client.query(
      `select request_id, duty_id, granted_on, reason from extension_line_decisions
       order by request_id, duty_id`,
    )
    expect(rows.map((row) => [row.request_id, row.duty_id, row.granted_on, row.reason])).toEqual([
      [id(1), id(4), '2024-06-28', ''],
      [id(1), id(5), '2024-06-28', ''],
      [id(2), id(4), null, 'Không'],
    ])
  } finally {
    client.release()
    await older.close()
  }
})

test('a day granted on a holiday ends with the next working day; what was granted is still told', async () => {
  const { address, ids } = await asked('05611', await w.person('05611', 'head'), '2024-09-02', 1)
  const district = await w.person('168', { reviewer: '168' })
  const before = await dueDays('05611', ids)
  expect(before[0]).toBe('2024-06-17')
  const granted = await w.ask(address, {
    as: district,
    form: { decision: 'grant', grantedOn: '2024-09-02' },
  })
  expect(granted.status).toBe(303)
  // 31/8 to 3/9/2024 are free.
  expect(await dueDays('05611', ids)).toEqual(['2024-09-04'])
  expect(await text(address, district)).toContain('2/9/2024')
})

test('a closed plan takes no request, grants none and moves nothing; a refusal may still be said', async () => {
  const commune = await w.person('05563', 'head')
  const duty = (await dutiesOf('05563')).at(-1)
  const ask = async (wantedOn: string) =>
    await w.ask('/office/units/05563/extensions', {
      as: commune,
      form: { plan: '7-2024', duty: duty?.id, wantedOn, reason: 'Chờ hướng dẫn' },
    })
  const first = await ask('2025-03-03')
  const address = (first.headers.get('location') ?? '').split('?')[0] ?? ''
  const coordinator = await w.person('SNV', { coordinator: '19' })
  await w.act((act) =>
    closePlan(act, {
      planId: w.planId,
      note: '',
      choices: new Map(),
    }),
  )
  const again = await ask('2025-03-04')
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('đã khép')
  const grant = { decision: 'grant', grantedOn: '2025-03-03' }
  expect((await w.ask(address, { as: reviewer, form: grant })).status).toBe(409)
  const moved = await w.ask(`/office/units/05563/duties/${duty?.id}/reassignment`, {
    as: coordinator,
    form: { scope: 'only', to: await w.unitId('SYT'), reason: 'x' },
  })
  expect(moved.status).toBe(409)
  expect(await moved.text()).toContain('đã khép')
  const refuse = { decision: 'refuse', reason: 'Kế hoạch đã khép' }
  expect((await w.ask(address, { as: reviewer, form: refuse })).status).toBe(303)
})

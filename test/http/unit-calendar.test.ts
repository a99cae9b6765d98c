// A commune is flooded, the province decides, the commune writes it into its calendar: due times follow, the first promise
// stays, the index counted live is the index counted anew; and it can be taken back.

import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct } from '../../src/app/instance.ts'
import { JOBS } from '../../src/app/rooms.ts'
import { loadProcedures, recountSome } from '../../src/dossiers/index.ts'
import { loadBoard, scoreOf } from '../../src/index766/index.ts'
import { addDays, type Day, day } from '../../src/lib/day.ts'
import { enterTime, withdrawTime } from '../../src/officetime/index.ts'
import { type Act, runThrough } from '../../src/platform/index.ts'
import { caller } from '../api-caller.ts'
import { dossierOf, type IndexWorld, indexWorld } from '../index-world.ts'
import type { Someone } from '../world.ts'

let w: IndexWorld
let head: Someone
let waiting: { name: string; data: Record<string, unknown> }[] = []

/** Works off what was asked for, and what that asks for. */
async function drain(): Promise<string[]> {
  const done: string[] = []
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { name, data } = next
    const job = JOBS.find((row) => row.name === name)
    if (!job || !/^officetime|^dossiers.recount/.test(name)) continue
    await runThrough(job, data, (work) => systemAct(w.instance, work))
    done.push(name)
  }
  return done
}

beforeAll(async () => {
  w = await indexWorld()
  w.instance.enqueue = async (_, name, data) => {
    waiting.push({ name, data })
  }
  const base = { line: 1, field: 'x', level: 'commune', validTo: null, fee: 0 } as const
  await w.act((act) =>
    loadProcedures(act, [
      {
        ...base,
        code: 'LIMITED',
        name: 'Ba ngày làm việc',
        limit: { value: 3, unit: 'working-day' },
        returnsDocument: true,
        onlineLevel: 'full',
        validFrom: day('2020-01-01'),
      },
    ]),
  )
  const limited = { MaTTHC: 'LIMITED', NgayHenTra: undefined }
  await w.receive([
    // Open, due three working days after the eleventh by the procedure; and one promised for the thirteenth.
    ...['05569', '05563'].map((unit) => dossierOf(unit, 21, '2026-08-11', limited)),
    dossierOf('05569', 22, '2026-08-11', { NgayHenTra: '20260813170000' }),
    // Finished a day late by the calendar of all.
    dossierOf('05569', 23, '2026-08-03', {
      ...limited,
      TrangThaiHoSo: '9',
      NgayKetThucXuLy: '20260807080000',
      NgayTra: '20260807080000',
    }),
  ])
  head = await w.person('05569', 'head')
}, 120_000)
afterAll(() => w.close())

const code = (unit: string, no: number, on = '260811') => `${unit}-${on}-00${no}`
async function dossier(unit: string, no: number, on?: string) {
  const { rows } = await w.pool.query(
    `select first_due_at as first, due_in_force_at as due, soon_at as soon, outcome
     from dossiers where code = $1`,
    [code(unit, no, on)],
  )
  const text = (at: string | null) => at?.slice(0, 16).replace('T', ' ') ?? null
  const [row] = rows
  return { first: text(row.first), due: text(row.due), outcome: row.outcome as string | null }
}

const PERIOD = { from: day('2026-08-01'), to: day('2026-08-31') }
async function board(recompute: boolean, at = w.instance.clock().now as never) {
  const found = await loadBoard(w.db, {
    at,
    period: PERIOD,
    recompute,
    today: w.instance.clock().today as Day,
  })
  return found.units.map((unit) => [unit.code, found.figures.get(unit.id), scoreOf(found, unit)])
}
async function liveIsRecomputed() {
  const live = await board(false)
  expect(live).toEqual(await board(true))
  return live
}

const CLOSED = {
  kind: 'closed',
  from: '2026-08-13',
  to: '2026-08-14',
  weekday: '',
  hours: '',
  reason: 'Ngập lụt do bão số 3',
  decision: '1712/QĐ-UBND',
  decidedOn: '2026-08-12',
}
const HREF = '/office/units/05569/calendar'
const post = (form: Record<string, string>, as = head) => w.ask(HREF, { as, form })
const get = async (address: string, as = head) => {
  const response = await w.ask(address, { as })
  return { status: response.status, html: await response.text() }
}
const asQuery = (form: Record<string, string>) => new URLSearchParams({ ...form, preview: '1' })

let entered = ''

test('before: by the calendar of all', async () => {
  expect(await dossier('05569', 21)).toMatchObject({ first: null, due: '2026-08-14 08:00' })
  expect(await dossier('05569', 22)).toMatchObject({ due: '2026-08-13 17:00' })
  expect(await dossier('05569', 23, '260803')).toMatchObject({ outcome: 'finished-late' })
  await liveIsRecomputed()
  const { html } = await get(HREF)
  expect(html).toContain('Trong năm 2026 đơn vị làm việc như lịch chung')
  expect(html).toContain('07:00–11:30, 13:30–17:00')
})

test('the preview says how many dossiers move, and saves nothing', async () => {
  const { status, html } = await get(`${HREF}/new?${asQuery(CLOSED)}`)
  expect(status).toBe(200)
  const text = html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
  expect(text).toMatch(/Hồ sơ đang giải quyết đổi hạn 2 /)
  expect(text).toMatch(/05569-260811-••21 .*14\/0?8\/2026.*18\/0?8\/2026/)
  expect(text).toMatch(/05569-260811-••22 .*13\/0?8\/2026.*17\/0?8\/2026/)
  expect((await w.pool.query('select count(*)::int as n from unit_calendar_entries')).rows).toEqual(
    [{ n: 0 }],
  )
})

test('what cannot be is refused, with what was typed kept', async () => {
  for (const [change, said] of [
    [{ to: '2026-08-12' }, 'Ngày cuối đứng trước ngày đầu'],
    [{ decidedOn: '2026-08-13' }, 'không thể sau hôm nay'],
    [{ kind: 'hours', hours: '7-5' }, 'Không đọc được giờ'],
    [{ from: '2031-01-01', to: '' }, 'Lịch làm việc chung chỉ có từ'],
    [{ from: 'x' }, 'Hãy chọn ngày'],
  ] as const) {
    const form = { ...CLOSED, ...change }
    const shown = await get(`${HREF}/new?${asQuery(form)}`)
    expect([shown.status, shown.html.includes(said)]).toEqual([422, true])
    expect(shown.html).toContain('Ngập lụt do bão số 3')
    const sent = await post(form)
    expect([sent.status, (await sent.text()).includes(said)]).toEqual([422, true])
  }
})

test('only who may: the unit’s head and those above, each within reach', async () => {
  const tried: [string, Parameters<IndexWorld['person']>[1], string, number][] = [
    ['05569', 'officer', '05569', 403],
    ['05563', 'head', '05569', 403],
    ['167', 'head', '05569', 303],
    ['19', 'coordinator', '05569', 403],
    ['19', 'administrator', '05569', 303],
    ['06', 'administrator', '05569', 403],
  ]
  for (const [home, role, unit, status] of tried) {
    const as = await w.person(home, role)
    const decision = `${home} ${role}`
    const form = {
      ...CLOSED,
      from: '2026-12-01',
      to: `2026-12-${10 + tried.findIndex(([a, b]) => a === home && b === role)}`,
      decision,
    }
    const response = await w.ask(`/office/units/${unit}/calendar`, { as, form })
    expect([decision, response.status]).toEqual([decision, status])
  }
  waiting = []
})

test('the calendar is changed: due times follow, the first promise stays', async () => {
  const response = await post(CLOSED)
  expect(response.status).toBe(303)
  expect(await dossier('05569', 21)).toMatchObject({ due: '2026-08-14 08:00' })
  expect(await drain()).toContain('dossiers.recount-days')
  expect(await dossier('05569', 21)).toEqual({
    first: null,
    due: '2026-08-18 08:00',
    outcome: null,
  })
  expect(await dossier('05569', 22)).toMatchObject({
    first: '2026-08-13 17:00',
    due: '2026-08-17 17:00',
  })
  expect(await dossier('05563', 21)).toMatchObject({ due: '2026-08-14 08:00' })
  await liveIsRecomputed()
  const { html } = await get(response.headers.get('location') ?? '')
  expect(html).toContain('Ngập lụt do bão số 3')
  expect(html).toContain('1712/QĐ-UBND')
  const [{ id, unit }] = (
    await w.pool.query(
      `select e.id, u.code as unit from unit_calendar_entries e join units u on u.id = e.unit_id
       where decision = '1712/QĐ-UBND'`,
    )
  ).rows
  entered = id
  expect(unit).toBe('05569')
  const page = await get(`/office/units/05569/dossiers/${await refOf(code('05569', 22))}`)
  expect(page.html).toContain('theo lịch riêng: hạn chuyển sang')
  const trail = await w.pool.query(
    `select verb, details->>'from' as day from events where subject = $1`,
    [id],
  )
  expect(trail.rows).toEqual([{ verb: 'unit-calendar.entered', day: '2026-08-13' }])
})

const refOf = async (text: string): Promise<string> =>
  (await w.pool.query('select md5($1) as ref', [text])).rows[0].ref

test('a recount waits for batches that were being written by the calendar of before', async () => {
  const job = JOBS.find(({ name }) => name === 'dossiers.recount-days')
  const writer = await w.pool.connect()
  try {
    await writer.query('begin')
    await writer.query('select pg_current_xact_id()')
    await w.act((act) => enqueueChange(act))
    const [asked] = waiting.splice(0)
    const answer = () => w.act((act) => job?.run(act, asked?.data ?? {}) as Promise<unknown>)
    expect(await answer()).toEqual({ again: asked?.data })
    await writer.query('commit')
    await expect.poll(answer, { timeout: 30_000 }).not.toEqual({ again: asked?.data })
  } finally {
    writer.release()
  }
}, 40_000)

async function enqueueChange(act: Act): Promise<void> {
  const changed = JOBS.find(({ name }) => name === 'officetime.changed')
  const [from, to] = [CLOSED.from, CLOSED.to]
  await changed?.run(act, { unitId: await w.unitId('05569'), from, to })
}

test('what comes now is timed by the new calendar at once', async () => {
  await w.receive([
    dossierOf('05569', 24, '2026-08-12', { MaTTHC: 'LIMITED', NgayHenTra: undefined }),
    dossierOf('05563', 24, '2026-08-12', { MaTTHC: 'LIMITED', NgayHenTra: undefined }),
  ])
  expect(await dossier('05569', 24, '260812')).toMatchObject({ due: '2026-08-19 08:00' })
  expect(await dossier('05563', 24, '260812')).toMatchObject({ due: '2026-08-17 08:00' })
  await liveIsRecomputed()
})

test('a day said later of the past: what was finished late is on time, and what was known then stays known', async () => {
  const before = await board(false)
  const then = w.instance.clock().now as never
  const { rows } = await w.pool.query('select max(entered_at) as at from unit_calendar_entries')
  expect(rows[0].at <= then).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 20))
  // Said of the district, so of both communes.
  const by = await caller(w, '167', ['calendar.adjust', 'calendar.read'])
  const said = await by.call('/api/units/167/calendar/entries', {
    json: {
      kind: 'closed',
      from: '2026-08-05',
      to: '2026-08-05',
      reason: 'Mất điện diện rộng',
      decision: '99/QĐ-UBND',
      decidedOn: '2026-08-06',
    },
  })
  expect(said.status).toBe(201)
  await drain()
  expect(await dossier('05569', 23, '260803')).toMatchObject({ outcome: 'finished-on-time' })
  const after = await liveIsRecomputed()
  expect(after).not.toEqual(before)
  expect(await board(false, then)).toEqual(before)
  const read = await by.get('/api/units/05569/calendar?year=2026')
  expect(
    read.entries.map((it: { unit: string; days: number }) => [it.unit, it.days]),
  ).toContainEqual(['167', 1])
})

test('Saturday mornings of the one-stop shop, under the closed days of the commune itself', async () => {
  const administrator = await w.person('19', 'administrator')
  const response = await w.ask('/office/units/167/calendar', {
    as: administrator,
    form: {
      ...CLOSED,
      kind: 'open',
      from: '2026-08-01',
      to: '',
      weekday: '6',
      hours: '7h30-11h30',
      reason: 'Một cửa làm việc sáng thứ Bảy',
      decision: '7/QĐ-UBND',
      decidedOn: '2026-07-30',
    },
  })
  expect(response.status).toBe(303)
  await drain()
  // 12/8 + 3: 13 (closed in 05569), 14 (closed), 15 Saturday, 17, 18.
  expect(await dossier('05563', 24, '260812')).toMatchObject({ due: '2026-08-15 08:00' })
  expect(await dossier('05569', 24, '260812')).toMatchObject({ due: '2026-08-18 08:00' })
  await liveIsRecomputed()
  const { html } = await get(HREF)
  expect(html).toContain('Thứ Bảy hằng tuần')
  expect(html).toContain('Huyện Định Hóa')
})

test('taken back: as it was, with the trace kept', async () => {
  const href = `${HREF}/${entered}/withdrawal`
  const { html } = await get(
    `${href}?preview=1&since=&reason=${encodeURIComponent('Nước đã rút sớm')}`,
  )
  expect(html).toContain('05569-260811-••22')
  expect((await get(`${href}?preview=1&since=&reason=`)).status).toBe(422)
  const form = { since: '', reason: 'Nước đã rút sớm' }
  expect((await w.ask(href, { as: head, form })).status).toBe(303)
  await drain()
  expect(await dossier('05569', 22)).toMatchObject({
    first: '2026-08-13 17:00',
    due: '2026-08-13 17:00',
  })
  expect(await dossier('05569', 24, '260812')).toEqual(await dossier('05563', 24, '260812'))
  await liveIsRecomputed()
  const again = await w.ask(href, { as: head, form })
  expect([again.status, (await again.text()).includes('đã thôi áp dụng')]).toEqual([409, true])
  const { html: kept } = await get(HREF)
  expect(kept).toContain('Đã bỏ, chưa từng áp dụng')
  expect(kept).toContain('Nước đã rút sớm')
  const stranger = await w.person('05563', 'head')
  expect((await w.ask(href, { as: stranger, form })).status).toBe(403)
  const other = `/office/units/05563/calendar/${entered}/withdrawal`
  expect((await w.ask(other, { as: stranger, form })).status).toBe(404)
})

test('property: whatever is said and taken back, what was counted anew is what a count of all gives', async () => {
  const many = Array.from({ length: 60 }, (_, at) => {
    const on = `2026-0${6 + (at % 3)}-${String(1 + ((at * 7) % 27)).padStart(2, '0')}`
    const stamp = (days: number, time: string) =>
      `${addDays(day(on), days).replaceAll('-', '')}${time}00`
    const waits = at % 3 === 0 && {
      DanhSachHoSoBoSung: [
        { NgayBoSung: stamp(1, '0900'), NgayTiepNhanBoSung: stamp(3 + (at % 5), '1500') },
      ],
    }
    const ends = at % 4 !== 0 && {
      TrangThaiHoSo: '9',
      NgayKetThucXuLy: stamp(at % 11, '1030'),
      NgayTra: stamp(at % 11, '1030'),
    }
    return dossierOf(at % 2 ? '05569' : '05563', 500 + at, on, {
      ...(at % 5 === 0 ? { NgayHenTra: stamp(6, '1700') } : { NgayHenTra: undefined }),
      MaTTHC: 'LIMITED',
      ...waits,
      ...ends,
    })
  })
  await w.receive(many)
  waiting = []
  const stored = async () =>
    (
      await w.pool.query(
        `select d.code, d.due_in_force_at, d.soon_at, d.outcome, d.paused_at, d.counted,
           (select json_agg(t order by t.at) from dossier_turns t where t.code = d.code) as turns
         from dossiers d order by d.code`,
      )
    ).rows
  const [commune, district] = [await w.unitId('05569'), await w.unitId('167')]
  const seldom = fc.record({
    at: fc.integer({ min: 4, max: 75 }),
    length: fc.integer({ min: 1, max: 6 }),
    kind: fc.constantFrom('closed', 'closed', 'open', 'hours'),
    isOfDistrict: fc.boolean(),
    back: fc.option(fc.integer({ min: 0, max: 4 }), { nil: null }),
  })
  let changed = 0
  for (const [at, it] of fc.sample(seldom, { numRuns: 16, seed: 766 }).entries()) {
    const from = addDays(day('2026-05-28'), it.at)
    const before = await stored()
    const said = {
      kind: it.kind as 'closed',
      from,
      to: addDays(from, it.length),
      weekday: null,
      hours: it.kind === 'hours' ? ([['08:00', '17:30']] as const) : null,
      reason: 'x',
      decision: `${at}/QĐ`,
      decidedOn: day('2026-05-01'),
    }
    const id = await w.act((act) => enterTime(act, it.isOfDistrict ? district : commune, said))
    await drain()
    if (it.back !== null) {
      const since = addDays(from, Math.min(it.back, it.length))
      await w.act((act) => withdrawTime(act, id, { since, reason: 'x' }))
      await drain()
    }
    const partly = await stored()
    changed += Number(JSON.stringify(partly) !== JSON.stringify(before))
    for (const unit of [commune, await w.unitId('05563')])
      await w.act((act) => recountSome(act, unit, null, ''))
    expect(await stored()).toEqual(partly)
  }
  expect(changed).toBeGreaterThan(6)
  await liveIsRecomputed()
})

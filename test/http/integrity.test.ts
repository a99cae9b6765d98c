// The integrity desk: looks are kept and dated, their figures by unit and detector, the dossiers behind, what people say of a
// sign, and the index without those left out.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { JOBS } from '../../src/app/rooms.ts'
import { readDocument } from '../../src/documents/index.ts'
import { loadIntegrityPack, lookAtUnit, refOf } from '../../src/dossiers/index.ts'
import { loadBoard } from '../../src/index766/index.ts'
import { day } from '../../src/lib/day.ts'
import { dossierWorld, picture, receive } from '../dossier-world.ts'
import type { Someone, World } from '../world.ts'

let w: World
let inspector: Someone
let coordinator: Someone
const QUICK = Array.from({ length: 20 }, (_, at) => `H55.3-260803-60${10 + at}`)
const FIRST = QUICK[0] as string
const DESK = '/office/integrity?unit=05569&from=2026-08&to=2026-08'
const signsAt = (code: string) => `/office/units/05569/dossiers/${refOf(code)}/signs`

beforeAll(async () => {
  w = await dossierWorld(3)
  const pack = JSON.parse(readFileSync('packs/vn/integrity-2026.json', 'utf8'))
  await loadIntegrityPack(w.db, pack, w.instance.clock().now)
  await receive(
    w,
    QUICK.map((code, at) =>
      picture(code, {
        TrangThaiHoSo: 9,
        NgayKetThucXuLy: '20260803080000',
        SoGiayToChuHoSo: `0190${at}0001`,
      }),
    ),
  )
  inspector = await w.person('19', 'inspector')
  coordinator = await w.person('19', 'coordinator')
}, 120_000)
afterAll(() => w.close())

const page = async (address: string, as = inspector) => {
  const answer = await w.ask(address, { as })
  return { status: answer.status, html: await answer.text() }
}
/** Jobs run at once, in transactions of their own. */
async function nightly() {
  const asked: { name: string; data: Record<string, unknown> }[] = []
  const job = (name: string) => JOBS.find((row) => row.name === name)
  await w.act(
    (act) =>
      job('integrity.look')?.run(
        { ...act, enqueue: async (name, data) => void asked.push({ name, data }) },
        {},
      ) ?? Promise.resolve(),
  )
  for (const { name, data } of asked) await w.act(async (act) => job(name)?.run(act, data))
  return asked.length
}
const looks = async () =>
  (await w.pool.query('select unit_id, month::text, at from integrity_looks order by at')).rows
const verdicts = async () =>
  (await w.pool.query('select verdict, reason, by_person from integrity_verdicts order by at, id'))
    .rows
const scores = (html: string) =>
  [...html.matchAll(/stat-value">(?:<a[^>]*>)?(\d+,\d\d)/g)].map(([, it]) => it)
const say = (code: string, form: Record<string, string>, as = coordinator) =>
  w.ask(signsAt(code), { as, form: { detector: 'no-time', reason: 'Đã xem sổ gốc', ...form } })

describe('looks', () => {
  test('before the first look the page says so and offers one', async () => {
    const { html } = await page(DESK)
    expect(html).toContain('chưa được soát lần nào')
    expect(html).toContain('Soát ngay')
    expect(html).not.toContain('Theo dấu hiệu')
  })

  test('every night each unit’s months are looked at; again only what changed; nothing kept is changed', async () => {
    expect(await nightly()).toBe(3)
    const first = await looks()
    expect(new Set(first.map(({ month }) => month))).toEqual(
      new Set(['2026-06-01', '2026-07-01', '2026-08-01']),
    )
    // Messages may have lain in the inbox: what came within a day before a look is looked at once more.
    w.travel(day('2026-08-19'))
    await nightly()
    const again = await looks()
    expect(again.slice(0, first.length)).toEqual(first)
    expect(new Set(again.slice(first.length).map(({ month }) => month))).toEqual(
      new Set(['2026-08-01']),
    )
    w.travel(day('2026-08-20'))
    await nightly()
    expect(await looks()).toEqual(again)
    await receive(w, [
      picture('H55.3-260703-6990', { NgayTiepNhan: '20260703080000' }, day('2026-08-20')),
    ])
    await nightly()
    const more = (await looks()).slice(again.length)
    expect(more.map(({ month }) => month)).toEqual(['2026-07-01'])
    inspector = await w.person('19', 'inspector')
    coordinator = await w.person('19', 'coordinator')
  })

  test('other thresholds mean another look', async () => {
    const unitId = await w.unitId('05569')
    const count = (await looks()).length
    const pack = JSON.parse(readFileSync('packs/vn/integrity-2026.json', 'utf8'))
    pack.detectors[0].parameters.minutes = 2
    await loadIntegrityPack(w.db, pack, w.instance.clock().now)
    await w.act((act) => lookAtUnit(act, unitId, null))
    expect((await looks()).length).toBe(count + 3)
  })

  test('asked for a province, one unit is looked at in a transaction, each once', async () => {
    const unitIds = await Promise.all(['05569', '05611', 'SYT'].map((code) => w.unitId(code)))
    const asked = { unitIds, from: '2026-07-01', to: '2026-08-01', asked: w.instance.clock().now }
    const job = JOBS.find(({ name }) => name === 'integrity.look-units')
    const before = (await looks()).length
    const answers: unknown[] = []
    do answers.push(await w.act(async (act) => job?.run(act, asked)))
    while (answers.at(-1) === 'again')
    expect(answers).toEqual(['again', 'again', null])
    const made = (await looks()).slice(before)
    for (const unitId of unitIds)
      expect(
        made.filter(({ unit_id, month }) => unit_id === unitId && month >= '2026-07-01').length,
      ).toBe(2)
  })

  test('on demand: whoever may read asks, it is recorded, and the page tells how far it is', async () => {
    const asked: object[] = []
    w.instance.enqueue = async (_, name, data) => void asked.push({ name, ...data })
    const answer = await w.ask('/office/integrity/looks', {
      as: inspector,
      form: { unit: '05569', from: '2026-08', to: '2026-08' },
    })
    const back = answer.headers.get('location') ?? ''
    const unitId = await w.unitId('05569')
    expect(asked).toEqual([
      {
        name: 'integrity.look-units',
        unitIds: [unitId],
        from: '2026-08-01',
        to: '2026-08-01',
        asked: new URL(back, 'http://x').searchParams.get('asked'),
      },
    ])
    const waiting = await page(back)
    expect(waiting.html).toContain('Đang soát từng đơn vị')
    expect(waiting.html).toContain('data-refresh="2"')
    for (const { name: _, ...data } of asked as { name: string }[])
      await w.act(async (act) =>
        JOBS.find(({ name }) => name === 'integrity.look-units')?.run(act, data),
      )
    expect((await page(back)).html).not.toContain('Đang soát')
    const { rows } = await w.pool.query(`select 1 from events where verb = 'integrity.look-asked'`)
    expect(rows).toHaveLength(1)
  })
})

describe('the desk', () => {
  test('by detector and by unit, for a unit and all below it over some months; nobody is named', async () => {
    const { status, html } = await page('/office/integrity?unit=19&from=2026-06&to=2026-08')
    expect(status).toBe(200)
    for (const part of ['Xong ngay khi tiếp nhận', 'Xã Bảo Cường', 'Xã Vô Tranh', 'Vượt ngưỡng về'])
      expect(html).toContain(part)
    expect(html).toMatch(/Soát (lúc|từ) \d\d:\d\d/)
    expect(html).toContain('unit=05569&amp;from=2026-06&amp;to=2026-08')
    const one = await page(DESK)
    expect(one.html).not.toContain('Xã Vô Tranh</a>')
    const officer = await w.person('05569', 'officer')
    expect((await page('/office/integrity', officer)).status).toBe(403)
  })

  test('sorted by what one asks; a detector alone says who is over its measure', async () => {
    const order = async (query: string) => {
      const { html } = await page(`/office/integrity?unit=19&from=2026-06&to=2026-08&${query}`)
      const table = html.slice(html.indexOf('id="units"'))
      return [...table.matchAll(/row-link"[^>]*>([^<]+)</g)].map(([, name]) => name)
    }
    const up = await order('sort=name&dir=asc')
    expect(up.length).toBeGreaterThan(1)
    expect(await order('sort=name&dir=desc')).toEqual([...up].reverse())
    const { html } = await page(`${DESK}&detector=no-time`)
    expect(html).toContain('Chỉ dấu hiệu: Xong ngay khi tiếp nhận')
    expect(html).toMatch(/badge warning">Vượt ngưỡng</)
  })

  test('drills to the dossiers: masked, page after page, each sign once', async () => {
    const seen: string[] = []
    let address: string | null =
      '/office/integrity/dossiers?unit=05569&from=2026-06&to=2026-08&detector=no-time'
    while (address) {
      const { html }: { html: string } = await page(address)
      expect(html).not.toContain(FIRST)
      expect(html).not.toMatch(/0190\d+0001/)
      seen.push(
        ...[...html.matchAll(/dossiers\/([0-9a-f]{32})\/signs/g)].map(([, ref]) => ref ?? ''),
      )
      const next: string | undefined = /rel="next" href="([^"]+)"/.exec(html)?.[1]
      address = next ? next.replaceAll('&amp;', '&') : null
    }
    expect(new Set(seen).size).toBe(seen.length)
    for (const code of QUICK) expect(seen).toContain(refOf(code))
  })

  test('both as workbooks', async () => {
    const file = async (address: string) => {
      const answer = await w.ask(address, { as: inspector })
      expect(answer.headers.get('content-type')).toContain('spreadsheetml')
      const { blocks } = await readDocument(new Uint8Array(await answer.arrayBuffer()), 'x.xlsx')
      return JSON.stringify(blocks)
    }
    expect(await file('/office/integrity.xlsx?unit=19&from=2026-06&to=2026-08')).toContain(
      'Xã Bảo Cường',
    )
    expect(
      await file('/office/integrity/dossiers.xlsx?unit=05569&from=2026-08&to=2026-08'),
    ).toContain(FIRST)
  })
})

describe('what people say of a sign', () => {
  test('who may not decide sees the sign and no form; nobody decides on their own unit', async () => {
    const { html } = await page(signsAt(FIRST))
    expect(html).toContain('Xong ngay khi tiếp nhận')
    expect(html).toContain('tạm bỏ khỏi chỉ số thứ hai')
    expect(html).not.toContain('name="verdict"')
    expect((await say(FIRST, { verdict: 'set-aside' }, inspector)).status).toBe(403)
    const own = await w.person('05569', 'leader')
    expect((await page(signsAt(FIRST), own)).html).not.toContain('name="verdict"')
    const refused = await say(FIRST, { verdict: 'set-aside' }, own)
    expect(refused.status).toBe(403)
    expect(await refused.text()).toContain('chính đơn vị mình')
    expect(await verdicts()).toEqual([])
  })

  test('without a reason it is refused beside the field, and what was typed is kept', async () => {
    const answer = await say(FIRST, { verdict: 'confirmed', reason: 'ừ' })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('ít nhất 5 chữ cái')
    expect(html).toMatch(/<textarea[^>]*id="f-reason"[^>]*>ừ</)
  })

  test('set aside, taken back, confirmed: dated rows with who and why, an event each; the index follows', async () => {
    const before = (await page(DESK)).html
    const [published, without] = scores(before)
    expect(published).not.toBe(without)
    for (const code of QUICK) {
      const answer = await say(code, { verdict: 'set-aside' })
      expect(answer.headers.get('location')).toContain('said=set-aside')
    }
    const aside = (await page(DESK)).html
    expect(aside).toContain('20 bỏ qua')
    const list = (
      await page('/office/integrity/dossiers?unit=05569&from=2026-08&to=2026-08&verdict=set-aside')
    ).html
    expect(list.match(/Đã bỏ qua<\/span>/g)).toHaveLength(20)
    const leftNow = /bỏ (\d+) hồ sơ/.exec(aside)?.[1]
    expect(Number(leftNow)).toBe(Number(/bỏ (\d+) hồ sơ/.exec(before)?.[1]) - 20)
    expect((await say(FIRST, { verdict: 'set-aside' })).status).toBe(409)
    expect((await say(FIRST, { verdict: 'undone', reason: '' })).status).toBe(303)
    expect((await say(FIRST, { verdict: 'undone', reason: '' })).status).toBe(409)
    await say(FIRST, { verdict: 'confirmed', reason: 'Sổ gốc không có chữ ký' })
    const { html } = await page(signsAt(FIRST))
    for (const part of [
      'Sổ gốc không có chữ ký',
      'Bỏ ý kiến trước',
      'Đã xem sổ gốc',
      'Đã xác nhận',
    ])
      expect(html).toContain(part)
    const rows = await verdicts()
    expect(rows.map(({ verdict }) => verdict).slice(-3)).toEqual([
      'set-aside',
      'undone',
      'confirmed',
    ])
    expect(new Set(rows.map(({ by_person }) => by_person))).toEqual(new Set([coordinator.personId]))
    const { rows: events } = await w.pool.query(
      `select verb, count(*)::int as n from events where verb in ('integrity.overridden', 'integrity.reinstated') group by 1 order by 1`,
    )
    expect(events).toEqual([
      { verb: 'integrity.overridden', n: 21 },
      { verb: 'integrity.reinstated', n: 1 },
    ])
    const after = (await page(DESK)).html
    expect(Number(/bỏ (\d+) hồ sơ/.exec(after)?.[1])).toBe(Number(leftNow) + 1)
  })

  test('a sign that is not there cannot be judged', async () => {
    expect((await say(FIRST, { verdict: 'set-aside', detector: 'dummy-identity' })).status).toBe(
      409,
    )
  })

  test('the dossier says how many signs it carries, to those who may know', async () => {
    const address = `/office/units/05569/dossiers/${refOf(FIRST)}`
    expect((await page(address)).html).toContain('dấu hiệu cần xem lại')
    const officer = await w.person('05569', 'officer')
    expect((await page(address, officer)).html).not.toContain('dấu hiệu cần xem lại')
  })
})

test('without any dossiers of any units the index is what counting from the events without them gives', async () => {
  const { rows } = await w.pool.query<{ unit_id: string; code: string }>(
    'select unit_id, code from dossiers order by code',
  )
  const { now, today } = w.instance.clock()
  const periods = [
    { from: day('2026-08-01'), to: day('2026-08-31') },
    { from: day('2026-07-01'), to: day('2026-08-31') },
    { from: day('2026-06-20'), to: day('2026-07-15') },
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.nat(rows.length - 1), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(...periods),
      async (places, period) => {
        const without = new Map<string, Set<string>>()
        for (const { unit_id, code } of places.map((at) => rows[at] as (typeof rows)[number]))
          without.set(unit_id, (without.get(unit_id) ?? new Set()).add(code))
        const query = { period, at: now, today, without }
        const live = await loadBoard(w.db, { ...query, knownNow: true })
        const counted = await loadBoard(w.db, { ...query, recompute: true })
        for (const { id } of live.units) {
          expect(live.figures.get(id)?.sets).toEqual(counted.figures.get(id)?.sets)
          expect(live.counts.get(id)).toEqual(counted.counts.get(id))
        }
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)

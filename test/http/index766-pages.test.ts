// The pages of the index: what they say, that they follow each event, what they refuse.

import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadBoard, loadScored, monthOf, placeIn, placeOf } from '../../src/index766/index.ts'
import { caller } from '../api-caller.ts'
import { dossierOf, type IndexWorld, indexWorld } from '../index-world.ts'
import type { Someone } from '../world.ts'

let w: IndexWorld
let leader: Someone
let officer: Someone

beforeAll(async () => {
  w = await indexWorld()
  leader = await w.person('19', 'leader')
  officer = await w.person('05569', 'officer')
}, 60_000)
afterAll(() => w.close())

const text = async (address: string, as = leader) => {
  const answer = await w.ask(address, { as })
  return { status: answer.status, body: await answer.text(), answer }
}

describe('the page of a unit', () => {
  test('opens at the highest unit that the reader may see', async () => {
    const top = await w.ask('/office/index766', { as: leader })
    expect(top.headers.get('location')).toBe('/office/index766/19')
    const own = await w.ask('/office/index766', { as: officer })
    expect(own.headers.get('location')).toBe('/office/index766/05569')
  })

  test('says the total, the groups, the months, the version and why it speaks', async () => {
    const { status, body } = await text('/office/index766/19')
    expect(status).toBe(200)
    for (const word of ['data-live="total"', 'Tiến độ giải quyết', 'data-live-points="radar"'])
      expect(body).toContain(word)
    expect(body).toContain('phiên bản 2026-09')
    expect(body).toContain('hiệu lực vào cuối kỳ')
    const before = (await text('/office/index766/19?period=2024-12')).body
    expect(before).toContain('phiên bản 2025-10')
    expect(before).toContain('sớm hơn mọi phiên bản')
    const chosen = (await text('/office/index766/19?tree=2025-10')).body
    expect(chosen).toContain('Do người xem chọn')
  })

  test('ranks the units below by total, and links to their dossiers by procedure', async () => {
    const { body } = await text('/office/index766/19?level=commune')
    const [good, bad] = ['05569', '05563'].map((code) => body.indexOf(`data-row="${code}"`)) as [
      number,
      number,
    ]
    expect(0 < good && good < bad).toBe(true)
    expect(body).toContain('/office/dossiers?unit=19&amp;procedure=2.000815')
    // A unit without dossiers has no place: it is told below the table, among the others in one line.
    expect(body).not.toContain('data-row="05611"')
    expect(body).toMatch(/1 đơn vị chưa có hồ sơ trong kỳ[\s\S]*Xã Vô Tranh<\/a>/)
  })

  test('the place, and among how many, is what the command answers, also for a unit without dossiers', async () => {
    const { now, today } = w.instance.clock()
    const period = monthOf(today)
    const scored = await loadScored({ db: w.db, now, today }, { period })
    const board = await loadBoard(w.db, { period, at: now, today })
    expect(board.units.length).toBeGreaterThan(5)
    for (const unit of board.units) {
      const { place, of } = placeOf(board, unit)
      expect([unit.code, placeIn(scored, unit)]).toEqual([unit.code, { place, of }])
    }
    const json = JSON.parse((await text('/office/index766/05611/table.json')).body)
    expect(json.rank).toEqual({ cohort: 'commune', place: null, of: 2 })
  })

  test('null, not applicable and 0 are three texts', async () => {
    const { body } = await text('/office/index766/05569')
    expect(body).toMatch(/data-live="i.3.1">không áp dụng</)
    expect(body).toMatch(/data-live="i.1.1">chưa biết</)
    expect(body).toMatch(/data-live="i.4.5b">0,00</)
  })

  test('any range, as known on an earlier day: nothing was known then', async () => {
    const range = await text('/office/index766/05569?from=2026-08-03&to=2026-08-04')
    expect(range.body).toMatch(/data-live="i.2.1.parts">4 \/ 4</)
    const then = await text('/office/index766/05569?period=2026-08&on=2026-08-01')
    expect(then.body).toMatch(/data-live="i.2.1.parts">0 \/ 0</)
    expect(then.body).not.toContain('data-live-from')
  })

  test('another period chosen in the form goes before the two days beside it', async () => {
    const { body } = await text(
      '/office/index766/05569?was=2026-08-03..2026-08-04&period=2026-07&from=2026-08-03&to=2026-08-04',
    )
    expect(body).toMatch(/data-live="i.2.1.parts">2 \/ 2</)
  })

  test('a unit beyond one’s right is refused, an unknown one not found', async () => {
    expect((await text('/office/index766/05563', officer)).status).toBe(403)
    expect((await text('/office/index766/05563/live', officer)).status).toBe(403)
    expect((await text('/office/index766/nobody')).status).toBe(404)
    expect((await text('/office/index766/19?tree=1999-01')).status).toBe(404)
  })

  test('files hold what the page shows', async () => {
    const json = JSON.parse((await text('/office/index766/167/table.json')).body)
    expect(json).toMatchObject({ tree: '2026-09', unit: '167', rank: { cohort: 'district' } })
    expect(json.below.map(({ unit }: { unit: string }) => unit)).toEqual(['05569', '05563'])
    const csv = (await text('/office/index766/167/table.csv')).body
    expect(csv.split('\r\n')).toHaveLength(4 + (csv.endsWith('\r\n') ? 1 : 0))
    expect(csv).toContain('2.1.numerator')
    const xlsx = await w.ask('/office/index766/167/table.xlsx', { as: leader })
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml')
  })
})

/** Figures of a stream as they come, with the time of each. */
function listen(address: string, as: Someone) {
  const seen: { at: number; figures: Record<string, string> }[] = []
  const ending = new AbortController()
  const done = (async () => {
    const answer = await w.ask(address, { as })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(answer.headers.get('cache-control')).toContain('no-transform')
    expect(answer.headers.get('x-accel-buffering')).toBe('no')
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
    ending.signal.addEventListener('abort', () => void reader.cancel())
    let held = ''
    for (;;) {
      const { done: isOver, value } = await reader.read()
      if (isOver) return
      held += new TextDecoder().decode(value)
      const blocks = held.split('\n\n')
      held = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data) seen.push({ at: performance.now(), figures: JSON.parse(data) })
      }
    }
  })()
  return {
    seen,
    close: async () => {
      ending.abort()
      await done
    },
  }
}

const until = async (isSo: () => boolean, most = 5000) => {
  for (const end = performance.now() + most; !isSo() && performance.now() < end; ) await wait(20)
  expect(isSo()).toBe(true)
}

describe('an open page', () => {
  test('is brought every event, at every unit it concerns, and nothing that did not change', async () => {
    const places = ['19', '19', '167', '05569', '05563']
    const pages = places.map((code) => listen(`/office/index766/${code}/live`, leader))
    await until(() => pages.every(({ seen }) => seen.length > 0))
    expect(pages[0]?.seen[0]?.figures).toMatchObject({ 'i.2.1.parts': '6 / 9' })
    const feed = await caller(w, '19', ['dossier.feed'])
    const began = performance.now()
    const answer = await feed.call('/api/dossiers/batches', {
      json: { items: [dossierOf('05569', 9, '2026-08-11', { NgayHenTra: '20260820170000' })] },
    })
    expect(answer.status).toBe(202)
    const concerned = pages.slice(0, 4)
    await until(() => concerned.every(({ seen }) => seen.length > 1))
    for (const { seen } of concerned) {
      expect(seen[1]?.figures).toHaveProperty(['i.2.1.parts'])
      expect(seen[1]?.figures).not.toHaveProperty(['i.3.1'])
    }
    expect(pages[0]?.seen[1]?.figures['i.2.1.parts']).toBe('7 / 10')
    expect(pages[4]?.seen.slice(1).some(({ figures }) => 'i.2.1.parts' in figures)).toBe(false)
    const slowest = Math.max(...concerned.map(({ seen }) => (seen[1]?.at ?? 0) - began))
    expect(slowest).toBeLessThan(4000)
    const page = (await text('/office/index766/19')).body
    expect(page).toMatch(/data-live="i.2.1.parts">7 \/ 10</)
    await Promise.all(pages.map(({ close }) => close()))
  }, 30_000)

  test('is brought a petition as well', async () => {
    const pages = ['19', '05563'].map((code) => listen(`/office/index766/${code}/live`, leader))
    await until(() => pages.every(({ seen }) => seen.length > 0))
    expect(pages[0]?.seen[0]?.figures['i.5.2']).toBe('chưa biết')
    const feed = await caller(w, '19', ['petition.feed'])
    const events = [{ step: 'sent', at: '2026-08-10T08:00:00+07:00' }]
    const item = { code: 'PA-LIVE', unit: '05563', about: 'rules', events }
    const answer = await feed.call('/api/petitions/batches', { json: { items: [item] } })
    expect(await answer.json()).toMatchObject({ accepted: 1 })
    const isTold = ({ figures }: { figures: Record<string, string> }) =>
      figures['i.5.2.parts'] === '1 / 1'
    await until(() => pages.every(({ seen }) => seen.some(isTold)))
    for (const { seen } of pages)
      expect(seen.find(isTold)?.figures).toMatchObject({ 'i.5.2': '6,00' })
    await Promise.all(pages.map(({ close }) => close()))
  }, 30_000)
})

describe('about one number', () => {
  test('formula, rule, sources, readings in force with all others', async () => {
    const { status, body } = await text('/office/index766/05569/2.1')
    expect(status).toBe(200)
    expect(body).toContain('min(20; 20 × tử số ÷ mẫu số ÷ 100%)')
    expect(body).toContain('onTime.noLimit')
    expect(body).toMatch(/✓ [^<]*đang dùng/)
    expect(body).toContain('một hồ sơ đổi điểm nhiều')
    expect((await text('/office/index766/05569/9.9')).status).toBe(404)
  })
})

test('2.2 tells how long finished dossiers took, by procedure', async () => {
  const { body } = await text('/office/index766/05569/2.2?period=2026-08')
  expect(body).toMatch(/2\.000815 [\s\S]*>4<[\s\S]*3,0 giờ[\s\S]*8 giờ/)
  const above = await text('/office/index766/19/2.2?period=2026-08')
  // Four of one commune in three hours, and those of the other in two days and in three hours.
  expect(above.body).toMatch(/2\.000815 [\s\S]*>8<[\s\S]*8 giờ/)
  expect(above.body).toContain('trung vị không tính được từ tổng')
  const before = await text('/office/index766/19/2.2?period=2026-06')
  expect(before.body).toContain('Chưa có hồ sơ nào xong trong kỳ')
})

describe('what to fix today', () => {
  test('the open dossier with its deeds, its points and the sum', async () => {
    const { status, body } = await text('/office/index766/05569/today', officer)
    expect(status).toBe(200)
    expect(body).toMatch(/\/office\/units\/05569\/dossiers\/[0-9a-f]{32}/)
    expect(body).toContain('gắn kết quả điện tử')
    expect(body).toContain('Điểm thêm cho cấp trên')
    expect(body).toContain('chưa đủ ba kỳ trước')
    const own = await w.ask('/office/index766/today', { as: officer })
    expect(own.headers.get('location')).toBe('/office/index766/05569/today')
  })
})

describe('what if', () => {
  test('another numerator gives another score and place; a wrong one is told', async () => {
    const same = await text('/office/index766/05563/what-if?period=2026-08')
    expect(same.body).toContain('không đổi')
    const better = await text(
      '/office/index766/05563/what-if?period=2026-08&n.2.1=4&n.4.1=4&n.4.2=4',
    )
    expect(better.body).toMatch(/Thứ hạng cùng cấp: 2\/2[\s\S]*Thứ hạng cùng cấp: 1\/2/)
    const wrong = await text('/office/index766/05563/what-if?period=2026-08&n.2.1=5&n.4.1=x')
    expect(wrong.status).toBe(200)
    expect(wrong.body).toContain('Tử số của 2.1 phải là số từ 0 đến 4')
    expect(wrong.body).toContain('Tử số của 4.1')
  })

  test('answers within 100 ms', async () => {
    const times: number[] = []
    for (let n = 0; n < 5; n++) {
      const began = performance.now()
      await text(`/office/index766/05563/what-if?period=2026-08&n.2.1=${n % 4}`)
      times.push(performance.now() - began)
    }
    expect(Math.min(...times)).toBeLessThan(100)
  })
})

describe('the public league table', () => {
  const open = (address: string, headers: HeadersInit = {}) => w.ask(address, { headers })

  test('may be kept by caches, and who has it is told that nothing changed', async () => {
    const first = await open('/chi-so-766')
    expect(first.status).toBe(200)
    expect(first.headers.get('cache-control')).toContain('public')
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"2026-09\./)
    expect((await open('/chi-so-766', { 'if-none-match': etag })).status).toBe(304)
    await w.receive([dossierOf('05569', 31, '2026-08-11')])
    const later = await open('/chi-so-766', { 'if-none-match': etag })
    expect(later.status).toBe(200)
    expect(later.headers.get('etag')).not.toBe(etag)
  })

  test('shows units with their dossiers, and other provinces beside', async () => {
    const body = await (await open('/chi-so-766?level=commune')).text()
    for (const word of [
      'Xã Bảo Cường',
      '1 đơn vị chưa có hồ sơ trong kỳ',
      'Đồng Tháp',
      '67,97',
      '61,51',
    ])
      expect(body).toContain(word)
  })

  test('is open data, every column of which is explained', async () => {
    const records = await (await open('/chi-so-766.json?period=2026-08')).json()
    const own = records.find(({ unit }: { unit: string }) => unit === '05569')
    expect(own).toMatchObject({ level: 'commune', place: 1, of: 2, tree: '2026-09' })
    expect(records.find(({ unit }: { unit: string }) => unit === '05611').total).toBeNull()
    const header = (await (await open('/chi-so-766.csv')).text()).split('\r\n')[0] ?? ''
    const dictionary = await (await open('/chi-so-766/tu-dien')).text()
    for (const name of header.replace('\ufeff', '').split(','))
      expect(dictionary).toContain(`<code>${name}</code>`)
  })
})

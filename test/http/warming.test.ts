// What a process makes before anybody asks: the pages that people open first then ask the database for none of it.

import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepWarm } from '../../src/app/warming.ts'
import { loadWork } from '../../src/console/work-load.ts'
import { unitsOn } from '../../src/org/index.ts'
import { openRecall } from '../../src/platform/index.ts'
import { planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

const COMMUNES = ['05569', '05563', '05611']
const recall = openRecall(2000)
let w: Awaited<ReturnType<typeof planWorld>>
let officers: Someone[]
let leader: Someone

beforeAll(async () => {
  w = await planWorld({ recall })
  officers = await Promise.all(COMMUNES.map((code) => w.person(code, { officer: code })))
  leader = await w.person('19', { leader: '19' })
})
afterAll(() => w.close())

type Sent = { text: string; values: unknown[] }

/** The statements that the product sends while something is done. */
async function statements(work: () => Promise<unknown>): Promise<Sent[]> {
  const plain = pg.Client.prototype.query
  const sent: Sent[] = []
  pg.Client.prototype.query = function query(this: pg.Client, ...asked: unknown[]) {
    const [text, values] = asked
    if (typeof text === 'string' && Array.isArray(values)) sent.push({ text, values })
    return (plain as (...all: unknown[]) => unknown).apply(this, asked)
  } as typeof plain
  try {
    await work()
  } finally {
    pg.Client.prototype.query = plain
  }
  return sent
}

const briefs = (sent: readonly Sent[]) => sent.filter(({ text }) => text.includes('"openInAll"'))
const tallies = (sent: readonly Sent[]) => sent.filter(({ text }) => text.includes('"overdueOpen"'))

/** Keeps warm until it rests. `failing`: the database does not answer. */
async function warmOnce(over: Partial<Parameters<typeof keepWarm>[1]> = {}, db = w.db) {
  const ending = new AbortController()
  const failures: unknown[] = []
  const rests = new Promise<void>((resolve) => {
    let looks = 0
    void keepWarm(
      { db, clock: w.instance.clock },
      {
        recall,
        most: 1000,
        stopping: ending.signal,
        log: { error: (line: unknown) => failures.push(line) } as never,
        stopwatch: () => {
          looks += 1
          if (looks === 2) setTimeout(() => ending.abort(), 1)
          return 0
        },
        ...over,
      },
    ).then(resolve)
  })
  await rests
  return failures
}

const page = async (as: Someone, address = '/office/work') => {
  const answer = await w.ask(address, { as })
  expect(answer.status, address).toBe(200)
  return await answer.text()
}

/** What "my work" shows of a unit, of what is kept or made without anything kept. */
const work = async ({ unitId, personId, postId }: Someone, kept?: typeof recall) =>
  await loadWork({
    db: w.db,
    ...w.instance.clock(),
    actor: { kind: 'person', personId, postId, unitId },
    ...(kept ? { recall: kept } : {}),
  } as never)

test('after warming, my work asks for no duties, and shows what is made cold', async () => {
  const units = await unitsOn(w.db, w.instance.clock().today)
  const made = await statements(() => warmOnce())
  expect(briefs(made)).toHaveLength(units.length)
  for (const officer of officers) {
    let warm: unknown
    expect(briefs(await statements(async () => (warm = await work(officer, recall))))).toEqual([])
    const cold = await work(officer)
    expect(warm).toEqual(cold)
    expect(cold.groups.length).toBeGreaterThan(0)
    const asked = await statements(async () => {
      expect(await page(officer)).toContain(cold.groups[0]?.lots[0]?.rows[0]?.title)
    })
    expect(briefs(asked)).toEqual([])
  }
})

test('a board of what is warm sums nothing anew, in any view', async () => {
  for (const view of ['matrix', 'task', 'period']) {
    const asked = await statements(() => page(leader, `/office/board/${w.slug}?view=${view}`))
    expect(tallies(asked), view).toEqual([])
  }
})

test('what is warm is not made again; after a write only the unit that wrote', async () => {
  expect(briefs(await statements(() => warmOnce()))).toEqual([])
  const { unitId } = await w.report('05611', '168')
  const [quiet, , wrote] = officers as [Someone, Someone, Someone]
  expect(briefs(await statements(() => page(quiet)))).toEqual([])
  const made = await statements(() => warmOnce())
  expect(briefs(made).map(({ values }) => values.includes(unitId))).toEqual([true])
  expect(tallies(made).every(({ values }) => JSON.stringify(values).includes(unitId))).toBe(true)
  expect(tallies(made).some(({ values }) => JSON.stringify(values).includes(quiet.unitId))).toBe(
    false,
  )
  expect(briefs(await statements(() => page(wrote)))).toEqual([])
  expect(await work(wrote, recall)).toEqual(await work(wrote))
})

test('it warms no more units than it may, and stops between two when it is told', async () => {
  const fresh = openRecall()
  expect(briefs(await statements(() => warmOnce({ recall: fresh, most: 2 })))).toHaveLength(2)
  const stopping = new AbortController()
  const other = openRecall()
  const stopped = await statements(() =>
    warmOnce({
      stopping: stopping.signal,
      recall: ((key, version, make) => {
        if (key.includes('"work"')) stopping.abort()
        return other(key, version, make)
      }) as typeof recall,
    }),
  )
  expect(briefs(stopped)).toHaveLength(1)
})

test('a database that does not answer is told in the log, and the next look makes up for it', async () => {
  const fresh = openRecall()
  const broken = new Proxy(w.db, {
    get() {
      throw new RangeError('it does not answer')
    },
  })
  expect(await warmOnce({ recall: fresh }, broken)).toEqual([{ error: 'RangeError' }])
  expect(await warmOnce({ recall: fresh })).toEqual([])
  expect(briefs(await statements(() => warmOnce({ recall: fresh })))).toEqual([])
})

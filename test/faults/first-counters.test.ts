// The first batches of an instance come together: the counters of their units are made and locked by all at once.

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockUnits } from '../../src/dossiers/take-store.ts'
import { type World, world } from '../world.ts'

const ROUNDS = 40
const WRITERS = 8

let w: World
let units: string[]
beforeAll(async () => {
  w = await world()
  const { rows } = await w.pool.query<{ id: string }>('select id from units order by id limit 40')
  units = rows.map(({ id }) => id)
}, 120_000)
afterAll(() => w.close())

test('writers of overlapping units never wait for each other in a circle', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await w.pool.query('delete from dossier_versions')
    const locked = await Promise.all(
      Array.from({ length: WRITERS }, async (_, writer) => {
        await sleep((writer * 7 + round) % 5)
        const mine = units.filter((_, at) => (at * 7 + writer * 3 + round) % 5 !== 0)
        return await w.db.transaction().execute(async (db) => {
          await lockUnits(db, mine)
          await sleep(2)
          return mine.length
        })
      }),
    )
    expect(Math.min(...locked)).toBeGreaterThan(5)
  }
})

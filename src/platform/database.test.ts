import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { toInstant } from './database.ts'

let world: TestDatabase
beforeAll(async () => {
  world = await testDatabase()
})
afterAll(() => world.close())

test('types: bigint is a number; days, instants and numerics are text', async () => {
  const { rows } = await sql<Record<string, unknown>>`
    select 5000000000::bigint as n, date '2024-05-14' as day, numeric '1.10' as amount,
      timestamptz '2024-05-14 08:00:00.5+07' as at, array[date '2024-05-14'] as days`.execute(
    world.db,
  )
  expect(rows[0]).toEqual({
    n: 5_000_000_000,
    day: '2024-05-14',
    amount: '1.10',
    at: '2024-05-14T08:00:00.500+07:00',
    days: ['2024-05-14'],
  })
})

test('an instant is written with milliseconds and its offset', () => {
  expect(toInstant('2024-05-14 08:00:00+07')).toBe('2024-05-14T08:00:00.000+07:00')
  expect(toInstant('2024-05-14 08:00:00.123456+07')).toBe('2024-05-14T08:00:00.123+07:00')
  expect(() => toInstant('yesterday')).toThrow('not a timestamp')
})

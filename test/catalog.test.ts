import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lintCatalog, printSchema } from '../src/app/schema.ts'
import { type TestDatabase, testDatabase } from './database.ts'

let world: TestDatabase
beforeAll(async () => {
  world = await testDatabase({ unwatched: true })
})
afterAll(() => world.close())

describe('the schema', () => {
  test('is clean for a distributed database', async () => {
    expect(await lintCatalog(world.pool)).toEqual([])
  })

  test('equals the printed snapshot, on this server too', async () => {
    expect(await printSchema(world.pool)).toBe(readFileSync('docs/schema.sql', 'utf8'))
  })

  test('the lint sees what it is there for', async () => {
    await world.pool.query(`
      create table bad_class (id int);
      create table bad_serial (id serial); comment on table bad_serial is 'scale:local';
      create table bad_key (unit_id uuid not null, id uuid primary key);
      comment on table bad_key is 'scale:distributed(unit_id)';
      create table bad_link (id uuid primary key, unit_id uuid, event bigint,
        foreign key (unit_id, event) references events (unit_id, seq));
      comment on table bad_link is 'scale:local';`)
    const faults = await lintCatalog(world.pool)
    expect(faults).toEqual([
      'bad_class: no scale class',
      'bad_key: unique key without the distribution column bad_key_pkey',
      'bad_link: foreign key local to distributed bad_link_unit_id_event_fkey',
      'bad_serial: identity or serial column id',
    ])
    await world.pool.query('drop table bad_class, bad_serial, bad_key, bad_link')
  })
})

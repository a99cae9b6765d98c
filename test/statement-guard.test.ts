import { beforeAll, expect, test } from 'vitest'
import { distributedTables, readyToGuard, statementFaults } from './statement-guard.ts'

beforeAll(readyToGuard)
const tables = distributedTables()

test('the migrations name the distributed tables', () => {
  for (const name of ['duties', 'events', 'submission_lines', 'duty_outcomes'])
    expect(tables).toContain(name)
  expect(tables).not.toContain('units')
})

test.each([
  ['select * from duties where unit_id = $1', []],
  ['select * from duties d where d.unit_id = any($1::uuid[])', []],
  ['select * from duties where unit_id in ($1, $2) and id = $3', []],
  ['select * from events where (unit_id, seq) > ($1::uuid, $2::bigint)', []],
  ['select * from duties where id = $1', ['unit_id is not bound']],
  ['select * from duties d join units u on u.id = d.unit_id', ['unit_id is not bound']],
  ['select * from units where id = $1', []],
  ['insert into duties (unit_id, id) values ($1, $2)', []],
  ['insert into duties (unit_id, id) select * from unnest($1::uuid[], $2::uuid[])', []],
  [
    'insert into duty_endings (unit_id, duty_id) select unit_id, id from duties',
    ['unit_id is not bound'],
  ],
  ['update duties set due_on = $2 where unit_id = $1', []],
  ['update duties set spawned_at = now() where unit_id = $1', ['clock in UPDATE or DO UPDATE']],
  ['update sessions set seen_at = current_timestamp', ['clock in UPDATE or DO UPDATE']],
  [
    'insert into event_heads (unit_id, seq) values ($1, 0) on conflict (unit_id) do update set hash = random()::text',
    ['clock in UPDATE or DO UPDATE'],
  ],
  ['delete from draft_lines where unit_id = $1', []],
  ['delete from draft_lines where duty_id = $1', ['unit_id is not bound']],
  ['select * from event_heads where unit_id = $1 for update', []],
  ['select * from event_heads for update', ['FOR UPDATE without unit_id', 'unit_id is not bound']],
  [
    'with gone as (delete from draft_lines where unit_id = $1 returning *) select * from gone',
    ['modifying CTE'],
  ],
  [
    'with recursive r as (select id from duties where unit_id = $1 union select id from r) select * from r',
    ['recursive CTE over a distributed table'],
  ],
  ['with recursive r as (select id from units union select id from r) select * from r', []],
  [
    'select unit_id, count(*) from duties where unit_id = $1 group by rollup (unit_id)',
    ['GROUPING SETS over a distributed table'],
  ],
  [
    'merge into units u using duties d on u.id = d.unit_id when matched then do nothing',
    ['MERGE', 'unit_id is not bound'],
  ],
])('%s', (text, faults) => {
  expect(statementFaults(text, tables)).toEqual(faults)
})

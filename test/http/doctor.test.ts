// Each check of `congtam doctor` on an instance that has just what it looks for.

import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { examine } from '../../src/app/doctor.ts'
import type { Patient } from '../../src/app/finding.ts'
import { evidenceHashes } from '../../src/obligations/index.ts'
import { planWorld } from '../plan-world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
beforeAll(async () => {
  w = await planWorld()
  await w.report('05569', '167')
  await w.person('19', 'administrator')
})
afterAll(() => w.close())

const look = async (change: Partial<Patient> = {}) => {
  const { instance } = w
  const findings = await examine({
    ...instance,
    root: process.cwd(),
    nodeVersion: '24.1.0',
    now: Date.now(),
    deep: false,
    ...change,
  })
  return Object.fromEntries(findings.map(({ check, ...found }) => [check, found]))
}
const settings = (change: object) => ({ config: { ...w.instance.config, ...change } })

test('an instance in order has nothing wrong', async () => {
  const findings = await look({ deep: true })
  expect(Object.entries(findings).filter(([, { state }]) => state === 'wrong')).toEqual([])
  expect(findings).toMatchObject({ evidence: { state: 'ok' }, audit: { state: 'ok' } })
})

test.each<[string, string, () => Partial<Patient>, string]>([
  ['an old Node.js', 'node', () => ({ nodeVersion: '18.20.0' }), 'wrong'],
  ['a Node.js past its life', 'node', () => ({ nodeVersion: '20.19.0' }), 'look'],
  ['clocks that differ', 'clock', () => ({ now: Date.now() + 3_600_000 }), 'wrong'],
  [
    'an open address without TLS',
    'address',
    () => settings({ host: '0.0.0.0', secure: false }),
    'wrong',
  ],
  [
    'an open address behind TLS',
    'address',
    () => settings({ host: '0.0.0.0', secure: true }),
    'ok',
  ],
  ['a calendar that has ended', 'calendar', () => ({ now: Date.parse('2031-01-01') }), 'wrong'],
  ['a home that is not there', 'home', () => settings({ home: '/no/such/home' }), 'wrong'],
])('%s', async (_, check, change, state) => {
  expect((await look(change()))[check]).toMatchObject({ state, what: expect.any(String) })
})

test('a demo account in production is wrong, an applied migration that changed too', async () => {
  await w.pool.query(`insert into settings values ('demo', '{}', now())`)
  expect((await look(settings({ secure: true }))).demo).toMatchObject({ state: 'wrong' })
  await w.pool.query(`delete from settings where name = 'demo'`)
  await w.pool.query(`update migrations set hash = 'x' where name = '0001-platform.sql'`)
  expect((await look()).migrations).toMatchObject({
    what: expect.stringContaining('0001-platform'),
  })
})

test('a file that a plan was read from is missed as evidence is', async () => {
  expect((await look()).evidence).toMatchObject({ state: 'ok' })
  const { rows } = await w.pool.query<{ hash: string }>(
    'select file_hash as hash from plan_imports limit 1',
  )
  const hash = rows[0]?.hash ?? ''
  const place = path.join(w.instance.config.home, 'files', hash.slice(0, 2), hash)
  const bytes = readFileSync(place)
  rmSync(place)
  expect((await look()).evidence).toMatchObject({
    state: 'wrong',
    what: expect.stringContaining(hash),
  })
  writeFileSync(place, bytes)
})

test('evidence that is damaged or missing is named with how to mend it', async () => {
  const [hash = ''] = await evidenceHashes(w.db)
  const place = path.join(w.instance.config.home, 'files', hash.slice(0, 2), hash)
  writeFileSync(place, 'damaged')
  expect((await look({ deep: true })).evidence).toMatchObject({ what: `files/${hash} is damaged.` })
  expect((await look()).evidence).toMatchObject({ state: 'ok' })
  rmSync(place)
  expect((await look()).evidence).toMatchObject({
    state: 'wrong',
    mend: expect.stringContaining('backup'),
  })
})

test('a broken chain of events is wrong', async () => {
  await w.pool.query(`update events set verb = 'x' where seq = 1`)
  expect((await look({ deep: true })).audit).toMatchObject({ state: 'wrong' })
})

// The command: what it refuses, where it writes, and that it keeps the pace it is asked for.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { clock } from '../../test/dossier.ts'
import { type SimulationDesk, simulateCommand } from './simulate-command.ts'

const UNITS = 'level,code,name,valid_from,dossier_code\ncommune,1,Xã A,2024-05-01,H55.1\n'
const asked = 'dossiers --units u.csv --from 2026-08-03 --to 2026-08-04 --per-day 20 --seed 1'

async function run(line: string, files: Record<string, string> = { 'u.csv': UNITS }) {
  const told = { out: '', err: '', file: null as string | null, waited: 0, now: 0 }
  const desk: SimulationDesk = {
    args: line.split(' '),
    err: (text) => {
      told.err += `${text}\n`
    },
    readText: async (file) => files[file] ?? Promise.reject(new Error(`no ${file}`)),
    sampleProcedures: async () => readFileSync('packs/vn/procedures-sample.csv', 'utf8'),
    officeClock: async () => clock,
    open: async (file) => {
      told.file = file
      return {
        write: async (text) => {
          told.out += text
        },
        close: async () => undefined,
      }
    },
    now: () => told.now,
    wait: async (millis) => {
      told.waited += millis
      told.now += millis
    },
  }
  return { code: await simulateCommand.run(desk), ...told }
}

test.each<[string, string, number, string]>([
  ['no subject', '', 2, 'Usage'],
  ['an unknown option', `${asked} --fast yes`, 2, 'Usage'],
  ['a day that is none', asked.replace('08-04', '08-32'), 2, 'Usage'],
  ['nothing a day', asked.replace('--per-day 20', '--per-day 0'), 2, 'Usage'],
  ['days the wrong way round', asked.replace('08-04', '08-02'), 2, 'Usage'],
  ['a seed in words', asked.replace('--seed 1', '--seed one'), 2, 'Usage'],
  ['no speed', `${asked} --speed 0`, 2, 'Usage'],
  ['an option twice', `${asked} --seed 2`, 2, 'Usage'],
])('%s is refused', async (_claim, line, code, message) => {
  const found = await run(line)
  expect(found.code).toBe(code)
  expect(found.err).toContain(message)
  expect(found.out).toBe('')
})

test('a fault of the tables is named by line and column', async () => {
  const bad = { 'u.csv': `${UNITS}commune,2,Xã B,soon,\n`, 'p.csv': 'code,name\nP,x\n' }
  const units = await run(asked, bad)
  expect([units.code, units.out]).toEqual([1, ''])
  expect(units.err).toContain('u.csv: line 3, valid_from')
  const procedures = await run(`${asked} --procedures p.csv`, { ...bad, 'u.csv': UNITS })
  expect(procedures.code).toBe(1)
  expect(procedures.err).toContain('p.csv: line 1, field')
})

test('lines of the feed and nothing else; the unit by its dossier code; the end told apart', async () => {
  const found = await run(`${asked} --out f.jsonl`)
  expect([found.code, found.file]).toEqual([0, 'f.jsonl'])
  const lines = found.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines.length).toBeGreaterThan(50)
  expect(Object.keys(lines[0])).toEqual(['service', 'receivedAt', 'data'])
  expect(new Set(lines.flatMap(({ data }) => data.DonViXuLy ?? []))).toEqual(new Set(['H55.1']))
  expect(found.err).toMatch(new RegExp(`^${lines.length} messages in`))
  expect(found.waited).toBe(0)
})

test('at a speed it takes the time between the first and the last message, divided', async () => {
  const found = await run(`${asked} --speed 3600`)
  const lines = found.out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  const whole = Date.parse(lines.at(-1).receivedAt) - Date.parse(lines[0].receivedAt)
  expect(found.waited).toBeCloseTo(whole / 3600, 3)
})

import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { verbText, verbWords } from './verbs.ts'

const SOURCE = path.resolve(import.meta.dirname, '..')
const VERB = /'([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)'/g

/** Verbs written in the second argument of `record(…)` and its likes, and in the `records` of route rows. */
function verbsIn(text: string): string[] {
  const calls = [...text.matchAll(/\brecord\w*\(\s*(?:\{[^}]*\}|\w+),([^,]*),/g)]
  const rows = [...text.matchAll(/\brecords: \[([^\]]*)\]/g)]
  return [...calls, ...rows].flatMap(([, part]) =>
    [...(part ?? '').matchAll(VERB)].map(([, verb]) => verb ?? ''),
  )
}

const files = (readdirSync(SOURCE, { recursive: true }) as string[]).filter(
  (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file),
)
const used = new Set(
  files.flatMap((file) => verbsIn(readFileSync(path.join(SOURCE, file), 'utf8'))),
)

test('the search for verbs finds calls of every shape', () => {
  expect(verbsIn("await record(act, 'a.b', { unitId })")).toEqual(['a.b'])
  expect(verbsIn("await record(act, x ? 'a.b-c' : 'a.d', {})")).toEqual(['a.b-c', 'a.d'])
  expect(verbsIn("await recordFor({ ...act, actor }, 'a.b', unitId)")).toEqual(['a.b'])
  expect(verbsIn("records: ['a.b', 'c.d'],")).toEqual(['a.b', 'c.d'])
  expect(used.size).toBeGreaterThan(30)
})

test('every verb that is recorded has a sentence in both languages', () => {
  for (const lang of ['vi', 'en'] as const) {
    expect([...used].filter((verb) => !Object.hasOwn(verbWords[lang], verb))).toEqual([])
  }
})

test('a verb of another version is shown as it is', () => {
  expect(verbText('thing.happened', 'vi')).toBe('thing.happened')
  expect(verbText('constructor', 'en')).toBe('constructor')
})

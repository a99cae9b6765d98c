import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pushed, redone, statesIn, trailOf, trailText, undone } from './papi-trail.ts'
import { settingsIn } from './papi-tried.ts'

type State = { code: string; value: number }[]
const a: State = [{ code: '7.2.3', value: 0.6 }]
const b: State = [...a, { code: '1.3.3', value: 0.96 }]

/** An address as the page's links change it. */
type Query = Record<string, string>
const walk = (query: Query, change: Record<string, string | null> | null): Query => {
  const next = { ...query }
  for (const [name, value] of Object.entries(change ?? {})) {
    if (value === null || value === '') delete next[name]
    else next[name] = value
  }
  return next
}
const read = (query: Query) => {
  const now = settingsIn(query)
  return { now, trail: trailOf({ past: query.past ?? '', next: query.next ?? '' }, now) }
}
const go = (query: Query, to: State): Query => {
  const { now, trail } = read(query)
  const cleared = Object.fromEntries(now.map(({ code }) => [`s.${code}`, null]))
  const set = Object.fromEntries(to.map(({ code, value }) => [`s.${code}`, String(value)]))
  return walk(query, { ...pushed(trail, now), ...cleared, ...set })
}
const back = (query: Query) => {
  const { now, trail } = read(query)
  return walk(query, undone(trail, now))
}
const forth = (query: Query) => {
  const { now, trail } = read(query)
  return walk(query, redone(trail, now))
}

test('states are read as they are written; nothing tried is a state too', () => {
  expect(trailText([[], a, b])).toBe('-;7.2.3:0.6;7.2.3:0.6,1.3.3:0.96')
  expect(statesIn(trailText([[], a, b]))).toEqual([[], a, b])
  expect(statesIn('')).toEqual([])
  expect(statesIn('x;7.2.3:1e9;7.2.3:0.6;9:1')).toEqual([a])
})

describe('step by step', () => {
  test('back to the beginning and forth to the end', () => {
    const start = {}
    const end = go(go(start, a), b)
    expect(read(end).now).toEqual(b)
    expect(read(back(end)).now).toEqual(a)
    expect(read(back(back(end))).now).toEqual([])
    expect(undone(read(back(back(end))).trail, [])).toBeNull()
    expect(read(forth(forth(back(back(end))))).now).toEqual(b)
    expect(redone(read(end).trail, b)).toBeNull()
  })
  test('a further step after going back forgets what was ahead', () => {
    const other = go(back(go(go({}, a), b)), [{ code: '7.2.3', value: 0.7 }])
    expect(redone(read(other).trail, read(other).now)).toBeNull()
    expect(read(back(other)).now).toEqual(a)
  })
  test('a form that changed nothing made no step', () => {
    const { now, trail } = read(go({}, a))
    const same = walk(go({}, a), pushed(trail, now))
    expect(read(same).trail.past).toEqual([[]])
  })
})

test('any steps: going back and forth as often comes to the same', () => {
  const state = fc
    .uniqueArray(fc.constantFrom('7.2.3', '1.3.3', '3.1.8'), { maxLength: 3 })
    .chain((codes) =>
      fc.tuple(
        ...codes.map((code) =>
          fc.integer({ min: 0, max: 100 }).map((n) => ({ code, value: n / 100 })),
        ),
      ),
    )
  fc.assert(
    fc.property(
      fc.array(state, { minLength: 1, maxLength: 10 }),
      fc.integer({ min: 0, max: 9 }),
      (states, n) => {
        let query: Query = {}
        for (const to of states) query = go(query, to)
        const end = JSON.stringify(
          [...read(query).now].sort((x, y) => x.code.localeCompare(y.code)),
        )
        const steps = Math.min(n, read(query).trail.past.length)
        for (let at = 0; at < steps; at++) query = back(query)
        for (let at = 0; at < steps; at++) query = forth(query)
        const again = [...read(query).now].sort((x, y) => x.code.localeCompare(y.code))
        expect(JSON.stringify(again)).toBe(end)
      },
    ),
  )
})

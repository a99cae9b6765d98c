import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ROUTES } from '../src/app/rooms.ts'
import { PERMISSIONS } from '../src/auth/index.ts'
// @ts-expect-error the floor checker is plain JavaScript, so that it runs without a build
import { check, FLOORS } from '../tools/floors.mjs'

describe('the house', () => {
  test('imports go down the stairs and through the front door', () => {
    const { problems, seen } = check('src')
    expect(problems).toEqual([])
    expect(seen).toBeGreaterThan(150)
  })

  test('ARCHITECTURE.md prints the floors that are checked', () => {
    const printed = readFileSync('ARCHITECTURE.md', 'utf8')
      .split('\n')
      .filter((line) => /^ ?\d+ [a-z]/.test(line))
      .map((line) => line.slice(3).split(/ {2,}/)[0]?.trim().split(' '))
    expect(printed.reverse()).toEqual(FLOORS)
  })
})

describe('route rows', () => {
  test('every write names the events it records', () => {
    const writes = ROUTES.filter((row) => (row.method !== 'GET' && !row.asks) || row.act)
    const silent = writes.filter((row) => !row.records?.length)
    expect(silent.map((row) => `${row.method} ${row.path}`)).toEqual([])
  })

  test('reads never act and writes never only load', () => {
    const asking = ROUTES.filter(({ asks }) => asks)
    expect(asking.filter((row) => row.act || !row.api || row.records)).toEqual([])
    const odd = ROUTES.filter((row) => !row.asks && (row.method === 'GET') === Boolean(row.act))
    expect(odd.filter((row) => !row.fromElsewhere)).toEqual([])
    expect(odd.map(({ path }) => path)).toEqual(['/dang-nhap/mot-lan/ve'])
  })

  test('every permission is a known one', () => {
    const known = ['public', 'signed-in', ...PERMISSIONS]
    expect(ROUTES.map((row) => row.may).filter((may) => !known.includes(may))).toEqual([])
  })

  test('no two routes share method and path', () => {
    const names = ROUTES.map((row) => `${row.method} ${row.path}`)
    expect(names).toEqual([...new Set(names)])
  })
})

import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { instanceKey } from './key.ts'

const home = mkdtempSync(path.join(os.tmpdir(), 'congtam-key-'))
const file = path.join(home, 'instance.key')
afterAll(() => rmSync(home, { recursive: true, force: true }))

test('is made once, 32 bytes, for its owner only', () => {
  const key = instanceKey(home)
  expect(key).toHaveLength(32)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(instanceKey(home)).toEqual(key)
  chmodSync(file, 0o644)
  instanceKey(home)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('a damaged file is named and left as it is, never replaced', () => {
  writeFileSync(file, 'not a key')
  expect(() => instanceKey(home)).toThrow(/instance\.key is not a key/)
  expect(readFileSync(file, 'utf8')).toBe('not a key')
})

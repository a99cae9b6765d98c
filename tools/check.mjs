// `npm run check`: format and lint, types, floors, unused code, snapshots and catalog, then the tests.

import { spawnSync } from 'node:child_process'
import { ready } from './bootstrap.mjs'

await ready()

const STEPS = [
  ['format and lint', ['node_modules/.bin/biome', 'check', '--error-on-warnings', '.']],
  ['types', ['node_modules/.bin/tsc', '-p', '.']],
  ['floors', ['node', 'tools/floors.mjs']],
  ['unused code', ['node_modules/.bin/knip', '--no-progress']],
  ['snapshots and catalog', ['node', 'bin/congtam', 'docs', '--check']],
  ['tests', ['npm', 'test', '--silent']],
]
const fast = process.argv.includes('--fast')

let failures = 0
for (const [name, [command, ...args]] of STEPS) {
  if (fast && name === 'tests') continue
  console.log(`\n== ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) {
    failures += 1
    console.error(`${name}: failed`)
  }
}
process.exitCode = failures > 0 ? 1 : 0

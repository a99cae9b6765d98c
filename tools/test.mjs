// `npm test`: everything, on the embedded server; then what touches the database again on PostgreSQL 15.
// Ends with one line that counts both runs: `N passed, N failed`.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const long = process.argv.includes('--long')
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-run-'))

const RUNS = [
  { name: 'embedded', filters: only, env: {} },
  // Browser stories and pure rooms do not depend on the server's version.
  {
    name: 'postgresql-15',
    filters: only.length > 0 ? only : ['src/', 'test/http', 'test/catalog'],
    env: { CONGTAM_TEST_SERVER: '15', CONGTAM_DATABASE_TESTS: '1' },
  },
]

let passed = 0
let failed = 0
for (const { name, filters, env } of RUNS) {
  console.log(`\n== ${name}`)
  const report = path.join(folder, `${name}.json`)
  const run = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
    ],
    { stdio: 'inherit', env: { ...process.env, ...env, ...(long ? { CONGTAM_LONG: '1' } : {}) } },
  )
  const counted = count(report)
  passed += counted.passed
  failed += counted.failed
  if (run.status !== 0 && counted.failed === 0) failed += 1
}
rmSync(folder, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function count(report) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    return {
      passed: numPassedTests,
      failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0),
    }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

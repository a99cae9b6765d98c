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
const faults = []
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
  faults.push(...counted.faults.map((fault) => `${name}: ${fault}`))
  if (run.status !== 0 && counted.failed === 0) {
    failed += 1
    faults.push(`${name}: no test failed, but the run ended with ${run.status ?? run.signal}`)
  }
}
rmSync(folder, { recursive: true, force: true })
if (faults.length > 0) console.log(`\nWhat failed:\n\n${faults.join('\n\n')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

function count(report) {
  try {
    const { numPassedTests, numFailedTests, numFailedTestSuites, testResults } = JSON.parse(
      readFileSync(report, 'utf8'),
    )
    return {
      passed: numPassedTests,
      failed: Math.max(numFailedTests, numFailedTestSuites > 0 ? 1 : 0),
      faults: testResults.flatMap(faultsOf),
    }
  } catch {
    return { passed: 0, failed: 1, faults: ['the report of the run cannot be read'] }
  }
}

/** Said once more at the end, where whoever reads a long output looks first. */
function faultsOf({ name, status, message, assertionResults }) {
  const file = path.relative(process.cwd(), name)
  const failures = assertionResults.filter((it) => it.status === 'failed')
  if (failures.length === 0 && status === 'failed') return [`${file}\n${message}`]
  return failures.map((it) => `${file}, ${it.fullName}\n${it.failureMessages.join('\n')}`)
}

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

/** A test that lost a race against a busy machine may show itself right, alone; more than this is no accident. */
const MOST_AGAIN = 2

let passed = 0
let failed = 0
const faults = []
const unsteady = []
for (const { name, filters, env } of RUNS) {
  console.log(`\n== ${name}`)
  let files = run(name, filters, env)
  const broken = files.filter((it) => it.failed > 0)
  if (broken.length > 0 && broken.length <= MOST_AGAIN && broken.every((it) => it.file)) {
    console.log(`\n== ${name}, once more and alone: ${broken.map((it) => it.file).join(', ')}`)
    const again = run(
      `${name}-again`,
      [...broken.map((it) => it.file), '--no-file-parallelism'],
      env,
    )
    const steady = again.filter((it) => it.failed === 0).map((it) => it.file)
    unsteady.push(...broken.filter((it) => steady.includes(it.file)).flatMap(saidOf(name)))
    files = [
      ...files.filter((it) => !steady.includes(it.file)),
      ...again.filter((it) => it.failed === 0),
    ]
  }
  passed += files.reduce((sum, it) => sum + it.passed, 0)
  failed += files.reduce((sum, it) => sum + it.failed, 0)
  faults.push(...files.flatMap(saidOf(name)))
}
rmSync(folder, { recursive: true, force: true })
if (unsteady.length > 0)
  console.log(`\nFailed beside others, passed alone; to be mended:\n\n${unsteady.join('\n\n')}`)
if (faults.length > 0) console.log(`\nWhat failed:\n\n${faults.join('\n\n')}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0

/** What each file of tests came to; a run that ends badly without a failed test is a fault of no file. */
function run(name, filters, env) {
  const report = path.join(folder, `${name}.json`)
  const { status, signal } = spawnSync(
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...filters,
      ...(only.length > 0 ? ['--passWithNoTests'] : []),
    ],
    { stdio: 'inherit', env: { ...process.env, ...env, ...(long ? { CONGTAM_LONG: '1' } : {}) } },
  )
  const files = read(report)
  if (status !== 0 && files.every((it) => it.failed === 0)) {
    const said = `no test failed, but the run ended with ${status ?? signal}`
    files.push({ file: null, passed: 0, failed: 1, faults: [said] })
  }
  return files
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8')).testResults.map(countOf)
  } catch {
    return [{ file: null, passed: 0, failed: 1, faults: ['the report of the run cannot be read'] }]
  }
}

function countOf(result) {
  const count = (status) => result.assertionResults.filter((it) => it.status === status).length
  const isBroken = result.status === 'failed'
  return {
    file: path.relative(process.cwd(), result.name),
    passed: count('passed'),
    failed: Math.max(count('failed'), isBroken ? 1 : 0),
    faults: faultsOf(result),
  }
}

function saidOf(name) {
  return ({ faults }) => faults.map((fault) => `${name}: ${fault}`)
}

/** Said once more at the end, where whoever reads a long output looks first. */
function faultsOf({ name, status, message, assertionResults }) {
  const file = path.relative(process.cwd(), name)
  const failures = assertionResults.filter((it) => it.status === 'failed')
  if (failures.length === 0 && status === 'failed') return [`${file}\n${message}`]
  return failures.map((it) => `${file}, ${it.fullName}\n${it.failureMessages.join('\n')}`)
}

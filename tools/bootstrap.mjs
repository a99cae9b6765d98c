// Makes a fresh clone ready: packages as locked, the build as the sources; with --tests the browser and
// PostgreSQL 15 that the tests need. Uses nothing but Node; does nothing when all is there.

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const at = (...parts) => path.join(ROOT, ...parts)
const LOCK_AGE = 15 * 60_000

const PACKAGES = {
  chromium: { file: '/usr/bin/chromium', name: 'chromium' },
  postgresql: { file: '/usr/lib/postgresql/15/bin/postgres', name: 'postgresql-15' },
}

/** Packages and build; safe when several processes start at once. */
export async function ready() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or newer is needed; this is ${process.version}.`)
  }
  await once('install', installed, install)
  await once('build', built, build)
}

/** The browser and the server that the tests drive. Installs them as root on Debian, else names the command. */
export function readyForTests() {
  const missing = Object.values(PACKAGES).filter(({ file }) => !existsSync(file))
  if (missing.length === 0) return
  const names = missing.map(({ name }) => name).join(' ')
  const command = `apt-get update && apt-get install -y --no-install-recommends ${names}`
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`The tests need ${names}. Install them with: ${command}`)
  }
  console.error(`installing ${names}`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = spawnSync('sh', ['-c', command], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  })
  if (run.status !== 0 || missing.some(({ file }) => !existsSync(file))) {
    throw new Error(`${names} could not be installed. Try: ${command}`)
  }
}

async function once(what, done, work) {
  if (done()) return
  const lock = at(`.${what}ing`)
  for (let tries = 0; ; tries++) {
    try {
      mkdirSync(lock)
      break
    } catch {
      if (done()) return
      if (age(lock) > LOCK_AGE) rmdirSync(lock)
      if (tries === 8) console.error(`waiting for another ${what} to finish`)
      await sleep(250)
    }
  }
  try {
    if (!done()) work()
  } finally {
    rmdirSync(lock)
  }
}

function age(file) {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0
  }
}

const INSTALLED = at('node_modules', '.installed')
const wanted = () =>
  createHash('sha256')
    .update(readFileSync(at('package-lock.json')))
    .update(process.platform + process.arch + process.versions.modules)
    .digest('hex')
const holds = (file, text) => existsSync(file) && readFileSync(file, 'utf8') === text
const installed = () => holds(INSTALLED, wanted())

function install() {
  console.error('installing packages (npm ci)')
  const args = [
    'ci',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--ignore-scripts',
    '--loglevel=error',
  ]
  const npm = process.env.npm_execpath
  const run = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: ROOT, stdio: ['inherit', 2, 'inherit'] })
    : spawnSync('npm', args, {
        cwd: ROOT,
        stdio: ['inherit', 2, 'inherit'],
        shell: process.platform === 'win32',
      })
  if (run.status !== 0) throw new Error('npm ci failed: see its message above.')
  writeFileSync(INSTALLED, wanted())
}

const BUILT = at('dist', '.built')
const SOURCES = [
  'src',
  'assets',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'vite.client.config.ts',
]
const built = () => holds(BUILT, fingerprint())

/** Names, sizes and times of every source: cheap, and different after any edit. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    if (!existsSync(at(source))) continue
    const files = statSync(at(source)).isDirectory()
      ? readdirSync(at(source), { recursive: true }).sort()
      : ['']
    for (const file of files) {
      if (/\.test\.tsx?$/.test(file)) continue
      const { size, mtimeMs, ino } = statSync(at(source, file))
      hash.update(`${source}/${file} ${size} ${mtimeMs} ${ino}\n`)
    }
  }
  return hash.digest('hex')
}

function build() {
  // Beside the answer: what a command prints may be read by a program.
  console.error('building')
  const state = fingerprint()
  for (const config of ['vite.config.ts', 'vite.client.config.ts']) {
    const vite = at('node_modules', 'vite', 'bin', 'vite.js')
    const run = spawnSync(
      process.execPath,
      [vite, 'build', '--logLevel', 'error', '--config', config],
      {
        cwd: ROOT,
        stdio: ['inherit', 2, 'inherit'],
        env: { ...process.env, NODE_ENV: 'production' },
      },
    )
    if (run.status !== 0) throw new Error('The build failed: see its message above.')
  }
  writeFileSync(BUILT, state)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ready()
    if (process.argv.includes('--tests')) readyForTests()
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}

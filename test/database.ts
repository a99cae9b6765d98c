// A fresh migrated database for each test file, copied from a template that the run builds once.

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDatabase } from '../src/platform/index.ts'
import { faultsOfStatements, unitsTogether } from './watched.ts'

export type TestDatabase = {
  db: Db
  pool: pg.Pool
  connection: pg.ClientConfig
  close(): Promise<void>
}

/** Copies the migrated template, or with `bare` an empty database, or with `unwatched` one without the triggers of
 * the tests; `close` drops the copy, and tells what was written or asked that may not be. */
export async function testDatabase({
  bare = false,
  unwatched = false,
} = {}): Promise<TestDatabase> {
  const server = inject('server')
  const isWatched = server.watched !== null && !bare && !unwatched
  const template = bare ? 'template1' : isWatched ? server.watched : server.template
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${name} template ${template}`)
  await admin.end()
  const connection = { host: server.host, user: server.user, database: name }
  const { db, pool, close } = openDatabase({ connection, maxConnections: 6 })
  return {
    db,
    pool,
    connection,
    async close() {
      await close()
      const faults = await faultsOfStatements(server.statements)
      if (isWatched) {
        const reader = new pg.Client(connection)
        await reader.connect()
        faults.push(...(await unitsTogether(reader)))
        await reader.end()
      }
      const again = new pg.Client({ ...server, database: 'postgres' })
      await again.connect()
      await again.query(`drop database if exists ${name} with (force)`)
      await again.end()
      if (faults.length > 0) throw new Error(`Not ready to be distributed:\n${faults.join('\n')}`)
    },
  }
}

const ROLLBACK = Symbol('rollback')

/** Runs `work` in a transaction that leaves no trace. */
export async function inTransaction<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  let result: T | undefined
  try {
    await db.transaction().execute(async (transaction) => {
      result = await work(transaction)
      throw ROLLBACK
    })
  } catch (error) {
    if (error !== ROLLBACK) throw error
  }
  return result as T
}

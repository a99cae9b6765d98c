// A fresh migrated database for each test file, copied from a template that the run builds once.

import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDatabase } from '../src/platform/index.ts'

export type TestDatabase = {
  db: Db
  pool: pg.Pool
  connection: pg.ClientConfig
  close(): Promise<void>
}

/** Copies the migrated template, or with `bare` an empty database; `close` drops the copy. */
export async function testDatabase({ bare = false } = {}): Promise<TestDatabase> {
  const server = inject('server')
  const name = `t_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ ...server, database: 'postgres' })
  await admin.connect()
  await admin.query(`create database ${name} template ${bare ? 'template1' : server.template}`)
  await admin.end()
  const connection = { host: server.host, user: server.user, database: name }
  const { db, pool, close } = openDatabase({ connection, maxConnections: 6 })
  return {
    db,
    pool,
    connection,
    async close() {
      await close()
      const again = new pg.Client({ ...server, database: 'postgres' })
      await again.connect()
      await again.query(`drop database if exists ${name} with (force)`)
      await again.end()
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

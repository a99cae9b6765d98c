// The database handle. There is no global one: `app` opens it and hands it down through `act.db`.

import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

/** A handle that sees no table; each store opens its own shelf with `db.withTables<ItsTables>()`. */
export type Db = Kysely<Record<never, never>>

const asText = (value: string) => value
const INT8 = 20
const DATE = 1082
const TIMESTAMP = 1114
const TIMESTAMPTZ = 1184
const NUMERIC = 1700
const DATE_ARRAY = 1182

/** int8 → number; date, timestamptz → text (`2024-05-14`, RFC 3339 +07:00); numeric → text. */
const TYPES: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return Number
    if (oid === DATE || oid === TIMESTAMP || oid === NUMERIC) return asText
    if (oid === TIMESTAMPTZ) return toInstant
    if (oid === DATE_ARRAY) return (value: string) => value.slice(1, -1).split(',').filter(Boolean)
    return pg.types.getTypeParser(oid, format as 'text')
  },
} as pg.CustomTypesConfig

/** `2024-05-14 08:00:00.123+07` as PostgreSQL prints it → `2024-05-14T08:00:00.123+07:00`. */
export function toInstant(value: string): string {
  const [, day, time, offset] = /^(\S+) ([\d:.]+)([+-]\d\d(?::\d\d)?)$/.exec(value) ?? []
  if (!day || !time || !offset) throw new RangeError(`not a timestamp: ${value}`)
  const millis = time.includes('.') ? time.slice(0, 12).padEnd(12, '0') : `${time}.000`
  return `${day}T${millis}${offset.length === 3 ? `${offset}:00` : offset}`
}

export type DatabaseOptions = { connection: string | pg.PoolConfig; maxConnections?: number }

/** Opens a pool. Every session speaks Vietnamese local time, so that instants read +07:00. */
export function openDatabase({ connection, maxConnections = 10 }: DatabaseOptions): {
  db: Db
  pool: pg.Pool
  close(): Promise<void>
} {
  const pool = new pg.Pool({
    ...(typeof connection === 'string' ? { connectionString: connection } : connection),
    max: maxConnections,
    types: TYPES,
    options: '-c TimeZone=Asia/Ho_Chi_Minh -c statement_timeout=60000 -c jit=off -c work_mem=16MB',
  })
  // An idle connection that the server ends is replaced at the next query; it is no reason to stop.
  pool.on('error', () => undefined)
  const db: Db = new Kysely({ dialect: new PostgresDialect({ pool }) })
  // `db.destroy` would leave a pool open that no query has gone through yet.
  return { db, pool, close: () => pool.end() }
}

/** A handle on one connection whose transaction somebody else has begun and ends. */
export function onClient(client: pg.PoolClient): Db {
  const pool = {
    connect: async () => ({ query: client.query.bind(client), release: () => undefined }),
    end: async () => undefined,
  }
  return new Kysely({ dialect: new PostgresDialect({ pool: pool as unknown as pg.Pool }) })
}

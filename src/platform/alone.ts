// Work that only one process of an instance may do at a time, however many start together.

import type pg from 'pg'

/** Runs `work` while no other process runs work of the same number; waits for its turn as long as it takes. */
export async function alone<T>(pool: pg.Pool, number: number, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('set statement_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [number])
    return await work()
  } finally {
    // The connection goes, and with it the lock and the setting.
    client.release(true)
  }
}

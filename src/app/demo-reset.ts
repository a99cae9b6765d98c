// `congtam demo reset`: empties a demo instance and makes the demo anew. Never an instance with real people.

import path from 'node:path'
import type { Terminal } from './commands.ts'
import type { Config } from './config.ts'
import { firstStart } from './first-start.ts'
import { openInstance } from './instance.ts'

/** Returns 1 when the instance is not a demo; nothing is changed then. */
export async function resetDemo(config: Config, terminal: Terminal): Promise<number> {
  const instance = await openInstance(config, path.join(terminal.root, 'migrations'))
  try {
    const { rows: demo } = await instance.pool.query(`select 1 from settings where name = 'demo'`)
    const { rows: people } = await instance.pool.query('select 1 from people limit 1')
    if (demo.length === 0 && people.length > 0) {
      terminal.err('This instance is not a demo: it holds people of its own. Nothing was changed.')
      return 1
    }
    const { rows: tables } = await instance.pool.query<{ name: string }>(
      `select quote_ident(tablename) as name from pg_tables
       where schemaname = 'public' and tablename <> 'migrations'`,
    )
    await instance.pool.query(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`)
    await firstStart(instance, path.join(terminal.root, 'packs'), { demo: true, say: terminal.out })
    return 0
  } finally {
    await instance.close()
  }
}

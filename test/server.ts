// One PostgreSQL for the whole run: the embedded one, or Debian's 15 when CONGTAM_TEST_SERVER=15.

import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, openDatabase, startEmbedded } from '../src/platform/index.ts'
import { watchingSql } from './watched.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: {
      host: string
      user: string
      template: string
      /** The template with triggers that write down which units a transaction writes; PostgreSQL 15 only. */
      watched: string | null
      /** Statements that were found clean in this run. */
      statements: string
      version: string
    }
  }
}

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-test-'))
  const wants15 = process.env.CONGTAM_TEST_SERVER === '15'
  if (wants15 && !existsSync(DEBIAN_15))
    throw new Error('PostgreSQL 15 is missing: apt-get install postgresql-15')
  const server = await startEmbedded(path.join(folder, 'database'), {
    unsafe: true,
    ...(wants15 ? { binaries: DEBIAN_15 } : {}),
  })
  const { host, user } = server.connection('postgres') as { host: string; user: string }
  const admin = new pg.Client(server.connection('postgres'))
  await admin.connect()
  await admin.query('create database template_congtam')
  await admin.end()
  const template = openDatabase({
    connection: server.connection('template_congtam') as pg.PoolConfig,
  })
  await migrate(template.pool, path.resolve('migrations'))
  await template.close()
  if (wants15) {
    const again = new pg.Client(server.connection('postgres'))
    await again.connect()
    await again.query('create database template_watched template template_congtam')
    await again.end()
    const watched = new pg.Client(server.connection('template_watched'))
    await watched.connect()
    await watched.query(watchingSql())
    await watched.end()
  }
  project.provide('server', {
    host,
    user,
    template: 'template_congtam',
    watched: wants15 ? 'template_watched' : null,
    statements: path.join(folder, 'statements'),
    version: server.version,
  })
  return async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

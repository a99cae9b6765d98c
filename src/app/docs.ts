// Prints the three snapshots that reviews read: schema, API, permissions. `--check` compares instead.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROLES } from '../auth/index.ts'
import type { Terminal } from './commands.ts'
import { readConfig } from './config.ts'
import { openInstance } from './instance.ts'
import { API_VERSION, printOpenApi } from './openapi.ts'
import { printPermissions } from './permissions.ts'
import { ROUTES } from './rooms.ts'
import { lintCatalog, printSchema } from './schema.ts'

/** Writes `docs/schema.sql`, `docs/openapi.json`, `docs/permissions.md`; lints the catalog for scale. */
export async function docsCommand(args: string[], terminal: Terminal): Promise<number> {
  const home = mkdtempSync(path.join(os.tmpdir(), 'congtam-docs-'))
  const config = readConfig({ CONGTAM_HOME: home }, terminal.root)
  const instance = await openInstance(config, path.join(terminal.root, 'migrations'))
  try {
    const faults = await lintCatalog(instance.pool)
    for (const fault of faults) terminal.err(fault)
    const stale = settle(args.includes('--check'), terminal, {
      'schema.sql': await printSchema(instance.pool),
      'openapi.json': printOpenApi(ROUTES, API_VERSION),
      'permissions.md': printPermissions(ROUTES, ROLES),
    })
    return faults.length + stale > 0 ? 1 : 0
  } finally {
    await instance.close()
    rmSync(home, { recursive: true, force: true })
  }
}

function settle(check: boolean, terminal: Terminal, printed: Record<string, string>): number {
  let stale = 0
  for (const [name, text] of Object.entries(printed)) {
    const file = path.join(terminal.root, 'docs', name)
    const same = existsSync(file) && readFileSync(file, 'utf8') === text
    if (!check) writeFileSync(file, text)
    else if (!same) {
      stale += 1
      terminal.err(`docs/${name} is stale: run \`npm run snapshots\` and review the change.`)
    }
  }
  return stale
}

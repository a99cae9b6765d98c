// `bin/congtam`: one command, its words in rows. Exit codes: 0 done, 1 refused or failed, 2 wrong usage.

import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { COMMANDS, type Terminal } from './commands.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** Runs one command line; returns the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = args
  // A reader that has seen enough (head, less) closes the pipe: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  const terminal: Terminal = {
    root: ROOT,
    cwd: process.cwd(),
    environment: process.env,
    isTerminal: Boolean(process.stderr.isTTY),
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
  }
  const command = COMMANDS.find((row) => row.name === name)
  if (!command) {
    const lines = COMMANDS.map((row) => `  congtam ${row.name.padEnd(10)} ${row.summary}`)
    const known = ['help', '--help', '-h'].includes(name)
    const text = [...(known ? [] : [`There is no command "${name}".`]), 'Commands:', ...lines].join(
      '\n',
    )
    terminal[known ? 'out' : 'err'](text)
    return known ? 0 : 2
  }
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    terminal.err(error instanceof Error ? error.message : String(error))
    return 1
  }
}

export const packs = path.join(ROOT, 'packs')

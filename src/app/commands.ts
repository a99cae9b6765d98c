// The commands of `bin/congtam`, each a row. Rooms bring their own; the rest starts and inspects the instance.

import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { DocumentProblem } from '../documents/index.ts'
import { FileFault, Problem, type Command as RoomCommand } from '../platform/index.ts'
import { backupCommand, restoreCommand } from './backup-command.ts'
import { readConfig } from './config.ts'
import { docsCommand } from './docs.ts'
import { doctorCommand } from './doctor.ts'
import { firstStart } from './first-start.ts'
import { openInstance, systemAct, systemRead } from './instance.ts'
import { problemText } from './problem-words.ts'
import { ROOM_COMMANDS } from './rooms.ts'
import { serve } from './serve.ts'
import { asOneOf, processNo, serveSeveral } from './several.ts'
import { simulateCommand } from './simulate-command.ts'
import { surveyCommand } from './survey-command.ts'

export type Terminal = {
  root: string
  cwd: string
  environment: Readonly<Record<string, string | undefined>>
  isTerminal: boolean
  out(text: string): void
  err(text: string): void
}

export type Command = {
  name: string
  summary: string
  run(args: string[], terminal: Terminal): Promise<number>
}

export const COMMANDS: readonly Command[] = [
  { name: 'serve', summary: 'start the web server and the worker', run: serveCommand },
  {
    name: 'work',
    summary: 'start a worker alone, beside servers with CONGTAM_WORKER=off',
    run: workCommand,
  },
  {
    name: 'migrate',
    summary: 'bring the database to this version and load the packs',
    run: migrateCommand,
  },
  {
    name: 'doctor',
    summary: 'what is wrong with this instance and how to mend it [--deep]',
    run: doctorCommand,
  },
  {
    name: 'backup',
    summary: 'FILE: every table and file in one sealed archive',
    run: backupCommand,
  },
  {
    name: 'restore',
    summary: 'FILE [--replace]: bring a backup into an empty instance',
    run: restoreCommand,
  },
  { name: 'demo', summary: 'reset: make the demo province anew', run: demoCommand },
  ...ROOM_COMMANDS.map(roomCommand),
  surveyCommand,
  simulateCommand,
  { name: 'docs', summary: 'print schema, OpenAPI and permissions [--check]', run: docsCommand },
]

async function serveCommand(_: string[], terminal: Terminal): Promise<number> {
  const config = readConfig(terminal.environment, terminal.root, terminal.cwd)
  if (config.processes > 1 && processNo() === null) return await serveSeveral(config, terminal.err)
  return await asOneOf(() => serve(config, terminal))
}

async function workCommand(_: string[], terminal: Terminal): Promise<number> {
  const config = readConfig(terminal.environment, terminal.root, terminal.cwd)
  return await serve({ ...config, worker: true }, terminal, { pages: false })
}

async function migrateCommand(_: string[], terminal: Terminal): Promise<number> {
  const config = readConfig(terminal.environment, terminal.root, terminal.cwd)
  const instance = await openInstance(config, path.join(terminal.root, 'migrations'))
  try {
    await firstStart(instance, path.join(terminal.root, 'packs'), {
      demo: false,
      say: terminal.out,
    })
    terminal.out('The database is at this version.')
    return 0
  } finally {
    await instance.close()
  }
}

async function demoCommand(args: string[], terminal: Terminal): Promise<number> {
  if (args[0] !== 'reset') {
    terminal.err('Usage: congtam demo reset')
    return 2
  }
  const { resetDemo } = await import('./demo-reset.ts')
  return await resetDemo(readConfig(terminal.environment, terminal.root, terminal.cwd), terminal)
}

/** A room's command gets reads and acts; the instance is opened for it and closed behind it. */
function roomCommand(command: RoomCommand): Command {
  return {
    name: command.name,
    summary: command.summary,
    async run(args, terminal) {
      const config = readConfig(terminal.environment, terminal.root, terminal.cwd)
      const instance = await openInstance(config, path.join(terminal.root, 'migrations'))
      instance.enqueue = async () => undefined
      try {
        await firstStart(instance, path.join(terminal.root, 'packs'), {
          demo: false,
          // Whoever opens a clean instance by a command has no other chance to read the first password.
          say: terminal.err,
        })
        return await command.run({
          args,
          out: terminal.out,
          err: terminal.err,
          read: (work) => work(systemRead(instance)),
          act: (work) => systemAct(instance, work),
          listFiles: (folder) => filesIn(path.resolve(terminal.cwd, folder)),
          fileSize: async (file) => (await stat(path.resolve(terminal.cwd, file))).size,
          readFile: (file) => bytesOf(path.resolve(terminal.cwd, file), file),
        })
      } catch (error) {
        const refusal = refusalOf(error)
        if (!refusal) throw error
        if (args.includes('--json')) terminal.out(JSON.stringify(refusal))
        else terminal.err(refusal.message)
        return 1
      } finally {
        await instance.close()
      }
    },
  }
}

/** What was refused, in a sentence; null for what nobody foresaw. */
function refusalOf(error: unknown): { error: string; message: string } | null {
  if (error instanceof FileFault) return { error: error.code, message: error.message }
  const problem =
    error instanceof DocumentProblem ? new Problem(422, error.code, { ...error.details }) : error
  if (!(problem instanceof Problem)) return null
  return { error: problem.code, message: problemText(problem, 'en').text }
}

async function bytesOf(file: string, named: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(file))
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw isMissing
      ? new FileFault('file.missing', `There is no file ${named}; nothing was taken.`)
      : new FileFault('file.unreadable', `${named} cannot be read as a file; nothing was taken.`)
  }
}

async function filesIn(folder: string): Promise<string[] | null> {
  if (!(await stat(folder)).isDirectory()) return null
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

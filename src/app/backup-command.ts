// `congtam backup FILE` and `congtam restore FILE`: an instance out and back, with every hash checked.

import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { startJobs } from '../platform/index.ts'
import { BackupProblem, makeBackup, restoreBackup } from '../upkeep/index.ts'
import { clock } from './clock.ts'
import type { Terminal } from './commands.ts'
import { readConfig } from './config.ts'
import { filesNamed } from './files-named.ts'
import { connect } from './instance.ts'
import { JOBS } from './rooms.ts'

const BACKUP_USAGE = 'congtam backup FILE [--json]'
const RESTORE_USAGE = 'congtam restore FILE [--replace] [--json]'

/** Backs up while the server runs. Exit code 1 when evidence is damaged or missing: the backup holds the rest. */
export async function backupCommand(args: string[], terminal: Terminal): Promise<number> {
  const asked = read(args, ['--json'])
  if (!asked) {
    terminal.err(`Usage: ${BACKUP_USAGE}`)
    return 2
  }
  const config = readConfig(terminal.environment, terminal.root, terminal.cwd)
  const file = path.resolve(terminal.cwd, asked.file)
  if (await exists(file)) {
    return refuse(terminal, asked.flags, `${asked.file} is there already: choose another name.`)
  }
  const instance = await connect(config)
  const line = progressLine(terminal)
  try {
    const made = await makeBackup(instance.pool, {
      home: config.home,
      file,
      madeAt: clock()().now,
      progress: ({ what, name, done, of }) =>
        line(`${what === 'table' ? name : 'files'} ${done} of ${of}`),
    })
    line('')
    const there = new Set(
      (await readdir(path.join(config.home, 'files'), { recursive: true }).catch(() => [])).map(
        (name) => path.basename(name),
      ),
    )
    const missingFiles = (await filesNamed(instance.db)).filter((hash) => !there.has(hash))
    if (asked.flags.has('--json'))
      terminal.out(JSON.stringify({ ...made, missingFiles, file: asked.file }))
    else {
      const { tables, rows, files, size } = made
      terminal.out(
        `${asked.file}: ${rows} rows of ${tables} tables, ${files} files, ${Math.ceil(size / 1e6)} MB.`,
      )
      terminal.out(`SHA-256 ${made.sha256}`)
      terminal.out('It holds personal data and keys: keep it closed, and away from this machine.')
    }
    for (const hash of made.damagedFiles) {
      terminal.err(`files/${hash} is damaged on this machine; it was kept as it is.`)
    }
    for (const hash of missingFiles) {
      terminal.err(`files/${hash} is missing on this machine; the backup is without it.`)
    }
    return made.damagedFiles.length + missingFiles.length > 0 ? 1 : 0
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (!['ENOENT', 'EACCES', 'ENOSPC', 'ENOTDIR', 'EROFS'].includes(code ?? '')) throw error
    line('')
    return refuse(terminal, asked.flags, `${asked.file} cannot be written there (${code}).`)
  } finally {
    await instance.close()
  }
}

/** Restores into an empty instance, or with `--replace` in place of what is there. */
export async function restoreCommand(args: string[], terminal: Terminal): Promise<number> {
  const asked = read(args, ['--json', '--replace'])
  if (!asked) {
    terminal.err(`Usage: ${RESTORE_USAGE}`)
    return 2
  }
  const config = readConfig(terminal.environment, terminal.root, terminal.cwd)
  const file = path.resolve(terminal.cwd, asked.file)
  if (!(await exists(file))) return refuse(terminal, asked.flags, `There is no file ${asked.file}.`)
  const size = (await stat(file)).size
  const instance = await connect(config)
  const line = progressLine(terminal)
  try {
    const client = await instance.pool.connect()
    try {
      const queue = await lateQueue(instance.pool)
      const restored = await restoreBackup(client, {
        file,
        home: config.home,
        migrations: path.join(terminal.root, 'migrations'),
        replace: asked.flags.has('--replace'),
        requeue: queue.requeue,
        progress: ({ what, bytes }) =>
          line(`${what} ${Math.min(100, Math.floor((100 * bytes) / Math.max(size, 1)))} %`),
      }).finally(queue.stop)
      line('')
      if (asked.flags.has('--json')) terminal.out(JSON.stringify(restored))
      else {
        const { madeAt, rows, tables, files } = restored
        terminal.out(
          `Restored the backup of ${madeAt}: ${rows} rows of ${tables} tables, ${files} files.`,
        )
        terminal.out('Check it with: congtam audit verify · congtam doctor')
      }
      return 0
    } finally {
      client.release()
    }
  } catch (error) {
    line('')
    if (error instanceof BackupProblem) return refuse(terminal, asked.flags, error.message)
    throw error
  } finally {
    await instance.close()
  }
}

/** The queue, opened at the first job to be queued again. */
async function lateQueue(pool: Parameters<typeof startJobs>[0]) {
  let jobs: Awaited<ReturnType<typeof startJobs>> | null = null
  const names = new Set(JOBS.map(({ name }) => name))
  return {
    requeue: async (
      ...[db, { name, data }]: Parameters<Parameters<typeof restoreBackup>[1]['requeue']>
    ) => {
      if (!names.has(name)) return
      const rows = JOBS.map((job) => ({ name: job.name, run: async () => undefined }))
      jobs ??= await startJobs(pool, rows, { work: false, onFailure: () => undefined })
      await jobs.enqueue(db, name, data)
    },
    stop: async () => {
      await jobs?.stop()
    },
  }
}

type Asked = { file: string; flags: Set<string> }

function read(args: readonly string[], known: readonly string[]): Asked | null {
  const flags = args.filter((argument) => argument.startsWith('--'))
  const [file, ...more] = args.filter((argument) => !argument.startsWith('--'))
  if (!file || more.length > 0 || flags.some((flag) => !known.includes(flag))) return null
  return { file, flags: new Set(flags) }
}

function refuse(terminal: Terminal, flags: ReadonlySet<string>, message: string): number {
  if (flags.has('--json')) terminal.out(JSON.stringify({ error: 'backup.refused', message }))
  else terminal.err(message)
  return 1
}

const exists = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )

/** One line that is written over, on a terminal only. */
function progressLine(terminal: Terminal): (text: string) => void {
  if (!terminal.isTerminal) return () => undefined
  return (text) => process.stderr.write(`\r\x1b[K${text}`)
}

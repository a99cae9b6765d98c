// What may be wrong around an instance: the machine, the database server, the settings.

import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { readMigrations } from '../platform/index.ts'
import { look, ok, type Patient, wrong } from './finding.ts'

export async function node({ nodeVersion }: Patient) {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    return wrong(`Node.js ${nodeVersion}`, 'Install Node.js 20.19 or newer; 24 in production.')
  }
  if (major < 22) return look(`Node.js ${nodeVersion}`, 'Past its end of life: plan for 24.')
  return ok(`Node.js ${nodeVersion}`)
}

export async function database({ pool, config }: Patient) {
  const { rows } = await pool.query('show server_version')
  const version = String(rows[0].server_version)
  const place = config.databaseUrl ? 'external' : 'embedded'
  if (Number.parseInt(version, 10) < 15) {
    return wrong(`PostgreSQL ${version}`, 'Upgrade the server to PostgreSQL 15 or newer.')
  }
  return ok(`PostgreSQL ${version}, ${place}`)
}

export async function encoding({ pool }: Patient) {
  const { rows } = await pool.query('show server_encoding')
  const found = String(rows[0].server_encoding)
  if (found === 'UTF8') return ok(found)
  return wrong(
    found,
    'Make the database anew with: createdb --encoding UTF8, and restore a backup.',
  )
}

export async function migrations({ pool, root }: Patient) {
  const known = readMigrations(path.join(root, 'migrations'))
  const { rows: found } = await pool.query(`select to_regclass('migrations') is not null as has`)
  const { rows } = found[0].has
    ? await pool.query<{ name: string; hash: string }>('select name, hash from migrations')
    : { rows: [] }
  const applied = new Map(rows.map(({ name, hash }) => [name, hash]))
  const changed = known.filter(({ name, hash }) => (applied.get(name) ?? hash) !== hash)
  if (changed[0]) {
    return wrong(
      `${changed[0].name} was applied in another wording.`,
      'Run the version of Công Tâm that made this database.',
    )
  }
  const names = new Set(known.map(({ name }) => name))
  const foreign = [...applied.keys()].find((name) => !names.has(name))
  if (foreign)
    return wrong(`The database knows ${foreign}, this version does not.`, 'Upgrade Công Tâm.')
  const missing = known.filter(({ name }) => !applied.has(name))
  if (missing.length > 0) {
    return look(`${missing.length} migrations wait.`, 'Make a backup, then run: congtam migrate')
  }
  return ok(`${known.length} applied`)
}

export async function clockOfServer({ pool, now }: Patient) {
  const { rows } = await pool.query('select extract(epoch from clock_timestamp()) * 1000 as at')
  const apart = Math.round(Math.abs(Number(rows[0].at) - now) / 1000)
  if (apart <= 60) return ok(`${apart} s from the database's`)
  return wrong(
    `This machine and the database are ${apart} s apart.`,
    'Let both follow the same time server (timedatectl set-ntp true).',
  )
}

export async function home({ config }: Patient) {
  await access(config.home, constants.W_OK)
  const mode = (await stat(config.home)).mode & 0o777
  if (mode & 0o007) {
    return look(
      `Everyone on this machine may enter ${config.home}.`,
      `chmod o-rwx ${config.home} (files and database inside are closed by themselves)`,
    )
  }
  return ok(config.home)
}

export async function disk({ config }: Patient) {
  const { bavail, bsize, blocks } = await statfs(config.home)
  const free = (bavail * bsize) / 1e9
  const share = bavail / blocks
  const said = `${free.toFixed(1)} GB free (${Math.round(share * 100)} %)`
  if (free < 1) return wrong(said, 'Free space now: evidence and the database cannot grow.')
  if (share < 0.1 || free < 5) return look(said, 'Plan for more space.')
  return ok(said)
}

export async function address({ config }: Patient) {
  const local = ['127.0.0.1', 'localhost', '::1'].includes(config.host)
  if (!local && !config.secure) {
    return wrong(
      `Listens on ${config.host} without TLS.`,
      'Put a TLS proxy in front, keep HOST=127.0.0.1 and set CONGTAM_SECURE=on.',
    )
  }
  if (!config.secure) return look('Only for this machine.', 'Behind TLS set CONGTAM_SECURE=on.')
  return ok(`${config.host}:${config.port} behind TLS`)
}

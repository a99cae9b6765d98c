// What may be wrong inside an instance: accounts, calendar, queue, evidence, chains of events.

import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { verifyUnits } from '../audit/index.ts'
import { calendarReach } from '../calendar/index.ts'
import { sha256 } from '../platform/index.ts'
import { filesNamed } from './files-named.ts'
import { look, ok, type Patient, wrong } from './finding.ts'

export async function demo({ pool, config }: Patient) {
  const { rows } = await pool.query(`select 1 from settings where name = 'demo'`)
  if (rows.length === 0) return ok('no demo accounts')
  if (config.secure || config.databaseUrl) {
    return wrong(
      'Demo accounts with a known password are here.',
      'Begin anew on an empty database with CONGTAM_DEMO=off.',
    )
  }
  return ok('a demo instance')
}

export async function administrator({ pool }: Patient) {
  const { rows } = await pool.query(
    `select count(distinct h.person_id)::int as n from grants g join post_holdings h on h.post_id = g.post_id
     join people p on p.id = h.person_id
     where g.role = 'administrator' and g.valid_to is null and h.valid_to is null and p.left_on is null`,
  )
  if (rows[0].n === 0) {
    return wrong('Nobody holds the role of administrator.', 'Restore a backup, or begin anew.')
  }
  if (rows[0].n === 1) return look('One administrator.', 'Name a second one, for days of leave.')
  return ok(`${rows[0].n} administrators`)
}

export async function calendar({ db, now }: Patient) {
  const year = new Date(now).getUTCFullYear()
  const reach = await calendarReach(db)
  if (reach === null) return wrong('There is no calendar.', 'Run: congtam migrate')
  const last = Number(reach.slice(0, 4))
  if (last < year)
    return wrong(`The calendar ends on ${reach}.`, 'Publish the next year under Settings.')
  if (last === year) {
    return look(`The calendar ends on ${reach}.`, 'Publish the next year once it is decided.')
  }
  return ok(`until ${reach}`)
}

export async function queue({ pool }: Patient) {
  const { rows: found } = await pool.query(`select to_regclass('pgboss.job') is not null as has`)
  if (!found[0].has) return look('No job has run here yet.', 'Start the server: npm start')
  const { rows } = await pool.query(
    `select count(*) filter (where state = 'failed')::int as failed,
       count(*) filter (where state in ('created', 'retry') and start_after < clock_timestamp() - interval '15 minutes')::int as stuck
     from pgboss.job`,
  )
  const { failed, stuck } = rows[0]
  if (stuck > 0) {
    return wrong(`${stuck} jobs wait for longer than 15 minutes.`, 'Start a worker: congtam work')
  }
  if (failed > 0)
    return look(`${failed} jobs failed for good.`, 'The log names them: "job failed".')
  return ok('nothing waits too long')
}

export async function evidence({ db, config, files, deep }: Patient) {
  const named = await filesNamed(db)
  const folder = path.join(config.home, 'files')
  const here = new Set(
    (await readdir(folder, { recursive: true }).catch(() => [])).map((name) => path.basename(name)),
  )
  const missing = named.filter((hash) => !here.has(hash))
  if (missing.length > 0) {
    return wrong(
      `${missing.length} files of evidence or plans are missing, the first ${missing[0]}.`,
      'Copy them from a backup: its entries files/… have these names.',
    )
  }
  if (!deep) return ok(`${named.length} files are there (--deep also reads them)`)
  for (const hash of named) {
    if (sha256(await files.get(hash)) === hash) continue
    return wrong(
      `files/${hash} is damaged.`,
      'Copy it from a backup: its entry files/… has this name.',
    )
  }
  return ok(`${named.length} files, every hash right`)
}

export async function audit({ db, deep }: Patient) {
  if (!deep) return ok('not read (--deep, or congtam audit verify)')
  const { events, breaks } = await verifyUnits(db, null)
  const [first] = breaks
  if (!first) return ok(`${events} events, every chain whole`)
  return wrong(
    `The chain of unit ${first.unitId} breaks at row ${first.seq}: ${first.kind}.`,
    'congtam audit verify names every break; compare with a backup before anything else.',
  )
}

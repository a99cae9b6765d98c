// Every setting of an instance, in one list that `doctor` and the README can print.

import { readFileSync } from 'node:fs'
import path from 'node:path'

export type Config = {
  host: string
  port: number
  home: string
  databaseUrl: string | null
  demo: boolean
  secure: boolean
  worker: boolean
  /** Serving processes behind the port. */
  processes: number
  today: string | null
  logLevel: string
  /** Address at which people reach this instance, for links in letters. */
  site: string
  smtp: string | null
  mailFrom: string
  /** Secret of this instance at its identity provider. */
  providerSecret: string | null
}

type Key = { name: string; doc: string; fallback: string }

const MAIL_FROM = 'Công Tâm <no-reply@congtam.local>'

export const KEYS: readonly Key[] = [
  { name: 'HOST', doc: 'address to listen on', fallback: '127.0.0.1' },
  { name: 'PORT', doc: 'port to listen on; 0 chooses a free one', fallback: '8080' },
  { name: 'CONGTAM_HOME', doc: 'folder of database, evidence files and settings', fallback: 'var' },
  { name: 'DATABASE_URL', doc: 'PostgreSQL 15 or newer; empty: the embedded one', fallback: '' },
  { name: 'CONGTAM_DEMO', doc: '`off`: start without the demo province', fallback: 'on' },
  { name: 'CONGTAM_SECURE', doc: '`on` behind TLS: Secure cookies, HSTS', fallback: 'off' },
  {
    name: 'CONGTAM_WORKER',
    doc: '`off`: serve pages only, `congtam work` does the jobs',
    fallback: 'on',
  },
  {
    name: 'CONGTAM_PROCESSES',
    doc: 'serving processes behind the port, at most one a core',
    fallback: '1',
  },
  {
    name: 'CONGTAM_TODAY',
    doc: 'pretend this day, for training and tests (2024-12-11)',
    fallback: '',
  },
  {
    name: 'CONGTAM_URL',
    doc: 'address at which people reach this instance, for links in letters; empty: HOST and PORT',
    fallback: '',
  },
  {
    name: 'CONGTAM_SMTP',
    doc: 'mail server, smtp://user:password@host:port; empty, or in a demo: .eml files in mail/',
    fallback: '',
  },
  {
    name: 'CONGTAM_MAIL_FROM',
    doc: 'sender of letters',
    fallback: MAIL_FROM,
  },
  {
    name: 'CONGTAM_OIDC_SECRET',
    doc: 'client secret at the identity provider; or CONGTAM_OIDC_SECRET_FILE, a file that holds it',
    fallback: '',
  },
  { name: 'CONGTAM_OIDC_SECRET_FILE', doc: 'see CONGTAM_OIDC_SECRET', fallback: '' },
  { name: 'LOG_LEVEL', doc: 'silent, error, warn, info', fallback: 'info' },
]

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the settings. Throws with a sentence for a value that cannot be meant. */
export function readConfig(environment: Environment, root: string, cwd = root): Config {
  const get = (name: string) => {
    const value = environment[name]?.trim()
    return value || (KEYS.find((key) => key.name === name)?.fallback ?? '')
  }
  const port = Number(get('PORT'))
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`PORT must be a number from 0 to 65535, not "${get('PORT')}".`)
  }
  const processes = Number(get('CONGTAM_PROCESSES'))
  if (!Number.isInteger(processes) || processes < 1 || processes > 64) {
    throw new Error(
      `CONGTAM_PROCESSES must be a number from 1 to 64, not "${get('CONGTAM_PROCESSES')}".`,
    )
  }
  const today = get('CONGTAM_TODAY')
  if (today && !/^\d{4}-\d\d-\d\d$/.test(today)) {
    throw new Error(`CONGTAM_TODAY must be a day such as 2024-12-11, not "${today}".`)
  }
  const smtp = get('CONGTAM_SMTP')
  if (smtp && !/^smtps?:\/\/[^/]+$/.test(smtp.replace(/\/$/, ''))) {
    throw new Error('CONGTAM_SMTP must read smtp://user:password@host:port (or smtps://…).')
  }
  const mailFrom = get('CONGTAM_MAIL_FROM')
  if (!/^([^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(mailFrom)) {
    throw new Error(`CONGTAM_MAIL_FROM must be an address such as ${MAIL_FROM}, not "${mailFrom}".`)
  }
  const site = get('CONGTAM_URL') || `http://${get('HOST')}:${port}`
  if (!/^https?:\/\/[^\s/]+(\/\S*)?$/.test(site)) {
    throw new Error(
      `CONGTAM_URL must be an address such as https://congtam.example.vn, not "${site}".`,
    )
  }
  return {
    host: get('HOST'),
    port,
    // A folder given by a person is meant from where they stand; the default lies in the checkout.
    home: path.resolve(environment.CONGTAM_HOME?.trim() ? cwd : root, get('CONGTAM_HOME')),
    databaseUrl: get('DATABASE_URL') || null,
    demo: isOn(get('CONGTAM_DEMO')),
    secure: isOn(get('CONGTAM_SECURE')),
    worker: isOn(get('CONGTAM_WORKER')),
    processes,
    today: today || null,
    logLevel: get('LOG_LEVEL'),
    site: site.replace(/\/+$/, ''),
    smtp: smtp || null,
    mailFrom,
    providerSecret: get('CONGTAM_OIDC_SECRET') || secretFrom(get('CONGTAM_OIDC_SECRET_FILE'), cwd),
  }
}

function secretFrom(file: string, cwd: string): string | null {
  if (!file) return null
  try {
    return readFileSync(path.resolve(cwd, file), 'utf8').trim() || null
  } catch {
    throw new Error(`CONGTAM_OIDC_SECRET_FILE names ${file}, which cannot be read.`)
  }
}

const isOn = (value: string) => !['off', '0', 'false', 'no'].includes(value.toLowerCase())

// `congtam doctor [--deep] [--json]`: what is wrong with this instance, and how to mend it.

import path from 'node:path'
import { fileStore } from '../platform/index.ts'
import type { Terminal } from './commands.ts'
import { KEYS, readConfig } from './config.ts'
import { administrator, audit, calendar, demo, evidence, queue } from './doctor-instance.ts'
import {
  address,
  clockOfServer,
  database,
  disk,
  encoding,
  home,
  migrations,
  node,
} from './doctor-machine.ts'
import { type Finding, type Found, type Patient, wrong } from './finding.ts'
import { connect } from './instance.ts'

type Check = { name: string; look(patient: Patient): Promise<Found> }

const CHECKS: readonly Check[] = [
  { name: 'node', look: node },
  { name: 'database', look: database },
  { name: 'encoding', look: encoding },
  { name: 'migrations', look: migrations },
  { name: 'clock', look: clockOfServer },
  { name: 'home', look: home },
  { name: 'disk', look: disk },
  { name: 'address', look: address },
  { name: 'demo', look: demo },
  { name: 'administrator', look: administrator },
  { name: 'calendar', look: calendar },
  { name: 'queue', look: queue },
  { name: 'evidence', look: evidence },
  { name: 'audit', look: audit },
]

/** Every check in order; one that cannot be made is itself a finding. */
export async function examine(patient: Patient): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name, look } of CHECKS) {
    const found = await look(patient).catch((error: Error) =>
      wrong(
        `This could not be checked: ${error.message}`,
        'Mend what stands above, then run again.',
      ),
    )
    findings.push({ check: name, ...found })
  }
  return findings
}

const MARKS = { ok: '✓', look: '!', wrong: '✗' } as const

/** Exit code 1 when something is wrong. */
export async function doctorCommand(args: string[], terminal: Terminal): Promise<number> {
  if (args.some((argument) => !['--deep', '--json'].includes(argument))) {
    terminal.err('Usage: congtam doctor [--deep] [--json]')
    return 2
  }
  const config = readConfig(terminal.environment, terminal.root, terminal.cwd)
  const connected = await connect(config)
  try {
    const findings = await examine({
      ...connected,
      config,
      root: terminal.root,
      files: fileStore(path.join(config.home, 'files')),
      nodeVersion: process.versions.node,
      now: Date.now(),
      deep: args.includes('--deep'),
    })
    const isWell = findings.every(({ state }) => state !== 'wrong')
    if (args.includes('--json')) {
      terminal.out(JSON.stringify({ well: isWell, findings, settings: settings(terminal) }))
    } else print(terminal, findings)
    return isWell ? 0 : 1
  } finally {
    await connected.close()
  }
}

function print(terminal: Terminal, findings: readonly Finding[]): void {
  for (const { check, state, what, mend } of findings) {
    terminal.out(`${MARKS[state]} ${check.padEnd(14)} ${what}`)
    if (mend) terminal.out(`${' '.repeat(17)}→ ${mend}`)
  }
  terminal.out('')
  for (const { name, value, doc } of settings(terminal)) {
    terminal.out(`  ${name.padEnd(16)} ${value.padEnd(12)} ${doc}`)
  }
}

/** Settings as they are in force; an address that may hold a password is not printed. */
const settings = ({ environment }: Terminal) =>
  KEYS.map(({ name, doc, fallback }) => {
    const given = environment[name]?.trim()
    const isSecret = /URL|SMTP|SECRET|PASSWORD/.test(name)
    return { name, value: given ? (isSecret ? '(set)' : given) : fallback, doc }
  })

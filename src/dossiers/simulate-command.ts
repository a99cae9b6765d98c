// `congtam simulate dossiers`: a made-up province as JSON Lines. It opens no database; the program that runs it brings files,
// a clock and a place to write.

import { type Day, isDay } from '../lib/day.ts'
import { type RowError, readUnitRows, type UnitRow } from '../org/index.ts'
import type { OfficeClock } from './clock.ts'
import { readProcedureRows } from './procedure-rows.ts'
import { simulate } from './simulation.ts'
import type { SimulationUnit } from './simulation-unit.ts'
import { millisOf } from './stamp.ts'

const USAGE = `congtam simulate dossiers --units FILE.csv --from DAY --to DAY --per-day N --seed S
                          [--speed X] [--out FILE.jsonl] [--procedures FILE.csv]`

export type SimulationDesk = {
  args: readonly string[]
  err(text: string): void
  readText(file: string): Promise<string>
  /** The procedures used when none are named. */
  sampleProcedures(): Promise<string>
  officeClock(): Promise<OfficeClock>
  /** A file, or the standard output for null; `write` waits while the reader is slow. */
  open(file: string | null): Promise<{ write(text: string): Promise<void>; close(): Promise<void> }>
  /** Milliseconds of a clock that only moves forward. */
  now(): number
  wait(millis: number): Promise<void>
}

export const simulateCommand = {
  name: 'simulate',
  summary: 'dossiers: a made-up province as JSON Lines, the same for the same seed',
  usage: USAGE,
  run,
}

type Asked = {
  units: string
  procedures: string | null
  out: string | null
  from: Day
  to: Day
  perDay: number
  seed: number
  speed: number | null
}

async function run(desk: SimulationDesk): Promise<number> {
  const asked = readArguments(desk.args)
  if (!asked) {
    desk.err(`Usage: ${USAGE}`)
    return 2
  }
  const { rows: units, errors } = readUnitRows(await desk.readText(asked.units))
  const table = await (asked.procedures ? desk.readText(asked.procedures) : desk.sampleProcedures())
  const { rows: procedures, faults } = readProcedureRows(table)
  for (const { line, column, message, value } of errors.filter(isOfTheTable))
    desk.err(`${asked.units}: line ${line}, ${column}: ${message} ${value}`.trimEnd())
  for (const { line, column, reason, value } of faults)
    desk.err(`${asked.procedures ?? 'procedures'}: line ${line}, ${column}: ${reason} ${value}`)
  if (errors.some(isOfTheTable) || faults.length > 0) return 1
  const messages = simulate({
    ...asked,
    units: simulationUnits(units),
    procedures,
    clock: await desk.officeClock(),
  })
  await send(messages, asked, desk)
  return 0
}

/** A parent that stands in no row may stand in the instance already. */
const isOfTheTable = ({ message }: RowError) => message !== 'import.parent-unknown'

type Row = Pick<UnitRow, 'code' | 'level' | 'dossierCode' | 'validFrom' | 'validTo'>

/** Departments do the work of the province; where the table has none, the province itself does. The feed names a unit by
 * its dossier code, or by its code where it has none. */
export function simulationUnits(rows: readonly Row[]): SimulationUnit[] {
  const isDepartment = ({ level }: Row) => level === 'department'
  const hasDepartments = rows.some(isDepartment)
  return rows.flatMap((row): SimulationUnit[] => {
    const { level, validFrom, validTo } = row
    const code = row.dossierCode ?? row.code
    if (level === 'district' || level === 'commune') return [{ code, level, validFrom, validTo }]
    const isOne = hasDepartments ? isDepartment(row) : level === 'province'
    return isOne ? [{ code, level: 'province', validFrom, validTo }] : []
  })
}

const CHUNK = 512 * 1024
const REPORT_EVERY = 100_000

async function send(
  messages: ReturnType<typeof simulate>,
  { out, speed }: Asked,
  desk: SimulationDesk,
): Promise<void> {
  const target = await desk.open(out)
  const begun = desk.now()
  let [count, first] = [0, null as number | null]
  let held: string[] = []
  let length = 0
  const flush = async () => {
    if (held.length > 0) await target.write(held.join(''))
    held = []
    length = 0
  }
  for (const message of messages) {
    if (speed !== null) {
      const at = millisOf(message.receivedAt as Parameters<typeof millisOf>[0])
      first ??= at
      const early = (at - first) / speed - (desk.now() - begun)
      if (early > 0) {
        await flush()
        await desk.wait(early)
      }
    }
    const line = `${JSON.stringify(message)}\n`
    held.push(line)
    length += line.length
    count += 1
    if (length >= CHUNK) await flush()
    if (count % REPORT_EVERY === 0) desk.err(`${count} messages, ${message.receivedAt}`)
  }
  await flush()
  await target.close()
  desk.err(`${count} messages in ${((desk.now() - begun) / 1000).toFixed(1)} s`)
}

const KNOWN = ['units', 'procedures', 'out', 'from', 'to', 'per-day', 'seed', 'speed']

/** Null for what is not to be understood. */
function readArguments([subject, ...rest]: readonly string[]): Asked | null {
  const options = new Map<string, string>()
  for (let at = 0; at < rest.length; at += 1) {
    const [, name = '', given] = /^--([a-z-]+)(?:=(.*))?$/s.exec(rest[at] ?? '') ?? []
    if (!KNOWN.includes(name) || options.has(name)) return null
    const value = given ?? rest[++at]
    if (value === undefined || value === '') return null
    options.set(name, value)
  }
  const get = (name: string) => options.get(name) ?? ''
  const [from, to] = [get('from'), get('to')]
  if (subject !== 'dossiers' || !options.has('units') || !isDay(from) || !isDay(to)) return null
  const isNumber = (name: string) => /^\d+(\.\d+)?$/.test(get(name)) && Number(get(name)) > 0
  if (from > to || !isNumber('per-day') || !/^\d{1,9}$/.test(get('seed'))) return null
  if (options.has('speed') && !isNumber('speed')) return null
  return {
    units: get('units'),
    procedures: options.get('procedures') ?? null,
    out: options.get('out') ?? null,
    from,
    to,
    perDay: Number(get('per-day')),
    seed: Number(get('seed')),
    speed: options.has('speed') ? Number(get('speed')) : null,
  }
}

// `congtam units import FILE.csv [--json]`

import type { Command, CommandContext } from '../platform/index.ts'
import { say } from '../platform/index.ts'
import type { RowError } from './fault.ts'
import { readUnitRows } from './import.ts'
import { knownUnits } from './store.ts'
import { importUnits } from './unit-actions.ts'
import { orgWords } from './words.ts'

const USAGE = 'congtam units import FILE.csv [--json]'

export const unitsCommand: Command = {
  name: 'units',
  summary: 'import FILE.csv: load a province’s units, repeatable',
  usage: USAGE,
  run,
}

/** Rows with an error are named and left out, the others are loaded; exit code 1 when there was one. */
async function run(context: CommandContext): Promise<number> {
  const [verb, file] = context.args.filter((argument) => !argument.startsWith('--'))
  const unknown = context.args.find(
    (argument) => argument.startsWith('--') && argument !== '--json',
  )
  if (verb !== 'import' || !file || unknown) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  const bytes = await context.readFile(file)
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  const known = await context.read((read) => knownUnits(read.db))
  const { rows, errors } = readUnitRows(text, known)
  const outcome = await context.act((act) => importUnits(act, rows))
  const t = say(orgWords, 'en')
  const described = errors.map(({ line, column, message, value }: RowError) => ({
    line,
    column,
    message: t(message),
    value,
  }))
  if (context.args.includes('--json')) {
    const read = rows.length + new Set(errors.map(({ line }) => line)).size
    context.out(JSON.stringify({ read, ...outcome, errors: described }))
  } else {
    for (const { line, column, message, value } of described) {
      context.err(`line ${line}, ${column}: ${message}${value ? ` ("${value}")` : ''}`)
    }
    context.out(
      `${outcome.inserted} new, ${outcome.updated} changed, ${outcome.unchanged} unchanged.`,
    )
  }
  return errors.length > 0 ? 1 : 0
}

// `congtam units import FILE.csv [--json]`, `congtam units successions FILE.csv [--json]`

import { parseCsv } from '../lib/csv.ts'
import type { Command, CommandContext } from '../platform/index.ts'
import { readText, say } from '../platform/index.ts'
import { readUnitRows } from './import.ts'
import { holdUnits, knownUnits } from './store.ts'
import { readSuccessionCells } from './succession.ts'
import { planSuccessions, writeSuccessions } from './succession-actions.ts'
import { saveUnitRows } from './unit-actions.ts'
import { orgWords } from './words.ts'

const USAGE = 'congtam units import | successions FILE.csv [--json]'

export const unitsCommand: Command = {
  name: 'units',
  summary:
    'import | successions FILE.csv: load a province’s units, or who follows whom; repeatable',
  usage: USAGE,
  run,
}

type Outcome = { inserted: number; updated: number; unchanged: number }
type Fault = { line: number; column: string; message: keyof (typeof orgWords)['en']; value: string }
type Loaded = { read: number; outcome: Outcome; errors: readonly Fault[] }

/** Rows with an error are named and left out, the others are loaded; exit code 1 when there was one. */
async function run(context: CommandContext): Promise<number> {
  const [verb, file] = context.args.filter((argument) => !argument.startsWith('--'))
  const unknown = context.args.find(
    (argument) => argument.startsWith('--') && argument !== '--json',
  )
  const load = verb === 'import' ? loadUnits : verb === 'successions' ? loadSuccessions : null
  if (!load || !file || unknown) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  const { read, outcome, errors } = await load(context, await readText(context, file))
  const t = say(orgWords, 'en')
  const described = errors.map(({ line, column, message, value }) => ({
    line,
    column,
    message: t(message),
    value,
  }))
  if (context.args.includes('--json')) {
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

const faulty = (errors: readonly Fault[]) => new Set(errors.map(({ line }) => line)).size

const loadUnits = async (context: CommandContext, text: string): Promise<Loaded> =>
  await context.act(async (act) => {
    await holdUnits(act.db)
    const { rows, errors } = readUnitRows(text, await knownUnits(act.db))
    return {
      read: rows.length + faulty(errors),
      outcome: await saveUnitRows(act, rows),
      errors,
    }
  })

const loadSuccessions = async (context: CommandContext, text: string): Promise<Loaded> =>
  await context.act(async (act) => {
    await holdUnits(act.db)
    const { header, rows } = parseCsv(text)
    const plan = await planSuccessions(act, readSuccessionCells(header, rows), { anywhere: true })
    return {
      read: plan.rows.length + faulty(plan.errors),
      outcome: await writeSuccessions(act, plan),
      errors: plan.errors,
    }
  })

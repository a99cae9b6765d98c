// `congtam duties list [--unit CODE] [--period PERIOD] [--standing STANDING] [--json]`

import { periodByCode, workCalendar } from '../calendar/index.ts'
import { subtreeIds, type UnitListed, unitByCode, unitsOn } from '../org/index.ts'
import type { Command, CommandContext, Read } from '../platform/index.ts'
import { type DutyFilter, type DutyListed, listDuties } from './list-store.ts'
import { asOfToday } from './load-form.ts'
import { STANDINGS, type Standing } from './standing.ts'

const USAGE =
  'congtam duties list [--unit CODE] [--below] [--period PERIOD] [--standing STANDING] [--json]'
const MOST = 100_000

export const dutiesCommand: Command = {
  name: 'duties',
  summary: 'list: what a unit must do by when, and how it stands',
  usage: USAGE,
  run,
}

type Asked = {
  unit?: string
  period?: string
  standing?: Standing
  below: boolean
  json: boolean
}

async function run(context: CommandContext): Promise<number> {
  const asked = parse(context.args)
  if (!asked) {
    context.err(`Usage: ${USAGE}  (standings: ${STANDINGS.join(', ')})`)
    return 2
  }
  const found = await context.read((read) => load(read, asked))
  if ('refusal' in found) {
    context.err(found.refusal)
    return 2
  }
  if (asked.json)
    context.out(JSON.stringify({ today: found.today, duties: found.duties.map(asJson) }))
  else print(context, found.duties)
  return 0
}

function parse(args: readonly string[]): Asked | null {
  if (args[0] !== 'list') return null
  const asked: Asked = { below: false, json: false }
  for (let at = 1; at < args.length; at++) {
    const name = args[at]
    if (name === '--json') asked.json = true
    else if (name === '--below') asked.below = true
    else if (name === '--unit' || name === '--period' || name === '--standing') {
      const value = args[++at]
      if (!value || value.startsWith('--')) return null
      if (name === '--unit') asked.unit = value
      else if (name === '--period') asked.period = value
      else if ((STANDINGS as readonly string[]).includes(value)) asked.standing = value as Standing
      else return null
    } else return null
  }
  return asked
}

async function load({ db, today }: Read, asked: Asked) {
  const unit = asked.unit === undefined ? null : await unitByCode(db, asked.unit, today)
  if (asked.unit !== undefined && !unit) {
    return { refusal: `There is no unit with the code ${asked.unit} on ${today}.` }
  }
  if (asked.period !== undefined) {
    try {
      periodByCode(asked.period, await workCalendar(db))
    } catch {
      return { refusal: `${asked.period} is no period: 2024, 2024-H1, 2024-Q2 or 2024-05.` }
    }
  }
  const filter: DutyFilter = {
    unitIds: await unitsAsked({ db, today }, unit, asked.below),
    period: asked.period,
    standings: asked.standing ? [asked.standing] : undefined,
  }
  const duties = await listDuties(db, await asOfToday(db, today), filter, {
    sort: 'unit',
    limit: MOST,
  })
  return { today, duties }
}

async function unitsAsked(
  { db, today }: Pick<Read, 'db' | 'today'>,
  unit: UnitListed | null,
  below: boolean,
): Promise<string[]> {
  if (!unit) return (await unitsOn(db, today)).map(({ id }) => id)
  return below ? await subtreeIds(db, [unit.id], today) : [unit.id]
}

const asJson = (duty: DutyListed) => ({
  id: duty.id,
  unit: duty.unitCode,
  unitName: duty.unitName,
  number: duty.number,
  title: duty.title,
  period: duty.period,
  milestone: duty.milestone,
  opensOn: duty.opensOn,
  dueOn: duty.dueOn,
  rule: duty.rule,
  standing: duty.standing,
  late: duty.late,
  submittedAt: duty.submittedAt,
  returnedReason: duty.returnedReason,
  correctBy: duty.correctBy,
})

function print(context: CommandContext, duties: readonly DutyListed[]): void {
  for (const { unitCode, dueOn, standing, period, number, title } of duties) {
    context.out([unitCode, dueOn, standing, period, number, title].join('\t'))
  }
  context.out(`${duties.length} duties${duties.length === MOST ? ' (the first of more)' : ''}.`)
}

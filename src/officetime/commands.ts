// `congtam calendar publish DAYS.csv SPECIAL.csv VERSION [--json]`

import { calendarWords, publishCalendar, readCalendarPack } from '../calendar/index.ts'
import { rootUnitId } from '../org/index.ts'
import { type Command, type CommandContext, Problem, say } from '../platform/index.ts'

const USAGE = 'congtam calendar publish DAYS.csv SPECIAL.csv VERSION [--json]'

export const calendarCommand: Command = {
  name: 'calendar',
  summary: 'publish DAYS.csv SPECIAL.csv VERSION: another version of the working calendar of all',
  usage: USAGE,
  run,
}

/** What was counted by the version before is counted anew by a running instance, in the background. */
async function run(context: CommandContext): Promise<number> {
  const asJson = context.args.includes('--json')
  const [verb, days, special, version, ...more] = context.args.filter((it) => it !== '--json')
  const isStrange =
    more.length > 0 || context.args.some((it) => it.startsWith('--') && it !== '--json')
  if (verb !== 'publish' || !days || !special || !version || isStrange) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  const unitId = await context.read(({ db }) => rootUnitId(db))
  if (!unitId) {
    context.err('No units are loaded: run `congtam units import FILE.csv` first.')
    return 1
  }
  const text = async (file: string) =>
    new TextDecoder('utf-8', { fatal: true }).decode(await context.readFile(file))
  try {
    const rows = readCalendarPack(await text(days), await text(special))
    const calendar = { version, source: days, days: rows, unitId }
    const isNew = await context.act((act) => publishCalendar(act, calendar))
    if (asJson) context.out(JSON.stringify({ version, published: isNew, days: rows.length }))
    else
      context.out(
        isNew
          ? `${version} is in force, ${rows.length} days. What it changes is counted anew in the background.`
          : `${version} was published before; nothing has changed.`,
      )
    return 0
  } catch (error) {
    const { message } = error as Error
    if (error instanceof Problem)
      context.err(say(calendarWords, 'en')(error.code as never, error.details as never))
    else if (error instanceof RangeError) context.err(message)
    else throw error
    return 1
  }
}

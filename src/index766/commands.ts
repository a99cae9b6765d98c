// `congtam index 766 --unit CODE --from DAY --to DAY …` and `congtam index figures FILE.csv`

import { dossierUnits, readStamp, unitNames } from '../dossiers/index.ts'
import type { Evaluation } from '../indices/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { type Command, type CommandContext, Problem, readText, say } from '../platform/index.ts'
import { giveFigures, importBenchmarks } from './actions.ts'
import { readFigureRows } from './figure-rows.ts'
import { loadBoard } from './load-board.ts'
import { placeOf, type ScoredUnit, scoreOf } from './scoring.ts'
import { indexWords } from './words.ts'

const USAGE = [
  'congtam index 766 --unit CODE --from DAY --to DAY [--as-of INSTANT] [--tree VERSION]',
  '                         [--set SWITCH=VALUE]... [--recompute] [--json]',
  '       congtam index figures FILE.csv [--json]',
  '       congtam index benchmark FILE.csv [--json]',
].join('\n')

export const indexCommand: Command = {
  name: 'index',
  summary:
    '766: the index of a unit for a period; figures FILE.csv: counts that dossiers do not say',
  usage: USAGE,
  run,
}

type Asked = {
  unit: string
  from: Day
  to: Day
  asOf: Instant | null
  tree: string | null
  chosen: Record<string, string | boolean | number>
  recompute: boolean
  asJson: boolean
}

async function run(context: CommandContext): Promise<number> {
  const [what, ...rest] = context.args
  if (what === 'figures') return await importFigures(context, rest)
  if (what === 'benchmark') return await benchmarksFrom(context, rest)
  const t = say(indexWords, 'en')
  const asked = what === '766' ? readArguments(rest) : null
  if (!asked || 'wrong' in asked) {
    if (asked) context.err(t(`index.${asked.wrong}`, { value: asked.value }))
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  try {
    const answer = await context.read(async ({ db, now, today }) => {
      const at = asked.asOf ?? (now as Instant)
      const board = await loadBoard(db, {
        period: { from: asked.from, to: asked.to },
        at,
        today,
        ...(asked.tree ? { version: asked.tree } : {}),
        chosen: asked.chosen,
        recompute: asked.recompute,
      })
      const id = unitNames(await dossierUnits(db), asked.to)(asked.unit)
      const unit = board.units.find((it) => it.id === id)
      if (!unit) throw new Problem(404, 'index.unit-unknown', { unit: asked.unit })
      const score = scoreOf(board, unit)
      if (!score) throw new Problem(404, 'index.unit-not-scored', { unit: asked.unit })
      return { board, unit, score, at, rank: placeOf(board, unit) }
    })
    const { board, unit, score, at, rank } = answer
    if (asked.asJson)
      context.out(
        JSON.stringify({
          tree: board.tree.version,
          unit: unit.code,
          period: board.period,
          asOf: at,
          total: score.total,
          groups: groupsOf(score),
          rank,
        }),
      )
    else print(context, unit, score, rank)
    return 0
  } catch (error) {
    const message =
      error instanceof Problem && error.code in indexWords.en
        ? t(error.code as 'index.unit-unknown', error.details as Record<string, string>)
        : error instanceof RangeError
          ? error.message
          : null
    if (message === null) throw error
    const code = error instanceof Problem ? error.code : 'index.refused'
    if (asked.asJson) context.out(JSON.stringify({ error: code, message }))
    else context.err(message)
    return 1
  }
}

/** Six groups as published, each with its indicators. */
export const groupsOf = ({ groups }: Evaluation) =>
  groups.map(({ code, score, max, indicators }) => ({
    code,
    score,
    max,
    indicators: indicators.map((it) => ({
      code: it.code,
      numerator: it.numerator,
      denominator: it.denominator,
      ratio: it.ratio,
      score: it.score,
      max: it.max,
      state: it.state,
    })),
  }))

type Wrong = {
  wrong:
    | 'option-unknown'
    | 'option-empty'
    | 'unit-missing'
    | 'day-unreadable'
    | 'period-backwards'
    | 'as-of-unreadable'
  value: string
}

function readArguments(args: readonly string[]): Asked | Wrong {
  const found: Record<string, string> = {}
  const chosen: Asked['chosen'] = {}
  const flags = new Set<string>()
  for (let at = 0; at < args.length; at++) {
    const name = args[at] as string
    if (name === '--recompute' || name === '--json') flags.add(name)
    else if (['--unit', '--from', '--to', '--as-of', '--tree', '--set'].includes(name)) {
      const value = args[++at]
      if (value === undefined) return { wrong: 'option-empty', value: name }
      if (name !== '--set') found[name] = value
      else {
        const [, key, text] = /^([\w.]+)=(.+)$/.exec(value) ?? []
        if (!key || text === undefined) return { wrong: 'option-empty', value: `${name} ${value}` }
        chosen[key] =
          text === 'true'
            ? true
            : text === 'false'
              ? false
              : /^[\d.]+$/.test(text)
                ? Number(text)
                : text
      }
    } else return { wrong: 'option-unknown', value: name }
  }
  const { '--unit': unit, '--from': from = '', '--to': to = '' } = found
  if (!unit) return { wrong: 'unit-missing', value: '' }
  if (!isDay(from)) return { wrong: 'day-unreadable', value: `--from ${from}` }
  if (!isDay(to)) return { wrong: 'day-unreadable', value: `--to ${to}` }
  if (to < from) return { wrong: 'period-backwards', value: to }
  const text = found['--as-of']
  const asOf =
    text === undefined
      ? null
      : (readStamp(text) ?? (isDay(text) ? (`${text}T23:59:59.999+07:00` as Instant) : null))
  if (text !== undefined && asOf === null) return { wrong: 'as-of-unreadable', value: text }
  return {
    unit,
    from,
    to,
    asOf,
    tree: found['--tree'] ?? null,
    chosen,
    recompute: flags.has('--recompute'),
    asJson: flags.has('--json'),
  }
}

function print(
  context: CommandContext,
  unit: ScoredUnit,
  score: Evaluation,
  rank: { cohort: string; place: number | null; of: number },
): void {
  const figure = (value: number | null, digits = 2) =>
    value === null ? '–' : value.toFixed(digits)
  context.out(`${unit.name}: ${figure(score.total)} of ${score.max} (${score.state})`)
  context.out(`place ${rank.place ?? '–'} of ${rank.of} (${rank.cohort})`)
  for (const group of groupsOf(score)) {
    context.out(`${group.code.padEnd(6)}${figure(group.score).padStart(7)} / ${group.max}`)
    for (const it of group.indicators)
      context.out(
        `  ${it.code.padEnd(5)}${figure(it.score).padStart(6)} / ${it.max}  ${it.numerator ?? '–'} / ${it.denominator ?? '–'}  ${it.state}`,
      )
  }
}

/** Rows `unit,code,from,to,numerator,denominator,source`; a numerator may be absent where dossiers count it. */
async function importFigures(context: CommandContext, args: readonly string[]): Promise<number> {
  const [file, ...more] = args.filter((it) => it !== '--json')
  if (!file || more.length > 0) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  const text = await readText(context, file)
  const unitOf = await context.read(async ({ db, today }) =>
    unitNames(await dossierUnits(db), today),
  )
  const { read, figures, faults } = readFigureRows(text, unitOf)
  const t = say(indexWords, 'en')
  const errors = faults.map(({ line, reason, value }) => ({
    line,
    message: t(`index.${reason}`, { unit: value, value }),
  }))
  await context.act((act) => giveFigures(act, figures))
  if (args.includes('--json')) context.out(JSON.stringify({ read, saved: figures.length, errors }))
  else {
    for (const { line, message } of errors) context.err(`line ${line}: ${message}`)
    context.out(`${figures.length} figures saved.`)
  }
  return errors.length > 0 ? 1 : 0
}

/** Rows `code,name,from,to,seen_on,total,place,source` of other provinces. */
async function benchmarksFrom(context: CommandContext, args: readonly string[]): Promise<number> {
  const [file, ...more] = args.filter((it) => it !== '--json')
  if (!file || more.length > 0) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  const text = await readText(context, file)
  const found = await context.act((act) => importBenchmarks(act, text))
  if (args.includes('--json')) context.out(JSON.stringify(found))
  else {
    const t = say(indexWords, 'en')
    for (const line of found.wrong) context.err(`line ${line}: ${t('index.benchmark-unreadable')}`)
    context.out(`${found.saved} rows saved.`)
  }
  return found.wrong.length > 0 ? 1 : 0
}

// `congtam index 766 --unit CODE --from DAY --to DAY …` and `congtam index figures FILE.csv`

import { dossierUnits, readStamp, unitNames } from '../dossiers/index.ts'
import type { Evaluation } from '../indices/index.ts'
import { parseCsv } from '../lib/csv.ts'
import { type Day, isDay, parseDay } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { type Command, type CommandContext, Problem, say } from '../platform/index.ts'
import { giveFigures, importBenchmarks } from './actions.ts'
import { loadBoard } from './load-board.ts'
import type { GivenFigure } from './scoring.ts'
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
  const asked = what === '766' ? readArguments(rest) : null
  if (!asked) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  const t = say(indexWords, 'en')
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

function readArguments(args: readonly string[]): Asked | null {
  const found: Record<string, string> = {}
  const chosen: Asked['chosen'] = {}
  const flags = new Set<string>()
  for (let at = 0; at < args.length; at++) {
    const name = args[at] as string
    if (name === '--recompute' || name === '--json') flags.add(name)
    else if (['--unit', '--from', '--to', '--as-of', '--tree', '--set'].includes(name)) {
      const value = args[++at]
      if (value === undefined) return null
      if (name !== '--set') found[name] = value
      else {
        const [, key, text] = /^([\w.]+)=(.+)$/.exec(value) ?? []
        if (!key || text === undefined) return null
        chosen[key] =
          text === 'true'
            ? true
            : text === 'false'
              ? false
              : /^[\d.]+$/.test(text)
                ? Number(text)
                : text
      }
    } else return null
  }
  const { '--unit': unit, '--from': from = '', '--to': to = '' } = found
  if (!unit || !isDay(from) || !isDay(to) || to < from) return null
  const text = found['--as-of']
  const asOf =
    text === undefined
      ? null
      : (readStamp(text) ?? (isDay(text) ? (`${text}T23:59:59.999+07:00` as Instant) : null))
  if (text !== undefined && asOf === null) return null
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
  const { header, rows } = parseCsv(new TextDecoder().decode(await context.readFile(file)))
  const unitOf = await context.read(async ({ db, today }) =>
    unitNames(await dossierUnits(db), today),
  )
  const figures: (GivenFigure & { source: string })[] = []
  const errors: { line: number; message: string }[] = []
  const t = say(indexWords, 'en')
  for (const { line, cells } of rows) {
    const get = (name: string) => (cells[header.indexOf(name)] ?? '').trim()
    const unitId = unitOf(get('unit'))
    const [from, to] = [parseDay(get('from')), parseDay(get('to'))]
    const [numerator, denominator] = [get('numerator'), get('denominator')].map((text) =>
      text === '' ? null : Number(text),
    ) as [number | null, number | null]
    const isFigure =
      denominator !== null && denominator >= 0 && (numerator === null || numerator >= 0)
    if (!unitId) errors.push({ line, message: t('index.unit-unknown', { unit: get('unit') }) })
    else if (!from || !to || to < from || !isFigure || !get('code'))
      errors.push({ line, message: t('index.figure-unreadable') })
    else
      figures.push({
        unitId,
        code: get('code'),
        from,
        to,
        numerator,
        denominator,
        source: get('source'),
      })
  }
  await context.act((act) => giveFigures(act, figures))
  if (args.includes('--json'))
    context.out(JSON.stringify({ read: rows.length, saved: figures.length, errors }))
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
  const text = new TextDecoder().decode(await context.readFile(file))
  const found = await context.act((act) => importBenchmarks(act, text))
  if (args.includes('--json')) context.out(JSON.stringify(found))
  else {
    const t = say(indexWords, 'en')
    for (const line of found.wrong) context.err(`line ${line}: ${t('index.benchmark-unreadable')}`)
    context.out(`${found.saved} rows saved.`)
  }
  return found.wrong.length > 0 ? 1 : 0
}

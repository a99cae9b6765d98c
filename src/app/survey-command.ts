// `congtam survey`: estimates with their error from a file and a design, and samples. It opens no database.

import path from 'node:path'
import {
  type CaseDesign,
  designOfCase,
  drawSample,
  meanBy,
  runCase,
  StatsError,
  type SurveyCase,
  totalBy,
} from '../lib/stats/index.ts'
import type { Command, Terminal } from './commands.ts'
import { frameReader, readJson } from './survey-files.ts'
import { type SurveyForm, surveyTable } from './survey-table.ts'

const USAGE = `Usage:
  congtam survey estimate --design DESIGN.json --data FILE.csv --vars a,b [--by x,y]
                          [--of mean|total] [--as table|csv|json]
  congtam survey estimate --cases FILE.json --data DIR --json
  congtam survey draw --design DESIGN.json --frame FILE.csv --seed N --json`

export const surveyCommand: Command = {
  name: 'survey',
  summary: 'estimate with standard errors from a file and its design, or draw a sample',
  async run(args, terminal) {
    const [action, ...rest] = args
    const options = optionsOf(rest)
    const has = (...names: string[]) => names.every((name) => options.get(name))
    try {
      if (action === 'estimate' && has('cases')) return await runCases(options, terminal)
      if (action === 'estimate' && has('design', 'data', 'vars')) {
        return await estimate(options, terminal)
      }
      if (action === 'draw' && has('design', 'frame', 'seed')) return await draw(options, terminal)
    } catch (error) {
      if (!(error instanceof StatsError)) throw error
      terminal.err(`${error.code}: ${error.message}`)
      return 1
    }
    terminal.err(USAGE)
    return 2
  },
}

type Options = ReadonlyMap<string, string>

function optionsOf(args: readonly string[]): Options {
  const options = new Map<string, string>()
  for (let at = 0; at < args.length; at++) {
    const [name, given] = args[at]!.split(/=(.*)/s)
    if (!name?.startsWith('--')) continue
    const next = args[at + 1]
    const hasNext = given === undefined && next !== undefined && !next.startsWith('--')
    options.set(name.slice(2), given ?? (hasNext ? next : ''))
    if (hasNext) at += 1
  }
  return options
}

const at = (terminal: Terminal, file: string) => path.resolve(terminal.cwd, file)
const listed = (text: string | undefined) => (text ?? '').split(',').filter((name) => name !== '')

async function estimate(options: Options, terminal: Terminal): Promise<number> {
  const [form, of] = [options.get('as') ?? 'table', options.get('of') ?? 'mean']
  if (!['table', 'csv', 'json'].includes(form) || !['mean', 'total'].includes(of)) {
    terminal.err(USAGE)
    return 2
  }
  const file = at(terminal, options.get('design')!)
  const declared = (await readJson(file)) as CaseDesign
  const frame = await frameReader(terminal.cwd)(options.get('data')!)
  const design = await designOfCase(frame, declared, frameReader(path.dirname(file)))
  const bar = progressBar(terminal)
  const by = of === 'mean' ? meanBy : totalBy
  const made = by(design, listed(options.get('vars')), listed(options.get('by')), bar.show)
  bar.clear()
  terminal.out(surveyTable(made, form as SurveyForm))
  return 0
}

async function runCases(options: Options, terminal: Terminal): Promise<number> {
  const file = at(terminal, options.get('cases')!)
  const { cases } = (await readJson(file)) as { cases: SurveyCase[] }
  const data = options.get('data')
  const load = frameReader(data ? at(terminal, data) : path.dirname(file))
  const bar = progressBar(terminal)
  const answers: Record<string, unknown> = {}
  for (const [done, asked] of cases.entries()) {
    bar.show(done, cases.length)
    answers[asked.id] = await runCase(asked, load).catch((error: unknown) => ({
      error: 'case.failed',
      message: error instanceof Error ? error.message : String(error),
    }))
  }
  bar.clear()
  terminal.out(JSON.stringify(answers))
  return 0
}

async function draw(options: Options, terminal: Terminal): Promise<number> {
  const design = await readJson(at(terminal, options.get('design')!))
  const frame = await frameReader(terminal.cwd)(options.get('frame')!)
  const seed = Number(options.get('seed'))
  const drawn = await drawSample(design as Parameters<typeof drawSample>[0], frame, seed)
  terminal.out(JSON.stringify(drawn))
  return 0
}

const WIDTH = 30

/** A bar on the error stream of a terminal, redrawn when it grows; nothing elsewhere. */
function progressBar(terminal: Terminal) {
  let shown = -1
  return {
    show(done: number, of: number): void {
      const filled = Math.floor((done / of) * WIDTH)
      if (!terminal.isTerminal || filled === shown) return
      shown = filled
      const bar = '█'.repeat(filled).padEnd(WIDTH, '░')
      process.stderr.write(`\r${bar} ${done}/${of}`)
    },
    clear(): void {
      if (shown >= 0) process.stderr.write('\r\u001b[K')
    },
  }
}

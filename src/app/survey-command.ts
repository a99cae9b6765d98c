// `congtam survey`: estimates with their error from a file and a design. It opens no database.

import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parseCsv } from '../lib/csv.ts'
import type { SurveyCase } from '../lib/stats/case.ts'
import { runCase } from '../lib/stats/cases.ts'
import { type Frame, frameOf } from '../lib/stats/frame.ts'
import type { Command, Terminal } from './commands.ts'

const USAGE = `Usage:
  congtam survey estimate --cases FILE.json --data DIR --json`

export const surveyCommand: Command = {
  name: 'survey',
  summary: 'estimate with standard errors from a file and its design (no database)',
  async run(args, terminal) {
    const [action, ...rest] = args
    const options = optionsOf(rest)
    if (action === 'estimate' && options.has('cases')) return await runCases(options, terminal)
    terminal.err(USAGE)
    return 2
  },
}

function optionsOf(args: readonly string[]): Map<string, string> {
  const options = new Map<string, string>()
  for (let at = 0; at < args.length; at++) {
    const name = args[at]!
    if (!name.startsWith('--')) continue
    const next = args[at + 1]
    const hasValue = next !== undefined && !next.startsWith('--')
    options.set(name.slice(2), hasValue ? next : '')
    if (hasValue) at += 1
  }
  return options
}

async function runCases(options: Map<string, string>, terminal: Terminal): Promise<number> {
  const file = path.resolve(terminal.cwd, options.get('cases')!)
  const folder = path.resolve(terminal.cwd, options.get('data') || path.join(file, '../data'))
  const text = (await bytesOf(file)).toString('utf8')
  const { cases } = JSON.parse(text) as { cases: SurveyCase[] }
  const kept = new Map<string, Promise<Frame>>()
  const load = (name: string) => {
    const found = kept.get(name) ?? readFrame(path.join(folder, name))
    kept.set(name, found)
    return found
  }
  const answers: Record<string, unknown> = {}
  for (const asked of cases) answers[asked.id] = await runCase(asked, load)
  terminal.out(JSON.stringify(answers))
  return 0
}

async function bytesOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file)
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
}

async function readFrame(file: string): Promise<Frame> {
  const { header, rows } = parseCsv((await bytesOf(file)).toString('utf8'))
  const columns: Record<string, (number | string | null)[]> = {}
  header.forEach((name, at) => {
    const cells = rows.map((row) => row.cells[at] ?? '')
    const isNumber = cells.every((cell) => cell === '' || Number.isFinite(Number(cell)))
    columns[name] = cells.map((cell) => (cell === '' ? null : isNumber ? Number(cell) : cell))
  })
  return frameOf(columns)
}

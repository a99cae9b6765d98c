// `congtam papi import|profile|simulate|levers`

import { DocumentProblem, documentWords } from '../documents/index.ts'
import { type Command, type CommandContext, fill, Problem } from '../platform/index.ts'
import { requireIndicators, requireSettings } from './demands.ts'
import { importFolder } from './import-command.ts'
import { leversJson, profileJson, simulationJson } from './json.ts'
import { leversOf } from './lever.ts'
import { loadBars, loadPosition, loadTerms, type Position } from './load-release.ts'
import { profileOf } from './profile.ts'
import { outcomeOf, type Setting } from './scenario.ts'
import type { LoadServing } from './serving.ts'
import { printLevers, printProfile } from './told.ts'
import { papiWords } from './words.ts'

const USAGE = `congtam papi import PATH [--year YEAR] [--dry-run] [--accept-faults] [--json]
       congtam papi profile --province CODE --year YEAR [--json]
       congtam papi simulate --province CODE --year YEAR --set INDICATOR=VALUE … [--json]
       congtam papi levers --province CODE --year YEAR [--json]`

/** `loadServing`: the work of the plans, of all units. */
export const papiCommand = (loadServing: LoadServing): Command => ({
  name: 'papi',
  summary: 'import PATH; profile, simulate, levers: where a province stands, what would move it',
  usage: USAGE,
  run: (context) => run({ ...context, loadServing }),
})

type Context = CommandContext & { loadServing: LoadServing }

export type Options = {
  verb: string
  rest: string[]
  of(name: string): string[]
  has(name: string): boolean
}

const VALUED = ['--province', '--year', '--set']
const FLAGS = ['--json', '--dry-run', '--accept-faults']

async function run(context: Context): Promise<number> {
  const options = optionsOf(context.args)
  const verb = options && VERBS[options.verb]
  if (!options || !verb) {
    context.err(`Usage: ${USAGE}`)
    return 2
  }
  try {
    return await verb(context, options)
  } catch (error) {
    const refusal = sentenceOf(error)
    if (!refusal) throw error
    if (options.has('--json')) {
      context.out(JSON.stringify({ error: refusal.code, message: refusal.message }))
    } else context.err(refusal.message)
    return 1
  }
}

type Verb = (context: Context, options: Options) => Promise<number>

const VERBS: Readonly<Record<string, Verb>> = {
  import: async (context, options) => {
    const [path, ...more] = options.rest
    if (!path || more.length > 0) return usage(context)
    return await importFolder(context, path, options)
  },
  profile: async (context, options) => {
    if (options.rest.length > 0) return usage(context)
    const profile = await context.read(async (read) => {
      const { structure, release, province } = await position(read, options)
      const bars = await loadBars(read, { release, province })
      return profileOf(structure, release, province.code, { bars })
    })
    if (options.has('--json')) context.out(JSON.stringify(profileJson(profile)))
    else printProfile(context, profile)
    return 0
  },
  simulate: async (context, options) => {
    const settings = options.of('--set').map(setting)
    if (options.rest.length > 0 || settings.length === 0) return usage(context)
    const { profile, outcome } = await context.read(async (read) => {
      const { structure, release, province, ground } = await position(read, options)
      requireIndicators({ release, province })
      requireSettings({ release, ground }, settings)
      const made = outcomeOf(ground, release, province.code, settings)
      const bars = await loadBars(read, { release, province })
      return {
        outcome: made,
        profile: profileOf(structure, release, province.code, { scores: made.scores, bars }),
      }
    })
    if (options.has('--json')) context.out(JSON.stringify(simulationJson(profile, outcome)))
    else printProfile(context, profile, outcome)
    return 0
  },
  levers: async (context, options) => {
    if (options.rest.length > 0) return usage(context)
    const found = await context.read(async (read) => {
      const { basis, release, province, ground } = await position(read, options)
      requireIndicators({ release, province })
      const levers = leversOf(ground, release, province.code, await loadTerms(read, basis))
      const serving = await context.loadServing(read)
      return { levers, serving, year: release.year, province: province.code }
    })
    if (options.has('--json'))
      context.out(JSON.stringify(leversJson(found, found.levers, found.serving)))
    else printLevers(context, found.levers, found.serving)
    return 0
  },
}

type Reader = Parameters<typeof loadPosition>[0]

async function position(read: Reader, options: Options): Promise<Position> {
  const [province, year] = [options.of('--province')[0] ?? '', options.of('--year')[0] ?? '']
  if (!/^\d{4}$/.test(year)) throw new Problem(404, 'papi.year-unknown', { year })
  return await loadPosition(read, Number(year), province.replace(/^0+(?=\d)/, ''))
}

function setting(text: string): Setting {
  const [, code, value] = /^([\d.]+|[^=]+)=(-?\d+(?:[.,]\d+)?%?)$/.exec(text.trim()) ?? []
  if (!code || !value) throw new Problem(422, 'papi.value-unreadable', { text })
  const number = Number(value.replace('%', '').replace(',', '.'))
  return { code: code.trim(), value: value.endsWith('%') ? number / 100 : number }
}

function usage(context: CommandContext): number {
  context.err(`Usage: ${USAGE}`)
  return 2
}

/** Null for what no command knows. */
function optionsOf(args: readonly string[]): Options | null {
  const [flags, valued, words]: [string[], [string, string][], string[]] = [[], [], []]
  for (let at = 0; at < args.length; at++) {
    const [name = '', given] = (args[at] as string).split(/=(.*)/s)
    if (!name.startsWith('--')) words.push(args[at] as string)
    else if (FLAGS.includes(name) && given === undefined) flags.push(name)
    else if (VALUED.includes(name)) {
      const value = given ?? args[++at]
      if (value === undefined) return null
      valued.push([name, value])
    } else return null
  }
  const [verb = '', ...rest] = words
  return {
    verb,
    rest,
    of: (name) => valued.filter(([known]) => known === name).map(([, value]) => value),
    has: (name) => flags.includes(name),
  }
}

function sentenceOf(error: unknown): { code: string; message: string } | null {
  if (error instanceof DocumentProblem) {
    const words: Record<string, string> = documentWords.en
    return { code: error.code, message: fill(words[error.code] ?? error.code, error.details) }
  }
  if (error instanceof Problem) {
    const words: Record<string, string> = papiWords.en
    const details = Object.fromEntries(
      Object.entries(error.details).map(([name, value]) => [name, String(value)]),
    )
    return { code: error.code, message: fill(words[error.code] ?? error.code, details) }
  }
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EISDIR' || code === 'EACCES') {
    return { code: 'file.unreadable', message: 'The file cannot be read: is the path right?' }
  }
  return null
}

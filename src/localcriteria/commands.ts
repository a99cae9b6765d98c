// `congtam criteria list | show SET [NUMBER] | import FILE.json --code CODE | result CYCLE [--json]`

import { rootUnitId, unitsOn } from '../org/index.ts'
import {
  type Command,
  type CommandContext,
  type Measure,
  Problem,
  readText,
  say,
} from '../platform/index.ts'
import { resultOfCycle } from './api.ts'
import { cyclesAround } from './cycle-store.ts'
import { faultsOf } from './faults.ts'
import { loadHead } from './load-cycle.ts'
import { criteriaOf, maxOf, readSet, walk } from './set.ts'
import { beginSet, replaceSet } from './set-actions.ts'
import { setByCode, versionOf, versionsKeptBy, versionsOf } from './set-store.ts'
import { criteriaWords } from './words.ts'

const USAGE =
  'congtam criteria list | show SET [NUMBER] [--json] | import FILE.json --code CODE | result CYCLE [--json]'

export const criteriaCommand = (measures: readonly Measure[]): Command => ({
  name: 'criteria',
  summary: 'list, show, import sets; result CYCLE: a ranking as it stands or was published',
  usage: USAGE,
  run: (context) => run(context, measures),
})

type Asked = { verb: string; rest: string[]; json: boolean; code: string | null }

function parse(args: readonly string[]): Asked | null {
  const asked: Asked = { verb: args[0] ?? '', rest: [], json: false, code: null }
  for (let at = 1; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '--json') asked.json = true
    else if (word === '--code') asked.code = args[++at] ?? ''
    else if (word.startsWith('--')) return null
    else asked.rest.push(word)
  }
  return asked
}

async function run(context: CommandContext, measures: readonly Measure[]): Promise<number> {
  const asked = parse(context.args)
  const [first, second] = asked?.rest ?? []
  try {
    if (asked?.verb === 'list') return await list(context, asked.json)
    if (asked?.verb === 'show' && first) return await show(context, asked, first, second)
    if (asked?.verb === 'import' && first && asked.code)
      return await bring(context, first, asked.code, measures)
    if (asked?.verb === 'result' && first) return await result(context, asked, first, measures)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const words: Record<string, string> = criteriaWords.en
    const text = words[error.code] ?? error.code
    context.err(text.replace(/\{(\w+)\}/g, (_, name: string) => String(error.details[name] ?? '')))
    return 2
  }
  context.err(`Usage: ${USAGE}`)
  return 2
}

async function list(context: CommandContext, json: boolean): Promise<number> {
  const found = await context.read(async ({ db, today }) => {
    const units = (await unitsOn(db, today)).map(({ id }) => id)
    return { versions: await versionsKeptBy(db, units), cycles: await cyclesAround(db, units) }
  })
  const sets = found.versions.map(({ code, number, document, published_at }) => ({
    code,
    number,
    name: document.name,
    points: maxOf(document),
    publishedAt: published_at,
  }))
  const cycles = found.cycles.map(({ slug, name, self_by }) => ({ slug, name, selfBy: self_by }))
  if (json) context.out(JSON.stringify({ sets, cycles }))
  else {
    for (const { code, number, name, points, publishedAt } of sets)
      context.out([code, number, publishedAt ? 'published' : 'draft', points, name].join('\t'))
    for (const { slug, name, selfBy } of cycles)
      context.out(['cycle', slug, selfBy, name].join('\t'))
    context.out(`${sets.length} versions of sets, ${cycles.length} cycles.`)
  }
  return 0
}

async function show(
  context: CommandContext,
  { json }: Asked,
  code: string,
  number: string | undefined,
): Promise<number> {
  const version = await context.read(async ({ db }) => {
    if (number !== undefined) return await versionOf(db, code, Number(number))
    const set = await setByCode(db, code)
    return set ? (await versionsOf(db, set.id))[0] : undefined
  })
  if (!version) {
    context.err(`There is no criteria set ${code}${number ? `, version ${number}` : ''}.`)
    return 2
  }
  const { document } = version
  if (json) context.out(JSON.stringify(document))
  else {
    context.out(`${document.name} (${code}, version ${version.number})`)
    for (const { line, depth } of walk(document.lines))
      context.out(`${'  '.repeat(depth)}${line.code}\t${line.max}\t${line.title}`)
    context.out(`${criteriaOf(document).length} criteria, ${maxOf(document)} points.`)
  }
  return 0
}

/** A new set becomes a draft kept by the topmost unit; of a known one its draft is replaced. Exit code 1 when faults
 * are left. */
async function bring(
  context: CommandContext,
  file: string,
  code: string,
  measures: readonly Measure[],
): Promise<number> {
  let json: unknown
  try {
    json = JSON.parse(await readText(context, file))
  } catch {
    context.err(`${file} is no JSON.`)
    return 2
  }
  const read = readSet(json)
  if ('issues' in read) {
    for (const { path, message } of read.issues) context.err(`${path}: ${message}`)
    return 2
  }
  const { number } = await context.act(async (act) => {
    const known = await setByCode(act.db, code)
    const draft = known ? (await versionsOf(act.db, known.id))[0] : undefined
    if (!draft)
      return await beginSet(act, {
        code,
        unitId: (await rootUnitId(act.db)) ?? '',
        document: read.set,
      })
    await replaceSet(act, { code, number: draft.number }, read.set)
    return { number: draft.number }
  })
  const faults = faultsOf(
    read.set,
    measures.map(({ name }) => name),
  )
  const t = say(criteriaWords, 'en')
  for (const { code: fault, at, details } of faults)
    context.err(t(`fault.${fault}`, { at: at ?? '', ...details }))
  context.out(`${code}, version ${number}: a draft with ${faults.length} faults.`)
  return faults.length > 0 ? 1 : 0
}

async function result(
  context: CommandContext,
  { json }: Asked,
  slug: string,
  measures: readonly Measure[],
): Promise<number> {
  const told = await context.read(async (read) =>
    resultOfCycle(read, await loadHead(read.db, slug), measures, {}),
  )
  if (json) context.out(JSON.stringify(told))
  else {
    for (const { place, score, unit, name, missing } of told.units)
      context.out([place ?? '-', score ?? '-', unit, name, missing.join(' ')].join('\t'))
    context.out(
      told.publishedAt ? `Published ${told.publishedAt}.` : 'Not published: figures are live.',
    )
  }
  return 0
}

// `congtam petitions import FILE.jsonl|.csv|.xlsx [--json]`, `congtam petitions recount`

import { rootUnitId } from '../org/index.ts'
import { type Command, type CommandContext, say, sha256 } from '../platform/index.ts'
import { outcomeCounts } from './api.ts'
import { type FileItem, readPetitionFile } from './file-items.ts'
import { petitionUnitIds } from './petition-store.ts'
import type { PetitionResult } from './placing.ts'
import { MOST_PETITIONS, receivePetitions } from './receive-actions.ts'
import { recountPetitions } from './recount-actions.ts'
import { petitionWords } from './words.ts'

const USAGE = [
  'congtam petitions import FILE.jsonl|.csv|.xlsx [--json]',
  '       congtam petitions recount',
].join('\n')

export const petitionsCommand: Command = {
  name: 'petitions',
  summary: 'import FILE.jsonl|.csv|.xlsx: take petitions and their steps; recount',
  usage: USAGE,
  run,
}

async function run(context: CommandContext): Promise<number> {
  const asJson = context.args.includes('--json')
  const [verb, file, ...more] = context.args.filter((it) => it !== '--json')
  const isStrange = more.length > 0 || file?.startsWith('--')
  if (verb === 'import' && file && !isStrange) return await importFile(context, file, asJson)
  if (verb === 'recount' && !file) {
    let sum = 0
    for (const unitId of await context.read(({ db }) => petitionUnitIds(db)))
      sum += await context.act((act) => recountPetitions(act, unitId))
    context.out(`${sum} petitions counted anew.`)
    return 0
  }
  context.err(`Usage: ${USAGE}`)
  return 2
}

/** Takes a file unit by unit, each batch in a transaction. What is refused is named by line; the rest is taken. */
async function importFile(context: CommandContext, file: string, asJson: boolean): Promise<number> {
  const bytes = await context.readFile(file)
  const source = `file ${sha256(bytes).slice(0, 16)}`
  const unitId = await context.read(({ db }) => rootUnitId(db))
  if (!unitId) {
    context.err('No units are loaded: run `congtam units import FILE.csv` first.')
    return 1
  }
  const results: PetitionResult[] = []
  for (const items of portions(await readPetitionFile(bytes, file))) {
    const batch = {
      source,
      unitId,
      items: items.flatMap((it) => ('refused' in it ? [] : [it])),
      refused: items.flatMap((it) => ('refused' in it ? [it.refused] : [])),
    }
    results.push(...(await context.act((act) => receivePetitions(act, batch))).results)
  }
  results.sort((a, b) => a.no - b.no)
  const t = say(petitionWords, 'en')
  const errors = results.flatMap(({ outcome, no, reason = 'unreadable', field }) =>
    outcome === 'rejected'
      ? [{ line: no, reason, ...(field ? { field } : {}), message: t(`reason.${reason}`) }]
      : [],
  )
  const counts = { read: results.length, ...outcomeCounts(results) }
  if (asJson) context.out(JSON.stringify({ ...counts, errors }))
  else {
    for (const { line, field, message } of errors)
      context.err(`line ${line}${field ? `, ${field}` : ''}: ${message}`)
    context.out(
      `${counts.read} read: ${counts.accepted} accepted, ${counts.duplicate} duplicate, ${counts.stale} stale, ${counts.rejected} rejected.`,
    )
  }
  return counts.read > 0 && counts.rejected === counts.read ? 1 : 0
}

/** Items of one unit together, in their order, no more than a batch may hold. */
function portions(items: readonly FileItem[]): FileItem[][] {
  const byUnit = new Map<string, FileItem[]>()
  for (const it of items) {
    const item = 'refused' in it ? null : (it.item as { unit?: unknown } | null)
    const unit = String(item?.unit ?? '')
    const pile = byUnit.get(unit)
    if (pile) pile.push(it)
    else byUnit.set(unit, [it])
  }
  return [...byUnit.values()].flatMap((pile) =>
    Array.from({ length: Math.ceil(pile.length / MOST_PETITIONS) }, (_, no) =>
      pile.slice(no * MOST_PETITIONS, (no + 1) * MOST_PETITIONS),
    ),
  )
}

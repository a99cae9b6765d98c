// `congtam procedures import FILE.csv`, `congtam dossiers import FILE.jsonl|.csv|.xlsx`, `congtam dossiers recount|writing`

import { rootUnitId } from '../org/index.ts'
import { type Command, type CommandContext, readText, say, sha256 } from '../platform/index.ts'
import { type ItemResult, MOST_ITEMS } from './batch.ts'
import { readMessageFile } from './file-messages.ts'
import { receiptOf } from './inbox-store.ts'
import { loadProcedures, setWriting } from './procedure-actions.ts'
import { readProcedureRows } from './procedure-rows.ts'
import { receiveBatch } from './receive-actions.ts'
import { recountSome } from './recount-actions.ts'
import { dossierUnitIds } from './recount-store.ts'
import { takeSome } from './take-actions.ts'
import { dossierWords } from './words.ts'
import { WRITINGS } from './writing-store.ts'

const PROCEDURES = 'congtam procedures import FILE.csv [--json]'
const DOSSIERS = [
  'congtam dossiers import FILE.jsonl|.csv|.xlsx [--json]',
  '       congtam dossiers recount',
  '       congtam dossiers writing grouped|mixed',
].join('\n')

export const proceduresCommand: Command = {
  name: 'procedures',
  summary: 'import FILE.csv: load procedures and their time limits, repeatable',
  usage: PROCEDURES,
  run: runProcedures,
}

export const dossiersCommand: Command = {
  name: 'dossiers',
  summary:
    'import FILE.jsonl|.csv|.xlsx: take messages of the feed; recount; writing grouped|mixed',
  usage: DOSSIERS,
  run: runDossiers,
}

const split = ({ args }: CommandContext) => ({
  words: args.filter((argument) => !argument.startsWith('--')),
  asJson: args.includes('--json'),
  isStrange: args.some((argument) => argument.startsWith('--') && argument !== '--json'),
})

async function runProcedures(context: CommandContext): Promise<number> {
  const { words, asJson, isStrange } = split(context)
  const [verb, file] = words
  if (verb !== 'import' || !file || words.length > 2 || isStrange) {
    context.err(`Usage: ${PROCEDURES}`)
    return 2
  }
  const text = await readText(context, file)
  const { rows, faults } = readProcedureRows(text)
  const t = say(dossierWords, 'en')
  const errors = faults.map(({ line, column, reason, value }) => ({
    line,
    column,
    message: t(`procedure.${reason}`),
    value,
  }))
  const { changed, ...loaded } = await context.act((act) => loadProcedures(act, rows))
  const recounted = await recount(context, changed.length > 0 ? changed : [])
  const outcome = { read: rows.length + new Set(errors.map(({ line }) => line)).size, ...loaded }
  if (asJson) context.out(JSON.stringify({ ...outcome, recounted, errors }))
  else {
    for (const { line, column, message, value } of errors)
      context.err(`line ${line}, ${column}: ${message}${value ? ` ("${value}")` : ''}`)
    context.out(
      `${loaded.inserted} new, ${loaded.updated} changed, ${loaded.unchanged} unchanged; ${recounted} dossiers counted anew.`,
    )
  }
  return errors.length > 0 ? 1 : 0
}

async function runDossiers(context: CommandContext): Promise<number> {
  const { words, asJson, isStrange } = split(context)
  const [verb, what, ...more] = words
  const writing = WRITINGS.find((mode) => mode === what)
  if (!isStrange && more.length === 0) {
    if (verb === 'import' && what) return await importFile(context, what, asJson)
    if (verb === 'recount' && !what) {
      context.out(`${await recount(context, null)} dossiers counted anew.`)
      return 0
    }
    if (verb === 'writing' && writing) {
      await context.act((act) => setWriting(act, writing))
      return 0
    }
  }
  context.err(`Usage: ${DOSSIERS}`)
  return 2
}

/** Takes a file of messages, a batch at a time. What is refused is named by line; the rest is taken. */
async function importFile(context: CommandContext, file: string, asJson: boolean): Promise<number> {
  const bytes = await context.readFile(file)
  const source = `file ${sha256(bytes).slice(0, 16)}`
  const unitId = await context.read(({ db }) => rootUnitId(db))
  if (!unitId) {
    context.err('No units are loaded: run `congtam units import FILE.csv` first.')
    return 1
  }
  const results: ItemResult[] = []
  let messages: { no: number; message: unknown }[] = []
  let refused: ItemResult[] = []
  const flush = async () => {
    if (messages.length + refused.length === 0) return
    const batch = { source, unitId, messages, refused }
    const { id } = await context.act((act) =>
      receiveBatch({ ...act, enqueue: async () => undefined }, batch),
    )
    results.push(...(await takenResults(context, id, source)))
    messages = []
    refused = []
  }
  const receivedAt = await context.read(async ({ now }) => now)
  for (const line of await readMessageFile(bytes, file, receivedAt)) {
    if ('refused' in line) refused.push(line.refused)
    else messages.push(line)
    if (messages.length + refused.length === MOST_ITEMS) await flush()
  }
  await flush()
  const count = (outcome: ItemResult['outcome']) =>
    results.filter((it) => it.outcome === outcome).length
  const t = say(dossierWords, 'en')
  const errors = results
    .filter(({ outcome }) => outcome === 'rejected')
    .map(({ no, reason = 'unreadable', field }) => ({
      line: no,
      reason,
      ...(field ? { field } : {}),
      message: t(`reason.${reason}`),
    }))
    .sort((a, b) => a.line - b.line)
  const counts = {
    read: results.length,
    accepted: count('accepted'),
    duplicate: count('duplicate'),
    stale: count('stale'),
    rejected: errors.length,
  }
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

/** Works off the inbox until a batch is done; a server that runs beside may be working on a part of it. */
async function takenResults(
  context: CommandContext,
  id: string,
  source: string,
): Promise<ItemResult[]> {
  for (;;) {
    while ((await context.act(takeSome)) === 'again');
    const receipt = await context.read(({ db }) => receiptOf(db, id, source))
    if (!receipt || receipt.open === 0) return receipt?.results ?? []
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Counts dossiers of some procedures anew; of all for null. Answers how many. */
async function recount(
  context: CommandContext,
  procedures: readonly string[] | null,
): Promise<number> {
  if (procedures?.length === 0) return 0
  let sum = 0
  for (const unitId of await context.read(({ db }) => dossierUnitIds(db))) {
    let from: string | null = ''
    while (from !== null) {
      const begin: string = from
      const { count, after } = await context.act((act) =>
        recountSome(act, unitId, procedures, begin),
      )
      sum += count
      from = after
    }
  }
  return sum
}

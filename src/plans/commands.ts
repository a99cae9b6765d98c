// `congtam plan import FILE [--dry-run] [--json]` and `congtam plan show [PLAN] [--json]`

import { DocumentProblem, documentWords, readDocument, requireSize } from '../documents/index.ts'
import type { Day } from '../lib/day.ts'
import { directory } from '../org/index.ts'
import { type Command, type CommandContext, fill, Problem } from '../platform/index.ts'
import { type PlanJson, planJson, readPlan, requirePlan, resolvePlan } from '../reading/index.ts'
import { type Applied, applyImport, beginImport, readImport } from './import-actions.ts'
import { SHOW_USAGE, showPlan } from './show-command.ts'
import { planWords } from './words.ts'

const USAGE = 'congtam plan import FILE [--dry-run] [--json]'
const FLAGS = ['--dry-run', '--json']

export const planCommand: Command = {
  name: 'plan',
  summary: 'import FILE: read a signed plan (--dry-run only prints it); show: what is here',
  usage: `${USAGE}\n       ${SHOW_USAGE}`,
  run,
}

async function run(context: CommandContext): Promise<number> {
  const [verb, file, ...more] = context.args.filter((argument) => !argument.startsWith('--'))
  const unknown = context.args.find(
    (argument) => argument.startsWith('--') && !FLAGS.includes(argument),
  )
  const isShow = verb === 'show' && more.length === 0 && !unknown
  if (isShow && !context.args.includes('--dry-run')) return await showPlan(context, file)
  if (verb !== 'import' || !file || more.length > 0 || unknown) {
    context.err(`Usage: ${USAGE}\n       ${SHOW_USAGE}`)
    return 2
  }
  const asJson = context.args.includes('--json')
  try {
    requireSize(await context.fileSize(file))
    const bytes = await context.readFile(file)
    const json = await understand(context, bytes, file)
    const isTrial = context.args.includes('--dry-run')
    const applied = isTrial ? null : await apply(context, bytes, file)
    if (asJson) context.out(JSON.stringify(json))
    else print(context, json, isTrial ? 'trial' : applied)
    return 0
  } catch (error) {
    const refusal = sentenceOf(error)
    if (!refusal) throw error
    if (asJson) context.out(JSON.stringify({ error: refusal.code, message: refusal.message }))
    else context.err(refusal.message)
    return 1
  }
}

async function understand(
  context: CommandContext,
  bytes: Uint8Array,
  file: string,
): Promise<PlanJson> {
  const reading = requirePlan(readPlan(await readDocument(bytes, file)))
  return await context.read(async ({ db, today }) => {
    const on: Day = reading.date ?? today
    return planJson(reading, resolvePlan(reading, await directory(db), on))
  })
}

/** Makes or amends the plan; null when this very file made it before. */
async function apply(
  context: CommandContext,
  bytes: Uint8Array,
  file: string,
): Promise<Applied | null> {
  const { importId } = await context.act((act) =>
    beginImport(act, { fileName: file.split(/[/\\]/).at(-1) ?? file, bytes }),
  )
  const { applied_at } = await context.act((act) => readImport(act, importId))
  if (applied_at) return null
  return await context.act((act) => applyImport(act, importId))
}

function print(context: CommandContext, json: PlanJson, applied: Applied | 'trial' | null): void {
  const duties = json.groups.reduce((sum, group) => sum + group.duties.length, 0)
  context.out(
    `${json.number ?? '?'}, ${json.date ?? '?'}, ${json.issuer ?? '?'}, ${json.signer ?? '?'}`,
  )
  context.out(
    `${json.tasks.length} tasks, ${json.groups.length} groups with ${duties} duties, ${json.recipients.length} recipients.`,
  )
  for (const { where, text, reason, candidates } of json.unresolved) {
    context.out(
      `to settle: ${where}: ${reason}: "${text}"${candidates.length > 0 ? ` (${candidates.join('; ')}?)` : ''}`,
    )
  }
  if (applied === 'trial') context.out('Nothing was changed (--dry-run).')
  else if (applied === null || applied.changes === 0)
    context.out('This plan is here already; nothing was changed.')
  else context.out(`${applied.isNew ? 'Brought in' : 'Amended'}: /office/plans/${applied.slug}`)
}

function sentenceOf(error: unknown): { code: string; message: string } | null {
  if (error instanceof DocumentProblem) {
    const words: Record<string, string> = documentWords.en
    return { code: error.code, message: fill(words[error.code] ?? error.code, error.details) }
  }
  if (error instanceof Problem) {
    const words: Record<string, string> = planWords.en
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

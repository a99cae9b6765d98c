// Bringing a plan in: the file is kept, read by a job, looked at by a person, applied.

import { DocumentProblem, fingerprint, readDocument } from '../documents/index.ts'
import type { Day } from '../lib/day.ts'
import { matchKey, searchKey } from '../lib/text.ts'
import { ancestorIds, directory, rootUnitId } from '../org/index.ts'
import { type Act, notFound, Problem, record, sha256 } from '../platform/index.ts'
import {
  compareReadings,
  type PlanReading,
  readPlan,
  requirePlan,
  resolveBody,
  resolvePlan,
} from '../reading/index.ts'
import { carryItem, endItem } from './amend-actions.ts'
import { proposeDimensions } from './dimension.ts'
import { type ItemDraft, itemDrafts } from './item.ts'
import { readingOf } from './next.ts'
import { slugOf } from './publication.ts'
import {
  changeImport,
  changeItemRow,
  dimensions,
  holdPlan,
  importById,
  importOfFile,
  insertImport,
  insertItems,
  insertPlan,
  itemsOf,
  lastApplied,
  type Plan,
  type PlanImport,
  type PlanItem,
  planByNumber,
  planBySlug,
  saveLinks,
  updatePlan,
} from './store.ts'
import type { Failure } from './tables.ts'

export const READ_JOB = 'plan.read'
const MOST_NAME = 200

export type BegunImport = { importId: string; isNew: boolean }

/** Keeps the file and queues its reading. The same bytes again give the import that is there already. */
export async function beginImport(
  act: Act,
  { fileName, bytes }: { fileName: string; bytes: Uint8Array },
): Promise<BegunImport> {
  if (bytes.length === 0) throw new Problem(422, 'document.empty')
  const known = await importOfFile(act.db, sha256(bytes))
  if (known) return { importId: known.id, isNew: false }
  const { hash } = await act.files.put(bytes)
  const unitId = await provinceOf(act)
  const importId = act.newId()
  await insertImport(act.db, {
    id: importId,
    unit_id: unitId,
    plan_id: null,
    file_name: fileName.normalize('NFC').slice(0, MOST_NAME) || 'plan',
    file_hash: hash,
    fingerprint: null,
    begun_at: act.now,
    begun_by: act.actor.personId,
    finished_at: null,
    failed_at: null,
    failure: null,
    text: null,
    reading: null,
    applied_at: null,
    applied_by: null,
    discarded_at: null,
  })
  await act.enqueue(READ_JOB, { importId })
  await record(act, 'plan.import-begun', { unitId, subject: importId, details: { hash } })
  return { importId, isNew: true }
}

/** The topmost unit over whoever acts; the first province for the system. */
async function provinceOf(act: Act): Promise<string> {
  if (act.actor.unitId) {
    return (await ancestorIds(act.db, act.actor.unitId, act.today)).at(-1) ?? act.actor.unitId
  }
  const root = await rootUnitId(act.db)
  if (!root) throw new Problem(409, 'units.none')
  return root
}

/** Reads a kept file. Reading it again changes nothing. */
export async function readImport(act: Act, importId: string): Promise<PlanImport> {
  await holdPlan(act.db, importId)
  const row = await importById(act.db, importId)
  if (!row) throw notFound('import')
  if (row.finished_at || row.failed_at || row.discarded_at) return row
  const outcome = await readFileOf(act, row)
  const change =
    'reading' in outcome
      ? { ...outcome, finished_at: act.now }
      : { failure: outcome, failed_at: act.now }
  await changeImport(act.db, importId, change)
  await record(act, 'reading' in outcome ? 'plan.read' : 'plan.import-failed', {
    unitId: row.unit_id,
    subject: importId,
    details:
      'reading' in outcome
        ? { tasks: outcome.reading.tasks.length, groups: outcome.reading.groups.length }
        : { code: outcome.code },
  })
  return { ...row, ...change }
}

type Read = { text: string; fingerprint: string; reading: PlanReading }

async function readFileOf(act: Act, row: PlanImport): Promise<Read | Failure> {
  try {
    const document = await readDocument(await act.files.get(row.file_hash), row.file_name)
    const reading = requirePlan(readPlan(document))
    return { text: document.text, fingerprint: fingerprint(document), reading }
  } catch (error) {
    if (error instanceof DocumentProblem) return { code: error.code, details: { ...error.details } }
    throw error
  }
}

export async function discardImport(act: Act, importId: string): Promise<void> {
  const row = await requireOpenImport(act, importId)
  await changeImport(act.db, importId, { discarded_at: act.now })
  await record(act, 'plan.discarded', { unitId: row.unit_id, subject: importId })
}

async function requireOpenImport(act: Act, importId: string): Promise<PlanImport> {
  await holdPlan(act.db, importId)
  const row = await importById(act.db, importId)
  if (!row || row.discarded_at) throw notFound('import')
  if (row.applied_at) throw new Problem(409, 'import.already-applied')
  return row
}

export type Applied = { planId: string; slug: string; isNew: boolean; changes: number }

/** Which plan a document is; told by a person where the document (a table alone) does not say. */
export type Identity = { number: string; date: Day; issuer: string; year: number }

function identityOf(reading: PlanReading, told: Partial<Identity>): Identity {
  const number = reading.number ?? told.number?.trim()
  const date = reading.date ?? told.date
  const issuer = reading.issuer ?? told.issuer?.trim()
  if (!number || !date || !issuer) {
    const missing = Object.entries({ number, date, issuer })
      .filter(([, value]) => !value)
      .map(([name]) => name)
    throw new Problem(422, 'import.identity-missing', { missing: missing.join(', ') })
  }
  return { number, date, issuer, year: reading.year ?? told.year ?? Number(date.slice(0, 4)) }
}

/** Makes the plan with its items; or, when this plan is there already, what the new reading changes in it. */
export async function applyImport(
  act: Act,
  importId: string,
  told: Partial<Identity> = {},
): Promise<Applied> {
  const row = await requireOpenImport(act, importId)
  if (!row.reading) throw new Problem(409, 'import.not-read')
  const { number, date, issuer, year } = identityOf(row.reading, told)
  const names = await directory(act.db)
  const resolution = resolvePlan(row.reading, names, date)
  const drafts = itemDrafts(resolution)
  const known = await planByNumber(act.db, number, date, issuer)
  const issuerIs = resolveBody(names, issuer, names.asOf(date))
  const plan: Plan = known ?? {
    id: act.newId(),
    slug: await freeSlug(act, slugOf(number, year)),
    number,
    signed_on: date,
    issuer,
    issuer_id: issuerIs.status === 'unit' ? issuerIs.unit.id : row.unit_id,
    coordinator_id: act.actor.unitId ?? row.unit_id,
    signer: row.reading.signer ?? '',
    year,
    title: row.reading.title ?? number,
    goals: row.reading.goals.map((goal) => goal.text),
    recipients: row.reading.recipients.map((recipient) => recipient.text),
    created_at: act.now,
  }
  await holdPlan(act.db, plan.id)
  const changes = known ? await amend(act, known, row, drafts) : drafts.length
  if (!known) {
    await insertPlan(act.db, plan)
    await addItems(
      act,
      plan,
      row.id,
      drafts.map((draft, position) => ({ draft, position })),
    )
  }
  await changeImport(act.db, importId, {
    applied_at: act.now,
    applied_by: act.actor.personId,
    plan_id: plan.id,
  })
  await record(act, known ? 'plan.amended' : 'plan.applied', {
    unitId: plan.issuer_id ?? row.unit_id,
    subject: plan.id,
    details: { number, signedOn: date, changes },
  })
  return { planId: plan.id, slug: plan.slug, isNew: !known, changes }
}

async function freeSlug(act: Act, wanted: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? wanted : `${wanted}-${n}`
    if (!(await planBySlug(act.db, slug))) return slug
  }
}

type Placed = { draft: ItemDraft; position: number }

/** Inserts items with their proposed dimensions; returns the id at each position. `groups` holds the groups
 * that are there already. */
async function addItems(
  act: Act,
  plan: Plan,
  importId: string,
  placed: readonly Placed[],
  groups: ReadonlyMap<number, string> = new Map(),
): Promise<Map<number, string>> {
  const known = await dimensions(act.db)
  const ids = new Map([
    ...groups,
    ...placed.map(({ position }) => [position, act.newId()] as const),
  ])
  const rows = placed.map(
    ({ draft, position }): PlanItem => ({
      id: ids.get(position) as string,
      plan_id: plan.id,
      import_id: importId,
      kind: draft.kind,
      number: draft.number,
      position,
      parent_id: draft.group === null ? null : (ids.get(draft.group) ?? null),
      text: draft.text,
      lead: draft.lead,
      coordinating: draft.coordinating,
      asks: draft.asks,
      time_text: draft.timeText,
      due: draft.due,
      spans: draft.spans,
      search_key: searchKey(`${draft.number} ${draft.text}`),
      begins_on: act.today,
      ended_on: null,
    }),
  )
  // A duty points at its group: groups go in first.
  await insertItems(
    act.db,
    rows.filter((row) => row.kind !== 'duty'),
  )
  await insertItems(
    act.db,
    rows.filter((row) => row.kind === 'duty'),
  )
  for (const row of rows) {
    if (row.kind === 'group') continue
    await saveLinks(
      act.db,
      row.id,
      proposeDimensions(row.text, known).map((link) => ({
        item_id: row.id,
        ...link,
        linked_at: act.now,
        linked_by: null,
      })),
    )
  }
  return ids
}

/** Ends what is gone, carries on what stays, begins what is new. Returns how many items are touched. */
async function amend(act: Act, plan: Plan, row: PlanImport, drafts: ItemDraft[]): Promise<number> {
  const before = await lastApplied(act.db, plan.id)
  if (!row.reading) throw new Problem(409, 'import.not-read')
  const items = await itemsOf(act.db, plan.id)
  // A draft begun from last year's plan has no document yet: its items stand for one.
  const changes = compareReadings(before?.reading ?? readingOf(items).reading, row.reading)
  await updatePlan(act.db, plan.id, {
    title: row.reading.title ?? plan.title,
    signer: row.reading.signer ?? plan.signer,
    goals: row.reading.goals.map((goal) => goal.text),
    recipients: row.reading.recipients.map((recipient) => recipient.text),
  })
  const groups = await amendGroups(act, plan, row.id, items, drafts)
  let touched = 0
  for (const change of changes) {
    const old = change.kind === 'added' ? null : itemAt(items, change.before)
    const next = change.kind === 'removed' ? null : draftAt(drafts, change.after)
    if (change.kind === 'same' && old && next) {
      await changeItemRow(act.db, old.id, {
        position: next.position,
        number: next.draft.number,
        parent_id: next.draft.group === null ? null : (groups.get(next.draft.group) ?? null),
      })
      continue
    }
    touched += 1
    const begun = next
      ? (await addItems(act, plan, row.id, [next], groups)).get(next.position)
      : undefined
    if (!old) continue
    if (change.kind === 'changed' && begun) {
      await carryItem(act, plan, { from: old, toId: begun, aspects: change.aspects })
    } else {
      await endItem(act, plan, old, 'removed')
    }
  }
  return touched
}

/** Groups bear no duties: one with the same title stays, the others end and begin. */
async function amendGroups(
  act: Act,
  plan: Plan,
  importId: string,
  items: readonly PlanItem[],
  drafts: readonly ItemDraft[],
): Promise<Map<number, string>> {
  const kept = new Map<number, string>()
  const fresh: Placed[] = []
  const old = items.filter((item) => item.kind === 'group')
  for (const [position, draft] of drafts.entries()) {
    if (draft.kind !== 'group') continue
    const same = old.find((item) => matchKey(item.text) === matchKey(draft.text))
    if (!same) {
      fresh.push({ draft, position })
      continue
    }
    kept.set(position, same.id)
    await changeItemRow(act.db, same.id, { position, number: draft.number })
  }
  for (const group of old) {
    if (![...kept.values()].includes(group.id)) await endItem(act, plan, group, 'removed')
  }
  return await addItems(act, plan, importId, fresh, kept)
}

/** The item that an earlier reading's line became: by its words, since numbers may have moved. */
function itemAt(items: readonly PlanItem[], ref: { kind: string; text: string }): PlanItem {
  const key = matchKey(ref.text)
  const item = items.find(({ kind, text }) => kind === ref.kind && matchKey(text) === key)
  if (!item) throw new Error(`the plan has no ${ref.kind} "${ref.text.slice(0, 40)}"`)
  return item
}

function draftAt(drafts: readonly ItemDraft[], ref: { kind: string; index: number }): Placed {
  const placed = drafts
    .map((draft, position) => ({ draft, position }))
    .filter(({ draft }) => draft.kind === ref.kind)[ref.index]
  if (!placed) throw new Error(`no ${ref.kind} ${ref.index} in the reading`)
  return placed
}

// Building a set: begun empty, from a file or from last year; changed line by line, undone; published as it is.

import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { type Edit, edited } from './edit.ts'
import { faultsOf } from './faults.ts'
import type { CriteriaSet } from './set.ts'
import {
  changeVersion,
  holdSet,
  insertEdit,
  insertSet,
  insertVersion,
  lastEdit,
  markUndone,
  setByCode,
  type VersionListed,
  versionOf,
  versionsOf,
} from './set-store.ts'

export const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Begins a set with its first draft. It is kept by the unit in whose name one acts, or by `unitId`. */
export async function beginSet(
  act: Act,
  { code, unitId, document }: { code: string; unitId: string; document: CriteriaSet },
): Promise<{ code: string; number: number }> {
  if (!CODE.test(code) || code.length > 60) throw new Problem(422, 'criteria.code-unfit')
  if (await setByCode(act.db, code)) throw new Problem(409, 'criteria.code-taken', { code })
  const id = act.newId()
  await insertSet(act.db, {
    id,
    unit_id: unitId,
    code,
    begun_at: act.now,
    begun_by: act.actor.personId,
  })
  await insertVersion(act.db, blank(act, { setId: id, number: 1, document, basedOn: null }))
  await record(act, 'criteria.set-begun', { unitId, subject: id, details: { code } })
  return { code, number: 1 }
}

const blank = (
  act: Act,
  of: { setId: string; number: number; document: CriteriaSet; basedOn: string | null },
) => ({
  id: act.newId(),
  set_id: of.setId,
  number: of.number,
  document: of.document,
  based_on_id: of.basedOn,
  begun_at: act.now,
  begun_by: act.actor.personId,
  saved_at: act.now,
  saved_by: act.actor.personId,
  published_at: null,
  published_by: null,
})

/** A new draft of a set, copied from one of its versions: last year's. One draft at a time. */
export async function copyVersion(
  act: Act,
  { code, from }: { code: string; from: number },
): Promise<{ code: string; number: number }> {
  const base = await versionOf(act.db, code, from)
  if (!base) throw notFound('criteria')
  await holdSet(act.db, base.set_id)
  const all = await versionsOf(act.db, base.set_id)
  const draft = all.find(({ published_at }) => published_at === null)
  if (draft) throw new Problem(409, 'criteria.draft-there', { number: draft.number })
  const number = (all[0]?.number ?? 0) + 1
  const document = { ...base.document, valid: { from: null, to: null } }
  const row = blank(act, { setId: base.set_id, number, document, basedOn: base.id })
  await insertVersion(act.db, row)
  await record(act, 'criteria.version-begun', {
    unitId: base.unit_id,
    subject: row.id,
    details: { code, number, from },
  })
  return { code, number }
}

type Key = { code: string; number: number }

async function openDraft(act: Act, { code, number }: Key): Promise<VersionListed> {
  const found = await versionOf(act.db, code, number)
  if (!found) throw notFound('criteria')
  await holdSet(act.db, found.set_id)
  // Looked at again: another writer may have published it meanwhile.
  const version = await versionOf(act.db, code, number)
  if (!version || version.published_at) throw new Problem(409, 'criteria.published')
  return version
}

/** One change to a draft; kept so that it can be undone. */
export async function editSet(act: Act, key: Key, edit: Edit): Promise<void> {
  const version = await openDraft(act, key)
  await keep(act, version, edit.do, edited(version.document, edit))
}

/** Puts a whole document, read from a file, in the place of the draft. */
export async function replaceSet(act: Act, key: Key, document: CriteriaSet): Promise<void> {
  const version = await openDraft(act, key)
  await keep(act, version, 'import', document)
}

async function keep(
  act: Act,
  version: VersionListed,
  what: string,
  document: CriteriaSet,
): Promise<void> {
  await insertEdit(act.db, {
    id: act.newId(),
    version_id: version.id,
    what,
    before: version.document,
    made_at: act.now,
    made_by: act.actor.personId,
    undone_at: null,
  })
  await saveDraft(act, version, document, { what })
}

async function saveDraft(
  act: Act,
  version: VersionListed,
  document: CriteriaSet,
  details: Record<string, unknown>,
): Promise<void> {
  await changeVersion(act.db, version.id, {
    document,
    saved_at: act.now,
    saved_by: act.actor.personId,
  })
  await record(act, 'criteria.version-edited', {
    unitId: version.unit_id,
    subject: version.id,
    details: { code: version.code, number: version.number, ...details },
  })
}

/** Takes the newest change back. */
export async function undoEdit(act: Act, key: Key): Promise<string> {
  const version = await openDraft(act, key)
  const edit = await lastEdit(act.db, version.id)
  if (!edit) throw new Problem(409, 'criteria.nothing-to-undo')
  await markUndone(act.db, edit.id, act.now)
  await saveDraft(act, version, edit.before, { what: 'undo', undone: edit.what })
  return edit.what
}

/** Publishes a draft without faults; cycles may use it, and it changes no more. */
export async function publishSet(act: Act, key: Key, measures: readonly string[]): Promise<void> {
  const version = await openDraft(act, key)
  const faults = faultsOf(version.document, measures)
  if (faults.length > 0) throw new Problem(422, 'criteria.faults', { n: faults.length })
  await changeVersion(act.db, version.id, {
    published_at: act.now,
    published_by: act.actor.personId,
  })
  await record(act, 'criteria.version-published', {
    unitId: version.unit_id,
    subject: version.id,
    details: { code: version.code, number: version.number },
  })
}

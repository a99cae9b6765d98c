// Evidence: files by content, photos without what the camera wrote, links; taken back by a dated row.

import type { Day } from '../lib/day.ts'
import { type Act, notFound, Problem, record } from '../platform/index.ts'
import { cleanTitle, type EvidenceKind, evidenceLink, sniff } from './evidence.ts'
import {
  findEvidence,
  insertEvidence,
  isEvidenceSent,
  sameEvidence,
  withdrawEvidenceRow,
} from './evidence-store.ts'
import { preparePicture } from './picture-store.ts'
import { findDuty } from './store.ts'

export type EvidenceSource =
  | { bytes: Uint8Array; fileName: string; isMinutes: boolean }
  | { link: string; title: string }
export type NewEvidence = { unitId: string; dutyId: string; period: string } & EvidenceSource

/** Keeps a file or a link as evidence of a duty. Returns its id; the same file again is the same evidence, so that
 * a form sent twice over a bad line keeps it once. */
export async function addEvidence(act: Act, added: NewEvidence): Promise<string> {
  const duty = await findDuty(act.db, added.unitId, added.dutyId)
  if (!duty) throw notFound('duty')
  const content = await evidenceContent(act, added)
  const { unitId, dutyId, period } = added
  const hash = content.file_hash
  const same = hash ? await sameEvidence(act.db, { unitId, dutyId, period, hash }) : null
  if (same) return same
  const id = act.newId()
  await insertEvidence(act.db, {
    unit_id: added.unitId,
    id,
    duty_id: added.dutyId,
    period: added.period,
    ...content,
    added_at: act.now,
    added_by: act.actor.personId,
    withdrawn_at: null,
    withdrawn_by: null,
  })
  await record(act, 'evidence.added', {
    unitId: added.unitId,
    subject: id,
    details: { kind: content.kind, ...(content.file_hash ? { hash: content.file_hash } : {}) },
  })
  return id
}

/** What a file or a link is as evidence; the file is kept by its content. Refuses what is no evidence. */
export const evidenceContent = async (
  act: Act,
  source: EvidenceSource,
): Promise<EvidenceContent> =>
  'link' in source ? linkContent(source) : await fileContent(act, source)

export type EvidenceContent = {
  kind: EvidenceKind
  title: string
  file_hash: string | null
  thumbnail_hash: string | null
  mime: string | null
  size: number | null
  url: string | null
  taken_on: Day | null
}

function linkContent({ link, title }: { link: string; title: string }): EvidenceContent {
  const url = evidenceLink(link)
  return {
    kind: 'link',
    title: title.trim().slice(0, 150) || new URL(url).hostname,
    file_hash: null,
    thumbnail_hash: null,
    mime: null,
    size: null,
    url,
    taken_on: null,
  }
}

async function fileContent(
  act: Act,
  { bytes, fileName, isMinutes }: { bytes: Uint8Array; fileName: string; isMinutes: boolean },
): Promise<EvidenceContent> {
  const { kind, mime } = await sniff(bytes)
  const picture = kind === 'photo' ? await preparePicture(bytes) : null
  const { hash, size } = await act.files.put(picture?.bytes ?? bytes)
  return {
    kind: isMinutes && kind !== 'photo' ? 'minutes' : kind,
    title: cleanTitle(fileName),
    file_hash: hash,
    thumbnail_hash: picture ? (await act.files.put(picture.thumbnail)).hash : null,
    mime: picture?.mime ?? mime,
    size,
    url: null,
    taken_on: picture?.takenOn ?? null,
  }
}

/** Takes evidence back that no report carries yet. */
export async function withdrawEvidence(
  act: Act,
  { unitId, id }: { unitId: string; id: string },
): Promise<void> {
  const evidence = await findEvidence(act.db, unitId, id)
  if (!evidence || evidence.withdrawn_at !== null) throw notFound('evidence')
  if (await isEvidenceSent(act.db, unitId, id)) throw new Problem(409, 'evidence.already-sent')
  await withdrawEvidenceRow(act.db, unitId, id, { at: act.now, by: act.actor.personId })
  await record(act, 'evidence.withdrawn', { unitId, subject: id })
}

// What was said about a dossier. `happenedAt` is when it happened by the sender's word, `receivedAt` when we were told.

import type { Instant } from '../lib/instant.ts'
import type { DossierFields } from './fields.ts'
import type { Status } from './status.ts'

type Said = { id: string; code: string; happenedAt: Instant; receivedAt: Instant }

/** The whole dossier as its system saw it. */
export type Picture = Said & { kind: 'picture'; isFirst: boolean; facts: DossierFields }
/** One step of its way. */
export type Progress = Said & { kind: 'progress'; status: Status; office: string | null }
/** The dossier was sent by mistake: nothing received up to then counts. */
export type Deletion = Said & { kind: 'deletion' }
export type DossierEvent = Picture | Progress | Deletion

/** The times a picture states of what has happened, by field. A due time has not happened. */
export function statedTimes(facts: DossierFields): [field: string, at: Instant][] {
  const found: [string, Instant][] = []
  for (const field of STATED) {
    const at = facts[field]
    if (at) found.push([field, at])
  }
  for (const [at, { NgayBoSung, NgayTiepNhanBoSung }] of facts.DanhSachHoSoBoSung.entries()) {
    if (NgayBoSung) found.push([`NgayBoSung ${at}`, NgayBoSung])
    if (NgayTiepNhanBoSung) found.push([`NgayTiepNhanBoSung ${at}`, NgayTiepNhanBoSung])
  }
  return found
}

const STATED = ['NgayNopHoSo', 'NgayTiepNhan', 'NgayTuChoi', 'NgayKetThucXuLy', 'NgayTra'] as const

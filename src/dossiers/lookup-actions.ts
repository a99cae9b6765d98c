// A citizen asks about a dossier by its whole code. The answer names nobody; a code that is unknown and one that cannot be are
// answered alike, and who asks too often waits.

import type { Instant } from '../lib/instant.ts'
import { rootUnitId } from '../org/index.ts'
import { type Act, record, sha256 } from '../platform/index.ts'
import { type DeskDossier, dossierByCode } from './desk-store.ts'
import { holderOf } from './inbox-store.ts'
import { countLookup } from './lookup-store.ts'

export const LOOKUPS_A_MINUTE = 20

export type LookUp = { kind: 'found'; it: DeskDossier } | { kind: 'none' } | { kind: 'too-many' }

export async function lookUpDossier(act: Act, code: string): Promise<LookUp> {
  const minute = `${act.now.slice(0, 16)}:00.000+07:00` as Instant
  const count = await countLookup(act.db, addressMark(act.client.address), minute)
  if (count > LOOKUPS_A_MINUTE) {
    if (count === LOOKUPS_A_MINUTE + 1) {
      const unitId = (await rootUnitId(act.db)) ?? ''
      await record(act, 'dossiers.lookups-limited', { unitId, subject: unitId })
    }
    return { kind: 'too-many' }
  }
  const unitId = code === '' ? null : await holderOf(act.db, code)
  const it = unitId === null ? null : await dossierByCode(act.db, unitId, code)
  return it ? { kind: 'found', it } : { kind: 'none' }
}

/** Of a network that one subscriber has: an address of version 6 counts by its first four groups. */
const addressMark = (address: string): string =>
  sha256(address.includes(':') ? address.split(':').slice(0, 4).join(':') : address).slice(0, 32)

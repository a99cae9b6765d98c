// The identity provider's settings, and who is who there.

import type { Instant } from '../lib/instant.ts'
import type { Db } from '../platform/index.ts'
import { saveSetting, settingOf } from './factor-store.ts'
import type { AuthTables } from './tables.ts'

const at = (db: Db) => db.withTables<AuthTables>()

/** The client secret is not among them: the operator gives it by environment or file. */
export type ProviderSettings = {
  isOn: boolean
  /** As the sign-in page calls it. */
  name: string
  issuer: string
  clientId: string
  /** Address of this instance, to which the provider sends people back. */
  site: string
}

const PROVIDER = 'identity-provider'

export const providerSettings = (db: Db): Promise<ProviderSettings | null> =>
  settingOf<ProviderSettings>(db, PROVIDER)

export const saveProvider = (db: Db, settings: ProviderSettings, now: Instant): Promise<void> =>
  saveSetting(db, PROVIDER, settings, now)

type IdentityRow = AuthTables['provider_identities']

export const identityOf = (db: Db, issuer: string, subject: string) =>
  at(db)
    .selectFrom('provider_identities')
    .selectAll()
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('ended_at', 'is', null)
    .executeTakeFirst()

export const identitiesOf = (db: Db, personId: string): Promise<IdentityRow[]> =>
  at(db)
    .selectFrom('provider_identities')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()

export const insertIdentity = async (db: Db, row: IdentityRow): Promise<void> => {
  await at(db).insertInto('provider_identities').values(row).execute()
}

export const endIdentities = async (db: Db, personId: string, now: Instant): Promise<void> => {
  await at(db)
    .updateTable('provider_identities')
    .set({ ended_at: now })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .execute()
}

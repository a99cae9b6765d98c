// Every file that a row of the database points at: what must lie in the folder of files, and in a backup.

import { criteriaHashes } from '../localcriteria/index.ts'
import { evidenceHashes } from '../obligations/index.ts'
import { papiFileHashes } from '../papi/index.ts'
import { planFileHashes } from '../plans/index.ts'
import type { Db } from '../platform/index.ts'
import { subplanFileHashes } from '../subplans/index.ts'

export async function filesNamed(db: Db): Promise<string[]> {
  const each = [evidenceHashes, criteriaHashes, planFileHashes, subplanFileHashes, papiFileHashes]
  const found = new Set<string>()
  for (const hashes of each) for (const hash of await hashes(db)) found.add(hash)
  return [...found].sort()
}

// Example criteria sets that ship with the product: published once, kept by the topmost unit, marked as examples.

import { readFileSync } from 'node:fs'
import path from 'node:path'
import { criteriaMeasures } from '../console/index.ts'
import { beginSet, publishSet, readSet, setByCode } from '../localcriteria/index.ts'
import { rootUnitId } from '../org/index.ts'
import type { Act } from '../platform/index.ts'

/** Code of the set → its file in `packs/vn`. */
export const CRITERIA_PACKS: readonly [code: string, file: string][] = [
  ['mau-cap-xa', 'criteria-example-communes.json'],
  ['mau-phong', 'criteria-example-divisions.json'],
  ['cau-truc-par-index', 'criteria-structure-par-index.json'],
]

/** Brings in the sets that are not there yet. */
export async function loadCriteriaPacks(act: Act, packs: string): Promise<void> {
  const unitId = await rootUnitId(act.db)
  if (!unitId) return
  const names = criteriaMeasures.map(({ name }) => name)
  for (const [code, file] of CRITERIA_PACKS) {
    if (await setByCode(act.db, code)) continue
    const read = readSet(JSON.parse(readFileSync(path.join(packs, 'vn', file), 'utf8')))
    if ('issues' in read) throw new Error(`${file}: ${read.issues[0]?.path}`)
    const { number } = await beginSet(act, { code, unitId, document: read.set })
    await publishSet(act, { code, number }, names)
  }
}

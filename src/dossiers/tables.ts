// Columns as the database has them.

import type { Day } from '../lib/day.ts'
import type { Limit } from './clock.ts'
import type { ProcedureRow } from './procedure-rows.ts'

export type DossierTables = {
  procedures: {
    code: string
    valid_from: Day
    valid_to: Day | null
    name: string
    field: string
    level: ProcedureRow['level']
    limit_value: string | null
    limit_unit: Limit['unit'] | null
    fee: string
    returns_document: boolean
    online_level: ProcedureRow['onlineLevel']
  }
}

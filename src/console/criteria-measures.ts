// Every measure that criteria may be filled from, in one place.

import { dossierMeasures } from '../dossiers/index.ts'
import { indexMeasures } from '../index766/index.ts'
import { notificationMeasures } from '../notifications/index.ts'
import { obligationMeasures } from '../obligations/index.ts'
import type { Measure } from '../platform/index.ts'
import { subplanMeasures } from '../subplans/index.ts'

export const criteriaMeasures: readonly Measure[] = [
  ...obligationMeasures,
  ...subplanMeasures,
  ...notificationMeasures,
  ...dossierMeasures,
  ...indexMeasures,
]

export const measureNames: readonly string[] = criteriaMeasures.map(({ name }) => name)

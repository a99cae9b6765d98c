// What programs may read and write of duties, reports and hindrances.

import type { Route } from '../platform/index.ts'
import { dutyApi } from './duty-api.ts'
import { handoverApi } from './handover-api.ts'
import { hindranceApi } from './hindrance-api.ts'
import { reviewApi } from './review-api.ts'
import { takeoverApi } from './takeover-api.ts'

export const obligationApi: readonly Route[] = [
  ...dutyApi,
  ...reviewApi,
  ...hindranceApi,
  ...handoverApi,
  ...takeoverApi,
]

// Which duties stand in a unit's report form of one reporting period.

import type { Period } from '../calendar/index.ts'
import type { DutyListed } from './list-store.ts'

export type FormDuty = Pick<DutyListed, 'id' | 'recurring' | 'nominalOn' | 'opensOn' | 'standing'>

/** A recurring duty enters the form of the period in which its cut-off lies; any other the forms from when it
 * opens. Both stay until they are sent; what was sent in this period stays to be read. */
export function isInForm(
  duty: FormDuty,
  period: Period,
  sentInPeriod: ReadonlySet<string>,
): boolean {
  if (sentInPeriod.has(duty.id)) return true
  if (duty.standing === 'accepted' || duty.standing === 'submitted') return false
  return (duty.recurring ? duty.nominalOn : duty.opensOn) <= period.cutOffOn
}

/** A line may be sent while nothing that satisfies the duty waits or is accepted, and it is not locked. */
export const mayBeSent = ({ standing }: Pick<FormDuty, 'standing'>, isLocked = false): boolean =>
  !isLocked && standing !== 'accepted' && standing !== 'submitted'

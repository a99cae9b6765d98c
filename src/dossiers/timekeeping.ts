// By what a dossier of a unit is timed and counted: the readings in force, office hours, the calendar and its procedure.

import type { Day } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import type { OwnTime } from '../officetime/index.ts'
import type { OfficeClock } from './clock.ts'
import type { Dossier } from './dossier.ts'
import { type Catalogue, factsOf, versionOn } from './procedure.ts'
import type { TallyFacts } from './tally.ts'
import type { TimingRules } from './timing.ts'

export type DossierRules = {
  validFrom: Day
  readings: TimingRules
  hours: OfficeClock['hours']
  residentDatabases: string[]
  source: string
}

/** By what the dossiers of one unit are timed. */
export type Timekeeping = {
  rules: TimingRules
  clock: OfficeClock
  catalogue: Catalogue
  residentDatabases: readonly string[]
}

/** By what the dossiers of all units are timed. */
export type Timekeeper = Omit<Timekeeping, 'clock'> & {
  /** The clock of units without a time of their own. */
  nation: OfficeClock
  ownTimes: ReadonlyMap<string, OwnTime>
}

export const keepingOf = (
  { rules, catalogue, residentDatabases, nation, ownTimes }: Timekeeper,
  unitId: string,
): Timekeeping => {
  const own = ownTimes.get(unitId)
  const clock = own ? { calendar: own.calendar, hours: nation.hours, own } : nation
  return { rules, clock, catalogue, residentDatabases }
}

/** What one dossier is timed and counted by: the procedure in force when it was accepted, or sent. */
export function tallyFacts(dossier: Dossier, keeping: Timekeeping): TallyFacts {
  const started = dossier.acceptedAt ?? dossier.submittedAt
  const version = started ? versionOn(keeping.catalogue, dossier.procedure, dayOf(started)) : null
  const { limit, ...procedure } = factsOf(version)
  return {
    timing: { rules: keeping.rules, clock: keeping.clock, limit },
    procedure,
    complainedOn: null,
    residentDatabases: keeping.residentDatabases,
  }
}

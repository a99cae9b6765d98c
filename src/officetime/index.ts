// When each unit works: exceptions to the working calendar of all and office hours of its own, handed down to the units below.

export { CHANGED_JOB, type ChangedTime, enterTime, withdrawTime } from './actions.ts'
export { officeTimeApi } from './api.ts'
export { calendarCommand } from './commands.ts'
export {
  ENTRY_KINDS,
  type Entry,
  type EntryAsked,
  type EntryKind,
  requireEntry,
  requireWithdrawal,
  spanOf,
} from './entry.ts'
export { hoursText, type OfficeHours, readHours } from './hours.ts'
export {
  everBelow,
  type Held,
  heldBy,
  hoursHeld,
  type OwnTime,
  ownTimes,
  type Said,
  saidOf,
  speaking,
} from './own-time.ts'
export {
  allEntries,
  entryById,
  lastSaidAt,
  loadSaid,
  saidText,
  type Withdrawal,
  withdrawalsOf,
} from './store.ts'
export { officeTimeWords } from './words.ts'

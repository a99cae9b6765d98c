// Backup and restore of a whole instance: mechanisms that know nothing of government.

export { type BackupMade, makeBackup } from './backup.ts'
export { BackupProblem, type QueuedJob } from './manifest.ts'
export { type Restored, restoreBackup } from './restore.ts'

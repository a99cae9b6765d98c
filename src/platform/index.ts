// Mechanisms that know nothing of government: database, routes, events, jobs, files, mail, words.

export type { Act, Actor, FileStore, Read, Rights } from './act.ts'
export { CITIZEN, SYSTEM } from './act.ts'
export { alone } from './alone.ts'
export { canonical } from './canonical.ts'
export { type Command, type CommandContext, FileFault, readText } from './command.ts'
export {
  fromCursor,
  type Listed,
  listOf,
  listQuery,
  pageOfRows,
  showList,
  toCursor,
} from './cursor.ts'
export type { Db } from './database.ts'
export { onClient, openDatabase, toInstant } from './database.ts'
export { type Embedded, startEmbedded } from './embedded.ts'
export { openStreams, type StreamEvent } from './events.ts'
export { fileStore, sha256 } from './files.ts'
export { serveRoutes } from './http.tsx'
export { keptAnswerJobs } from './idempotency.ts'
export { type Job, type JobRow, type Jobs, runThrough, startJobs } from './jobs.ts'
export { deliverMail, type Mail, mailJobs, SITE, sendMail } from './mail.ts'
export { type MailTally, mailTally } from './mail-store.ts'
export { type MailOptions, type MailTransport, openMail } from './mail-transport.ts'
export type { Measure, Measured, MeasureScope, MeasureSpan } from './measure.ts'
export { applyMigrations, type MigrationFile, migrate, readMigrations } from './migrate.ts'
export { byPortions } from './portions.ts'
export { notFound, Problem } from './problem.ts'
export { openRecall, type Recall } from './recall.ts'
export {
  type EventHeadRow,
  type EventRow,
  type EventTables,
  eventHash,
  GENESIS,
  record,
  recordedBy,
  recordedByUnit,
  recordedSoFar,
  recordedText,
} from './record.ts'
export {
  type ApiTerms,
  type Confirmation,
  type Method,
  type Page,
  type Route,
  type RouteRow,
  route,
  type Shown,
  type SignOff,
  type Visitor,
} from './route.ts'
export { type Secrets, secretsOf } from './seal.ts'
export type { RequestLine } from './server-parts.ts'
export { type Moment, openWatch, type Seen } from './watch.ts'
export { defineWords, fill, LANGS, type Lang, type Say, say, type Words } from './words.ts'

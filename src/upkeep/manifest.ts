// What a backup says of itself: which version made it, what it holds, and the hash of every part.

import { z } from 'zod'

export const FORMAT = 1
/** First entry of the archive. */
export const HEADER = 'congtam.json'
/** Last but one: the list of all parts. The last entry holds its hash. */
export const MANIFEST = 'manifest.json'
export const SEAL = 'manifest.sha256'
export const QUEUE = 'queue.jsonl.gz'

const hash = z.string().regex(/^[0-9a-f]{64}$/)

export const headerSchema = z.object({
  format: z.number(),
  product: z.literal('congtam'),
  madeAt: z.string(),
  server: z.string(),
  /** Applied migrations, in order. */
  migrations: z.array(z.object({ name: z.string(), hash })),
})
export type Header = z.infer<typeof headerSchema>

export const manifestSchema = headerSchema.extend({
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
  parts: z.array(z.object({ name: z.string(), size: z.number(), sha256: hash })),
  files: z.number(),
  queued: z.number(),
  /** Evidence whose bytes no longer had their hash when the backup was made. */
  damagedFiles: z.array(z.string()),
})
export type Manifest = z.infer<typeof manifestSchema>

export type QueuedJob = { name: string; data: Record<string, unknown> }

/** A refusal of a backup, as a sentence that names the part. */
export class BackupProblem extends Error {
  override name = 'BackupProblem'
}

/** `tables/duties/000002.copy.gz` → `duties`; null for other parts. */
export const tableOf = (part: string): string | null =>
  /^tables\/([a-z0-9_]+)\/\d{6}\.copy\.gz$/.exec(part)?.[1] ?? null

/** `files/ab12…` → the hash; null for other parts. */
export const fileOf = (part: string): string | null =>
  /^files\/([0-9a-f]{64})$/.exec(part)?.[1] ?? null

/** `home/secret.key` → `secret.key`; null for other parts. A name never leads out of the folder. */
export const homeOf = (part: string): string | null =>
  /^home\/([a-z0-9][a-z0-9._-]*)$/.exec(part)?.[1] ?? null

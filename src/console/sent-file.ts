// A file of a feed as the browser sends it: chosen, then carried by its preview to the confirmation.

import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { DocumentProblem } from '../documents/index.ts'
import { unitsByIds } from '../org/index.ts'
import { type Db, Problem, sha256 } from '../platform/index.ts'

/** What a file says of itself before it is taken: lines, those refused, and those of each unit. */
export type Refusal<R extends string> = { no: number; field?: string; reason?: R }
export type Found<R extends string> = {
  lines: number
  byUnit: [unitId: string, n: number][]
  refused: readonly Refusal<R>[]
}

/** `file`: the bytes, carried by the page to the confirmation. */
export type FilePreviewed<P extends Found<string>> = {
  kind: 'preview'
  found: P
  names: Map<string, string>
  file: string
  name: string
}

/** A file to preview, or the one that a preview carries. The limit leaves room for base64 of what cannot be packed. */
export const fileFields = (maxBytes: number) =>
  z.object({
    file: z.instanceof(File).optional(),
    sent: z
      .string()
      .max(Math.ceil(maxBytes * 1.75))
      .optional(),
    name: z.string().max(200).catch('').default(''),
  })
export type FileFields = z.infer<ReturnType<typeof fileFields>>

type Chosen = { bytes: Uint8Array; name: string }

/** A file chosen to be previewed. */
export async function chosenFile(file: File | undefined, maxBytes: number): Promise<Chosen> {
  if (!file || file.size === 0) throw new Problem(422, 'file.empty')
  const megabytes = maxBytes / 1_000_000
  if (file.size > maxBytes) throw new Problem(413, 'file.too-large', { megabytes })
  return { bytes: new Uint8Array(await file.arrayBuffer()), name: file.name }
}

/** The bytes that a preview carried, and the mark by which they are found again. */
export function sentBytes(sent: string, maxBytes: number): { bytes: Uint8Array; mark: string } {
  try {
    const bytes = gunzipSync(Buffer.from(sent, 'base64'), { maxOutputLength: maxBytes })
    return { bytes, mark: sha256(bytes).slice(0, 16) }
  } catch {
    throw new Problem(422, 'file.unreadable')
  }
}

/** Whose a file is: only who sent it may ask what became of it. */
export const fileSource = (personId: string | null, mark: string) =>
  `person ${personId} file ${mark}`

export const fileMark = z.object({ mark: z.string().regex(/^[0-9a-f]{16}$/) })

/** What `read` makes of a file; a document that cannot be read is refused in its own words. */
export async function readOrRefuse<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, error.details)
    throw error
  }
}

export async function previewed<P extends Found<string>>(
  db: Db,
  found: P,
  { bytes, name }: Chosen,
): Promise<FilePreviewed<P>> {
  const ids = found.byUnit.map(([id]) => id)
  const names = new Map((await unitsByIds(db, ids)).map(({ id, fullName }) => [id, fullName]))
  return { kind: 'preview', found, names, file: gzipSync(bytes).toString('base64'), name }
}

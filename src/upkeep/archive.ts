// A backup is a tar of parts: readable with everyday tools, each part with its own hash, the list of them sealed
// at the end. A part is small enough to be held in memory.

import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract, pack } from 'tar-stream'
import { sha256 } from '../platform/index.ts'
import {
  BackupProblem,
  HEADER,
  type Header,
  headerSchema,
  MANIFEST,
  type Manifest,
  manifestSchema,
  SEAL,
} from './manifest.ts'

export type ArchiveWriter = {
  add(name: string, bytes: Uint8Array): Promise<void>
  /** Writes list and seal; the archive then stands under its name, on disk. */
  close(rest: Omit<Manifest, keyof Header | 'parts'>): Promise<{ size: number; sha256: string }>
  abandon(): Promise<void>
}

/** Begins an archive in `file`; until it is closed it lies beside under another name. */
export async function writeArchive(file: string, header: Header): Promise<ArchiveWriter> {
  const draft = `${file}.part`
  const tar = pack()
  const whole = createHash('sha256')
  let size = 0
  const out = createWriteStream(draft, { mode: 0o600 })
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      whole.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  const written = pipeline(tar as unknown as Readable, counted, out)
  written.catch(() => undefined)
  const parts: Manifest['parts'] = []
  // As a stream of its own, an entry waits for the disk; given whole, it would not.
  const put = (name: string, bytes: Uint8Array) =>
    Promise.race([
      written,
      new Promise<void>((resolve, reject) => {
        const header = { name, size: bytes.length, mtime: new Date(0) }
        const entry = tar.entry(header, (error) => (error ? reject(error) : resolve()))
        entry.end(Buffer.from(bytes))
      }),
    ])
  const add = async (name: string, bytes: Uint8Array) => {
    parts.push({ name, size: bytes.length, sha256: sha256(bytes) })
    await put(name, bytes)
  }
  await add(HEADER, text(header))
  return {
    add,
    async close(rest) {
      const manifest = text({ ...header, ...rest, parts } satisfies Manifest)
      await put(MANIFEST, manifest)
      await put(SEAL, new TextEncoder().encode(`${sha256(manifest)}\n`))
      tar.finalize()
      await written
      const handle = await open(draft, 'r')
      await handle.sync()
      await handle.close()
      await rename(draft, file)
      return { size, sha256: whole.digest('hex') }
    },
    async abandon() {
      out.destroy()
      await rm(draft, { force: true })
    },
  }
}

const text = (value: unknown) => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`)

const LARGEST_PART = 256_000_000

/** Reads the parts of an archive in order, their hashes computed. Throws a `BackupProblem` that names the place
 * where the file cannot be read any further. */
export async function* readArchive(
  file: string,
): AsyncGenerator<{ name: string; bytes: Uint8Array }> {
  const tar = extract()
  const source = createReadStream(file)
  source.on('error', (error) => tar.destroy(error))
  source.pipe(tar)
  let last = 'its beginning'
  try {
    for await (const entry of tar) {
      const { name, size = 0 } = entry.header
      if (size > LARGEST_PART) throw new BackupProblem(`${name} is larger than any part may be.`)
      const chunks: Buffer[] = []
      for await (const chunk of entry) chunks.push(chunk as Buffer)
      const bytes = Buffer.concat(chunks)
      if (bytes.length !== size) throw new BackupProblem(`The backup ends inside ${name}.`)
      yield { name, bytes }
      last = name
    }
  } catch (error) {
    if (error instanceof BackupProblem) throw error
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw error
    throw new BackupProblem(`The backup cannot be read after ${last}: it is cut off or damaged.`)
  } finally {
    source.destroy()
  }
}

/** Reads an archive whole and holds every part against the sealed list. Throws a `BackupProblem` that names the
 * first damaged, missing or foreign part. */
export async function verifyArchive(
  file: string,
  progress: (bytes: number) => void = () => undefined,
): Promise<Manifest> {
  const found = new Map<string, string>()
  let manifest: Uint8Array | null = null
  let seal: string | null = null
  let read = 0
  for await (const { name, bytes } of readArchive(file)) {
    if (found.size === 0 && name !== HEADER) throw notABackup()
    if (seal !== null || (manifest && name !== SEAL)) {
      throw new BackupProblem(`${name} stands after the end of the backup.`)
    }
    if (name === MANIFEST) manifest = bytes
    else if (name === SEAL) seal = new TextDecoder().decode(bytes).trim()
    else found.set(name, sha256(bytes))
    read += bytes.length
    progress(read)
  }
  if (found.size === 0) throw notABackup()
  if (!manifest || seal === null) {
    throw new BackupProblem('The backup ends before its list of parts: it is cut off.')
  }
  if (sha256(manifest) !== seal) throw new BackupProblem(`${MANIFEST} is damaged.`)
  const list = manifestSchema.parse(JSON.parse(new TextDecoder().decode(manifest)))
  for (const { name, sha256: hash } of list.parts) {
    if (!found.has(name)) throw new BackupProblem(`${name} is missing.`)
    if (found.get(name) !== hash) throw new BackupProblem(`${name} is damaged.`)
    found.delete(name)
  }
  const [foreign] = found.keys()
  if (foreign) throw new BackupProblem(`${foreign} does not belong to the backup.`)
  headerSchema.parse(list)
  return list
}

const notABackup = () =>
  new BackupProblem('This is not a backup of Công Tâm: it does not begin with congtam.json.')

// Files by content: `files/ab/abcdef…`. Same bytes, one file; a name never comes from outside.

import { createHash, randomBytes } from 'node:crypto'
import { access, mkdir, open, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import type { FileStore } from './act.ts'

export const sha256 = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

/** A store in `folder`. `put` has the bytes and the folder entry on disk when it returns. */
export function fileStore(folder: string): FileStore {
  const place = (hash: string) => {
    if (!/^[0-9a-f]{64}$/.test(hash)) throw new RangeError('a file is named by its SHA-256')
    return path.join(folder, hash.slice(0, 2), hash)
  }
  const has = (hash: string) =>
    access(place(hash)).then(
      () => true,
      () => false,
    )
  return {
    has,
    get: async (hash) => new Uint8Array(await readFile(place(hash))),
    async put(bytes) {
      const hash = sha256(bytes)
      if (await has(hash)) return { hash, size: bytes.length }
      const target = place(hash)
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
      const draft = `${target}.${randomBytes(6).toString('hex')}`
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(draft, target)
      await syncFolder(path.dirname(target))
      return { hash, size: bytes.length }
    },
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

// The instance's own key: made once, kept in the home folder, readable by its owner only.

import { randomBytes } from 'node:crypto'
import { chmodSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The 32 bytes of `instance.key`; made when missing, whole or not at all, the same for whoever comes second. */
export function instanceKey(home: string): Uint8Array {
  const file = path.join(home, 'instance.key')
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  try {
    return readKey(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft)
  }
  return readKey(file)
}

function readKey(file: string): Uint8Array {
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64url')
  if (key.length !== 32) {
    throw new Error(`${file} is not a key of this product. Put back the copy you kept of it.`)
  }
  chmodSync(file, 0o600)
  return new Uint8Array(key)
}

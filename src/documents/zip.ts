// Parts of a zip file, by its central directory, with bounds: nothing is inflated beyond what is left
// of the allowance, whatever the directory claims. Written to APPNOTE.TXT 6.3 (single disk, no zip64).

import { crc32, inflateRawSync } from 'node:zlib'
import { DocumentProblem, MAX_UNPACKED_BYTES } from './document.ts'

export type Zip = { names: string[]; part(name: string): Uint8Array | null }

type Entry = {
  method: number
  crc: number
  packed: number
  unpacked: number
  offset: number
  flags: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const MAX_ENTRIES = 4000

/** Opens a zip file. Refuses a cut, encrypted or hostile one. */
export function openZip(bytes: Uint8Array, allowance = MAX_UNPACKED_BYTES): Zip {
  const entries = readDirectory(bytes)
  const claimed = [...entries.values()].reduce((sum, entry) => sum + entry.unpacked, 0)
  if (entries.size > MAX_ENTRIES || claimed > allowance) throw bomb(allowance)
  let left = allowance
  return {
    names: [...entries.keys()],
    part(name) {
      const entry = entries.get(name)
      if (!entry) return null
      const data = inflate(bytes, entry, name, left, allowance)
      left -= data.length
      return data
    },
  }
}

function readDirectory(bytes: Uint8Array): Map<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEnd(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries = new Map<string, Entry>()
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL)
      throw new DocumentProblem('document.truncated')
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    entries.set(name.replace(/\\/g, '/').replace(/^\/+/, ''), {
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

function findEnd(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) === END) return at
  }
  throw new DocumentProblem('document.truncated')
}

function inflate(bytes: Uint8Array, entry: Entry, name: string, left: number, allowance: number) {
  if (entry.flags & 1) throw new DocumentProblem('document.encrypted')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.offset + 30 > bytes.length) throw new DocumentProblem('document.truncated')
  if (view.getUint32(entry.offset, true) !== LOCAL) throw damaged(name)
  const start =
    entry.offset +
    30 +
    view.getUint16(entry.offset + 26, true) +
    view.getUint16(entry.offset + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  if (packed.length < entry.packed) throw new DocumentProblem('document.truncated')
  const data = entry.method === 0 ? packed : unpack(packed, entry, name, left, allowance)
  if (data.length > left) throw bomb(allowance)
  if (data.length !== entry.unpacked || crc32(data) !== entry.crc) throw damaged(name)
  return data
}

function unpack(packed: Uint8Array, entry: Entry, name: string, left: number, allowance: number) {
  if (entry.method !== 8) throw damaged(name)
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, Math.min(left, entry.unpacked)) })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw bomb(allowance)
    throw damaged(name)
  }
}

const damaged = (part: string) => new DocumentProblem('document.damaged', { part })
const bomb = (allowance: number) =>
  new DocumentProblem('document.zip-bomb', { limit: Math.floor(allowance / 1024 / 1024) })

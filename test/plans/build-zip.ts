// Zip files for tests, honest or not about their sizes.

import { crc32, deflateRawSync } from 'node:zlib'

/** A zip of these parts. `claim`: the unpacked size that the directory gives for each. */
export function zipOf(parts: Record<string, Uint8Array>, lie: { claim?: number } = {}): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [path, data] of Object.entries(parts)) {
    const name = Buffer.from(path)
    const packed = deflateRawSync(data)
    const facts = Buffer.alloc(20)
    facts.writeUInt16LE(8, 0)
    facts.writeUInt32LE(crc32(data), 6)
    facts.writeUInt32LE(packed.length, 10)
    facts.writeUInt32LE(lie.claim ?? data.length, 14)
    facts.writeUInt16LE(name.length, 18)
    const local = Buffer.concat([
      Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]),
      facts,
      Buffer.alloc(2),
      name,
      packed,
    ])
    const place = Buffer.alloc(16)
    place.writeUInt32LE(offset, 12)
    directory.push(
      Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 0]), facts, place, name]),
    )
    locals.push(local)
    offset += local.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(
    directory.reduce((sum, entry) => sum + entry.length, 0),
    12,
  )
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...locals, ...directory, end]))
}

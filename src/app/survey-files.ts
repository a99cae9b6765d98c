// Files a survey command reads: data by columns, designs and cases as JSON, plain or gzipped.

import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { type Frame, readCsv, StatsError } from '../lib/stats/index.ts'

/** Reads a JSON file; refuses with the file's name when there is none or it cannot be read. */
export async function readJson(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch(() => {
    throw new StatsError('file.missing', `The file ${path.basename(file)} cannot be opened.`)
  })
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b
  try {
    return JSON.parse((isPacked ? gunzipSync(bytes) : bytes).toString('utf8'))
  } catch {
    throw new StatsError('file.not-json', `The file ${path.basename(file)} is not JSON.`)
  }
}

/** Reads a CSV file as it streams; the frames of a folder are read once. */
export function frameReader(folder: string): (name: string) => Promise<Frame> {
  const kept = new Map<string, Promise<Frame>>()
  return (name) => {
    const found = kept.get(name) ?? readFrame(path.resolve(folder, name))
    kept.set(name, found)
    return found
  }
}

async function readFrame(file: string): Promise<Frame> {
  try {
    return await readCsv(createReadStream(file, { highWaterMark: 1 << 18 }))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code?.startsWith('E')) {
      throw new StatsError('file.missing', `The file ${path.basename(file)} cannot be opened.`)
    }
    throw error
  }
}

// Unpacks gzip (RFC 1952) as it arrives; length and checksum are verified, so a broken file never ends as a short one.

import { StatsError } from './stats-error.ts'

/** A file's chunks, unpacked when it starts with the mark of gzip; they throw `csv.gzip` when it is broken. */
export type Opened = { isPacked: boolean; chunks: AsyncIterable<Uint8Array> }

export async function opened(chunks: AsyncIterable<Uint8Array>): Promise<Opened> {
  const source = chunks[Symbol.asyncIterator]()
  const first = await atLeastTwo(source)
  const whole = rejoined(first, source)
  const isPacked = first[0] === 0x1f && first[1] === 0x8b
  return { isPacked, chunks: isPacked ? gunzip(whole) : whole }
}

async function* gunzip(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('gzip')
  const writer = stream.writable.getWriter()
  let failure: unknown = null
  const feeding = (async () => {
    for await (const chunk of chunks) await writer.write(chunk as Uint8Array<ArrayBuffer>)
    await writer.close()
  })().catch((error) => {
    failure = error
  })
  const reader = stream.readable.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      yield value
    }
    await feeding
    if (failure) throw failure
  } catch (error) {
    throw new StatsError('csv.gzip', `The gzip file is broken or cut short: ${reason(error)}.`)
  } finally {
    reader.cancel().catch(() => {})
  }
}

const reason = (error: unknown) => (error instanceof Error ? error.message : String(error))

async function atLeastTwo(source: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let held = new Uint8Array(0)
  while (held.length < 2) {
    const { done, value } = await source.next()
    if (done) break
    if (held.length === 0 && value.length > 1) return value
    held = Uint8Array.of(...held, ...value)
  }
  return held
}

async function* rejoined(
  first: Uint8Array,
  source: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  if (first.length > 0) yield first
  for (;;) {
    const { done, value } = await source.next()
    if (done) return
    yield value
  }
}

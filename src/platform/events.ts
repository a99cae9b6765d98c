// Server-sent events: one answer that goes on. It ends when the reader leaves, when the server stops, and by itself after
// a while, so that who still reads is asked again whether they may.

import { Problem } from './problem.ts'

export type StreamEvent = { event: string; data: unknown }
/** What is sent as long as somebody reads. */
export type EventSourceOf = (signal: AbortSignal) => AsyncIterable<StreamEvent>

export type Streams = {
  /** Throws 503 `stream.too-many` when all places are taken. */
  open(events: EventSourceOf): ReadableStream<Uint8Array>
  /** Readers there are now. */
  count(): number
}

const MOST = 1000
const HEARTBEAT = 15_000
const LONGEST = 15 * 60_000

export const STREAM_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

/** The streams of one server; `stopping` ends them all. */
export function openStreams(stopping?: AbortSignal, most = MOST): Streams {
  let readers = 0
  /** How each stream that has begun is ended: one listener for all of them. */
  const ends = new Set<() => void>()
  stopping?.addEventListener('abort', () => {
    for (const end of ends) end()
  })
  return {
    count: () => readers,
    open(events) {
      if (readers >= most || stopping?.aborted) throw new Problem(503, 'stream.too-many', { most })
      readers += 1
      return streamOf(events, ends, () => {
        readers -= 1
      })
    },
  }
}

function streamOf(
  events: EventSourceOf,
  ends: Set<() => void>,
  left: () => void,
): ReadableStream<Uint8Array> {
  const ending = new AbortController()
  const end = () => ending.abort()
  const encoder = new TextEncoder()
  let source: AsyncIterator<StreamEvent> | null = null
  let coming: Promise<IteratorResult<StreamEvent>> | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let isOver = false
  const close = () => {
    if (isOver) return
    isOver = true
    clearTimeout(timer ?? undefined)
    ends.delete(end)
    end()
    left()
  }
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (!source) {
          source = events(ending.signal)[Symbol.asyncIterator]()
          ends.add(end)
          timer = setTimeout(end, LONGEST)
          controller.enqueue(encoder.encode('retry: 2000\n\n'))
          return
        }
        coming ??= source.next()
        const found = await soon(coming).catch((error: unknown) => {
          close()
          throw error
        })
        if (found === 'nothing') {
          if (!ending.signal.aborted) controller.enqueue(encoder.encode(': still here\n\n'))
          return
        }
        coming = null
        if (found.done) {
          close()
          controller.close()
        } else controller.enqueue(encoder.encode(textOf(found.value)))
      },
      async cancel() {
        close()
        await source?.return?.().catch(() => undefined)
      },
    },
    { highWaterMark: 0 },
  )
}

const textOf = ({ event, data }: StreamEvent): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

async function soon<T>(coming: Promise<T>): Promise<T | 'nothing'> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const nothing = new Promise<'nothing'>((resolve) => {
    timer = setTimeout(() => resolve('nothing'), HEARTBEAT)
  })
  try {
    return await Promise.race([coming, nothing])
  } finally {
    clearTimeout(timer)
  }
}

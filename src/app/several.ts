// Several processes behind one port, each the whole application. The one that was started only watches over them.

import cluster from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import { connect } from './instance.ts'

/** What lives as long as a batch of the feed stays young: it is not copied over and over. */
const YOUNG_HEAP = '--max-semi-space-size=64'
/** Before another takes the place of one that ended, so that what fails at once does not spin. */
const PAUSE = 1000

/** Which of several processes this is; null for one that serves alone. */
export const processNo = (): number | null => cluster.worker?.id ?? null

/** What is served here alone, or as one of several: done, nothing keeps this process. */
export async function asOneOf(serve: () => Promise<number>): Promise<number> {
  try {
    return await serve()
  } finally {
    cluster.worker?.disconnect()
  }
}

/** Serves with several processes until told to stop. The first one makes the instance ready before the others begin; when it
 * cannot, nothing is served. A process that ends by itself is replaced. Returns the exit code. */
export async function serveSeveral(config: Config, say: (text: string) => void): Promise<number> {
  // An embedded database belongs to the one that outlives the others.
  const { close } = await connect(config)
  try {
    return await watchOver(config.processes, say)
  } finally {
    await close()
  }
}

async function watchOver(count: number, say: (text: string) => void): Promise<number> {
  cluster.setupPrimary({ execArgv: [...process.execArgv, YOUNG_HEAP] })
  const running = new Map<number, ReturnType<typeof cluster.fork>>()
  let isStopping = false
  let atEnd: () => void = () => undefined
  const ended = new Promise<void>((resolve) => {
    atEnd = resolve
  })
  const start = () => {
    const worker = cluster.fork()
    running.set(worker.id, worker)
    worker.once('exit', () => {
      running.delete(worker.id)
      if (isStopping && running.size === 0) atEnd()
    })
    return worker
  }
  const keep = (worker: ReturnType<typeof start>) =>
    worker.once('exit', async (code, signal) => {
      if (isStopping) return
      say(`A serving process ended (${signal ?? code}); another takes its place.`)
      await sleep(PAUSE)
      if (!isStopping) keep(start())
    })
  const stop = () => {
    isStopping = true
    for (const worker of running.values()) worker.process.kill('SIGTERM')
    if (running.size === 0) atEnd()
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const first = start()
  const isReady = await new Promise<boolean>((resolve) => {
    first.once('listening', () => resolve(true))
    first.once('exit', () => resolve(false))
  })
  if (!isReady) return isStopping ? 0 : 1
  keep(first)
  for (let more = 1; more < count && !isStopping; more++) keep(start())
  await ended
  return 0
}

// The running server: pages, files, jobs; started once, stopped in order.

import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { serve as listen } from '@hono/node-server'
import type { Hono } from 'hono'
import { identify, sessionFinder } from '../auth/index.ts'
import { countUnread } from '../notifications/index.ts'
import {
  mailJobs,
  openMail,
  openRecall,
  openStreams,
  openWatch,
  type Recall,
  runThrough,
  serveRoutes,
  startJobs,
} from '../platform/index.ts'
import { signOff } from '../signin/index.ts'
import { openAssets } from './assets.ts'
import type { Terminal } from './commands.ts'
import type { Config } from './config.ts'
import { firstStart } from './first-start.ts'
import { mountHealth } from './health.ts'
import { type Instance, openInstance, systemAct } from './instance.ts'
import { openLog } from './log.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import { API_VERSION } from './openapi.ts'
import { problemPage } from './problem-page.tsx'
import { problemText } from './problem-words.ts'
import { JOBS, ROUTES } from './rooms.ts'
import { processNo } from './several.ts'
import { keepWarm } from './warming.ts'

/** Tallies, rights and pages kept by a process; a page is some ten kilobytes. */
const KEPT = 2000
/** Of how many units pages are made before anybody asks: the rest is for what people open. */
const WARM = KEPT / 2

/** For a job to end what it has begun, and for the embedded database to stop; then the process ends all the same, and what was not
 * committed is undone by the database. */
const AT_MOST = 20_000

/** The whole application over one instance, without a port: what tests call. */
export function application(
  instance: Instance,
  options: {
    assets: { address(name: string): string }
    log: ReturnType<typeof openLog>
    metrics?: Metrics
    recall?: Recall
    /** Ends what goes on by itself. */
    stopping?: AbortSignal
  },
): Hono {
  const metrics = options.metrics ?? openMetrics(API_VERSION)
  const find = sessionFinder(instance.db)
  const server = serveRoutes(ROUTES, {
    db: instance.db,
    files: instance.files,
    secrets: instance.secrets,
    recall: options.recall ?? openRecall(KEPT),
    watch: openWatch(() => instance.clock()),
    streams: openStreams(options.stopping),
    clock: instance.clock,
    newId: instance.newId,
    enqueue: (db, job, data) => instance.enqueue(db, job, data),
    identify: async (request, at) => {
      const visitor = await identify(request, { ...at, find })
      const { personId } = visitor.actor
      if (!personId) return visitor
      const count = () => countUnread(at.db, personId)
      const version = visitor.standing?.version
      const unread =
        version !== undefined && at.recall
          ? await at.recall(`unread ${personId}`, version, count)
          : await count()
      return { ...visitor, unread }
    },
    signOff,
    problemPage,
    problemText,
    asset: options.assets.address,
    log: (line) => {
      metrics.request(line)
      options.log[line.error ? 'error' : 'info'](line)
    },
    stopwatch: () => performance.now(),
    secure: instance.config.secure,
  })
  mountHealth(server, instance, metrics)
  return server
}

/** Serves until the process is told to stop. Returns the exit code. */
export async function serve(
  config: Config,
  terminal: Terminal,
  { pages = true }: { pages?: boolean } = {},
): Promise<number> {
  const log = openLog(config.logLevel)
  const metrics = openMetrics(API_VERSION, processNo())
  const instance = await openInstance(config, path.join(terminal.root, 'migrations'))
  try {
    await firstStart(instance, path.join(terminal.root, 'packs'), {
      demo: config.demo,
      say: terminal.out,
    })
  } catch (error) {
    await instance.close()
    throw error
  }
  const jobs = await startJobs(
    instance.pool,
    [...JOBS, ...mailJobs(await postOf(instance))].map(({ name, cron, atOnce, run }) => ({
      name,
      ...(cron ? { cron } : {}),
      ...(atOnce ? { atOnce } : {}),
      run: (data) =>
        timed(name, { log, metrics }, () =>
          runThrough({ run }, data, (work) => systemAct(instance, work)),
        ),
    })),
    {
      work: config.worker,
      onFailure: (job, error) => log.error({ job, error: (error as Error).name }, 'job failed'),
    },
  )
  instance.enqueue = jobs.enqueue
  const stop = async () => {
    await jobs.stop()
    await instance.close()
  }
  if (!pages) {
    terminal.out('The worker is running.')
    await toldToStop()
    await stop()
    return 0
  }
  const assets = openAssets(path.join(terminal.root, 'dist', 'assets'))
  const stopping = new AbortController()
  const recall = openRecall(KEPT)
  const ends = { recall, stopping: stopping.signal }
  const server = application(instance, { assets, log, metrics, ...ends })
  assets.mount(server)
  const address = await new Promise<{ port: number; close(): Promise<void> }>((resolve, reject) => {
    const listener = listen(
      { fetch: server.fetch, hostname: config.host, port: config.port },
      (info) =>
        resolve({
          port: info.port,
          close: () => new Promise((done) => listener.close(() => done())),
        }),
    )
    listener.on('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, config)))
  }).catch(async (error) => {
    await withPatience(stop())
    throw error
  })
  if ((processNo() ?? 1) === 1)
    terminal.out(
      `Công Tâm: http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${address.port}`,
    )
  const stopwatch = () => performance.now()
  const warming = keepWarm(instance, { ...ends, most: WARM, log, stopwatch })
  await toldToStop()
  stopping.abort()
  await withPatience(address.close())
  await withPatience(warming)
  await withPatience(stop(), AT_MOST)
  return 0
}

/** What ends slowly holds up nothing: a reason to stop is told at once. */
async function withPatience(ending: Promise<void>, millis = 3000): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, millis)
  })
  await Promise.race([ending, patience]).finally(() => clearTimeout(timer))
}

/** A demo writes to people it made up: its letters never leave the machine. */
async function postOf({ pool, config }: Instance) {
  const { rows: demo } = await pool.query(`select 1 from settings where name = 'demo'`)
  return openMail({
    smtp: demo.length > 0 ? null : config.smtp,
    folder: path.join(config.home, 'mail'),
    from: config.mailFrom,
    site: config.site,
  })
}

/** One line and one figure for each job that ran. */
async function timed(
  job: string,
  { log, metrics }: { log: ReturnType<typeof openLog>; metrics: Metrics },
  work: () => Promise<void>,
): Promise<void> {
  const started = performance.now()
  const told = (outcome: 'done' | 'failed') => {
    const ms = Math.round(performance.now() - started)
    metrics.job(job, outcome, ms)
    log.info({ job, outcome, ms })
  }
  try {
    await work()
  } catch (error) {
    told('failed')
    throw error
  }
  told('done')
}

const toldToStop = () =>
  new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })

function portProblem(error: NodeJS.ErrnoException, { host, port }: Config): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} on ${host} is in use. Stop the other program, or start with PORT=8081.`,
    )
  }
  if (error.code === 'EACCES')
    return new Error(`Port ${port} may not be opened by this user. Choose one above 1023.`)
  return error
}

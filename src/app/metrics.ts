// Figures of the running process as Prometheus text: counts and durations by row and job, never a person or unit.

import { monitorEventLoopDelay } from 'node:perf_hooks'
import type pg from 'pg'
import type { RequestLine } from '../platform/index.ts'

const BUCKETS = [0.005, 0.025, 0.1, 0.3, 1, 3, 10]

type Series = { count: number; sum: number; buckets: number[] }

export type Metrics = {
  request(line: Pick<RequestLine, 'method' | 'route' | 'status' | 'ms'>): void
  job(name: string, outcome: 'done' | 'failed', ms: number): void
  print(pool: pg.Pool): Promise<string>
}

/** `process`: which of several processes behind one port this is, so that the figures of each stay apart. */
export function openMetrics(version: string, process: number | null = null): Metrics {
  const own: Record<string, string> = process === null ? {} : { process: String(process) }
  const requests = new Map<string, Series>()
  const jobs = new Map<string, Series>()
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  return {
    request: ({ method, route, status, ms }) =>
      note(requests, labels({ method, route, status: String(status), ...own }), ms / 1000),
    job: (name, outcome, ms) => note(jobs, labels({ job: name, outcome, ...own }), ms / 1000),
    async print(pool) {
      const lag = delay.percentile(99) / 1e9
      const lines = [
        ...gauge('congtam_build_info', 'The running build.', [[labels({ version, ...own }), 1]]),
        ...histogram('congtam_http_request_duration_seconds', 'Requests by route row.', requests),
        ...histogram('congtam_job_duration_seconds', 'Jobs by name and outcome.', jobs),
        ...gauge('congtam_queue_length', 'Jobs that wait, by name.', await queued(pool)),
        ...gauge('congtam_database_connections', 'Connections of the pool.', [
          [labels({ state: 'total', ...own }), pool.totalCount],
          [labels({ state: 'idle', ...own }), pool.idleCount],
          [labels({ state: 'waiting', ...own }), pool.waitingCount],
        ]),
        ...gauge('congtam_event_loop_lag_seconds', '99th percentile since the last reading.', [
          [labels(own), Number.isFinite(lag) ? lag : 0],
        ]),
      ]
      delay.reset()
      return `${lines.join('\n')}\n`
    },
  }
}

const labels = (of: Record<string, string>): string =>
  Object.entries(of)
    .map(([name, value]) => `${name}="${value.replace(/["\\\n]/g, '_')}"`)
    .join(',')

function note(into: Map<string, Series>, key: string, seconds: number): void {
  const series = into.get(key) ?? { count: 0, sum: 0, buckets: BUCKETS.map(() => 0) }
  series.count += 1
  series.sum += seconds
  BUCKETS.forEach((bound, at) => {
    if (seconds <= bound) series.buckets[at] = (series.buckets[at] ?? 0) + 1
  })
  into.set(key, series)
}

function gauge(name: string, help: string, values: readonly (readonly [string, number])[]) {
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(([of, value]) => `${name}${of ? `{${of}}` : ''} ${value}`),
  ]
}

function histogram(name: string, help: string, from: Map<string, Series>): string[] {
  const lines = [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`]
  for (const [of, { count, sum, buckets }] of from) {
    BUCKETS.forEach((bound, at) => {
      lines.push(`${name}_bucket{${of},le="${bound}"} ${buckets[at]}`)
    })
    lines.push(`${name}_bucket{${of},le="+Inf"} ${count}`)
    lines.push(`${name}_sum{${of}} ${sum}`, `${name}_count{${of}} ${count}`)
  }
  return lines
}

async function queued(pool: pg.Pool): Promise<[string, number][]> {
  const { rows: known } = await pool.query(`select to_regclass('pgboss.job') as queue`)
  if (known[0]?.queue === null) return []
  const { rows } = await pool.query<{ name: string; count: number }>(
    `select name, count(*) from pgboss.job where state < 'active' group by name order by name`,
  )
  return rows.map(({ name, count }) => [labels({ job: name }), Number(count)])
}

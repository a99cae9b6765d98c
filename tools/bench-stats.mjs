// The estimation engine against R's survey package and a loop that computes only means, in one run.
// Every job runs in a process of its own, so that memory and warm-up are its own; answers are compared with R's.
// Ratios and limits take the time of the processor where the wall clock is behind it (a busy machine).
//
//   node tools/bench-stats.mjs            all jobs and sizes
//   node tools/bench-stats.mjs --quick    without the largest

import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { bareMeans, survey } from './survey-data.mjs'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BUILT = path.join(ROOT, 'node_modules/.cache/bench-stats')
const MODULES = ['by-domain', 'declare-design', 'estimate', 'adjusted-design', 'primary-units']
const MORE = ['replicate-bootstrap', 'frame']

/**
 * `variables` × `groups` at `scale` times the rows; R computes `inR` variables (or groups) and is scaled up.
 * `limit`: milliseconds that must hold, `memory`: megabytes.
 */
const JOBS = [
  { name: 'mean by province', kind: 'mean', scale: 1, variables: 120, inR: 6, limit: 250 },
  { name: 'mean by province', kind: 'mean', scale: 10, variables: 120, inR: 1 },
  { name: 'mean by province', kind: 'mean', scale: 100, variables: 20, limit: 5000, memory: 2048 },
  { name: 'total by group', kind: 'total', scale: 2.554, variables: 1, inR: 100, limit: 1000 },
  { name: 'total by group', kind: 'total', scale: 25.54, variables: 1 },
  { name: '500 bootstraps', kind: 'bootstrap', scale: 1, variables: 120, inR: 1 },
]

if (process.argv.includes('--job')) await runJob(JSON.parse(process.argv.at(-1)))
else await runAll(process.argv.includes('--quick'))

async function runAll(isQuick) {
  await buildModules()
  const hasR = spawnSync('Rscript', ['-e', 'library(survey)']).status === 0
  const folder = mkdtempSync(path.join(os.tmpdir(), 'congtam-bench-'))
  const rows = []
  for (const job of JOBS.filter(({ scale }) => !isQuick || scale < 20)) {
    const wants = hasR && job.inR ? path.join(folder, 'data.csv') : null
    const run = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), '--job', JSON.stringify({ ...job, csv: wants })],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 },
    )
    if (run.status !== 0) throw new Error(`${job.name} at ${job.scale} failed`)
    const made = JSON.parse(run.stdout)
    const r = wants ? inR(job, wants, made) : null
    rows.push(line(job, made, r, hasR))
    console.log(rows.at(-1).text)
  }
  rmSync(folder, { recursive: true, force: true })
  const late = rows.filter(({ isLate }) => isLate)
  console.log(late.length === 0 ? 'All limits hold.' : `${late.length} beyond their limit.`)
  if (late.length > 0) process.exitCode = 1
}

/** The engine's sources, built as the product builds them. */
async function buildModules() {
  const { build } = await import('vite')
  mkdirSync(BUILT, { recursive: true })
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: BUILT,
      emptyOutDir: true,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(
          [...MODULES, ...MORE].map((name) => [name, `src/lib/stats/${name}.ts`]),
        ),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  })
}

/** One job, timed: the first time, the best of several, the bare loop, the peak of memory. */
async function runJob({ kind, scale, variables, inR: wanted, csv }) {
  const engine = Object.assign({}, ...(await Promise.all([...MODULES, ...MORE].map(load))))
  const data = survey({ scale, variables, isGrouped: kind === 'total' })
  const names = data.names
  const by = kind === 'total' ? ['comm'] : ['prov']
  const job = () => {
    // New columns every time: nothing may be left over from the run before.
    const columns = new Map(Object.entries(data.columns).map(([name, one]) => [name, { ...one }]))
    const frame = { rows: data.rows, columns }
    const plain = engine.declareDesign(frame, { ids: ['dist'], strata: ['prov'], weights: 'w' })
    const units = kind === 'bootstrap' ? engine.primaryUnits(plain) : null
    const design = units
      ? engine.withReplicates(plain, engine.raoWuBootstrap(units, { replicates: 500, seed: 1 }))
      : plain
    const made = (kind === 'total' ? engine.totalBy : engine.meanBy)(design, names, by)
    const intervals = made.estimates.map((group) => group.map((e) => engine.confidenceInterval(e)))
    return { made, intervals }
  }
  const first = timed(job)
  const again = Math.min(9, Math.max(2, Math.ceil(2000 / first.ms)))
  const runs = [first, ...Array.from({ length: again }, () => timed(job))]
  const bares = Array.from({ length: 5 }, () => timed(() => bareMeans(data, by[0])))
  if (csv) writeCsv(csv, data, kind === 'total' ? 1 : wanted)
  const { made } = first.value
  const checked = made.estimates.slice(0, kind === 'total' ? wanted : undefined)
  const report = {
    rows: data.rows,
    groups: made.groups.length,
    first: first.ms,
    best: least(runs, 'ms'),
    processor: least(runs, 'cpu'),
    bare: Math.min(least(bares, 'ms'), least(bares, 'cpu')),
    memory: process.resourceUsage().maxRSS / 1024,
    checks: checked.map((group) => {
      const { estimate, se, deff } = group[0]
      return [estimate, se, deff]
    }),
  }
  process.stdout.write(JSON.stringify(report))
}

function load(name) {
  return import(pathToFileURL(path.join(BUILT, `${name}.mjs`)).href)
}

/** Time on the wall and of the processor: on a busy machine they part. */
function timed(act) {
  const [start, used] = [performance.now(), process.cpuUsage()]
  const value = act()
  const ms = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  return { value, ms, cpu: (user + system) / 1000 }
}

function least(runs, name) {
  return Math.min(...runs.map((run) => run[name]))
}

function writeCsv(file, { rows, columns, names }, count) {
  const kept = ['prov', 'dist', 'comm', 'w', ...names.slice(0, count)]
  const cells = kept.map((name) => {
    const column = columns[name]
    if (column.kind === 'factor') return (row) => column.levels[column.codes[row]]
    return (row) => (Number.isNaN(column.values[row]) ? '' : column.values[row])
  })
  const lines = Array.from({ length: rows }, (_, row) => cells.map((cell) => cell(row)).join(','))
  writeFileSync(file, `${kept.join(',')}\n${lines.join('\n')}\n`)
}

/** The same job by R on `inR` of its variables or groups: processor seconds for all, and how far the answers differ. */
function inR({ kind, inR: count, variables }, csv, made) {
  const script = `
    suppressMessages(library(survey))
    d <- read.csv(${JSON.stringify(csv)})
    started <- sum(proc.time()[1:2])
    des <- svydesign(ids = ~dist, strata = ~prov, weights = ~w, data = d)
    set.seed(1)
    if (${kind === 'bootstrap' ? 'TRUE' : 'FALSE'})
      des <- as.svrepdesign(des, type = "subbootstrap", replicates = 500)
    declared <- sum(proc.time()[1:2]) - started
    started <- sum(proc.time()[1:2])
    ${kind === 'total' ? totalsInR(count) : meansInR(kind, count)}
    used <- sum(proc.time()[1:2]) - started
    cat(as_json(declared, used, first))
  `
  const format = `
    as_json <- function(declared, used, first) paste0('{"declared":', declared, ',"used":', used,
      ',"first":[', paste(apply(first, 1, function(x) paste0("[", paste(ifelse(is.na(x), "null",
      sprintf("%.17g", x)), collapse = ","), "]")), collapse = ","), "]}")
  `
  const run = spawnSync('Rscript', ['-e', format + script], { encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`R failed: ${run.stderr}`)
  const { declared, used, first } = JSON.parse(run.stdout)
  const share = kind === 'total' ? made.groups / count : variables / count
  const isEstimated = kind !== 'bootstrap'
  return {
    seconds: declared + used * share,
    isScaled: share > 1,
    difference: isEstimated ? largestDifference(made.checks, first) : null,
  }
}

function meansInR(kind, count) {
  return `
  all <- lapply(sprintf("b%03d", 1:${count}), function(v) {
    m <- svyby(as.formula(paste0("~", v)), ~prov, des, svymean, na.rm = TRUE,
      deff = ${kind === 'bootstrap' ? 'FALSE' : 'TRUE'}, keep.names = FALSE)
    ci <- confint(m)
    m
  })
  first <- as.matrix(all[[1]][, -1, drop = FALSE])
`
}

function totalsInR(count) {
  return `
  some <- sort(unique(d$comm), method = "radix")[1:${count}]
  all <- lapply(some, function(g) svytotal(~b001, subset(des, comm == g), na.rm = TRUE))
  first <- cbind(sapply(all, coef), sapply(all, function(m) SE(m)[1]))
`
}

/** Largest relative difference of estimate, SE and deff, cell by cell. */
function largestDifference(ours, theirs) {
  let largest = 0
  ours.forEach((cells, at) => {
    theirs[at].forEach((value, j) => {
      const mine = cells[j]
      if (value === null || mine === null) return
      largest = Math.max(largest, Math.abs(mine - value) / Math.max(Math.abs(value), 1e-12))
    })
  })
  return largest
}

function line({ name, variables, limit, memory, inR: wanted }, made, r, hasR) {
  const time = Math.min(made.best, made.processor)
  const isLate = time > (limit ?? Infinity) || made.memory > (memory ?? Infinity)
  const cells = made.rows * variables
  const parts = [
    `${name}: ${made.rows.toLocaleString('en')} rows × ${variables} × ${made.groups}`,
    `${show(made.best)} (processor ${show(made.processor)}, first ${show(made.first)}${limit ? `, limit ${show(limit)}` : ''})`,
    `${((time * 1e6) / cells).toFixed(0)} ns a cell`,
    `${(time / made.bare).toFixed(1)} × a bare loop of means (${show(made.bare)})`,
    `${Math.round(made.memory)} MB${memory ? `, limit ${memory} MB` : ''}`,
  ]
  if (!hasR) parts.push('R: no Rscript with the package survey on this machine')
  else if (r) {
    const how = r.isScaled
      ? `${show(r.seconds * 1000)}, from ${wanted} of them`
      : show(r.seconds * 1000)
    parts.push(`R ${how}: ${Math.round((r.seconds * 1000) / time)} × slower`)
    if (r.difference !== null) parts.push(`differs by ${r.difference.toExponential(1)}`)
  }
  return { isLate, text: `${isLate ? 'LATE ' : ''}${parts.join(' | ')}` }
}

function show(ms) {
  return ms < 1000 ? `${ms.toFixed(1)} ms` : `${(ms / 1000).toFixed(2)} s`
}

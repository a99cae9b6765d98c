// A case's design, declared and taken through its steps in order.

import { calibrate } from './adjust-calibrate.ts'
import { type Cells, postStratify } from './adjust-post-stratify.ts'
import { rake } from './adjust-rake.ts'
import { trimWeights } from './adjust-trim.ts'
import { adjusted, withReplicates } from './adjusted-design.ts'
import type { CaseDesign, CaseStep, Json } from './case.ts'
import { cellsOf } from './case-population.ts'
import { suppliedReplicates } from './case-replicates.ts'
import { codesOf } from './coding.ts'
import { declareDesign } from './declare-design.ts'
import type { Design, DesignDeclaration, LonelyRule } from './design.ts'
import { type Condition, rowsWhere, subset } from './domain.ts'
import { columnNamed, type Frame, numbersOf } from './frame.ts'
import { withApproximateJoint, withJointProbabilities } from './joint-design.ts'
import { modelMatrix, type Term } from './model-matrix.ts'
import { primaryUnits } from './primary-units.ts'
import { jackknife1, jackknifeN } from './replicate-jackknife.ts'
import { must, StatsError } from './stats-error.ts'

/** Reads a file that lies beside the data. */
export type Load = (file: string) => Promise<Frame>

const LONELY = ['fail', 'remove', 'adjust', 'average', 'certainty']

/** The declared design with every step applied. Throws `case.unsupported` for a step it does not know. */
export async function designOfCase(frame: Frame, asked: CaseDesign, load: Load): Promise<Design> {
  let design = await declared(frame, asked, load)
  for (const step of asked.steps ?? []) design = await stepped(design, step, asked, load)
  return design
}

async function declared(frame: Frame, asked: CaseDesign, load: Load): Promise<Design> {
  const pps = asked.pps ?? ''
  const isBrewer = /^brewer/i.test(pps)
  const lonely = asked.lonely ?? 'fail'
  must(
    LONELY.includes(lonely),
    'case.unsupported',
    `There is no rule "${lonely}" for lonely strata.`,
  )
  const populations = asked.fpc ?? (isBrewer && asked.prob ? [asked.prob] : undefined)
  const declaration: DesignDeclaration = {
    ...(asked.ids ? { ids: asked.ids } : {}),
    ...(asked.strata ? { strata: asked.strata } : {}),
    ...(asked.weights ? { weights: asked.weights } : {}),
    ...(asked.prob ? { probability: asked.prob } : {}),
    ...(populations ? { populations } : {}),
    ...(asked.fpcKind === 'fraction' ? { populationKind: 'fraction' as const } : {}),
    nest: asked.nest === true,
    brewer: isBrewer,
    lonely: lonely as LonelyRule,
    adjustDomainLonely: asked.adjustDomainLonely === true,
    ultimateCluster: asked.ultimateCluster === true,
  }
  const design = declareDesign(frame, declaration)
  return await withPps(design, pps, asked, load)
}

async function withPps(
  design: Design,
  pps: string,
  asked: CaseDesign,
  load: Load,
): Promise<Design> {
  const form = /yates|YG/i.test(pps) ? 'yates-grundy' : 'horvitz-thompson'
  if (pps === '' || /^brewer|^with-replacement/i.test(pps)) return design
  if (/^overton/i.test(pps)) return withApproximateJoint(design, 'overton', form)
  if (/^hartley-rao/i.test(pps)) {
    const squares = design.weights.reduce((sum, weight) => sum + weight ** -2, 0)
    const square = /from the sample/i.test(pps) ? squares / design.weights.length : undefined
    return withApproximateJoint(design, 'hartley-rao', form, square)
  }
  if (/^joint/i.test(pps) && asked.jointProb) {
    return withJointProbabilities(design, matrixOf(await load(asked.jointProb)), form)
  }
  throw new StatsError('case.unsupported', `There is no PPS variance "${pps}".`)
}

function matrixOf(frame: Frame): Float64Array {
  const columns = [...frame.columns.keys()].map((name) => numbersOf(frame, name))
  const matrix = new Float64Array(frame.rows * columns.length)
  columns.forEach((column, j) => {
    for (let row = 0; row < frame.rows; row++) matrix[row * columns.length + j] = column[row]!
  })
  return matrix
}

async function stepped(
  design: Design,
  step: CaseStep,
  asked: CaseDesign,
  load: Load,
): Promise<Design> {
  const { frame } = design
  if (step.type === 'subset') {
    const conditions = (step.where as { var: string; op: string; value: Json }[]).map(
      ({ var: variable, op, value }) => ({ variable, operator: op, value }) as Condition,
    )
    return subset(design, rowsWhere(frame, conditions))
  }
  if (step.type === 'postStratify') {
    return adjusted(design, postStratify(await cells(design, step, load)))
  }
  if (step.type === 'rake') {
    const margins: Cells[] = []
    for (const margin of step.margins as Record<string, Json>[]) {
      margins.push(await cells(design, margin, load))
    }
    const limits = {
      ...(typeof step.maxit === 'number' ? { maxit: step.maxit } : {}),
      ...(typeof step.epsilon === 'number' ? { epsilon: step.epsilon } : {}),
    }
    return adjusted(design, rake({ margins, ...limits }))
  }
  if (step.type === 'calibrate') return adjusted(design, calibrate(calibration(design, step)))
  if (step.type === 'trimWeights') {
    const bounds = {
      ...(typeof step.lower === 'number' ? { lower: step.lower } : {}),
      ...(typeof step.upper === 'number' ? { upper: step.upper } : {}),
    }
    return adjusted(design, trimWeights({ ...bounds, strict: step.strict === true }), false)
  }
  if (step.type === 'jackknife') {
    const [units, mse] = [primaryUnits(design), step.mse === true]
    const made =
      step.method === 'JKn' ? jackknifeN(units, mse, design.lonely) : jackknife1(units, mse)
    return withReplicates(design, made)
  }
  if (step.type === 'suppliedReplicates') {
    return withReplicates(design, await suppliedReplicates(frame, step, asked, load))
  }
  throw new StatsError('case.unsupported', `There is no step "${step.type}".`)
}

async function cells(design: Design, step: Record<string, Json>, load: Load): Promise<Cells> {
  const population = step.population
  const table = typeof population === 'string' ? await load(population) : (population as Json[])
  return cellsOf(design.frame, step.by as string[], table)
}

function calibration(design: Design, step: CaseStep): Parameters<typeof calibrate>[0] {
  const { frame, present } = design
  const { names, values } = step.population as { names: string[]; values: number[] }
  const terms = (step.terms as string[]).map((name): Term => {
    const column = columnNamed(frame, name)
    if (column.kind === 'number' && names.includes(name)) return { name, values: column.values }
    const { codes, levels } = codesOf(column)
    return { name, codes, levels: levels.map(String) }
  })
  return {
    matrix: modelMatrix(frame.rows, terms, present),
    population: new Map(names.map((name, at) => [name, values[at]!])),
    calfun: (step.calfun ?? 'linear') as 'linear',
    ...(Array.isArray(step.bounds) ? { bounds: bounded(step.bounds) } : {}),
    ...(typeof step.variance === 'string' ? { variance: numbersOf(frame, step.variance) } : {}),
    ...(step.aggregateStage === 1 ? { units: design.clusterOf } : {}),
    ...(typeof step.epsilon === 'number' ? { epsilon: step.epsilon } : {}),
    ...(typeof step.maxit === 'number' ? { maxit: step.maxit } : {}),
  }
}

function bounded(bounds: Json[]): [number, number] {
  const limit = (bound: Json | undefined, otherwise: number) =>
    typeof bound === 'number' ? bound : otherwise
  return [limit(bounds[0], Number.NEGATIVE_INFINITY), limit(bounds[1], Number.POSITIVE_INFINITY)]
}

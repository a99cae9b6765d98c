// The answers of the commands, as docs/papi.md prints them.

import { round } from '../lib/round.ts'
import { isShare } from './catalogue.ts'
import type { Interval } from './interval.ts'
import type { Lever, Levers } from './lever.ts'
import type { Figure, GroupedFigure, Profile } from './profile.ts'
import type { Exclusion, Outcome } from './scenario.ts'
import { type Serving, servingOf, sumWork, taskHref, taskKey } from './serving.ts'

const kept = (value: number | null, digits = 6) => (value === null ? null : round(value, digits))

const pair = (interval: Interval | null) =>
  interval && [kept(interval.low, 4), kept(interval.high, 4)]

const grouped = ({ score, rank, of, group, topGroupFloor }: Omit<GroupedFigure, 'code'>) => ({
  score: kept(score),
  rank,
  of,
  group,
  topGroupFloor: kept(topGroupFloor),
})

const part = ({ code, score, rank, of }: Figure) => ({ code, score: kept(score), rank, of })

export function profileJson({ year, province, total, dimensions }: Profile) {
  const { score, rank, of, group, topGroupFloor } = grouped(total)
  return {
    year,
    province,
    total: {
      score,
      se: kept(total.se),
      ci90: pair(total.ci90),
      ci95: pair(total.ci95),
      rank,
      of,
      group,
      topGroupFloor,
      probTopGroup: kept(total.chance?.probability ?? null, 4),
    },
    dimensions: dimensions.map((dimension) => ({
      code: dimension.code,
      ...grouped(dimension),
      parts: dimension.parts.map(part),
      ...(dimension.parts.length === 0 ? { partsMissing: 'parts-not-imported' } : {}),
    })),
  }
}

const exclusion = ({ code, reason, asked }: Exclusion) => ({ code, reason, asked })

export const simulationJson = (profile: Profile, { changed, excluded }: Outcome) => ({
  ...profileJson(profile),
  changed: changed.map(({ code, from, to, points }) => ({
    code,
    from: kept(from),
    to: kept(to),
    points: kept(points),
  })),
  excluded: excluded.map(exclusion),
})

/** Tasks are told once, with their units; each lever names those that serve it, the nearest first. */
export function leversJson(
  { year, province }: { year: number; province: string },
  { levers, excluded }: Levers,
  serving: readonly Serving[],
) {
  const listed = levers.map((lever) => ({ lever, tasks: servingOf(serving, lever.code) }))
  const named = new Set(listed.flatMap(({ tasks }) => tasks.map(taskKey)))
  return {
    year,
    province,
    levers: listed.map(({ lever, tasks }) => ({
      ...leverJson(lever),
      servedBy: tasks.map((task) => ({ task: taskKey(task), how: task.nearness })),
      work: sumWork(tasks.map(({ work }) => work)),
    })),
    tasks: serving.filter((task) => named.has(taskKey(task))).map(taskJson),
    excluded: excluded.map(exclusion),
  }
}

const taskJson = (task: Serving) => ({
  task: taskKey(task),
  kind: task.kind,
  plan: task.plan.number,
  number: task.number,
  title: task.title,
  link: taskHref(task),
  work: task.work,
  units: task.units.map(({ code, name, work }) => ({ code, name, ...work })),
})

const leverJson = (lever: Lever) => ({
  code: lever.code,
  part: lever.part,
  dimension: `D${lever.code[0]}`,
  label: lever.indicator.label,
  unit: isShare(lever.indicator) ? 'share' : 'points',
  formula: lever.kind,
  coefficient: kept(lever.coefficient, 8),
  weight: kept(lever.weight),
  value: kept(lever.value),
  q3: kept(lever.q3),
  best: kept(lever.best),
  gapToQ3: kept(lever.gapToQ3),
  gapToBest: kept(lever.gapToBest),
  gainToQ3: kept(lever.gainToQ3),
  gainToBest: kept(lever.gainToBest),
  placesToQ3: lever.placesToQ3,
  placesToBest: lever.placesToBest,
  withinYear: lever.withinYear,
  effort: lever.effort,
  bound: kept(lever.bound),
  settled: lever.isSettled,
  contrary: lever.isContrary,
})

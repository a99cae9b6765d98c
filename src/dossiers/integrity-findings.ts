// What many dossiers of a unit show together: shares of signs against their measures, with the dossiers behind each.

import type { Day } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import type { Flag, Trace } from './integrity.ts'
import {
  type Detector,
  type DetectorCode,
  type IntegrityPack,
  parametersOf,
} from './integrity-pack.ts'

export type Finding = {
  detector: DetectorCode
  unit: string
  /** For signs of one day. */
  on: Day | null
  count: number
  of: number
  share: number
  /** Whether the share is one to look into; single signs are listed without. */
  isOverMeasure: boolean
  dossiers: string[]
}

/** A sign on one dossier, with what was seen: of a sign that several share, how many stand together. */
export type Sign = { detector: DetectorCode; code: string; on: Day | null; seen: Flag['seen'] }

/** Findings by unit and detector, the largest share first. Units with few dossiers are never over a measure. */
export function integrityFindings(traces: readonly Trace[], pack: IntegrityPack): Finding[] {
  const byUnit = groups(traces, ({ unit }) => unit)
  return [...byUnit.values()]
    .flatMap((of) => [
      ...signs(of, pack),
      ...bulk(of, pack),
      ...common(of, 'one-identity', ({ identity }) => identity, pack),
      ...common(of, 'one-database', ({ databases }) => databases || null, pack),
      ...duplicates(of, pack),
      ...bursts(of, pack),
    ])
    .sort(
      (a, b) =>
        Number(b.isOverMeasure) - Number(a.isOverMeasure) ||
        b.share - a.share ||
        compare(a.unit, b.unit) ||
        compare(a.detector, b.detector) ||
        compare(a.on ?? '', b.on ?? ''),
    )
}

/** Whether so many signs on so many dossiers are more than the detector lets pass. Few dossiers never are; a sign that several
 * share was only seen where it was. */
export function isOverMeasure({ scope, parameters }: Detector, signs: number, of: number): boolean {
  if (scope !== 'dossier') return signs > 0
  return of > 0 && of >= parameters.least && signs / of >= parameters.share
}

/** Every sign on every dossier, each detector at most once on each. */
export function signsOf(traces: readonly Trace[], pack: IntegrityPack): Sign[] {
  const flags = new Map<string, Flag['seen']>(
    traces.flatMap((trace) =>
      trace.flags.map(({ detector, seen }) => [`${trace.code} ${detector}`, seen] as const),
    ),
  )
  const found = new Map<string, Sign>()
  for (const { detector, on, dossiers, count } of integrityFindings(traces, pack))
    for (const code of dossiers) {
      const key = `${code} ${detector}`
      if (found.has(key)) continue
      found.set(key, { detector, code, on, seen: flags.get(key) ?? { together: count } })
    }
  return [...found.values()]
}

function signs(of: readonly Trace[], pack: IntegrityPack): Finding[] {
  return pack.detectors.flatMap((it): Finding[] => {
    if (it.scope !== 'dossier') return []
    const behind = of.filter(({ flags }) => flags.some(({ detector }) => detector === it.code))
    return behind.length === 0
      ? []
      : [finding(it.code, behind, of.length, it.parameters as Measure)]
  })
}

type Measure = { share: number; least: number }

function bulk(of: readonly Trace[], pack: IntegrityPack): Finding[] {
  const measure = parametersOf(pack, 'ends-at-due-in-bulk')
  if (!measure) return []
  const ended = of.filter(({ endedAt }) => endedAt !== null)
  return [...groups(ended, ({ endedAt }) => dayOf(endedAt as string))].flatMap(([on, all]) => {
    const behind = all.filter(({ endsAtDue }) => endsAtDue)
    const isMany = behind.length >= measure.least && behind.length >= measure.share * all.length
    return isMany ? [{ ...finding('ends-at-due-in-bulk', behind, all.length), on }] : []
  })
}

/** One value that too many share. */
function common(
  of: readonly Trace[],
  code: 'one-identity' | 'one-database',
  valueIn: (trace: Trace) => string | null,
  pack: IntegrityPack,
): Finding[] {
  const measure = parametersOf(pack, code)
  const named = of.filter((trace) => valueIn(trace) !== null)
  if (!measure || named.length < measure.least) return []
  return [...groups(named, (trace) => valueIn(trace) as string).values()]
    .filter((behind) => behind.length >= measure.share * of.length)
    .map((behind) => finding(code, behind, of.length))
}

function duplicates(of: readonly Trace[], pack: IntegrityPack): Finding[] {
  const measure = parametersOf(pack, 'duplicate')
  if (!measure) return []
  const named = of.filter(
    (it) => it.identity !== null && it.startedOn !== null && !measure.exempt.includes(it.procedure),
  )
  const key = ({ identity, procedure, startedOn }: Trace) => `${identity} ${procedure} ${startedOn}`
  return [...groups(named, key).values()]
    .filter((behind) => behind.length >= measure.least)
    .map((behind) => ({
      ...finding('duplicate', behind, of.length),
      on: behind[0]?.startedOn ?? null,
    }))
}

function bursts(of: readonly Trace[], pack: IntegrityPack): Finding[] {
  const measure = parametersOf(pack, 'burst')
  if (!measure) return []
  const ended = of.filter(({ endedAt }) => endedAt !== null)
  return [...groups(ended, ({ endedAt }) => (endedAt as string).slice(0, 16))]
    .filter(([, behind]) => behind.length >= measure.least)
    .map(([minute, behind]) => ({ ...finding('burst', behind, of.length), on: dayOf(minute) }))
}

function finding(
  detector: DetectorCode,
  behind: readonly Trace[],
  of: number,
  measure?: Measure,
): Finding {
  const share = behind.length / of
  return {
    detector,
    unit: behind[0]?.unit ?? '',
    on: null,
    count: behind.length,
    of,
    share,
    isOverMeasure: measure ? of >= measure.least && share >= measure.share : true,
    dossiers: behind.map(({ code }) => code).sort(),
  }
}

function groups<K, T>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = found.get(key)
    if (group) group.push(item)
    else found.set(key, [item])
  }
  return found
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

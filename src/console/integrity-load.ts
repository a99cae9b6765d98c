// What the pages of the integrity desk are asked for, and what the looks at those months have kept.

import { z } from 'zod'
import {
  DETECTORS,
  type Detector,
  type DetectorCode,
  flaggedSums,
  type IntegrityPack,
  integrityPack,
  isOverMeasure,
  type Look,
  type Months,
  monthsWithDossiers,
  newestLooks,
  type SignSum,
  signSums,
} from '../dossiers/index.ts'
import { monthsUpTo } from '../index766/index.ts'
import type { Day } from '../lib/day.ts'
import { subtreeIds, type UnitListed, unitsOn } from '../org/index.ts'
import type { Read } from '../platform/index.ts'

export const DESK = '/office/integrity'
export const may = 'integrity.read'
/** Months that may be looked at together. */
export const MOST_MONTHS = 24
const OFFERED = 3

const month = z
  .string()
  .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
  .catch('')
  .default('')
export const scopeFields = {
  unit: z.string().max(40).catch('').default(''),
  from: month,
  to: month,
  detector: z
    .enum(['', ...DETECTORS])
    .catch('')
    .default(''),
}
export const SORTS = ['name', 'dossiers', 'flagged', 'share', 'over'] as const
export const deskInput = z.object({
  ...scopeFields,
  sort: z.enum(SORTS).catch('over').default('over'),
  dir: z.enum(['asc', 'desc']).catch('desc').default('desc'),
  page: z.coerce.number().int().min(1).max(1000).catch(1).default(1),
  /** When another look was asked for: the page tells how far it is. */
  asked: z.string().max(40).catch('').default(''),
})
export type DeskInput = z.infer<typeof deskInput>
type ScopeInput = Pick<DeskInput, keyof typeof scopeFields>

export type Scope = {
  /** Units within reach. */
  units: UnitListed[]
  unit: UnitListed | null
  /** The unit and all below it, within reach. */
  ids: string[]
  span: Months
  /** First and last month, as the addresses have them. */
  from: string
  to: string
  detector: DetectorCode | null
}

/** Without a unit the highest within reach; without months the last three. */
export async function scopeOf(read: Read, input: ScopeInput): Promise<Scope> {
  const reach = new Set(await read.rights.reach(may))
  const units = (await unitsOn(read.db, read.today)).filter(({ id }) => reach.has(id))
  const top = units.find(({ parentId }) => !parentId || !reach.has(parentId)) ?? null
  const unit = input.unit ? (units.find(({ code }) => code === input.unit) ?? null) : top
  const below = unit ? await subtreeIds(read.db, [unit.id], read.today) : []
  const last = read.today.slice(0, 7)
  const to = input.to && input.to <= last ? input.to : last
  const asked = input.from || monthsUpTo(`${to}-01` as Day, OFFERED)[0]?.code || to
  const first = monthsUpTo(`${to}-01` as Day, MOST_MONTHS)[0]?.code ?? to
  const from = asked > to ? to : asked < first ? first : asked
  return {
    units,
    unit,
    ids: below.filter((id) => reach.has(id)),
    span: { from: `${from}-01` as Day, to: `${to}-01` as Day },
    from,
    to,
    detector: input.detector || null,
  }
}

export const queryOf = ({ unit, from, to, detector }: Scope): Record<string, string> => ({
  ...(unit ? { unit: unit.code } : {}),
  from,
  to,
  ...(detector ? { detector } : {}),
})

/** The newest looks against what the counters have now. */
export type Freshness = {
  /** Months of units that hold dossiers. */
  months: number
  /** Of these, never looked at; and with another number of dossiers since. */
  never: number
  moved: number
  oldest: string | null
  newest: string | null
  /** Looked at since another look was asked for. */
  since: number
}

export type Counts = { dossiers: number; flagged: number; confirmed: number; setAside: number }
export type UnitLine = Counts & {
  unit: UnitListed
  share: number
  /** What is over its measure; the one asked for, or each. */
  over: Detector[]
  /** The sign that stands most often, and on how many. */
  most: { detector: Detector; dossiers: number } | null
}
export type DetectorLine = Counts & { detector: Detector; share: number; unitsOver: number }

export type Desk = {
  scope: Scope
  input: DeskInput
  pack: IntegrityPack | null
  fresh: Freshness
  sum: Counts
  lines: UnitLine[]
  detectors: DetectorLine[]
}

export async function loadDesk(read: Read, input: DeskInput): Promise<Desk> {
  const { db } = read
  const scope = await scopeOf(read, input)
  const pack = await integrityPack(db)
  const looks = await newestLooks(db, scope.ids, scope.span)
  const there = await monthsWithDossiers(db, scope.ids, scope.span)
  const sums = await signSums(db, scope.ids, scope.span)
  const flagged = await flaggedSums(db, scope.ids, scope.span)
  const units = new Map(scope.units.map((unit) => [unit.id, unit]))
  const dossiers = new Map<string, number>()
  for (const look of looks)
    dossiers.set(look.unitId, (dossiers.get(look.unitId) ?? 0) + look.dossiers)
  const known = new Map<string, Detector>((pack?.detectors ?? []).map((it) => [it.code, it]))
  const lines = [...dossiers].flatMap(([unitId, count]): UnitLine[] => {
    const unit = units.get(unitId)
    const own = sums.filter((it) => it.unitId === unitId)
    return unit && count > 0
      ? [unitLine(unit, count, { own, known, flagged: flagged.get(unitId) ?? 0 }, scope.detector)]
      : []
  })
  const total = [...dossiers.values()].reduce((all, one) => all + one, 0)
  return {
    scope,
    input,
    pack,
    fresh: freshness(looks, there, input.asked),
    sum: {
      ...countsOf(sums),
      dossiers: total,
      flagged: [...flagged.values()].reduce((all, one) => all + one, 0),
    },
    lines: lines.sort(inOrder(input)),
    detectors: [...known.values()].map((detector) => detectorLine(detector, sums, dossiers)),
  }
}

type UnitSigns = { own: SignSum[]; known: ReadonlyMap<string, Detector>; flagged: number }

function unitLine(
  unit: UnitListed,
  dossiers: number,
  { own, known, flagged }: UnitSigns,
  asked: DetectorCode | null,
): UnitLine {
  const mine = asked ? own.filter(({ detector }) => detector === asked) : own
  const standing = (it: SignSum) => it.signs - it.setAside
  const detectorOf = (it: SignSum) => known.get(it.detector)
  const [most] = [...mine].sort((a, b) => standing(b) - standing(a))
  const detector = most ? detectorOf(most) : undefined
  const count = asked ? mine.reduce((all, it) => all + standing(it), 0) : flagged
  return {
    ...countsOf(mine),
    unit,
    dossiers,
    flagged: count,
    share: count / dossiers,
    over: mine.flatMap((it) => {
      const known_ = detectorOf(it)
      return known_ && isOverMeasure(known_, standing(it), dossiers) ? [known_] : []
    }),
    most: most && detector && standing(most) > 0 ? { detector, dossiers: standing(most) } : null,
  }
}

function detectorLine(
  detector: Detector,
  sums: readonly SignSum[],
  dossiers: ReadonlyMap<string, number>,
): DetectorLine {
  const mine = sums.filter((it) => it.detector === detector.code)
  const all = [...dossiers.values()].reduce((sum, one) => sum + one, 0)
  const counts = countsOf(mine)
  return {
    ...counts,
    detector,
    dossiers: all,
    share: all === 0 ? 0 : counts.flagged / all,
    unitsOver: mine.filter((it) =>
      isOverMeasure(detector, it.signs - it.setAside, dossiers.get(it.unitId) ?? 0),
    ).length,
  }
}

function countsOf(sums: readonly SignSum[]): Omit<Counts, 'dossiers'> {
  const total = (of: (it: SignSum) => number) => sums.reduce((all, it) => all + of(it), 0)
  return {
    flagged: total((it) => it.signs - it.setAside),
    confirmed: total((it) => it.confirmed),
    setAside: total((it) => it.setAside),
  }
}

function freshness(
  looks: readonly Look[],
  there: readonly { unitId: string; month: Day; dossiers: number }[],
  asked: string,
): Freshness {
  const found = new Map(looks.map((look) => [`${look.unitId} ${look.month}`, look]))
  const ats = looks.map(({ at }) => at).sort()
  const lookOf = (it: { unitId: string; month: Day }) => found.get(`${it.unitId} ${it.month}`)
  return {
    months: there.length,
    never: there.filter((it) => !lookOf(it)).length,
    moved: there.filter((it) => (lookOf(it)?.dossiers ?? it.dossiers) !== it.dossiers).length,
    oldest: ats[0] ?? null,
    newest: ats.at(-1) ?? null,
    since: asked ? there.filter((it) => (lookOf(it)?.at ?? '') >= asked).length : 0,
  }
}

function inOrder({ sort, dir }: DeskInput): (a: UnitLine, b: UnitLine) => number {
  const sign = dir === 'asc' ? 1 : -1
  const byName = (a: UnitLine, b: UnitLine) => a.unit.fullName.localeCompare(b.unit.fullName, 'vi')
  if (sort === 'name') return (a, b) => sign * byName(a, b)
  const amount = (it: UnitLine) => (sort === 'over' ? it.over.length : it[sort])
  return (a, b) => sign * (amount(a) - amount(b)) || b.flagged - a.flagged || byName(a, b)
}

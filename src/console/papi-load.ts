// What every PAPI page asks for: which province, which year, and what is known of it.

import { z } from 'zod'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { ancestorIds, rootUnitId, unitsByIds } from '../org/index.ts'
import {
  atOnce,
  type Change,
  dimensionOf,
  type Indicator,
  isShare,
  levelOf,
  loadPosition,
  loadProvinces,
  loadYears,
  nodeOf,
  type Position,
  type Province,
  papiWords,
  TOTAL,
  type yearsKnown,
} from '../papi/index.ts'
import type { Lang, Page, Read } from '../platform/index.ts'
import { sentence } from './frame.tsx'

export const papiAddress = z.looseObject({
  province: z
    .string()
    .regex(/^\d{1,2}$/)
    .optional()
    .catch(undefined),
  year: z.coerce.number().int().optional().catch(undefined),
})
export type PapiAddress = z.infer<typeof papiAddress>

export type Desk = Position & {
  /** Reads what else is wanted of the same figures. */
  figures: Awaited<ReturnType<typeof atOnce>>
  provinces: Province[]
  years: Awaited<ReturnType<typeof yearsKnown>>
}

export async function loadDesk(read: Read, { province, year }: PapiAddress): Promise<Desk> {
  const figures = await atOnce(read)
  const [provinces, years] = await Promise.all([loadProvinces(figures), loadYears(figures)])
  const code = province ?? (await ownProvince(read, provinces))
  const of = year ?? years[0]?.year ?? 2023
  const position = await loadPosition(figures, of, String(Number(code)))
  return { ...position, provinces, years, figures }
}

/** The province the visitor's unit lies in; else the one of this instance. */
async function ownProvince(read: Read, provinces: readonly Province[]): Promise<string> {
  const { db, actor, today } = read
  const above = actor.unitId
    ? [actor.unitId, ...(await ancestorIds(db, actor.unitId, today))]
    : [await rootUnitId(db)].flatMap((id) => id ?? [])
  const units = await unitsByIds(db, above)
  const own = units.find(({ level }) => level === 'province')
  return provinces.find(({ code }) => code === String(Number(own?.code ?? 0)))?.code ?? '19'
}

/** `?province=19&year=2023`, with more. */
export const papiQuery = (
  { province, release }: Pick<Position, 'province' | 'release'>,
  more: Record<string, string | number> = {},
): string =>
  `?${new URLSearchParams({
    province: province.code,
    year: String(release.year),
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, String(value)])),
  })}`

export const papiRefusal = (page: Page): string =>
  page.problem ? sentence(page.problem.code, papiWords[page.lang], page.problem.details) : ''

export const provinceName = (province: Province, lang: Lang): string =>
  lang === 'vi' ? province.name : province.nameEn

/** What an item is called: "7.3 Chất lượng nước". */
export function itemName(
  { structure, basis }: Pick<Position, 'structure' | 'basis'>,
  item: string,
  lang: Lang,
): string {
  if (item === TOTAL) return 'PAPI'
  const indicator = basis.catalogue.find(({ code }) => code === item)
  if (indicator) {
    return `${item} ${(lang === 'vi' ? indicator.label : indicator.labelEn).replace(/\*+$/, '')}`
  }
  const node = nodeOf(structure, item)
  return node ? `${item} ${lang === 'vi' ? node.name : node.nameEn}` : item
}

/** Items right below an item, in the order of the structure. */
export function childrenOfItem({ structure, basis, release }: Position, item: string): string[] {
  const level = levelOf(item)
  if (level === 'total') return structure.dimensions.map(({ code }) => code)
  if (level === 'dimension')
    return dimensionOf(structure, item)?.parts.map(({ code }) => code) ?? []
  if (level !== 'part') return []
  return basis.catalogue
    .filter(({ code }) => code.startsWith(`${item}.`) && release.values.has(code))
    .map(({ code }) => code)
}

export const scoreText = (score: number | null, lang: Lang, digits = 3): string =>
  score === null ? '—' : formatNumber(score, digits, lang)

/** A value of an indicator as its table prints it. */
export function valueText(indicator: Indicator, value: number | null, lang: Lang): string {
  if (value === null) return '—'
  return isShare(indicator) ? formatPercent(value, 1, lang) : formatNumber(value, 2, lang)
}

export const figureText = (position: Position, item: string, value: number | null, lang: Lang) => {
  const indicator = position.basis.catalogue.find(({ code }) => code === item)
  return indicator
    ? valueText(indicator, value, lang)
    : scoreText(value, lang, item === TOTAL ? 2 : 3)
}

export const signed = (value: number, lang: Lang, digits = 3): string =>
  `${value > 0 ? '+' : ''}${formatNumber(value, digits, lang)}`

export type ChangeTold = { text: string; why: string }

export function changeTold(
  change: Change | null,
  lang: Lang,
  t: (key: 'change.broken' | 'change.touched', params?: Record<string, string>) => string,
): ChangeTold {
  if (!change) return { text: '—', why: '' }
  const { comparability, difference } = change
  const why =
    comparability.kind === 'comparable'
      ? ''
      : comparability.breaks.map((it) => `${it.item} ${it.year}: ${it.why[lang]}`).join(' ')
  if (difference === null) return { text: t('change.broken'), why }
  const value = signed(difference, lang)
  return { text: comparability.kind === 'touched' ? t('change.touched', { value }) : value, why }
}

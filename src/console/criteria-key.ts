// From the words of an address and the fields of a form to sets, cycles, units and numbers.

import { z } from 'zod'
import { documentWords } from '../documents/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  type CycleHead,
  criteriaWords,
  cycleBySlug,
  loadHead,
  loadUnits,
  setByCode,
  type UnitState,
  type VersionListed,
  versionOf,
} from '../localcriteria/index.ts'
import { obligationWords } from '../obligations/index.ts'
import { type UnitListed, unitByCode, unitById } from '../org/index.ts'
import { type Lang, notFound, type Page, Problem, type Read } from '../platform/index.ts'
import { criteriaMeasures } from './criteria-measures.ts'
import { sentence } from './frame.tsx'

export const versionAddress = z.looseObject({
  set: z.string().max(80),
  number: z.coerce.number().int().min(1).max(9999),
})
export type VersionAddress = z.infer<typeof versionAddress>
export const cycleAddress = z.looseObject({ cycle: z.string().max(80) })
export type CycleAddress = z.infer<typeof cycleAddress>
export const unitAddress = z.looseObject({ code: z.string().max(40), cycle: z.string().max(80) })
export type UnitAddress = z.infer<typeof unitAddress>

export const setHref = ({ code, number }: { code: string; number: number }): string =>
  `/office/criteria/sets/${code}/${number}`
export const cycleHref = (slug: string): string => `/office/criteria/cycles/${slug}`
export const unitHref = (code: string, slug: string): string =>
  `/office/units/${code}/criteria/${slug}`

/** The unit that keeps a set. */
export const keeperOfSet = async ({ db }: Read, { set }: { set: string }): Promise<string | null> =>
  (await setByCode(db, set))?.unit_id ?? null

/** The unit that holds a cycle. */
export const holderOfCycle = async (
  { db }: Read,
  { cycle }: { cycle: string },
): Promise<string | null> => (await cycleBySlug(db, cycle))?.unit_id ?? null

export async function versionAt(read: Read, address: VersionAddress): Promise<VersionListed> {
  const version = await versionOf(read.db, address.set, address.number)
  if (!version) throw notFound('criteria')
  return version
}

export type UnitOfCycle = { unit: UnitListed; head: CycleHead; state: UnitState }

/** A unit within a cycle, with its lines. */
export async function unitInCycle(read: Read, { code, cycle }: UnitAddress): Promise<UnitOfCycle> {
  const head = await loadHead(read.db, cycle)
  const current = await unitByCode(read.db, code, read.today)
  if (!current) throw notFound('unit')
  const [state] = await loadUnits(read, head, criteriaMeasures, {
    within: new Set([current.id]),
    isOutside: !(await read.rights.may('criteria.appraise', head.cycle.unit_id)),
  })
  if (!state) throw notFound('criteria-cycle')
  return { unit: current, head, state }
}

export const nameOfUnit = async (read: Read, id: string): Promise<string> =>
  (await unitById(read.db, id))?.fullName ?? ''

export const field = (input: Record<string, unknown>, name: string): string =>
  typeof input[name] === 'string' ? (input[name] as string).trim() : ''

/** A number as people type it: `12,5`, `12.5`, `1.234,5`; null for nothing. Refuses the rest. */
export function numberOf(text: string, code: string): number | null {
  if (text === '') return null
  const plain = text.includes(',') ? text.replaceAll('.', '').replace(',', '.') : text
  const value = /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
  if (!Number.isFinite(value)) throw new Problem(422, 'criteria.points-unreadable', { code, text })
  return value
}

/** A number for the box it is typed in. */
export const typed = (value: number | null | undefined, lang: Lang): string =>
  value === null || value === undefined
    ? ''
    : lang === 'vi'
      ? String(value).replace('.', ',')
      : String(value)

/** Points as a reader writes them, with no decimals that say nothing. */
export function pointsText(value: number | null | undefined, lang: Lang): string {
  if (value === null || value === undefined) return '–'
  const digits = Math.min(2, (String(Math.round(value * 100) / 100).split('.')[1] ?? '').length)
  return formatNumber(value, digits, lang)
}

export const refusalText = (page: Page): string =>
  page.problem
    ? sentence(
        page.problem.code,
        { ...documentWords[page.lang], ...obligationWords[page.lang], ...criteriaWords[page.lang] },
        page.problem.details,
      )
    : ''

/** The unit that keeps what is begun: one's own, within the right to manage. */
export async function keeperUnit({ actor, rights }: Read): Promise<string> {
  if (!actor.unitId || !(await rights.may('criteria.manage', actor.unitId)))
    throw new Problem(403, 'right.missing')
  return actor.unitId
}

// What publishing a plan will make: obligations × units × periods, counted before anything is written.

import type { Day } from '../lib/day.ts'
import type { WorkCalendar } from '../lib/workdays.ts'
import { type DueRule, dutySeeds, type PlanSpan } from '../obligations/index.ts'
import { type Directory, isValid } from '../org/index.ts'
import { type Resolution, resolveBody } from '../reading/index.ts'
import type { NamedBody } from './item.ts'

export type Binding = {
  unitIds: string[]
  /** Names that stand for no unit yet. */
  unresolved: string[]
  bodies: { text: string; name: string; resolution: Resolution }[]
}

/** Where names are looked up: as of a day, and groups only among the units below the issuer. */
export type Scope = { directory: Directory; on: Day; within: ReadonlySet<string> }

/** The units that some named bodies are. */
export function bind(bodies: readonly NamedBody[], { directory, on, within }: Scope): Binding {
  const resolved = bodies.map((body) => ({
    ...body,
    resolution: resolveBody(directory, body.name, on),
  }))
  const isGroup = resolved.some(({ resolution }) => resolution.status === 'group')
  // A code may belong to one unit after another: only the one of the day counts.
  const there = isGroup ? directory.units.filter((unit) => isValid(unit, on)) : []
  const ids = new Map(there.map((unit) => [unit.code, unit.id]))
  return {
    bodies: resolved,
    unitIds: [
      ...new Set(
        resolved.flatMap(({ resolution }) => {
          if (resolution.status === 'unit') return [resolution.unit.id]
          if (resolution.status !== 'group') return []
          return resolution.group.members(on).flatMap((code) => {
            const id = ids.get(code)
            return id && within.has(id) ? [id] : []
          })
        }),
      ),
    ],
    unresolved: resolved
      .filter(
        ({ resolution }) => resolution.status === 'unknown' || resolution.status === 'ambiguous',
      )
      .map(({ text }) => text),
  }
}

export type Publishable = { lead: NamedBody[]; due: DueRule[]; asks: boolean; kind: string }

export type PreviewLine = { units: number; times: number; duties: number; unresolved: string[] }

/** An item's share of the publication; a group itself and bodies that are only asked bear no duty. */
export function previewItem(
  item: Publishable,
  { unitIds, unresolved }: Binding,
  { calendar, span }: { calendar: WorkCalendar; span: PlanSpan },
): PreviewLine {
  if (item.kind === 'group') return { units: 0, times: 0, duties: 0, unresolved: [] }
  const times = item.asks ? 0 : dutySeeds(item.due, span, calendar).length
  return { units: unitIds.length, times, duties: unitIds.length * times, unresolved }
}

/** A plan of a year binds from the day it is signed to the end of that year. */
export const spanOf = (plan: { signedOn: Day; year: number }): PlanSpan => ({
  signedOn: plan.signedOn,
  to: `${plan.year}-12-31` as Day,
})

/** The plan's short name in addresses: the number and the year, "99-2024". */
export function slugOf(number: string, year: number): string {
  const digits = /\d+/.exec(number)?.[0] ?? 'ke-hoach'
  return `${digits}-${year}`
}

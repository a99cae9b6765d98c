// Names out of the plan, looked up in the directory as of the plan's day. An equal name, an alias, a pattern or
// a settled text resolves; anything else is listed with what it may have meant.

import type { Directory, DirectoryGroup, DirectoryUnit, Named } from '../org/index.ts'
import { type BodyMention, splitBodies } from './bodies.ts'
import type { Day } from './calendar-words.ts'
import { readCounts } from './counts.ts'
import type { Duty, Group, PlanReading, PlanTask } from './plan.ts'
import { type DueRule, readTime } from './time.ts'

export type Resolution =
  | { status: 'unit'; unit: DirectoryUnit }
  | { status: 'group'; group: DirectoryGroup; size: number }
  | { status: 'ambiguous'; candidates: Named[] }
  | { status: 'unknown'; nearest: Named[] }

export type ResolvedBody = {
  text: string
  name: string
  qualifier: string | null
  resolution: Resolution
}
export type Unresolved = { where: string; text: string; reason: string; candidates: string[] }

export type ResolvedDuty = { duty: Duty; bodies: ResolvedBody[]; due: DueRule[] }
export type ResolvedGroup = { group: Group; bodies: ResolvedBody[]; duties: ResolvedDuty[] }
export type ResolvedTask = {
  task: PlanTask
  lead: ResolvedBody[]
  coordinating: ResolvedBody[]
  due: DueRule[]
}
export type PlanResolution = {
  on: Day
  groups: ResolvedGroup[]
  tasks: ResolvedTask[]
  unresolved: Unresolved[]
}

/** One name looked up, the words around it (Đề nghị, liên quan) left aside. */
export function resolveBody(directory: Directory, text: string, on: Day): Resolution {
  const stripped = splitBodies(text, (name) => directory.find(name, on).length > 0)
  const names = [text, ...(stripped.length === 1 ? [stripped[0]!.name] : [])]
  for (const name of names) {
    const found = directory.find(name, on)
    const [only] = found
    if (only && found.length === 1) {
      if ('unit' in only) return { status: 'unit', unit: only.unit }
      return { status: 'group', group: only.group, size: only.group.members(on).length }
    }
    if (found.length > 1) return { status: 'ambiguous', candidates: found }
  }
  return { status: 'unknown', nearest: directory.nearest(names[names.length - 1]!, on) }
}

/** Every body that these words name, looked up. */
export function resolveBodies(directory: Directory, text: string, on: Day): ResolvedBody[] {
  const mentions = splitBodies(text, (name) => directory.find(name, on).length > 0)
  return mentions.map((mention) => resolveMention(directory, mention, on))
}

function resolveMention(directory: Directory, mention: BodyMention, on: Day): ResolvedBody {
  const { text, name, qualifier } = mention
  return { text, name, qualifier, resolution: resolveBody(directory, name, on) }
}

/** The whole reading looked up as of `day`, the plan's own; of the directory's first day for an older plan. */
export function resolvePlan(reading: PlanReading, all: Directory, day: Day): PlanResolution {
  const directory = all.homeOf(reading.issuer, day)
  const on = directory.asOf(day)
  const unresolved: Unresolved[] =
    on === day
      ? []
      : [{ where: 'plan', text: `${day} → ${on}`, reason: 'before-directory', candidates: [] }]
  const context = { planYear: reading.year, signedOn: reading.date }
  const bodiesOf = (text: string, where: string): ResolvedBody[] => {
    const bodies = text === '' ? [] : resolveBodies(directory, text, on)
    for (const body of bodies) {
      const problem = bodyProblem(body, where)
      if (problem) unresolved.push(problem)
    }
    return bodies
  }
  const groups = reading.groups.map((group): ResolvedGroup => {
    const bodies = group.bodies.length === 0 ? [] : bodiesOf(group.title, `group ${group.no}`)
    const addressed = new Map<string, ResolvedBody[]>()
    const duties = group.duties.map((duty): ResolvedDuty => {
      const due = countRules(duty.text)
      if (!duty.bodies) return { duty, bodies, due }
      const words = duty.bodies.map((body) => body.name).join('; ')
      if (!addressed.has(words))
        addressed.set(words, bodiesOf(words, `group ${group.no}: ${duty.under ?? ''}`))
      return { duty, bodies: addressed.get(words)!, due }
    })
    return { group, bodies, duties }
  })
  const tasks = reading.tasks.map((task): ResolvedTask => {
    const where = `task ${task.no}`
    const time = readTime(task.time.text, context)
    if (time.unread)
      unresolved.push({ where: `${where} time`, text: time.unread, reason: 'time', candidates: [] })
    const due = [...time.due, ...countRules(task.text)]
    return {
      task,
      lead: bodiesOf(task.lead.text, `${where} lead`),
      coordinating: bodiesOf(task.coordinating.text, `${where} coordinating`),
      due: due.filter(
        (rule, at) =>
          rule.kind !== 'min-count' || due.findIndex((other) => isSameCount(other, rule)) === at,
      ),
    }
  })
  unresolved.push(...leftOver(reading))
  return { on, groups, tasks, unresolved }
}

function bodyProblem({ text, resolution }: ResolvedBody, where: string): Unresolved | null {
  if (resolution.status === 'ambiguous') {
    return {
      where,
      text,
      reason: 'ambiguous-body',
      candidates: resolution.candidates.map(describe),
    }
  }
  if (resolution.status === 'unknown') {
    return { where, text, reason: 'unknown-body', candidates: resolution.nearest.map(describe) }
  }
  return null
}

const describe = (named: Named): string =>
  'unit' in named
    ? `${named.unit.code} ${named.unit.fullName}`
    : `${named.group.code} ${named.group.name}`

const isSameCount = (a: DueRule, b: DueRule): boolean =>
  a.kind === 'min-count' && a.count === b.count && a.period === b.period

function countRules(text: string): DueRule[] {
  return readCounts(text).map((found) => ({
    kind: 'min-count',
    from: null,
    to: null,
    period: found.period,
    count: found.count,
    text: found.text,
  }))
}

/** What the reading itself could not place or found missing. */
function leftOver(reading: PlanReading): Unresolved[] {
  return [
    ...reading.notes.map(({ where, text, code }) => ({
      where,
      text,
      reason: code,
      candidates: [],
    })),
    ...reading.unplaced.map(({ text }) => ({
      where: 'document',
      text,
      reason: 'not-understood',
      candidates: [],
    })),
  ]
}

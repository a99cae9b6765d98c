// The reading as `plan import --json` prints it. Others read this: keys and their order stay.

import type { PlanReading } from './plan.ts'
import type { PlanResolution, ResolvedBody, Unresolved } from './resolve.ts'
import type { DueRule } from './time.ts'

export type BodyJson =
  | { text: string; unit: string | null; size: number }
  | { text: string; group: string; size: number }
export type DueJson = Pick<DueRule, 'kind' | 'from' | 'to' | 'period' | 'count'>

export type PlanJson = {
  number: string | null
  date: string | null
  issuer: string | null
  signer: string | null
  recipients: string[]
  groups: {
    no: string
    title: string
    bodies: BodyJson[]
    duties: { text: string; level: string; bodies: BodyJson[] }[]
  }[]
  tasks: {
    no: string
    text: string
    lead: BodyJson[]
    coordinating: BodyJson[]
    time: string
    due: DueJson[]
  }[]
  unresolved: Unresolved[]
}

export function planJson(reading: PlanReading, resolution: PlanResolution): PlanJson {
  return {
    number: reading.number,
    date: reading.date,
    issuer: reading.issuer,
    signer: reading.signer,
    recipients: reading.recipients.map((recipient) => recipient.text),
    groups: resolution.groups.map(({ group, bodies, duties }) => ({
      no: group.no,
      title: group.title,
      bodies: bodies.map(bodyJson),
      duties: duties.map(({ duty, bodies: own }) => ({
        text: duty.text,
        level: duty.level,
        bodies: own.map(bodyJson),
      })),
    })),
    tasks: resolution.tasks.map(({ task, lead, coordinating, due }) => ({
      no: task.no,
      text: task.text,
      lead: lead.map(bodyJson),
      coordinating: coordinating.map(bodyJson),
      time: task.time.text,
      due: due.map(({ kind, from, to, period, count }) => ({ kind, from, to, period, count })),
    })),
    unresolved: resolution.unresolved,
  }
}

/** A body that was not resolved has no unit and the size 0. */
export function bodyJson({ text, resolution }: ResolvedBody): BodyJson {
  if (resolution.status === 'unit') return { text, unit: resolution.unit.code, size: 1 }
  if (resolution.status === 'group')
    return { text, group: resolution.group.code, size: resolution.size }
  return { text, unit: null, size: 0 }
}

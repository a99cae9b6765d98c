// The plan of the next year out of this year's: times and the year in the words moved on, and what differs.

import { type Day, isDay } from '../lib/day.ts'
import { matchKey } from '../lib/text.ts'
import type { DueRule } from '../obligations/index.ts'
import { type ChangedAspect, compareReadings, type PlanReading } from '../reading/index.ts'
import type { NamedBody } from './item.ts'

/** "Năm 2024" becomes "năm 2025"; a date of an instrument ("ngày 26/02/2024", "tháng 5 năm 2024") stays. */
export function shiftWords(text: string, year: number): string {
  const words = text.normalize('NFC')
  return words.replace(
    new RegExp(`(tháng\\s+\\d{1,2}\\s+)?(năm\\s+)${year}(?!\\d)`, 'giu'),
    (whole, month: string | undefined, word: string) => (month ? whole : `${word}${year + 1}`),
  )
}

/** Words of a time column name no instruments: every mention of the year moves. */
export const shiftTime = (text: string, year: number): string =>
  text.normalize('NFC').replace(new RegExp(`(?<!\\d)${year}(?!\\d)`, 'g'), String(year + 1))

/** The same day a year later; 29 February becomes the 28th. */
export function yearLater(on: Day): Day {
  const moved = `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`
  return isDay(moved) ? moved : (`${moved.slice(0, 8)}28` as Day)
}

export const shiftRule = (rule: DueRule): DueRule => ({
  ...rule,
  from: rule.from && yearLater(rule.from),
  to: rule.to && yearLater(rule.to),
})

/** What of an item is compared from year to year. */
export type YearItem = {
  id: string
  kind: 'task' | 'group' | 'duty'
  number: string
  parent_id: string | null
  text: string
  lead: NamedBody[]
  coordinating: NamedBody[]
  time_text: string
  due: DueRule[]
}

export type Shifted = Pick<YearItem, 'text' | 'time_text' | 'due'>

export const shiftItem = (item: Shifted, year: number): Shifted => ({
  text: shiftWords(item.text, year),
  time_text: shiftTime(item.time_text, year),
  due: item.due.map(shiftRule),
})

/** A reading as the items would give it, for comparing; `tasks` and `duties` are the items in its order. */
export function readingOf(items: readonly YearItem[]): {
  reading: PlanReading
  tasks: YearItem[]
  duties: YearItem[]
} {
  const span = { start: 0, end: 0 }
  const names = (bodies: readonly NamedBody[]) => bodies.map(({ name }) => name).join('; ')
  const tasks = items.filter(({ kind }) => kind === 'task')
  const groups = items.filter(({ kind }) => kind === 'group')
  const dutiesOf = (group: YearItem) =>
    items.filter((item) => item.kind === 'duty' && item.parent_id === group.id)
  const reading: PlanReading = {
    number: null,
    date: null,
    issuer: null,
    signer: null,
    signerPosition: null,
    year: null,
    title: null,
    goals: [],
    groups: groups.map((group) => ({
      no: group.number,
      title: group.text,
      span,
      bodies: [],
      duties: dutiesOf(group).map((duty) => ({
        text: duty.text,
        span,
        level: 'duty' as const,
        under: null,
        bodies: null,
      })),
    })),
    tasks: tasks.map((task) => ({
      no: task.number,
      text: task.text,
      span,
      place: span,
      heading: null,
      lead: { text: names(task.lead), span: null },
      coordinating: { text: names(task.coordinating), span: null },
      time: { text: JSON.stringify(task.due), span: null },
      extra: {},
    })),
    recipients: [],
    filing: [],
    headings: [],
    passages: [],
    unplaced: [],
    notes: [],
  }
  return { reading, tasks, duties: groups.flatMap(dutiesOf) }
}

export type YearChange<T extends YearItem> = {
  /** `moved`: only the year is another. */
  kind: 'added' | 'removed' | 'changed' | 'moved' | 'same'
  before: T | null
  after: T | null
  aspects: ChangedAspect[]
}

/** Item by item, what the new year's plan makes of the old one's. */
export function compareYears<T extends YearItem>(
  before: readonly T[],
  after: readonly T[],
  year: number,
): YearChange<T>[] {
  const shifted = before.map((item) => ({ ...item, ...shiftItem(item, year) }))
  const [old, now] = [readingOf(shifted), readingOf(after)]
  const byId = new Map([...before, ...after].map((item) => [item.id, item]))
  const itemOf = (ref: { kind: 'task' | 'duty'; index: number }, of: typeof old): T | null => {
    const item = (ref.kind === 'task' ? of.tasks : of.duties)[ref.index]
    return item ? (byId.get(item.id) ?? null) : null
  }
  return compareReadings(old.reading, now.reading).map((change): YearChange<T> => {
    const was = change.kind === 'added' ? null : itemOf(change.before, old)
    const is = change.kind === 'removed' ? null : itemOf(change.after, now)
    if (change.kind === 'changed' || !was || !is) {
      const kind = change.kind === 'same' ? 'changed' : change.kind
      const aspects = change.kind === 'changed' ? change.aspects : []
      return { kind, before: was, after: is, aspects }
    }
    // A duty of a group has no time column of its own: its rules are compared here.
    const moved = was.due.map(shiftRule)
    if (JSON.stringify(moved) !== JSON.stringify(is.due)) {
      return { kind: 'changed', before: was, after: is, aspects: ['time'] }
    }
    if (was.kind === 'duty' && namesKey(was.lead) !== namesKey(is.lead)) {
      return { kind: 'changed', before: was, after: is, aspects: ['lead'] }
    }
    const isSame = was.text === is.text && JSON.stringify(was.due) === JSON.stringify(is.due)
    return { kind: isSame ? 'same' : 'moved', before: was, after: is, aspects: [] }
  })
}

const namesKey = (bodies: readonly NamedBody[]): string =>
  bodies.map(({ name }) => matchKey(name)).join(';')

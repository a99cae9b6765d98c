// What an amended plan changes: tasks and duties added, removed, or with other words, bodies or time.
//
// Items are paired by likeness of words first (equal, then nearly equal), so that a renumbered task stays
// itself; what is left is paired by number when at least half of the words stay.

import { matchKey } from '../lib/text.ts'
import type { PlanReading } from './plan.ts'

export type ChangedAspect = 'number' | 'text' | 'lead' | 'coordinating' | 'time' | 'group' | 'level'
export type ItemRef = { kind: 'task' | 'duty'; no: string; text: string; index: number }
export type Change =
  | { kind: 'added'; after: ItemRef }
  | { kind: 'removed'; before: ItemRef }
  | { kind: 'changed'; before: ItemRef; after: ItemRef; aspects: ChangedAspect[] }
  | { kind: 'same'; before: ItemRef; after: ItemRef }

type Item = ItemRef & { aspects: Partial<Record<ChangedAspect, string>>; words: Set<string> }

/** Every task and duty of both readings, paired. `index` counts tasks, and duties, from 0 in reading order. */
export function compareReadings(before: PlanReading, after: PlanReading): Change[] {
  return [...pairUp(tasksOf(before), tasksOf(after)), ...pairUp(dutiesOf(before), dutiesOf(after))]
}

function tasksOf(reading: PlanReading): Item[] {
  return reading.tasks.map((task, index) => ({
    kind: 'task',
    no: task.no,
    text: task.text,
    index,
    words: wordsOf(task.text),
    aspects: {
      number: task.no,
      text: matchKey(task.text),
      lead: matchKey(task.lead.text),
      coordinating: matchKey(task.coordinating.text),
      time: matchKey(task.time.text),
    },
  }))
}

function dutiesOf(reading: PlanReading): Item[] {
  const all = reading.groups.flatMap((group) => group.duties.map((duty) => ({ group, duty })))
  return all.map(({ group, duty }, index) => ({
    kind: 'duty',
    no: group.no,
    text: duty.text,
    index,
    words: wordsOf(duty.text),
    aspects: { text: matchKey(duty.text), group: matchKey(group.title), level: duty.level },
  }))
}

const CLOSE = 0.75
const RELATED = 0.5

function pairUp(before: Item[], after: Item[]): Change[] {
  const partner = new Map<Item, Item>()
  const taken = new Set<Item>()
  const pair = (old: Item, now: Item) => {
    partner.set(old, now)
    taken.add(now)
  }
  const open = () => before.filter((old) => !partner.has(old))
  const free = () => after.filter((now) => !taken.has(now))
  for (const rule of [isEqual, isEqualWords]) {
    for (const old of open()) {
      const now = free().find((candidate) => rule(old, candidate))
      if (now) pair(old, now)
    }
  }
  const close = open()
    .flatMap((old) => free().map((now) => ({ old, now, likeness: likeness(old, now) })))
    .filter(
      ({ old, now, likeness: much }) => much >= CLOSE || (much >= RELATED && old.no === now.no),
    )
    .sort((a, b) => b.likeness - a.likeness)
  for (const { old, now } of close) if (!partner.has(old) && !taken.has(now)) pair(old, now)
  return [
    ...before.map((old): Change => {
      const now = partner.get(old)
      return now ? change(old, now) : { kind: 'removed', before: ref(old) }
    }),
    ...free().map((now): Change => ({ kind: 'added', after: ref(now) })),
  ]
}

function change(old: Item, now: Item): Change {
  const aspects = (Object.keys(old.aspects) as ChangedAspect[]).filter(
    (aspect) => old.aspects[aspect] !== now.aspects[aspect],
  )
  const refs = { before: ref(old), after: ref(now) }
  return aspects.length === 0 ? { kind: 'same', ...refs } : { kind: 'changed', ...refs, aspects }
}

const isEqual = (a: Item, b: Item): boolean =>
  Object.entries(a.aspects).every(([aspect, value]) => b.aspects[aspect as ChangedAspect] === value)
const isEqualWords = (a: Item, b: Item): boolean => a.aspects.text === b.aspects.text

const ref = ({ kind, no, text, index }: Item): ItemRef => ({ kind, no, text, index })

/** Pairs of neighbouring words, so that order counts. */
function wordsOf(text: string): Set<string> {
  const words = matchKey(text).split(' ')
  return new Set(words.map((word, at) => `${word} ${words[at + 1] ?? ''}`))
}

/** Dice's coefficient of the word pairs, 0 to 1. */
function likeness(a: Item, b: Item): number {
  let both = 0
  for (const pair of a.words) if (b.words.has(pair)) both++
  return (2 * both) / (a.words.size + b.words.size)
}

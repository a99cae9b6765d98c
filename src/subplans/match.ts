// Own tasks out of a unit's signed plan: who and when as the document has them, and the task of the province's
// plan that each one serves, by its number where it is named, else by likeness of words.

import type { Day } from '../lib/day.ts'
import { matchKey } from '../lib/text.ts'
import { type PlanReading, readTime } from '../reading/index.ts'
import { type Executor, LONGEST_TASK, NOBODY, type TaskDraft, tidy } from './subplan.ts'

export type Parent = { obligationId: string; number: string; text: string }
export type Doer = Executor

/** Tasks of the annex; without one, the duties of each group. */
export function tasksOfReading(
  reading: PlanReading,
  context: { parents: readonly Parent[]; doers: readonly Doer[]; year: number },
): TaskDraft[] {
  const lines =
    reading.tasks.length > 0
      ? reading.tasks.map((task) => ({
          text: task.text,
          who: task.lead.text || whoIn(task.extra),
          time: task.time.text,
          more: Object.values(task.extra).join(' '),
        }))
      : reading.groups.flatMap((group) =>
          group.duties.map((duty) => ({ text: duty.text, who: group.title, time: '', more: '' })),
        )
  return lines.map(({ text, who, time, more }) => ({
    text: tidy(text, LONGEST_TASK),
    executor: executorNamed(who, context.doers),
    dueOn: dayIn(time, reading, context.year),
    obligationId: parentOf(`${text} ${more}`, context.parents),
  }))
}

const WHO = /người|cá nhân|phụ trách|phân công|thực hiện|cán bộ|công chức|phòng|bộ phận/iu

/** Plans inside a unit name who does it in a column of many names. */
const whoIn = (extra: Readonly<Record<string, string>>): string =>
  Object.entries(extra).find(([title, words]) => WHO.test(title) && words.trim() !== '')?.[1] ?? ''

/** The one of these that bears the name; else the words alone. */
export function executorNamed(words: string, doers: readonly Doer[]): Executor {
  const label = tidy(words, 200)
  const key = matchKey(label)
  const found = doers.filter((doer) => matchKey(doer.label) === key)
  const [only] = found
  return only && found.length === 1 ? only : { ...NOBODY, label }
}

function dayIn(words: string, reading: PlanReading, year: number): Day | null {
  const { due } = readTime(words, { planYear: reading.year ?? year, signedOn: reading.date })
  const last = due.map((rule) => rule.to).filter((to) => to !== null)
  if (last.length > 0) return last.sort().at(-1) as Day
  return due.length > 0 ? (`${reading.year ?? year}-12-31` as Day) : null
}

const NUMBERED = /nhiệm vụ\s+(?:số\s+)?(\d{1,3}(?:\.\d{1,2})?)(?![\d/.]\d)/iu
const LIKE_ENOUGH = 0.3

/** The parent that the words serve, if any. */
export function parentOf(words: string, parents: readonly Parent[]): string | null {
  const number = NUMBERED.exec(words.normalize('NFC'))?.[1]
  const named = parents.find((parent) => parent.number === number)
  if (named) return named.obligationId
  const own = pairs(words)
  const [best] = parents
    .map((parent) => ({ parent, likeness: likeness(own, pairs(parent.text)) }))
    .sort((a, b) => b.likeness - a.likeness)
  return best && best.likeness >= LIKE_ENOUGH ? best.parent.obligationId : null
}

function pairs(text: string): Set<string> {
  const words = matchKey(text).split(' ')
  return new Set(words.slice(1).map((word, at) => `${words[at]} ${word}`))
}

/** How much of the shorter text stands in the longer one, 0 to 1; three pairs at least, so that a common
 * phrase is not likeness. */
function likeness(a: Set<string>, b: Set<string>): number {
  let both = 0
  for (const pair of a) if (b.has(pair)) both += 1
  return both < 3 ? 0 : both / Math.min(a.size, b.size)
}

// Closing a plan's year: what is still open, what becomes of it, what an exception may be.

import { type Day, daysBetween } from '../lib/day.ts'
import type { DutyListed } from '../obligations/index.ts'
import { Problem } from '../platform/index.ts'

export const FATES = ['carried', 'dropped'] as const
export type Fate = (typeof FATES)[number]
export type Choice = { fate: Fate; reason: string }

const LONGEST_REASON = 2000
const MOST_DAYS = 60

export const tidyReason = (text: string): string =>
  text.normalize('NFC').trim().slice(0, LONGEST_REASON)

/** Not sent, or sent and returned. */
export const isOpenDuty = ({ standing }: Pick<DutyListed, 'standing'>): boolean =>
  standing !== 'accepted' && standing !== 'submitted'

export type OpenTask = {
  obligationId: string
  number: string
  title: string
  duties: DutyListed[]
}

/** Open duties under their task, in the plan's order. */
export function openTasks(duties: readonly DutyListed[]): OpenTask[] {
  const tasks = new Map<string, OpenTask>()
  const open = duties.filter(isOpenDuty).sort((a, b) => a.position - b.position)
  for (const duty of open) {
    const { obligationId, number, title } = duty
    const task = tasks.get(obligationId) ?? { obligationId, number, title, duties: [] }
    task.duties.push(duty)
    tasks.set(obligationId, task)
  }
  return [...tasks.values()]
}

export type Settled = { unitId: string; dutyId: string } & Choice

/** What becomes of each open duty: carried over unless its task is dropped, and then with a reason. */
export function settleDuties(
  tasks: readonly OpenTask[],
  choices: ReadonlyMap<string, Choice>,
): Settled[] {
  const bare = tasks
    .filter(({ obligationId }) => {
      const choice = choices.get(obligationId)
      return choice?.fate === 'dropped' && tidyReason(choice.reason) === ''
    })
    .map(({ number }) => number)
  if (bare.length > 0)
    throw new Problem(422, 'closing.drop-reason-missing', { numbers: bare.join(', ') })
  return tasks.flatMap(({ obligationId, duties }) => {
    const { fate, reason } = choices.get(obligationId) ?? { fate: 'carried', reason: '' }
    return duties.map(({ unitId, id }) => ({
      unitId,
      dutyId: id,
      fate,
      reason: tidyReason(reason),
    }))
  })
}

/** An exception has its reason and ends within sixty days. */
export function requireException(
  { until, reason }: { until: Day; reason: string },
  today: Day,
): void {
  if (tidyReason(reason) === '') throw new Problem(422, 'closing.reason-missing')
  const days = daysBetween(today, until)
  if (days < 0 || days > MOST_DAYS)
    throw new Problem(422, 'closing.until-out-of-range', { most: MOST_DAYS })
}

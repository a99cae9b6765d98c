// Deciding on a request duty by duty: each granted up to a day of its own, or refused with a reason; what is not
// named stays open.

import type { Day } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'
import type { LineState } from './extension.ts'

/** A day granted, or null: refused. */
export type Answer = { grantedOn: Day | null; reason: string }
export type LineAnswer = Answer & { dutyId: string }

export type Deciding = {
  lines: readonly LineAnswer[]
  /** The same for every open duty that `lines` does not name; null leaves those open. */
  rest: Answer | null
}

export type DecidableLine = {
  dutyId: string
  state: LineState
  /** The due day in force; null when the duty moved away or fell away. */
  dueOn: Day | null
}

type Fault = 'extension.refusal-needs-reason' | 'extension.day-past' | 'extension.day-not-later'

/** Decisions that may stand: by another unit, on duties that wait; a refusal with its reason, a grant with a day
 * that is not past and later than the due day in force. All stand or none; the issues name each faulty one. */
export function decisions(
  deciding: Deciding,
  request: { unitId: string; lines: readonly DecidableLine[] },
  decider: { unitId: string | null; today: Day },
): LineAnswer[] {
  if (request.unitId === decider.unitId) throw new Problem(403, 'extension.own-request')
  const open = request.lines.filter(({ state }) => state === 'waiting')
  if (open.length === 0) throw new Problem(409, 'extension.already-decided')
  const answers = spread(deciding, open).map((answer) => {
    const line = request.lines.find(({ dutyId }) => dutyId === answer.dutyId)
    if (!line) throw new Problem(404, 'duty.not-found')
    if (line.state !== 'waiting') throw new Problem(409, 'extension.already-decided')
    return { ...answer, reason: cleaned(answer.reason), dueOn: line.dueOn }
  })
  if (answers.length === 0) throw new Problem(422, 'extension.nothing-decided')
  const issues = answers.flatMap((answer) => {
    const code = faultOf(answer, answer.dueOn, decider.today)
    const field = `${code === 'extension.refusal-needs-reason' ? 'reason' : 'grantedOn'}.${answer.dutyId}`
    return code ? [{ field, code, message: '' }] : []
  })
  const [first] = issues
  if (first) throw new Problem(422, first.code, { issues })
  return answers.map(({ dutyId, grantedOn, reason }) => ({ dutyId, grantedOn, reason }))
}

/** Named ones first, the open others by `rest`. A duty is answered once. */
function spread({ lines, rest }: Deciding, open: readonly DecidableLine[]): LineAnswer[] {
  const named = new Set(lines.map(({ dutyId }) => dutyId))
  if (named.size < lines.length) throw new Problem(422, 'extension.duty-twice')
  if (!rest) return [...lines]
  const others = open.filter(({ dutyId }) => !named.has(dutyId))
  return [...lines, ...others.map(({ dutyId }) => ({ ...rest, dutyId }))]
}

function faultOf({ grantedOn, reason }: Answer, dueOn: Day | null, today: Day): Fault | null {
  if (grantedOn === null) return reason === '' ? 'extension.refusal-needs-reason' : null
  if (grantedOn < today) return 'extension.day-past'
  return dueOn !== null && grantedOn <= dueOn ? 'extension.day-not-later' : null
}

const cleaned = (words: string): string => words.normalize('NFC').trim().slice(0, 2000)

/** What a step decided, in one word: all that was asked for granted, all of it refused, or neither. */
export function verbOf(
  answers: readonly Answer[],
  asked: number,
): 'extension.granted' | 'extension.refused' | 'extension.decided' {
  if (answers.length < asked) return 'extension.decided'
  if (answers.every(({ grantedOn }) => grantedOn !== null)) return 'extension.granted'
  return answers.every(({ grantedOn }) => grantedOn === null)
    ? 'extension.refused'
    : 'extension.decided'
}

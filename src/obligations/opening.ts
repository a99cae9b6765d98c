// A locked form is opened again only with a reason, for a bounded time, and by two different people.

import type { Day } from '../lib/day.ts'
import { addWorkdays, type WorkCalendar } from '../lib/workdays.ts'
import { Problem } from '../platform/index.ts'

export type NewOpening = { reason: string; until: Day }

/** An exception opens a form for at most so many working days. */
export const MOST_OPEN_WORKDAYS = 20

/** What may be asked: only of a locked form, with a reason, up to a day that is not past and not far. */
export function newOpening(
  { reason, until }: NewOpening,
  form: { isLocked: boolean; pending: boolean; today: Day; calendar: WorkCalendar },
): NewOpening {
  if (!form.isLocked) throw new Problem(409, 'opening.not-locked')
  if (form.pending) throw new Problem(409, 'opening.already-asked')
  const words = reason.normalize('NFC').trim().slice(0, 2000)
  if (words === '') throw new Problem(422, 'opening.reason-missing')
  if (until < form.today) throw new Problem(422, 'opening.day-past')
  if (until > addWorkdays(form.calendar, form.today, MOST_OPEN_WORKDAYS)) {
    throw new Problem(422, 'opening.day-too-far', { most: MOST_OPEN_WORKDAYS })
  }
  return { reason: words, until }
}

/** Who asked does not decide; a refusal says why. Returns the words to keep. */
export function decideOpening(
  decision: { approve: boolean; note: string },
  opening: { askedBy: string; decider: string; isDecided: boolean; until: Day; today: Day },
): string {
  if (opening.isDecided) throw new Problem(409, 'opening.already-decided')
  if (opening.askedBy === opening.decider) throw new Problem(409, 'opening.same-person')
  const note = decision.note.normalize('NFC').trim().slice(0, 2000)
  if (!decision.approve && note === '') throw new Problem(422, 'opening.reason-missing')
  if (decision.approve && opening.until < opening.today) {
    throw new Problem(409, 'opening.day-past')
  }
  return note
}

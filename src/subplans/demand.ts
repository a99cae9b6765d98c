// The day by which units file their own plans: as the plan says it, or counted in working days.

import { addDays, type Day, isDay } from '../lib/day.ts'
import { addWorkdays, shiftForward, type WorkCalendar } from '../lib/workdays.ts'
import { Problem } from '../platform/index.ts'

/** What a plan itself says about the plans of its units; `dueOn` and `workdays` are null when it sets no time. */
export type AskedInText = {
  number: string
  sentence: string
  dueOn: Day | null
  workdays: number | null
}

const ASKS = /(?:xây dựng|ban hành|lập)\s+(?:và ban hành\s+)?kế hoạch/iu
const DAY =
  /(?:(trước)|chậm nhất(?:\s+là)?|đến hết|hoàn thành)\s*(?:ngày\s*)?(\d{1,2})[/-](\d{1,2})[/-](\d{4})/iu
const WORKDAYS = /(?:trong|sau)\s*(?:thời hạn|vòng)?\s*(\d{1,3})\s*(?:\([^)]*\)\s*)?ngày làm việc/iu

/** The sentence that asks for own plans; one that sets a time comes before one that does not. */
export function askedInText(
  items: readonly { number: string; text: string }[],
): AskedInText | null {
  const asked = items.flatMap(({ number, text }) =>
    text
      .normalize('NFC')
      .split(/(?<=[.;])\s+/u)
      .filter((sentence) => ASKS.test(sentence))
      .map((sentence) => ({ number, sentence, ...timeIn(sentence) })),
  )
  return asked.find(({ dueOn, workdays }) => dueOn || workdays) ?? asked[0] ?? null
}

function timeIn(sentence: string): Pick<AskedInText, 'dueOn' | 'workdays'> {
  const [, before, date, month, year] = DAY.exec(sentence) ?? []
  const named = year ? `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}` : ''
  // "Trước ngày 30/5" ends with the 29th; "chậm nhất ngày 30/5" with the 30th.
  if (isDay(named)) return { dueOn: before ? addDays(named, -1) : named, workdays: null }
  const count = Number(WORKDAYS.exec(sentence)?.[1] ?? 0)
  return { dueOn: null, workdays: count > 0 ? count : null }
}

/** Proposed where the plan sets no time: units need a month to agree on who does what. */
export const USUAL_WORKDAYS = 15

export type DemandTime = { dueOn: Day } | { workdays: number }

/** The due day of a demand; a day off ends with the next working day. Refuses a day before `from`. */
export function demandDay(time: DemandTime, from: Day, calendar: WorkCalendar): Day {
  if ('workdays' in time) {
    if (!Number.isInteger(time.workdays) || time.workdays < 1 || time.workdays > 250)
      throw new Problem(422, 'subplan.workdays-unreadable')
    return addWorkdays(calendar, from, time.workdays)
  }
  if (time.dueOn < from) throw new Problem(422, 'subplan.demand-past')
  return shiftForward(calendar, time.dueOn)
}

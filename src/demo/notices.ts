// Receipts of the plan, and what people were told on the last working day: so that the bell of the demo has rung.

import { workCalendar } from '../calendar/index.ts'
import { addDays } from '../lib/day.ts'
import { seeded } from '../lib/random.ts'
import { addWorkdays } from '../lib/workdays.ts'
import {
  acknowledgePlan,
  reactToEvents,
  remindUnits,
  tellPeople,
  waitingPeople,
} from '../notifications/index.ts'
import { unitsWithDuties } from '../obligations/index.ts'
import { inParallel } from './stage.ts'
import type { Play } from './year.ts'

const WIDTH = 8
const AT_ONCE = 40

/** Most units acknowledge the plan within some days of its publication; a few never do. */
export async function playReceipts({ stage, plan, cast }: Play): Promise<void> {
  const random = seeded(17)
  const bound = (await unitsWithDuties(stage.read.db, plan.id)).sort()
  const willing = bound
    .map((unitId) => ({ unitId, days: 1 + random.int(6), isWilling: random.next() < 0.9 }))
    .filter(({ isWilling }) => isWilling)
  await inParallel(willing, WIDTH, async ({ unitId, days }) => {
    const head = cast.get(unitId)?.head
    if (!head) return
    const moment = { on: addDays(plan.signed_on, days), time: '10:30', actor: head }
    await stage.run(moment, (act) => acknowledgePlan(act, { planId: plan.id, unitId }))
  })
}

/** The reminders and notices of the working day before the demo's today. */
export async function playNotices({ stage, units, today }: Play): Promise<void> {
  const calendar = await workCalendar(stage.read.db)
  const on = addWorkdays(calendar, today, -1)
  for (let from = 0; from < units.length; from += AT_ONCE) {
    const unitIds = units.slice(from, from + AT_ONCE).map(({ id }) => id)
    await stage.run({ on, time: '06:00' }, (act) => remindUnits(act, unitIds))
  }
  await stage.run({ on, time: '07:40' }, (act) => reactToEvents(act))
  const people = await waitingPeople(stage.read.db)
  for (let from = 0; from < people.length; from += AT_ONCE) {
    const personIds = people.slice(from, from + AT_ONCE)
    await stage.run({ on, time: '07:45' }, (act) => tellPeople(act, personIds))
  }
  stage.say(`  notices for ${people.length} people`)
}

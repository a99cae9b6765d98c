// A year of petitions for the demo, made up, and a few more while it runs.

import { workCalendar } from '../calendar/index.ts'
import { type Day, day } from '../lib/day.ts'
import type { Instant } from '../lib/instant.ts'
import { rootUnitId, unitsOn } from '../org/index.ts'
import { MOST_PETITIONS, receivePetitions, simulatePetitions } from '../petitions/index.ts'
import type { Act, Db, JobRow } from '../platform/index.ts'
import { isDemo } from './demo-store.ts'
import type { Stage } from './stage.ts'

const FROM = day('2024-01-02')
/** They stop coming by themselves after some weeks. */
const LAST = day('2025-01-31')
const PER_YEAR = 480
const SOURCE = 'demo'

/** Items received after an instant, up to and with another. */
async function itemsBetween(db: Db, after: string, until: Instant, on: Day) {
  const units = (await unitsOn(db, on)).filter(({ level }) =>
    ['department', 'district', 'commune'].includes(level),
  )
  const all = simulatePetitions({
    units: units.map(({ code }) => code),
    calendar: await workCalendar(db),
    from: FROM,
    to: LAST,
    perYear: PER_YEAR,
    seed: 2044,
  })
  return all.filter(({ receivedAt }) => after < receivedAt && receivedAt <= until)
}

async function take(act: Act, items: readonly object[]): Promise<void> {
  await receivePetitions(act, {
    source: SOURCE,
    unitId: (await rootUnitId(act.db)) ?? '',
    items: items.map((item, place) => ({ no: place + 1, item })),
  })
}

export async function playPetitions(stage: Stage, today: Day): Promise<void> {
  const { db, now } = stage.read
  const items = await itemsBetween(db, '', now, today)
  for (let from = 0; from < items.length; from += MOST_PETITIONS) {
    const batch = items.slice(from, from + MOST_PETITIONS)
    await stage.run({ on: today, time: now.slice(11, 16) }, (act) => take({ ...act, now }, batch))
  }
  stage.say(`  petitions: ${items.length} messages since ${FROM}`)
}

/** What the last quarter of an hour brought; said twice it adds nothing. */
export const petitionDemoJobs: readonly JobRow[] = [
  {
    name: 'demo.petitions',
    cron: '*/10 * * * *',
    run: async (act) => {
      const { db, now, today } = act
      if (today > LAST || !(await isDemo(db))) return
      const minutes = Number(now.slice(11, 13)) * 60 + Number(now.slice(14, 16)) - 15
      const since = Math.max(minutes, 0)
      const two = (value: number) => String(value).padStart(2, '0')
      const after = `${today}T${two(Math.floor(since / 60))}:${two(since % 60)}`
      const items = await itemsBetween(db, after, now, today)
      if (items.length > 0) await take(act, items)
    },
  },
]

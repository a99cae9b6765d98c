// Tells people what happened: reads the events of each unit once, in their order.

import { unitsWithDuties } from '../obligations/index.ts'
import { rootUnitId, unitsByIds } from '../org/index.ts'
import { planById } from '../plans/index.ts'
import { type Act, record } from '../platform/index.ts'
import { eventsBetween, holdCursor, moveCursor, unitsWithNews } from './event-store.ts'
import { doersOf } from './load-recipients.ts'
import { type Happened, REACTIONS, type Reaction, reactionTo } from './reaction.ts'
import { insertNotices, type NewNotice } from './store.ts'

const UNITS_AT_ONCE = 200
const VERBS = REACTIONS.map(({ verb }) => verb)
const FRESH_DAYS = 3

/** Events older than three days are passed over: nobody wants last year's news when this is switched on. */
export async function reactToEvents(act: Act): Promise<number> {
  const { db } = act
  const since = new Date(Date.parse(act.now) - FRESH_DAYS * 86_400_000).toISOString()
  let made = 0
  for (const { unitId, seq } of await unitsWithNews(db, UNITS_AT_ONCE)) {
    const after = await holdCursor(db, unitId)
    if (after === null || after >= seq) continue
    const events = await eventsBetween(db, unitId, { after, upTo: seq, since }, VERBS)
    for (const event of events) {
      const reaction = reactionTo(event.verb)
      if (!reaction) continue
      const { planId } = event.details
      const plan = typeof planId === 'string' ? await planById(db, planId) : undefined
      const happened = { ...event, planSlug: plan?.slug ?? null }
      made += await insertNotices(db, await noticesOf(act, happened, reaction))
    }
    await moveCursor(db, unitId, seq)
  }
  if (made > 0) {
    await record(act, 'notices.made', {
      unitId: (await rootUnitId(db)) ?? '',
      subject: 'notices',
      details: { notices: made },
    })
  }
  return made
}

/** Who did it is not told of it. */
async function noticesOf(act: Act, event: Happened, reaction: Reaction): Promise<NewNotice[]> {
  const { db, today } = act
  const plan = reaction.to === 'plan-units' ? await planById(db, event.subject) : undefined
  const units = plan
    ? await unitsByIds(db, await unitsWithDuties(db, plan.id))
    : [{ id: event.unitId, fullName: event.unitName }]
  const people = await doersOf(
    db,
    units.map(({ id }) => id),
    today,
  )
  return units.flatMap((unit) =>
    (people.get(unit.id) ?? [])
      .filter((personId) => personId !== event.personId)
      .map((personId) => ({
        id: act.newId(),
        person_id: personId,
        key: `${event.id}:${unit.id}:${personId}`,
        kind: event.verb,
        unit_id: unit.id,
        href: plan ? `/office/plans/${plan.slug}/receipts` : reaction.href(event),
        facts: {
          unit: unit.fullName,
          ...(plan ? { number: plan.number } : {}),
          ...reaction.facts?.(event),
        },
        lines: [],
        made_at: act.now,
      })),
  )
}

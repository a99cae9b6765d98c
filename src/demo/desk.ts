// The last days before the demo's today: who signed in, who has begun the report of the quarter, and who asked for
// more time in the autumn and let that day pass too.

import { startSession } from '../auth/index.ts'
import { askExtension, decideExtension } from '../extensions/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { type Random, seeded } from '../lib/random.ts'
import { asOfToday, listDuties, loadForm, reviewerOf, saveDraft } from '../obligations/index.ts'
import type { UnitListed } from '../org/index.ts'
import { progressText } from './phrases.ts'
import { inParallel } from './stage.ts'
import type { Play } from './year.ts'

const WIDTH = 8
const LAST_QUARTER = '2024-Q4'
/** Asked for before the third quarter's report was due; granted up to days of the demo's last week. */
const ASKED_ON = '2024-09-10' as Day
const EXTENDED = '2024-Q3'
const ASK_AMONG = 22
const MOST_EXTENDED = 3

/** Before the year is played: what is granted then decides what counts as late. */
export async function playExtensions(play: Play): Promise<void> {
  const random = seeded(23)
  const units = play.units
    .filter(({ level }) => level === 'commune' || level === 'department')
    .filter(() => random.next() < ASK_AMONG / play.units.length)
  await inParallel(units, WIDTH, (unit) => playExtension(play, unit, seeded(unit.code.length * 31)))
}

async function playExtension({ stage, plan, cast, today }: Play, unit: UnitListed, random: Random) {
  const head = cast.get(unit.id)?.head
  if (!head) return
  const reviewerId = await reviewerOf(stage.read.db, unit, plan.coordinator_id ?? unit.id, today)
  const reviewer = cast.get(reviewerId)?.reviewer
  const asOf = await asOfToday(stage.read.db, ASKED_ON)
  const open = (
    await listDuties(stage.read.db, asOf, {
      unitIds: [unit.id],
      planId: plan.id,
      period: EXTENDED,
      dueFrom: addDays(ASKED_ON, 1),
    })
  ).slice(0, 1 + random.int(MOST_EXTENDED))
  if (!reviewer || open.length === 0) return
  const until = addDays(today, -2 - random.int(4))
  const requestId = await stage.run({ on: ASKED_ON, time: '15:10', actor: head }, (act) =>
    askExtension(act, {
      unitId: unit.id,
      planId: plan.id,
      reviewerId,
      dutyIds: open.map(({ id }) => id),
      reason: 'Đang chờ bố trí kinh phí sửa chữa nhà văn hóa, bảng niêm yết.',
      wantedOn: until,
    }),
  )
  await stage.run({ on: addDays(ASKED_ON, 2), time: '09:20', actor: reviewer }, (act) =>
    decideExtension(act, {
      unitId: unit.id,
      requestId,
      lines: [],
      rest: { grantedOn: until, reason: '' },
    }),
  )
}

/** Most heads were signed in during the last two weeks, and most of those have begun what they owe. */
export async function playDesk({ stage, units, cast, plan, phrases, today }: Play): Promise<void> {
  const random = seeded(41)
  const courses = units.map((unit) => ({
    unit,
    on: addDays(today, -1 - random.int(12)),
    isSignedIn: random.next() < 0.88,
    hasBegun: random.next() < 0.8,
    lines: 1 + random.int(4),
  }))
  await inParallel(courses, WIDTH, async ({ unit, on, isSignedIn, hasBegun, lines }) => {
    const head = cast.get(unit.id)?.head
    const personId = head?.personId
    if (!head || !personId || !isSignedIn) return
    await stage.run({ on, time: '08:05', actor: head }, async (act) => {
      await startSession(act, { personId, agent: 'Mozilla/5.0', confirmed: false })
      if (!hasBegun) return
      const key = { unitId: unit.id, planId: plan.id, period: LAST_QUARTER }
      const open = (await loadForm(act.db, act.today, key)).lines.filter((line) => line.mayBeSent)
      if (open.length === 0) return
      await saveDraft(
        act,
        key,
        open.slice(0, lines).map(({ duty }) => ({
          dutyId: duty.id,
          state: 'in-progress' as const,
          progress: progressText(seeded(duty.position), phrases, duty.number),
          quantity: null,
          hindrance: '',
          hindranceKind: null,
        })),
      )
    })
  })
  stage.say('  people signed in, drafts begun')
}

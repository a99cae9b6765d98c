// A year of believable, clearly synthetic reports: each unit reports each quarter in its own way, its reviewer
// accepts or returns, some correct, some are late, some stay silent. Seeded: the same every time.

import { periodByCode, workCalendar } from '../calendar/index.ts'
import { addDays, type Day } from '../lib/day.ts'
import { type Random, seeded } from '../lib/random.ts'
import {
  addEvidence,
  answerHindrance,
  type Decision,
  type DraftLine,
  decideReview,
  type FormLine,
  type HindranceKind,
  listHindrances,
  loadForm,
  openDutyIds,
  reviewerOf,
  saveDraft,
  submitReport,
} from '../obligations/index.ts'
import type { UnitListed } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import type { Actor } from '../platform/index.ts'
import { playExtensions } from './desk.ts'
import type { Cast } from './people.ts'
import { type Phrases, pick, progressText } from './phrases.ts'
import { inParallel, type Moment, type Stage } from './stage.ts'

const PERIODS = ['2024-Q2', '2024-Q3', '2024-Q4'] as const
const WIDTH = 8

export type Play = {
  stage: Stage
  plan: Plan
  units: readonly UnitListed[]
  cast: Cast
  phrases: Phrases
  photo: Uint8Array
  today: Day
}

/** Every unit, every period; then answers to a part of what hinders. */
export async function playYear(play: Play): Promise<void> {
  const [first, ...later] = PERIODS
  await playReports(play, [first])
  await playExtensions(play)
  await playReports(play, later)
  await answerSome(play)
}

/** Every unit, every one of some periods. */
export async function playReports(
  play: Play,
  periods: readonly (typeof PERIODS)[number][] = PERIODS,
): Promise<void> {
  const calendar = await workCalendar(play.stage.read.db)
  for (const code of periods) {
    const { submitBy } = periodByCode(code, calendar)
    play.stage.say(`  ${code}…`)
    await inParallel(play.units, WIDTH, async (unit) => playUnit(play, unit, code, submitBy))
  }
}

/** How careful a unit is, fixed by its code: most are, some are not. */
function care(unit: UnitListed): { random: Random; diligence: number } {
  let seed = 7
  for (const char of unit.code) seed = (seed * 31 + char.charCodeAt(0)) >>> 0
  const random = seeded(seed)
  return { random, diligence: 0.45 + 0.55 * Math.sqrt(random.next()) }
}

async function playUnit(
  play: Play,
  unit: UnitListed,
  code: (typeof PERIODS)[number],
  due: Day,
): Promise<void> {
  const { random, diligence } = care(unit)
  for (let skip = PERIODS.indexOf(code) * 97; skip > 0; skip -= 1) random.next()
  const isLast = code === PERIODS.at(-1)
  if (random.next() > (isLast ? diligence * 0.55 : 0.55 + diligence * 0.45)) return
  const isOnTime = random.next() < diligence
  const on = addDays(due, isOnTime ? -1 - random.int(6) : 1 + random.int(9))
  if (on >= play.today) return
  const sent = await report(play, unit, code, on, random, diligence)
  if (!sent) return
  const back = await review(play, unit, sent, addDays(on, 1 + random.int(4)), random)
  if (!back || random.next() > 0.8) return
  const again = addDays(back, 1 + random.int(4))
  if (again >= play.today) return
  const second = await report(play, unit, code, again, random, 1)
  if (second) await review(play, unit, second, addDays(again, 1 + random.int(2)), random, true)
}

const at = (on: Day, random: Random, actor: Actor): Moment => ({
  on,
  time: `${String(8 + random.int(9)).padStart(2, '0')}:${String(random.int(60)).padStart(2, '0')}`,
  actor,
})

type Sent = { submissionId: string; reviewerId: string }

async function report(
  play: Play,
  unit: UnitListed,
  code: string,
  on: Day,
  random: Random,
  diligence: number,
): Promise<Sent | null> {
  const { stage, plan, cast, phrases, photo } = play
  const head = cast.get(unit.id)?.head
  if (!head) return null
  const key = { unitId: unit.id, planId: plan.id, period: code }
  return await stage.run(at(on, random, head), async (act) => {
    const form = await loadForm(act.db, act.today, key)
    // What more time was granted for is let slip: the leader sees it in the demo's last week.
    const open = form.lines.filter(
      ({ mayBeSent, duty }) => mayBeSent && duty.dueOn === duty.originalDueOn,
    )
    const chosen = open.filter((line) => line.duty.dueOn <= addDays(on, 30) || random.next() < 0.4)
    const lines = chosen
      .filter(() => random.next() < 0.6 + 0.4 * diligence)
      .map((line) => draftOf(line, phrases, random))
    if (lines.length === 0) return null
    await saveDraft(act, key, lines)
    for (const line of lines.filter(({ state }) => state === 'done')) {
      const isPhoto = random.next() < 0.12
      await addEvidence(act, {
        unitId: unit.id,
        dutyId: line.dutyId,
        period: code,
        ...(isPhoto
          ? { bytes: photo, fileName: 'niem-yet.png', isMinutes: false }
          : { link: `https://demo.vn/van-ban/${random.int(9000) + 1000}`, title: '' }),
      })
    }
    const reviewerId = await reviewerOf(act.db, unit, plan.coordinator_id ?? unit.id, act.today)
    const { submissionId } = await submitReport(act, { ...key, reviewerId, note: '' })
    return { submissionId, reviewerId }
  })
}

function draftOf(line: FormLine, phrases: Phrases, random: Random): DraftLine {
  const { duty } = line
  const isSoon = duty.recurring || random.next() < 0.55
  const hindered = random.next() < 0.07 ? pick(random, phrases.hindrances) : null
  return {
    dutyId: duty.id,
    state: isSoon ? 'done' : 'in-progress',
    progress: progressText(random, phrases, duty.number),
    quantity: duty.target === null ? null : 1 + random.int(2),
    hindrance: hindered?.text ?? '',
    hindranceKind: (hindered?.kind as HindranceKind | undefined) ?? null,
  }
}

/** Returns the day on which something came back; null when all was accepted. */
async function review(
  play: Play,
  unit: UnitListed,
  sent: Sent,
  on: Day,
  random: Random,
  isLenient = false,
): Promise<Day | null> {
  const { stage, cast, phrases, today } = play
  const reviewer = cast.get(sent.reviewerId)?.reviewer
  if (!reviewer || on >= today || sent.reviewerId === unit.id) return null
  return await stage.run(at(on, random, reviewer), async (act) => {
    const open = await openDutyIds(act.db, unit.id, sent.submissionId)
    const decisions = open.map((dutyId): Decision => {
      if (isLenient || random.next() > 0.06) return { dutyId, accept: true }
      return { dutyId, accept: false, reason: pick(random, phrases.returnReasons), correctBy: null }
    })
    if (decisions.length === 0) return null
    const { returned } = await decideReview(act, {
      unitId: unit.id,
      submissionId: sent.submissionId,
      decisions,
    })
    return returned > 0 ? on : null
  })
}

async function answerSome({ stage, units, cast, plan, today }: Play): Promise<void> {
  const random = seeded(99)
  const coordinator = cast.get(plan.coordinator_id ?? '')?.head
  if (!coordinator) return
  const { rows } = await listHindrances(
    stage.read.db,
    { unitIds: units.map(({ id }) => id) },
    { limit: 500, offset: 0 },
  )
  for (const row of rows) {
    const on = addDays(row.raisedAt.slice(0, 10) as Day, 3 + random.int(12))
    if (on >= today || random.next() > 0.6) continue
    await stage.run(at(on, random, coordinator), (act) =>
      answerHindrance(act, {
        unitId: row.unitId,
        hindranceId: row.id,
        text: 'Đã tiếp nhận, hướng dẫn bằng văn bản và làm việc với đơn vị liên quan.',
        closes: random.next() < 0.7,
      }),
    )
  }
}

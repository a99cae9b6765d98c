// Two cycles of one district's communes: last year's with its published ranking, this year's still alive.

import { type Day, day } from '../lib/day.ts'
import { type Random, seeded } from '../lib/random.ts'
import {
  answerAppraisal,
  type CriteriaSet,
  concludeAppraisal,
  isCriterion,
  openCycle,
  ownLines,
  publishResult,
  type Scorable,
  saveAppraisal,
  saveSelfScore,
  scorables,
  sendSelfScore,
  versionOf,
} from '../localcriteria/index.ts'
import type { UnitListed } from '../org/index.ts'
import type { Actor, Measure } from '../platform/index.ts'
import { inParallel, type Moment } from './stage.ts'
import type { Play } from './year.ts'

const SET = 'mau-cap-xa'
const WIDTH = 6

type Scene = { on: Day; time: string; actor: Actor }
type Cycle = { play: Play; set: CriteriaSet; slug: string; measures: readonly Measure[] }

/** The whole of last year's cycle; of this year's as much as is done on the demo's day. */
export async function playCriteria(
  play: Play,
  office: UnitListed,
  coordinator: Actor,
  measures: readonly Measure[],
): Promise<void> {
  const version = await versionOf(play.stage.read.db, SET, 1)
  const district = play.units.find(({ level }) => level === 'district')
  const communes = play.units.filter(
    ({ level, parentId }) => level === 'commune' && parentId === district?.id,
  )
  if (!version || !district || communes.length === 0) return
  play.stage.say('  criteria…')
  const open = (
    year: number,
    slug: string,
    days: [Day, Day, Day, Day],
    previous: string | null,
  ) => {
    const [opensOn, selfBy, appraiseBy, answerBy] = days
    return play.stage.run({ on: opensOn, time: '08:00', actor: coordinator }, (act) =>
      openCycle(act, {
        slug,
        name: `Đánh giá cấp xã, ${district.fullName}, năm ${year}`,
        unitId: office.id,
        set: SET,
        number: 1,
        unitIds: communes.map(({ id }) => id),
        from: `${year}-01-01`,
        to: `${year}-12-31`,
        opensOn,
        selfBy,
        appraiseBy,
        answerBy,
        previous,
      }),
    )
  }
  const [past, now] = ['xa-2023', 'xa-2024']
  const at = (on: string, time: string): Scene => ({ on: day(on), time, actor: coordinator })
  const cycle = (slug: string): Cycle => ({ play, set: version.document, slug, measures })
  await open(
    2023,
    past,
    [day('2024-01-08'), day('2024-01-22'), day('2024-02-15'), day('2024-02-20')],
    null,
  )
  await inParallel(communes, WIDTH, async (unit) => {
    const random = seeded(seedOf(unit, 2023))
    await score(cycle(past), unit, random, day('2024-01-18'))
    await appraise(cycle(past), unit, random, at('2024-02-05', '09:00'))
  })
  await play.stage.run(at('2024-02-21', '15:00'), (act) =>
    publishResult(act, { slug: past, anyway: true }, measures),
  )
  await open(
    2024,
    now,
    [day('2024-11-20'), day('2024-12-10'), day('2024-12-25'), day('2024-12-31')],
    past,
  )
  await inParallel(communes, WIDTH, async (unit) => {
    const place = communes.indexOf(unit)
    const random = seeded(seedOf(unit, 2024))
    // The first commune is the tour's own: it has begun, and a person sends it.
    if (place === 0) return await score(cycle(now), unit, random, null)
    if (place % 5 === 4) return
    await score(cycle(now), unit, random, place % 5 === 3 ? null : day('2024-12-04'))
    if (place % 5 > 1) return
    await appraise(cycle(now), unit, random, at('2024-12-06', '10:00'))
    if (place % 10 === 1) await answer(cycle(now), unit)
  })
}

function seedOf({ code }: UnitListed, year: number): number {
  let seed = year
  for (const char of code) seed = (seed * 31 + char.charCodeAt(0)) >>> 0
  return seed
}

const NOTES = [
  'Đã thực hiện ở tất cả các xóm, có biên bản kèm theo.',
  'Còn hai xóm thực hiện chậm, đã khắc phục trong quý IV.',
  'Thực hiện theo kế hoạch của xã, có ảnh và văn bản.',
]

/** Points a unit gives itself: mostly high, to half a point. */
function ownPoints(line: Scorable, random: Random): number {
  if (!isCriterion(line)) return random.next() < 0.2 ? 1 : 0
  if (line.steps.length > 0) return line.steps[random.next() < 0.7 ? 0 : 1]?.points ?? 0
  return Math.round(line.max * (0.6 + 0.4 * Math.sqrt(random.next())) * 2) / 2
}

/** Scores every line; half of them when it is not sent. */
async function score(
  { play, set, slug }: Cycle,
  unit: UnitListed,
  random: Random,
  sentOn: Day | null,
): Promise<void> {
  const head = play.cast.get(unit.id)?.head
  if (!head) return
  const lines = ownLines(set)
  const scored = sentOn ? lines : lines.slice(0, Math.ceil(lines.length / 2))
  const moment: Moment = { on: sentOn ?? day('2024-12-09'), time: '14:20', actor: head }
  const key = { unitId: unit.id, slug }
  await play.stage.run(moment, async (act) => {
    await saveSelfScore(act, key, {
      entries: scored.map((line) => ({
        line: line.code,
        value: ownPoints(line, random),
        notApplicable: false,
        note: NOTES[random.int(NOTES.length)] ?? '',
      })),
      evidence: scored
        .filter(({ evidence }) => evidence === 'required')
        .map(({ code }) => ({
          line: code,
          source: { link: `https://demo.vn/minh-chung/${random.int(9000) + 1000}`, title: '' },
        })),
      withdraw: null,
    })
    if (sentOn) await sendSelfScore(act, key, '')
  })
}

/** Accepts most lines, corrects some with a reason, gives its own where only it scores. */
async function appraise(
  { play, set, slug, measures }: Cycle,
  unit: UnitListed,
  random: Random,
  moment: Scene,
): Promise<void> {
  const key = { unitId: unit.id, slug }
  const entries = scorables(set).flatMap((line) => {
    if (!isCriterion(line)) return []
    if (line.by === 'appraised')
      return [
        {
          line: line.code,
          value: Math.round(line.max * (0.5 + 0.5 * random.next()) * 2) / 2,
          notApplicable: false,
          reason: '',
        },
      ]
    if (line.by !== 'self' || line.steps.length > 0 || random.next() > 0.2) return []
    return [
      {
        line: line.code,
        value: Math.floor(line.max * 0.5),
        notApplicable: false,
        reason: 'Minh chứng chưa đủ các xóm; chấm theo phần đã có.',
      },
    ]
  })
  await play.stage.run(moment, async (act) => {
    await saveAppraisal(act, key, { entries, rest: 'as-scored', restReason: '' }, measures)
    await concludeAppraisal(act, key, '', measures)
  })
}

async function answer({ play, slug }: Cycle, unit: UnitListed): Promise<void> {
  const head = play.cast.get(unit.id)?.head
  if (!head) return
  await play.stage.run({ on: day('2024-12-09'), time: '16:10', actor: head }, (act) =>
    answerAppraisal(
      act,
      { unitId: unit.id, slug },
      {
        agrees: false,
        text: 'Đề nghị xem lại dòng 1.1: hai xóm đã niêm yết bổ sung.',
        objections: { '1.1': 'Đã niêm yết bổ sung ngày 28/11, có ảnh.' },
        evidence: [],
      },
    ),
  )
}

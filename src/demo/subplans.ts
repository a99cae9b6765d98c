// What each unit made of the plan: most file their own in time, some are late, a few never do; one in twenty comes
// back, some still wait for their review.

import { workCalendar } from '../calendar/index.ts'
import type { Day } from '../lib/day.ts'
import { type Random, seeded } from '../lib/random.ts'
import { addWorkdays, type WorkCalendar } from '../lib/workdays.ts'
import { reviewerOf } from '../obligations/index.ts'
import type { UnitListed } from '../org/index.ts'
import type { Actor } from '../platform/index.ts'
import {
  decideSubplan,
  demandSubplans,
  fileSubplan,
  loadSubplan,
  NOBODY,
  prefillSubplan,
  saveSubplan,
} from '../subplans/index.ts'
import { inParallel } from './stage.ts'
import type { Play } from './year.ts'

const WORKDAYS = 15
const DEMANDED = '2024-05-17' as Day
const WIDTH = 8

type Course = { filedOn: Day; decidedOn: Day | null; accept: boolean; left: number }

export async function playSubplans(play: Play, coordinator: Actor): Promise<void> {
  const { stage, plan, units } = play
  const moment = { on: DEMANDED, time: '08:30', actor: coordinator }
  const due = await stage.run(moment, (act) =>
    demandSubplans(act, { planId: plan.id, time: { workdays: WORKDAYS }, source: '' }),
  )
  const random = seeded(58)
  const calendar = await workCalendar(stage.read.db)
  const courses = units.map((unit, index) => ({
    unit,
    index,
    course: courseOf(random, calendar, due),
  }))
  await inParallel(courses, WIDTH, async ({ unit, index, course }) => {
    if (course) await playOne(play, unit, index, course)
  })
  stage.say('  own plans of the units')
}

function courseOf(random: Random, calendar: WorkCalendar, due: Day): Course | null {
  const [kind, review] = [random.next(), random.next()]
  const days = 1 + random.int(8)
  if (kind < 0.05) return null
  const isLate = kind < 0.16
  const filedOn = addWorkdays(calendar, due, isLate ? days : -days)
  return {
    filedOn,
    decidedOn: review < 0.06 ? null : addWorkdays(calendar, filedOn, 2 + random.int(4)),
    accept: review > 0.1,
    left: random.int(3),
  }
}

async function playOne(
  { stage, cast, plan }: Play,
  unit: UnitListed,
  index: number,
  { filedOn, decidedOn, accept, left }: Course,
): Promise<void> {
  const head = cast.get(unit.id)?.head
  if (!head) return
  const key = { unitId: unit.id, planId: plan.id }
  const filed = await stage.run({ on: filedOn, time: '10:15', actor: head }, async (act) => {
    const { bound } = await loadSubplan(act.db, act.today, { unitId: unit.id, plan })
    if (!bound.some(({ part }) => part === 'lead')) return null
    await prefillSubplan(act, key)
    const { tasks } = await loadSubplan(act.db, act.today, { unitId: unit.id, plan })
    // The last tasks are left to nobody: the coverage shows them.
    const kept = tasks.slice(0, Math.max(1, tasks.length - left))
    await saveSubplan(act, key, {
      number: `${20 + index}/KH-UBND`,
      signedOn: filedOn,
      title: `Kế hoạch thực hiện ${plan.number} của ${unit.fullName}`,
      text: 'Bản mẫu của tỉnh trình diễn: phân công từng việc cho từng bộ phận.',
      file: null,
      dropFile: false,
      tasks: tasks.map((task, at) => ({
        id: task.id,
        text: task.text,
        executor:
          at % 2 === 0
            ? { ...NOBODY, label: 'Thủ trưởng đơn vị', personId: head.personId }
            : { ...NOBODY, label: 'Công chức Văn phòng - Thống kê' },
        dueOn: task.due_on ?? ('2024-12-15' as Day),
        obligationId: task.obligation_id,
        drop: !kept.includes(task),
      })),
    })
    const reviewerId = await reviewerOf(act.db, unit, plan.coordinator_id ?? unit.id, act.today)
    return { reviewerId, ...(await fileSubplan(act, { ...key, reviewerId, note: '' })) }
  })
  const reviewer = filed && cast.get(filed.reviewerId)?.reviewer
  if (!filed || !reviewer || decidedOn === null || filed.reviewerId === unit.id) return
  await stage.run({ on: decidedOn, time: '14:00', actor: reviewer }, (act) =>
    decideSubplan(act, {
      unitId: unit.id,
      filingId: filed.filingId,
      decision: accept
        ? { accept: true, note: '' }
        : {
            accept: false,
            reason: 'Chưa phân công người chịu trách nhiệm cho từng việc.',
            correctBy: null,
          },
    }),
  )
}

// A second plan of the same year beside the first: a few reports, a tie between tasks, and the own plans of one
// district's communes for both to be seen in the coverage.

import type { Day } from '../lib/day.ts'
import { obligationsOfPlan, reviewerOf } from '../obligations/index.ts'
import type { UnitListed } from '../org/index.ts'
import { linkTasks, type Plan } from '../plans/index.ts'
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
import { type Play, playReports } from './year.ts'

const WORKDAYS = 15
const DEMANDED = '2024-05-17' as Day

export async function playSecondPlan(play: Play, plan: Plan, coordinator: Actor): Promise<void> {
  const { stage, units } = play
  const [district] = units.filter(({ level }) => level === 'district')
  const communes = units.filter(({ parentId }) => parentId === district?.id)
  const few = [...(district ? [district] : []), ...communes.slice(0, 8)]
  await playReports({ ...play, plan, units: few })
  const moment = { on: DEMANDED, time: '08:30', actor: coordinator }
  for (const planId of [play.plan.id, plan.id]) {
    await stage.run(moment, (act) =>
      demandSubplans(act, { planId, time: { workdays: WORKDAYS }, source: '' }),
    )
  }
  await stage.run(moment, async (act) => {
    const [first] = (await obligationsOfPlan(act.db, plan.id, act.today)).filter(
      ({ number }) => number === '1',
    )
    const other = (await obligationsOfPlan(act.db, play.plan.id, act.today)).find(
      ({ number }) => number === '12',
    )
    if (!first || !other) return
    await linkTasks(act, {
      fromId: first.id,
      toId: other.id,
      kind: 'serves-same',
      reason: 'Cùng về công khai thủ tục, phí, lệ phí tại bộ phận một cửa',
    })
  })
  for (const [index, unit] of few.entries()) await playSubplan(play, unit, index)
}

/** One unit in four is silent, one is late, one waits for its review; the others are accepted. */
async function playSubplan(play: Play, unit: UnitListed, index: number): Promise<void> {
  const { stage, cast, plan } = play
  const head = cast.get(unit.id)?.head
  if (!head || index % 4 === 3) return
  const on = (index % 4 === 2 ? '2024-06-14' : '2024-06-04') as Day
  const key = { unitId: unit.id, planId: plan.id }
  const filed = await stage.run({ on, time: '10:15', actor: head }, async (act) => {
    await prefillSubplan(act, key)
    const { tasks } = await loadSubplan(act.db, act.today, { unitId: unit.id, plan })
    // The last tasks are left to nobody: the coverage shows them.
    const kept = tasks.slice(0, Math.max(1, tasks.length - (index % 3)))
    await saveSubplan(act, key, {
      number: `${20 + index}/KH-UBND`,
      signedOn: on,
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
  const reviewer = cast.get(filed.reviewerId)?.reviewer
  if (!reviewer || index % 4 === 1 || filed.reviewerId === unit.id) return
  await stage.run({ on: '2024-06-17' as Day, time: '14:00', actor: reviewer }, (act) =>
    decideSubplan(act, {
      unitId: unit.id,
      filingId: filed.filingId,
      decision: { accept: true, note: '' },
    }),
  )
}

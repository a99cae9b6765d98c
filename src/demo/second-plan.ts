// A second plan of the same year beside the first: a few reports, and a tie between tasks.

import type { Day } from '../lib/day.ts'
import { obligationsOfPlan } from '../obligations/index.ts'
import { linkTasks, type Plan } from '../plans/index.ts'
import type { Actor } from '../platform/index.ts'
import { type Play, playReports } from './year.ts'

export async function playSecondPlan(play: Play, plan: Plan, coordinator: Actor): Promise<void> {
  const { stage, units } = play
  const [district] = units.filter(({ level }) => level === 'district')
  const communes = units.filter(({ parentId }) => parentId === district?.id)
  const few = [...(district ? [district] : []), ...communes.slice(0, 8)]
  await playReports({ ...play, plan, units: few })
  const moment = { on: '2024-05-17' as Day, time: '08:30', actor: coordinator }
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
}

// Two rounds of a unit's own plan side by side: the document, then task by task.

import type { VNode } from 'preact'
import { z } from 'zod'
import { Compare, Heading, Section } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import type { UnitListed } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { type FiledTask, filedTasks, type Round, roundsOf } from '../subplans/index.ts'
import { Office } from './frame.tsx'
import { unitOfAddress } from './report-key.ts'
import { subplanAddress, subplanHref, subplanKey } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

type CompareView = {
  unit: UnitListed
  plan: Plan
  rounds: Round[]
  pair: [Round, Round] | null
  tasks: [FiledTask[], FiledTask[]]
}

const comparePage = route({
  method: 'GET',
  path: '/office/units/:code/subplans/:plan/compare',
  may: 'report.read',
  about: 'Two rounds of a unit’s own plan side by side.',
  input: subplanAddress.extend({
    a: z.coerce.number().int().min(1).optional().catch(undefined),
    b: z.coerce.number().int().min(1).optional().catch(undefined),
  }),
  unit: unitOfAddress,
  load: async (read, input): Promise<CompareView> => {
    const { unit, unitId, plan } = await subplanKey(read, input)
    const rounds = await roundsOf(read.db, unitId, plan.id)
    const right = rounds.find(({ round }) => round === input.b) ?? rounds.at(-1)
    const left = rounds.find(({ round }) => round === (input.a ?? (right?.round ?? 1) - 1))
    if (!left || !right) return { unit, plan, rounds, pair: null, tasks: [[], []] }
    return {
      unit,
      plan,
      rounds,
      pair: [left, right],
      tasks: [
        await filedTasks(read.db, unitId, left.id),
        await filedTasks(read.db, unitId, right.id),
      ],
    }
  },
  show: (view: CompareView, page) => ({ html: <ComparePage page={page} view={view} /> }),
})

function ComparePage({ page, view }: { page: Page; view: CompareView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { unit, plan, pair } = view
  const [left, right] = pair ?? []
  return (
    <Office
      page={page}
      title={t('compare')}
      here="/office/work"
      crumbs={[{ href: subplanHref(unit.code, plan.slug), label: t('subplan') }]}
    >
      <Heading
        over={t('subplan.over', { unit: unit.fullName, plan: plan.number })}
        title={t('compare')}
        lead={
          left && right ? t('compare.lead', { a: left.round, b: right.round }) : t('compare.none')
        }
      />
      {left && right && <Rounds page={page} view={view} pair={[left, right]} />}
    </Office>
  )
}

function Rounds(props: { page: Page; view: CompareView; pair: [Round, Round] }): VNode {
  const { page, view, pair } = props
  const t = say(subplanPageWords, page.lang)
  const [before, after] = view.tasks
  const head = (row: Round) =>
    [row.number, formatDay(row.signed_on, page.lang), row.title, row.file_name, row.text]
      .filter(Boolean)
      .join('\n')
  const line = (task: FiledTask | undefined) =>
    task
      ? [task.text, task.executor, formatDay(task.due_on, page.lang)].join('\n')
      : t('compare.not-there')
  const ids = [...new Set([...after, ...before].map((task) => task.task_id))]
  const side = (row: Round) => t('round.title', { round: row.round })
  return (
    <>
      <Section title={t('compare.head')}>
        <Compare
          left={{ title: side(pair[0]), text: head(pair[0]) }}
          right={{ title: side(pair[1]), text: head(pair[1]) }}
        />
      </Section>
      {ids.map((id, index) => (
        <Section key={id} title={t('task.n', { n: index + 1 })}>
          <Compare
            left={{
              title: side(pair[0]),
              text: line(before.find((task) => task.task_id === id)),
            }}
            right={{
              title: side(pair[1]),
              text: line(after.find((task) => task.task_id === id)),
            }}
          />
        </Section>
      ))}
    </>
  )
}

export const subplanCompareRoutes: readonly Route[] = [comparePage]

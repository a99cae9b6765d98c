// Rounds of a report side by side; the queue stands with it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { Compare, Heading, Section } from '../face/index.ts'
import {
  type DutyListed,
  loadForm,
  obligationWords,
  type ReportForm,
  type SentLine,
} from '../obligations/index.ts'
import type { UnitListed } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { reportHref } from './report-form.tsx'
import { type ReportAddress, reportAddress, reportKey, unitOfAddress } from './report-key.ts'
import { reportWords } from './report-words.ts'
import { queueRoutes } from './review-queue.tsx'

type CompareView = {
  unit: UnitListed
  plan: Plan
  address: ReportAddress
  form: ReportForm
  rounds: [number, number]
}

const comparePage = route({
  method: 'GET',
  path: '/office/units/:code/reports/:plan/:period/compare',
  may: 'report.read',
  about: 'Two rounds of a report side by side.',
  input: reportAddress.extend({
    a: z.coerce.number().int().min(1).optional().catch(undefined),
    b: z.coerce.number().int().min(1).optional().catch(undefined),
  }),
  unit: unitOfAddress,
  load: async (read, input): Promise<CompareView> => {
    const key = await reportKey(read, input)
    const form = await loadForm(read.db, read.today, key)
    const last = form.submissions.at(-1)?.round ?? 1
    const b = input.b ?? last
    return {
      unit: key.unit,
      plan: key.plan,
      address: { code: input.code, plan: input.plan, period: input.period },
      form,
      rounds: [input.a ?? Math.max(1, b - 1), b],
    }
  },
  show: (view: CompareView, page) => ({ html: <ComparePage page={page} view={view} /> }),
})

function ComparePage({ page, view }: { page: Page; view: CompareView }): VNode {
  const t = say(reportWords, page.lang)
  const { form, address, rounds, unit, plan } = view
  const period = periodLabel(address.period, page.lang)
  const [a, b] = rounds
  const idOf = (round: number) => form.submissions.find((row) => row.round === round)?.id
  const pairs = form.lines.flatMap(({ duty, past }) => {
    const left = past.find((line) => line.submission_id === idOf(a))
    const right = past.find((line) => line.submission_id === idOf(b))
    return left || right ? [{ duty, left, right }] : []
  })
  return (
    <Office
      page={page}
      title={t('compare', { period })}
      here="/office/work"
      crumbs={[{ href: reportHref(address), label: t('form', { period }) }]}
    >
      <Heading
        over={`${unit.fullName} · ${plan.number}`}
        title={t('compare', { period })}
        lead={form.submissions.length < 2 ? t('compare.none') : t('compare.lead', { a, b })}
      />
      {form.submissions.length > 1 &&
        pairs.map(({ duty, left, right }) => (
          <PairView key={duty.id} page={page} duty={duty} rounds={rounds} pair={[left, right]} />
        ))}
    </Office>
  )
}

type PairProps = {
  page: Page
  duty: DutyListed
  rounds: [number, number]
  pair: [SentLine | undefined, SentLine | undefined]
}

function PairView({ page, duty, rounds, pair }: PairProps): VNode {
  const t = say(reportWords, page.lang)
  const words = say(obligationWords, page.lang)
  const text = (line: SentLine | undefined) =>
    line
      ? [
          `${words(`state.${line.state}`)}. ${line.progress}`,
          line.quantity === null ? '' : `${t('line.quantity')}: ${Number(line.quantity)}`,
          line.hindrance && `${t('line.hindrance')}: ${line.hindrance}`,
          line.reason && `↩ ${line.reason}`,
        ]
          .filter(Boolean)
          .join('\n')
      : t('not-in-round')
  return (
    <Section title={`${duty.number}. ${duty.title}`}>
      <Compare
        left={{ title: t('round', { n: rounds[0] }), text: text(pair[0]) }}
        right={{ title: t('round', { n: rounds[1] }), text: text(pair[1]) }}
      />
    </Section>
  )
}

export const reviewRoutes: readonly Route[] = [...queueRoutes, comparePage]

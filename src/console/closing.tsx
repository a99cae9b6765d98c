// The end of a plan's year: what is open and becomes of it, the frozen figures, exceptions, opening again.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  type Choice,
  type ClosingView,
  closePlan,
  closingWords,
  exceptClosing,
  FATES,
  loadClosing,
  reopenPlan,
} from '../closings/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import { ErrorSummary, ExportLinks, Heading, Notice, whenText } from '../face/index.ts'
import { isDay } from '../lib/day.ts'
import { type Plan, requirePlanBySlug } from '../plans/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import { CloseForm, Exceptions, Frozen, History, Reopen } from './closing-parts.tsx'
import { closingPageWords } from './closing-words.ts'
import { Office, sentence } from './frame.tsx'
import { issuerOf } from './plan-item.tsx'
import { exportKind, HowComputed, TallyStats } from './tally.tsx'

const address = z.looseObject({ slug: z.string().max(80) })
type Address = z.infer<typeof address>

export type PlanClosing = ClosingView & { plan: Plan; mayClose: boolean; flags: string[] }

async function load(read: Read, input: Address): Promise<PlanClosing> {
  const { db, today, rights } = read
  const plan = await requirePlanBySlug(db, input.slug)
  const view = await loadClosing(db, today, plan.id, new Set(await rights.reach('board.read')))
  return {
    ...view,
    plan,
    mayClose: plan.issuer_id !== null && (await rights.may('plan.publish', plan.issuer_id)),
    flags: ['carried', 'dropped', 'reopened', 'excepted'].flatMap((name) =>
      typeof input[name] === 'string' ? [name, input[name]] : [],
    ),
  }
}

const closingPage: Route = route({
  method: 'GET',
  path: '/office/plans/:slug/closing',
  may: 'board.read',
  about: 'The end of a plan’s year within the scope: open duties, frozen figures.',
  input: address,
  load,
  show: (view: PlanClosing, page) => ({ html: <ClosingPage page={page} view={view} /> }),
})

function ClosingPage({ page, view }: { page: Page; view: PlanClosing }): VNode {
  const t = say(closingPageWords, page.lang)
  const { plan, closing, flags, mayClose, units } = view
  const flag = (name: string) => flags[flags.indexOf(name) + 1] ?? '0'
  const title = t('closing.title', { number: plan.number })
  return (
    <Office
      page={page}
      title={title}
      here="/office/plans"
      crumbs={[{ href: `/office/plans/${plan.slug}`, label: plan.number }]}
    >
      <Heading
        over={plan.number}
        title={title}
        lead={
          closing
            ? t('closing.lead.closed', {
                at: whenText(closing.closed_at, page.lang),
                who: view.names.get(closing.closed_by ?? '') ?? '',
              })
            : t('closing.lead.open')
        }
        actions={closing && <ExportLinks base={`/office/plans/${plan.slug}/closing`} />}
      />
      {flags.includes('carried') && (
        <Notice tone="good" toast>
          {t('closing.done', { carried: flag('carried'), dropped: flag('dropped') })}
        </Notice>
      )}
      {(['reopened', 'excepted'] as const)
        .filter((name) => flags.includes(name))
        .map((name) => (
          <Notice key={name} tone="good" toast>
            {t(`closing.${name}`)}
          </Notice>
        ))}
      <ErrorSummary
        problem={page.problem}
        text={
          page.problem
            ? sentence(page.problem.code, closingWords[page.lang], page.problem.details)
            : ''
        }
      />
      {units.length === 0 ? (
        <Notice title={t('closing.nothing')}>{t('closing.nothing.text')}</Notice>
      ) : (
        <>
          <h2>{t(closing ? 'closing.frozen' : 'closing.now')}</h2>
          <TallyStats page={page} tally={view.total} />
          <HowComputed page={page} />
          {view.waiting > 0 && (
            <Notice tone="warning">{t('closing.waiting', { n: view.waiting })}</Notice>
          )}
          {closing ? (
            <Frozen page={page} view={view} />
          ) : mayClose ? (
            <CloseForm page={page} view={view} />
          ) : (
            <Notice title={t('closing.not-yet')} />
          )}
          {closing && <Exceptions page={page} view={view} />}
          {closing && mayClose && <Reopen page={page} view={view} />}
        </>
      )}
      <History page={page} view={view} />
    </Office>
  )
}

const textOf = (input: Address, name: string): string =>
  typeof input[name] === 'string' ? input[name] : ''

/** By the obligation that each group of fields is about. */
function choicesOf(input: Address): Map<string, Choice> {
  return new Map(
    Object.keys(input).flatMap((name): [string, Choice][] => {
      if (!name.startsWith('fate.')) return []
      const id = name.slice('fate.'.length)
      const fate = FATES.find((known) => known === textOf(input, name)) ?? 'carried'
      return [[id, { fate, reason: textOf(input, `reason.${id}`) }]]
    }),
  )
}

const closeRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/closing',
  may: 'plan.publish',
  about: 'Closes the year: freezes figures, settles open duties, takes no more reports.',
  records: ['plan.closed'],
  input: address,
  unit: issuerOf,
  retry: closingPage,
  act: async (act, input: Address) => {
    const { id, slug } = await requirePlanBySlug(act.db, input.slug)
    const { carried, dropped } = await closePlan(act, {
      planId: id,
      note: textOf(input, 'note'),
      choices: choicesOf(input),
    })
    return `/office/plans/${slug}/closing?carried=${carried}&dropped=${dropped}`
  },
  show: (redirect: string) => ({ redirect }),
})

const reopenRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/closing/reopening',
  may: 'plan.publish',
  about: 'Opens a closed plan again, with a reason.',
  records: ['plan.reopened'],
  input: address,
  unit: issuerOf,
  retry: closingPage,
  act: async (act, input: Address) => {
    const { id, slug } = await requirePlanBySlug(act.db, input.slug)
    await reopenPlan(act, { planId: id, reason: textOf(input, 'reason') })
    return `/office/plans/${slug}/closing?reopened=1`
  },
  show: (redirect: string) => ({ redirect }),
})

const exceptionRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/closing/exceptions',
  may: 'plan.publish',
  about: 'Lets one unit send until a day although the plan is closed.',
  records: ['plan.closing-excepted'],
  input: address,
  unit: issuerOf,
  retry: closingPage,
  act: async (act, input: Address) => {
    const { id, slug } = await requirePlanBySlug(act.db, input.slug)
    const until = textOf(input, 'until')
    if (!isDay(until)) throw new Problem(422, 'closing.day-unreadable')
    const unitId = z.uuid().safeParse(textOf(input, 'unit'))
    if (!unitId.success) throw new Problem(422, 'closing.unit-not-bound')
    await exceptClosing(act, {
      planId: id,
      unitId: unitId.data,
      until,
      reason: textOf(input, 'why'),
    })
    return `/office/plans/${slug}/closing?excepted=1`
  },
  show: (redirect: string) => ({ redirect }),
})

const exported = (ending: 'csv' | 'xlsx') =>
  route<Address, Uint8Array | string>({
    method: 'GET',
    path: `/office/plans/:slug/closing.${ending}`,
    may: 'export.read',
    about: `Frozen figures of a closed plan within the scope as ${ending}.`,
    input: address,
    load: async (read, input) => {
      const { figures, fates } = await load(read, input)
      const header = ['number', 'task', 'code', 'unit', 'total', 'expected', 'sent', 'on_time']
      header.push('accepted', 'overdue')
      const rows = figures.map((row) => [
        row.number,
        row.title,
        row.unitCode,
        row.unitName,
        row.total,
        row.expected,
        row.sent,
        row.onTime,
        row.accepted,
        row.overdueOpen,
      ])
      if (ending === 'csv') return csv([header, ...rows])
      return await writeSpreadsheet([
        { name: 'figures', header, rows },
        {
          name: 'open',
          header: ['number', 'task', 'code', 'unit', 'period', 'due', 'fate', 'reason'],
          rows: fates.map((row) => [
            row.number,
            row.title,
            row.unitCode,
            row.unitName,
            row.period,
            row.dueOn,
            row.fate,
            row.reason,
          ]),
        },
      ])
    },
    show: (file) => ({ file, ...exportKind(ending, 'closing') }),
  })

export const closingRoutes: readonly Route[] = [
  exported('csv'),
  exported('xlsx'),
  closingPage,
  closeRoute,
  reopenRoute,
  exceptionRoute,
]

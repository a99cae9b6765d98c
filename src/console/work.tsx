// "Việc của tôi": what is due, due soon, returned; and the way into the report form.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  ButtonLink,
  Card,
  Columns,
  Details,
  Empty,
  Heading,
  Section,
  StandingMark,
  StandingShape,
} from '../face/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import {
  asOfToday,
  currentPeriod,
  type DutyListed,
  daysLeft,
  listDuties,
  STANDINGS,
  type Standing,
  supportingOf,
  takesReports,
} from '../obligations/index.ts'
import { type UnitListed, unitById } from '../org/index.ts'
import { type Plan, publishedPlans } from '../plans/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import { loadSubplan, myAssignments, standingDemand } from '../subplans/index.ts'
import { Assignments, type MyTask } from './assignments.tsx'
import { type DutyRow, DutyTable } from './duty-table.tsx'
import { dutyWords } from './duty-words.ts'
import { Office } from './frame.tsx'
import { subplanHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

type Row = DutyRow
type FormLink = { slug: string; number: string; period: string; due: Day; open: number }
type OwnPlan = { plan: Plan; due: Day; standing: Standing }
type Work = {
  unit: UnitListed
  plans: Plan[]
  /** Plans that ask the unit for its own, not accepted yet. */
  subplans: OwnPlan[]
  assigned: MyTask[]
  rows: Row[]
  forms: FormLink[]
  supporting: { number: string; title: string; slug: string }[]
}

/** Accepted duties shown of a plan; the list of duties has them all. */
const MOST_ACCEPTED = 20
const NOT_ACCEPTED = STANDINGS.filter((standing) => standing !== 'accepted')

const home = route({
  method: 'GET',
  path: '/office',
  may: 'signed-in',
  about: 'The first page after signing in: my work, the board, or people.',
  input: z.object({}),
  load: async ({ rights }) => {
    if (rights.holds('leader.read') && !rights.holds('report.draft')) return '/office/leader'
    if (rights.holds('duty.read')) return '/office/work'
    return rights.holds('person.read') ? '/office/people' : '/office/account'
  },
  show: (redirect: string) => ({ redirect }),
})

export const workPage: Route = route<object, Work>({
  method: 'GET',
  path: '/office/work',
  may: 'duty.read',
  about: 'What is due for the visitor’s own unit, and what came back.',
  input: z.object({}),
  load: loadWork,
  show: (work, page) => ({ html: <WorkView page={page} work={work} /> }),
})

async function loadWork(read: Read): Promise<Work> {
  const { db, today, actor } = read
  const unit = actor.unitId ? await unitById(db, actor.unitId) : null
  if (!unit) throw new Problem(403, 'right.missing')
  const { calendar, ...asOf } = await asOfToday(db, today)
  const own = { unitIds: [unit.id] }
  const year = Number(today.slice(0, 4))
  const [published, pending, accepted] = await Promise.all([
    publishedPlans(db),
    listDuties(db, asOf, { ...own, standings: NOT_ACCEPTED }, { sort: 'due' }),
    listDuties(
      db,
      asOf,
      { ...own, standings: ['accepted'], dueFrom: `${year}-01-01` as Day },
      { sort: 'due' },
    ),
  ])
  const rows = [...pending, ...accepted]
  const plans = published.filter(
    (plan) => plan.year >= year || pending.some((row) => row.planId === plan.id),
  )
  const { code, submitBy } = currentPeriod(today, calendar)
  const supporting = await Promise.all(
    plans.map(async (plan) =>
      (await supportingOf(db, unit.id, plan.id)).map((row) => ({ ...row, slug: plan.slug })),
    ),
  )
  const taken = await Promise.all(
    plans.map((plan) => takesReports(db, { planId: plan.id, unitId: unit.id, today })),
  )
  const open = plans.filter((_, index) => taken[index])
  const numbers = new Map(plans.map(({ id, number }) => [id, number]))
  return {
    unit,
    plans,
    subplans: await ownPlans(read, unit.id, plans),
    assigned: (await myAssignments(db, actor, today)).map((task) => ({
      ...task,
      left: daysLeft(calendar, today, task.dueOn),
      planNumber: numbers.get(task.planId) ?? '',
    })),
    rows: rows.map((row) => ({ ...row, left: daysLeft(calendar, today, row.dueOn) })),
    supporting: supporting.flat(),
    forms: open
      .map(({ slug, number, id }) => ({
        slug,
        number,
        period: code,
        due: submitBy,
        open: rows.filter((row) => row.planId === id && isOpen(row) && row.opensOn <= today).length,
      }))
      .filter((form) => form.open > 0),
  }
}

async function ownPlans(read: Read, unitId: string, plans: readonly Plan[]): Promise<OwnPlan[]> {
  const found = await Promise.all(
    plans.map(async (plan): Promise<OwnPlan[]> => {
      const demand = await standingDemand(read.db, plan.id)
      if (!demand) return []
      const { bound, standing } = await loadSubplan(read.db, read.today, { unitId, plan })
      return bound.length === 0 || standing === 'accepted'
        ? []
        : [{ plan, due: demand.due_on, standing }]
    }),
  )
  return found.flat()
}

const isOpen = ({ standing }: DutyListed) => standing !== 'accepted' && standing !== 'submitted'

function WorkView({ page, work }: { page: Page; work: Work }): VNode {
  const t = say(dutyWords, page.lang)
  const { unit, rows, forms, supporting } = work
  const [form] = forms
  const open = rows.filter(isOpen).filter((row) => row.opensOn <= page.today)
  const several = byPlan(work).length > 1
  return (
    <Office page={page} title={t('work')} here="/office/work">
      <Heading
        over={unit.fullName}
        title={t('work')}
        lead={
          form
            ? t('work.lead', {
                unit: unit.fullName,
                open: open.length,
                due: formatDay(form.due, page.lang),
              })
            : t('work.lead.none', { unit: unit.fullName })
        }
      />
      {rows.length > 0 && <Today page={page} work={work} />}
      {rows.length === 0 && (
        <Empty
          title={t('work.empty')}
          action={
            page.visitor.rights.holds('board.read') ? (
              <ButtonLink href="/office/board" kind="secondary">
                {t('work.empty.board')}
              </ButtonLink>
            ) : undefined
          }
        >
          {t('work.empty.text')}
        </Empty>
      )}
      <OwnPlans page={page} work={work} />
      <Assignments page={page} tasks={work.assigned} />
      {byPlan(work).map(({ plan, rows: own }, index, all) => (
        <PlanDuties
          key={plan?.id ?? ''}
          page={page}
          rows={own}
          before={all.slice(0, index).flatMap((group) => group.rows)}
          title={several && plan ? `${plan.number} · ${plan.title}` : null}
        />
      ))}
      {supporting.length > 0 && (
        <Details summary={`${t('work.supporting')} (${supporting.length})`}>
          <p>{t('work.supporting.lead')}</p>
          <Columns>
            <ul>
              {supporting.map((item) => (
                <li key={`${item.slug}/${item.number}`}>
                  <a href={`/office/tasks/${item.slug}/${item.number}`}>
                    {item.number}. {item.title}
                  </a>
                </li>
              ))}
            </ul>
          </Columns>
        </Details>
      )}
    </Office>
  )
}

/** What calls for a hand, in a few lines, and the way into the form. */
function Today({ page, work }: { page: Page; work: Work }): VNode {
  const t = say(dutyWords, page.lang)
  const { unit, rows, forms } = work
  const lines = (['overdue', 'returned', 'due-soon'] as const).flatMap((standing) => {
    const listed = rows.filter((row) => row.standing === standing)
    if (listed.length === 0) return []
    const worst = Math.min(...listed.map(({ left }) => left))
    const [first] = listed
    return [
      {
        standing,
        href: `#${standing}`,
        text:
          standing === 'returned'
            ? t('today.returned', { n: listed.length, reason: first?.returnedReason ?? '' })
            : t(`today.${standing}`, { n: listed.length, days: Math.abs(worst) }),
      },
    ]
  })
  return (
    <Card>
      {lines.length === 0 && <p>{t('today.none')}</p>}
      <ul class="today">
        {lines.map(({ standing, href, text }) => (
          <li key={standing}>
            <StandingShape standing={standing} />
            <a href={href}>{text}</a>
          </li>
        ))}
      </ul>
      {forms.length > 0 && (
        <Actions>
          {forms.map((item) => (
            <ButtonLink key={item.slug} kind="primary" href={formHref(unit.code, item)}>
              {t('work.open-form', {
                period: periodLabel(item.period, page.lang),
                n: item.open,
              })}
              {forms.length > 1 ? ` · ${item.number}` : ''}
            </ButtonLink>
          ))}
          <p class="aside">{t('work.form-hint')}</p>
        </Actions>
      )}
    </Card>
  )
}

/** The unit's duties plan by plan, in the order of the plans. */
function byPlan({ plans, rows }: Work): { plan: Plan | null; rows: Row[] }[] {
  const known = plans.map((plan) => ({ plan, rows: rows.filter((row) => row.planId === plan.id) }))
  const rest = rows.filter((row) => !plans.some(({ id }) => id === row.planId))
  return [...known, { plan: null, rows: rest }].filter((group) => group.rows.length > 0)
}

type PlanDutiesProps = {
  page: Page
  rows: readonly Row[]
  /** Duties of the plans above: the first of each standing carries its anchor. */
  before: readonly Row[]
  title: string | null
}

function PlanDuties({ page, rows, before, title }: PlanDutiesProps): VNode {
  const t = say(dutyWords, page.lang)
  const open = rows.filter(isOpen).filter((row) => row.opensOn <= page.today)
  const listed = (standing: Standing) => rows.filter((row) => row.standing === standing)
  const shown = STANDINGS.filter(
    (standing) => standing !== 'waiting' && standing !== 'accepted' && listed(standing).length > 0,
  )
  const body = (
    <>
      {shown.map((standing) => {
        const label = `${t(`standing.${standing}`)} (${listed(standing).length})`
        const table = (
          <DutyTable page={page} rows={listed(standing)} caption={t(`standing.${standing}`)} />
        )
        const anchor = before.some((row) => row.standing === standing) ? {} : { id: standing }
        return title ? (
          <section key={standing} {...anchor}>
            <h3>{label}</h3>
            {table}
          </section>
        ) : (
          <Section key={standing} title={label} {...anchor}>
            {table}
          </Section>
        )
      })}
      {(['waiting', 'accepted'] as const).map(
        (standing) =>
          listed(standing).length > 0 && (
            <Details
              key={standing}
              open={open.length === 0 && standing === 'waiting'}
              summary={`${t(`standing.${standing}`)} (${listed(standing).length})`}
            >
              <DutyTable
                page={page}
                rows={standing === 'accepted' ? newest(listed(standing)) : listed(standing)}
                caption={t(`standing.${standing}`)}
              />
              {standing === 'accepted' && listed(standing).length > MOST_ACCEPTED && (
                <p>
                  <a href={`/office/duties?standing=accepted&unit=${rows[0]?.unitCode}`}>
                    {t('work.accepted-all')}
                  </a>
                </p>
              )}
            </Details>
          ),
      )}
    </>
  )
  return title ? <Section title={title}>{body}</Section> : body
}

const newest = (rows: readonly Row[]) => rows.slice(-MOST_ACCEPTED)

function OwnPlans({ page, work }: { page: Page; work: Work }): VNode | null {
  const t = say(subplanPageWords, page.lang)
  if (work.subplans.length === 0) return null
  return (
    <Section title={t('work.subplans')}>
      <ul class="plain">
        {work.subplans.map(({ plan, due, standing }) => (
          <li key={plan.id}>
            <a href={subplanHref(work.unit.code, plan.slug)}>
              {t('work.subplan', { plan: plan.number, due: formatDay(due, page.lang) })}
            </a>{' '}
            <StandingMark standing={standing} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const formHref = (unitCode: string, form: { slug: string; period: string }): string =>
  `/office/units/${unitCode}/reports/${form.slug}/${form.period}`

export const workRoutes: readonly Route[] = [home, workPage]

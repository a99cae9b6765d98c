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
  countDuties,
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
  /** What is not accepted. */
  rows: Row[]
  accepted: Accepted[]
  forms: FormLink[]
  supporting: { number: string; title: string; slug: string }[]
}

/** Accepted this year: the newest of a plan, and how many there are. */
type Accepted = { planId: string; rows: Row[]; total: number }

/** Duties shown of a plan and standing; the list of duties has them all. */
const MOST_SHOWN = 20
/** No unit has so many that are not accepted. */
const MOST_LISTED = 5000
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
  recalled: true,
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
  const [published, rows] = await Promise.all([
    publishedPlans(db),
    listDuties(db, asOf, { ...own, standings: NOT_ACCEPTED }, { sort: 'due', limit: MOST_LISTED }),
  ])
  const plans = published.filter(
    (plan) => plan.year >= year || rows.some((row) => row.planId === plan.id),
  )
  const left = (row: DutyListed): Row => ({ ...row, left: daysLeft(calendar, today, row.dueOn) })
  const accepted = await Promise.all(
    plans
      .filter((plan) => plan.year >= year)
      .map(async ({ id: planId }): Promise<Accepted> => {
        const filter = {
          ...own,
          planId,
          standings: ['accepted' as const],
          dueFrom: `${year}-01-01` as Day,
        }
        const total = await countDuties(db, asOf, filter)
        const newest = { sort: 'due', descending: true, limit: MOST_SHOWN } as const
        const listed = total > 0 ? await listDuties(db, asOf, filter, newest) : []
        return { planId, total, rows: listed.map(left) }
      }),
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
    rows: rows.map(left),
    accepted: accepted.filter(({ total }) => total > 0),
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
  const groups = byPlan(work)
  const several = groups.length > 1
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
      {groups.length > 0 && <Today page={page} work={work} />}
      {groups.length === 0 && (
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
      {groups.map((group, index) => (
        <PlanDuties
          key={group.plan?.id ?? ''}
          page={page}
          unitCode={unit.code}
          group={group}
          before={groups.slice(0, index)}
          title={several && group.plan ? `${group.plan.number} · ${group.plan.title}` : null}
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
function byPlan({ plans, rows, accepted }: Work): Group[] {
  const known = plans.map((plan) => ({
    plan,
    rows: rows.filter((row) => row.planId === plan.id),
    accepted: accepted.find(({ planId }) => planId === plan.id),
  }))
  const rest = rows.filter((row) => !plans.some(({ id }) => id === row.planId))
  return [...known, { plan: null, rows: rest, accepted: undefined }].filter(
    (group) => group.rows.length > 0 || group.accepted,
  )
}

type Group = { plan: Plan | null; rows: readonly Row[]; accepted: Accepted | undefined }

type PlanDutiesProps = {
  page: Page
  unitCode: string
  group: Group
  /** The plans above: the first of each standing carries its anchor. */
  before: readonly Group[]
  title: string | null
}

function PlanDuties({ page, unitCode, group, before, title }: PlanDutiesProps): VNode {
  const t = say(dutyWords, page.lang)
  const { plan, rows, accepted } = group
  const open = rows.filter(isOpen).filter((row) => row.opensOn <= page.today)
  const listed = (standing: Standing) => rows.filter((row) => row.standing === standing)
  const waiting = listed('waiting')
  const shown = STANDINGS.filter(
    (standing) => standing !== 'waiting' && standing !== 'accepted' && listed(standing).length > 0,
  )
  const table = (standing: Standing, all: readonly Row[], total: number) => (
    <>
      <DutyTable page={page} rows={all.slice(0, MOST_SHOWN)} caption={t(`standing.${standing}`)} />
      {total > MOST_SHOWN && (
        <p>
          <a href={allHref(standing, unitCode, plan)}>
            {t('work.all-of', { n: total, standing: t(`standing.${standing}`) })}
          </a>
        </p>
      )}
    </>
  )
  const body = (
    <>
      {shown.map((standing) => {
        const all = listed(standing)
        const label = `${t(`standing.${standing}`)} (${all.length})`
        const isFirst = !before.some((one) => one.rows.some((row) => row.standing === standing))
        const anchor = isFirst ? { id: standing } : {}
        return title ? (
          <section key={standing} {...anchor}>
            <h3>{label}</h3>
            {table(standing, all, all.length)}
          </section>
        ) : (
          <Section key={standing} title={label} {...anchor}>
            {table(standing, all, all.length)}
          </Section>
        )
      })}
      {waiting.length > 0 && (
        <Details open={open.length === 0} summary={`${t('standing.waiting')} (${waiting.length})`}>
          {table('waiting', waiting, waiting.length)}
        </Details>
      )}
      {accepted && (
        <Details summary={`${t('standing.accepted')} (${accepted.total})`}>
          {table('accepted', accepted.rows, accepted.total)}
        </Details>
      )}
    </>
  )
  return title ? <Section title={title}>{body}</Section> : body
}

const allHref = (standing: Standing, unit: string, plan: Plan | null) =>
  `/office/duties?${new URLSearchParams({ standing, unit, ...(plan ? { plan: plan.slug } : {}) })}`

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

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
  Kept,
  Section,
  StandingMark,
  StandingShape,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { STANDINGS, type Standing } from '../obligations/index.ts'
import type { Plan } from '../plans/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { Assignments } from './assignments.tsx'
import { DutyTable } from './duty-table.tsx'
import { dutyWords } from './duty-words.ts'
import { Office } from './frame.tsx'
import { subplanHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'
import type { Group, Lot } from './work-brief.ts'
import { loadWork, type Work } from './work-load.ts'

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

function WorkView({ page, work }: { page: Page; work: Work }): VNode {
  const t = say(dutyWords, page.lang)
  const { unit, groups, forms, supporting, open } = work
  const [form] = forms
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
                open,
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
        <Kept key={group.plan?.id ?? ''} of={group}>
          {() => (
            <PlanDuties
              page={page}
              unitCode={unit.code}
              group={group}
              before={groups.slice(0, index)}
              title={titleOf(group, several, t('work.earlier'))}
            />
          )}
        </Kept>
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

const titleOf = ({ plan }: Group, several: boolean, earlier: string): string | null =>
  plan === null ? earlier : several ? `${plan.number} · ${plan.title}` : null

/** What calls for a hand, in a few lines, and the way into the form. */
function Today({ page, work }: { page: Page; work: Work }): VNode {
  const t = say(dutyWords, page.lang)
  const { unit, groups, forms } = work
  const lines = (['overdue', 'returned', 'due-soon'] as const).flatMap((standing) => {
    const lots = groups.flatMap((group) => group.lots.filter((lot) => lot.standing === standing))
    const n = lots.reduce((sum, { total }) => sum + total, 0)
    const rows = lots.flatMap((lot) => lot.rows)
    const [first] = rows
    if (!first) return []
    const worst = Math.min(...rows.map(({ left }) => left))
    return [
      {
        standing,
        href: `#${standing}`,
        text:
          standing === 'returned'
            ? t('today.returned', { n, reason: first.returnedReason ?? '' })
            : t(`today.${standing}`, { n, days: Math.abs(worst) }),
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

type PlanDutiesProps = {
  page: Page
  unitCode: string
  group: Group
  /** The plans above: the first of each standing carries its anchor. */
  before: readonly Group[]
  title: string | null
}

const has = ({ lots }: Group, standing: Standing) => lots.some((lot) => lot.standing === standing)
const CLOSED: readonly Standing[] = ['waiting', 'accepted']

function PlanDuties({ page, unitCode, group, before, title }: PlanDutiesProps): VNode {
  const t = say(dutyWords, page.lang)
  const lots = STANDINGS.flatMap((name) => group.lots.filter(({ standing }) => standing === name))
  const nothingOpen = lots.every(({ rows }) => rows.every(({ open }) => open === 0))
  const label = ({ standing, total }: Lot) => `${t(`standing.${standing}`)} (${total})`
  const table = ({ standing, rows, total }: Lot) => (
    <>
      <DutyTable page={page} rows={rows} caption={t(`standing.${standing}`)} />
      {total > rows.length && (
        <p>
          <a href={allHref(standing, unitCode, group.plan)}>
            {t('work.all-of', { n: total, standing: t(`standing.${standing}`) })}
          </a>
        </p>
      )}
    </>
  )
  const body = (
    <>
      {lots
        .filter(({ standing }) => !CLOSED.includes(standing))
        .map((lot) => {
          const { standing } = lot
          const anchor = before.some((one) => has(one, standing)) ? {} : { id: standing }
          return title ? (
            <section key={standing} {...anchor}>
              <h3>{label(lot)}</h3>
              {table(lot)}
            </section>
          ) : (
            <Section key={standing} title={label(lot)} {...anchor}>
              {table(lot)}
            </Section>
          )
        })}
      {CLOSED.flatMap((name) => lots.filter(({ standing }) => standing === name)).map((lot) => (
        <Details
          key={lot.standing}
          open={nothingOpen && lot.standing === 'waiting'}
          summary={label(lot)}
        >
          {table(lot)}
        </Details>
      ))}
    </>
  )
  return title ? <Section title={title}>{body}</Section> : body
}

const allHref = (standing: Standing, unit: string, plan: Plan | null) =>
  `/office/duties?${new URLSearchParams({ standing, unit, ...(plan ? { plan: plan.slug } : { year: 'all' }) })}`

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

// "Việc của tôi": what is due, due soon, returned; and the way into the report form.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  ButtonLink,
  Card,
  Columns,
  Countdown,
  Details,
  Empty,
  Heading,
  Section,
  StandingMark,
  StandingShape,
  Table,
} from '../face/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import {
  asOfToday,
  currentPeriod,
  type DutyListed,
  daysLeft,
  listDuties,
  STANDINGS,
  supportingOf,
} from '../obligations/index.ts'
import { type UnitListed, unitById } from '../org/index.ts'
import { publishedPlans } from '../plans/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import { dutyWords } from './duty-words.ts'
import { Office } from './frame.tsx'

type Row = DutyListed & { left: number }
type FormLink = { slug: string; number: string; period: string; due: Day; open: number }
type Work = {
  unit: UnitListed
  rows: Row[]
  forms: FormLink[]
  supporting: { number: string; title: string; slug: string }[]
}

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

const workPage: Route = route<object, Work>({
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
  const plans = await publishedPlans(db)
  const rows = await listDuties(db, asOf, { unitIds: [unit.id] }, { sort: 'due' })
  const { code, submitBy } = currentPeriod(today, calendar)
  const supporting = await Promise.all(
    plans.map(async (plan) =>
      (await supportingOf(db, unit.id, plan.id)).map((row) => ({ ...row, slug: plan.slug })),
    ),
  )
  return {
    unit,
    rows: rows.map((row) => ({ ...row, left: daysLeft(calendar, today, row.dueOn) })),
    supporting: supporting.flat(),
    forms: plans
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

const isOpen = ({ standing }: DutyListed) => standing !== 'accepted' && standing !== 'submitted'

function WorkView({ page, work }: { page: Page; work: Work }): VNode {
  const t = say(dutyWords, page.lang)
  const { unit, rows, forms, supporting } = work
  const [form] = forms
  const open = rows.filter(isOpen).filter((row) => row.opensOn <= page.today)
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
      {STANDINGS.filter((standing) => standing !== 'waiting' && standing !== 'accepted').map(
        (standing) => {
          const listed = rows.filter((row) => row.standing === standing)
          return (
            listed.length > 0 && (
              <Section
                key={standing}
                id={standing}
                title={`${t(`standing.${standing}`)} (${listed.length})`}
              >
                <DutyTable page={page} rows={listed} caption={t(`standing.${standing}`)} />
              </Section>
            )
          )
        },
      )}
      {(['waiting', 'accepted'] as const).map((standing) => {
        const listed = rows.filter((row) => row.standing === standing)
        return (
          listed.length > 0 && (
            <Details
              key={standing}
              open={open.length === 0 && standing === 'waiting'}
              summary={`${t(`standing.${standing}`)} (${listed.length})`}
            >
              <DutyTable page={page} rows={listed} caption={t(`standing.${standing}`)} />
            </Details>
          )
        )
      })}
      {supporting.length > 0 && (
        <Details summary={`${t('work.supporting')} (${supporting.length})`}>
          <p>{t('work.supporting.lead')}</p>
          <Columns>
            <ul>
              {supporting.map((item) => (
                <li key={item.number}>
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

export const formHref = (unitCode: string, form: { slug: string; period: string }): string =>
  `/office/units/${unitCode}/reports/${form.slug}/${form.period}`

/** Duties of one unit, each opening its own history. */
export function DutyTable(props: { page: Page; rows: readonly Row[]; caption: string }): VNode {
  const { page, rows, caption } = props
  const t = say(dutyWords, page.lang)
  return (
    <Table
      caption={caption}
      quietCaption
      stack
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/office/units/${row.unitCode}/duties/${row.id}`}
      columns={[
        { key: 'duty', title: t('duty'), render: (row) => `${row.number}. ${row.title}` },
        {
          key: 'period',
          title: t('period'),
          nowrap: true,
          render: (row) => periodLabel(row.period, page.lang),
        },
        {
          key: 'due',
          title: t('due'),
          nowrap: true,
          render: (row) => formatDay(row.dueOn, page.lang),
        },
        { key: 'standing', title: t('standing'), render: (row) => <Standing row={row} /> },
      ]}
    />
  )
}

const Standing = ({ row }: { row: Row }) => (
  <>
    {row.standing === 'overdue' || row.standing === 'due-soon' ? (
      <Countdown days={row.left} />
    ) : (
      <StandingMark standing={row.standing} />
    )}
    {row.returnedReason && row.standing === 'returned' && (
      <p class="aside">“{row.returnedReason}”</p>
    )}
  </>
)

export const workRoutes: readonly Route[] = [home, workPage]

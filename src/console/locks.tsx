// Locking of forms after the deadline: the rule of a plan, exceptions asked by one and approved by another.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  Badge,
  Button,
  Details,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  NumberField,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  lockHistory,
  lockWorkdays,
  type Opening,
  obligationWords,
  openings,
  setLock,
  settleOpening,
} from '../obligations/index.ts'
import { unitByCode } from '../org/index.ts'
import { type Plan, plans, requirePlanBySlug } from '../plans/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { lockWords } from './lock-words.ts'
import { issuerOf } from './plan-item.tsx'
import { unitOfAddress } from './report-key.ts'

const HERE = '/office/openings'

export const lockRefusal = ({ problem, lang }: Page): string =>
  problem ? sentence(problem.code, obligationWords[lang], problem.details) : ''

const planAddress = z.looseObject({ slug: z.string().max(80) })
type LockView = {
  plan: Plan
  workdays: number | null
  history: Awaited<ReturnType<typeof lockHistory>>
  names: Map<string, string>
  saved: boolean
}

const lockPage: Route = route({
  method: 'GET',
  path: '/office/plans/:slug/lock',
  may: 'plan.publish',
  about: 'After how many working days past the deadline the forms of a plan lock.',
  input: planAddress,
  unit: issuerOf,
  load: async ({ db }: Read, input): Promise<LockView> => {
    const plan = await requirePlanBySlug(db, input.slug)
    const history = await lockHistory(db, plan.id)
    return {
      plan,
      history,
      workdays: await lockWorkdays(db, plan.id),
      names: await namesOf(
        db,
        history.map(({ set_by }) => set_by),
      ),
      saved: 'saved' in input,
    }
  },
  show: (view: LockView, page) => ({ html: <LockPage page={page} view={view} /> }),
})

function LockPage({ page, view }: { page: Page; view: LockView }): VNode {
  const t = say(lockWords, page.lang)
  const { plan, workdays } = view
  const rule = (days: number | null) => (days === null ? t('lock.off') : t('lock.on', { n: days }))
  return (
    <Office
      page={page}
      title={t('lock')}
      here="/office/plans"
      crumbs={[{ href: `/office/plans/${plan.slug}`, label: plan.number }]}
    >
      <Heading over={plan.number} title={t('lock')} lead={t('lock.lead')} />
      {view.saved && (
        <Notice tone="good" toast>
          {t('lock.saved')}
        </Notice>
      )}
      <ErrorSummary problem={page.problem} text={lockRefusal(page)} />
      <p>{rule(workdays)}</p>
      <Form page={page} action={`/office/plans/${plan.slug}/lock`} label={t('lock')}>
        <NumberField
          label={t('lock.days')}
          name="workdays"
          hint={t('lock.days.hint')}
          optional
          value={entryText(page, 'workdays', workdays)}
        />
        <Actions>
          <Button>{t('lock.save')}</Button>
        </Actions>
      </Form>
      {view.history.length > 0 && (
        <Details summary={t('lock.history')}>
          <ul>
            {view.history.map((row) => (
              <li key={row.id}>
                {whenText(row.set_at, page.lang)} · {view.names.get(row.set_by ?? '') ?? ''} ·{' '}
                {rule(row.workdays)}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </Office>
  )
}

const lockRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/lock',
  may: 'plan.publish',
  about: 'Sets after how many working days past the deadline the forms of a plan lock.',
  records: ['plan.lock-set'],
  input: planAddress.extend({ workdays: z.string().max(10).default('') }),
  unit: issuerOf,
  retry: lockPage,
  act: async (act, { slug, workdays }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    const days = workdays.trim() === '' ? null : Number(workdays.trim())
    if (days !== null && !(Number.isInteger(days) && days >= 0 && days <= 250)) {
      throw new Problem(422, 'lock.days-unreadable')
    }
    await setLock(act, { planId: plan.id, unitId: plan.issuer_id ?? '', workdays: days })
    return `/office/plans/${slug}/lock?saved=1`
  },
  show: (redirect: string) => ({ redirect }),
})

type ListView = {
  rows: Opening[]
  names: Map<string, string>
  numbers: Map<string, string>
  mayApprove: Set<string>
  me: string | null
  saved: boolean
}

const listPage: Route = route({
  method: 'GET',
  path: HERE,
  may: 'duty.read',
  about: 'Exceptions to locked forms, with both people, within the visitor’s scope.',
  input: z.looseObject({}),
  load: async (read: Read, input): Promise<ListView> => {
    const { db, rights, actor } = read
    const rows = await openings(db, { unitIds: await rights.reach('duty.read') })
    return {
      rows,
      names: await namesOf(
        db,
        rows.flatMap(({ asked_by, decided_by }) => [asked_by, decided_by]),
      ),
      numbers: new Map((await plans(db)).map(({ id, number }) => [id, number])),
      mayApprove: new Set(await rights.reach('opening.approve')),
      me: actor.personId,
      saved: 'saved' in input,
    }
  },
  show: (view: ListView, page) => ({ html: <ListPage page={page} view={view} /> }),
})

function ListPage({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(lockWords, page.lang)
  const name = (id: string | null) => view.names.get(id ?? '') ?? ''
  return (
    <Office page={page} title={t('title')} here={HERE}>
      <Heading title={t('title')} lead={t('lead')} />
      {view.saved && (
        <Notice tone="good" toast>
          {t('saved')}
        </Notice>
      )}
      <ErrorSummary problem={page.problem} text={lockRefusal(page)} />
      <Table
        caption={t('title')}
        quietCaption
        stack
        rows={view.rows}
        rowKey={(row) => row.id}
        empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
        columns={[
          { key: 'unit', title: t('unit'), render: (row) => row.unitName },
          { key: 'plan', title: t('plan'), render: (row) => view.numbers.get(row.plan_id) ?? '' },
          {
            key: 'period',
            title: t('period'),
            render: (row) => periodLabel(row.period, page.lang),
          },
          { key: 'until', title: t('until'), render: (row) => formatDay(row.until, page.lang) },
          { key: 'reason', title: t('reason'), render: (row) => row.reason },
          {
            key: 'asked',
            title: t('asked'),
            render: (row) => `${name(row.asked_by)} · ${whenText(row.asked_at, page.lang)}`,
          },
          {
            key: 'decided',
            title: t('decided'),
            render: (row) =>
              row.decided_at
                ? `${name(row.decided_by)} · ${whenText(row.decided_at, page.lang)}${row.note ? ` · ${row.note}` : ''}`
                : '—',
          },
          {
            key: 'state',
            title: t('state'),
            render: (row) => <OpeningState page={page} row={row} view={view} />,
          },
        ]}
      />
    </Office>
  )
}

function OpeningState(props: { page: Page; row: Opening; view: ListView }): VNode {
  const { page, row, view } = props
  const t = say(lockWords, page.lang)
  if (row.approved !== null) {
    return (
      <Badge tone={row.approved ? 'good' : 'bad'}>
        {t(row.approved ? 'state.approved' : 'state.refused')}
      </Badge>
    )
  }
  if (!view.mayApprove.has(row.unit_id) || row.asked_by === view.me) {
    return <Badge tone="warning">{t('state.waiting')}</Badge>
  }
  return (
    <Form page={page} action={`/office/units/${row.unitCode}/openings/${row.id}`}>
      <TextField
        label={t('note.of', { unit: row.unitName, period: periodLabel(row.period, page.lang) })}
        name="note"
        id={`note-${row.id}`}
      />
      <Actions>
        <Button small name="decision" value="approve">
          {t('approve')}
        </Button>
        <Button small kind="secondary" name="decision" value="refuse">
          {t('refuse')}
        </Button>
      </Actions>
    </Form>
  )
}

const decideRoute = route({
  method: 'POST',
  path: '/office/units/:code/openings/:id',
  may: 'opening.approve',
  about: 'Approves or refuses to open a locked form that somebody else asked for.',
  records: ['opening.approved', 'opening.refused'],
  input: z.looseObject({
    code: z.string().max(40),
    id: z.uuid(),
    decision: z.enum(['approve', 'refuse']).default('refuse'),
    note: z.string().max(5000).default(''),
  }),
  unit: unitOfAddress,
  retry: listPage,
  act: async (act, input) => {
    const unit = await unitByCode(act.db, input.code, act.today)
    if (!unit) throw notFound('unit')
    await settleOpening(act, {
      unitId: unit.id,
      id: input.id,
      approve: input.decision === 'approve',
      note: input.note,
    })
    return `${HERE}?saved=1`
  },
  show: (redirect: string) => ({ redirect }),
})

export const lockRoutes: readonly Route[] = [lockPage, lockRoute, listPage, decideRoute]

// A duty changes hands: to another unit by the plan's coordinator, to a post of the unit by its head.

import type { VNode } from 'preact'
import { z } from 'zod'
import { postsIn } from '../auth/index.ts'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  Button,
  CheckboxGroup,
  DateField,
  ErrorSummary,
  entryList,
  entryText,
  Form,
  Heading,
  RadioGroup,
  Select,
  TextArea,
} from '../face/index.ts'
import { type Day, formatDay, isDay } from '../lib/day.ts'
import {
  asOfToday,
  assignDuties,
  type DutyListed,
  dutyPostsOf,
  findDuty,
  listDuties,
  obligationWords,
  reassignDuties,
  takeOver,
} from '../obligations/index.ts'
import { type UnitListed, unitByCode, unitById, unitsOn } from '../org/index.ts'
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
import { handoverWords } from './handover-words.ts'
import { unitOfAddress } from './report-key.ts'

const address = z.looseObject({ code: z.string().max(40), id: z.uuid() })
type Address = z.infer<typeof address>
const dutyIds = z
  .union([z.uuid(), z.array(z.uuid())])
  .optional()
  .transform((ids) => [ids ?? []].flat())

type View = {
  unit: UnitListed
  duty: DutyListed
  /** Open duties of the same obligation. */
  same: DutyListed[]
  units: { id: string; fullName: string }[]
  posts: { id: string; title: string }[]
  postId: string | null
}

async function loadHandover(read: Read, { code, id }: Address): Promise<View> {
  const { db, today } = read
  const unit = await unitByCode(db, code, today)
  const row = unit ? await findDuty(db, unit.id, id) : undefined
  if (!unit || !row) throw notFound('duty')
  const listed = await listDuties(db, await asOfToday(db, today), {
    unitIds: [unit.id],
    obligationId: row.obligation_id,
  })
  const duty = listed.find((each) => each.id === id)
  if (!duty) throw notFound('duty')
  return {
    unit,
    duty,
    same: listed.filter(({ standing }) => standing !== 'submitted' && standing !== 'accepted'),
    units: (await unitsOn(db, today)).filter((each) => each.id !== unit.id),
    posts: await postsIn(db, [unit.id], today),
    postId:
      (await dutyPostsOf(db, unit.id, [id])).find(({ replaced_at }) => replaced_at === null)
        ?.post_id ?? null,
  }
}

const movePage: Route = route({
  method: 'GET',
  path: '/office/units/:code/duties/:id/reassignment',
  may: 'duty.reassign',
  about: 'The form that moves a duty to another unit.',
  input: address,
  unit: unitOfAddress,
  load: loadHandover,
  show: (view: View, page) => ({ html: <MovePage page={page} view={view} /> }),
})

const moveRoute = route({
  method: 'POST',
  path: '/office/units/:code/duties/:id/reassignment',
  may: 'duty.reassign',
  about: 'Moves open duties of a unit to another unit, with a reason.',
  records: ['duty.reassigned', 'duty.received', 'takeover.decided', 'takeover.received'],
  input: address.extend({
    scope: z.enum(['only', 'later', 'chosen']).catch('chosen').default('chosen'),
    duty: dutyIds,
    to: z.string().default(''),
    dueOn: z.string().default(''),
    reason: z.string().max(5000).default(''),
  }),
  unit: unitOfAddress,
  retry: movePage,
  act: async (act, input) => {
    const unit = await unitByCode(act.db, input.code, act.today)
    if (!unit) throw notFound('unit')
    const to = z.uuid().safeParse(input.to).success ? await unitById(act.db, input.to) : undefined
    if (!to) throw new Problem(422, 'reassignment.no-unit')
    const move = {
      unitId: unit.id,
      toUnitId: to.id,
      reason: input.reason,
      dueOn: isDay(input.dueOn) ? (input.dueOn as Day) : null,
    }
    const moved =
      input.scope === 'later'
        ? await takeOver(act, { ...move, dutyId: input.id })
        : await reassignDuties(act, {
            ...move,
            dutyIds: input.scope === 'only' ? [input.id] : input.duty,
          })
    return `/office/units/${to.code}/duties/${moved[0]}?moved=${moved.length}`
  },
  show: (redirect: string) => ({ redirect }),
})

const refusal = ({ problem, lang }: Page) =>
  problem ? sentence(problem.code, obligationWords[lang], problem.details) : ''

function MovePage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(handoverWords, page.lang)
  const { unit, duty } = view
  const href = `/office/units/${unit.code}/duties/${duty.id}`
  return (
    <Office page={page} title={t('move')} here="/office/duties" crumbs={crumbsOf(view)}>
      <Heading over={unit.fullName} title={t('move')} lead={t('move.lead')} />
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      <Form page={page} action={`${href}/reassignment`} label={t('move')}>
        <RadioGroup
          label={t('move.scope')}
          name="scope"
          value={entryText(page, 'scope', 'only')}
          options={[
            {
              value: 'only',
              label: t('move.scope.only', { period: periodLabel(duty.period, page.lang) }),
            },
            {
              value: 'later',
              label: t('move.scope.later'),
              hint: t('move.scope.later.hint'),
            },
            ...(view.same.length > 1 ? [{ value: 'chosen', label: t('move.scope.chosen') }] : []),
          ]}
        />
        {view.same.length > 1 && (
          <CheckboxGroup
            label={t('move.same')}
            name="duty"
            hint={t('move.same.hint')}
            values={entryList(
              page,
              'duty',
              view.same.map(({ id }) => id),
            )}
            options={view.same.map((each) => ({
              value: each.id,
              label: `${each.number}. ${each.title} · ${periodLabel(each.period, page.lang)} · ${formatDay(each.dueOn, page.lang)}`,
            }))}
          />
        )}
        <Select
          label={t('move.to')}
          name="to"
          none={t('move.choose')}
          value={entryText(page, 'to')}
          options={view.units.map(({ id, fullName }) => ({ value: id, label: fullName }))}
        />
        <DateField
          label={t('move.day')}
          name="dueOn"
          hint={t('move.day.hint')}
          optional
          min={page.today}
          value={entryText(page, 'dueOn')}
        />
        <TextArea
          label={t('move.reason')}
          name="reason"
          required
          rows={3}
          value={entryText(page, 'reason')}
        />
        <Actions>
          <Button>{t('move.button')}</Button>
        </Actions>
      </Form>
    </Office>
  )
}

const crumbsOf = ({ unit, duty }: View) => [
  {
    href: `/office/units/${unit.code}/duties/${duty.id}`,
    label: `${duty.number}. ${duty.title}`,
  },
]

const assignPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/duties/:id/assignment',
  may: 'duty.assign',
  own: true,
  about: 'The form that gives a duty to a post of the unit.',
  input: address,
  unit: unitOfAddress,
  load: loadHandover,
  show: (view: View, page) => ({ html: <AssignPage page={page} view={view} /> }),
})

const assignRoute = route({
  method: 'POST',
  path: '/office/units/:code/duties/:id/assignment',
  may: 'duty.assign',
  own: true,
  about: 'Gives open duties to a post of the unit, with a reason.',
  records: ['duty.assigned'],
  input: address.extend({
    duty: dutyIds,
    post: z.string().default(''),
    reason: z.string().max(5000).default(''),
  }),
  unit: unitOfAddress,
  retry: assignPage,
  act: async (act, input) => {
    const unit = await unitByCode(act.db, input.code, act.today)
    if (!unit) throw notFound('unit')
    await assignDuties(act, {
      unitId: unit.id,
      dutyIds: input.duty,
      postId: input.post === '' ? null : input.post,
      reason: input.reason,
    })
    return `/office/units/${input.code}/duties/${input.id}?assigned=1`
  },
  show: (redirect: string) => ({ redirect }),
})

function AssignPage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(handoverWords, page.lang)
  const { unit, duty } = view
  return (
    <Office page={page} title={t('assign')} here="/office/duties" crumbs={crumbsOf(view)}>
      <Heading over={unit.fullName} title={t('assign')} lead={t('assign.lead')} />
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      <Form
        page={page}
        action={`/office/units/${unit.code}/duties/${duty.id}/assignment`}
        label={t('assign')}
      >
        <CheckboxGroup
          label={t('move.same')}
          name="duty"
          values={entryList(page, 'duty', [duty.id])}
          options={view.same.map((each) => ({
            value: each.id,
            label: `${each.number}. ${each.title} · ${periodLabel(each.period, page.lang)}`,
          }))}
        />
        <Select
          label={t('assign.to')}
          name="post"
          none={t('assign.nobody')}
          value={entryText(page, 'post', view.postId)}
          options={view.posts.map(({ id, title }) => ({ value: id, label: title }))}
        />
        <TextArea
          label={t('assign.reason')}
          name="reason"
          required
          rows={2}
          value={entryText(page, 'reason')}
        />
        <Actions>
          <Button>{t('assign.button')}</Button>
        </Actions>
      </Form>
    </Office>
  )
}

export const reassignmentRoutes: readonly Route[] = [movePage, moveRoute, assignPage, assignRoute]

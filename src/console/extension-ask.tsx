// Asking for more time: the form of the unit's head, for one or several duties of a plan.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { askExtension } from '../extensions/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  CheckboxGroup,
  DateField,
  Empty,
  ErrorSummary,
  entryList,
  entryText,
  Form,
  Heading,
  TextArea,
} from '../face/index.ts'
import { type Day, formatDay, isDay } from '../lib/day.ts'
import { asOfToday, type DutyListed, listDuties, reviewerOf } from '../obligations/index.ts'
import { type UnitListed, unitByCode, unitById } from '../org/index.ts'
import { type Plan, publishedPlans } from '../plans/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { extensionPageWords } from './extension-words.ts'
import { EXTENSIONS, extensionRefusal, Rule } from './extensions.tsx'
import { Office } from './frame.tsx'
import { unitOfAddress } from './report-key.ts'

const askInput = z.looseObject({
  code: z.string().max(40),
  plan: z.string().max(80).catch('').default(''),
  duty: z
    .union([z.uuid(), z.array(z.uuid())])
    .optional()
    .catch(undefined),
})
type AskInput = z.infer<typeof askInput>
type AskView = {
  unit: UnitListed
  plan: Plan | null
  plans: Plan[]
  duties: DutyListed[]
  reviewer: string
  chosen: string[]
}

async function loadAsk(read: Read, input: AskInput): Promise<AskView & { reviewerId: string }> {
  const { db, today } = read
  const unit = await unitByCode(db, input.code, today)
  if (!unit) throw notFound('unit')
  const asOf = await asOfToday(db, today)
  const chosen = [input.duty ?? []].flat()
  const duties = (await listDuties(db, asOf, { unitIds: [unit.id] }, { sort: 'due' })).filter(
    ({ standing }) => standing !== 'submitted' && standing !== 'accepted',
  )
  const plans = (await publishedPlans(db)).filter(({ id }) =>
    duties.some(({ planId }) => planId === id),
  )
  const ofDuty = duties.find(({ id }) => id === chosen[0])?.planId
  const plan =
    plans.find(({ slug }) => slug === input.plan) ??
    plans.find(({ id }) => id === ofDuty) ??
    plans[0] ??
    null
  const reviewerId = await reviewerOf(
    db,
    unit,
    plan?.coordinator_id ?? plan?.issuer_id ?? unit.id,
    today,
  )
  return {
    unit,
    plan,
    plans,
    chosen,
    reviewerId,
    duties: duties.filter(({ planId }) => planId === plan?.id),
    reviewer: (await unitById(db, reviewerId))?.fullName ?? '',
  }
}

const askPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/extensions/new',
  may: 'extension.ask',
  own: true,
  about: 'The form by which a unit asks for more time.',
  input: askInput,
  unit: unitOfAddress,
  load: loadAsk,
  show: (view: AskView, page) => ({ html: <AskPage page={page} view={view} /> }),
})

const askRoute = route({
  method: 'POST',
  path: '/office/units/:code/extensions',
  may: 'extension.ask',
  own: true,
  about: 'Asks the reviewing unit for more time for one or several duties.',
  records: ['extension.asked'],
  input: askInput.extend({
    wantedOn: z.string().optional(),
    reason: z.string().max(5000).default(''),
  }),
  unit: unitOfAddress,
  retry: askPage,
  act: async (act, input) => {
    const { unit, plan, reviewerId, chosen } = await loadAsk(act, input)
    if (!plan) throw new Problem(422, 'extension.nothing-chosen')
    if (!input.wantedOn || !isDay(input.wantedOn)) throw new Problem(422, 'extension.day-not-later')
    const id = await askExtension(act, {
      unitId: unit.id,
      planId: plan.id,
      reviewerId,
      dutyIds: chosen,
      reason: input.reason,
      wantedOn: input.wantedOn as Day,
    })
    return `/office/units/${input.code}/extensions/${id}?done=asked`
  },
  show: (redirect: string) => ({ redirect }),
})

function AskPage({ page, view }: { page: Page; view: AskView }): VNode {
  const t = say(extensionPageWords, page.lang)
  const { unit, plan, duties } = view
  const label = ({ number, title, period, dueOn }: DutyListed) =>
    `${number}. ${title} · ${periodLabel(period, page.lang)} · ${formatDay(dueOn, page.lang)}`
  return (
    <Office
      page={page}
      title={t('ask')}
      here={EXTENSIONS}
      crumbs={[{ href: EXTENSIONS, label: t('title') }]}
    >
      <Heading
        over={plan?.number}
        title={t('ask')}
        lead={t('ask.lead', { unit: unit.fullName, reviewer: view.reviewer })}
      />
      <ErrorSummary problem={page.problem} text={extensionRefusal(page)} />
      {view.plans.length > 1 && (
        <Actions>
          {view.plans.map((each) => (
            <ButtonLink
              key={each.slug}
              small
              kind={each.id === plan?.id ? 'primary' : 'secondary'}
              href={`/office/units/${unit.code}/extensions/new?plan=${each.slug}`}
            >
              {each.number}
            </ButtonLink>
          ))}
        </Actions>
      )}
      {duties.length === 0 || !plan ? (
        <Empty title={t('ask.none')}>{t('ask.none.text')}</Empty>
      ) : (
        <Form
          page={page}
          action={`/office/units/${unit.code}/extensions`}
          label={t('ask')}
          draft={`extension:${unit.code}:${plan.slug}`}
        >
          <input type="hidden" name="plan" value={plan.slug} />
          <CheckboxGroup
            label={t('ask.duties')}
            name="duty"
            values={entryList(page, 'duty', view.chosen)}
            options={duties.map((duty) => ({ value: duty.id, label: label(duty) }))}
          />
          <DateField
            label={t('ask.day')}
            name="wantedOn"
            required
            min={page.today}
            value={entryText(page, 'wantedOn')}
          />
          <TextArea
            label={t('ask.reason')}
            name="reason"
            hint={t('ask.reason.hint')}
            required
            value={entryText(page, 'reason')}
          />
          <Actions>
            <Button>{t('ask.button')}</Button>
          </Actions>
        </Form>
      )}
      <Rule page={page} />
    </Office>
  )
}

export const extensionAskRoutes: readonly Route[] = [askPage, askRoute]

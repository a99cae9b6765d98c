// One item of a plan: how it binds, and which dimensions of PAPI it serves.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  DateField,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  Quote,
  RadioGroup,
  TextField,
} from '../face/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import type { DueRule } from '../obligations/index.ts'
import {
  beginningOf,
  changeItem,
  type ItemView,
  itemById,
  loadPlan,
  type PlanView,
  planBySlug,
  planWords,
} from '../plans/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { DraftItemForms } from './draft-item-forms.tsx'
import { Office, sentence } from './frame.tsx'
import { BindingText, DueText } from './item-text.tsx'
import { planPageWords } from './plan-words.ts'

export const planAddress = z.looseObject({ slug: z.string().max(80) })

export const issuerOf = async (read: Read, { slug }: { slug: string }): Promise<string | null> =>
  (await planBySlug(read.db, slug))?.issuer_id ?? null

export const refusal = (page: Page): string =>
  page.problem ? sentence(page.problem.code, planWords[page.lang], page.problem.details) : ''

type ItemPageView = { view: PlanView; shown: ItemView; isDraft: boolean }

const itemPage: Route = route({
  method: 'GET',
  path: '/office/plans/:slug/items/:id',
  may: 'plan.publish',
  about: 'How one item binds: its time, and the dimensions of PAPI it serves.',
  input: planAddress.extend({ id: z.uuid() }),
  unit: issuerOf,
  load: async ({ db, today }, input): Promise<ItemPageView> => {
    const view = await loadPlan(db, input.slug, today)
    const shown = view.items.find(({ item }) => item.id === input.id && item.kind !== 'group')
    if (!shown) throw notFound('item')
    const begun = await beginningOf(db, view.plan.id)
    return { view, shown, isDraft: begun !== undefined && shown.obligationId === null }
  },
  show: (value: ItemPageView, page) => ({ html: <ItemPage page={page} {...value} /> }),
})

const PERIODS = ['month', 'quarter', 'half-year', 'year'] as const

function ItemPage({ page, view, shown, isDraft }: { page: Page } & ItemPageView): VNode {
  const t = say(planPageWords, page.lang)
  const { plan } = view
  const { item, links, lead, obligationId } = shown
  const bound = obligationId !== null
  const title = t('item', { number: item.number })
  const reasonOf = (no: number) => links.find(({ dimension }) => dimension === no)?.reason ?? ''
  return (
    <Office
      page={page}
      title={title}
      here="/office/plans"
      crumbs={[{ href: `/office/plans/${plan.slug}`, label: plan.number }]}
    >
      <Heading over={plan.number} title={title} />
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      <Quote text={item.text} source={plan.number} />
      <BindingText binding={lead} />
      {bound && <Notice tone="info">{t('item.form.bound')}</Notice>}
      <Form page={page} action={`/office/plans/${plan.slug}/items/${item.id}`} label={title}>
        {!bound && (
          <>
            <RadioGroup
              label={t('item.form.due')}
              name="time"
              value={entryText(page, 'time', 'keep')}
              options={[
                {
                  value: 'keep',
                  label: t('item.form.keep'),
                  hint: <DueText page={page} words={item.time_text} due={item.due} />,
                },
                ...PERIODS.map((period) => ({
                  value: period,
                  label: t('due.every', { period: t(`due.period.${period}`) }),
                })),
                { value: 'by', label: t('item.form.by') },
              ]}
            />
            <DateField
              label={t('item.form.day')}
              name="day"
              optional
              value={entryText(page, 'day')}
            />
            <Checkbox label={t('item.form.asks')} name="asks" value="1" checked={item.asks} />
          </>
        )}
        {view.dimensions.map(({ no, name, nameEn }) => (
          <TextField
            key={no}
            label={`${t('item.form.dimension', { no })}: ${page.lang === 'vi' ? name : nameEn}`}
            name={`reason.${no}`}
            hint={t('item.form.reason')}
            optional
            value={entryText(page, `reason.${no}`, reasonOf(no))}
          />
        ))}
        <Actions>
          <Button>{t('item.form.save')}</Button>
          <ButtonLink kind="quiet" href={`/office/plans/${plan.slug}`}>
            {plan.number}
          </ButtonLink>
        </Actions>
      </Form>
      {isDraft && <DraftItemForms page={page} slug={plan.slug} item={item} />}
    </Office>
  )
}

const itemRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/items/:id',
  may: 'plan.publish',
  about: 'Changes how an item binds, before it is published, and its links to PAPI.',
  records: ['plan.item-changed'],
  input: planAddress.extend({ id: z.uuid() }),
  unit: issuerOf,
  retry: itemPage,
  act: async (act, input) => {
    const item = await itemById(act.db, input.id)
    if (!item) throw notFound('item')
    const text = (name: string) => (typeof input[name] === 'string' ? (input[name] as string) : '')
    const dimensions = Object.keys(input).flatMap((name) => {
      const no = /^reason\.([1-8])$/.exec(name)?.[1]
      return no && text(name).trim() !== '' ? [{ dimension: Number(no), reason: text(name) }] : []
    })
    const hasTime = 'time' in input
    await changeItem(act, {
      itemId: item.id,
      asks: hasTime ? text('asks') === '1' : item.asks,
      due: hasTime ? dueOf(text('time'), text('day'), item.due) : item.due,
      dimensions,
    })
    return `/office/plans/${input.slug}?saved=${encodeURIComponent(item.number)}`
  },
  show: (redirect: string) => ({ redirect }),
})

function dueOf(time: string, day: string, kept: DueRule[]): DueRule[] {
  const empty = { from: null, to: null, period: null, count: null }
  if (time === 'keep') return kept
  if (time === 'by') {
    if (!isDay(day)) throw new Problem(422, 'item.due-unreadable')
    return [{ ...empty, kind: 'date-by', to: day as Day }]
  }
  const period = PERIODS.find((known) => known === time)
  if (!period) throw new Problem(422, 'item.due-unreadable')
  return [{ ...empty, kind: 'every-period', period }]
}

export const planItemRoutes: readonly Route[] = [itemPage, itemRoute]

// Beginning the plan of the next year from this one.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Actions,
  Button,
  DateField,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  TextField,
} from '../face/index.ts'
import { isDay } from '../lib/day.ts'
import { beginNext, begunFrom, type Plan, requirePlanBySlug } from '../plans/index.ts'
import { type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { nextWords } from './next-words.ts'
import { issuerOf, refusal } from './plan-item.tsx'

const address = z.looseObject({ slug: z.string().max(80) })
type Address = z.infer<typeof address>
type View = { plan: Plan; begun: { slug: string; number: string }[] }

const nextPage: Route = route({
  method: 'GET',
  path: '/office/plans/:slug/next',
  may: 'plan.publish',
  about: 'The way into the next year’s plan, begun from this one.',
  input: address,
  unit: issuerOf,
  load: async ({ db }, { slug }): Promise<View> => {
    const plan = await requirePlanBySlug(db, slug)
    return { plan, begun: await begunFrom(db, plan.id) }
  },
  show: (view: View, page) => ({ html: <NextPage page={page} view={view} /> }),
})

function NextPage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(nextWords, page.lang)
  const { plan, begun } = view
  const year = plan.year + 1
  const title = t('next.title', { year, number: plan.number })
  return (
    <Office
      page={page}
      title={title}
      here="/office/plans"
      crumbs={[{ href: `/office/plans/${plan.slug}`, label: plan.number }]}
    >
      <Heading over={plan.number} title={title} lead={t('next.lead', { year: plan.year })} />
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      {begun.length > 0 && (
        <Notice tone="warning">
          <p>{t('next.there')}</p>
          <ul>
            {begun.map(({ slug, number }) => (
              <li key={slug}>
                <a href={`/office/plans/${slug}/changes`}>{number}</a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Form page={page} action={`/office/plans/${plan.slug}/next`} label={t('next')}>
        <TextField
          label={t('next.number')}
          name="number"
          width="medium"
          value={entryText(page, 'number')}
        />
        <DateField
          label={t('next.day')}
          name="day"
          min={plan.signed_on}
          value={entryText(page, 'day', page.today)}
        />
        <TextField
          label={t('next.name')}
          name="title"
          value={entryText(page, 'title', plan.title.replaceAll(String(plan.year), String(year)))}
        />
        <Actions>
          <Button>{t('next.button')}</Button>
        </Actions>
      </Form>
    </Office>
  )
}

const beginRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/next',
  may: 'plan.publish',
  about: 'Makes the draft of the next year’s plan out of this one.',
  records: ['plan.begun-from'],
  input: address,
  unit: issuerOf,
  retry: nextPage,
  act: async (act, input: Address) => {
    const text = (name: string) => (typeof input[name] === 'string' ? input[name] : '')
    const plan = await requirePlanBySlug(act.db, input.slug)
    const day = text('day')
    if (!isDay(day)) throw new Problem(422, 'next.day-unreadable')
    const begun = await beginNext(act, {
      fromId: plan.id,
      number: text('number'),
      signedOn: day,
      title: text('title'),
    })
    return `/office/plans/${begun.slug}/changes?begun=1`
  },
  show: (redirect: string) => ({ redirect }),
})

export const nextRoutes: readonly Route[] = [nextPage, beginRoute]

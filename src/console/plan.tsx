// A plan looked over item by item, and published.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Button,
  ButtonLink,
  Details,
  ErrorSummary,
  Form,
  Heading,
  Notice,
  Section,
  Select,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { type Closing, standingClosing } from '../obligations/index.ts'
import { type UnitListed, unitById, unitsOn } from '../org/index.ts'
import {
  beginningOf,
  loadPlan,
  nameCoordinator,
  type PlanView,
  publishPlan,
  requirePlanBySlug,
} from '../plans/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { closingPageWords } from './closing-words.ts'
import { Office } from './frame.tsx'
import { lockWords } from './lock-words.ts'
import { nextWords } from './next-words.ts'
import { issuerOf, planAddress, planItemRoutes, refusal } from './plan-item.tsx'
import { PlanItems } from './plan-items.tsx'
import { planPageWords } from './plan-words.ts'
import { coverageHref } from './subplan-key.ts'

type Address = z.infer<typeof planAddress>

type View = PlanView & {
  coordinator: UnitListed | null
  candidates: UnitListed[]
  mayPublish: boolean
  closing: Closing | null
  isBegun: boolean
  flags: { applied: boolean; saved: string | null; published: string | null }
}

const planPage: Route = route<Address, View>({
  method: 'GET',
  path: '/office/plans/:slug',
  may: 'plan.read',
  about: 'A plan item by item: whom it binds, by when, what publishing would make.',
  input: planAddress,
  load: async ({ db, today, rights }, input) => {
    const view = await loadPlan(db, input.slug, today)
    const { plan } = view
    const flag = (name: string) =>
      typeof input[name] === 'string' ? (input[name] as string) : null
    return {
      ...view,
      coordinator: plan.coordinator_id ? await unitById(db, plan.coordinator_id) : null,
      candidates: (await unitsOn(db, today)).filter(
        ({ level }) => level === 'department' || level === 'province',
      ),
      closing: (await standingClosing(db, plan.id)) ?? null,
      isBegun: (await beginningOf(db, plan.id)) !== undefined,
      mayPublish: plan.issuer_id !== null && (await rights.may('plan.publish', plan.issuer_id)),
      flags: {
        applied: flag('applied') !== null,
        saved: flag('saved'),
        published: flag('published'),
      },
    }
  },
  show: (view, page) => ({ html: <PlanPage page={page} view={view} /> }),
})

function PlanPage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(planPageWords, page.lang)
  const c = say(closingPageWords, page.lang)
  const x = say(nextWords, page.lang)
  const { plan, flags } = view
  return (
    <Office
      page={page}
      title={t('plan', { number: plan.number })}
      here="/office/plans"
      crumbs={[{ href: '/office/plans', label: t('plans') }]}
    >
      <Heading
        over={t('plan', { number: plan.number })}
        title={plan.title}
        lead={t('plan.lead', { issuer: plan.issuer, day: formatDay(plan.signed_on, page.lang) })}
        actions={
          view.isPublished && (
            <>
              <ButtonLink href={`/office/board/${plan.slug}`}>{t('plan.board')}</ButtonLink>
              <ButtonLink href={`/office/plans/${plan.slug}/receipts`}>
                {t('plan.receipts')}
              </ButtonLink>
              <ButtonLink kind="secondary" href={coverageHref(plan)}>
                {t('plan.subplans')}
              </ButtonLink>
              <ButtonLink kind="secondary" href={`/office/plans/${plan.slug}/closing`}>
                {c('closing')}
              </ButtonLink>
              <ButtonLink kind="secondary" href={`/ke-hoach/${plan.slug}`}>
                {t('plan.public')}
              </ButtonLink>
            </>
          )
        }
      />
      {flags.applied && <Notice tone="good">{t('import.applied')}</Notice>}
      {flags.saved && <Notice tone="good">{t('item.saved', { number: flags.saved })}</Notice>}
      {flags.published && (
        <Notice tone="good">{t('plan.published', { duties: flags.published })}</Notice>
      )}
      {view.closing && (
        <Notice tone="info">
          {c('plan.closed', { on: formatDay(view.closing.closed_on, page.lang) })}{' '}
          <a href={`/office/plans/${plan.slug}/closing`}>{c('to-closing')}</a>
        </Notice>
      )}
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      <p>
        {view.isBegun && <a href={`/office/plans/${plan.slug}/changes`}>{x('from.last')}</a>}{' '}
        {view.mayPublish && view.isPublished && (
          <a href={`/office/plans/${plan.slug}/next`}>{x('next')}</a>
        )}
      </p>
      {view.mayPublish && <Publish page={page} view={view} />}
      <PlanItems page={page} view={view} mayEdit={view.mayPublish} />
    </Office>
  )
}

function Publish({ page, view }: { page: Page; view: View }): VNode {
  const t = say(planPageWords, page.lang)
  const { plan, pending, publications, coordinator } = view
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Section title={t('plan.publish')}>
      {pending.unsettled.length > 0 && (
        <Notice tone="warning">
          {t('plan.publish.unsettled', {
            n: pending.unsettled.length,
            names: pending.unsettled.join('; '),
          })}
        </Notice>
      )}
      {pending.obligations === 0 ? (
        <p>{t('plan.publish.none')}</p>
      ) : (
        <>
          <p>
            {t('plan.publish.lead', {
              obligations: n(pending.obligations),
              duties: n(pending.duties),
            })}
          </p>
          <Form page={page} action={`/office/plans/${plan.slug}/publish`} label={t('plan.publish')}>
            <Button disabled={pending.unsettled.length > 0}>
              {t('plan.publish.button', { duties: n(pending.duties) })}
            </Button>
          </Form>
        </>
      )}
      {publications.length > 0 && (
        <Details summary={t('plan.publications')}>
          <ul>
            {publications.map((row) => (
              <li key={row.id}>
                {t('plan.publication', {
                  at: whenText(row.published_at, page.lang),
                  obligations: n(row.obligations),
                  duties: n(row.duties),
                })}
              </li>
            ))}
          </ul>
        </Details>
      )}
      <p>
        <a href={`/office/plans/${plan.slug}/lock`}>{say(lockWords, page.lang)('lock')}</a>
      </p>
      <Details summary={`${t('plan.coordinator')}: ${coordinator?.fullName ?? '—'}`}>
        <Form
          page={page}
          action={`/office/plans/${plan.slug}/coordinator`}
          label={t('plan.coordinator')}
        >
          <Select
            label={t('plan.coordinator')}
            name="unit"
            hint={t('plan.coordinator.hint')}
            value={coordinator?.id ?? ''}
            options={view.candidates.map((unit) => ({ value: unit.id, label: unit.fullName }))}
          />
          <Button kind="secondary">{t('plan.coordinator.save')}</Button>
        </Form>
      </Details>
    </Section>
  )
}

const publishRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/publish',
  may: 'plan.publish',
  about: 'Turns the items that bind into duties of units, once.',
  records: ['obligations.defined', 'duties.spawned', 'plan.published'],
  input: planAddress,
  unit: issuerOf,
  retry: planPage,
  act: async (act, { slug }) => {
    const { duties } = await publishPlan(act, (await requirePlanBySlug(act.db, slug)).id)
    return `/office/plans/${slug}?published=${duties}`
  },
  show: (redirect: string) => ({ redirect }),
})

const coordinatorRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/coordinator',
  may: 'plan.publish',
  about: 'Names the unit that watches over the plan.',
  records: ['plan.coordinator-named'],
  input: planAddress.extend({ unit: z.uuid() }),
  unit: issuerOf,
  retry: planPage,
  act: async (act, { slug, unit }) => {
    await nameCoordinator(act, {
      planId: (await requirePlanBySlug(act.db, slug)).id,
      unitId: unit,
    })
    return `/office/plans/${slug}`
  },
  show: (redirect: string) => ({ redirect }),
})

export const planRoutes: readonly Route[] = [
  ...planItemRoutes,
  publishRoute,
  coordinatorRoute,
  planPage,
]

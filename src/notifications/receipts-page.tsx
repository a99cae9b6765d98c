// Who has acknowledged the receipt of a published plan, and the button by which a unit does.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { csv } from '../documents/index.ts'
import {
  Badge,
  Button,
  Empty,
  ErrorSummary,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  Tabs,
  whenText,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { unitsWithDuties } from '../obligations/index.ts'
import { type UnitListed, unitByCode, unitsByIds } from '../org/index.ts'
import { type Plan, planBySlug } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { acknowledgePlan } from './desk-actions.ts'
import { Frame, type Navigation, refusalText } from './page-frame.tsx'
import { receiptsOf } from './receipt-store.ts'
import { notificationWords } from './words.ts'

type Row = { unit: UnitListed; receivedAt: string | null; by: string }
type View = {
  plan: Plan
  rows: Row[]
  /** One's own unit, when the plan binds it. */
  own: Row | null
  mayAcknowledge: boolean
  show: 'silent' | 'all'
  done: boolean
}

const input = z.object({
  slug: z.string().max(80),
  show: z.enum(['silent', 'all']).catch('silent'),
  done: z.literal('1').optional().catch(undefined),
})
type Input = z.infer<typeof input>

async function loadReceipts(read: Read, { slug, show, done }: Input): Promise<View> {
  const { db, actor, rights } = read
  const plan = await planBySlug(db, slug)
  if (!plan) throw notFound('plan')
  const bound = await unitsWithDuties(db, plan.id)
  const reach = new Set(await rights.reach('plan.read'))
  const units = await unitsByIds(
    db,
    bound.filter((id) => reach.has(id)),
  )
  const receipts = await receiptsOf(db, plan.id, bound)
  const names = await namesOf(
    db,
    units.map(({ id }) => receipts.get(id)?.received_by ?? null),
  )
  const rows = units.map((unit) => {
    const receipt = receipts.get(unit.id)
    return {
      unit,
      receivedAt: receipt?.received_at ?? null,
      by: names.get(receipt?.received_by ?? '') ?? '',
    }
  })
  return {
    plan,
    rows,
    own: rows.find(({ unit }) => unit.id === actor.unitId) ?? null,
    mayAcknowledge: actor.unitId !== null && (await rights.may('report.draft', actor.unitId)),
    show,
    done: done !== undefined,
  }
}

export const receiptRoutes = (navigation: Navigation): readonly Route[] => {
  const list: Route = route<Input, View>({
    method: 'GET',
    path: '/office/plans/:slug/receipts',
    may: 'plan.read',
    about: 'Which units have acknowledged a plan, and which have not.',
    input,
    load: loadReceipts,
    show: (view, page) => ({
      html: <ReceiptsView page={page} navigation={navigation} view={view} />,
    }),
  })
  return [
    list,
    route<Input, View>({
      method: 'GET',
      path: '/office/plans/:slug/receipts.csv',
      may: 'plan.read',
      about: 'The same as a file.',
      input,
      load: loadReceipts,
      show: ({ plan, rows }) => ({
        file: csv([
          ['unit_code', 'unit', 'received_at', 'received_by'],
          ...rows.map((row) => [row.unit.code, row.unit.fullName, row.receivedAt, row.by]),
        ]),
        mime: 'text/csv; charset=utf-8',
        name: `xac-nhan-${plan.slug}.csv`,
      }),
    }),
    route({
      method: 'POST',
      path: '/office/plans/:slug/receipts/:code',
      may: 'report.draft',
      own: true,
      about: 'Acknowledges a plan in the name of one’s own unit.',
      records: ['plan.received'],
      retry: list,
      input: z.object({ slug: z.string().max(80), code: z.string().max(40) }),
      unit: async ({ db, today }, { code }) => (await unitByCode(db, code, today))?.id ?? null,
      act: async (act, { slug, code }) => {
        const plan = await planBySlug(act.db, slug)
        const unit = await unitByCode(act.db, code, act.today)
        if (!plan || !unit) throw notFound('plan')
        await acknowledgePlan(act, { planId: plan.id, unitId: unit.id })
        return slug
      },
      show: (slug) => ({ redirect: `/office/plans/${slug}/receipts?done=1` }),
    }),
  ]
}

type Props = { page: Page; navigation: Navigation; view: View }

function ReceiptsView({ page, navigation, view }: Props): VNode {
  const t = say(notificationWords, page.lang)
  const { plan, rows, done } = view
  const here = `/office/plans/${plan.slug}/receipts`
  const silent = rows.filter((row) => row.receivedAt === null)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Frame
      page={page}
      navigation={navigation}
      title={t('receipts')}
      here="/office/plans"
      crumbs={[
        { href: '/office/plans', label: t('plans') },
        { href: `/office/plans/${plan.slug}`, label: plan.number },
      ]}
    >
      <Heading over={plan.number} title={t('receipts')} lead={t('receipts.lead')} />
      {done && <Notice tone="good" toast title={t('receipts.done')} />}
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      <Own page={page} view={view} />
      <Section
        title={t('receipts.units')}
        lead={t('receipts.figure', { received: n(rows.length - silent.length), n: n(rows.length) })}
        actions={rows.length > 0 && <a href={`${here}.csv`}>{t('receipts.csv')}</a>}
      >
        <Tabs
          label={t('receipts.units')}
          here={`${here}?show=${view.show}`}
          tabs={[
            { href: `${here}?show=silent`, label: t('receipts.silent'), count: silent.length },
            { href: `${here}?show=all`, label: t('tab.all'), count: rows.length },
          ]}
        />
        <Table
          caption={t('receipts.units')}
          quietCaption
          stack
          rows={view.show === 'all' ? rows : silent}
          rowKey={({ unit }) => unit.id}
          empty={
            <Empty title={rows.length === 0 ? t('receipts.none') : t('receipts.whole')}>
              {rows.length === 0 ? t('receipts.none.text') : undefined}
            </Empty>
          }
          columns={[
            {
              key: 'unit',
              title: t('unit'),
              render: ({ unit }) => <a href={`/office/units/${unit.code}`}>{unit.fullName}</a>,
            },
            {
              key: 'state',
              title: t('receipts.state'),
              render: ({ receivedAt }) =>
                receivedAt ? (
                  <Badge tone="good">{t('received')}</Badge>
                ) : (
                  <Badge tone="warning">{t('received.not')}</Badge>
                ),
            },
            {
              key: 'at',
              title: t('received.at'),
              render: ({ receivedAt, by }) =>
                receivedAt
                  ? [whenText(receivedAt, page.lang), by].filter(Boolean).join(' · ')
                  : '—',
            },
          ]}
        />
      </Section>
    </Frame>
  )
}

/** The one button this page is opened for, by those whose unit is bound and silent. */
function Own({ page, view }: { page: Page; view: View }): VNode | null {
  const t = say(notificationWords, page.lang)
  const { own, plan, mayAcknowledge } = view
  if (!own) return null
  if (own.receivedAt) {
    return (
      <Notice tone="good" title={t('receipts.own.done', { unit: own.unit.fullName })}>
        {whenText(own.receivedAt, page.lang)}
      </Notice>
    )
  }
  return (
    <Notice tone="warning" title={t('receipts.own', { unit: own.unit.fullName })}>
      {mayAcknowledge ? (
        <Form page={page} action={`/office/plans/${plan.slug}/receipts/${own.unit.code}`}>
          <Button>{t('receipts.acknowledge')}</Button>
        </Form>
      ) : (
        t('receipts.own.other')
      )}
    </Notice>
  )
}

// One task or duty of a plan: its official words, whom it binds, by when and why, and how each unit stands.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import {
  BarChart,
  DefinitionList,
  Empty,
  Heading,
  Notice,
  Pager,
  Quote,
  Section,
  StandingMark,
  Table,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import {
  asOfToday,
  countDuties,
  type DutyListed,
  listDuties,
  obligationOfSource,
  sumTallies,
  type Tally,
  tallies,
  timeliness,
} from '../obligations/index.ts'
import { childrenOf, unitByCode, unitsOn } from '../org/index.ts'
import { type ItemView, loadPlan, type Plan, type PlanView } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { boardWords } from './board-words.ts'
import { boardColumns } from './columns.ts'
import { dueText } from './duty-handover.tsx'
import { dutyWords } from './duty-words.ts'
import { Office, withQuery } from './frame.tsx'
import { BindingText, DueText } from './item-text.tsx'
import { Links, loadLinks, type TaskLinks } from './links.tsx'
import { loadServed, type Served, ServedSection } from './papi-serving.tsx'
import { loadTakenOver, type TakenOver, TakenOverSection } from './takeovers.tsx'
import { TallyStats } from './tally.tsx'

const SIZE = 60

type TaskView = {
  takenOver: TakenOver
  ties: TaskLinks
  served: Served[]
  plan: Plan
  item: ItemView
  group: string | null
  dimensions: PlanView['dimensions']
  duties: DutyListed[]
  count: number
  page: number
  total: Tally
  areas: { label: string; tally: Tally; href: string | null }[]
  where: string | null
}

export const taskPage: Route = route({
  method: 'GET',
  path: '/office/tasks/:slug/:number',
  may: 'board.read',
  about: 'A task of a plan: its official words and how each unit within the scope stands.',
  input: z.object({
    slug: z.string().max(80),
    number: z.string().max(20),
    under: z.string().max(40).optional(),
    column: z.string().max(40).optional(),
    page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  }),
  load: async (read: Read, input): Promise<TaskView> => {
    const { db, today, rights, lang } = read
    const view = await loadPlan(db, input.slug, today)
    const kind = input.number.includes('.') ? 'duty' : 'task'
    const item = view.items.find(
      (each) => each.item.number === input.number && each.item.kind === kind,
    )
    if (!item) throw notFound('item')
    const reach = new Set(await rights.reach('board.read'))
    const units = (await unitsOn(db, today)).filter((unit) => reach.has(unit.id))
    const t = say(boardWords, lang)
    const names = { departments: t('departments'), others: t('others'), itself: t('itself') }
    const { columns, placed } = boardColumns(units, names, null)
    const under = input.under ? await unitByCode(db, input.under, today) : null
    const inside = under
      ? new Set([under.id, ...(await childrenOf(db, under.id, today)).map((unit) => unit.id)])
      : input.column
        ? new Set(
            placed
              .filter((row) => row.columnKey === input.column || row.unitId === input.column)
              .map((row) => row.unitId),
          )
        : null
    const obligation = await obligationOfSource(db, item.item.id)
    const asOf = await asOfToday(db, today)
    const filter = { obligationId: obligation?.id ?? item.item.id }
    const cells = await tallies(db, asOf, filter, placed, 'all')
    const shown = units.filter((unit) => inside === null || inside.has(unit.id))
    const within = { ...filter, unitIds: shown.map((unit) => unit.id) }
    return {
      takenOver: await loadTakenOver(read, item.item.id, [...reach]),
      served: await loadServed(
        read,
        item.item.id,
        item.links.map(({ dimension }) => dimension),
      ),
      ties: await loadLinks(read, { plan: view.plan, obligationId: obligation?.id ?? null }),
      plan: view.plan,
      item,
      group: view.items.find((each) => each.item.id === item.item.parent_id)?.item.text ?? null,
      dimensions: view.dimensions,
      duties: await listDuties(db, asOf, within, {
        sort: 'unit',
        limit: SIZE,
        offset: (input.page - 1) * SIZE,
      }),
      count: await countDuties(db, asOf, within),
      page: input.page,
      total: sumTallies(cells),
      areas: columns.flatMap((column) => {
        const tally = cells.find((cell) => cell.columnKey === column.key)
        if (!tally) return []
        const query = column.code ? `under=${column.code}` : `column=${column.key}`
        return [{ label: column.title, tally, href: `${readPath(input)}?${query}` }]
      }),
      where: under?.fullName ?? columns.find(({ key }) => key === input.column)?.title ?? null,
    }
  },
  show: (view: TaskView, page) => ({ html: <TaskPage page={page} view={view} /> }),
})

const readPath = ({ slug, number }: { slug: string; number: string }) =>
  `/office/tasks/${slug}/${number}`

function TaskPage({ page, view }: { page: Page; view: TaskView }): VNode {
  const t = say(boardWords, page.lang)
  const { plan, item, group, areas } = view
  const title = t('task', { number: item.item.number })
  return (
    <Office
      page={page}
      title={`${title} · ${plan.number}`}
      here="/office/board"
      crumbs={[{ href: `/office/board/${plan.slug}`, label: `${t('board')} ${plan.number}` }]}
    >
      <Heading over={group ?? plan.number} title={title} />
      <Section title={t('task.official')}>
        <Quote
          text={item.item.text}
          source={t('task.source', {
            plan: plan.number,
            day: formatDay(plan.signed_on, page.lang),
          })}
          href={`/office/plans/${plan.slug}`}
        />
        <DefinitionList
          items={[
            { term: t('task.lead-bodies'), value: <BindingText binding={item.lead} /> },
            item.item.coordinating.length > 0
              ? { term: t('task.coordinating'), value: <BindingText binding={item.coordinating} /> }
              : null,
            {
              term: t('task.time'),
              value: <DueText page={page} words={item.item.time_text} due={item.item.due} />,
            },
            {
              term: t('task.dimensions'),
              value:
                item.links.length === 0
                  ? t('no-dimension')
                  : reasonsOf(item.links).map(({ reason, numbers }) => (
                      <p key={reason}>
                        {numbers.map((no) => dimensionName(page, view.dimensions, no)).join(' · ')}{' '}
                        <span class="aside">{reason}</span>
                      </p>
                    )),
            },
          ]}
        />
      </Section>
      <TakenOverSection page={page} view={view.takenOver} />
      <ServedSection page={page} served={view.served} />
      <Links page={page} href={readPath({ ...plan, number: item.item.number })} view={view.ties} />
      {!item.obligationId && <Notice tone="info">{t('task.not-published')}</Notice>}
      {item.obligationId && (
        <Section title={t('task.progress')}>
          <TallyStats page={page} tally={view.total} />
          {areas.length > 1 && (
            <BarChart
              title={t('chart.units')}
              subtitle={t('chart.units.sub', { day: formatDay(page.today, page.lang) })}
              max={1}
              format={(share) => formatPercent(share, 1, page.lang)}
              rows={areas.map(({ label, tally, href }) => ({
                label,
                value: timeliness(tally),
                n: formatNumber(tally.expected, 0, page.lang),
                ...(href ? { href } : {}),
              }))}
            />
          )}
        </Section>
      )}
      {item.obligationId && <UnitStandings page={page} view={view} />}
    </Office>
  )
}

/** Dimensions that are linked for the same reason, told once. */
function reasonsOf(links: readonly { dimension: number; reason: string }[]) {
  const reasons = new Map<string, number[]>()
  for (const { dimension, reason } of links) {
    reasons.set(reason, [...(reasons.get(reason) ?? []), dimension])
  }
  return [...reasons].map(([reason, numbers]) => ({ reason, numbers }))
}

function dimensionName(page: Page, known: TaskView['dimensions'], no: number): string {
  const found = known.find((dimension) => dimension.no === no)
  return `${no}. ${(page.lang === 'vi' ? found?.name : found?.nameEn) ?? ''}`
}

function UnitStandings({ page, view }: { page: Page; view: TaskView }): VNode {
  const t = say(boardWords, page.lang)
  const d = say(dutyWords, page.lang)
  const { plan, item, where } = view
  return (
    <Section
      title={where ? `${t('task.units')}: ${where}` : t('task.units')}
      actions={
        <>
          {where && (
            <a href={`/office/tasks/${plan.slug}/${item.item.number}`}>{t('all-districts')}</a>
          )}
          <a href={`/office/duties?plan=${plan.slug}&task=${item.item.number}`}>
            {t('task.as-list')}
          </a>
        </>
      }
    >
      <Table
        caption={t('task.units')}
        total={view.count}
        stack
        rows={view.duties}
        rowKey={(row) => row.id}
        rowHref={(row) => `/office/units/${row.unitCode}/duties/${row.id}`}
        empty={<Empty title={t('units.empty')} />}
        columns={[
          { key: 'unit', title: t('unit'), render: (row) => row.unitName },
          {
            key: 'period',
            title: t('period'),
            nowrap: true,
            render: (row) => periodLabel(row.period, page.lang),
          },
          {
            key: 'due',
            title: d('due'),
            nowrap: true,
            render: (row) => dueText(page, row),
          },
          {
            key: 'standing',
            title: d('standing'),
            render: (row) => (
              <>
                <StandingMark standing={row.standing} /> {row.late && d('late.yes')}
              </>
            ),
          },
        ]}
      />
      <Pager
        page={view.page}
        size={SIZE}
        total={view.count}
        href={(n) => withQuery(page.url, { page: n })}
      />
    </Section>
  )
}

export const taskRoutes: readonly Route[] = [taskPage]

// A published plan with progress a citizen understands; one of its tasks; the same as open data.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv } from '../documents/index.ts'
import {
  BarChart,
  Card,
  Details,
  Heading,
  Prose,
  Quote,
  Section,
  Stat,
  Stats,
  Table,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { completeness, type Tally, timeliness } from '../obligations/index.ts'
import { type ItemView, loadPlan } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Public, planSentence, StandingBars, tallyColumns } from './frame.tsx'
import {
  type Area,
  loadPublicPlan,
  loadPublicTask,
  type PublicPlan,
  type PublicTask,
  type PublicTaskView,
} from './load.ts'
import { portalWords } from './words.ts'

const address = z.object({ slug: z.string().max(80) })
type Address = z.infer<typeof address>

const published = async (read: Read, { slug }: Address): Promise<PublicPlan> => {
  const view = await loadPublicPlan(read.db, slug, read.today)
  if (view.total.total === 0) throw notFound('plan')
  return view
}

const planPage: Route = route<Address, PublicPlan>({
  method: 'GET',
  path: '/ke-hoach/:slug',
  may: 'public',
  about: 'A published plan: what was promised, how far it is.',
  input: address,
  load: published,
  cache: 'public',
  show: (view, page) => ({ html: <PlanPage page={page} view={view} /> }),
})

export function Figures({ page, tally }: { page: Page; tally: Tally }): VNode {
  const t = say(portalWords, page.lang)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  const share = (value: number | null) =>
    value === null ? '—' : formatPercent(value, 0, page.lang)
  return (
    <Stats>
      <Stat
        label={t('figure.sent')}
        value={share(completeness(tally))}
        n={`${n(tally.sent)}/${n(tally.expected)}`}
        howHref="/gioi-thieu/so-lieu"
      />
      <Stat
        label={t('figure.on-time')}
        value={share(timeliness(tally))}
        n={`${n(tally.onTime)}/${n(tally.expected)}`}
        howHref="/gioi-thieu/so-lieu"
      />
      <Stat
        label={t('figure.overdue')}
        value={n(tally.overdueOpen)}
        howHref="/gioi-thieu/so-lieu"
      />
    </Stats>
  )
}

const areaTitle = (page: Page, { title, code }: Area): string => {
  const t = say(portalWords, page.lang)
  if (code !== null) return title
  return title === 'others' ? t('others') : t('departments')
}

const byTimeliness = (areas: readonly Area[]) =>
  [...areas].sort((a, b) => (timeliness(b.tally) ?? -1) - (timeliness(a.tally) ?? -1))

function AreaBars({ page, areas }: { page: Page; areas: readonly Area[] }): VNode {
  const t = say(portalWords, page.lang)
  return (
    <BarChart
      title={t('chart.areas')}
      subtitle={t('chart.areas.sub', { day: formatDay(page.today, page.lang) })}
      max={1}
      format={(share) => formatPercent(share, 0, page.lang)}
      rows={byTimeliness(areas).map((area) => ({
        label: areaTitle(page, area),
        value: timeliness(area.tally),
        n: formatNumber(area.tally.expected, 0, page.lang),
        ...(area.code ? { href: `/don-vi/${area.code}` } : {}),
      }))}
    />
  )
}

function PlanPage({ page, view }: { page: Page; view: PublicPlan }): VNode {
  const t = say(portalWords, page.lang)
  const { plan, tasks, total } = view
  const taskHref = ({ number }: PublicTask) => `/ke-hoach/${plan.slug}/nhiem-vu/${number}`
  return (
    <Public
      page={page}
      title={plan.title}
      description={planSentence(page, total)}
      crumbs={[{ href: '/ke-hoach', label: t('nav.plans') }]}
    >
      <Heading
        over={plan.number}
        title={plan.title}
        lead={t('plan.lead', {
          issuer: plan.issuer,
          day: formatDay(plan.signed_on, page.lang),
          n: formatNumber(view.units, 0, page.lang),
        })}
      />
      <Card>
        <p class="big">{planSentence(page, total)}</p>
      </Card>
      <Figures page={page} tally={total} />
      {plan.goals.length > 0 && (
        <Details summary={t('plan.goals')}>
          <Prose>
            <ul>
              {plan.goals.map((goal) => (
                <li key={goal}>{goal.replace(/^[-+–]\s*/, '')}</li>
              ))}
            </ul>
          </Prose>
        </Details>
      )}
      <Section title={t('plan.tasks')} lead={t('plan.tasks.lead')}>
        <StandingBars
          page={page}
          title={t('chart.tasks')}
          rows={tasks
            .filter(({ kind }) => kind === 'task')
            .map((task) => ({
              label: `${task.number}. ${task.title}`,
              href: taskHref(task),
              tally: task.tally,
            }))}
        />
      </Section>
      <Section title={t('plan.areas')}>
        <AreaBars page={page} areas={view.areas} />
      </Section>
      <Section title={t('plan.dimension')}>
        <StandingBars
          page={page}
          title={t('plan.dimension')}
          rows={view.byDimension
            .filter(({ tally }) => tally.total > 0)
            .map(({ no, name, nameEn, tally }) => ({
              label: `${no}. ${page.lang === 'vi' ? name : nameEn}`,
              tally,
            }))}
        />
      </Section>
      <Section title={t('plan.data')}>
        <p>
          <a href={`/ke-hoach/${plan.slug}.csv`}>{t('data.csv')}</a> ·{' '}
          <a href={`/ke-hoach/${plan.slug}.json`}>{t('data.json')}</a> ·{' '}
          <a href="/gioi-thieu/so-lieu">{t('plan.how')}</a>
        </p>
      </Section>
    </Public>
  )
}

type TaskView = PublicTaskView & { item: ItemView }

const taskPage: Route = route<Address & { number: string }, TaskView>({
  method: 'GET',
  path: '/ke-hoach/:slug/nhiem-vu/:number',
  may: 'public',
  about: 'One task of a published plan, by locality.',
  input: address.extend({ number: z.string().max(20) }),
  cache: 'public',
  load: async (read, input) => {
    const view = await loadPublicTask(read.db, input.slug, input.number, read.today)
    const { items } = await loadPlan(read.db, input.slug, read.today)
    const item = items.find(({ obligationId }) => obligationId === view?.task.id)
    if (!view || !item) throw notFound('item')
    return { ...view, item }
  },
  show: (value, page) => ({ html: <TaskPage page={page} {...value} /> }),
})

function TaskPage({ page, plan, task, item, areas }: { page: Page } & TaskView): VNode {
  const t = say(portalWords, page.lang)
  const title = t('task', { number: task.number })
  return (
    <Public
      page={page}
      title={`${title}: ${task.title}`}
      crumbs={[{ href: `/ke-hoach/${plan.slug}`, label: plan.number }]}
    >
      <Heading over={plan.number} title={title} lead={planSentence(page, task.tally)} />
      <Quote text={task.text} source={plan.number} />
      <Figures page={page} tally={task.tally} />
      <Section title={t('task.who')}>
        <p>{item.lead.bodies.map(({ text }) => text).join('; ')}</p>
      </Section>
      {item.item.time_text !== '' && (
        <Section title={t('task.when')}>
          <p>{item.item.time_text}</p>
        </Section>
      )}
      <Section title={t('task.where')}>
        <Table
          caption={t('task.where')}
          quietCaption
          stack
          rows={areas}
          rowKey={({ key }) => key}
          rowHref={({ code }) => (code ? `/don-vi/${code}` : null)}
          columns={[
            { key: 'unit', title: t('col.unit'), render: (area) => areaTitle(page, area) },
            ...tallyColumns(page),
          ]}
        />
      </Section>
    </Public>
  )
}

const plain = ({ total, expected, sent, onTime, accepted, overdueOpen }: Tally) => ({
  duties: total,
  due: expected,
  sent,
  on_time: onTime,
  accepted,
  overdue: overdueOpen,
})

/** The open data of a plan: stable keys, plain counts, the day they are of. */
function openData({ plan, asOf, tasks, areas, total }: PublicPlan) {
  return {
    plan: {
      number: plan.number,
      title: plan.title,
      issuer: plan.issuer,
      signed_on: plan.signed_on,
    },
    as_of: asOf.today,
    total: plain(total),
    tasks: tasks.map((task) => ({
      kind: task.kind,
      number: task.number,
      text: task.text,
      dimensions: task.dimensions,
      ...plain(task.tally),
    })),
    areas: areas.map((area) => ({ code: area.code, name: area.title, ...plain(area.tally) })),
  }
}

const withoutEnding = (read: Read, { slug }: Address) =>
  published(read, { slug: slug.replace(/\.\w+$/, '') })

const jsonRoute: Route = route<Address, PublicPlan>({
  method: 'GET',
  path: '/ke-hoach/:slug{.+\\.json}',
  may: 'public',
  about: 'The open data of a published plan as JSON.',
  input: address,
  cache: 'public',
  load: withoutEnding,
  show: (view) => ({ json: openData(view) }),
})

const csvRoute: Route = route<Address, PublicPlan>({
  method: 'GET',
  path: '/ke-hoach/:slug{.+\\.csv}',
  may: 'public',
  about: 'The tasks of a published plan with their counts as CSV.',
  input: address,
  cache: 'public',
  load: withoutEnding,
  show: (view) => {
    const { tasks, as_of } = openData(view)
    const keys = ['duties', 'due', 'sent', 'on_time', 'accepted', 'overdue'] as const
    return {
      file: csv([
        ['as_of', 'kind', 'number', 'text', 'dimensions', ...keys],
        ...tasks.map((task) => [
          as_of as string,
          task.kind,
          task.number,
          task.text,
          task.dimensions.join(' '),
          ...keys.map((key) => task[key]),
        ]),
      ]),
      mime: 'text/csv; charset=utf-8',
      name: `${view.plan.slug}.csv`,
    }
  },
})

export const publicPlanRoutes: readonly Route[] = [jsonRoute, csvRoute, taskPage, planPage]

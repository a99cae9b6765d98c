// The citizens' home, the list of plans and of units, one unit, and where the figures come from.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import {
  Card,
  Columns,
  Empty,
  Formula,
  Heading,
  Prose,
  SearchBox,
  Section,
  StandingMark,
  Table,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatPercent } from '../lib/round.ts'
import {
  asOfToday,
  type DutyListed,
  listDuties,
  sumTallies,
  type Tally,
  tallies,
  timeliness,
} from '../obligations/index.ts'
import { searchUnits, type UnitListed, unitByCode, unitById, unitsOn } from '../org/index.ts'
import { type Plan, publishedPlans } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Public, planSentence, unitSentence } from './frame.tsx'
import { loadPublicPlan } from './load.ts'
import { Figures } from './plan.tsx'
import { portalWords } from './words.ts'

type PlanLine = { plan: Plan; tally: Tally }

async function planLines(read: Read): Promise<PlanLine[]> {
  const plans = await publishedPlans(read.db)
  return await Promise.all(
    plans.map(async (plan) => ({
      plan,
      tally: (await loadPublicPlan(read.db, plan.slug, read.today)).total,
    })),
  )
}

type Home = { plans: PlanLine[]; districts: UnitListed[] }

const homePage: Route = route<object, Home>({
  method: 'GET',
  path: '/',
  may: 'public',
  about: 'The citizens’ home.',
  input: z.object({}),
  cache: 'public',
  load: async (read) => ({
    plans: await planLines(read),
    districts: (await unitsOn(read.db, read.today)).filter(({ level }) => level === 'district'),
  }),
  show: (home, page) => ({ html: <HomePage page={page} home={home} /> }),
})

function HomePage({ page, home }: { page: Page; home: Home }): VNode {
  const t = say(portalWords, page.lang)
  const [first] = home.plans
  return (
    <Public page={page} title={t('home')} description={t('home.lead')}>
      <Heading title={t('home')} lead={t('home.lead')} />
      <SearchBox action="/don-vi" label={t('home.search')} />
      {!first && <Empty title={t('home.none')}>{t('home.none.text')}</Empty>}
      {first && (
        <Section title={t('home.figures')} lead={planSentence(page, first.tally)}>
          <Figures page={page} tally={first.tally} />
        </Section>
      )}
      {first && (
        <Section title={t('home.plans')}>
          <PlanList page={page} plans={home.plans} />
        </Section>
      )}
      <Section title={t('home.mine')} lead={t('units.lead')}>
        <Columns>
          <ul>
            {home.districts.map((unit) => (
              <li key={unit.id}>
                <a href={`/don-vi/${unit.code}`}>{unit.fullName}</a>
              </li>
            ))}
          </ul>
        </Columns>
      </Section>
    </Public>
  )
}

function PlanList({ page, plans }: { page: Page; plans: readonly PlanLine[] }): VNode {
  return (
    <>
      {plans.map(({ plan, tally }) => (
        <Card key={plan.id}>
          <h3>
            <a href={`/ke-hoach/${plan.slug}`}>{plan.title}</a>
          </h3>
          <p class="aside">
            {plan.number} · {formatDay(plan.signed_on, page.lang)}
          </p>
          <p>{planSentence(page, tally)}</p>
        </Card>
      ))}
    </>
  )
}

const plansPage: Route = route<object, PlanLine[]>({
  method: 'GET',
  path: '/ke-hoach',
  may: 'public',
  about: 'Published plans.',
  input: z.object({}),
  cache: 'public',
  load: planLines,
  show: (plans, page) => {
    const t = say(portalWords, page.lang)
    return {
      html: (
        <Public page={page} title={t('plans')}>
          <Heading title={t('plans')} />
          {plans.length === 0 && <Empty title={t('home.none')}>{t('home.none.text')}</Empty>}
          <PlanList page={page} plans={plans} />
        </Public>
      ),
    }
  },
})

type UnitLine = { unit: UnitListed; tally: Tally }
type Units = { q: string; lines: UnitLine[] }

async function withTallies(read: Read, units: readonly UnitListed[], deep: boolean) {
  const all = deep ? await unitsOn(read.db, read.today) : []
  const columns = units.flatMap((unit) => [
    { unitId: unit.id, columnKey: unit.id },
    ...all
      .filter(({ parentId }) => parentId === unit.id)
      .map(({ id }) => ({ unitId: id, columnKey: unit.id })),
  ])
  const sums = await tallies(read.db, await asOfToday(read.db, read.today), {}, columns, 'all')
  return units.map((unit) => ({
    unit,
    tally: sumTallies(sums.filter((row) => row.columnKey === unit.id)),
  }))
}

const unitsPage: Route = route<{ q: string }, Units>({
  method: 'GET',
  path: '/don-vi',
  may: 'public',
  about: 'Units and localities, found by name.',
  input: z.object({ q: z.string().max(200).catch('').default('') }),
  cache: 'public',
  load: async (read, { q }) => {
    const units = q
      ? await searchUnits(read.db, q, read.today, { limit: 60 })
      : (await unitsOn(read.db, read.today)).filter(({ level }) => level === 'district')
    return { q, lines: await withTallies(read, units, q === '') }
  },
  show: (view, page) => {
    const t = say(portalWords, page.lang)
    return {
      html: (
        <Public page={page} title={t('units')}>
          <Heading
            title={t('units')}
            lead={
              view.q === ''
                ? t('units.lead')
                : t('units.found', { n: view.lines.length, q: view.q })
            }
          />
          <SearchBox action="/don-vi" value={view.q} label={t('home.search')} />
          <UnitTable page={page} lines={view.lines} />
        </Public>
      ),
    }
  },
})

function UnitTable({ page, lines }: { page: Page; lines: readonly UnitLine[] }): VNode {
  const t = say(portalWords, page.lang)
  return (
    <Table
      caption={t('units')}
      quietCaption
      stack
      rows={lines}
      rowKey={({ unit }) => unit.id}
      rowHref={({ unit }) => `/don-vi/${unit.code}`}
      empty={<Empty title={t('not-found')} />}
      columns={[
        { key: 'unit', title: t('col.unit'), render: ({ unit }) => unit.fullName },
        {
          key: 'sent',
          title: t('col.sent'),
          align: 'right',
          render: ({ tally }) => `${tally.sent}/${tally.expected}`,
        },
        {
          key: 'share',
          title: t('col.share'),
          align: 'right',
          render: ({ tally }) => {
            const share = timeliness(tally)
            return share === null ? '—' : formatPercent(share, 0, page.lang)
          },
        },
        {
          key: 'overdue',
          title: t('col.overdue'),
          align: 'right',
          render: ({ tally }) => tally.overdueOpen,
        },
      ]}
    />
  )
}

type UnitView = {
  unit: UnitListed
  parent: UnitListed | null
  tally: Tally
  duties: DutyListed[]
  children: UnitLine[]
  plans: Map<string, string>
}

const unitPage: Route = route<{ code: string }, UnitView>({
  method: 'GET',
  path: '/don-vi/:code',
  may: 'public',
  about: 'One unit: what it has to do and how it stands.',
  input: z.object({ code: z.string().max(40) }),
  cache: 'public',
  load: async (read, { code }) => {
    const { db, today } = read
    const unit = await unitByCode(db, code, today)
    if (!unit) throw notFound('unit')
    const below = (await unitsOn(db, today)).filter(({ parentId }) => parentId === unit.id)
    const communes = below.filter(({ level }) => level === 'commune')
    const [own] = await withTallies(read, [unit], false)
    return {
      unit,
      parent: unit.parentId ? await unitById(db, unit.parentId) : null,
      tally: own?.tally ?? sumTallies([]),
      duties: await listDuties(db, await asOfToday(db, today), { unitIds: [unit.id] }, {}),
      children: await withTallies(read, communes, false),
      plans: new Map((await publishedPlans(db)).map((plan) => [plan.id, plan.slug])),
    }
  },
  show: (view, page) => ({ html: <UnitPage page={page} view={view} /> }),
})

/** Citizens see four standings: soon is not yet, and what came back is still being done. */
const publicStanding = ({ standing }: DutyListed) =>
  standing === 'returned' || standing === 'due-soon' ? 'waiting' : standing

function UnitPage({ page, view }: { page: Page; view: UnitView }): VNode {
  const t = say(portalWords, page.lang)
  const { unit, parent, duties, children, plans } = view
  return (
    <Public
      page={page}
      title={unit.fullName}
      crumbs={[
        { href: '/don-vi', label: t('units') },
        ...(parent && parent.level === 'district'
          ? [{ href: `/don-vi/${parent.code}`, label: parent.fullName }]
          : []),
      ]}
    >
      <Heading
        {...(parent ? { over: parent.fullName } : {})}
        title={unit.fullName}
        lead={unitSentence(page, unit.fullName, view.tally)}
      />
      <Figures page={page} tally={view.tally} />
      {children.length > 0 && (
        <Section title={t('unit.children')}>
          <UnitTable page={page} lines={children} />
        </Section>
      )}
      {duties.length > 0 && (
        <Section title={t('unit.duties')}>
          <Table
            caption={t('unit.duties')}
            quietCaption
            stack
            rows={duties}
            rowKey={({ id }) => id}
            rowHref={({ planId, number }) =>
              planId && plans.has(planId)
                ? `/ke-hoach/${plans.get(planId)}/nhiem-vu/${number}`
                : null
            }
            columns={[
              { key: 'task', title: t('col.task'), render: (row) => `${row.number}. ${row.title}` },
              {
                key: 'period',
                title: t('col.period'),
                render: (row) => periodLabel(row.period, page.lang),
              },
              {
                key: 'due',
                title: t('col.due'),
                render: (row) => formatDay(row.dueOn, page.lang),
              },
              {
                key: 'standing',
                title: t('col.standing'),
                render: (row) => <StandingMark standing={publicStanding(row)} />,
              },
            ]}
          />
        </Section>
      )}
    </Public>
  )
}

const aboutPage = route({
  method: 'GET',
  path: '/gioi-thieu/so-lieu',
  may: 'public',
  about: 'Where the figures come from and what they do not say.',
  input: z.object({}),
  cache: 'public',
  load: async () => null,
  show: (_, page) => {
    const t = say(portalWords, page.lang)
    return {
      html: (
        <Public page={page} title={t('about')}>
          <Heading title={t('about')} lead={t('about.lead')} />
          <Prose>
            <h2>{t('about.source')}</h2>
            <p>{t('about.source.text')}</p>
            <h2>{t('about.formulas')}</h2>
            <Formula>{t('about.completeness')}</Formula>
            <Formula>{t('about.timeliness')}</Formula>
            <p>{t('about.sums')}</p>
            <p>{t('about.days')}</p>
            <h2>{t('about.limits')}</h2>
            <p>{t('about.limits.text')}</p>
            <h2>{t('about.open')}</h2>
            <p>{t('about.open.text')}</p>
          </Prose>
        </Public>
      ),
    }
  },
})

export const publicPageRoutes: readonly Route[] = [
  homePage,
  plansPage,
  unitsPage,
  unitPage,
  aboutPage,
]

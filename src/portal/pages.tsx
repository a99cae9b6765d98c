// Units as citizens find them, one unit, and where the figures come from.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import {
  Details,
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
import {
  asOfToday,
  type DutyListed,
  listDuties,
  sumTallies,
  type Tally,
} from '../obligations/index.ts'
import { searchUnits, type UnitListed, unitByCode, unitById, unitsOn } from '../org/index.ts'
import { publishedPlans } from '../plans/index.ts'
import { notFound, type Page, type Route, route, say } from '../platform/index.ts'
import { Public, tallyColumns, unitSentence } from './frame.tsx'
import { homeRoutes } from './home.tsx'
import { Figures } from './plan.tsx'
import { districtLines, type UnitLine, unitLines } from './unit-lines.ts'
import { portalWords } from './words.ts'

type Units = { q: string; lines: UnitLine[] }

const unitsPage: Route = route<{ q: string }, Units>({
  method: 'GET',
  path: '/don-vi',
  may: 'public',
  about: 'Units and localities, found by name.',
  input: z.object({ q: z.string().max(200).catch('').default('') }),
  cache: 'public',
  load: async (read, { q }) => {
    if (q === '') return { q, lines: await districtLines(read) }
    return {
      q,
      lines: await unitLines(read, await searchUnits(read.db, q, read.today, { limit: 60 }), false),
    }
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
        ...tallyColumns(page),
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
    const [own] = await unitLines(read, [unit], false)
    return {
      unit,
      parent: unit.parentId ? await unitById(db, unit.parentId) : null,
      tally: own?.tally ?? sumTallies([]),
      duties: await listDuties(db, await asOfToday(db, today), { unitIds: [unit.id] }, {}),
      children: await unitLines(read, communes, false),
      plans: new Map((await publishedPlans(db)).map((plan) => [plan.id, plan.slug])),
    }
  },
  show: (view, page) => ({ html: <UnitPage page={page} view={view} /> }),
})

type Group = { title: 'unit.overdue' | 'unit.done' | 'unit.ahead'; standings: readonly string[] }
const OPEN: Group = { title: 'unit.overdue', standings: ['overdue', 'late'] }
const DONE: Group = { title: 'unit.done', standings: ['accepted', 'submitted'] }
const AHEAD: Group = { title: 'unit.ahead', standings: ['waiting'] }

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
      {[OPEN, DONE, AHEAD].map((group) => {
        const listed = duties.filter((row) => group.standings.includes(publicStanding(row)))
        if (listed.length === 0) return null
        const title = t(group.title, { n: listed.length })
        const table = <DutyTable page={page} title={title} duties={listed} plans={plans} />
        return group === OPEN ? (
          <Section key={group.title} title={title}>
            {table}
          </Section>
        ) : (
          <Details key={group.title} summary={title} open={group === DONE && listed.length < 12}>
            {table}
          </Details>
        )
      })}
    </Public>
  )
}

function DutyTable(props: {
  page: Page
  title: string
  duties: readonly DutyListed[]
  plans: Map<string, string>
}): VNode {
  const { page, title, duties, plans } = props
  const t = say(portalWords, page.lang)
  return (
    <Table
      caption={title}
      quietCaption
      stack
      rows={duties}
      rowKey={({ id }) => id}
      rowHref={({ planId, number }) =>
        planId && plans.has(planId) ? `/ke-hoach/${plans.get(planId)}/nhiem-vu/${number}` : null
      }
      columns={[
        { key: 'task', title: t('col.task'), render: (row) => `${row.number}. ${row.title}` },
        {
          key: 'period',
          title: t('col.period'),
          nowrap: true,
          render: (row) => periodLabel(row.period, page.lang),
        },
        {
          key: 'due',
          title: t('col.due'),
          nowrap: true,
          render: (row) => formatDay(row.dueOn, page.lang),
        },
        {
          key: 'standing',
          title: t('col.standing'),
          nowrap: true,
          render: (row) => <StandingMark standing={publicStanding(row)} />,
        },
      ]}
    />
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

export const publicPageRoutes: readonly Route[] = [...homeRoutes, unitsPage, unitPage, aboutPage]

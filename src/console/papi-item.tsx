// One item of PAPI: every province, who cannot be told apart, the years, the map, what is inside, and which work of the
// plans serves it.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  ButtonLink,
  DotInterval,
  Empty,
  ErrorSummary,
  Heading,
  LineChart,
  Notice,
  Section,
  Table,
  TileMap,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  type Figure,
  figure,
  GROUPS,
  intervalOf,
  levelOf,
  loadSeries,
  overlaps,
  type ServingItem,
  scoreOf,
  servingOf,
  settleLink,
  standingsIn,
  TOTAL,
  toNextGroup,
  type YearScore,
} from '../papi/index.ts'
import { itemById, planById } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { AssumedNote, GroupBadge, PapiFilter } from './papi-desk-parts.tsx'
import {
  childrenOfItem,
  type Desk,
  figureText,
  itemName,
  loadDesk,
  papiAddress,
  papiQuery,
  papiRefusal,
  provinceName,
} from './papi-load.ts'
import { ServingTable } from './papi-serving.tsx'
import { loadServing } from './papi-serving-load.ts'
import { initials, tilePlace } from './papi-tiles.ts'
import { papiPageWords } from './papi-words.ts'

const address = papiAddress.extend({ item: z.string().max(8), done: z.string().optional() })
type Address = z.infer<typeof address>

type ItemView = {
  desk: Desk
  item: string
  own: Figure
  years: YearScore[]
  serving: ServingItem[]
  maySettle: boolean
  done: boolean
}

const itemPage: Route = route<Address, ItemView>({
  method: 'GET',
  path: '/office/papi/items/:item',
  may: 'papi.read',
  about: 'One item of PAPI: all provinces, the years, what is inside, the work that serves it.',
  recalled: true,
  input: address,
  load: async (read: Read, input) => {
    const desk = await loadDesk(read, input)
    const { item } = input
    const name = itemName(desk, item, 'vi')
    if (levelOf(item) === null || (name === item && !desk.release.values.has(item)))
      throw notFound('papi')
    const series = await loadSeries(desk.figures, desk.province.code, [item])
    return {
      desk,
      item,
      own: figure(desk.release, item, desk.province.code),
      years: series.get(item) ?? [],
      serving: item === TOTAL ? [] : servingOf(await loadServing(read), item),
      maySettle: read.rights.holds('plan.publish'),
      done: input.done !== undefined,
    }
  },
  show: (view, page) => ({ html: <ItemPage page={page} view={view} /> }),
})

function ItemPage({ page, view }: { page: Page; view: ItemView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, item, own } = view
  const name = itemName(desk, item, page.lang)
  const province = provinceName(desk.province, page.lang)
  const year = desk.release.year
  return (
    <Office
      page={page}
      title={name}
      here="/office/papi"
      crumbs={[
        { href: `/office/papi${papiQuery(desk)}`, label: t('title') },
        ...(levelOf(item) === 'part' || levelOf(item) === 'indicator'
          ? [crumb(page, desk, `D${item[0]}`)]
          : []),
        ...(levelOf(item) === 'indicator' ? [crumb(page, desk, item.slice(0, 3))] : []),
      ]}
    >
      <Heading
        over={`PAPI ${year}`}
        title={
          own.rank === null
            ? t('item.none', { item: name, province, year })
            : t('item.title', { item: name, province, rank: own.rank, of: own.of ?? '' })
        }
        lead={`${t('score')}: ${figureText(desk, item, own.score, page.lang)}`}
        actions={
          <ButtonLink href={`/office/papi/levers${papiQuery(desk)}`}>{t('levers')}</ButtonLink>
        }
      />
      <ErrorSummary problem={page.problem} text={papiRefusal(page)} />
      {view.done && (
        <Notice tone="good" toast>
          {t('linked')}
        </Notice>
      )}
      <PapiFilter page={page} desk={desk} action={`/office/papi/items/${item}`} />
      <Inside page={page} view={view} />
      <History page={page} view={view} />
      <Limits page={page} view={view} />
      <Ranking page={page} view={view} />
      <TileMapOf page={page} view={view} />
      {item !== TOTAL && (
        <Section title={t('tasks')} lead={t('tasks.lead')} id="tasks">
          <ServingTable page={page} {...view} />
        </Section>
      )}
      <p class="hint">
        {t('source')}: {desk.basis.citation[page.lang]}
      </p>
    </Office>
  )
}

const crumb = (page: Page, desk: Desk, item: string) => ({
  href: `/office/papi/items/${item}${papiQuery(desk)}`,
  label: itemName(desk, item, page.lang),
})

function Inside({ page, view }: { page: Page; view: ItemView }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const { desk, item } = view
  const children = childrenOfItem(desk, item)
  if (levelOf(item) === 'indicator') return null
  const known = children.filter((code) => desk.release.values.has(code))
  if (known.length === 0) {
    return (
      <Section title={t('items')}>
        <Empty title={t('items.none')} />
      </Section>
    )
  }
  return (
    <Section title={t('items')}>
      <Table
        caption={t('items')}
        quietCaption
        stack
        rows={known.map((code) => figure(desk.release, code, desk.province.code))}
        rowKey={(row) => row.code}
        rowHref={(row) => `/office/papi/items/${row.code}${papiQuery(desk)}`}
        columns={[
          { key: 'name', title: t('part'), render: (row) => itemName(desk, row.code, page.lang) },
          {
            key: 'score',
            title: t('score'),
            align: 'right',
            nowrap: true,
            render: (row) => figureText(desk, row.code, row.score, page.lang),
          },
          {
            key: 'rank',
            title: t('rank'),
            align: 'right',
            nowrap: true,
            render: (row) =>
              row.rank === null ? '—' : t('rank.of', { rank: row.rank, of: row.of ?? '' }),
          },
          {
            key: 'next',
            title: t('next-group'),
            align: 'right',
            render: (row) => {
              const next = toNextGroup(desk.release, row.code, desk.province.code)
              if (row.score === null || !standingsIn(desk.release, row.code)) return '—'
              return next ? figureText(desk, row.code, next.points, page.lang) : t('next-group.top')
            },
          },
        ]}
      />
    </Section>
  )
}

function History({ page, view }: { page: Page; view: ItemView }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const { desk, item, years } = view
  if (years.length < 2) return null
  const first = years[0]?.year ?? 0
  const last = years.at(-1)?.year ?? first
  const all = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const breaks = desk.basis.breaks
    .filter((it) => (it.item === item || it.item === `D${item[0]}`) && it.year > first)
    .map((it) => ({ before: it.year - first, label: `${it.year}: ${it.why[page.lang]}` }))
  const label = provinceName(desk.province, page.lang)
  return (
    <LineChart
      title={t('history.title', { item: itemName(desk, item, page.lang), province: label })}
      subtitle={t('history.subtitle')}
      csvHref={`/office/papi/items/${item}/years.csv${papiQuery(desk)}`}
      source={desk.basis.citation[page.lang]}
      x={all.map(String)}
      series={[
        {
          label,
          subject: true,
          values: all.map((year) => years.find((it) => it.year === year)?.score ?? null),
        },
      ]}
      breaks={breaks}
      format={(value) => figureText(desk, item, value, page.lang)}
    />
  )
}

function Limits({ page, view }: { page: Page; view: ItemView }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const { desk, item } = view
  const standings = standingsIn(desk.release, item)
  if (!standings || levelOf(item) === 'indicator') return null
  return (
    <Section title={t('limits')}>
      <Table
        caption={t('limits')}
        quietCaption
        rows={GROUPS.map((group, at) => ({ group, limit: standings.limits[at] ?? null }))}
        rowKey={(row) => row.group}
        columns={[
          { key: 'group', title: t('group'), render: (row) => <GroupBadge group={row.group} /> },
          {
            key: 'range',
            title: t('limits.range'),
            align: 'right',
            render: ({ limit }) =>
              limit
                ? `${figureText(desk, item, limit.low, page.lang)} – ${figureText(desk, item, limit.high, page.lang)}`
                : '—',
          },
          { key: 'n', title: t('limits.n'), align: 'right', render: ({ limit }) => limit?.n ?? 0 },
        ]}
      />
      {(item === TOTAL || item.startsWith('D')) && <AssumedNote page={page} desk={desk} />}
    </Section>
  )
}

function Ranking({ page, view }: { page: Page; view: ItemView }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const { desk, item } = view
  const standings = standingsIn(desk.release, item)
  if (!standings) return null
  const known = desk.release.precision.get(item)
  const interval = (province: string) => {
    const score = scoreOf(desk.release, item, province)
    const se = known?.get(province)?.se ?? null
    return score === null || se === null ? null : intervalOf(score, se, 1.645)
  }
  const own = interval(desk.province.code)
  const near = own
    ? standings.rows.filter(({ province }) => {
        const other = interval(province)
        return province !== desk.province.code && other !== null && overlaps(other, own)
      }).length
    : 0
  const nameOf = (code: string) => {
    const found = desk.provinces.find((it) => it.code === code)
    return found ? provinceName(found, page.lang) : code
  }
  return (
    <Section
      title={t('ranking')}
      lead={
        own
          ? t('neighbours.text', { n: near, province: provinceName(desk.province, page.lang) })
          : undefined
      }
    >
      <DotInterval
        title={t('ranking')}
        subtitle={t('ranking.subtitle', { year: desk.release.year, n: standings.of })}
        csvHref={`/office/papi/items/${item}/ranking.csv${papiQuery(desk)}`}
        source={desk.basis.citation[page.lang]}
        rows={standings.rows.map(({ province, score, rank }) => ({
          label: `${rank}. ${nameOf(province)}`,
          value: score,
          low: interval(province)?.low ?? null,
          high: interval(province)?.high ?? null,
          href: `/office/papi/items/${item}?province=${province}&year=${desk.release.year}`,
          subject: province === desk.province.code,
        }))}
        format={(value) => figureText(desk, item, value, page.lang)}
      />
    </Section>
  )
}

function TileMapOf({ page, view }: { page: Page; view: ItemView }): VNode | null {
  const t = say(papiPageWords, page.lang)
  const { desk, item } = view
  const standings = standingsIn(desk.release, item)
  if (!standings) return null
  const tiles = desk.provinces.flatMap((province) => {
    const place = tilePlace(province.code)
    if (!place) return []
    const row = standings.rows.find((it) => it.province === province.code)
    return [
      {
        column: place[0],
        row: place[1],
        label: provinceName(province, page.lang),
        short: initials(province.name),
        text: row ? formatNumber(row.rank, 0, page.lang) : '—',
        detail: row
          ? `${figureText(desk, item, row.score, page.lang)}, ${row.group}`
          : t('map.none'),
        shade: row ? ((GROUPS.indexOf(row.group) + 1) as 1 | 2 | 3 | 4) : null,
        subject: province.code === desk.province.code,
      },
    ]
  })
  return (
    <TileMap
      title={t('map.title', { item: itemName(desk, item, page.lang) })}
      subtitle={t('map.subtitle', { year: desk.release.year })}
      csvHref={`/office/papi/items/${item}/ranking.csv${papiQuery(desk)}`}
      source={desk.basis.citation[page.lang]}
      tiles={tiles}
      classes={[...GROUPS]}
      none={t('map.none')}
      head={[t('province'), t('rank'), t('score')]}
    />
  )
}

const linkRoute: Route = route({
  method: 'POST',
  path: '/office/papi/items/:item/links',
  may: 'plan.publish',
  about: 'Says that a task of a plan serves an item of PAPI, or that it does so no more.',
  records: ['papi.linked', 'papi.unlinked'],
  input: z.looseObject({
    item: z.string().max(8),
    planItem: z.uuid(),
    serves: z.enum(['', '1']).default(''),
  }),
  retry: itemPage,
  act: async (act, { item, planItem, serves }) => {
    const found = await itemById(act.db, planItem)
    const plan = found && (await planById(act.db, found.plan_id))
    if (!plan?.issuer_id || levelOf(item) === null) throw notFound('papi')
    if (!(await act.rights.may('plan.publish', plan.issuer_id))) throw notFound('papi')
    await settleLink(act, {
      unitId: plan.issuer_id,
      planItemId: planItem,
      item,
      serves: serves === '1',
    })
    return `/office/papi/items/${item}?done=1`
  },
  show: (redirect: string) => ({ redirect }),
})

export const papiItemRoutes: readonly Route[] = [itemPage, linkRoute]

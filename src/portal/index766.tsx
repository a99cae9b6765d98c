// The league table of the index: for everyone, kept by caches until something changes; the same as open data.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { csv } from '../documents/index.ts'
import {
  BarChart,
  Details,
  Empty,
  FilterForm,
  Heading,
  Prose,
  Section,
  Select,
  Stat,
  Stats,
  Table,
  Tabs,
} from '../face/index.ts'
import {
  type Benchmark,
  type League,
  loadLeague,
  monthOf,
  monthsUpTo,
  periodNamed,
  placeIn,
} from '../index766/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import { formatInstant } from '../lib/instant.ts'
import { formatNumber } from '../lib/round.ts'
import { unitsOn } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Public } from './frame.tsx'
import { leagueWords } from './index766-words.ts'

const HERE = '/chi-so-766'
const LEVELS = ['department', 'district', 'commune'] as const
const query = z.object({
  period: z.string().max(7).catch('').default(''),
  level: z.enum(LEVELS).catch('commune').default('commune'),
})
type Query = z.infer<typeof query>
type Line = {
  code: string
  name: string
  level: string
  total: number | null
  attainable: number
  place: number | null
  of: number
  n: number
  groups: Record<string, number | null>
}
type View = { league: League; query: Query; period: ReturnType<typeof monthOf>; lines: Line[] }

async function loadView(read: Read, asked: Query): Promise<View> {
  const named = periodNamed(asked.period)
  const period = named && named.from <= read.today ? named : monthOf(read.today)
  const league = await loadLeague(read, period)
  const { board, scores, places } = league.scored
  const names = new Map((await unitsOn(read.db, read.today)).map((it) => [it.id, it.fullName]))
  const lines = board.units.flatMap((unit): Line[] => {
    const score = scores.get(unit.id)
    if (!score || !['province', ...LEVELS].includes(unit.level)) return []
    const place = places.get(unit.id)
    return [
      {
        code: unit.code,
        name: names.get(unit.id) ?? unit.name,
        level: unit.level,
        total: place ? score.total : null,
        attainable: score.attainable,
        ...placeIn(league.scored, unit),
        n: score.indicators.find(({ code }) => code === '2.1')?.denominator ?? 0,
        groups: Object.fromEntries(score.groups.map((it) => [it.code, place ? it.score : null])),
      },
    ]
  })
  lines.sort((a, b) => (a.place ?? 1e9) - (b.place ?? 1e9))
  return { league, query: asked, period, lines }
}

const leaguePage: Route = route<Query, View>({
  method: 'GET',
  path: HERE,
  may: 'public',
  about: 'League table of units by Index 766, with other provinces beside.',
  input: query,
  cache: 'public',
  load: loadView,
  show: (view, page) => ({
    html: <LeaguePage page={page} view={view} />,
    etag: `${view.league.mark}.${view.query.level}.${page.lang}`,
  }),
})

function LeaguePage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(leagueWords, page.lang)
  const { league, period, lines, query: asked } = view
  const { tree } = league.scored.board
  const whole = lines.find(({ level }) => level === 'province')
  const level = lines.filter((it) => it.level === asked.level)
  const shown = level.filter(({ place }) => place !== null)
  const none = level.filter(({ place }) => place === null)
  const href = (level: string) => `${HERE}?${new URLSearchParams({ period: period.code, level })}`
  const groups = tree.root.op === 'sum' ? tree.root.of : []
  return (
    <Public page={page} title={t('title')}>
      <Heading
        title={t('title')}
        lead={t('lead', {
          period: periodLabel(period.code, page.lang),
          at: formatInstant(league.at, page.lang),
        })}
      />
      <p class="aside">
        {t('tree.speaks', { version: tree.version })}{' '}
        {tree.valid.from > period.to && t('tree.before')}
      </p>
      <FilterForm action={HERE} fold={periodLabel(period.code, page.lang)}>
        <input type="hidden" name="level" value={asked.level} />
        <Select
          label={t('period')}
          name="period"
          value={period.code}
          options={periodsOf(page).map((value) => ({
            value,
            label: periodLabel(value, page.lang),
          }))}
        />
      </FilterForm>
      {whole && (
        <Stats>
          <Stat
            label={t('province')}
            value={text(whole.total, page)}
            unit={t('of-max', { max: formatNumber(tree.root.max, 0, page.lang) })}
            n={`${t('n')}: ${formatNumber(whole.n, 0, page.lang)}`}
          />
        </Stats>
      )}
      <Tabs
        label={t('levels')}
        here={href(asked.level)}
        tabs={LEVELS.map((level) => ({ href: href(level), label: t(`level.${level}`) }))}
      />
      <p class="aside">{t('few')}</p>
      <Table<Line>
        caption={t(`level.${asked.level}`)}
        total={shown.length}
        rows={shown}
        rowKey={({ code }) => code}
        rowHref={({ code }) => `/don-vi/${code}`}
        empty={<Empty title={t('none')} />}
        columns={[
          { key: 'name', title: t('unit'), roomy: true, render: ({ name }) => name },
          {
            key: 'place',
            title: t('place'),
            align: 'right',
            render: ({ place }) => (place === null ? '–' : formatNumber(place, 0, page.lang)),
          },
          {
            key: 'total',
            title: t('total'),
            align: 'right',
            render: ({ total }) => <strong>{text(total, page)}</strong>,
          },
          {
            key: 'n',
            title: t('n'),
            align: 'right',
            render: ({ n }) => formatNumber(n, 0, page.lang),
          },
        ]}
      />
      {none.length > 0 && (
        <Details summary={t('not-ranked', { n: formatNumber(none.length, 0, page.lang) })}>
          <ul class="names">
            {none.map(({ code, name }) => (
              <li key={code}>
                <a href={`/don-vi/${code}`}>{name}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
      {whole && (
        <BarChart
          title={t('groups')}
          subtitle={periodLabel(period.code, page.lang)}
          max={1}
          format={(share) => formatNumber(share, 2, page.lang)}
          rows={groups.map(({ code, name, max }) => {
            const score = whole.groups[code] ?? null
            return {
              label: name,
              value: score === null ? null : Math.min(1, score / max),
              text: text(score, page),
              n: formatNumber(max, 0, page.lang),
              tone: 'info' as const,
            }
          })}
        />
      )}
      <Others page={page} league={league} />
      <Section title={t('data')}>
        <p>
          <a href={`${HERE}.csv?period=${period.code}`}>CSV</a>{' '}
          <a href={`${HERE}.json?period=${period.code}`}>JSON</a>{' '}
          <a href={`${HERE}/tu-dien`}>{t('dictionary')}</a>
        </p>
      </Section>
    </Public>
  )
}

const text = (value: number | null, page: Page): string =>
  value === null ? say(leagueWords, page.lang)('unknown') : formatNumber(value, 2, page.lang)

function periodsOf(page: Page): string[] {
  const months = monthsUpTo(page.today as Day, 12)
    .map(({ code }) => code)
    .reverse()
  const quarters = months.map((code) => {
    const [year, month] = code.split('-')
    return `${year}-Q${Math.ceil(Number(month) / 3)}`
  })
  return [...months, ...new Set(quarters), ...new Set(months.map((code) => code.slice(0, 4)))]
}

/** Published figures of other provinces, each with its own period and source. */
function Others({ page, league }: { page: Page; league: League }): VNode | null {
  const t = say(leagueWords, page.lang)
  const { benchmarks, nationalMean } = league
  if (benchmarks.length === 0) return null
  return (
    <Section title={t('benchmark')} lead={t('benchmark.lead')}>
      {nationalMean !== null && <p>{t('benchmark.mean', { mean: text(nationalMean, page) })}</p>}
      <Table<Benchmark>
        caption={t('benchmark')}
        quietCaption
        total={benchmarks.length}
        rows={benchmarks}
        rowKey={({ code, from, to }) => `${code} ${from} ${to}`}
        columns={[
          { key: 'name', title: t('province_'), roomy: true, render: ({ name }) => name },
          {
            key: 'place',
            title: t('place'),
            align: 'right',
            render: ({ place }) => (place === null ? '–' : formatNumber(place, 0, page.lang)),
          },
          {
            key: 'total',
            title: t('total'),
            align: 'right',
            render: ({ total }) => text(total, page),
          },
          {
            key: 'from',
            title: t('from'),
            nowrap: true,
            render: ({ from }) => formatDay(from, page.lang),
          },
          { key: 'to', title: t('to'), nowrap: true, render: ({ to }) => formatDay(to, page.lang) },
        ]}
      />
    </Section>
  )
}

const FIELDS = [
  'unit',
  'name',
  'level',
  'from',
  'to',
  'as_of',
  'tree',
  'total',
  'max',
  'attainable',
  'place',
  'of',
  'dossiers',
] as const

function recordsOf({ league, period, lines }: View): Record<string, string | number | null>[] {
  const { tree } = league.scored.board
  return lines.map((it) => ({
    unit: it.code,
    name: it.name,
    level: it.level,
    from: period.from,
    to: period.to,
    as_of: league.at,
    tree: tree.version,
    total: it.total,
    max: tree.root.max,
    attainable: it.attainable,
    place: it.place,
    of: it.of,
    dossiers: it.n,
    ...it.groups,
  }))
}

const data = (ending: 'csv' | 'json'): Route =>
  route<Query, View>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'public',
    about: `The league table of Index 766 as open data, ${ending}.`,
    input: query,
    cache: 'public',
    load: loadView,
    show: (view) => {
      const records = recordsOf(view)
      const header = Object.keys(records[0] ?? {})
      const file =
        ending === 'json'
          ? JSON.stringify(records, null, 1)
          : csv([header, ...records.map((it) => header.map((name) => it[name] ?? ''))])
      return {
        file,
        mime: ending === 'json' ? 'application/json; charset=utf-8' : 'text/csv; charset=utf-8',
        name: `chi-so-766-${view.period.code}.${ending}`,
        inline: true,
        etag: `${view.league.mark}.${ending}`,
      }
    },
  })

const dictionaryPage: Route = route<Query, View>({
  method: 'GET',
  path: `${HERE}/tu-dien`,
  may: 'public',
  about: 'What each column of the open data of Index 766 means.',
  input: query,
  cache: 'public',
  load: loadView,
  show: ({ league }, page) => {
    const t = say(leagueWords, page.lang)
    const { root } = league.scored.board.tree
    const groups = root.op === 'sum' ? root.of : []
    const rows = [
      ...FIELDS.map((field) => ({ field: field as string, meaning: t(`d.${field}`) })),
      ...groups.map(({ code, name, max }) => ({
        field: code,
        meaning: t('d.group', { name, max: formatNumber(max, 0, page.lang) }),
      })),
    ]
    return {
      html: (
        <Public page={page} title={t('dictionary')} crumbs={[{ href: HERE, label: t('title') }]}>
          <Heading title={t('dictionary')} lead={t('dictionary.lead')} />
          <Table
            caption={t('dictionary')}
            quietCaption
            rows={rows}
            rowKey={({ field }) => field}
            columns={[
              { key: 'field', title: t('field'), render: ({ field }) => <code>{field}</code> },
              { key: 'meaning', title: t('meaning'), render: ({ meaning }) => meaning },
            ]}
          />
          <Prose>
            <p>{t('d.licence')}</p>
          </Prose>
        </Public>
      ),
    }
  },
})

export const leagueRoutes: readonly Route[] = [
  data('csv'),
  data('json'),
  dictionaryPage,
  leaguePage,
]

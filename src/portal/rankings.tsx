// Published rankings as citizens read them: places, scores by group of criteria, movement; the same as open data.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv } from '../documents/index.ts'
import {
  BarChart,
  Details,
  Empty,
  Formula,
  Heading,
  Notice,
  SearchBox,
  Section,
  Stat,
  Stats,
  Table,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { searchKey } from '../lib/text.ts'
import {
  loadHead,
  maxOf,
  type Published,
  type PublishedUnit,
  publishedCycles,
} from '../localcriteria/index.ts'
import {
  type Lang,
  notFound,
  type Page,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { Public } from './frame.tsx'
import { portalWords } from './words.ts'

type Listed = { slug: string; name: string; publishedOn: string }

const listPage: Route = route<object, Listed[]>({
  method: 'GET',
  path: '/xep-hang',
  may: 'public',
  about: 'Published rankings, the newest first.',
  input: z.object({}),
  cache: 'public',
  load: async ({ db }) =>
    (await publishedCycles(db)).map(({ slug, name, published_at }) => ({
      slug,
      name,
      publishedOn: published_at.slice(0, 10),
    })),
  show: (listed, page) => {
    const t = say(portalWords, page.lang)
    return {
      html: (
        <Public page={page} title={t('rankings')}>
          <Heading title={t('rankings')} lead={t('rankings.lead')} />
          {listed.length === 0 ? (
            <Empty title={t('rankings.none')}>{t('rankings.none.text')}</Empty>
          ) : (
            <ul class="tiles">
              {listed.map(({ slug, name, publishedOn }) => (
                <li key={slug}>
                  <a href={`/xep-hang/${slug}`}>
                    <strong>{name}</strong>
                    <span>
                      {t('ranking.published', { day: formatDay(publishedOn, page.lang) })}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </Public>
      ),
    }
  },
})

type Ranking = { published: Published; publishedOn: string; q: string }

async function loadRanking(read: Read, { cycle, q }: Address): Promise<Ranking> {
  const head = await loadHead(read.db, cycle)
  if (!head.published || !head.publication) throw notFound('criteria-cycle')
  return {
    published: head.published,
    publishedOn: head.publication.published_at.slice(0, 10),
    q,
  }
}

const address = z.object({
  cycle: z.string().max(80),
  q: z.string().max(200).catch('').default(''),
})
type Address = z.infer<typeof address>

const rankingPage: Route = route<Address, Ranking>({
  method: 'GET',
  path: '/xep-hang/:cycle',
  may: 'public',
  about: 'A published ranking with the scores of each group of criteria.',
  input: address,
  cache: 'public',
  load: loadRanking,
  show: (view, page) => ({ html: <RankingPage page={page} view={view} /> }),
})

const pointsOf = (value: number | null, lang: Lang): string => {
  if (value === null) return '–'
  const digits = Math.min(2, (String(value).split('.')[1] ?? '').length)
  return formatNumber(value, digits, lang)
}

function RankingPage({ page, view }: { page: Page; view: Ranking }): VNode {
  const t = say(portalWords, page.lang)
  const { published, publishedOn, q } = view
  const { document, cycle, units } = published
  const key = searchKey(q)
  const shown = units.filter(({ unitName }) => key === '' || searchKey(unitName).includes(key))
  const placed = units.filter(({ place }) => place !== null)
  const day = (on: string) => formatDay(on, page.lang)
  return (
    <Public page={page} title={cycle.name} crumbs={[{ href: '/xep-hang', label: t('rankings') }]}>
      <Heading
        over={t('ranking.published', { day: day(publishedOn) })}
        title={cycle.name}
        lead={t('ranking.lead', {
          set: document.name,
          from: day(cycle.from),
          to: day(cycle.to),
          n: units.length,
        })}
      />
      {document.example && <Notice tone="warning">{t('ranking.example')}</Notice>}
      <Stats>
        {document.bands.map(({ label }) => (
          <Stat
            key={label}
            label={label}
            value={units.filter(({ band }) => band === label).length}
          />
        ))}
      </Stats>
      <SearchBox action={`/xep-hang/${cycle.slug}`} value={q} label={t('ranking.search')} />
      <Places page={page} published={published} rows={shown} />
      <p class="hint">
        {document.lines
          .map(({ code, title, max }) => `${code}: ${title} (${pointsOf(max, page.lang)})`)
          .join(' · ')}
      </p>
      <Details summary={t('ranking.how')}>
        <Formula>
          {t(document.notApplicable === 'full' ? 'ranking.formula.full' : 'ranking.formula')}
        </Formula>
        <p>{t('ranking.ties')}</p>
        {document.source && <p>{document.source}</p>}
      </Details>
      {key === '' && (
        <BarChart
          title={t('ranking.chart')}
          subtitle={t('ranking.chart.sub', {
            max: pointsOf(maxOf(document), page.lang),
            n: placed.length,
          })}
          max={maxOf(document)}
          format={(value) => pointsOf(value, page.lang)}
          rows={placed.map(({ unitName, score }) => ({ label: unitName, value: score }))}
        />
      )}
      <Section title={t('plan.data')}>
        <p>
          <a href={`/xep-hang/${cycle.slug}/ket-qua.csv`}>{t('data.csv')}</a>
        </p>
      </Section>
    </Public>
  )
}

function movementOf({ place, movement }: PublishedUnit, lang: Lang): string {
  const t = say(portalWords, lang)
  if (place === null) return t('ranking.no-place')
  if (movement === null) return '–'
  if (movement === 0) return '='
  return movement > 0 ? `▲ ${movement}` : `▼ ${-movement}`
}

type PlacesProps = { page: Page; published: Published; rows: readonly PublishedUnit[] }

function Places({ page, published, rows }: PlacesProps): VNode {
  const t = say(portalWords, page.lang)
  return (
    <Table
      caption={t('rankings')}
      quietCaption
      stack
      rows={rows}
      rowKey={({ unitId }) => unitId}
      empty={<Empty title={t('not-found')} />}
      columns={[
        { key: 'unit', title: t('col.unit'), roomy: true, render: ({ unitName }) => unitName },
        {
          key: 'place',
          title: t('col.place'),
          align: 'right',
          render: ({ place }) => place ?? '–',
        },
        {
          key: 'score',
          title: t('col.score'),
          align: 'right',
          render: ({ score }) => <strong>{pointsOf(score, page.lang)}</strong>,
        },
        { key: 'band', title: t('col.band'), nowrap: true, render: ({ band }) => band ?? '–' },
        {
          key: 'movement',
          title: t('col.movement'),
          nowrap: true,
          render: (row) => movementOf(row, page.lang),
        },
        ...published.document.lines.map(({ code }) => ({
          key: `line-${code}`,
          title: code,
          align: 'right' as const,
          render: ({ lines }: PublishedUnit) =>
            pointsOf(lines.find((line) => line.code === code)?.points ?? null, page.lang),
        })),
      ]}
    />
  )
}

const data = route<Address, Ranking>({
  method: 'GET',
  path: '/xep-hang/:cycle/ket-qua.csv',
  may: 'public',
  about: 'A published ranking as open data.',
  input: address,
  cache: 'public',
  load: loadRanking,
  show: ({ published }) => ({
    file: csv([
      [
        'code',
        'unit',
        'place',
        'score',
        'class',
        'movement',
        ...published.document.lines.map(({ code }) => code),
      ],
      ...published.units.map((unit) => [
        unit.unitCode,
        unit.unitName,
        unit.place,
        unit.score,
        unit.band,
        unit.movement,
        ...published.document.lines.map(
          ({ code }) => unit.lines.find((line) => line.code === code)?.points ?? null,
        ),
      ]),
    ]),
    mime: 'text/csv; charset=utf-8',
    name: `${published.cycle.slug}.csv`,
  }),
})

export const publicRankingRoutes: readonly Route[] = [listPage, data, rankingPage]

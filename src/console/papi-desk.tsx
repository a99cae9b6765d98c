// The PAPI desk: one province among all others in a year, how sure, what is low, where to go on.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv } from '../documents/index.ts'
import { ButtonLink, Empty, Heading, Section, Table } from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  type BarsOf,
  chanceAt,
  changeOf,
  loadBars,
  loadRelease,
  loadSeries,
  lowItems,
  partsOf,
  profileOf,
  scoreOf,
  servingOf,
  TOTAL,
} from '../papi/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { type DeskView, Dimensions, PapiFilter, Strips, TotalStats } from './papi-desk-parts.tsx'
import {
  itemName,
  loadDesk,
  type PapiAddress,
  papiAddress,
  papiQuery,
  provinceName,
  scoreText,
} from './papi-load.ts'
import { ServingBrief } from './papi-serving.tsx'
import { loadServing } from './papi-serving-load.ts'
import { papiPageWords } from './papi-words.ts'
import { YearsOfAll } from './papi-years.tsx'

async function loadView(read: Read, input: PapiAddress): Promise<DeskView> {
  const desk = await loadDesk(read, input)
  const { structure, release, province, basis, years } = desk
  const code = province.code
  const bars: BarsOf = await loadBars(desk.figures, desk)
  const hasBefore = years.some(({ year }) => year === release.year - 1)
  const before = hasBefore ? await loadRelease(desk.figures, release.year - 1) : null
  const items = [TOTAL, ...structure.dimensions.map((it) => it.code)]
  const change = (item: string) =>
    before &&
    changeOf(
      basis.breaks,
      item,
      { year: before.year, score: scoreOf(before, item, code) },
      { year: release.year, score: scoreOf(release, item, code) },
    )
  return {
    desk,
    serving: await loadServing(read),
    series: await loadSeries(desk.figures, code, items),
    profile: profileOf(structure, release, code, { bars }),
    changes: new Map(items.map((item) => [item, change(item)])),
    chances: new Map(
      items.map((item) => [item, chanceAt(release, item, code, { bars })?.probability ?? null]),
    ),
    low: lowItems([...items.slice(1), ...partsOf(structure)], {
      now: release,
      before,
      breaks: basis.breaks,
      province: code,
    }),
  }
}

const deskPage: Route = route<PapiAddress, DeskView>({
  method: 'GET',
  path: '/office/papi',
  may: 'papi.read',
  about: 'Where a province stands in PAPI among all others, and how sure that is.',
  recalled: true,
  input: papiAddress,
  load: loadView,
  show: (view, page) => ({ html: <DeskPage page={page} view={view} /> }),
})

function DeskPage({ page, view }: { page: Page; view: DeskView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { desk, profile } = view
  const { total } = profile
  const name = provinceName(desk.province, page.lang)
  const year = desk.release.year
  const query = papiQuery(desk)
  return (
    <Office page={page} title={t('title')} here="/office/papi">
      <Heading
        over={`${t('title')} ${year}`}
        title={
          total.rank === null
            ? t('desk.none', { province: name, year })
            : t('desk.title', { province: name, rank: total.rank, of: total.of ?? '', year })
        }
        lead={t('lead')}
        actions={
          <>
            <ButtonLink href={`/office/papi/levers${query}`} kind="primary">
              {t('levers')}
            </ButtonLink>
            <ButtonLink href={`/office/papi/scenarios`}>{t('scenarios')}</ButtonLink>
            <ButtonLink href="/office/papi/units-2025">{t('merged')}</ButtonLink>
            {page.visitor.rights.holds('papi.import') && (
              <ButtonLink href="/office/papi/imports">{t('import')}</ButtonLink>
            )}
          </>
        }
      />
      <PapiFilter page={page} desk={desk} action="/office/papi" />
      <TotalStats page={page} view={view} />
      <Strips page={page} view={view} />
      <Dimensions page={page} view={view} />
      <YearsOfAll page={page} desk={desk} series={view.series} />
      <Section title={t('low')} lead={t('low.rule')}>
        <Table
          caption={t('low')}
          quietCaption
          stack
          rows={view.low}
          rowKey={(row) => row.item}
          rowHref={(row) => `/office/papi/items/${row.item}${query}`}
          empty={<Empty title={t('low.empty')} />}
          columns={[
            {
              key: 'item',
              title: t('part'),
              render: (row) => itemName(desk, row.item, page.lang),
            },
            {
              key: 'score',
              title: t('score'),
              align: 'right',
              render: (row) => scoreText(row.score, page.lang),
            },
            {
              key: 'rank',
              title: t('rank'),
              align: 'right',
              render: (row) => t('rank.of', { rank: row.rank, of: row.of }),
            },
            {
              key: 'change',
              title: t('change'),
              align: 'right',
              render: (row) =>
                row.difference === null
                  ? t('change.broken')
                  : formatNumber(row.difference, 3, page.lang),
            },
            {
              key: 'tasks',
              title: t('tasks'),
              roomy: true,
              render: (row) => (
                <ServingBrief
                  page={page}
                  serving={servingOf(view.serving, row.item)}
                  moreHref={`/office/papi/items/${row.item}${query}#tasks`}
                />
              ),
            },
          ]}
        />
      </Section>
      <p class="hint">
        {t('source')}: {desk.basis.citation[page.lang]}
      </p>
    </Office>
  )
}

const csvRoute = route<PapiAddress, string>({
  method: 'GET',
  path: '/office/papi.csv',
  may: 'papi.read',
  about: 'Scores, places and groups of a province by item, as csv.',
  input: papiAddress.extend({ item: z.string().max(8).optional() }),
  load: async (read, input) => {
    const { profile } = await loadView(read, input)
    const t = say(papiPageWords, read.lang)
    const row = (it: {
      code: string
      score: number | null
      rank: number | null
      of: number | null
    }) => [profile.year, profile.province, it.code, it.score, it.rank, it.of]
    return csv([
      [t('year'), t('province'), t('part'), t('score'), t('rank'), 'n'],
      row({ code: TOTAL, ...profile.total }),
      ...profile.dimensions.flatMap((dimension) => [row(dimension), ...dimension.parts.map(row)]),
    ])
  },
  show: (file) => ({ file, mime: 'text/csv; charset=utf-8', name: 'papi.csv' }),
})

export const papiDeskRoutes: readonly Route[] = [deskPage, csvRoute]

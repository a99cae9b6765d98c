// What to fix today: open dossiers by the points they are worth, what all of them would reach, where the period will end.

import type { VNode } from 'preact'
import { z } from 'zod'
import { maskedCode, refOf } from '../dossiers/index.ts'
import { Badge, Details, Empty, Section, Stat, Stats, Table, whenText } from '../face/index.ts'
import type { AskedPeriod } from '../index766/index.ts'
import {
  type Fix,
  type TodayView as Found,
  knownTrees,
  loadToday,
  MOST_OPEN,
} from '../index766/index.ts'
import type { Tree } from '../indices/index.ts'
import { formatNumber } from '../lib/round.ts'
import { unitsOn } from '../org/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { firstUnit } from './index766.tsx'
import { HOME, IndexFrame, PeriodPicker, TreeSentence } from './index766-frame.tsx'
import {
  type IndexQuery,
  indexQuery,
  type Looker,
  loadUnit,
  type Unit,
  unitIdOf,
} from './index766-load.ts'
import { indexPageWords } from './index766-words.ts'
import { petitionHref } from './petitions.tsx'

export type UnitView = {
  unit: Unit
  name: string
  parent: { code: string; name: string } | null
  period: AskedPeriod
  query: IndexQuery
  tree: Tree
  trees: Tree[]
  /** Full names of units by code. */
  nameOf: ReadonlyMap<string, string>
}

/** The unit, its names and its version: what the pages beside the index begin with. */
export async function unitView(read: Looker, query: IndexQuery) {
  const { asked, scored, unit, score } = await loadUnit(read, { ...query, on: '' })
  const units = await unitsOn(read.db, read.today)
  const names = new Map(units.map((it) => [it.id, it.fullName]))
  const parent = scored.board.units.find(({ id }) => id === unit.parentId)
  const view: UnitView = {
    unit,
    name: names.get(unit.id) ?? unit.name,
    parent: parent ? { code: parent.code, name: names.get(parent.id) ?? parent.name } : null,
    period: asked.period,
    query,
    tree: scored.board.tree,
    trees: await knownTrees(read),
    nameOf: new Map(units.map((it) => [it.code, it.fullName])),
  }
  return { view, asked, scored, unit, score }
}

type TodayView = UnitView & { found: Found | null }

const ownToday: Route = route({
  method: 'GET',
  path: `${HOME}/today`,
  may: 'dossier.read',
  about: 'Opens what to fix today of the highest unit within the visitor’s scope.',
  input: z.object({}),
  load: firstUnit,
  show: (code: string | null) => ({
    redirect: code ? `${HOME}/${encodeURIComponent(code)}/today` : HOME,
  }),
})

const todayPage: Route = route<IndexQuery, TodayView>({
  method: 'GET',
  path: `${HOME}/:code/today`,
  may: 'dossier.read',
  about:
    'Open dossiers of a unit by the points they are worth, and the forecast of the period’s end.',
  input: indexQuery,
  unit: unitIdOf,
  load: async (read, query) => {
    const { view, asked, unit } = await unitView(read, query)
    return { ...view, found: await loadToday(read, asked, unit) }
  },
  show: (view, page) => ({ html: <TodayPage page={page} view={view} /> }),
})

function TodayPage({ page, view }: { page: Page; view: TodayView }): VNode {
  const t = say(indexPageWords, page.lang)
  const { found, period, query } = view
  return (
    <IndexFrame page={page} view={view} title={t('today')} lead={t('today.lead')}>
      <PeriodPicker page={page} query={query} period={period} trees={view.trees} />
      <TreeSentence page={page} query={query} period={period} tree={view.tree} />
      {found === null ? (
        <Empty title={t('not-scored')}>{t('not-scored.text')}</Empty>
      ) : (
        <>
          <Ends page={page} found={found} />
          <Section title={t('today.list')} lead={t('today.open', { n: n(found.count, page) })}>
            <FixTable page={page} view={view} found={found} />
            {found.looked >= MOST_OPEN && (
              <p class="aside">{t('today.most', { n: n(MOST_OPEN, page) })}</p>
            )}
          </Section>
        </>
      )}
    </IndexFrame>
  )
}

const n = (value: number, page: Page) => formatNumber(value, 0, page.lang)
const two = (value: number | null, page: Page) =>
  value === null ? say(indexPageWords, page.lang)('unknown') : formatNumber(value, 2, page.lang)

function Ends({ page, found }: { page: Page; found: Found }): VNode {
  const t = say(indexPageWords, page.lang)
  const { forecast } = found
  const { interval } = forecast ?? {}
  return (
    <>
      <Stats>
        <Stat label={t('today.if-nothing')} value={two(found.total, page)} />
        <Stat
          label={t('today.if-all')}
          value={two(found.ifAll, page)}
          n={`${t('today.reachable')}: +${two(found.reachable, page)}`}
        />
        <Stat
          label={t('forecast')}
          value={forecast ? two(forecast.score, page) : '–'}
          n={
            forecast === null
              ? t('forecast.none')
              : interval
                ? t('forecast.range', {
                    low: two(interval.low, page),
                    high: two(interval.high, page),
                  })
                : t('forecast.no-range')
          }
        />
      </Stats>
      {forecast && (
        <Details summary={t('formula')}>
          <p>{t('forecast.method', { n: forecast.periods, df: forecast.periods - 1 })}</p>
        </Details>
      )}
    </>
  )
}

/** As many decimals as the most valuable piece needs for three figures, the same on every row. */
const digitsFor = (most: number): number =>
  most > 0 ? Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(most)))) : 2

type FixProps = { page: Page; view: TodayView; found: Found }

function FixTable({ page, view, found }: FixProps): VNode {
  const t = say(indexPageWords, page.lang)
  const digits = digitsFor(Math.max(0, ...found.fixes.map((fix) => fix.points)))
  const points = (value: number | null) =>
    value === null ? '–' : `+${formatNumber(value, digits, page.lang)}`
  const isTold = (value: number) => value >= 0.5 * 10 ** -digits
  const isOfOne = [...found.unitOf.values()].every((code) => code === view.unit.code)
  if (found.fixes.length === 0) return <Empty title={t('today.none')}>{t('today.none.text')}</Empty>
  return (
    <Table<Fix>
      caption={t('today.shown', { n: n(found.fixes.length, page), all: n(found.count, page) })}
      stack
      rows={found.fixes}
      rowKey={({ work }) => `${work.kind} ${work.code}`}
      rowHref={({ work }) => {
        const unit = found.unitOf.get(work.code) ?? ''
        return work.kind === 'petition'
          ? petitionHref(unit, work.code)
          : `/office/units/${unit}/dossiers/${refOf(work.code)}`
      }}
      columns={[
        {
          key: 'code',
          title: t('dossier'),
          roomy: true,
          render: ({ work }) => (
            <>
              {work.kind === 'petition' ? (
                <>
                  {work.code} <Badge>{t('petition')}</Badge>
                </>
              ) : (
                maskedCode(work.code)
              )}
              {!isOfOne && (
                <span class="under">{view.nameOf.get(found.unitOf.get(work.code) ?? '')}</span>
              )}
            </>
          ),
        },
        {
          key: 'due',
          title: t('due'),
          nowrap: true,
          render: ({ work }) => (work.dueAt ? whenText(work.dueAt, page.lang) : '–'),
        },
        {
          key: 'deeds',
          title: t('deeds'),
          roomy: true,
          render: ({ deeds }) =>
            deeds
              .filter(({ points: each }) => isTold(each))
              .map(({ deed, points: each }) => `${t(`deed.${deed}`)} (${points(each)})`)
              .join('; ') || '–',
        },
        {
          key: 'points',
          title: t('points'),
          align: 'right',
          render: (fix) => <strong>{points(fix.points)}</strong>,
        },
        ...(view.parent
          ? [
              {
                key: 'above',
                title: t('points.above'),
                align: 'right' as const,
                render: ({ pointsAbove }: Fix) => points(pointsAbove),
              },
            ]
          : []),
        {
          key: 'reached',
          title: t('reached'),
          align: 'right',
          render: ({ reached }) => points(reached),
        },
      ]}
    />
  )
}

export const todayRoutes: readonly Route[] = [ownToday, todayPage]

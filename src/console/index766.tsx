// The page of the index: a unit's score, its groups and months, the units under it, and the procedures behind it.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  BarChart,
  Empty,
  LineChart,
  Live,
  LiveLine,
  Notice,
  Radar,
  Section,
  Stat,
  Stats,
} from '../face/index.ts'
import { treeLevelOf } from '../index766/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { unitsOn } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { exportRoutes766 } from './index766-export.ts'
import { figuresOf, scoreText, shareOf } from './index766-figures.ts'
import {
  HOME,
  IndexFrame,
  indexHref,
  nameOf,
  PeriodPicker,
  TreeSentence,
} from './index766-frame.tsx'
import { liveIndex } from './index766-live.ts'
import {
  handledOf,
  type IndexQuery,
  type IndexView,
  indexQuery,
  loadIndex,
  unitIdOf,
} from './index766-load.ts'
import { IndicatorTable, ProcedureTable, RankingTable } from './index766-tables.tsx'
import { indexPageWords } from './index766-words.ts'

const may = 'index.read'

/** The highest unit that the visitor may see and that is scored. */
export async function firstUnit(read: Read): Promise<string | null> {
  const reach = new Set(await read.rights.reach(may))
  const units = (await unitsOn(read.db, read.today)).filter(
    ({ id, level }) => reach.has(id) && treeLevelOf(level),
  )
  const ids = new Set(units.map(({ id }) => id))
  return (units.find(({ parentId }) => !parentId || !ids.has(parentId)) ?? units[0])?.code ?? null
}

const homePage: Route = route({
  method: 'GET',
  path: HOME,
  may,
  about: 'Opens the index of the highest unit within the visitor’s scope.',
  input: z.object({}),
  load: firstUnit,
  show: (code: string | null, page) =>
    code ? { redirect: `${HOME}/${encodeURIComponent(code)}` } : { html: <NoUnit page={page} /> },
})

function NoUnit({ page }: { page: Page }): VNode {
  const t = say(indexPageWords, page.lang)
  return (
    <Office page={page} title={t('index')} here={HOME}>
      <Empty title={t('not-scored')}>{t('not-scored.text')}</Empty>
    </Office>
  )
}

const indexPage: Route = route<IndexQuery, IndexView>({
  method: 'GET',
  path: `${HOME}/:code`,
  may,
  about: 'Index 766 of a unit: total, groups, months, units below ranked, procedures.',
  input: indexQuery,
  unit: unitIdOf,
  load: loadIndex,
  show: (view, page) => ({ html: <IndexPage page={page} view={view} /> }),
})

function IndexPage({ page, view }: { page: Page; view: IndexView }): VNode {
  const t = say(indexPageWords, page.lang)
  const { unit, query, period, score, scored } = view
  const href = (tail: string) => indexHref(unit.code, page, period, tail)
  return (
    <IndexFrame
      page={page}
      view={view}
      title={t('index')}
      lead={t('index.lead')}
      actions={
        <p class="exports">
          {(['xlsx', 'csv', 'json'] as const).map((ending) => (
            <a key={ending} href={href(`/table.${ending}`)}>
              {ending}
            </a>
          ))}{' '}
          <a href="/chi-so-766">{t('public')}</a>
        </p>
      }
    >
      <PeriodPicker page={page} query={query} period={period} trees={view.trees} asOf />
      <TreeSentence page={page} query={query} period={period} tree={scored.board.tree} />
      {view.asOf && (
        <p class="aside">{t('as-of.told', { day: formatDay(view.asOf, page.lang) })}</p>
      )}
      {view.isLive && <LiveLine from={href('/live')} at={page.now} />}
      {score === null ? (
        <Empty title={t('not-scored')}>{t('not-scored.text')}</Empty>
      ) : (
        <>
          {handledOf(score) === 0 && (
            <Notice tone="info" title={t('nothing')}>
              {t('nothing.text')}
            </Notice>
          )}
          <Figures page={page} view={view} />
          <Groups page={page} view={view} />
          <Trend page={page} view={view} />
          <Section title={t('indicators')} lead={t('indicators.lead')}>
            <IndicatorTable page={page} view={view} />
          </Section>
        </>
      )}
      {view.levels.length > 0 && (
        <Section title={t('ranking')} lead={t('ranking.lead')}>
          <RankingTable page={page} view={view} />
        </Section>
      )}
      <Section
        title={t('procedures')}
        lead={t('procedures.lead', { day: formatDay(view.asOf ?? page.today, page.lang) })}
      >
        <ProcedureTable page={page} view={view} />
      </Section>
    </IndexFrame>
  )
}

/** Total, place, band and n, each with what changed since the period before. */
function Figures({ page, view }: { page: Page; view: IndexView }): VNode {
  const t = say(indexPageWords, page.lang)
  const { score, before, place, period } = view
  const shown = figuresOf({ ...view, at: page.now }, page.lang)
  const unknown = (score?.indicators ?? []).filter(({ state }) => state === 'unknown').length
  const change = (
    now: number | null | undefined,
    then: number | null | undefined,
    word: 'change.points' | 'change.places',
    isBetterUp: boolean,
  ) => {
    if (now == null || then == null) return {}
    const by = Math.round((now - then) * 100) / 100
    const text = formatNumber(Math.abs(by), word === 'change.points' ? 2 : 0, page.lang)
    return {
      change: {
        by: by === 0 ? t('change.none') : t(word, { n: text }),
        direction:
          by === 0
            ? ('same' as const)
            : by > 0 === isBetterUp
              ? ('up' as const)
              : ('down' as const),
        ...(by === 0 ? {} : { better: by > 0 === isBetterUp }),
      },
    }
  }
  const { units } = view.scored.board
  const isAlone = units.filter(({ level }) => level === view.unit.level).length === 1
  const attainable = formatNumber(score?.attainable ?? 0, 0, page.lang)
  return (
    <Stats>
      <Stat
        label={t('total')}
        value={<Live of="total">{shown.total}</Live>}
        n={t('total.of', { max: formatNumber(score?.max ?? 0, 0, page.lang), attainable })}
        {...(unknown > 0 ? { period: t('total.partial', { n: unknown }) } : {})}
        {...change(score?.total, before?.total, 'change.points', true)}
      />
      {isAlone || (
        <Stat
          label={t('place')}
          value={<Live of="place">{shown.place}</Live>}
          {...change(place.place, before?.place, 'change.places', false)}
        />
      )}
      <Stat label={t('band')} value={<Live of="band">{shown.band}</Live>} />
      <Stat
        label={t('handled')}
        value={<Live of="handled">{shown.handled}</Live>}
        n={t('handled.about')}
        period={nameOf(period, page.lang)}
      />
    </Stats>
  )
}

function Groups({ page, view }: { page: Page; view: IndexView }): VNode {
  const t = say(indexPageWords, page.lang)
  const groups = view.score?.groups ?? []
  const { tree } = view.scored.board
  const nameOfGroup = (code: string) =>
    (tree.root.op === 'sum' ? tree.root.of.find((it) => it.code === code)?.name : null) ?? code
  const subtitle = t('groups.sub', { period: nameOf(view.period, page.lang) })
  return (
    <div class="columns">
      <Radar
        title={t('groups')}
        subtitle={subtitle}
        live="radar"
        axes={groups.map((group) => ({
          label: nameOfGroup(group.code),
          share: shareOf(group),
          text: scoreText(group, page.lang),
          live: `g.${group.code}`,
        }))}
      />
      <BarChart
        title={t('groups.bars')}
        subtitle={subtitle}
        max={1}
        format={(share) => formatNumber(share, 2, page.lang)}
        rows={groups.map((group) => ({
          label: `${nameOfGroup(group.code)} (${t('group.max', { attainable: formatNumber(group.attainable, 0, page.lang) })})`,
          value: shareOf(group) ?? 0,
          text: scoreText(group, page.lang),
          tone: 'info',
          live: `g.${group.code}`,
        }))}
      />
    </div>
  )
}

function Trend({ page, view }: { page: Page; view: IndexView }): VNode {
  const t = say(indexPageWords, page.lang)
  const points = view.trend.flat()
  let count = 0
  const breaks = view.trend.slice(1).map((piece, at) => {
    count += view.trend[at]?.length ?? 0
    const [first] = piece
    const last = view.trend[at]?.at(-1)
    const told = first?.tree.breaks.find(
      ({ on }) => last && first && last.on < on && on <= first.on,
    )
    return {
      before: count,
      label: told?.why[page.lang] ?? t('trend.version', { version: first?.tree.version ?? '' }),
    }
  })
  return (
    <LineChart
      title={t('trend')}
      subtitle={t('trend.sub')}
      min={0}
      max={100}
      format={(value) => formatNumber(value, 1, page.lang)}
      x={points.map(({ code }) => `${Number(code.slice(5))}/${code.slice(2, 4)}`)}
      series={[{ label: view.name, subject: true, values: points.map(({ total }) => total) }]}
      breaks={breaks}
    />
  )
}

export const index766Routes: readonly Route[] = [homePage, liveIndex, ...exportRoutes766, indexPage]

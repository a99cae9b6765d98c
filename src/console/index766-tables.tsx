// Tables of the page of the index: indicators, units below in their order, procedures.

import type { VNode } from 'preact'
import { Details, Empty, Live, Table, Tabs } from '../face/index.ts'
import { type Indicator, leavesOf } from '../indices/index.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { type Page, say } from '../platform/index.ts'
import { withQuery } from './frame.tsx'
import { partsText, placeText, ratioText, scoreText, totalText } from './index766-figures.ts'
import { indexHref } from './index766-frame.tsx'
import type { IndexView, RankedUnit } from './index766-load.ts'
import { indexPageWords } from './index766-words.ts'

type Props = { page: Page; view: IndexView }

export function IndicatorTable({ page, view }: Props): VNode {
  const t = say(indexPageWords, page.lang)
  const { tree } = view.scored.board
  const names = new Map(leavesOf(tree.root).map(({ code, name }) => [code, name]))
  return (
    <Table<Indicator>
      caption={t('indicators')}
      quietCaption
      stack
      rows={view.score?.indicators ?? []}
      rowKey={({ code }) => code}
      rowHref={({ code }) => indexHref(view.unit.code, page, view.period, `/${code}`)}
      columns={[
        {
          key: 'name',
          title: t('indicator'),
          roomy: true,
          render: ({ code }) => `${code} ${names.get(code) ?? ''}`,
        },
        {
          key: 'parts',
          title: t('parts'),
          align: 'right',
          nowrap: true,
          render: (it) => <Live of={`i.${it.code}.parts`}>{partsText(it, page.lang)}</Live>,
        },
        {
          key: 'ratio',
          title: t('ratio'),
          align: 'right',
          render: (it) => <Live of={`i.${it.code}.ratio`}>{ratioText(it, page.lang)}</Live>,
        },
        {
          key: 'score',
          title: t('score'),
          align: 'right',
          render: (it) => (
            <strong class={it.score === null ? 'unknown-word' : undefined}>
              <Live of={`i.${it.code}`}>{scoreText(it, page.lang)}</Live>
            </strong>
          ),
        },
        {
          key: 'max',
          title: t('max'),
          align: 'right',
          render: ({ max }) => (max === 0 ? '–' : formatNumber(max, 0, page.lang)),
        },
        {
          key: 'state',
          title: t('state'),
          render: ({ state }) =>
            t(state === 'measured' ? 'state.measured.short' : `state.${state}`),
        },
      ]}
    />
  )
}

export function RankingTable({ page, view }: Props): VNode {
  const t = say(indexPageWords, page.lang)
  const { levels, level } = view
  const ranking = view.ranking.filter(({ place }) => place !== null)
  const none = view.ranking.filter(({ place }) => place === null)
  return (
    <>
      {levels.length > 1 && (
        <Tabs
          label={t('ranking')}
          here={withQuery(page.url, { level })}
          tabs={levels.map((each) => ({
            href: withQuery(page.url, { level: each }),
            label: t(`level.${each}`),
          }))}
        />
      )}
      <Table<RankedUnit>
        caption={level ? t(`level.${level}`) : t('ranking')}
        total={ranking.length}
        liveOrder="order"
        rows={ranking}
        rowKey={({ unit }) => unit.code}
        rowHref={({ unit }) => indexHref(unit.code, page, view.period)}
        empty={<Empty title={t('ranking.none')} />}
        columns={[
          { key: 'name', title: t('unit'), roomy: true, render: ({ name }) => name },
          {
            key: 'place',
            title: t('place'),
            align: 'right',
            render: ({ unit, place }) => (
              <Live of={`u.${unit.code}.place`}>
                {place === null ? '–' : formatNumber(place, 0, page.lang)}
              </Live>
            ),
          },
          {
            key: 'total',
            title: t('total'),
            align: 'right',
            render: ({ unit, score }) => (
              <strong>
                <Live of={`u.${unit.code}`}>{totalText(score, page.lang)}</Live>
              </strong>
            ),
          },
          {
            key: 'movement',
            title: t('movement'),
            align: 'right',
            nowrap: true,
            render: (row) => <Movement page={page} row={row} />,
          },
          {
            key: 'n',
            title: 'n',
            align: 'right',
            render: ({ unit, n }) => (
              <Live of={`u.${unit.code}.n`}>{formatNumber(n, 0, page.lang)}</Live>
            ),
          },
        ]}
      />
      {none.length > 0 && (
        <Details summary={t('ranking.without', { n: formatNumber(none.length, 0, page.lang) })}>
          <ul class="names">
            {none.map(({ unit, name }) => (
              <li key={unit.code}>
                <a href={indexHref(unit.code, page, view.period)}>{name}</a>
              </li>
            ))}
          </ul>
        </Details>
      )}
    </>
  )
}

/** Places and points since the period before. */
function Movement({ page, row }: { page: Page; row: RankedUnit }): VNode {
  const t = say(indexPageWords, page.lang)
  const { place, score, before } = row
  if (place === null) return <>–</>
  if (!before || before.place === null || before.total === null) return <>{t('movement.new')}</>
  const places = before.place - place
  const points = (score?.total ?? 0) - before.total
  const sign = places > 0 ? '▲' : places < 0 ? '▼' : '='
  const text = formatNumber(Math.abs(points), 2, page.lang)
  return (
    <span title={placeText(before, page.lang)}>
      {sign} {Math.abs(places)} · {points < 0 ? '−' : '+'}
      {text}
    </span>
  )
}

export function ProcedureTable({ page, view }: Props): VNode {
  const t = say(indexPageWords, page.lang)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  return (
    <Table
      caption={t('procedures')}
      quietCaption
      stack
      rows={view.procedures}
      rowKey={({ code }) => code}
      rowHref={({ code }) =>
        `/office/dossiers?${new URLSearchParams({ unit: view.unit.code, procedure: code })}`
      }
      empty={<Empty title={t('procedures.none')}>{t('procedures.none.text')}</Empty>}
      columns={[
        {
          key: 'name',
          title: t('procedure'),
          roomy: true,
          render: ({ code, name }) => `${code} ${name}`,
        },
        {
          key: 'received',
          title: t('received'),
          align: 'right',
          render: ({ received }) => n(received),
        },
        { key: 'online', title: t('online'), align: 'right', render: ({ online }) => n(online) },
        {
          key: 'handled',
          title: t('handled'),
          align: 'right',
          render: ({ handled }) => n(handled),
        },
        { key: 'late', title: t('late'), align: 'right', render: ({ late }) => n(late) },
        {
          key: 'on-time',
          title: t('on-time'),
          align: 'right',
          render: ({ handled, late }) =>
            handled === 0 ? '–' : formatPercent((handled - late) / handled, 1, page.lang),
        },
      ]}
    />
  )
}

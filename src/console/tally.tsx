// Tallies as figures, as a table, and how they are computed; lists as files.

import type { VNode } from 'preact'
import { Details, Empty, Formula, type Standing, Stat, Stats, Table } from '../face/index.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { completeness, type Tally, timeliness } from '../obligations/index.ts'
import { type Lang, type Page, say } from '../platform/index.ts'
import type { Line } from './board-load.ts'
import { boardWords } from './board-words.ts'
import { withQuery } from './frame.tsx'
import type { LineOrder } from './line-sort.ts'

/** How a cell stands, by what most needs a hand. */
export function standingOf(tally: Tally): Standing {
  if (tally.overdueOpen > 0) return 'overdue'
  if (tally.returned > 0) return 'returned'
  if (tally.total > 0 && tally.accepted === tally.total) return 'accepted'
  if (tally.expected > 0 && tally.onTime < tally.expected) return 'late'
  if (tally.sent > 0) return 'on-time'
  return 'waiting'
}

export const shareText = (share: number | null, lang: Lang, none: string): string =>
  share === null ? none : formatPercent(share, 1, lang)

type TallyStatsProps = {
  page: Page
  tally: Tally
  /** The same figures seven days ago, when the change is worth showing. */
  before?: Tally
}

export function TallyStats({ page, tally, before }: TallyStatsProps): VNode {
  const t = say(boardWords, page.lang)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  const change = (
    now: number | null,
    then: number | null,
    unit: 'points' | 'count',
    up: boolean,
  ) =>
    before && now !== null && then !== null
      ? { change: changeOf(now - then, unit, up, page.lang) }
      : {}
  return (
    <Stats>
      <Stat
        label={t('completeness')}
        value={shareText(completeness(tally), page.lang, '—')}
        n={t('of-duties', { part: n(tally.sent), whole: n(tally.expected) })}
        {...change(completeness(tally), completeness(before ?? tally), 'points', true)}
      />
      <Stat
        label={t('timeliness')}
        value={shareText(timeliness(tally), page.lang, '—')}
        n={t('of-duties', { part: n(tally.onTime), whole: n(tally.expected) })}
        {...change(timeliness(tally), timeliness(before ?? tally), 'points', true)}
      />
      <Stat
        label={t('overdue')}
        value={n(tally.overdueOpen)}
        {...(tally.overdueOpen > 0 ? { standing: 'overdue' as const } : {})}
        {...change(tally.overdueOpen, (before ?? tally).overdueOpen, 'count', false)}
      />
      <Stat
        label={t('accepted')}
        value={n(tally.accepted)}
        n={t('of-total', { whole: n(tally.total) })}
        {...change(tally.accepted, (before ?? tally).accepted, 'count', true)}
      />
    </Stats>
  )
}

/** A change since a week ago, in points of per cent or in duties; `up` says whether more is better. */
function changeOf(by: number, unit: 'points' | 'count', up: boolean, lang: Lang) {
  const t = say(boardWords, lang)
  const size = Math.abs(by)
  const text =
    unit === 'points'
      ? t('change.points', { n: formatNumber(size * 100, 1, lang) })
      : t('change.count', { n: formatNumber(size, 0, lang) })
  if (by === 0) return { by: t('change.none'), direction: 'same' as const }
  return {
    by: text,
    direction: by > 0 ? ('up' as const) : ('down' as const),
    better: by > 0 === up,
  }
}

export function HowComputed({ page }: { page: Page }): VNode {
  const t = say(boardWords, page.lang)
  return (
    <Details summary={t('how')}>
      <Formula>{t('formula.completeness')}</Formula>
      <Formula>{t('formula.timeliness')}</Formula>
      <p>{t('formula.parent')}</p>
    </Details>
  )
}

type TallyTableProps = {
  page: Page
  lines: readonly Line[]
  title: string
  /** The order the lines are in; its columns then sort by links. */
  order?: LineOrder
  total?: number
}

export function TallyTable(props: TallyTableProps): VNode {
  const { page, lines, title, order, total } = props
  const t = say(boardWords, page.lang)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Table
      caption={title}
      rows={lines}
      stack
      {...(total === undefined ? {} : { total })}
      {...(order
        ? {
            sort: { by: order.sort || 'label', dir: order.dir },
            sortHref: (by: string, dir: 'asc' | 'desc') =>
              withQuery(page.url, {
                sort: by === 'label' ? null : by,
                dir: dir === 'asc' ? null : dir,
              }),
          }
        : {})}
      rowKey={(line) => line.key}
      rowHref={(line) => line.href}
      empty={<Empty title={t('units.empty')} />}
      columns={[
        { key: 'label', title, sort: true, render: (line) => line.label },
        {
          key: 'completeness',
          title: t('completeness'),
          align: 'right',
          sort: true,
          render: ({ tally }) => shareText(completeness(tally), page.lang, t('none-expected')),
        },
        {
          key: 'timeliness',
          title: t('timeliness'),
          align: 'right',
          sort: true,
          render: ({ tally }) => shareText(timeliness(tally), page.lang, '—'),
        },
        {
          key: 'expected',
          title: t('expected'),
          align: 'right',
          sort: true,
          render: ({ tally }) => n(tally.expected),
        },
        {
          key: 'sent',
          title: t('sent'),
          align: 'right',
          sort: true,
          render: ({ tally }) => n(tally.sent),
        },
        {
          key: 'overdue',
          title: t('overdue'),
          align: 'right',
          sort: true,
          render: ({ tally }) => n(tally.overdueOpen),
        },
        {
          key: 'accepted',
          title: t('accepted'),
          align: 'right',
          sort: true,
          render: ({ tally }) => n(tally.accepted),
        },
        {
          key: 'total',
          title: t('total'),
          align: 'right',
          sort: true,
          render: ({ tally }) => n(tally.total),
        },
      ]}
    />
  )
}

/** Media type and name of a list's file. */
export const exportKind = (
  ending: 'csv' | 'xlsx',
  name: string,
): { mime: string; name: string } => ({
  mime:
    ending === 'csv'
      ? 'text/csv; charset=utf-8'
      : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  name: `${name}.${ending}`,
})

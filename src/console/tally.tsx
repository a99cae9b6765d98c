// Tallies as figures, as a table, and how they are computed; lists as files.

import type { VNode } from 'preact'
import { Details, Empty, Formula, type Standing, Stat, Stats, Table } from '../face/index.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { completeness, type Tally, timeliness } from '../obligations/index.ts'
import { type Lang, type Page, say } from '../platform/index.ts'
import type { Line } from './board-load.ts'
import { boardWords } from './board-words.ts'

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

export function TallyStats({ page, tally }: { page: Page; tally: Tally }): VNode {
  const t = say(boardWords, page.lang)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Stats>
      <Stat
        label={t('completeness')}
        value={shareText(completeness(tally), page.lang, '—')}
        n={`${n(tally.sent)}/${n(tally.expected)}`}
      />
      <Stat
        label={t('timeliness')}
        value={shareText(timeliness(tally), page.lang, '—')}
        n={`${n(tally.onTime)}/${n(tally.expected)}`}
      />
      <Stat
        label={t('overdue')}
        value={n(tally.overdueOpen)}
        {...(tally.overdueOpen > 0 ? { standing: 'overdue' as const } : {})}
      />
      <Stat label={t('accepted')} value={n(tally.accepted)} n={`/${n(tally.total)}`} />
    </Stats>
  )
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

export function TallyTable(props: { page: Page; lines: readonly Line[]; title: string }): VNode {
  const { page, lines, title } = props
  const t = say(boardWords, page.lang)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Table
      caption={title}
      rows={lines}
      rowKey={(line) => line.key}
      rowHref={(line) => line.href}
      empty={<Empty title={t('units.empty')} />}
      columns={[
        { key: 'label', title, render: (line) => line.label },
        {
          key: 'completeness',
          title: t('completeness'),
          align: 'right',
          render: ({ tally }) => shareText(completeness(tally), page.lang, t('none-expected')),
        },
        {
          key: 'timeliness',
          title: t('timeliness'),
          align: 'right',
          render: ({ tally }) => shareText(timeliness(tally), page.lang, '—'),
        },
        {
          key: 'expected',
          title: t('expected'),
          align: 'right',
          render: ({ tally }) => n(tally.expected),
        },
        { key: 'sent', title: t('sent'), align: 'right', render: ({ tally }) => n(tally.sent) },
        {
          key: 'overdue',
          title: t('overdue'),
          align: 'right',
          render: ({ tally }) => n(tally.overdueOpen),
        },
        {
          key: 'accepted',
          title: t('accepted'),
          align: 'right',
          render: ({ tally }) => n(tally.accepted),
        },
        { key: 'total', title: t('total'), align: 'right', render: ({ tally }) => n(tally.total) },
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

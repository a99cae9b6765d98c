// The public frame: doors on top, plain sentences, no account needed.

import type { ComponentChildren, VNode } from 'preact'
import { type Column, Document, StackedBar } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { completeness, type Tally, timeliness } from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import { portalWords } from './words.ts'

type PublicProps = {
  page: Page
  title: string
  description?: string
  crumbs?: { href: string; label: string }[]
  children: ComponentChildren
}

export function Public({ page, title, description, crumbs, children }: PublicProps): VNode {
  const t = say(portalWords, page.lang)
  return (
    <Document
      page={page}
      title={title}
      frame="public"
      nav={[
        { href: '/ke-hoach', label: t('nav.plans') },
        { href: '/don-vi', label: t('nav.units') },
        { href: '/chi-so-766', label: t('nav.index') },
        { href: '/xep-hang', label: t('nav.rankings') },
        { href: '/tra-cuu-ho-so', label: t('nav.lookup') },
        { href: '/gioi-thieu/so-lieu', label: t('nav.about') },
      ]}
      {...(description ? { description } : {})}
      {...(crumbs ? { crumbs } : {})}
    >
      {children}
    </Document>
  )
}

/** Where something stands, in one plain sentence. */
export function planSentence(page: Page, tally: Tally): string {
  const t = say(portalWords, page.lang)
  const day = formatDay(page.today, page.lang)
  const share = completeness(tally)
  if (share === null) return t('plan.sentence.none', { day })
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return t('plan.sentence', {
    day,
    sent: n(tally.sent),
    expected: n(tally.expected),
    share: formatPercent(share, 0, page.lang),
    overdue: n(tally.overdueOpen),
  })
}

export function unitSentence(page: Page, unit: string, tally: Tally): string {
  const t = say(portalWords, page.lang)
  if (tally.expected === 0) return t('unit.sentence.none', { unit })
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return t('unit.sentence', {
    unit,
    sent: n(tally.sent),
    expected: n(tally.expected),
    overdue: n(tally.overdueOpen),
  })
}

/** `16/17`: sent among what was due or sent. */
export const sentOfExpected = (page: Page, { sent, expected }: Tally): string =>
  `${formatNumber(sent, 0, page.lang)}/${formatNumber(expected, 0, page.lang)}`

/** What is sent of what is expected, the share on time and what is overdue, of rows that carry a tally. */
export function tallyColumns<T extends { tally: Tally }>(page: Page): Column<T>[] {
  const t = say(portalWords, page.lang)
  const share = (tally: Tally) => {
    const onTime = timeliness(tally)
    return onTime === null ? '—' : formatPercent(onTime, 0, page.lang)
  }
  return [
    {
      key: 'sent',
      title: t('col.sent'),
      align: 'right',
      render: ({ tally }) => sentOfExpected(page, tally),
    },
    { key: 'share', title: t('col.share'), align: 'right', render: ({ tally }) => share(tally) },
    {
      key: 'overdue',
      title: t('col.overdue'),
      align: 'right',
      render: ({ tally }) => tally.overdueOpen,
    },
  ]
}

/** Parts of a whole as citizens read them. */
export const partsOf = ({ total, sent, accepted, overdueOpen }: Tally) => [
  { standing: 'accepted' as const, count: accepted },
  { standing: 'submitted' as const, count: sent - accepted },
  { standing: 'overdue' as const, count: overdueOpen },
  { standing: 'waiting' as const, count: total - sent - overdueOpen },
]

type BarsProps = {
  page: Page
  title: string
  rows: { label: string; href?: string; tally: Tally }[]
}

export function StandingBars({ page, title, rows }: BarsProps): VNode {
  const t = say(portalWords, page.lang)
  return (
    <StackedBar
      title={title}
      subtitle={t('chart.tasks.sub', { day: formatDay(page.today, page.lang) })}
      format={(share) => formatPercent(share, 0, page.lang)}
      rows={rows.map(({ label, href, tally }) => ({
        label,
        ...(href ? { href } : {}),
        parts: partsOf(tally),
      }))}
    />
  )
}

// What follows from what is being tried: the total, and every dimension and part that changes, before and after.

import type { VNode } from 'preact'
import { Table } from '../face/index.ts'
import { formatNumber, formatPercent } from '../lib/round.ts'
import { TOTAL } from '../papi/index.ts'
import { type Page, say } from '../platform/index.ts'
import type { LeversView } from './papi-levers.tsx'
import { itemName, scoreText, signed } from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'

type Line = {
  code: string
  before: number | null
  after: number | null
  ranks: string
  more: string
  chance: string
}

/** Total, and every dimension and part that changes, before and after. */
export function ResultTable({ page, view }: { page: Page; view: LeversView }): VNode {
  const t = say(papiPageWords, page.lang)
  const { before, after, desk, outcome } = view
  const place = (rank: number | null, of: number | null) =>
    rank === null ? '—' : t('rank.of', { rank, of: of ?? '' })
  const percent = (chance: number | undefined) =>
    chance === undefined ? '—' : formatPercent(chance, 1, page.lang)
  const lines: Line[] = [
    {
      code: TOTAL,
      before: before.total.score,
      after: after.total.score,
      ranks: `${place(before.total.rank, before.total.of)} → ${place(after.total.rank, after.total.of)}`,
      more: `${before.total.group ?? '—'} → ${after.total.group ?? '—'}`,
      chance: `${percent(before.total.chance?.probability)} → ${percent(after.total.chance?.probability)}`,
    },
    ...before.dimensions.flatMap((dimension, at): Line[] => {
      const then = after.dimensions[at]
      if (!then || !outcome.scores.has(dimension.code)) return []
      return [
        {
          code: dimension.code,
          before: dimension.score,
          after: then.score,
          ranks: `${place(dimension.rank, dimension.of)} → ${place(then.rank, then.of)}`,
          more: `${dimension.group ?? '—'} → ${then.group ?? '—'}`,
          chance: `${percent(view.chances.get(dimension.code)?.before ?? undefined)} → ${percent(view.chances.get(dimension.code)?.after ?? undefined)}`,
        },
        ...dimension.parts.flatMap((part, index): Line[] => {
          const changed = then.parts[index]
          if (!changed || !outcome.scores.has(part.code)) return []
          return [
            {
              code: part.code,
              before: part.score,
              after: changed.score,
              ranks: `${place(part.rank, part.of)} → ${place(changed.rank, changed.of)}`,
              more: '',
              chance: '',
            },
          ]
        }),
      ]
    }),
  ]
  return (
    <>
      <p class="lead" role="status">
        {t('chance')}: <strong>{percent(before.total.chance?.probability)}</strong> →{' '}
        <strong>{percent(after.total.chance?.probability)}</strong>{' '}
        {after.total.chance &&
          t('chance.se', {
            se: formatPercent(after.total.chance.se, 2, page.lang),
            draws: formatNumber(after.total.chance.draws, 0, page.lang),
          })}
      </p>
      <Table
        caption={t('tried.result')}
        stack
        rows={lines}
        rowKey={(row) => row.code}
        columns={[
          { key: 'name', title: t('part'), render: (row) => itemName(desk, row.code, page.lang) },
          {
            key: 'before',
            title: t('before'),
            align: 'right',
            render: (row) => scoreText(row.before, page.lang),
          },
          {
            key: 'after',
            title: t('after'),
            align: 'right',
            render: (row) => scoreText(row.after, page.lang),
          },
          {
            key: 'gain',
            title: '±',
            align: 'right',
            render: (row) =>
              row.before === null || row.after === null
                ? '—'
                : signed(row.after - row.before, page.lang),
          },
          { key: 'rank', title: t('rank'), nowrap: true, render: (row) => row.ranks },
          { key: 'group', title: t('group'), render: (row) => row.more },
          {
            key: 'chance',
            title: t('chance'),
            align: 'right',
            nowrap: true,
            render: (row) => row.chance,
          },
        ]}
      />
    </>
  )
}

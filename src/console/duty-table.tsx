// Duties of one unit as a table: what, which period, by when, how it stands.

import type { VNode } from 'preact'
import { periodLabel } from '../calendar/index.ts'
import { Countdown, StandingMark, Table } from '../face/index.ts'
import type { DutyListed } from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import { dueText } from './duty-handover.tsx'
import { dutyWords } from './duty-words.ts'

export type DutyRow = DutyListed & { left: number }

/** Duties of one unit, each opening its own history. */
export function DutyTable(props: { page: Page; rows: readonly DutyRow[]; caption: string }): VNode {
  const { page, rows, caption } = props
  const t = say(dutyWords, page.lang)
  return (
    <Table
      caption={caption}
      quietCaption
      stack
      rows={rows}
      rowKey={(row) => row.id}
      rowHref={(row) => `/office/units/${row.unitCode}/duties/${row.id}`}
      columns={[
        { key: 'duty', title: t('duty'), render: (row) => `${row.number}. ${row.title}` },
        {
          key: 'period',
          title: t('period'),
          nowrap: true,
          render: (row) => periodLabel(row.period, page.lang),
        },
        {
          key: 'due',
          title: t('due'),
          nowrap: true,
          render: (row) => dueText(page, row),
        },
        { key: 'standing', title: t('standing'), render: (row) => <StandingCell row={row} /> },
      ]}
    />
  )
}

const StandingCell = ({ row }: { row: DutyRow }) => (
  <>
    {row.standing === 'overdue' || row.standing === 'due-soon' ? (
      <Countdown days={row.left} />
    ) : (
      <StandingMark standing={row.standing} />
    )}
    {row.returnedReason && row.standing === 'returned' && (
      <p class="aside">“{row.returnedReason}”</p>
    )}
  </>
)

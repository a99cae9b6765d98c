// Plans of units that wait for a decision, beside the reports in the review queue.

import type { VNode } from 'preact'
import { Section, Table, whenText } from '../face/index.ts'
import { unitsByIds } from '../org/index.ts'
import { plans } from '../plans/index.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { waitingRounds } from '../subplans/index.ts'
import { subplanHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

export type WaitingSubplan = {
  id: string
  href: string
  unitName: string
  plan: string
  round: number
  filedAt: string
}

export async function waitingSubplans(read: Read): Promise<WaitingSubplan[]> {
  const rows = await waitingRounds(read.db, await read.rights.reach('report.review'))
  const units = await unitsByIds(
    read.db,
    rows.map((row) => row.unit_id),
  )
  const known = await plans(read.db)
  return rows.flatMap((row) => {
    const unit = units.find(({ id }) => id === row.unit_id)
    const plan = known.find(({ id }) => id === row.plan_id)
    if (!unit || !plan) return []
    return [
      {
        id: row.id,
        href: `${subplanHref(unit.code, plan.slug)}/filings/${row.id}`,
        unitName: unit.fullName,
        plan: plan.number,
        round: row.round,
        filedAt: row.filed_at,
      },
    ]
  })
}

/** Nothing when none waits. */
export function SubplanQueue({ page, rows }: { page: Page; rows: WaitingSubplan[] }): VNode | null {
  const t = say(subplanPageWords, page.lang)
  if (rows.length === 0) return null
  const title = t('queue', { n: rows.length })
  return (
    <Section title={title}>
      <Table
        caption={title}
        quietCaption
        stack
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => row.href}
        columns={[
          { key: 'unit', title: t('unit'), render: (row) => row.unitName },
          { key: 'plan', title: t('plan'), render: (row) => row.plan },
          { key: 'round', title: t('round'), align: 'right', render: (row) => row.round },
          {
            key: 'filed',
            title: t('filed-at'),
            render: (row) => whenText(row.filedAt, page.lang),
          },
        ]}
      />
    </Section>
  )
}

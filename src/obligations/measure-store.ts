// What others may score units by: their duties sent in time, and sent at all.

import type { Db, Measure, Measured, MeasureScope, MeasureSpan } from '../platform/index.ts'
import { tallies } from './list-store.ts'
import { asOfToday } from './load-form.ts'
import type { Tally } from './score.ts'

const duties = (unitCode: string, { from, to }: MeasureSpan) =>
  `/office/duties?${new URLSearchParams({ unit: unitCode, from, to })}`

const counted =
  (of: (tally: Tally) => number) =>
  async (db: Db, { unitIds, from, to, today }: MeasureScope): Promise<Map<string, Measured>> => {
    const rows = await tallies(
      db,
      await asOfToday(db, today),
      { dueFrom: from, dueTo: to },
      unitIds.map((unitId) => ({ unitId, columnKey: unitId })),
      'all',
    )
    const told = new Map(rows.map((row) => [row.columnKey, row]))
    return new Map(
      unitIds.map((unitId) => {
        const tally = told.get(unitId)
        return [
          unitId,
          { numerator: tally ? of(tally) : 0, denominator: tally ? tally.expected : 0 },
        ]
      }),
    )
  }

const WORK = {
  unit: { vi: 'việc', en: 'duties' },
  period: { vi: 'việc có hạn rơi vào kỳ', en: 'duties whose due day lies in the period' },
}

export const obligationMeasures: readonly Measure[] = [
  {
    name: 'reports-on-time',
    title: { vi: 'Báo cáo gửi đúng hạn', en: 'Reports sent on time' },
    formula: {
      vi: 'việc đã gửi trong hạn ÷ việc phải gửi có hạn trong kỳ (quá hạn chưa gửi vẫn ở mẫu số)',
      en: 'duties sent in time ÷ duties due in the period (overdue ones stay in the denominator)',
    },
    ...WORK,
    read: counted(({ onTime }) => onTime),
    href: duties,
  },
  {
    name: 'reports-sent',
    title: { vi: 'Báo cáo đã gửi', en: 'Reports sent' },
    formula: {
      vi: 'việc đã gửi và không bị trả lại ÷ việc phải gửi có hạn trong kỳ',
      en: 'duties sent and not returned ÷ duties due in the period',
    },
    ...WORK,
    read: counted(({ sent }) => sent),
    href: duties,
  },
]

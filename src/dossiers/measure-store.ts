// What others may score units by: overdue dossiers whose letter of apology was sent before their due time.

import { instantAt } from '../lib/instant.ts'
import type { Db, Measure, Measured, MeasureScope } from '../platform/index.ts'
import { timelyShares } from './letter-store.ts'
import { endOfDay } from './stamp.ts'

async function apologised(
  db: Db,
  { unitIds, from, to, now }: MeasureScope,
): Promise<Map<string, Measured>> {
  const end = endOfDay(to)
  const rows = await timelyShares(db, unitIds, instantAt(from, '00:00'), now < end ? now : end)
  const told = new Map(rows.map((row) => [row.unitId, row]))
  return new Map(
    unitIds.map((id) => {
      const row = told.get(id)
      return [id, { numerator: row?.timely ?? 0, denominator: row?.overdue ?? 0 }]
    }),
  )
}

export const dossierMeasures: readonly Measure[] = [
  {
    name: 'apologies-in-time',
    title: { vi: 'Xin lỗi kịp thời khi hồ sơ trễ', en: 'Timely apologies for late dossiers' },
    formula: {
      vi: 'hồ sơ trễ đã gửi thư xin lỗi trước giờ hẹn trả ÷ hồ sơ trễ (đã xong trễ và đang quá hạn)',
      en: 'late dossiers whose letter was sent before the due time ÷ late dossiers (finished late, or open and overdue)',
    },
    unit: { vi: 'hồ sơ', en: 'dossiers' },
    period: {
      vi: 'hồ sơ có giờ hẹn trả rơi vào kỳ',
      en: 'dossiers whose due time lies in the period',
    },
    read: apologised,
    href: (unitCode, { from, to }) =>
      `/office/letters?${new URLSearchParams({ unit: unitCode, from, to })}`,
  },
]

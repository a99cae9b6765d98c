// Some units of the demo work otherwise than all: made-up decisions, marked as such.

import { type Day, day } from '../lib/day.ts'
import { type EntryAsked, enterTime } from '../officetime/index.ts'
import { unitByCode } from '../org/index.ts'
import type { Stage } from './stage.ts'

const WHEN: readonly { unit: string; on: Day; entry: EntryAsked }[] = [
  {
    unit: '164',
    on: day('2024-09-10'),
    entry: {
      kind: 'closed',
      from: day('2024-09-10'),
      to: day('2024-09-11'),
      weekday: null,
      hours: null,
      reason: 'Ngập lụt (tình huống giả định)',
      decision: 'GĐ-01/QĐ-UBND',
      decidedOn: day('2024-09-10'),
    },
  },
  {
    unit: '171',
    on: day('2024-09-30'),
    entry: {
      kind: 'open',
      from: day('2024-10-05'),
      to: day('2024-12-28'),
      weekday: 6,
      hours: [['07:30', '11:30']],
      reason: 'Một cửa làm việc sáng thứ Bảy (tình huống giả định)',
      decision: 'GĐ-02/QĐ-UBND',
      decidedOn: day('2024-09-27'),
    },
  },
]

export async function playUnitCalendars({ read, run }: Stage): Promise<void> {
  for (const { unit, on, entry } of WHEN) {
    const found = await unitByCode(read.db, unit, on)
    if (found) await run({ on, time: '08:00' }, (act) => enterTime(act, found.id, entry))
  }
}

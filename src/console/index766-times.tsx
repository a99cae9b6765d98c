// 2.2: how long finished dossiers of a unit took, by procedure. To be read only.

import type { VNode } from 'preact'
import {
  endOfDay,
  finishedDossiers,
  type HandlingTime,
  handlingTimes,
  keepingOf,
  timekeeping,
} from '../dossiers/index.ts'
import { Empty, Section, Table } from '../face/index.ts'
import type { Span } from '../indices/index.ts'
import { instantAt } from '../lib/instant.ts'
import { formatNumber } from '../lib/round.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { indexPageWords } from './index766-words.ts'

/** Dossiers looked at. */
const MOST = 30_000

export type Times = { lines: HandlingTime[]; isCut: boolean }

/** Of the unit's own dossiers that were accepted in the period and have ended by now. */
export async function loadTimes(
  { db, now, today }: Pick<Read, 'db' | 'now' | 'today'>,
  unitId: string,
  { from, to }: Span,
): Promise<Times> {
  const found = await finishedDossiers(
    db,
    unitId,
    { from: instantAt(from), to: endOfDay(to), by: now },
    MOST,
  )
  const lines = handlingTimes(found, keepingOf(await timekeeping(db, today), unitId), to)
  return { lines, isCut: found.length === MOST }
}

export function TimesTable({ page, times }: { page: Page; times: Times }): VNode {
  const t = say(indexPageWords, page.lang)
  const n = (value: number, digits = 0) => formatNumber(value, digits, page.lang)
  return (
    <Section title={t('times')} lead={t('times.lead')}>
      <Table<HandlingTime>
        caption={t('times')}
        quietCaption
        stack
        rows={times.lines}
        rowKey={({ procedure }) => procedure}
        empty={<Empty title={t('times.none')}>{t('times.none.text')}</Empty>}
        columns={[
          {
            key: 'name',
            title: t('procedure'),
            roomy: true,
            render: ({ procedure, name }) => `${procedure} ${name}`,
          },
          {
            key: 'count',
            title: t('times.count'),
            align: 'right',
            render: ({ count }) => n(count),
          },
          {
            key: 'mean',
            title: t('times.mean'),
            align: 'right',
            nowrap: true,
            render: ({ mean, unit }) => t(`times.in.${unit}`, { n: n(mean, 1) }),
          },
          {
            key: 'limit',
            title: t('times.limit'),
            align: 'right',
            nowrap: true,
            render: ({ limit }) =>
              limit
                ? t(`times.in.${limit.unit}`, { n: n(limit.value, limit.value % 1 ? 1 : 0) })
                : '—',
          },
        ]}
      />
      {times.isCut && <p class="aside">{t('times.cut', { n: n(MOST) })}</p>}
    </Section>
  )
}

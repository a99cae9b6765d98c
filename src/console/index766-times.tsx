// 2.2: how long finished dossiers took, of a unit with those below it, by procedure. To be read only.

import type { VNode } from 'preact'
import type { HandlingTime } from '../dossiers/index.ts'
import { Empty, Section, Table } from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { type Page, say } from '../platform/index.ts'
import { indexPageWords } from './index766-words.ts'

export function TimesTable({ page, times }: { page: Page; times: readonly HandlingTime[] }): VNode {
  const t = say(indexPageWords, page.lang)
  const n = (value: number, digits = 0) => formatNumber(value, digits, page.lang)
  return (
    <Section title={t('times')} lead={t('times.lead')}>
      <Table<HandlingTime>
        caption={t('times')}
        quietCaption
        stack
        rows={times}
        rowKey={({ procedure, unit }) => `${procedure} ${unit}`}
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
      {times.length > 0 && <p class="aside">{t('times.apart')}</p>}
    </Section>
  )
}

// Units from 1/7/2025 and the provinces they were made of, side by side: PAPI measured the old ones, and no average of
// theirs is a published figure.

import type { VNode } from 'preact'
import { FilterForm, Heading, Notice, Select, Table } from '../face/index.ts'
import { figure, type Province, TOTAL } from '../papi/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import {
  type Desk,
  loadDesk,
  type PapiAddress,
  papiAddress,
  provinceName,
  scoreText,
} from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'

const mergedPage: Route = route<PapiAddress, Desk>({
  method: 'GET',
  path: '/office/papi/units-2025',
  may: 'papi.read',
  about: 'Units of 2025 with the PAPI figures of the provinces they were made of.',
  input: papiAddress,
  load: loadDesk,
  show: (desk, page) => ({ html: <MergedPage page={page} desk={desk} /> }),
})

type Row = { unit: string; province: Province; isFirst: boolean }

function MergedPage({ page, desk }: { page: Page; desk: Desk }): VNode {
  const t = say(papiPageWords, page.lang)
  const { release, structure } = desk
  const units = [...new Set(desk.provinces.map(({ unit2025 }) => unit2025))]
  const rows = units.flatMap((unit): Row[] =>
    desk.provinces
      .filter(({ unit2025 }) => unit2025 === unit)
      .map((province, at) => ({ unit, province, isFirst: at === 0 })),
  )
  const items = [TOTAL, ...structure.dimensions.map(({ code }) => code)]
  return (
    <Office
      page={page}
      title={t('merged')}
      here="/office/papi"
      crumbs={[{ href: '/office/papi', label: t('title') }]}
    >
      <Heading over={`PAPI ${release.year}`} title={t('merged')} lead={t('merged.lead')} />
      <FilterForm action="/office/papi/units-2025">
        <Select
          label={t('year')}
          name="year"
          value={String(release.year)}
          options={desk.years.map(({ year }) => ({ value: String(year), label: String(year) }))}
        />
      </FilterForm>
      <Notice tone="info">{t('merged.note')}</Notice>
      <Table
        caption={t('merged')}
        quietCaption
        wide
        rows={rows}
        rowKey={({ province }) => province.code}
        columns={[
          {
            key: 'unit',
            title: t('merged.unit'),
            nowrap: true,
            render: ({ unit, isFirst }) => (isFirst ? <strong>{unit}</strong> : ''),
          },
          {
            key: 'province',
            title: t('province'),
            nowrap: true,
            render: ({ province }) => (
              <a href={`/office/papi?province=${province.code}&year=${release.year}`}>
                {provinceName(province, page.lang)}
              </a>
            ),
          },
          ...items.map((item) => ({
            key: item,
            title: item === TOTAL ? 'PAPI' : item,
            align: 'right' as const,
            render: ({ province }: Row) =>
              scoreText(figure(release, item, province.code).score, page.lang, 2),
          })),
          {
            key: 'rank',
            title: t('rank'),
            align: 'right',
            nowrap: true,
            render: ({ province }) => {
              const { rank, of } = figure(release, TOTAL, province.code)
              return rank === null ? '—' : t('rank.of', { rank, of: of ?? '' })
            },
          },
        ]}
      />
      <p class="hint">
        {t('source')}: {desk.basis.citation[page.lang]}
      </p>
    </Office>
  )
}

export const papiMergedRoutes: readonly Route[] = [mergedPage]

// The statutory table of a period: receipt and settlement by field or by unit, in thirteen columns.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  endOfDay,
  grouped,
  STATUTORY,
  type StatutoryLine,
  settledRows,
  statutoryLine,
  sumOf,
} from '../dossiers/index.ts'
import {
  DateField,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  PrintButton,
  Select,
  Table,
} from '../face/index.ts'
import { type Day, formatDay } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
import { formatNumber } from '../lib/round.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { deskNames, type Names, scopeFields, unitsAsked } from './dossier-load.ts'
import { dossierPageWords } from './dossier-words.ts'
import { Office } from './frame.tsx'
import { exportKind } from './tally.tsx'

const HERE = '/office/dossiers/report'
const filters = z.object({
  ...scopeFields,
  by: z.enum(['field', 'unit']).catch('field').default('field'),
})
type Filters = z.infer<typeof filters>
type Line = StatutoryLine & { no: number | null; name: string }
type View = { lines: Line[]; sum: Line; input: Filters } & Pick<Names, 'units'>

async function loadReport(read: Read, asked: Filters): Promise<View> {
  const from = (asked.from || `${read.today.slice(0, 8)}01`) as Day
  const to = (
    asked.to && asked.to >= from ? asked.to : read.today < from ? from : read.today
  ) as Day
  const t = say(dossierPageWords, read.lang)
  const names = await deskNames(read)
  const end = endOfDay(to)
  const until = read.now < end ? read.now : end
  const rows = await settledRows(read.db, await unitsAsked(read, asked.unit), {
    from: instantAt(from, '00:00'),
    until,
  })
  const nameOf = (row: (typeof rows)[number]) =>
    asked.by === 'unit'
      ? (names.unitOf.get(row.unitId)?.fullName ?? '')
      : (names.procedureOf.get(row.procedure)?.field ?? t('report.no-field'))
  const lines = [...grouped(rows, nameOf)]
    .sort(([a], [b]) => a.localeCompare(b, 'vi'))
    .map(([name, settled], at): Line => ({ no: at + 1, name, ...statutoryLine(settled) }))
  const sum: Line = { no: null, name: t('report.sum'), ...statutoryLine(sumOf(rows)) }
  return { lines, sum, input: { ...asked, from, to }, units: names.units }
}

const reportPage: Route = route<Filters, View>({
  method: 'GET',
  path: HERE,
  may: 'dossier.read',
  about:
    'Receipt and settlement of dossiers in a period, in thirteen columns, by field or by unit.',
  input: filters,
  load: loadReport,
  show: (view, page) => ({ html: <ReportView page={page} view={view} /> }),
})

function ReportView({ page, view }: { page: Page; view: View }): VNode {
  const t = say(dossierPageWords, page.lang)
  const { input } = view
  const query = new URLSearchParams(Object.entries(input).filter(([, value]) => value !== ''))
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const lead = t('report.lead', {
    from: formatDay(input.from as Day, page.lang),
    to: formatDay(input.to as Day, page.lang),
  })
  return (
    <Office
      page={page}
      title={t('report')}
      here="/office/dossiers"
      crumbs={[{ href: '/office/dossiers', label: t('dossiers') }]}
    >
      <Heading
        title={t('report')}
        lead={lead}
        actions={
          <>
            <PrintButton />
            {page.visitor.rights.holds('export.read') && <ExportLinks base={`${HERE}?${query}`} />}
          </>
        }
      />
      <FilterForm
        action={HERE}
        clearHref={HERE}
        fold={`${t(`report.by.${input.by}`)} · ${formatDay(input.from as Day, page.lang)} – ${formatDay(input.to as Day, page.lang)}`}
      >
        <Select
          label={t('report.by')}
          name="by"
          value={input.by}
          options={(['field', 'unit'] as const).map((value) => ({
            value,
            label: t(`report.by.${value}`),
          }))}
        />
        <Select
          label={t('filter.unit')}
          name="unit"
          value={input.unit}
          none={t('filter.all')}
          options={view.units.map(({ code, fullName }) => ({ value: code, label: fullName }))}
        />
        <DateField label={t('from')} name="from" value={input.from} />
        <DateField label={t('to')} name="to" value={input.to} />
      </FilterForm>
      <Table
        caption={lead}
        quietCaption
        wide
        rows={view.lines}
        rowKey={(row) => row.name}
        empty={<Empty title={t('report.empty')}>{t('empty.text')}</Empty>}
        footer={{
          name: view.sum.name,
          ...Object.fromEntries(STATUTORY.map((key) => [key, n(view.sum[key])])),
        }}
        columns={[
          { key: 'no', title: t('report.no'), align: 'right', render: (row) => row.no },
          {
            key: 'name',
            title: t(`report.by.${input.by}`),
            roomy: true,
            render: (row) => row.name,
          },
          ...STATUTORY.map((key) => ({
            key,
            group: t(`report.group.${groupOf(key)}`),
            title: t(`report.short.${key}`),
            align: 'right' as const,
            render: (row: Line) => n(row[key]),
          })),
        ]}
      />
    </Office>
  )
}

type Key = (typeof STATUTORY)[number]
const groupOf = (key: Key) =>
  key.startsWith('open')
    ? 'open'
    : ['settled', 'early', 'onTime', 'late'].includes(key)
      ? 'settled'
      : 'received'

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'export.read',
    about: `The statutory table of dossiers as ${ending}.`,
    input: filters,
    load: async (read, asked) => {
      const t = say(dossierPageWords, read.lang)
      const { lines, sum, input } = await loadReport(read, asked)
      const header = [
        t('report.no'),
        t(`report.by.${input.by}`),
        ...STATUTORY.map((key) => t(`report.${key}`)),
      ]
      const body = [...lines, sum].map((line) => [
        line.no ?? '',
        line.name,
        ...STATUTORY.map((key) => line[key]),
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([
            { name: `${input.from} ${input.to}`, header, rows: body, widths: [6, 40] },
          ])
    },
    show: (file) => ({ file, ...exportKind(ending, 'bieu-tong-hop-ho-so') }),
  })

export const dossierReportRoutes: readonly Route[] = [reportPage, exported('csv'), exported('xlsx')]

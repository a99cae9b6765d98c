// What a table of units would change, before it is saved, and what it changed.

import type { ComponentChildren, VNode } from 'preact'
import { Badge, ButtonLink, Details, Heading, Table, whenText } from '../face/index.ts'
import {
  UNIT_COLUMNS,
  type UnitChange,
  type UnitColumn,
  type UnitPlan,
  type UnitRow,
  unitFaults,
} from '../org/index.ts'
import { type Page, say } from '../platform/index.ts'
import { boardWords } from './board-words.ts'
import { Office } from './frame.tsx'
import { SaveTable, TableDone, TableFaults } from './table-file.tsx'
import { tableFileWords } from './table-file-words.ts'
import { unitImportWords } from './unit-import-words.ts'

const UNITS = '/office/units'
export const UNIT_IMPORT = `${UNITS}/import`

export type UnitCounts = { inserted: number; updated: number; unchanged: number }
export type UnitOutcome = { plan: UnitPlan; mark: string } | { counts: UnitCounts }

export function Frame({ page, children }: { page: Page; children: ComponentChildren }): VNode {
  const t = say(unitImportWords, page.lang)
  return (
    <Office
      page={page}
      title={t('title')}
      here={UNITS}
      crumbs={[{ href: UNITS, label: t('units') }]}
    >
      {children}
    </Office>
  )
}

type PreviewProps = { page: Page; plan: UnitPlan; mark: string }

export function PreviewView({ page, plan, mark }: PreviewProps): VNode {
  const t = say(unitImportWords, page.lang)
  const { changes, errors, rows } = plan
  const of = (kind: UnitChange['change']) => changes.filter(({ change }) => change === kind)
  const same = of('same')
  const changing = changes.filter(({ change }) => change !== 'same')
  return (
    <Frame page={page}>
      <Heading
        title={say(tableFileWords, page.lang)('preview.title')}
        lead={t('preview.lead', {
          new: of('new').length,
          changed: of('changed').length,
          same: same.length,
        })}
      />
      <TableFaults
        page={page}
        faults={unitFaults(errors, page.lang).map(({ line, column, value, reason }) => ({
          line,
          column: t(`column.${column}`),
          value,
          what: reason,
        }))}
      />
      {changing.length > 0 && <Changes page={page} changes={changing} rows={rows} />}
      {same.length > 0 && (
        <Details summary={t('same.title', { n: same.length })}>
          <p>{same.map(({ code, name }) => `${code} ${name}`).join(', ')}</p>
        </Details>
      )}
      <SaveTable
        page={page}
        here={UNIT_IMPORT}
        changing={changing.length}
        rows={rows.map(carried)}
        mark={mark}
      />
    </Frame>
  )
}

/** Said, because an empty cell leaves the parent that a unit has. */
const NO_PARENT = '-'

/** A row in the cells of a table, as it is read again on saving. */
const cellsOf = (row: UnitRow): Record<UnitColumn, string> => ({
  level: row.level,
  code: row.code,
  name: row.name,
  full_name: row.fullName,
  type: row.type,
  parent_code: row.parentCode ?? NO_PARENT,
  valid_from: row.validFrom,
  valid_to: row.validTo ?? '',
  dossier_code: row.dossierCode ?? '',
  aliases: (row.aliases ?? []).join(';'),
})
const carried = (row: UnitRow) => ({ line: row.line, cells: cellsOf(row) })

type ChangesProps = { page: Page; changes: UnitChange[]; rows: UnitRow[] }

function Changes({ page, changes, rows }: ChangesProps): VNode {
  const t = say(unitImportWords, page.lang)
  const shared = say(tableFileWords, page.lang)
  const rowOf = new Map(rows.map((row) => [row.line, row]))
  return (
    <Table
      caption={shared('rows')}
      stack
      rows={changes}
      total={changes.length}
      rowKey={(row) => String(row.line)}
      columns={[
        { key: 'line', title: shared('line'), align: 'right', render: (row) => row.line },
        { key: 'code', title: t('column.code'), render: (row) => row.code },
        { key: 'name', title: t('column.full_name'), render: (row) => row.name },
        {
          key: 'from',
          title: t('column.valid_from'),
          render: (row) => whenText(row.validFrom, page.lang),
        },
        {
          key: 'change',
          title: shared('change'),
          render: (row) => (
            <Badge tone={row.change === 'new' ? 'good' : 'info'}>{t(`change.${row.change}`)}</Badge>
          ),
        },
        {
          key: 'fields',
          title: t('fields'),
          roomy: true,
          render: (row) => <Fields page={page} change={row} row={rowOf.get(row.line)} />,
        },
      ]}
    />
  )
}

const COLUMN_OF = {
  level: 'level',
  name: 'name',
  fullName: 'full_name',
  type: 'type',
  parent: 'parent_code',
  validTo: 'valid_to',
  dossierCode: 'dossier_code',
  aliases: 'aliases',
} as const

function Fields(props: { page: Page; change: UnitChange; row: UnitRow | undefined }): VNode {
  const { page, change, row } = props
  const t = say(unitImportWords, page.lang)
  const shown = (column: UnitColumn, value: string | null) => {
    if (!value) return '—'
    if (column === 'valid_to') return whenText(value, page.lang)
    const levels: Readonly<Record<string, string>> = boardWords[page.lang]
    return column === 'level' ? (levels[`level.${value}`] ?? value) : value
  }
  if (change.change === 'new') {
    const cells = row && cellsOf(row)
    const told = UNIT_COLUMNS.filter(
      (column) =>
        cells?.[column] &&
        cells[column] !== NO_PARENT &&
        !['code', 'full_name', 'valid_from'].includes(column),
    )
    return (
      <ul class="plain">
        {told.map((column) => (
          <li key={column}>
            {t(`column.${column}`)}: {shown(column, cells?.[column] ?? null)}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <ul class="plain">
      {change.fields.map(({ field, from, to }) => (
        <li key={field}>
          {t(`column.${COLUMN_OF[field]}`)}: <del>{shown(COLUMN_OF[field], from)}</del> →{' '}
          <ins>{shown(COLUMN_OF[field], to)}</ins>
        </li>
      ))}
    </ul>
  )
}

export function DoneView({ page, counts }: { page: Page; counts: UnitCounts }): VNode {
  const t = say(unitImportWords, page.lang)
  return (
    <Frame page={page}>
      <TableDone
        page={page}
        counts={[
          [t('change.new'), counts.inserted],
          [t('change.changed'), counts.updated],
          [t('change.same'), counts.unchanged],
        ]}
      >
        <ButtonLink href={UNITS}>{t('units')}</ButtonLink>
      </TableDone>
    </Frame>
  )
}

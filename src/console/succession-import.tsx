// Successions from a table: a template with the units nobody follows, a preview that saves nothing, then all of it once.

import type { ComponentChildren, VNode } from 'preact'
import { z } from 'zod'
import { writeSpreadsheet } from '../documents/index.ts'
import { Badge, ButtonLink, Heading, Table, whenText } from '../face/index.ts'
import {
  knownUnits,
  MOST_SUCCESSIONS,
  markOfSuccessions,
  planSuccessions,
  readSuccessionCells,
  readSuccessions,
  SUCCESSION_COLUMNS,
  type SuccessionColumn,
  type SuccessionCounts,
  type SuccessionPlan,
  type SuccessionRow,
  saveSeenSuccessions,
  successionFaults,
  unfollowed,
  unitsWithin,
} from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { carriedRows, columnsMissing, MOST_TABLE_BYTES, tableEmpty, tableIn } from './sent-table.ts'
import { SUCCESSION_IMPORT as HERE, kindText, SUCCESSIONS } from './succession-parts.tsx'
import { successionWords } from './succession-words.ts'
import { SaveTable, TableDone, TableFaults, TableFile } from './table-file.tsx'
import { tableFileWords } from './table-file-words.ts'
import { exportKind } from './tally.tsx'

const may = 'unit.manage'

const templateRoute: Route = route<object, Uint8Array>({
  method: 'GET',
  path: `${HERE}.xlsx`,
  may,
  about: 'An empty table of successions, with units that ended with nobody after them.',
  input: z.object({}),
  load: async ({ db, rights, lang, today }) => {
    const t = say(successionWords, lang)
    const reach = new Set(await rights.reach(may))
    const within = new Set(unitsWithin(await knownUnits(db), reach).map(({ id }) => id))
    const loose = (await unfollowed(db, today)).filter(({ id }) => within.has(id))
    return await writeSpreadsheet([
      {
        name: t('sheet.rows'),
        header: SUCCESSION_COLUMNS.map((column) => t(`column.${column}`)),
        rows: [],
        widths: [16, 16, 16, 14, 44],
      },
      {
        name: t('sheet.loose'),
        header: [t('sheet.code'), t('sheet.name'), t('sheet.ended')],
        rows: loose.map(({ code, name, endedOn }) => [code, name, endedOn]),
        widths: [16, 44, 14],
      },
    ])
  },
  show: (file) => ({ file, ...exportKind('xlsx', 'mau-don-vi-ke-tiep') }),
})

const importPage: Route = route<object, null>({
  method: 'GET',
  path: HERE,
  may,
  about: 'Brings successions of units in from a table.',
  input: z.object({}),
  load: async () => null,
  show: (_, page) => ({ html: <ImportView page={page} /> }),
})

function Frame({ page, children }: { page: Page; children: ComponentChildren }): VNode {
  const t = say(successionWords, page.lang)
  return (
    <Office
      page={page}
      title={t('import')}
      here="/office/units"
      crumbs={[
        { href: '/office/units', label: t('units') },
        { href: SUCCESSIONS, label: t('title') },
      ]}
    >
      {children}
    </Office>
  )
}

function ImportView({ page }: { page: Page }): VNode {
  const t = say(successionWords, page.lang)
  return (
    <Frame page={page}>
      <TableFile
        page={page}
        here={HERE}
        own={successionWords[page.lang]}
        title={t('import')}
        lead={t('import.lead')}
        templateLead={t('template.lead')}
        fileLead={t('file.lead', { most: MOST_SUCCESSIONS })}
      />
    </Frame>
  )
}

type Outcome = { plan: SuccessionPlan; mark: string } | { counts: SuccessionCounts }

async function previewOf(read: Read, file: File | undefined): Promise<Outcome> {
  const { titles, rows } = await tableIn(file, MOST_SUCCESSIONS)
  const reading = readSuccessionCells(titles, rows)
  if (reading.errors.some(({ message }) => message === 'import.column-missing')) {
    const t = say(successionWords, read.lang)
    throw columnsMissing(SUCCESSION_COLUMNS.map((column) => t(`column.${column}`)))
  }
  if (rows.length === 0) throw tableEmpty()
  const plan = await planSuccessions(read, reading)
  return { plan, mark: markOfSuccessions(plan) }
}

const carriedRow = z.object({
  line: z.number().int(),
  cells: z.record(z.enum(SUCCESSION_COLUMNS), z.string().max(400)),
})

const sent = z.object({
  file: z.instanceof(File).optional(),
  mark: z.string().max(100).catch('').default(''),
  rows: carriedRows(carriedRow, MOST_SUCCESSIONS),
})

const importRoute: Route = route<z.infer<typeof sent>, Outcome>({
  method: 'POST',
  path: HERE,
  may,
  about:
    'Previews a table of successions and saves nothing; with the rows of a preview, brings them in.',
  records: ['successions.recorded'],
  input: sent,
  maxBody: 2 * MOST_TABLE_BYTES,
  retry: importPage,
  act: async (act, { file, rows, mark }) => {
    if (rows) {
      const reading = readSuccessions(
        rows.map(({ line, cells }) => ({ line, get: (column) => cells[column] ?? '' })),
      )
      return { counts: await saveSeenSuccessions(act, reading, mark) }
    }
    return await previewOf(act, file)
  },
  show: (outcome, page) => ({
    html:
      'counts' in outcome ? (
        <DoneView page={page} counts={outcome.counts} />
      ) : (
        <PreviewView page={page} {...outcome} />
      ),
  }),
})

/** A row in the cells of a table, as it is read again on saving. */
const carried = (row: SuccessionRow): z.infer<typeof carriedRow> => {
  const cells: Record<SuccessionColumn, string> = {
    from: row.from,
    to: row.to,
    kind: row.share === null ? row.portion : String(row.share),
    on: row.on,
    decision: row.decision,
  }
  return { line: row.line, cells }
}

function PreviewView(props: { page: Page; plan: SuccessionPlan; mark: string }): VNode {
  const { page, plan, mark } = props
  const t = say(successionWords, page.lang)
  const of = (kind: SuccessionRow['change']) => plan.rows.filter(({ change }) => change === kind)
  const changing = plan.rows.filter(({ change }) => change !== 'same')
  return (
    <Frame page={page}>
      <Heading
        title={say(tableFileWords, page.lang)('preview.title')}
        lead={t('preview.lead', {
          new: of('new').length,
          changed: of('changed').length,
          same: of('same').length,
        })}
      />
      <TableFaults
        page={page}
        faults={successionFaults(plan.errors, page.lang).map(({ line, column, value, reason }) => ({
          line,
          column: t(`column.${column}`),
          value,
          what: reason,
        }))}
      />
      {changing.length > 0 && <Changes page={page} rows={changing} />}
      <SaveTable
        page={page}
        here={HERE}
        changing={changing.length}
        rows={plan.rows.map(carried)}
        mark={mark}
      />
    </Frame>
  )
}

function Changes({ page, rows }: { page: Page; rows: SuccessionRow[] }): VNode {
  const t = say(successionWords, page.lang)
  const shared = say(tableFileWords, page.lang)
  const was = ({ old, change }: SuccessionRow) =>
    old && change === 'changed'
      ? t('before', { kind: kindText(page, old), decision: old.source })
      : ''
  return (
    <Table
      caption={shared('rows')}
      stack
      rows={rows}
      total={rows.length}
      rowKey={(row) => String(row.line)}
      columns={[
        { key: 'line', title: shared('line'), align: 'right', render: (row) => row.line },
        { key: 'from', title: t('from'), render: (row) => `${row.from} ${row.fromName}` },
        { key: 'to', title: t('to'), render: (row) => `${row.to} ${row.toName}` },
        {
          key: 'kind',
          title: t('kind'),
          render: (row) => (
            <>
              {kindText(page, row)} <span class="aside">{was(row)}</span>
            </>
          ),
        },
        { key: 'on', title: t('on'), nowrap: true, render: (row) => whenText(row.on, page.lang) },
        { key: 'decision', title: t('decision'), roomy: true, render: (row) => row.decision },
        {
          key: 'change',
          title: shared('change'),
          render: (row) => (
            <Badge tone={row.change === 'new' ? 'good' : 'info'}>{t(`change.${row.change}`)}</Badge>
          ),
        },
      ]}
    />
  )
}

function DoneView({ page, counts }: { page: Page; counts: SuccessionCounts }): VNode {
  const t = say(successionWords, page.lang)
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
        <ButtonLink href={SUCCESSIONS}>{t('title')}</ButtonLink>
      </TableDone>
    </Frame>
  )
}

export const successionImportRoutes: readonly Route[] = [templateRoute, importPage, importRoute]

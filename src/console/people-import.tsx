// People and posts from a spreadsheet: a template with one's units, a preview that saves nothing, then all at once.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  applyRoster,
  authWords,
  MOST_ROWS,
  planRoster,
  ROLE_NAMES,
  ROSTER_COLUMNS,
  type Role,
  type RosterChange,
  type RosterFault,
  readRoster,
  rosterColumns,
} from '../auth/index.ts'
import { writeSpreadsheet } from '../documents/index.ts'
import { Badge, ButtonLink, Checkbox, Heading, Table, whenText } from '../face/index.ts'
import { day, isDay } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import { unitsByIds } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { importWords } from './people-import-words.ts'
import { roleText } from './people-text.ts'
import { carriedRows, columnsMissing, MOST_TABLE_BYTES, tableEmpty, tableIn } from './sent-table.ts'
import { SaveTable, TableDone, TableFaults, TableFile } from './table-file.tsx'
import { tableFileWords } from './table-file-words.ts'
import { exportKind } from './tally.tsx'

const PEOPLE = '/office/people'
const HERE = `${PEOPLE}/import`

const titlesIn = (lang: Page['lang']) => {
  const t = say(importWords, lang)
  return ROSTER_COLUMNS.map((column) => t(`column.${column}`))
}

const templateRoute: Route = route<object, Uint8Array>({
  method: 'GET',
  path: `${HERE}.xlsx`,
  may: 'person.manage',
  about: 'An empty table of people and posts, with the units within the visitor’s reach.',
  input: z.object({}),
  load: async ({ db, rights, lang }) => {
    const t = say(importWords, lang)
    const units = await unitsByIds(db, await rights.reach('person.manage'))
    return await writeSpreadsheet([
      {
        name: t('sheet.people'),
        header: titlesIn(lang),
        rows: [],
        widths: [28, 30, 14, 32, 18, 14],
      },
      {
        name: t('sheet.units'),
        header: [t('column.unit'), t('unit.name')],
        rows: units.map(({ code, fullName }) => [code, fullName]),
        widths: [14, 48],
      },
      {
        name: t('sheet.roles'),
        header: [t('column.role')],
        rows: ROLE_NAMES.map((role) => [roleText(role, lang)]),
        widths: [24],
      },
    ])
  },
  show: (file) => ({ file, ...exportKind('xlsx', 'mau-nguoi-va-vi-tri') }),
})

const importPage: Route = route<object, null>({
  method: 'GET',
  path: HERE,
  may: 'person.manage',
  about: 'Brings people and posts in from a spreadsheet.',
  input: z.object({}),
  load: async () => null,
  show: (_, page) => ({ html: <ImportView page={page} /> }),
})

type FrameProps = { page: Page; children: VNode | (VNode | null | false)[] }

const Frame = ({ page, children }: FrameProps): VNode => {
  const t = say(importWords, page.lang)
  return (
    <Office
      page={page}
      title={t('title')}
      here={PEOPLE}
      crumbs={[{ href: PEOPLE, label: t('people') }]}
    >
      {children}
    </Office>
  )
}

function ImportView({ page }: { page: Page }): VNode {
  const t = say(importWords, page.lang)
  return (
    <Frame page={page}>
      <TableFile
        page={page}
        here={HERE}
        own={importWords[page.lang]}
        title={t('title')}
        lead={t('lead')}
        templateLead={t('template.lead')}
        fileLead={t('file.lead', { most: MOST_ROWS })}
      />
    </Frame>
  )
}

type Preview = {
  planned: Awaited<ReturnType<typeof planRoster>>['planned']
  faults: RosterFault[]
}
type Outcome = { preview: Preview } | { counts: Record<RosterChange, number> }

const CHANGES = ['new', 'post', 'role', 'same'] as const
const TONES = { new: 'good', post: 'good', role: 'good', same: 'info' } as const

function PreviewView({ page, preview }: { page: Page; preview: Preview }): VNode {
  const t = say(importWords, page.lang)
  const { planned, faults } = preview
  const count = (change: RosterChange) => planned.filter((row) => row.change === change).length
  const changing = planned.length - count('same')
  return (
    <Frame page={page}>
      <Heading
        title={say(tableFileWords, page.lang)('preview.title')}
        lead={t('preview.lead', {
          new: count('new'),
          post: count('post') + count('role'),
          same: count('same'),
        })}
      />
      <TableFaults
        page={page}
        faults={faults.map(({ line, column, value, code }) => ({
          line,
          column: t(`column.${column}`),
          value,
          what: t(`fault.${code}`),
        }))}
      />
      <PlannedTable page={page} planned={planned} />
      <SaveTable page={page} here={HERE} changing={changing} rows={planned.map(sentRow)}>
        {count('new') > 0 && (
          <Checkbox label={t('invite', { n: count('new') })} name="invite" value="on" checked />
        )}
      </SaveTable>
    </Frame>
  )
}

const sentRow = ({ line, name, email, unit, title, role, from }: Preview['planned'][number]) => ({
  line,
  name,
  email,
  unit,
  title,
  role,
  from,
})

function PlannedTable({
  page,
  planned,
}: {
  page: Page
  planned: Preview['planned']
}): VNode | null {
  const t = say(importWords, page.lang)
  const shared = say(tableFileWords, page.lang)
  if (planned.length === 0) return null
  return (
    <Table
      caption={shared('rows')}
      stack
      rows={planned}
      total={planned.length}
      rowKey={(row) => String(row.line)}
      columns={[
        { key: 'line', title: shared('line'), align: 'right', render: (row) => row.line },
        { key: 'name', title: t('column.name'), render: (row) => row.name },
        { key: 'email', title: t('column.email'), render: (row) => row.email },
        { key: 'unit', title: t('unit.name'), render: (row) => row.unitName },
        { key: 'title', title: t('column.title'), render: (row) => row.title },
        {
          key: 'role',
          title: t('column.role'),
          render: (row) => (row.role === '' ? '—' : roleText(row.role, page.lang)),
        },
        { key: 'from', title: t('column.from'), render: (row) => whenText(row.from, page.lang) },
        {
          key: 'change',
          title: shared('change'),
          render: (row) => <Badge tone={TONES[row.change]}>{t(`change.${row.change}`)}</Badge>,
        },
      ]}
    />
  )
}

function DoneView({ page, counts }: { page: Page; counts: Record<RosterChange, number> }): VNode {
  const t = say(importWords, page.lang)
  return (
    <Frame page={page}>
      <TableDone
        page={page}
        counts={CHANGES.map((change) => [t(`change.${change}`), counts[change]])}
      >
        <ButtonLink href={PEOPLE}>{t('people')}</ButtonLink>
      </TableDone>
    </Frame>
  )
}

/** A role by its name in either language, or by its code. */
const roleOf = (text: string): Role | null =>
  ROLE_NAMES.find((role) =>
    [role, authWords.vi[`role.${role}`], authWords.en[`role.${role}`]].some(
      (name) => searchKey(name) === searchKey(text),
    ),
  ) ?? null

async function previewOf(read: Read, file: File | undefined): Promise<Preview> {
  const table = await tableIn(file, MOST_ROWS)
  const columns = rosterColumns(table.titles)
  if (!columns) {
    const t = say(importWords, read.lang)
    throw columnsMissing([t('column.name'), t('column.email'), t('column.unit'), t('column.title')])
  }
  const { rows, faults } = readRoster(table.rows, columns, { today: read.today, roleOf })
  if (rows.length + faults.length === 0) throw tableEmpty()
  const planned = await planRoster(read, rows)
  const all = [...faults, ...planned.faults].sort((a, b) => a.line - b.line)
  return { planned: planned.planned, faults: all }
}

const someRow = z.object({
  line: z.number().int(),
  name: z.string().min(1).max(200),
  email: z.string().min(3).max(200),
  unit: z.string().min(1).max(200),
  title: z.string().min(1).max(200),
  role: z.enum(['', ...ROLE_NAMES]),
  from: z
    .string()
    .refine(isDay)
    .transform((text) => day(text)),
})

const sent = z.object({
  file: z.instanceof(File).optional(),
  rows: carriedRows(someRow, MOST_ROWS),
  invite: z.literal('on').optional(),
})

const importRoute: Route = route<z.infer<typeof sent>, Outcome>({
  method: 'POST',
  path: HERE,
  may: 'person.manage',
  about:
    'Previews a table of people and posts and saves nothing; with the rows of a preview, brings them in.',
  records: [
    'person.added',
    'post.added',
    'post.held',
    'role.granted',
    'invitation.sent',
    'people.imported',
  ],
  input: sent,
  maxBody: 2 * MOST_TABLE_BYTES,
  retry: importPage,
  act: async (act, { file, rows, invite }) => {
    if (rows) return { counts: await applyRoster(act, rows, { invite: invite === 'on' }) }
    return { preview: await previewOf(act, file) }
  },
  show: (outcome, page) => ({
    html:
      'counts' in outcome ? (
        <DoneView page={page} counts={outcome.counts} />
      ) : (
        <PreviewView page={page} preview={outcome.preview} />
      ),
  }),
})

export const peopleImportRoutes: readonly Route[] = [templateRoute, importPage, importRoute]

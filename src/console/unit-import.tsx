// Units from a table: a template with those there are, a preview that saves nothing, then all of it at once.

import type { VNode } from 'preact'
import { z } from 'zod'
import { writeSpreadsheet } from '../documents/index.ts'
import { searchKey } from '../lib/text.ts'
import {
  knownUnits,
  LEVELS,
  MOST_UNITS,
  markOf,
  planUnits,
  readUnitCells,
  readUnits,
  saveSeenUnits,
  UNIT_COLUMNS,
  type UnitLevel,
  unitsWithin,
} from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { boardWords } from './board-words.ts'
import { carriedRows, columnsMissing, MOST_TABLE_BYTES, tableEmpty, tableIn } from './sent-table.ts'
import { TableFile } from './table-file.tsx'
import { exportKind } from './tally.tsx'
import { unitImportWords } from './unit-import-words.ts'
import {
  DoneView,
  Frame,
  UNIT_IMPORT as HERE,
  PreviewView,
  type UnitOutcome,
} from './unit-preview.tsx'

const may = 'unit.manage'

const templateRoute: Route = route<object, Uint8Array>({
  method: 'GET',
  path: `${HERE}.xlsx`,
  may,
  about: 'An empty table of units, with the units within the visitor’s reach.',
  input: z.object({}),
  load: async ({ db, rights, lang }) => {
    const t = say(unitImportWords, lang)
    const reach = new Set(await rights.reach(may))
    const header = UNIT_COLUMNS.map((column) => t(`column.${column}`))
    const widths = [18, 14, 24, 36, 16, 20, 14, 14, 24, 40]
    const known = unitsWithin(await knownUnits(db), reach)
    return await writeSpreadsheet([
      { name: t('sheet.units'), header, rows: [], widths },
      {
        name: t('sheet.known'),
        header,
        rows: known.map((unit) => [
          boardWords[lang][`level.${unit.level}`],
          unit.code,
          unit.name,
          unit.fullName,
          unit.type,
          unit.parentCode ?? '',
          unit.validFrom,
          unit.validTo ?? '',
          unit.dossierCode ?? '',
          unit.aliases.join('; '),
        ]),
        widths,
      },
      {
        name: t('sheet.levels'),
        header: [t('column.level')],
        rows: LEVELS.map((level) => [boardWords[lang][`level.${level}`]]),
        widths: [24],
      },
    ])
  },
  show: (file) => ({ file, ...exportKind('xlsx', 'mau-don-vi') }),
})

const importPage: Route = route<object, null>({
  method: 'GET',
  path: HERE,
  may,
  about: 'Brings units in from a table.',
  input: z.object({}),
  load: async () => null,
  show: (_, page) => ({ html: <ImportView page={page} /> }),
})

function ImportView({ page }: { page: Page }): VNode {
  const t = say(unitImportWords, page.lang)
  return (
    <Frame page={page}>
      <TableFile
        page={page}
        here={HERE}
        own={unitImportWords[page.lang]}
        title={t('title')}
        lead={t('lead')}
        templateLead={t('template.lead')}
        fileLead={t('file.lead', { most: MOST_UNITS })}
      />
    </Frame>
  )
}

/** A level by its name in either language, or by its code. */
const levelOf = (text: string): UnitLevel | undefined =>
  LEVELS.find((level) =>
    [level, boardWords.vi[`level.${level}`], boardWords.en[`level.${level}`]].some(
      (name) => searchKey(name) === searchKey(text),
    ),
  )

async function previewOf(read: Read, file: File | undefined): Promise<UnitOutcome> {
  const { titles, rows } = await tableIn(file, MOST_UNITS)
  const reading = readUnitCells(titles, rows, levelOf)
  if (reading.errors.some(({ message }) => message === 'import.column-missing')) {
    const t = say(unitImportWords, read.lang)
    const needed = ['level', 'code', 'name', 'valid_from'] as const
    throw columnsMissing(needed.map((column) => t(`column.${column}`)))
  }
  if (rows.length === 0) throw tableEmpty()
  const plan = await planUnits(read, reading)
  return { plan, mark: markOf(plan) }
}

const carriedRow = z.object({
  line: z.number().int(),
  cells: z.record(z.enum(UNIT_COLUMNS), z.string().max(4_000)),
})

const sent = z.object({
  file: z.instanceof(File).optional(),
  mark: z.string().max(100).catch('').default(''),
  rows: carriedRows(carriedRow, MOST_UNITS),
})

const importRoute: Route = route<z.infer<typeof sent>, UnitOutcome>({
  method: 'POST',
  path: HERE,
  may,
  about: 'Previews a table of units and saves nothing; with the rows of a preview, brings them in.',
  records: ['units.imported'],
  input: sent,
  maxBody: 2 * MOST_TABLE_BYTES,
  retry: importPage,
  act: async (act, { file, rows, mark }) => {
    if (rows) {
      const reading = readUnits(
        rows.map((row) => ({ line: row.line, get: (column) => row.cells[column] })),
      )
      return { counts: await saveSeenUnits(act, reading, mark) }
    }
    return await previewOf(act, file)
  },
  show: (outcome, page) => ({
    html:
      'counts' in outcome ? (
        <DoneView page={page} counts={outcome.counts} />
      ) : (
        <PreviewView page={page} plan={outcome.plan} mark={outcome.mark} />
      ),
  }),
})

export const unitImportRoutes: readonly Route[] = [templateRoute, importPage, importRoute]

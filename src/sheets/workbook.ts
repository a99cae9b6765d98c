// The workbook itself: the form, the instructions, and hidden what says whose form it is.

import { type FillInSheet, readDocument, type Table, writeFillIn } from '../documents/index.ts'
import { Problem } from '../platform/index.ts'
import { COLUMNS, type ColumnKey, type SheetMark } from './sheet.ts'

const MARK = 'congtam-form-1'

export type Titles = Readonly<Record<ColumnKey, string>>

export type SheetTexts = {
  form: string
  guide: string
  titles: Titles
  steps: readonly string[]
}

const WIDTHS: Readonly<Record<ColumnKey, number>> = {
  id: 2,
  mark: 2,
  number: 7,
  task: 46,
  period: 12,
  due: 12,
  state: 18,
  progress: 60,
  quantity: 12,
  hindrance: 40,
  kind: 24,
}
const OPEN: readonly ColumnKey[] = ['state', 'progress', 'quantity', 'hindrance', 'kind']

export function writeWorkbook(
  mark: SheetMark,
  texts: SheetTexts,
  rows: readonly Readonly<Record<ColumnKey, string | number | null>>[],
  choices: { states: readonly string[]; kinds: readonly string[] },
): Uint8Array {
  const form: FillInSheet = {
    name: texts.form,
    columns: COLUMNS.map((key) => ({
      title: texts.titles[key],
      width: WIDTHS[key],
      hidden: key === 'id' || key === 'mark',
      open: OPEN.includes(key),
      ...(key === 'state' ? { choices: choices.states } : {}),
      ...(key === 'kind' ? { choices: choices.kinds } : {}),
    })),
    rows: rows.map((row) => COLUMNS.map((key) => row[key])),
  }
  const guide: FillInSheet = {
    name: texts.guide,
    columns: [{ title: texts.guide, width: 110 }],
    rows: texts.steps.map((step) => [step]),
  }
  const whose: FillInSheet = {
    name: MARK,
    columns: [MARK, 'unit', 'plan', 'period'].map((title) => ({ title, width: 12 })),
    rows: [[MARK, mark.unitCode, mark.plan, mark.period]],
    hidden: true,
  }
  return writeFillIn([form, guide, whose])
}

export type ReadForm = { mark: SheetMark; rows: string[][]; numbers: number[] }

/** The rows below the head in the order of `COLUMNS`, and whose form it is. Columns are found by their titles, in either
 * language, so that one put in between moves none; sheets may stand in any order. Refuses what is no such workbook. */
export async function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  titles: readonly Titles[],
): Promise<ReadForm> {
  const document = await readDocument(bytes, fileName)
  const tables = document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  const whose = tables.find(({ name }) => name === MARK)?.rows[1]?.map(({ text }) => text)
  if (document.kind !== 'xlsx' || whose?.[0] !== MARK) throw new Problem(422, 'sheet.not-a-form')
  const forms = tables.filter(({ name }) => name !== MARK).map((table) => formIn(table, titles))
  const form = forms.find(({ missing }) => missing.length === 0)
  if (!form) {
    const [nearest] = forms.sort((a, b) => a.missing.length - b.missing.length)
    if (!nearest || nearest.missing.length === COLUMNS.length)
      throw new Problem(422, 'sheet.not-a-form')
    throw new Problem(422, 'sheet.columns-changed', {
      columns: nearest.missing.map((key) => titles[0]?.[key]).join(', '),
    })
  }
  const [, unitCode = '', plan = '', period = ''] = whose
  return { mark: { unitCode, plan, period }, rows: form.rows, numbers: form.numbers }
}

const squeezed = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

/** The table as a form: the row of titles is the one in which most of them stand. */
function formIn(
  table: Table,
  titles: readonly Titles[],
): { missing: ColumnKey[]; rows: string[][]; numbers: number[] } {
  const heads = table.rows.slice(0, MOST_ABOVE).map((row) => {
    const said = row.map(({ text }) => squeezed(text))
    return COLUMNS.map((key) => {
      const names = titles.map((each) => squeezed(each[key]))
      return said.findIndex((text) => names.includes(text))
    })
  })
  const found = (places: readonly number[]) => places.filter((place) => place >= 0).length
  const head = heads.reduce((best, places, at) => {
    return found(places) > found(heads[best] ?? []) ? at : best
  }, 0)
  const places = heads[head] ?? []
  const below = table.rows.slice(head + 1)
  return {
    missing: COLUMNS.filter((_, at) => (places[at] ?? -1) < 0),
    rows: below.map((row) => places.map((place) => wordsOf(row[place]))),
    numbers: below.map((_, at) => table.numbers?.[head + 1 + at] ?? head + at + 2),
  }
}

/** Rows that somebody may have put above the titles. */
const MOST_ABOVE = 10

/** A number is written as people write it, so that 1.234 of a cell is no one thousand. */
const wordsOf = (cell: Table['rows'][number][number] | undefined): string =>
  cell?.isNumber ? cell.text.replace('.', ',') : (cell?.text ?? '')

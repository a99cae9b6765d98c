// The workbook itself: the form, the instructions, and hidden what says whose form it is.

import { type FillInSheet, readDocument, writeFillIn } from '../documents/index.ts'
import { Problem } from '../platform/index.ts'
import { COLUMNS, type ColumnKey, type SheetMark } from './sheet.ts'

const MARK = 'congtam-form-1'

export type SheetTexts = {
  form: string
  guide: string
  titles: Readonly<Record<ColumnKey, string>>
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

/** The rows below the head, and whose form it is. Refuses what is no such workbook. */
export async function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
): Promise<{ mark: SheetMark; rows: string[][] }> {
  const document = await readDocument(bytes, fileName)
  const tables = document.blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  const whose = tables.find(({ name }) => name === MARK)?.rows[1]?.map(({ text }) => text)
  const [form] = tables
  if (document.kind !== 'xlsx' || !form || whose?.[0] !== MARK) {
    throw new Problem(422, 'sheet.not-a-form')
  }
  const [, unitCode = '', plan = '', period = ''] = whose
  return {
    mark: { unitCode, plan, period },
    rows: form.rows.slice(1).map((row) => row.map(({ text }) => text)),
  }
}

// The offline form: downloaded as it stands, uploaded and looked over, taken in as a draft. The same file taken in
// twice changes nothing the second time.

import { DocumentProblem } from '../documents/index.ts'
import { type FormKey, loadForm, saveDraft } from '../obligations/index.ts'
import { type Act, type FileStore, LANGS, Problem, type Read, record } from '../platform/index.ts'
import {
  type CheckedSheet,
  COLUMNS,
  type ColumnKey,
  checkSheet,
  type SheetLabels,
  type SheetMark,
} from './sheet.ts'
import { sheetWords } from './words.ts'
import { type ReadForm, readWorkbook, type Titles } from './workbook.ts'

/** Titles of the columns in each language. */
export const TITLES: readonly Titles[] = LANGS.map(
  (lang) =>
    Object.fromEntries(COLUMNS.map((key) => [key, sheetWords[lang][`column.${key}`]])) as Record<
      ColumnKey,
      string
    >,
)

export const MOST_SHEET_BYTES = 5_000_000

export type SheetOf = FormKey & { mark: SheetMark; labels: readonly SheetLabels[] }

/** Keeps an uploaded workbook to be looked over. Returns its hash. */
export async function uploadSheet(
  act: Act,
  of: SheetOf,
  file: { bytes: Uint8Array; fileName: string },
): Promise<string> {
  await requireMark(of, file.bytes, file.fileName)
  const { hash } = await act.files.put(file.bytes)
  await record(act, 'sheet.uploaded', {
    unitId: of.unitId,
    subject: of.planId,
    details: { period: of.period, hash },
  })
  return hash
}

/** What an uploaded workbook would change, row by row, as the form stands now. */
export async function reviewSheet(
  read: Pick<Read, 'db' | 'today'> & { files: FileStore },
  of: SheetOf,
  hash: string,
): Promise<CheckedSheet> {
  if (!(await read.files.has(hash))) throw new Problem(404, 'sheet.not-found')
  const { rows, numbers } = await requireMark(of, await read.files.get(hash), 'form.xlsx')
  const { lines } = await loadForm(read.db, read.today, of)
  return checkSheet(rows, { unitCode: of.mark.unitCode, lines, labels: of.labels, numbers })
}

/** Saves as a draft what an uploaded workbook changes; rows with a fault are left out. */
export async function applySheet(
  act: Act,
  of: SheetOf,
  hash: string,
): Promise<{ saved: number; faults: number }> {
  const { changes, faults } = await reviewSheet(act, of, hash)
  const saved = changes.length === 0 ? 0 : await saveDraft(act, of, changes)
  await record(act, 'sheet.applied', {
    unitId: of.unitId,
    subject: of.planId,
    details: { period: of.period, hash, lines: saved, faults },
  })
  return { saved, faults }
}

async function requireMark(of: SheetOf, bytes: Uint8Array, fileName: string): Promise<ReadForm> {
  if (bytes.length > MOST_SHEET_BYTES) throw new Problem(413, 'sheet.too-large')
  try {
    const form = await readWorkbook(bytes, fileName, TITLES)
    const { mark } = form
    const fits =
      mark.unitCode === of.mark.unitCode &&
      mark.plan === of.mark.plan &&
      mark.period === of.mark.period
    if (!fits) throw new Problem(422, 'sheet.other-form', { ...mark })
    return form
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, { ...error.details })
    throw error
  }
}

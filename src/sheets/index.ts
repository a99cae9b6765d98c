// A unit's report form as a workbook: out, filled in, back with errors by row.

export { applySheet, MOST_SHEET_BYTES, reviewSheet, type SheetOf, uploadSheet } from './actions.ts'
export { type CheckedRow, type CheckedSheet, markOf, type SheetLabels } from './sheet.ts'
export { sheetWords } from './words.ts'
export { type SheetTexts, writeWorkbook } from './workbook.ts'

// Writes `.xlsx` for list exports: the first row bold and kept in view, texts as texts, never formulas.

import writeXlsxFile from 'write-excel-file/node'

export type SheetCell = string | number | null
export type Sheet = { name: string; header: string[]; rows: SheetCell[][]; widths?: number[] }

/** An `.xlsx` file of these sheets. Days and codes are texts; numbers stay numbers. */
export async function writeSpreadsheet(sheets: Sheet[]): Promise<Uint8Array> {
  const file = writeXlsxFile(
    sheets.map((sheet) => ({
      sheet: sheetName(sheet.name),
      stickyRowsCount: 1,
      columns: sheet.header.map((title, column) => ({
        width: sheet.widths?.[column] ?? Math.min(60, Math.max(12, title.length + 4)),
      })),
      data: [
        sheet.header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
        ...sheet.rows.map((row) => row.map(cell)),
      ],
    })),
  )
  return new Uint8Array(await file.toBuffer())
}

function cell(value: SheetCell) {
  if (value === null || value === '') return null
  if (typeof value === 'number') return { value, type: Number }
  return { value: printable(value), type: String, wrap: true }
}

/** Without the control characters that XML 1.0 cannot carry. */
function printable(text: string): string {
  return Array.from(text)
    .filter((char) => char >= ' ' || char === '\n' || char === '\t')
    .join('')
}

/** Excel allows 31 characters and not these: \ / ? * [ ] : */
function sheetName(name: string): string {
  return name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31)
}

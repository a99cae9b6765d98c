// The annex table of a plan as a workbook, with a title above it.

import { writeSpreadsheet } from '../../src/documents/index.ts'

export async function annexXlsx(text: string): Promise<Uint8Array> {
  const rows = text
    .split('\n')
    .map((line) => line.trim().split('\t'))
    .filter((row) => row.length > 2)
  const [header = []] = rows
  const tasks = rows.filter((row) => row[0] !== header[0])
  return writeSpreadsheet([{ name: 'Phụ lục', header, rows: tasks }])
}

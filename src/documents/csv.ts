// Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet.

export type CsvValue = string | number | null

/**
 * Rows as CSV with CRLF. `bom` (default true) makes Excel read it as UTF-8. A text that a spreadsheet
 * would run as a formula gets an apostrophe before it (OWASP, CSV injection).
 */
export function csv(rows: CsvValue[][], options: { bom?: boolean } = {}): string {
  const body = rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')
  return (options.bom ?? true) ? `\uFEFF${body}` : body
}

function field(value: CsvValue): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = harmless(value)
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** The text as a spreadsheet will not run it. A plain negative or signed number stays as it is. */
export function harmless(value: string): string {
  return /^\s*[=+\-@\t\r]/.test(value) && !/^[+-]?\d+([.,]\d+)?$/.test(value) ? `'${value}` : value
}

// Comma-separated values (RFC 4180), tolerant of a byte-order mark, CRLF and `;` as separator.

export type CsvRow = { line: number; cells: string[] }

/** Reads a table with a header. `line` counts from 1 and points at the row's first line in the file. */
export function parseCsv(text: string): { header: string[]; rows: CsvRow[] } {
  const body = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(body)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let started = 1
  const endCell = () => {
    cells.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.length > 1 || cells[0] !== '') rows.push({ line: started, cells })
    cells = []
    started = line
  }
  for (let at = 0; at < body.length; at++) {
    const char = body[at]
    if (char === '\n') line += 1
    if (quoted) {
      if (char !== '"') cell += char
      else if (body[at + 1] === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === separator) endCell()
    else if (char === '\n') endRow()
    else if (char !== '\r' || body[at + 1] !== '\n') cell += char
  }
  if (cell !== '' || cells.length > 0) endRow()
  const [head, ...rest] = rows
  return { header: (head?.cells ?? []).map((name) => name.trim()), rows: rest }
}

function separatorOf(text: string): string {
  const head = text.slice(0, text.indexOf('\n') + 1 || undefined)
  return head.includes(';') && !head.includes(',') ? ';' : ','
}

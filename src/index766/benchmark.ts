// Rows of published scores as a table: `code,name,from,to,seen_on,total,place,source`.

import { parseCsv } from '../lib/csv.ts'
import { type Day, parseDay } from '../lib/day.ts'

export type BenchmarkRow = {
  code: string
  name: string
  from: Day
  to: Day
  seenOn: Day
  total: number
  place: number | null
  source: string
}

/** Rows that can be read, and the numbers of the lines that cannot. */
export function readBenchmarks(text: string): { rows: BenchmarkRow[]; wrong: number[] } {
  const { header, rows } = parseCsv(text)
  const found: BenchmarkRow[] = []
  const wrong: number[] = []
  for (const { line, cells } of rows) {
    const get = (name: string) => (cells[header.indexOf(name)] ?? '').trim()
    const [from, to, seenOn] = [
      parseDay(get('from')),
      parseDay(get('to')),
      parseDay(get('seen_on')),
    ]
    const total = get('total') === '' ? Number.NaN : Number(get('total').replace(',', '.'))
    const place = get('place') === '' ? null : Number(get('place'))
    const isPlace = place === null || (Number.isInteger(place) && place > 0)
    if (!from || !to || !seenOn || to < from || !get('code') || !get('name')) wrong.push(line)
    else if (!(total >= 0 && total <= 100) || !isPlace) wrong.push(line)
    else
      found.push({
        code: get('code'),
        name: get('name'),
        from,
        to,
        seenOn,
        total,
        place,
        source: get('source'),
      })
  }
  return { rows: found, wrong }
}

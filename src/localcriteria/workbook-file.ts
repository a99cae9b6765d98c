// A set as a workbook and back: one sheet of lines as people lay such tables out, one of the facts about the set.

import { readDocument, type Sheet, writeSpreadsheet } from '../documents/index.ts'
import { type CriteriaSet, FORMAT, type ReadSet, readSet, walk } from './set.ts'

const LINES = 'Tiêu chí'
const FACTS = 'Thông tin'

/** Heading → what a cell of the column says. The headings are fixed, so that a file reads in any language. */
const COLUMNS = [
  'Mã',
  'Cấp',
  'Loại',
  'Nội dung',
  'Điểm tối đa',
  'Trọng số',
  'Cách cộng',
  'Chấm bởi',
  'Minh chứng',
  'Cách chấm',
  'Các mức điểm',
  'Số liệu',
  'Đủ điểm từ tỷ lệ',
  'Khi không có gì để đếm',
  'Được ghi không áp dụng',
  'Phục vụ nhiệm vụ',
  'Mỗi lần',
] as const
type Column = (typeof COLUMNS)[number]
type Cells = Partial<Record<Column, string | number>>

export async function writeSetWorkbook(set: CriteriaSet): Promise<Uint8Array> {
  const rows: Cells[] = [
    ...walk(set.lines).map(({ line, depth }): Cells => {
      const base = {
        Mã: line.code,
        Cấp: depth + 1,
        Loại: line.kind,
        'Nội dung': line.title,
        'Điểm tối đa': line.max,
        ...(line.weight === undefined ? {} : { 'Trọng số': line.weight }),
      }
      if (line.kind === 'group') return { ...base, 'Cách cộng': line.combine }
      return {
        ...base,
        'Chấm bởi': line.by,
        'Minh chứng': line.evidence,
        'Cách chấm': line.guide,
        'Các mức điểm': stepsText(line.steps),
        'Được ghi không áp dụng': line.mayNotApply ? 'x' : '',
        'Phục vụ nhiệm vụ': line.serves.join(', '),
        ...(line.measure
          ? {
              'Số liệu': line.measure.name,
              'Đủ điểm từ tỷ lệ': line.measure.full,
              'Khi không có gì để đếm': line.measure.whenNothing,
            }
          : {}),
      }
    }),
    ...set.adjustments.map(
      (each): Cells => ({
        Mã: each.code,
        Loại: each.kind,
        'Nội dung': each.title,
        'Điểm tối đa': each.most,
        'Mỗi lần': each.each,
        'Chấm bởi': each.by,
        'Minh chứng': each.evidence,
        'Cách chấm': each.guide,
      }),
    ),
  ]
  const { lines, adjustments, ...facts } = set
  const sheets: Sheet[] = [
    {
      name: LINES,
      header: [...COLUMNS],
      rows: rows.map((row) => COLUMNS.map((column) => row[column] ?? null)),
      widths: COLUMNS.map((column) => (/Nội dung|Cách chấm|mức điểm/.test(column) ? 50 : 14)),
    },
    {
      name: FACTS,
      header: ['Mục', 'Giá trị'],
      rows: Object.entries(facts).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]),
      widths: [20, 100],
    },
  ]
  return await writeSpreadsheet(sheets)
}

/** Steps as people write them: one a line, `10: Đủ hồ sơ`. */
export const stepsText = (steps: readonly { points: number; text: string }[]): string =>
  steps.map(({ points, text }) => `${points}: ${text}`).join('\n')

/** Steps from such lines; a line that is none gives points that are no number, for the reader to refuse. */
export const stepsOf = (text: string): { points: number; text: string }[] =>
  text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, points = '', words = ''] =
        /^\s*([\d.,]+)\s*(?:điểm)?\s*[:–-]\s*(.+)$/.exec(line) ?? []
      return { points: points === '' ? Number.NaN : numberIn(points), text: words || line.trim() }
    })

const numberIn = (text: string): number =>
  Number(text.includes(',') ? text.replaceAll('.', '').replace(',', '.') : text)

/** The set in such a workbook, or where it is none. Throws a DocumentProblem for what is no workbook. */
export async function readSetWorkbook(bytes: Uint8Array, fileName: string): Promise<ReadSet> {
  const { blocks } = await readDocument(bytes, fileName)
  const tables = blocks.flatMap((block) => (block.kind === 'table' ? [block] : []))
  const grid = (name: string) =>
    tables.find((table) => table.name === name)?.rows.map((row) => row.map(({ text }) => text))
  const lines = grid(LINES) ?? tables[0]?.rows.map((row) => row.map(({ text }) => text))
  const [header, ...body] = lines ?? []
  if (!header?.includes('Mã') || !header.includes('Nội dung'))
    return { issues: [{ path: LINES, message: `cần các cột ${COLUMNS.slice(0, 5).join(', ')}` }] }
  const rows = body
    .map((cells): Cells => Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])))
    .filter((row) => row.Mã || row['Nội dung'])
  const nested = nest(rows.filter(({ Loại }) => !isAdjustment(Loại)))
  if ('issues' in nested) return nested
  return readSet({
    ...DEFAULTS,
    ...factsOf(grid(FACTS) ?? []),
    lines: nested.lines,
    adjustments: rows.filter(({ Loại }) => isAdjustment(Loại)).map(adjustmentOf),
  })
}

const DEFAULTS = {
  format: FORMAT,
  name: LINES,
  valid: { from: null, to: null },
  rounding: { line: 2, total: 2 },
}
const isAdjustment = (kind: unknown): boolean => kind === 'deduct' || kind === 'award'

function factsOf(rows: readonly string[][]): Record<string, unknown> {
  return Object.fromEntries(
    rows.slice(1).flatMap(([name = '', text = '']) => {
      if (name === '') return []
      try {
        return [[name, /^[[{]|^(true|false|null|-?\d)/.test(text) ? JSON.parse(text) : text]]
      } catch {
        return [[name, text]]
      }
    }),
  )
}

const some = (row: Cells, column: Column): string => String(row[column] ?? '').trim()
const number = (row: Cells, column: Column): number => {
  const text = some(row, column)
  return text === '' ? Number.NaN : numberIn(text)
}

type Nested = Record<string, unknown> & { lines?: Nested[] }

/** Lines under the group above them of one level less; without a level all stand at the top. */
function nest(rows: readonly Cells[]): { lines: Nested[] } | Extract<ReadSet, { issues: unknown }> {
  const top: Nested[] = []
  const open: Nested[] = []
  for (const row of rows) {
    const depth = Math.max(1, number(row, 'Cấp') || 1)
    const line = lineOf(row)
    const parent = depth === 1 ? null : open[depth - 2]
    if (depth > 1 && !parent?.lines)
      return {
        issues: [{ path: some(row, 'Mã'), message: `cấp ${depth} không nằm dưới nhóm nào` }],
      }
    ;(parent?.lines ?? top).push(line)
    open.length = depth - 1
    open.push(line)
  }
  return { lines: top }
}

function lineOf(row: Cells): Nested {
  const kind = some(row, 'Loại') || 'criterion'
  const weight = some(row, 'Trọng số')
  const base = {
    kind,
    code: some(row, 'Mã'),
    title: some(row, 'Nội dung'),
    max: number(row, 'Điểm tối đa'),
    ...(weight === '' ? {} : { weight: numberIn(weight) }),
  }
  if (kind === 'group') return { ...base, combine: some(row, 'Cách cộng') || 'sum', lines: [] }
  const measure = some(row, 'Số liệu')
  return {
    ...base,
    by: some(row, 'Chấm bởi') || 'self',
    evidence: some(row, 'Minh chứng') || 'none',
    guide: some(row, 'Cách chấm'),
    steps: stepsOf(some(row, 'Các mức điểm')),
    mayNotApply: some(row, 'Được ghi không áp dụng') !== '',
    serves: some(row, 'Phục vụ nhiệm vụ')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
    ...(measure === ''
      ? {}
      : {
          measure: {
            name: measure,
            full: number(row, 'Đủ điểm từ tỷ lệ') || 1,
            whenNothing: some(row, 'Khi không có gì để đếm') || 'not-applicable',
          },
        }),
  }
}

const adjustmentOf = (row: Cells) => ({
  kind: some(row, 'Loại'),
  code: some(row, 'Mã'),
  title: some(row, 'Nội dung'),
  each: number(row, 'Mỗi lần'),
  most: number(row, 'Điểm tối đa'),
  by: some(row, 'Chấm bởi') || 'appraised',
  evidence: some(row, 'Minh chứng') || 'none',
  guide: some(row, 'Cách chấm'),
})

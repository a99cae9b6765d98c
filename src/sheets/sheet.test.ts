// The offline form: written, read back, checked row by row.

import { expect, test } from 'vitest'
import { readDocument, type SheetCell, writeSpreadsheet } from '../documents/index.ts'
import type { FormLine } from '../obligations/index.ts'
import { TITLES } from './actions.ts'
import { type CheckedRow, COLUMNS, type ColumnKey, checkSheet, markOf } from './sheet.ts'
import { readWorkbook, writeWorkbook } from './workbook.ts'

const LABELS = {
  states: { done: 'Đã hoàn thành', 'in-progress': 'Đang thực hiện', 'not-started': 'Chưa bắt đầu' },
  kinds: {
    people: 'Thiếu người',
    money: 'Thiếu kinh phí',
    system: 'Phần mềm, đường truyền',
    guidance: 'Chờ hướng dẫn',
    citizens: 'Người dân chưa tham gia',
    coordination: 'Phối hợp',
    other: 'Lý do khác',
  },
}

const line = (id: string, more: Record<string, unknown> = {}): FormLine =>
  ({
    duty: { id, number: '1', title: 'Công khai thu, chi ngân sách' },
    mayBeSent: true,
    isLocked: false,
    draft: null,
    past: [],
    evidence: [],
    fresh: [],
    ...more,
  }) as unknown as FormLine
const draft = {
  state: 'in-progress',
  progress: 'Đang niêm yết',
  quantity: null,
  hindrance: '',
  hindrance_kind: null,
}

const row = (more: Partial<Record<ColumnKey, string>> = {}): string[] => {
  const base: Record<ColumnKey, string> = {
    id: 'a',
    mark: '05569:-',
    number: '1',
    task: 'Công khai thu, chi ngân sách',
    period: 'Quý II/2024',
    due: '17/6/2024',
    state: 'Đang thực hiện',
    progress: 'Đã niêm yết',
    quantity: '',
    hindrance: '',
    kind: '',
  }
  return COLUMNS.map((key) => ({ ...base, ...more })[key])
}
const check = (rows: string[][], lines: FormLine[] = [line('a')]) =>
  checkSheet(rows, { unitCode: '05569', lines, labels: [LABELS] })
const only = (rows: string[][], lines?: FormLine[]) => check(rows, lines).rows[0] as CheckedRow

test.each<[string, string[], FormLine, CheckedRow['fault']]>([
  ['new words', row(), line('a'), null],
  ['an unknown id', row({ id: 'x' }), line('a'), 'unknown-duty'],
  ['another unit’s row', row({ mark: '05563:-' }), line('a'), 'other-unit'],
  ['another unit’s unknown row', row({ id: 'x', mark: '05563:-' }), line('a'), 'other-unit'],
  ['a made-up state', row({ state: 'Gần xong' }), line('a'), 'state-unreadable'],
  ['letters for a number', row({ quantity: 'ba' }), line('a'), 'quantity-unreadable'],
  ['a negative number', row({ quantity: '-1' }), line('a'), 'quantity-unreadable'],
  ['a made-up kind', row({ hindrance: 'x', kind: 'Xui' }), line('a'), 'kind-unreadable'],
  ['a kind with a comma', row({ hindrance: 'x', kind: 'Phần mềm, đường truyền' }), line('a'), null],
  ['sent since', row(), line('a', { past: [{ submission_id: 's1' }] }), 'sent-since'],
  ['sent and waiting', row(), line('a', { mayBeSent: false }), 'sent-since'],
  ['locked', row(), line('a', { mayBeSent: false, isLocked: true }), 'locked'],
  [
    'begun on the returned round',
    row({ mark: '05569:s1' }),
    line('a', { past: [{ submission_id: 's1' }] }),
    null,
  ],
])('%s: %s', (_, cells, form, fault) => {
  const found = only([cells], [form])
  expect(found.fault).toBe(fault)
  expect(found.change === null).toBe(fault !== null)
})

test.each<[string, number | null]>([
  ['', null],
  ['3', 3],
  ['3,5', 3.5],
  ['3.5', 3.5],
  ['1.200', 1200],
  ['1.200,5', 1200.5],
])('quantity %s is %s', (text, value) => {
  expect(only([row({ quantity: text })]).change?.after.quantity).toBe(value)
})

test('what the draft says already, and an empty row, change nothing', () => {
  const same = row({ progress: 'Đang  niêm yết' })
  expect(only([same], [line('a', { draft })])).toMatchObject({ fault: null, change: null })
  expect(only([row({ progress: '' })])).toMatchObject({ fault: null, change: null })
  const emptied = only([row({ progress: '' })], [line('a', { draft })])
  expect(emptied).toMatchObject({ fault: null, change: null })
  expect(only([row()], [line('a', { draft })]).change?.before?.progress).toBe('Đang niêm yết')
})

test('a sent duty whose row was left as it was is no fault', () => {
  const sent = line('a', { mayBeSent: false, past: [{ submission_id: 's1' }] })
  expect(only([row({ progress: '' })], [sent]).fault).toBeNull()
})

test('the same duty twice, changed words, and the row as the workbook counts', () => {
  const { rows, changes, faults } = check([row({ task: 'Việc khác' }), row()])
  expect(rows.map(({ row: at, fault, reworded }) => [at, fault, reworded])).toEqual([
    [2, null, true],
    [3, 'twice', false],
  ])
  expect(changes).toHaveLength(1)
  expect(faults).toBe(1)
})

test('the mark names the unit and the last line sent', () => {
  expect(markOf('05569', line('a'))).toBe('05569:-')
  const past = [{ submission_id: 's1' }, { submission_id: 's2' }]
  expect(markOf('05569', line('a', { past }))).toBe('05569:s2')
})

const TEXTS = {
  form: 'Biểu 2024-Q2',
  guide: 'Hướng dẫn',
  titles: TITLES[0] as (typeof TITLES)[number],
  steps: ['Bước một <&> "hai"', 'Bước hai'],
}
const written = () =>
  writeWorkbook(
    { unitCode: '05569', plan: '7-2024', period: '2024-Q2' },
    TEXTS,
    [row(), row({ id: 'b', progress: 'Hai dòng\nchữ có dấu & <nháy>' })].map(
      (cells) =>
        Object.fromEntries(COLUMNS.map((key, at) => [key, cells[at] ?? ''])) as Record<
          ColumnKey,
          string
        >,
    ),
    { states: Object.values(LABELS.states), kinds: Object.values(LABELS.kinds) },
  )

test('a workbook is read back as it was written', async () => {
  const { mark, rows } = await readWorkbook(written(), 'bieu.xlsx', TITLES)
  expect(mark).toEqual({ unitCode: '05569', plan: '7-2024', period: '2024-Q2' })
  expect(rows).toHaveLength(2)
  expect(rows[0]).toEqual(row())
  expect(rows[1]?.[COLUMNS.indexOf('progress')]).toBe('Hai dòng\nchữ có dấu & <nháy>')
  const { blocks } = await readDocument(written(), 'bieu.xlsx')
  expect(blocks.map((block) => (block.kind === 'table' ? block.name : ''))).toEqual([
    'Biểu 2024-Q2',
    'Hướng dẫn',
    'congtam-form-1',
    'Lists',
  ])
})

test('another workbook, and what is no workbook, are refused', async () => {
  const other = new TextEncoder().encode('Kế hoạch số 7')
  await expect(readWorkbook(other, 'x.xlsx', TITLES)).rejects.toMatchObject({
    code: 'sheet.not-a-form',
  })
})

/** The workbook as a spreadsheet program saves it after somebody has worked on the form. */
async function worked(change: (cells: SheetCell[][]) => SheetCell[][], formFirst = true) {
  const { blocks } = await readDocument(written(), 'bieu.xlsx')
  const [form, ...others] = blocks.flatMap((block) =>
    block.kind === 'table'
      ? [{ name: block.name ?? '', rows: block.rows.map((line) => line.map(({ text }) => text)) }]
      : [],
  )
  const changed = { name: 'Biểu', rows: change((form?.rows ?? []) as SheetCell[][]) }
  const sheets = formFirst ? [changed, ...others] : [...others, changed]
  return await writeSpreadsheet(
    sheets.map(({ name, rows: [header = [], ...rows] }) => ({
      name,
      header: header.map(String),
      rows,
    })),
  )
}
const at = (key: ColumnKey) => COLUMNS.indexOf(key)

test.each<[string, (cells: SheetCell[][]) => SheetCell[][], boolean]>([
  ['a column put in before all', (cells) => cells.map((line) => ['ghi chú', ...line]), true],
  [
    'a column put in before the progress',
    (cells) => cells.map((line) => line.toSpliced(at('progress'), 0, 'nháp')),
    true,
  ],
  ['columns in another order', (cells) => cells.map((line) => line.toReversed()), true],
  ['sheets in another order', (cells) => cells, false],
  ['a row above the titles', (cells) => [['Biểu của xã'], ...cells], true],
])('%s: each cell is read under its own title', async (_, change, formFirst) => {
  const { rows } = await readWorkbook(await worked(change, formFirst), 'bieu.xlsx', TITLES)
  expect(rows).toHaveLength(2)
  expect(rows[0]).toEqual(row())
})

test('a column taken out is told by its name; nothing is guessed from places', async () => {
  const bytes = await worked((cells) => cells.map((line) => line.toSpliced(at('state'), 1)))
  await expect(readWorkbook(bytes, 'bieu.xlsx', TITLES)).rejects.toMatchObject({
    code: 'sheet.columns-changed',
    details: { columns: 'Tình hình' },
  })
})

test('a number of the workbook is that number, whatever its text would say in Vietnamese', async () => {
  const bytes = await worked(([head = [], first = []]) => [
    head,
    ...[1.234, 1200, '1.234'].map((quantity, n) =>
      first.with(at('quantity'), quantity).with(at('id'), `d${n}`),
    ),
  ])
  const { rows } = await readWorkbook(bytes, 'bieu.xlsx', TITLES)
  const lines = ['d0', 'd1', 'd2'].map((id) => line(id))
  const { changes } = check(rows, lines)
  expect(changes.map(({ quantity }) => quantity)).toEqual([1.234, 1200, 1234])
})

test('rows are told by the number beside them, also below empty ones', async () => {
  const bytes = await worked(([head = [], first = []]) => [
    head,
    [],
    [],
    first.with(at('state'), 'Gần xong'),
  ])
  const { rows, numbers } = await readWorkbook(bytes, 'bieu.xlsx', TITLES)
  const checked = checkSheet(rows, {
    unitCode: '05569',
    lines: [line('a')],
    labels: [LABELS],
    numbers,
  })
  expect(checked.rows).toMatchObject([{ row: 4, fault: 'state-unreadable' }])
})

// A unit's report form as rows of a workbook: written with what stands now, read back row by row. What the unit may
// write is the state, progress, quantity and hindrance; number, task, period and due day only tell.

import type { DraftLine, FormLine, HindranceKind, LineState } from '../obligations/index.ts'

export type SheetMark = { unitCode: string; plan: string; period: string }

export type SheetLabels = {
  states: Readonly<Record<LineState, string>>
  kinds: Readonly<Record<HindranceKind, string>>
}

/** The place of each column. The first two are hidden. */
export const COLUMNS = [
  'id',
  'mark',
  'number',
  'task',
  'period',
  'due',
  'state',
  'progress',
  'quantity',
  'hindrance',
  'kind',
] as const
export type ColumnKey = (typeof COLUMNS)[number]

/** What a row was begun on: the unit, and the last line it had sent for the duty. */
export const markOf = (unitCode: string, line: Pick<FormLine, 'past'>): string =>
  `${unitCode}:${line.past.at(-1)?.submission_id ?? '-'}`

export type RowFault =
  | 'unknown-duty'
  | 'other-unit'
  | 'twice'
  | 'sent-since'
  | 'locked'
  | 'state-unreadable'
  | 'quantity-unreadable'
  | 'kind-unreadable'

export type CheckedRow = {
  /** As the workbook counts: the head is row 1. */
  row: number
  title: string
  fault: RowFault | null
  /** Words of the locked columns were changed; that is ignored. */
  reworded: boolean
  /** What would be saved; null when nothing would change. */
  change: { before: DraftLine | null; after: DraftLine } | null
}

export type CheckedSheet = { rows: CheckedRow[]; changes: DraftLine[]; faults: number }

/** Checks the rows of a workbook against the form as it stands now. */
export function checkSheet(
  cells: readonly (readonly string[])[],
  form: {
    unitCode: string
    lines: readonly FormLine[]
    labels: readonly SheetLabels[]
    /** The number beside each row; from 2 where the workbook says none. */
    numbers?: readonly number[]
  },
): CheckedSheet {
  const seen = new Set<string>()
  const rows = cells.map((row, at): CheckedRow => {
    const get = (key: ColumnKey) => (row[COLUMNS.indexOf(key)] ?? '').trim()
    const line = form.lines.find(({ duty }) => duty.id === get('id'))
    const title = line ? `${line.duty.number}. ${line.duty.title}` : get('task')
    const bare = { row: form.numbers?.[at] ?? at + 2, title, reworded: false, change: null }
    if (get('mark') !== '' && get('mark').split(':')[0] !== form.unitCode) {
      return { ...bare, fault: 'other-unit' }
    }
    if (!line) return { ...bare, fault: 'unknown-duty' }
    if (seen.has(line.duty.id)) return { ...bare, fault: 'twice' }
    seen.add(line.duty.id)
    const read = readRow(get, line.duty.id, form.labels)
    const reworded = squeezed(get('task')) !== squeezed(line.duty.title)
    if ('fault' in read) return { ...bare, reworded, fault: read.fault }
    const before = draftOf(line)
    if (!differs(read.line, before)) return { ...bare, reworded, fault: null }
    if (get('mark') !== markOf(form.unitCode, line)) {
      return { ...bare, reworded, fault: 'sent-since' }
    }
    if (!line.mayBeSent) {
      return { ...bare, reworded, fault: line.isLocked ? 'locked' : 'sent-since' }
    }
    return { ...bare, reworded, fault: null, change: { before, after: read.line } }
  })
  return {
    rows,
    changes: rows.flatMap(({ change }) => change?.after ?? []),
    faults: rows.filter(({ fault }) => fault !== null).length,
  }
}

function readRow(
  get: (key: ColumnKey) => string,
  dutyId: string,
  labels: readonly SheetLabels[],
): { line: DraftLine } | { fault: RowFault } {
  const state = get('state') === '' ? 'in-progress' : keyOf(get('state'), labels, 'states')
  if (!state) return { fault: 'state-unreadable' }
  const quantity = quantityOf(get('quantity'))
  if (quantity === undefined) return { fault: 'quantity-unreadable' }
  const kind = get('kind') === '' ? null : keyOf(get('kind'), labels, 'kinds')
  if (kind === undefined) return { fault: 'kind-unreadable' }
  const hindrance = get('hindrance')
  return {
    line: {
      dutyId,
      state: state as LineState,
      progress: get('progress'),
      quantity,
      hindrance,
      hindranceKind: hindrance === '' ? null : ((kind as HindranceKind | null) ?? 'other'),
    },
  }
}

function keyOf(
  text: string,
  labels: readonly SheetLabels[],
  list: 'states' | 'kinds',
): string | undefined {
  const wanted = squeezed(text).toLowerCase()
  for (const each of labels) {
    const found = Object.entries(each[list]).find(
      ([, label]) => squeezed(label).toLowerCase() === wanted,
    )
    if (found) return found[0]
  }
  return undefined
}

/** `3`, `3,5`, `1.200`; null for nothing; undefined for what is no quantity. */
function quantityOf(text: string): number | null | undefined {
  if (text === '') return null
  const plain = /^\d{1,3}(\.\d{3})+(,\d+)?$/.test(text) ? text.replaceAll('.', '') : text
  const value = Number(plain.replace(',', '.'))
  return Number.isFinite(value) && value >= 0 && value <= 1e12 ? value : undefined
}

const draftOf = ({ duty, draft }: FormLine): DraftLine | null =>
  draft && {
    dutyId: duty.id,
    state: draft.state,
    progress: draft.progress,
    quantity: draft.quantity,
    hindrance: draft.hindrance,
    hindranceKind: draft.hindrance_kind,
  }

/** A row without words changes nothing, also where a draft was written since the sheet was downloaded; cells of a
 * workbook do not keep runs of blanks. */
function differs(line: DraftLine, draft: DraftLine | null): boolean {
  const isEmpty = line.progress === '' && line.hindrance === '' && line.quantity === null
  if (isEmpty) return false
  if (!draft) return true
  return (
    line.state !== draft.state ||
    squeezed(line.progress) !== squeezed(draft.progress) ||
    line.quantity !== draft.quantity ||
    squeezed(line.hindrance) !== squeezed(draft.hindrance) ||
    line.hindranceKind !== draft.hindranceKind
  )
}

const squeezed = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

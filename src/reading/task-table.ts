// Rows of a task table into tasks. Repeated headers, rows that only number the columns, heading rows, and
// rows that a page break cut in two are recognised; what is left over is noted.

import type { Cell, Span, Table } from '../documents/index.ts'
import { matchKey } from '../lib/text.ts'
import { readMarker } from './marker.ts'
import type { Fact, Field, Note, PlanTask } from './plan.ts'
import type { Column, Header } from './table-header.ts'

export type ReadTable = { tasks: PlanTask[]; headings: Fact[]; notes: Note[]; unplaced: Fact[] }

/** Reads one table; `before` are the tasks read so far, whose last may go on here. */
export function readTaskTable(table: Table, header: Header, before: PlanTask[]): ReadTable {
  const read: ReadTable = { tasks: [], headings: [], notes: [], unplaced: [] }
  const shape = table.rows.slice(header.rowsAbove, header.rowsAbove + header.headerRows)
  for (const row of shape) read.headings.push(...distinct(row).map(factOf))
  let heading: string | null = before[before.length - 1]?.heading ?? null
  const rows = table.rows.slice(header.rowsAbove + header.headerRows)
  rows.forEach((row, index) => {
    const filled = distinct(row)
    if (filled.length === 0) return
    if (isHeaderAgain(row, header) || numbersColumns(row)) read.headings.push(...filled.map(factOf))
    else if (isHeading(row, header, rows[index + 1])) {
      heading = filled.map((cell) => cell.text.replace(/\s+/g, ' ')).join(' ')
      read.headings.push(...filled.map(factOf))
    } else addRow(row, header, heading, read, before)
  })
  if (read.tasks.length === 0 && before.length === 0) {
    read.notes.push({
      code: 'no-tasks',
      where: 'table',
      text: header.names.join(' | '),
      span: spanOf(table),
    })
  }
  return read
}

function addRow(
  row: Cell[],
  header: Header,
  heading: string | null,
  read: ReadTable,
  before: PlanTask[],
) {
  const cell = (column: Column): Cell | undefined => row[header.columns.indexOf(column)]
  const task = cell('task')!
  const no = cell('no')?.text.replace(/[.\s]+$/, '') ?? ''
  const last = read.tasks[read.tasks.length - 1] ?? before[before.length - 1]
  if (no === '' && last && goesOn(row, header, last)) {
    join(last, row, header)
    return
  }
  if (task.text === '') {
    read.unplaced.push(...distinct(row).map(factOf))
    read.notes.push({
      code: 'row-without-text',
      where: 'table',
      text: distinct(row)
        .map((one) => one.text)
        .join(' | '),
      span: spanOf(row[0]!),
    })
    return
  }
  // One cell across both columns names who leads.
  const helping = cell('coordinating') === cell('lead') ? undefined : cell('coordinating')
  const both = splitBoth(cell('both')) ?? splitLead(cell('lead'), helping)
  const own = no === '' && !header.columns.includes('no') ? readMarker(task.text) : null
  read.tasks.push({
    no: no || (own?.marker?.label ?? ''),
    text: flat(own?.marker ? own.rest : task.text),
    span: spanOf(task),
    place: hull(row, task),
    heading,
    lead: both?.lead ?? field(cell('lead')),
    coordinating: both?.coordinating ?? field(helping),
    time: field(cell('time')),
    extra: extras(row, header),
  })
}

/** How words begin that finish a sentence or list what it announced. */
const BEGINS_REST = /^\s*(?:\p{Ll}|[-–+•,;(])/u

/** A row without a number whose words finish the row above: a page break cut it. */
function goesOn(row: Cell[], header: Header, last: PlanTask): boolean {
  const task = row[header.columns.indexOf('task')]!
  if (task.text === '') return true
  // Without a column for it, the number stands before the words.
  if (
    !header.columns.includes('no') &&
    readMarker(task.text).marker !== null &&
    !/^\s*[-–+•]/u.test(task.text)
  )
    return false
  const isAlone = distinct(row).length === 1
  if (isAlone && BEGINS_REST.test(task.text)) return true
  const isWhole = ['lead', 'time'].every((column) => {
    const cell = row[header.columns.indexOf(column as Column)]
    return cell !== undefined && cell.text !== ''
  })
  return !isWhole && /^[\p{Ll}\d,;(]/u.test(task.text) && !/[.;:]$/.test(last.text)
}

function join(last: PlanTask, row: Cell[], header: Header) {
  last.place = {
    start: last.place.start,
    end: Math.max(last.place.end, ...distinct(row).map((cell) => cell.end)),
  }
  header.columns.forEach((column, at) => {
    const cell = row[at]!
    if (cell.text === '' || (at > 0 && cell === row[at - 1])) return
    if (column === 'task') {
      last.text = `${last.text} ${flat(cell.text)}`
      last.span = { start: last.span.start, end: cell.end }
    } else if (column === 'lead' || column === 'coordinating' || column === 'time') {
      const before = last[column]
      const glue = column === 'time' ? ' ' : '\n'
      last[column] = {
        text: [before.text, cell.text].filter(Boolean).join(glue),
        span: { start: before.span?.start ?? cell.start, end: cell.end },
      }
    } else if (column !== 'no') {
      const name = header.names[at]!
      last.extra[name] = [last.extra[name], flat(cell.text)].filter(Boolean).join(' ')
    }
  })
}

const WORDS_OF_ROW = /[^\n]+/g

function isHeaderAgain(row: Cell[], header: Header): boolean {
  return row.every((cell, at) => {
    const key = matchKey(cell.text)
    return key === '' || matchKey(header.names[at]!).includes(key)
  })
}

/** "(1) (2) (3)", "1 2 3", "A B 1 2": a row that only numbers the columns. */
function numbersColumns(row: Cell[]): boolean {
  const texts = row.map((cell) => cell.text.replace(/[()\s.]/g, ''))
  return (
    texts.length > 2 &&
    texts.every((text) => /^(?:\d{1,2}|[A-Z]|\d=.*)$/.test(text)) &&
    new Set(texts).size === texts.length
  )
}

/** A row of one piece, or one with a number and a title but nobody and no time. */
function isHeading(row: Cell[], header: Header, next: Cell[] | undefined): boolean {
  const filled = distinct(row)
  const words = row[header.columns.indexOf('task')]!.text
  if (filled.length === 1 && !spansColumns(row) && BEGINS_REST.test(words)) return false
  const at = (column: Column) => header.columns.indexOf(column)
  const task = row[at('task')]!
  if (filled.length === 1)
    return filled[0] === task
      ? spansColumns(row) || task.text.length < 160
      : filled[0]!.text !== '' && spansColumns(row)
  const no = row[at('no')]
  const carriesNone = header.columns.every(
    (column, place) =>
      column === 'no' || column === 'task' || row[place]!.text === '' || row[place] === task,
  )
  if (!carriesNone) return false
  const label = no?.text.replace(/[.\s]+$/, '') ?? ''
  const nextLabel = at('no') >= 0 ? (next?.[at('no')]?.text ?? '') : ''
  const introduces =
    nextLabel === '' && /^\s*(?:[-–+•]|[a-zđ]\))/u.test(next?.[at('task')]?.text ?? '')
  return (
    introduces ||
    /^(?:[IVXLC]+|[A-ZĐ])$/.test(label) ||
    (label !== '' && nextLabel.startsWith(`${label}.`)) ||
    spansColumns(row)
  )
}

function spansColumns(row: Cell[]): boolean {
  return row.some((cell, at) => at > 0 && cell.text !== '' && cell === row[at - 1])
}

type Roles = { lead: Field; coordinating: Field }

/** A column of who leads that tells the helpers too: "Sở Nội vụ chủ trì, phối hợp với Sở Tài chính". */
function splitLead(cell: Cell | undefined, helping: Cell | undefined): Roles | null {
  if (!cell || (helping && helping.text !== '') || !/phối\s+hợp/iu.test(cell.text)) return null
  return splitBoth(cell)
}

/** "Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)": each name with its role after it. */
function byRoles(cell: Cell): Roles | null {
  const parts = [...cell.text.matchAll(/([^()]+)\(\s*(?:cơ quan\s+)?(chủ trì|phối hợp)\s*\)/giu)]
  const last = parts[parts.length - 1]
  if (!last || last.index + last[0].length < cell.text.replace(/[\s;,.]+$/, '').length) return null
  const of = (role: string): Field => {
    const names = parts
      .filter((part) => part[2]!.toLowerCase() === role)
      .map((part) => part[1]!.replace(/^[\s;,.]+|\s+$/g, ''))
    return { text: names.join('; '), span: names.length === 0 ? null : spanOf(cell) }
  }
  return { lead: of('chủ trì'), coordinating: of('phối hợp') }
}

/** One column for both roles: "Chủ trì: …; Phối hợp: …". Without the word all of it leads. */
function splitBoth(cell: Cell | undefined): Roles | null {
  if (!cell) return null
  const marked = byRoles(cell)
  if (marked) return marked
  const match =
    /^(?:.*?ch[ủu]\s+tr[ìi]\s*:)?\s*([\s\S]*?)(?:[;,.\n(]\s*)?(?:(?:các\s+)?(?:cơ quan|đơn vị)\s+)?phối\s+hợp(?:\s+(?:với|thực hiện))?\s*:?\s*([\s\S]+?)\)?$/iu.exec(
      cell.text,
    )
  const span = spanOf(cell)
  if (!match)
    return {
      lead: { text: cell.text.replace(/^[^:\n]*ch[ủu]\s+tr[ìi]\s*:\s*/iu, ''), span },
      coordinating: { text: '', span: null },
    }
  return { lead: { text: match[1]!.trim(), span }, coordinating: { text: match[2]!.trim(), span } }
}

function extras(row: Cell[], header: Header): Record<string, string> {
  const known: Column[] = ['no', 'task', 'lead', 'coordinating', 'both', 'time']
  return Object.fromEntries(
    header.columns.flatMap((column, at) => {
      const isExtra = !known.includes(column) || header.columns.indexOf(column) !== at
      return isExtra && row[at]!.text !== '' ? [[header.names[at]!, flat(row[at]!.text)]] : []
    }),
  )
}

const field = (cell: Cell | undefined): Field =>
  cell && cell.text !== '' ? { text: cell.text, span: spanOf(cell) } : { text: '', span: null }
/** From the first to the last of the row's own words; cells merged from rows above are not its own. */
function hull(row: Cell[], task: Cell): Span {
  const from = Math.min(task.start, row[0]!.text === '' ? task.start : row[0]!.start)
  const own = distinct(row).filter((cell) => cell.start >= from)
  return { start: from, end: Math.max(task.end, ...own.map((cell) => cell.end)) }
}

const distinct = (row: Cell[]): Cell[] => [...new Set(row)].filter((cell) => cell.text !== '')
const flat = (text: string): string =>
  (text.match(WORDS_OF_ROW) ?? []).join(' ').replace(/\s+/g, ' ').trim()
const spanOf = ({ start, end }: Span): Span => ({ start, end })
const factOf = (cell: Cell): Fact => ({ text: flat(cell.text), span: spanOf(cell) })

// Reads a plan: sorts the lines into head, body, end and annexes, and gives each part to its reader. Every
// line ends in a fact, a heading, a passage, or `unplaced`.

import { DocumentProblem, type SourceDocument } from '../documents/index.ts'
import { searchKey } from '../lib/text.ts'
import { holdsGroups, readGroups, subjectOf } from './groups.ts'
import { readHead } from './head.ts'
import { type DataTable, type Item, itemsOf, type TextLine } from './lines.ts'
import { isCapitalTitle, type Node, outline } from './outline.ts'
import type { Fact, PlanReading, PlanTask } from './plan.ts'
import { opensTail, readTail } from './tail.ts'
import { readTaskTable } from './task-table.ts'
import { readTextTasks } from './text-tasks.ts'

type Zones = {
  head: TextLine[]
  body: TextLine[]
  closing: TextLine[]
  tail: TextLine[]
  annex: TextLine[]
}

/** The reading of a plan of this kind, whoever issued it. Pure; resolves no name. */
export function readPlan(document: SourceDocument): PlanReading {
  const items = itemsOf(document)
  const lines = items.filter((item): item is TextLine => item.kind === 'line')
  const zones = zonesOf(items)
  const head = readHead(zones.head, lines)
  const tail = readTail(zones.tail)
  const reading: PlanReading = {
    number: head.number,
    date: head.date,
    issuer: head.issuer,
    signer: tail.signer,
    signerPosition: tail.signerPosition,
    year: head.year,
    title: head.title,
    goals: [],
    groups: [],
    tasks: [],
    recipients: tail.recipients,
    filing: tail.filing,
    headings: [...head.headings, ...tail.headings],
    passages: [...head.passages, ...zones.closing.map(factOf)],
    unplaced: tail.unplaced,
    notes: head.notes,
  }
  for (const node of outline(zones.body)) readSection(node, reading)
  for (const block of document.blocks)
    if (block.kind === 'paragraph' && block.note)
      reading.passages.push({ text: block.text, span: { start: block.start, end: block.end } })
  readTables(items, reading)
  readAnnex(zones.annex, reading)
  finish(reading)
  return reading
}

/** Refuses a reading in which nothing of a plan was found. */
export function requirePlan(reading: PlanReading): PlanReading {
  const isEmptyTable = reading.notes.some(
    (note) => note.code === 'no-tasks' && note.where === 'table',
  )
  if (reading.tasks.length + reading.groups.length === 0) {
    throw new DocumentProblem(isEmptyTable ? 'document.empty-table' : 'document.not-a-plan')
  }
  return reading
}

const ANNEX = /^(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu|BIỂU|DANH MỤC)(?!\p{L})(?!.{120})/u
const CLOSING =
  /^Trên đây là|^Trong quá trình (?:tổ chức |triển khai )*thực hiện|\.\/\.?\W*(?:\*?\w{0,4}\*?)?$/u

function zonesOf(items: Item[]): Zones {
  const zones: Zones = { head: [], body: [], closing: [], tail: [], annex: [] }
  let zone: keyof Zones = 'head'
  items.forEach((item) => {
    if (item.kind !== 'line') {
      if (zone === 'tail' || zone === 'closing') zone = 'annex'
      return
    }
    if (zone === 'head' && opensBody(item, zones.head)) zone = 'body'
    if (zone !== 'annex' && zone !== 'head' && opensTail(item)) zone = 'tail'
    if (zone === 'body' && item.marker === null && CLOSING.test(item.text)) zone = 'closing'
    if (zone === 'closing' && item.marker && item.marker.kind !== 'bullet') zone = 'body'
    if (zone !== 'head' && ANNEX.test(item.text)) zone = 'annex'
    if (
      zone === 'tail' &&
      item.marker &&
      ['roman', 'upper', 'part'].includes(item.marker.kind) &&
      isCapitalTitle(item.rest)
    )
      zone = 'annex'
    zones[zone].push(item)
  })
  return zones
}

/** The first section: a numbered line after the title, or a title that names a known kind of section. */
function opensBody(line: TextLine, head: TextLine[]): boolean {
  if (line.marker && line.marker.kind !== 'bullet') return !/^(?:số|ngày)/iu.test(line.text)
  return (
    head.length > 0 &&
    sectionKind(line.text) !== 'other' &&
    line.text.length < 80 &&
    isCapitalTitle(line.text) &&
    !/^KẾ HOẠCH/u.test(line.text)
  )
}

type SectionKind = 'goals' | 'organisation' | 'tasks' | 'other'

const ORGANISATION =
  /(?:to chuc|trien khai) (?:trien khai )?thuc hien|phan cong (?:trach nhiem|nhiem vu|thuc hien|to chuc)|trach nhiem (?:thuc hien|cua|to chuc)|to chuc trien khai|^trach nhiem$|che do (?:thong tin )?bao cao|thong tin bao cao/
const GOALS = /muc dich|muc tieu|yeu cau|chi tieu|quan diem/
const TASKS = /nhiem vu|giai phap|noi dung|cong viec/

export function sectionKind(title: string): SectionKind {
  const key = searchKey(title)
  if (ORGANISATION.test(key)) return 'organisation'
  if (GOALS.test(key)) return 'goals'
  return TASKS.test(key) ? 'tasks' : 'other'
}

function readSection(node: Node, reading: PlanReading) {
  const kind = node.key === 'text' ? 'other' : sectionKind(node.line.rest)
  if (kind === 'organisation' && node.children.length > 0) {
    const told = readTextTasks(node)
    if (told.tasks.length === 0) {
      addGroups(node, reading)
      return
    }
  }
  if (kind === 'goals') {
    reading.headings.push(factOf(node.line))
    for (const child of node.children) addGoal(child, reading)
    return
  }
  const { tasks, used } = readTextTasks(node)
  if (tasks.length > 0) {
    reading.tasks.push(...tasks)
    place(node, used, reading)
    return
  }
  // Some plans tell each body's work under the tasks themselves.
  if (holdsGroups(node) || node.children.some(holdsGroups)) {
    addGroups(node, reading)
    return
  }
  if (node.children.length === 0) {
    const isHeading = node.key !== 'text' && isCapitalTitle(node.line.rest)
    ;(isHeading ? reading.headings : reading.passages).push(factOf(node.line))
    return
  }
  reading.headings.push(factOf(node.line))
  const isParent = node.children.some(
    (child) =>
      child.key !== 'text' &&
      sectionKind(child.line.rest) === 'organisation' &&
      child.children.length > 0,
  )
  if (isParent || ['part', 'upper', 'title'].includes(node.line.marker?.kind ?? node.key)) {
    for (const child of node.children) readSection(child, reading)
  } else addNarrative(node, kind, reading)
}

function addGroups(node: Node, reading: PlanReading) {
  const read = readGroups(node)
  reading.groups.push(...read.groups)
  reading.headings.push(...read.headings)
  reading.notes.push(...read.notes)
}

function addGoal(node: Node, reading: PlanReading) {
  const isHeading = node.children.length > 0
  if (isHeading) reading.headings.push(factOf(node.line))
  else reading.goals.push({ text: node.line.rest, span: node.line.restSpan })
  for (const child of node.children) addGoal(child, reading)
}

/** A section told without lead and time: kept as passages, and said once if it speaks of tasks. */
function addNarrative(node: Node, kind: SectionKind, reading: PlanReading) {
  const lines = node.children.flatMap(allOf)
  reading.passages.push(...lines.map((child) => factOf(child.line)))
  const told = lines.filter((child) => child.line.text.length > 60)
  if (kind === 'tasks' && told.length > 0) {
    reading.notes.push({
      code: 'narrative',
      where: node.line.text,
      text: `${told.length}`,
      span: node.line.span,
    })
  }
}

/** Lines around tasks told in text: headings when they have something under them, passages otherwise. */
function place(node: Node, used: Set<Node>, reading: PlanReading) {
  if (!used.has(node))
    (node.children.length > 0 ? reading.headings : reading.passages).push(factOf(node.line))
  for (const child of node.children) place(child, used, reading)
}

function readTables(items: Item[], reading: PlanReading) {
  const inTables: PlanTask[] = []
  for (const item of items) {
    if (item.kind === 'data') addData(item, reading)
    if (item.kind !== 'table') continue
    const read = readTaskTable(item.table, item.header, inTables)
    inTables.push(...read.tasks)
    reading.tasks.push(...read.tasks)
    reading.headings.push(...read.headings)
    reading.notes.push(...read.notes)
    reading.unplaced.push(...read.unplaced)
  }
}

function addData({ table, lines }: DataTable, reading: PlanReading) {
  const seen = new Set<object>()
  for (const row of table.rows) {
    const own = [...new Set(row)].filter((cell) => cell.text !== '' && !seen.has(cell))
    for (const cell of own) seen.add(cell)
    if (own.length === 0) continue
    reading.unplaced.push({
      text: own.map((cell) => cell.text.replace(/\s+/g, ' ')).join(' | '),
      span: {
        start: Math.min(...own.map((cell) => cell.start)),
        end: Math.max(...own.map((cell) => cell.end)),
      },
    })
  }
  const first = lines[0]?.text ?? ''
  const span = { start: table.start, end: table.end }
  reading.notes.push({ code: 'table-not-understood', where: 'table', text: first, span })
}

/** Lines of an annex outside its tables: its title, and tasks or groups told in text. */
function readAnnex(lines: TextLine[], reading: PlanReading) {
  const firstItem = lines.findIndex((line) => line.marker !== null)
  const title = firstItem < 0 ? lines : lines.slice(0, firstItem)
  for (const line of title) {
    const isTitle =
      line.text.length < 300 &&
      (ANNEX.test(line.text) || isCapitalTitle(line.text) || /^\(|kèm theo/iu.test(line.text))
    ;(isTitle ? reading.headings : reading.unplaced).push(factOf(line))
  }
  if (firstItem < 0) return
  for (const node of outline(lines.slice(firstItem))) {
    const { tasks, used } = readTextTasks({ ...node, children: [node], line: node.line })
    if (tasks.length > 0) {
      reading.tasks.push(...tasks)
      place(node, used, reading)
    } else if (ANNEX.test(node.line.text) || isCapitalTitle(node.line.rest)) {
      readSection(node, reading)
    } else reading.unplaced.push(...allOf(node).map((one) => factOf(one.line)))
  }
}

function finish(reading: PlanReading) {
  const bySpan = (a: Fact, b: Fact) => a.span.start - b.span.start
  for (const list of [reading.headings, reading.passages, reading.unplaced]) list.sort(bySpan)
  reading.tasks.sort(bySpan)
  const note = (code: 'no-signer' | 'no-tasks' | 'no-groups') =>
    reading.notes.push({ code, where: 'plan', text: '', span: null })
  if (reading.signer === null) note('no-signer')
  if (reading.tasks.length === 0 && !reading.notes.some((one) => one.code === 'no-tasks'))
    note('no-tasks')
  if (reading.groups.length === 0) note('no-groups')
  for (const task of reading.tasks) {
    if (task.lead.text === '') task.lead = leadOf(task)
    if (task.lead.text === '')
      reading.notes.push({
        code: 'no-lead',
        where: `task ${task.no}`,
        text: task.text,
        span: task.span,
      })
  }
  checkNumbers(reading)
}

/** Without a column for it, who leads is the subject of the sentence, if it has one. */
function leadOf(task: PlanTask): PlanTask['lead'] {
  const subject = subjectOf(task.text)
  return subject === null ? task.lead : { text: subject, span: task.span }
}

/** A gap in the numbers of the tasks may mean a task that was not read. */
function checkNumbers(reading: PlanReading) {
  let last = 0
  for (const task of reading.tasks) {
    if (!/^\d+$/.test(task.no)) continue
    const no = Number(task.no)
    if (no > last + 1 && last > 0) {
      reading.notes.push({
        code: 'numbers-skip',
        where: `task ${task.no}`,
        text: `${last} → ${no}`,
        span: task.span,
      })
    }
    last = no
  }
}

const allOf = (node: Node): Node[] => [node, ...node.children.flatMap(allOf)]
const factOf = (line: TextLine): Fact => ({ text: line.text, span: line.span })

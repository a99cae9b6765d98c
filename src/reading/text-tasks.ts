// Tasks told in text rather than in a table: a numbered line or bullet with who leads, who helps and by
// when in lines under it or in its own words ("Chủ trì: …; phối hợp: …; thời gian: …").

import type { Span } from '../documents/index.ts'
import type { Node } from './outline.ts'
import type { Field, PlanTask } from './plan.ts'

type Role = 'lead' | 'coordinating' | 'time' | 'product'
type Found = { role: Role; label: string; text: string; span: Span }

const LABEL =
  /(?:^|[.;,(–-]\s*)((?:cơ quan,?\s*)?(?:đơn vị\s+)?(?:được giao\s+)?chủ trì(?:\s+thực hiện)?|(?:cơ quan|đơn vị|bộ phận)\s+(?:thực hiện|phụ trách|đầu mối|tham mưu)|(?:trách nhiệm\s+)?thực hiện|(?:cơ quan,?\s*)?(?:đơn vị\s+)?phối hợp(?:\s+thực hiện)?|thời gian(?:\s+(?:thực hiện|hoàn thành))?|thời hạn(?:\s+(?:thực hiện|hoàn thành))?|tiến độ(?:\s+(?:thực hiện|hoàn thành))?|hoàn thành|sản phẩm(?:\s+\p{L}+)?|kết quả(?:\s+đầu ra|\s+thực hiện)?)\s*:\s*/giu

/** The tasks under a section node, and the lines that belong to them. */
export function readTextTasks(section: Node): { tasks: PlanTask[]; used: Set<Node> } {
  const tasks: PlanTask[] = []
  const used = new Set<Node>()
  const visit = (node: Node, heading: string | null, no: string) => {
    const own = fieldsIn(node)
    const below = node.children
      .filter((child) => child.children.length === 0)
      .map((child) => ({ child, fields: fieldsIn(child) }))
    const fieldLines = below.filter(({ fields }) => fields.length > 0 && fields[0]!.at === 0)
    const fields = [...own, ...fieldLines.flatMap((line) => line.fields)]
    const isTask = fields.some((field) => field.role === 'lead' || field.role === 'time')
    const isOneTask = isTask && (own.length > 0 || fieldLines.length > 0)
    if (isOneTask && node !== section) {
      tasks.push(
        makeTask(
          node,
          own,
          fields,
          below
            .filter(({ fields }) => fields.length === 0 || fields[0]!.at !== 0)
            .map(({ child }) => child),
          heading,
          no,
        ),
      )
      used.add(node)
      for (const { child } of below) used.add(child)
      node.children.forEach((child, at) => {
        if (!used.has(child)) visit(child, node.line.rest, pathTo(child, no, at))
      })
      return
    }
    const title = node === section ? heading : node.line.rest
    node.children.forEach((child, at) => {
      visit(child, title, pathTo(child, no, at))
    })
  }
  visit(section, null, '')
  return { tasks, used }
}

/** "1.a": the numbers above it and its own; one that prints none has its place. */
function pathTo(node: Node, path: string, at: number): string {
  const marker = node.line.marker
  const own = marker && marker.kind !== 'bullet' ? marker.label : String(at + 1)
  return path === '' || own.includes('.') ? own : `${path}.${own}`
}

type Placed = Found & { at: number }

function fieldsIn(node: Node): Placed[] {
  const { rest, restSpan } = node.line
  const labels = [...rest.matchAll(LABEL)]
  return labels.map((label, index) => {
    const from = label.index + label[0].length
    const next = labels[index + 1]
    const to = next ? next.index : rest.length
    const text = rest
      .slice(from, to)
      .replace(/[\s;,.()]+$/u, '')
      .trim()
    const start = Math.min(restSpan.end, restSpan.start + from)
    return {
      role: roleOf(label[1]!),
      label: label[1]!,
      text,
      span: { start, end: Math.min(restSpan.end, start + text.length) },
      at: label.index,
    }
  })
}

function roleOf(label: string): Role {
  const words = label.toLowerCase()
  if (words.includes('phối hợp') && !words.includes('chủ trì')) return 'coordinating'
  if (/thời|tiến độ|hoàn thành/.test(words)) return 'time'
  return /sản phẩm|kết quả/.test(words) ? 'product' : 'lead'
}

function makeTask(
  node: Node,
  own: Placed[],
  fields: Found[],
  more: Node[],
  heading: string | null,
  no: string,
): PlanTask {
  const { line } = node
  const cut = own[0]?.at ?? line.rest.length
  const words = line.rest
    .slice(0, cut)
    .replace(/[\s;(:-]+$/u, '')
    .trim()
  const text = [words, ...more.map((child) => child.line.rest)]
    .filter((part) => part !== '')
    .join(' ')
  const of = (role: Role): Field => {
    const found = fields.filter((field) => field.role === role && field.text !== '')
    if (found.length === 0) return { text: '', span: null }
    const spans = found.map((field) => field.span)
    return {
      text: found.map((field) => field.text).join('; '),
      span: {
        start: Math.min(...spans.map((span) => span.start)),
        end: Math.max(...spans.map((span) => span.end)),
      },
    }
  }
  const product = of('product')
  const end = Math.max(line.span.end, ...more.map((child) => child.line.span.end))
  return {
    no,
    text,
    span: { start: line.restSpan.start, end },
    place: {
      start: line.span.start,
      end: Math.max(end, ...fields.map((field) => field.span.end)),
    },
    heading,
    lead: of('lead'),
    coordinating: of('coordinating'),
    time: of('time'),
    extra: product.text === '' ? {} : { 'Sản phẩm': product.text },
  }
}

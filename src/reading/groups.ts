// The section "Tổ chức thực hiện": who must do what. A group is a heading that names bodies, numbered in any
// way or not at all; its bullets, numbered lines and plain paragraphs are its duties. A line that only
// introduces the lines under it ("Chỉ đạo UBND cấp xã:") is a heading.

import { type BodyMention, beginsBody, splitBodies } from './bodies.ts'
import type { Node } from './outline.ts'
import type { Duty, Fact, Group, Note } from './plan.ts'

export type ReadGroups = { groups: Group[]; headings: Fact[]; notes: Note[] }

/** The groups of one section. */
export function readGroups(section: Node): ReadGroups {
  const read: ReadGroups = { groups: [], headings: [fact(section)], notes: [] }
  addGroups(section, '', read)
  return read
}

function addGroups(parent: Node, path: string, read: ReadGroups) {
  const loose: Node[] = []
  let titled: Group | null = null
  for (const child of parent.children) {
    const isBullet = child.line.marker?.kind === 'bullet'
    const heading: Heading | null = titled && isBullet ? null : headingOf(child)
    if (titled && isBullet) titled.duties.push(...dutiesOf([child], 'duty', null, null, read))
    else if (holdsGroups(child)) {
      read.headings.push(fact(child))
      addGroups(child, labelOf(child, path), read)
      titled = null
    } else if (heading) {
      const group = makeGroup(child, heading, placeOf(labelOf(child, path), read), read)
      read.groups.push(group)
      titled = child.line.marker ? null : group
    } else if (child.key === 'text' && titled) {
      titled.duties.push(...dutiesOf([child], 'duty', null, null, read))
    } else if (child.line.marker && child.line.marker.kind !== 'bullet') {
      // A numbered part that names nobody ("5. Chế độ báo cáo"): kept, and a person says whose it is.
      const group = makeGroup(
        child,
        { title: titlePart(child.line.rest), after: afterColon(child.line.rest) },
        labelOf(child, path),
        read,
      )
      read.groups.push(group)
      titled = null
    } else loose.push(child)
  }
  if (loose.length > 0) {
    const group: Group = {
      no: path || (parent.line.marker?.label ?? ''),
      title: parent.line.rest,
      span: parent.line.restSpan,
      bodies: [],
      duties: dutiesOf(loose, 'duty', null, null, read),
    }
    read.groups.push(group)
    read.notes.push({
      code: 'no-body',
      where: `group ${group.no}`,
      text: group.title,
      span: group.span,
    })
  }
}

type Heading = { title: string; after: string }

const VERB =
  /\s+(?=(?:chủ trì|có trách nhiệm|phối hợp|tham mưu|hướng dẫn|theo dõi|xây dựng|tổ chức (?:triển khai|thực hiện)|chịu trách nhiệm|căn cứ|thực hiện|triển khai|là cơ quan|đẩy mạnh|tăng cường|bố trí|chỉ đạo|đôn đốc|cân đối|tiếp tục|thường xuyên|chủ động|nghiên cứu|kiểm tra)(?!\p{L}))/u

/** The title of a group and what follows it on the same line; null when the line is no group heading. */
function headingOf(node: Node): Heading | null {
  const { rest, marker } = node.line
  const title = titlePart(rest)
  const after = afterColon(rest)
  const isNumbered = marker !== null && marker.kind !== 'bullet'
  if (marker === null && !isTitleLine(node)) return null
  if (!beginsBody(title)) return isNumbered || marker !== null ? sentence(rest) : null
  const isPlain = title.length <= 250 && areNames(title)
  if (after !== '' || rest.endsWith(':')) return isPlain ? { title, after } : null
  if (isPlain && (node.children.length > 0 || isNumbered || marker === null))
    return { title, after: '' }
  return sentence(rest) ?? (isPlain && isNumbered ? { title, after: '' } : null)
}

const OPENING_CLAUSE =
  /^(?:Căn cứ|Trên cơ sở|Định kỳ|Hằng|Hàng|Trong|Trước|Đối với|Khi|Sau khi)(?![\p{L}])[^,;:]{0,120},\s*/u

/** "Sở Nội vụ chủ trì, phối hợp …": the subject is the title, the sentence the duty. */
function sentence(rest: string): Heading | null {
  const opening = OPENING_CLAUSE.exec(rest)?.[0].length ?? 0
  const verb = VERB.exec(rest.slice(opening))
  if (!verb) return null
  const subject = rest.slice(opening, opening + verb.index).replace(/[,\s]+$/, '')
  const named = opening > 0 ? subject.charAt(0).toUpperCase() + subject.slice(1) : subject
  return beginsBody(named) && areNames(subject) ? { title: subject, after: rest } : null
}

/** A paragraph that stands as a title: short, without a full stop. */
function isTitleLine({ line }: Node): boolean {
  return line.text.length <= 140 && !/[.;]$/.test(line.text)
}

/** Whether these words are names of bodies and nothing else. */
function areNames(title: string): boolean {
  const mentions = splitBodies(title)
  return (
    mentions.length > 0 &&
    mentions.every(
      (mention) => mention.name.split(' ').length <= 16 && !VERB.test(` ${mention.name}`),
    )
  )
}

const titlePart = (rest: string): string =>
  rest
    .split(/:(?=\s|$)/)[0]!
    .replace(/[.;]$/, '')
    .replace(
      /,?\s+(?:(?:có|chịu)\s+trách\s+nhiệm|có\s+nhiệm\s+vụ)(?:\s+(?:sau|như sau))?\s*$/iu,
      '',
    )
    .trim()
const afterColon = (rest: string): string => {
  const at = rest.search(/:(?=\s|$)/)
  return at < 0 ? '' : rest.slice(at + 1).trim()
}

/** A heading whose own children are groups: "1. Trách nhiệm của các cơ quan" over "a) Sở Nội vụ". */
export function holdsGroups(node: Node): boolean {
  const numbered = node.children.filter(
    (child) => child.line.marker && child.line.marker.kind !== 'bullet',
  )
  const titles = numbered.map(headingOf).filter((heading) => heading !== null)
  return numbered.length >= 2 && titles.length === numbered.length
}

/** The body that a sentence begins with as its subject ("Sở Nội vụ chủ trì …"); null when there is none. */
export function subjectOf(text: string): string | null {
  return sentence(text)?.title ?? null
}

function makeGroup(node: Node, heading: Heading, no: string, read: ReadGroups): Group {
  const title = heading.title
  const bodies = beginsBody(title) || heading.after === node.line.rest ? splitBodies(title) : []
  const span = { start: node.line.restSpan.start, end: node.line.restSpan.end }
  const group: Group = { no, title, span, bodies, duties: [] }
  if (heading.after !== '') {
    const at = node.line.text.length - heading.after.length
    const start =
      heading.after === node.line.rest ? span.start : Math.min(span.end, node.line.span.start + at)
    group.duties.push({
      text: heading.after,
      span: { start, end: span.end },
      level: 'duty',
      under: null,
      bodies: null,
    })
  }
  const introduces = heading.after.endsWith(':') && node.children.length > 0 ? heading.after : null
  group.duties.push(...dutiesOf(node.children, 'duty', introduces, null, read))
  if (introduces) {
    group.duties.splice(0, 1)
    read.headings.push(fact(node))
  }
  if (group.duties.length === 0 && (title.length > 80 || /[.;]$/.test(node.line.rest))) {
    group.duties.push({ text: node.line.rest, span, level: 'duty', under: null, bodies: null })
  }
  if (bodies.length === 0) {
    read.notes.push({ code: 'no-body', where: `group ${no}`, text: title, span })
  }
  return group
}

function dutiesOf(
  nodes: Node[],
  level: Duty['level'],
  under: string | null,
  bodies: BodyMention[] | null,
  read: ReadGroups,
): Duty[] {
  return nodes.flatMap((node) => {
    const { rest, restSpan } = node.line
    const isBullet = node.line.marker?.kind === 'bullet'
    const isHeading =
      node.children.length > 0 &&
      (rest.endsWith(':') || (!isBullet && rest.length < 120 && !/[.;]$/.test(rest)))
    if (isHeading) {
      read.headings.push(fact(node))
      const below = rest.endsWith(':') || level === 'sub-duty' ? 'sub-duty' : 'duty'
      return dutiesOf(node.children, below, rest, addressed(rest) ?? bodies, read)
    }
    const duty: Duty = { text: rest, span: restSpan, level, under, bodies }
    return [duty, ...dutiesOf(node.children, 'sub-duty', rest, bodies, read)]
  })
}

const ADDRESS = /^(?:Chỉ đạo|Hướng dẫn|Yêu cầu|Giao|Đôn đốc|Đề nghị|Đối với)\s+(?:,\s*)?(.+?):?$/iu

/** Whom a heading speaks to: "Chỉ đạo UBND cấp xã:" gives UBND cấp xã. */
function addressed(heading: string): BodyMention[] | null {
  const match = ADDRESS.exec(
    heading.replace(/^(?:Chỉ đạo|Hướng dẫn|Đôn đốc)\s*,\s*(?=chỉ đạo|hướng dẫn|đôn đốc)/iu, ''),
  )
  const names = match?.[1]?.replace(/\s+(?:thực hiện|tổ chức thực hiện|triển khai)(?:\s.*)?$/iu, '')
  if (!names || !(beginsBody(names) || /^(?:các|cấp)\s/iu.test(names)) || !areNames(names))
    return null
  return splitBodies(names)
}

/** A group that prints no number is known by its place. */
const placeOf = (no: string, read: ReadGroups): string => no || String(read.groups.length + 1)

/** The number as printed; parts inside a part carry its number unless they print it themselves. */
function labelOf(node: Node, path: string): string {
  const marker = node.line.marker
  if (!marker || marker.kind === 'bullet') return path
  return path === '' || marker.label.includes('.') ? marker.label : `${path}.${marker.label}`
}

const fact = (node: Node): Fact => ({ text: node.line.text, span: node.line.span })

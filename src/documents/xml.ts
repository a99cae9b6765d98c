// A small reader of the XML that Office writes: elements, attributes, text. No document type, so no
// entity can expand; depth is bounded. Names keep their prefix (`w:p`).

import { DocumentProblem } from './document.ts'

export type Element = {
  name: string
  attributes: Record<string, string>
  children: (Element | string)[]
}

const MAX_DEPTH = 160
const MAX_ELEMENTS = 800_000
const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!|<(\/?)([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>|[^<]+/gy
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

/** The root element of an XML part, whose name is told in the refusal if it is damaged. */
export function parseXml(bytes: Uint8Array, part: string): Element {
  const source = decode(bytes)
  const root: Element = { name: '', attributes: {}, children: [] }
  const open: Element[] = [root]
  const damaged = () => new DocumentProblem('document.damaged', { part })
  TOKEN.lastIndex = 0
  let at = 0
  let count = 0
  while (at < source.length) {
    TOKEN.lastIndex = at
    const token = TOKEN.exec(source)
    if (!token || token[0] === '<!') throw damaged()
    at = TOKEN.lastIndex
    const [whole, cdata, closing, name, attributes, selfClosing] = token
    const current = open[open.length - 1]!
    if (cdata !== undefined) current.children.push(cdata)
    else if (name === undefined) {
      if (!whole.startsWith('<')) current.children.push(unescapeXml(whole))
    } else if (closing) {
      if (open.length < 2 || open.pop()!.name !== name) throw damaged()
    } else {
      const element: Element = { name, attributes: readAttributes(attributes ?? ''), children: [] }
      current.children.push(element)
      if (!selfClosing) open.push(element)
      if (++count > MAX_ELEMENTS) throw new DocumentProblem('document.too-many-parts')
      if (open.length > MAX_DEPTH) throw new DocumentProblem('document.too-deep')
    }
  }
  const top = root.children.find((child) => typeof child !== 'string')
  if (open.length !== 1 || !top || typeof top === 'string') throw damaged()
  return top
}

export function elements(parent: Element | undefined, name?: string): Element[] {
  const all = (parent?.children ?? []).filter((child) => typeof child !== 'string')
  return name === undefined ? all : all.filter((child) => child.name === name)
}

export function first(parent: Element | undefined, ...path: string[]): Element | undefined {
  let found = parent
  for (const name of path) found = elements(found, name)[0]
  return found
}

export function textOf(element: Element): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : textOf(child)))
    .join('')
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder().decode(bytes)
}

function readAttributes(source: string): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const [, name, double, single] of source.matchAll(ATTRIBUTE)) {
    attributes[name!] = unescapeXml(double ?? single ?? '')
  }
  return attributes
}

function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

// The text of a Word paragraph out of its runs.

import type { ParagraphStyle } from './docx-styles.ts'
import { commonWords, fromTcvn3, fromVni, isModern } from './encodings.ts'
import { type Element, elements, first, textOf } from './xml.ts'

export type ReadRuns = {
  text: string
  bold: boolean
  /** Text boxes that hang on the paragraph. */
  boxes: Element[]
  encoding: 'tcvn3' | 'vni' | null
}

const INSIDE = new Set([
  'w:hyperlink',
  'w:ins',
  'w:moveTo',
  'w:smartTag',
  'w:sdt',
  'w:sdtContent',
  'w:fldSimple',
  'w:customXml',
  'w:dir',
  'w:bdo',
])

export function paragraphText(paragraph: Element, style: ParagraphStyle): ReadRuns {
  const read: ReadRuns = { text: '', bold: false, boxes: [], encoding: null }
  let plain = 0
  const walk = (parent: Element) => {
    for (const child of elements(parent)) {
      if (child.name === 'w:r') plain += readRun(child, style, read)
      else if (INSIDE.has(child.name)) walk(child)
    }
  }
  walk(paragraph)
  read.bold = read.text.trim() !== '' && plain === 0
  return read
}

/** Adds the run to what was read; gives how many of its letters are not bold. */
function readRun(run: Element, style: ParagraphStyle, read: ReadRuns): number {
  const properties = first(run, 'w:rPr')
  const isHidden = isOn(first(properties, 'w:vanish'))
  let text = ''
  for (const child of elements(run)) {
    if (
      child.name === 'mc:AlternateContent' ||
      child.name === 'w:drawing' ||
      child.name === 'w:pict'
    ) {
      const chosen = first(child, 'mc:Choice') ?? child
      read.boxes.push(...boxesIn(chosen))
    } else if (!isHidden) text += pieceOf(child)
  }
  const font = first(properties, 'w:rFonts')?.attributes
  const name = font?.['w:ascii'] ?? font?.['w:hAnsi'] ?? style.font ?? ''
  const converted = convert(text, name)
  if (converted.encoding) read.encoding = converted.encoding
  const isCapitals = isOn(first(properties, 'w:caps'))
  read.text += isCapitals ? converted.text.toUpperCase() : converted.text
  const bold = first(properties, 'w:b')
  const isBold = bold ? isOn(bold) : style.bold
  return isBold ? 0 : text.trim().length
}

function pieceOf(child: Element): string {
  switch (child.name) {
    case 'w:t':
      return textOf(child)
    case 'w:tab':
    case 'w:ptab':
      return '\t'
    case 'w:br':
      return child.attributes['w:type'] === 'page' ? '' : '\n'
    case 'w:cr':
      return '\n'
    case 'w:noBreakHyphen':
      return '-'
    case 'w:sym':
      return '•'
    default:
      return ''
  }
}

function boxesIn(element: Element): Element[] {
  return elements(element).flatMap((child) =>
    child.name === 'w:txbxContent' ? [child] : child.name === 'mc:Fallback' ? [] : boxesIn(child),
  )
}

function isOn(property: Element | undefined): boolean {
  return (
    property !== undefined &&
    !['0', 'false', 'none', 'off'].includes(property.attributes['w:val'] ?? '1')
  )
}

/** Fonts of TCVN3 begin with ".Vn" (capitals end in H), those of VNI with "VNI-". */
function convert(text: string, font: string): { text: string; encoding: 'tcvn3' | 'vni' | null } {
  if (!/[\u00a1-\u00fe]/.test(text) || isModern(text)) {
    const isCapitals = /^\.vn.*h$/i.test(font)
    return { text: isCapitals ? text.toUpperCase() : text, encoding: null }
  }
  if (/^\.vn/i.test(font)) {
    return { text: fromTcvn3(text, /h$/i.test(font)), encoding: 'tcvn3' }
  }
  if (/^vni[- ]/i.test(font)) return { text: fromVni(text), encoding: 'vni' }
  // No font says so, but the words do: text pasted from an old document under a new font.
  for (const [encoding, reading] of [
    ['tcvn3', fromTcvn3(text)],
    ['vni', fromVni(text)],
  ] as const) {
    if (commonWords(reading) >= 2 && commonWords(reading) > commonWords(text) + 1)
      return { text: reading, encoding }
  }
  return { text, encoding: null }
}

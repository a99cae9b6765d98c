// What a paragraph style gives to the text: numbering, bold, font; inherited through `basedOn`.

import { type Element, elements, first } from './xml.ts'

export type ParagraphStyle = {
  number?: { id: string | undefined; level: string | undefined }
  bold: boolean
  font?: string
}

export type Styles = { of(id: string | undefined): ParagraphStyle }

export function makeStyles(part: Element | undefined): Styles {
  const byId = new Map(
    elements(part, 'w:style').map((style) => [style.attributes['w:styleId'] ?? '', style]),
  )
  const usual = elements(part, 'w:style').find(
    (style) => style.attributes['w:type'] === 'paragraph' && style.attributes['w:default'] === '1',
  )
  const font = fontOf(first(part, 'w:docDefaults', 'w:rPrDefault', 'w:rPr'))
  const base: ParagraphStyle = { bold: false, ...(font === undefined ? {} : { font }) }
  const known = new Map<string, ParagraphStyle>()
  const of = (id: string, depth: number): ParagraphStyle => {
    const style = byId.get(id)
    if (!style || depth > 20) return base
    const cached = known.get(id)
    if (cached) return cached
    const parent = first(style, 'w:basedOn')?.attributes['w:val']
    const made = inherit(parent === undefined ? base : of(parent, depth + 1), style)
    known.set(id, made)
    return made
  }
  const usualId = usual?.attributes['w:styleId'] ?? ''
  return { of: (id) => of(id ?? usualId, 0) }
}

function inherit(parent: ParagraphStyle, style: Element): ParagraphStyle {
  const runs = first(style, 'w:rPr')
  const bold = first(runs, 'w:b')
  const font = fontOf(runs)
  const numbers = first(style, 'w:pPr', 'w:numPr')
  return {
    ...parent,
    ...(bold ? { bold: !['0', 'false'].includes(bold.attributes['w:val'] ?? '1') } : {}),
    ...(font === undefined ? {} : { font }),
    ...(numbers
      ? {
          number: {
            id: first(numbers, 'w:numId')?.attributes['w:val'] ?? parent.number?.id,
            level: first(numbers, 'w:ilvl')?.attributes['w:val'],
          },
        }
      : {}),
  }
}

function fontOf(runs: Element | undefined): string | undefined {
  const fonts = first(runs, 'w:rFonts')?.attributes
  return fonts?.['w:ascii'] ?? fonts?.['w:hAnsi']
}

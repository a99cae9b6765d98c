// A letter as a Word document in the layout of NĐ 30/2020/NĐ-CP, Phụ lục I.

import type { IParagraphOptions, IRunOptions, Paragraph, TableCell } from 'docx'
import type { Letter, LetterTemplate } from './letter-template.ts'

type Docx = typeof import('docx')
const POINT = 20
const HALF = 2
const twips = (millimetres: number) => Math.round((millimetres * 1440) / 25.4)
/** A4, in millimetres. */
const [WIDTH, HEIGHT] = [210, 297]

/** The bytes of the file. The library is loaded when the first letter is written. */
export async function letterDocx(
  letter: Letter,
  layout: LetterTemplate['layout'],
): Promise<Uint8Array> {
  const docx = await import('docx')
  const { size, font } = layout
  const document = new docx.Document({
    creator: letter.office,
    title: letter.subject,
    styles: {
      default: { document: { run: { font, size: size * HALF, language: { value: 'vi-VN' } } } },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: twips(WIDTH), height: twips(HEIGHT) },
            margin: {
              top: twips(layout.top),
              bottom: twips(layout.bottom),
              left: twips(layout.left),
              right: twips(layout.right),
            },
          },
        },
        children: [
          headOf(docx, letter, layout),
          line(docx, letter.to, {}, { before: 18, after: 12, align: 'center' }),
          ...letter.paragraphs.map(
            (text) =>
              new docx.Paragraph({
                alignment: docx.AlignmentType.JUSTIFIED,
                indent: { firstLine: twips(layout.indent) },
                spacing: { after: layout.after * POINT },
                children: [new docx.TextRun({ text })],
              }),
          ),
          footOf(docx, letter, layout),
        ],
      },
    ],
  })
  return new Uint8Array(await docx.Packer.toArrayBuffer(document))
}

/** Left the issuing body with number and subject, right the name of the state with place and date. */
function headOf(docx: Docx, it: Letter, layout: LetterTemplate['layout']) {
  const small = { size: (layout.size - 1) * HALF }
  const left = [
    ...(it.superior ? [line(docx, it.superior.toUpperCase(), small)] : []),
    line(docx, it.office.toUpperCase(), { ...small, bold: true }),
    rule(docx, 18),
    line(docx, it.number, small, { before: 6 }),
    line(docx, it.subject, { size: (layout.size - 2) * HALF }),
  ]
  const right = [
    line(docx, it.nation, { ...small, bold: true }),
    line(docx, it.motto, { bold: true }),
    rule(docx, 10),
    line(docx, it.placeDate, { italics: true }, { before: 6 }),
  ]
  return table(docx, layout, [
    { share: 0.42, children: left },
    { share: 0.58, children: right },
  ])
}

function footOf(docx: Docx, it: Letter, layout: LetterTemplate['layout']) {
  const left = [
    line(docx, 'Nơi nhận:', { size: 12 * HALF, bold: true, italics: true }, { align: 'left' }),
    ...it.recipients.map((to) => line(docx, `- ${to}`, { size: 11 * HALF }, { align: 'left' })),
  ]
  const right = [
    ...(it.authority ? [line(docx, it.authority.toUpperCase(), { bold: true })] : []),
    line(docx, it.title.toUpperCase(), { bold: true }),
    line(docx, it.signer, { bold: true }, { before: 72 }),
  ]
  return table(docx, layout, [
    { share: 0.5, children: left },
    { share: 0.5, children: right },
  ])
}

function line(
  docx: Docx,
  text: string,
  run: Partial<IRunOptions> = {},
  { before = 0, after = 0, align = 'center' as 'center' | 'left' } = {},
): Paragraph {
  return new docx.Paragraph({
    alignment: align === 'center' ? docx.AlignmentType.CENTER : docx.AlignmentType.LEFT,
    spacing: { before: before * POINT, after: after * POINT },
    children: [new docx.TextRun({ text, ...run })],
  })
}

/** A line under a heading, in from both sides of its column. */
function rule(docx: Docx, inset: number): Paragraph {
  const options: IParagraphOptions = {
    indent: { left: twips(inset), right: twips(inset) },
    spacing: { line: POINT, lineRule: docx.LineRuleType.EXACT },
    border: { bottom: { style: docx.BorderStyle.SINGLE, size: 6, space: 1, color: '000000' } },
    children: [],
  }
  return new docx.Paragraph(options)
}

function table(
  docx: Docx,
  { left, right }: LetterTemplate['layout'],
  columns: { share: number; children: Paragraph[] }[],
) {
  const whole = twips(WIDTH - left - right)
  const none = { style: docx.BorderStyle.NONE, size: 0, color: 'auto' }
  const borders = { top: none, bottom: none, left: none, right: none }
  const inside = { insideHorizontal: none, insideVertical: none }
  const cells = columns.map(
    ({ share, children }): TableCell =>
      new docx.TableCell({
        borders,
        width: { size: Math.round(whole * share), type: docx.WidthType.DXA },
        children,
      }),
  )
  return new docx.Table({
    width: { size: whole, type: docx.WidthType.DXA },
    columnWidths: columns.map(({ share }) => Math.round(whole * share)),
    borders: { ...borders, ...inside },
    rows: [new docx.TableRow({ cantSplit: true, children: cells })],
  })
}

// Word files of a plan's text for tests: real lists, real tables, the signature beside the recipients.

import {
  AlignmentType,
  Document,
  type FileChild,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'

/** `typed`: markers as words; `lists`: Word numbers and bullets the paragraphs itself. */
export type Manner = 'typed' | 'lists'

/** A `.docx` of a plan given as plain text with its annex rows parted by tabs. */
export async function planDocx(text: string, manner: Manner): Promise<Uint8Array> {
  const lines = text.split('\n').map((line) => line.trim())
  const rows = lines.filter((line) => line.split('\t').length > 2).map((line) => line.split('\t'))
  const from = lines.findIndex((line) => line.startsWith('Nơi nhận'))
  const annex = lines.indexOf('PHỤ LỤC')
  const body = lines.slice(0, from).filter((line) => line !== '')
  const end = lines.slice(from, annex).filter((line) => line !== '')
  const signing = end.findIndex((line) => line.startsWith('**KT.'))
  const children: FileChild[] = [
    ...paragraphs(body, manner),
    signatureTable(end.slice(0, signing), end.slice(signing)),
    ...lines
      .slice(annex)
      .filter((line) => line !== '' && !line.includes('\t'))
      .map(title),
    taskTable(rows),
  ]
  return pack(children)
}

export async function pack(children: FileChild[]): Promise<Uint8Array> {
  const level = (
    at: number,
    format: (typeof LevelFormat)[keyof typeof LevelFormat],
    text: string,
  ) => ({
    level: at,
    format,
    text,
    alignment: AlignmentType.LEFT,
  })
  const document = new Document({
    numbering: {
      config: [
        { reference: 'sections', levels: [level(0, LevelFormat.UPPER_ROMAN, '%1.')] },
        { reference: 'parts', levels: [level(0, LevelFormat.DECIMAL, '%1.')] },
        {
          reference: 'items',
          levels: [level(0, LevelFormat.BULLET, '-'), level(1, LevelFormat.BULLET, '\uf0b7')],
        },
      ],
    },
    sections: [{ children }],
  })
  return new Uint8Array(await Packer.toBuffer(document))
}

function paragraphs(lines: string[], manner: Manner): Paragraph[] {
  let section = 0
  return lines.map((line) => {
    const isSection = /^[IVX]+\. /.test(line)
    if (isSection) section++
    if (manner === 'typed')
      return isSection ? title(line) : new Paragraph({ children: [new TextRun(line)] })
    const plain = line.replace(/^(?:[IVX]+\.|\d+\.|[-+]) /, '')
    const numbering = isSection
      ? { reference: 'sections', level: 0 }
      : /^\d+\. /.test(line)
        ? { reference: 'parts', level: 0, instance: section }
        : /^[-+] /.test(line)
          ? { reference: 'items', level: line.startsWith('+') ? 1 : 0 }
          : null
    // Word cuts a sentence into runs wherever it was once edited.
    const cut = Math.floor(plain.length / 2)
    const children = [new TextRun(plain.slice(0, cut)), new TextRun(plain.slice(cut))]
    return new Paragraph({
      children,
      ...(numbering ? { numbering } : {}),
      ...(isSection ? { heading: HeadingLevel.HEADING_1 } : {}),
    })
  })
}

const title = (line: string): Paragraph =>
  new Paragraph({ children: [new TextRun({ text: line, bold: true })] })

const cell = (
  text: string,
  more: { header?: boolean; columnSpan?: number; rowSpan?: number } = {},
): TableCell =>
  new TableCell({
    children: text
      .split(/\n| (?=Các sở, ban, ngành$)/)
      .map(
        (line) =>
          new Paragraph({ children: [new TextRun({ text: line, bold: more.header ?? false })] }),
      ),
    ...(more.columnSpan ? { columnSpan: more.columnSpan } : {}),
    ...(more.rowSpan ? { rowSpan: more.rowSpan } : {}),
  })

function signatureTable(left: string[], right: string[]): Table {
  const side = (lines: string[]) =>
    new TableCell({ children: lines.map((line) => title(line.replaceAll('**', ''))) })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [new TableRow({ children: [side(left), side(right)] })],
  })
}

function taskTable(rows: string[][]): Table {
  const [header = [], ...others] = rows
  const tasks = others.filter((row) => row[0] !== header[0])
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({
        tableHeader: true,
        children: header.map((text) => cell(text, { header: true })),
      }),
      ...tasks.map((row) => new TableRow({ children: row.map((text) => cell(text)) })),
    ],
  })
}

export { cell, Paragraph, Table, TableCell, TableRow, TextRun }

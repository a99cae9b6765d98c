// A workbook to be filled in (ECMA-376, SpreadsheetML): some columns locked, some hidden, some with a list to
// choose from. Protection has no password: it keeps from slips, not from intent, so what comes back is checked.

import { type Part, writeZip } from './zip-write.ts'

export type FillInColumn = {
  title: string
  width: number
  /** May be written in; the others are locked. */
  open?: boolean
  hidden?: boolean
  /** The only values that may be chosen. */
  choices?: readonly string[]
}

export type FillInSheet = {
  name: string
  columns: readonly FillInColumn[]
  rows: readonly (readonly (string | number | null)[])[]
  /** Not shown among the tabs. */
  hidden?: boolean
}

/** An `.xlsx` file of these sheets. The lists to choose from stand on one more, hidden sheet. */
export function writeFillIn(sheets: readonly FillInSheet[]): Uint8Array {
  const lists = sheets.flatMap((sheet) => sheet.columns.flatMap(({ choices }) => choices ?? []))
  const all: FillInSheet[] = lists.length === 0 ? [...sheets] : [...sheets, listSheet(lists)]
  let used = 0
  const rangeOf = (choices: readonly string[]): string => {
    const from = used + 2
    used += choices.length
    return `${LISTS}!$A$${from}:$A$${used + 1}`
  }
  const parts: Part[] = [
    { name: '[Content_Types].xml', text: contentTypes(all) },
    { name: '_rels/.rels', text: relations([['officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', text: workbook(all) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      text: relations([
        ...all.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    },
    { name: 'xl/styles.xml', text: STYLES },
    ...all.map((sheet, at) => ({
      name: `xl/worksheets/sheet${at + 1}.xml`,
      text: worksheet(sheet, rangeOf),
    })),
  ]
  return writeZip(parts)
}

const LISTS = 'Lists'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const listSheet = (values: readonly string[]): FillInSheet => ({
  name: LISTS,
  columns: [{ title: LISTS, width: 30 }],
  rows: values.map((value) => [value]),
  hidden: true,
})

// Cell styles by number: 0 plain, 1 head, 2 locked text, 3 open text.
const STYLES = `${HEAD}<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEDEFF2"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFDF0"/></patternFill></fill></fills><borders count="2"><border/><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf><xf fillId="2" borderId="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf><xf fillId="3" borderId="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1"><alignment wrapText="1" vertical="top"/><protection locked="0"/></xf></cellXfs></styleSheet>`

const contentTypes = (sheets: readonly FillInSheet[]): string =>
  `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${sheets
    .map(
      (_, at) =>
        `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
    )
    .join('')}</Types>`

const relations = (targets: [string, string][]): string =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
    .map(
      ([kind, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

const workbook = (sheets: readonly FillInSheet[]): string =>
  `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets
    .map(
      ({ name, hidden }, at) =>
        `<sheet name="${escaped(name.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31))}" sheetId="${at + 1}"${hidden ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
    )
    .join('')}</sheets></workbook>`

function worksheet(sheet: FillInSheet, rangeOf: (choices: readonly string[]) => string): string {
  const { columns, rows } = sheet
  const cols = columns
    .map(
      ({ width, hidden }, at) =>
        `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"${hidden ? ' hidden="1"' : ''}/>`,
    )
    .join('')
  const head = columns.map(({ title }, at) => cell(at, 1, title, 1)).join('')
  const body = rows
    .map((row, down) => {
      const cells = columns.map(({ open }, at) => cell(at, down + 2, row[at] ?? null, open ? 3 : 2))
      return `<row r="${down + 2}">${cells.join('')}</row>`
    })
    .join('')
  const validations = columns.flatMap(({ choices }, at) =>
    choices && rows.length > 0
      ? [
          `<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="${letter(at)}2:${letter(at)}${rows.length + 1}"><formula1>${escaped(rangeOf(choices))}</formula1></dataValidation>`,
        ]
      : [],
  )
  const chosen =
    validations.length > 0
      ? `<dataValidations count="${validations.length}">${validations.join('')}</dataValidations>`
      : ''
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${cols}</cols><sheetData><row r="1">${head}</row>${body}</sheetData><sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>${chosen}</worksheet>`
}

function cell(column: number, row: number, value: string | number | null, style: number): string {
  const place = `r="${letter(column)}${row}" s="${style}"`
  if (value === null || value === '') return `<c ${place}/>`
  if (typeof value === 'number') return `<c ${place}><v>${value}</v></c>`
  return `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

const letter = (column: number): string => String.fromCharCode(65 + column)

const escaped = (text: string): string =>
  Array.from(text)
    .filter((char) => char >= ' ' || char === '\n' || char === '\t')
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

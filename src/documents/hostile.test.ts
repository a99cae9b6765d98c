// Files that are broken, hostile or of another kind are refused, each by its own name.

import { readFileSync } from 'node:fs'
import { deflateRawSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { planDocx } from '../../test/plans/build-docx.ts'
import { zipOf } from '../../test/plans/build-zip.ts'
import { DocumentProblem, type DocumentProblemCode, documentWords, readDocument } from './index.ts'

const text = readFileSync('packs/thai-nguyen/plan-99-2024.txt', 'utf8')
const bytes = (content: string) => new TextEncoder().encode(content)
const TYPES =
  '<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const MACRO_TYPES = TYPES.replace(
  'vnd.openxmlformats-officedocument.wordprocessingml.document',
  'vnd.ms-word.document.macroEnabled',
)
const body = (inner: string) => `<w:document><w:body>${inner}</w:body></w:document>`
const word = (document: string, more: Record<string, Uint8Array> = {}) =>
  zipOf({ '[Content_Types].xml': bytes(TYPES), 'word/document.xml': bytes(document), ...more })
const workbook = (sheet: string) =>
  zipOf({
    '[Content_Types].xml': bytes('<Types/>'),
    'xl/workbook.xml': bytes('<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': bytes('<R><Relationship Id="r1" Target="worksheets/s.xml"/></R>'),
    'xl/worksheets/s.xml': bytes(sheet),
  })

let docx: Uint8Array
beforeAll(async () => {
  docx = await planDocx(text, 'lists')
})

async function refusal(file: Uint8Array): Promise<string> {
  try {
    await readDocument(file, 'plan.docx')
    return 'read'
  } catch (error) {
    if (!(error instanceof DocumentProblem)) throw error
    return error.code
  }
}

const zeros = (size: number) => new Uint8Array(size)

describe('refused', () => {
  const claims: [what: string, file: () => Uint8Array, code: DocumentProblemCode][] = [
    ['nothing', () => zeros(0), 'document.empty'],
    ['only blanks', () => bytes(' \n\t\n'), 'document.empty'],
    ['200 MB', () => zeros(200 * 1024 * 1024), 'document.too-large'],
    ['a zip cut in the middle', () => docx.subarray(0, docx.length / 2), 'document.truncated'],
    [
      'a zip without its last bytes',
      () => docx.subarray(0, docx.length - 30),
      'document.truncated',
    ],
    ['a zip with its beginning only', () => docx.subarray(0, 4), 'document.truncated'],
    [
      'a zip that says it unpacks to 2 GB',
      () =>
        word(body(''), {}).with(0, 0x50) &&
        zipOf({ 'word/document.xml': bytes('x') }, { claim: 2_000_000_000 }),
      'document.zip-bomb',
    ],
    [
      'a zip that lies about what it unpacks to',
      () => zipOf({ 'word/document.xml': zeros(130 * 1024 * 1024) }, { claim: 1000 }),
      'document.zip-bomb',
    ],
    [
      'a zip of very many parts',
      () =>
        zipOf(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`a${at}`, zeros(1)]))),
      'document.zip-bomb',
    ],
    ['macros', () => word(body('<w:p/>'), { 'word/vbaProject.bin': zeros(10) }), 'document.macros'],
    [
      'a type with macros',
      () =>
        zipOf({ '[Content_Types].xml': bytes(MACRO_TYPES), 'word/document.xml': bytes(body('')) }),
      'document.macros',
    ],
    [
      'old Word, or a password',
      () => Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]),
      'document.old-word',
    ],
    ['PDF', () => bytes('%PDF-1.7 …'), 'document.wrong-type'],
    ['PNG', () => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'document.wrong-type'],
    ['RTF', () => bytes('{\\rtf1 Kế hoạch}'), 'document.wrong-type'],
    ['HTML', () => bytes('<!DOCTYPE html><html><p>Kế hoạch</p></html>'), 'document.wrong-type'],
    ['gzip', () => gzipSync('Kế hoạch'), 'document.wrong-type'],
    ['a zip of something else', () => zipOf({ 'a.txt': bytes('x') }), 'document.wrong-type'],
    ['bytes that are no text', () => Uint8Array.from([1, 2, 0, 3, 0, 0, 9]), 'document.wrong-type'],
    ['a flipped byte in a part', () => flipped(docx), 'document.damaged'],
    ['XML that does not close', () => word('<w:document><w:body><w:p>'), 'document.damaged'],
    [
      'XML with entities of its own',
      () => word('<!DOCTYPE x [<!ENTITY a "aaaa">]><w:document><w:body>&a;</w:body></w:document>'),
      'document.damaged',
    ],
    [
      'elements nested very deep',
      () => word(body('<w:tbl><w:tr><w:tc>'.repeat(500) + '</w:tc></w:tr></w:tbl>'.repeat(500))),
      'document.too-deep',
    ],
    ['Word without words', () => word(body('<w:p/>')), 'document.empty'],
    ['400,000 lines', () => bytes('- a\n'.repeat(400_000)), 'document.too-many-parts'],
    ['a row of 50,000 cells', () => bytes(`a${'\tb'.repeat(50_000)}\n`), 'document.too-many-parts'],
    [
      'Word with 50,000 paragraphs in a content control',
      () =>
        word(
          body(
            `<w:sdt><w:sdtContent>${'<w:p><w:r><w:t>a</w:t></w:r></w:p>'.repeat(50_000)}</w:sdtContent></w:sdt>`,
          ),
        ),
      'document.too-many-parts',
    ],
    [
      'a workbook without cells',
      () => workbook('<worksheet><sheetData/></worksheet>'),
      'document.empty-table',
    ],
  ]
  test.each(claims)('%s', async (_, file, code) => expect(await refusal(file())).toBe(code))
})

test('a cell far away, or a merge over everything, does not fill the memory', async () => {
  const cell = (place: string, text: string) =>
    `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`
  const far = workbook(
    `<worksheet><sheetData><row r="1">${cell('A1', 'a')}</row><row r="1048576">${cell('A1048576', 'b')}</row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
  )
  const [table] = (await readDocument(far, 'x.xlsx')).blocks
  expect(table?.kind === 'table' && table.rows.length * table.rows[0]!.length).toBeLessThan(
    5_000_000,
  )
})

test('a plan cut anywhere is read or refused, never half understood as an error of ours', async () => {
  for (let at = 0; at < docx.length; at += Math.ceil(docx.length / 60)) {
    expect(await refusal(docx.subarray(0, at))).toMatch(/^document\./)
  }
})

test('every refusal has its sentence in both languages', () => {
  expect(Object.keys(documentWords.vi).sort()).toEqual(Object.keys(documentWords.en).sort())
})

/** The file with one byte changed inside the packed document part. */
function flipped(file: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(file)
  const name = Buffer.from(file).indexOf('word/document.xml')
  copy[name + 400] = copy[name + 400]! ^ 0xff
  return copy
}

test('the packing used by these tests is plain deflate', () => {
  expect(deflateRawSync(zeros(1000)).length).toBeLessThan(100)
})

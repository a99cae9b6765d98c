// What Word can do to a plan: merged cells, two header rows, text boxes, tracked changes, old fonts.

import { describe, expect, test } from 'vitest'
import { zipOf } from '../../test/plans/build-zip.ts'
import { readPlan } from '../reading/index.ts'
import { readDocument } from './index.ts'

const bytes = (content: string) => new TextEncoder().encode(content)
const docx = (body: string, more: Record<string, string> = {}) =>
  zipOf({
    '[Content_Types].xml': bytes('<Types/>'),
    'word/document.xml': bytes(
      `<?xml version="1.0"?><w:document><w:body>${body}</w:body></w:document>`,
    ),
    ...Object.fromEntries(Object.entries(more).map(([name, xml]) => [name, bytes(xml)])),
  })
const p = (text: string, properties = '') =>
  `<w:p>${properties}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
const tc = (text: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${text
    .split('|')
    .map((line) => p(line))
    .join('')}</w:tc>`
const tr = (...cells: string[]) => `<w:tr>${cells.join('')}</w:tr>`
const tbl = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`
const across = (columns: number) => `<w:gridSpan w:val="${columns}"/>`
const down = '<w:vMerge w:val="restart"/>'
const held = '<w:vMerge/>'
const read = async (body: string, more?: Record<string, string>) =>
  readDocument(docx(body, more), 'plan.docx')

describe('a table', () => {
  const header = [
    tr(
      tc('TT', down),
      tc('Nhiệm vụ', down),
      tc('Cơ quan thực hiện', across(2)),
      tc('Thời gian', down),
    ),
    tr(tc('', held), tc('', held), tc('Chủ trì'), tc('Phối hợp'), tc('', held)),
  ]
  const rows = [
    tr(tc('(1)'), tc('(2)'), tc('(3)'), tc('(4)'), tc('(5)')),
    tr(tc('I. Công khai', across(5))),
    tr(
      tc('1'),
      tc('Niêm yết giá đất'),
      tc('Sở Tài nguyên và Môi trường', down),
      tc('UBND cấp huyện'),
      tc('Quý II', down),
    ),
    tr(tc('2'), tc('Công bố quy hoạch'), tc('', held), tc('UBND cấp xã|Sở Xây dựng'), tc('', held)),
    tr(tc('II'), tc('Đối thoại', across(4))),
    tr(tc('3'), tc('Đối thoại với dân'), tc('UBND cấp xã', across(2)), tc('Hằng quý')),
  ]
  test('with two header rows and merged cells', async () => {
    const { tasks, unplaced, notes } = readPlan(await read(tbl(...header, ...rows)))
    expect(
      tasks.map((task) => [
        task.no,
        task.text,
        task.lead.text,
        task.coordinating.text,
        task.time.text,
        task.heading,
      ]),
    ).toEqual([
      [
        '1',
        'Niêm yết giá đất',
        'Sở Tài nguyên và Môi trường',
        'UBND cấp huyện',
        'Quý II',
        'I. Công khai',
      ],
      [
        '2',
        'Công bố quy hoạch',
        'Sở Tài nguyên và Môi trường',
        'UBND cấp xã\nSở Xây dựng',
        'Quý II',
        'I. Công khai',
      ],
      ['3', 'Đối thoại với dân', 'UBND cấp xã', '', 'Hằng quý', 'II Đối thoại'],
    ])
    expect(unplaced).toEqual([])
    expect(notes.filter((note) => note.where !== 'head' && note.where !== 'plan')).toEqual([])
  })
  test('cut in two tables, the second without its header', async () => {
    const two = `${tbl(...header, ...rows.slice(0, 3))}${p('')}${tbl(tr(tc('2'), tc('Việc hai'), tc('Sở Y tế'), tc(''), tc('Quý IV')))}`
    expect(readPlan(await read(two)).tasks.map((task) => [task.no, task.lead.text])).toEqual([
      ['1', 'Sở Tài nguyên và Môi trường'],
      ['2', 'Sở Y tế'],
    ])
  })
  test('whose row a page break cut', async () => {
    const cut = tbl(
      ...header,
      tr(tc('1'), tc('Rà soát, công bố'), tc('Sở Tư pháp'), tc(''), tc('Quý I')),
      tr(tc(''), tc('danh mục thủ tục'), tc(''), tc('Sở Nội vụ'), tc('')),
    )
    const [task] = readPlan(await read(cut)).tasks
    expect([task?.text, task?.coordinating.text]).toEqual([
      'Rà soát, công bố danh mục thủ tục',
      'Sở Nội vụ',
    ])
  })
  test('with Word numbers in the number column', async () => {
    const number = `<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p></w:tc>`
    const numbering =
      '<w:numbering><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    const body = tbl(
      ...header,
      tr(number, tc('Việc một'), tc('Sở Y tế'), tc(''), tc('Quý I')),
      tr(number, tc('Việc hai'), tc('Sở Y tế'), tc(''), tc('Quý I')),
    )
    expect(
      readPlan(await read(body, { 'word/numbering.xml': numbering })).tasks.map((task) => task.no),
    ).toEqual(['1', '2'])
  })
})

describe('a paragraph', () => {
  const text = async (body: string, more?: Record<string, string>) =>
    (await read(body, more)).text.trim()
  test('keeps inserted words and leaves deleted ones', async () =>
    expect(
      await text(
        '<w:p><w:ins><w:r><w:t>Sở Y tế</w:t></w:r></w:ins><w:del><w:r><w:delText>Sở cũ</w:delText></w:r></w:del></w:p>',
      ),
    ).toBe('Sở Y tế'))
  test('gives its text box once', async () =>
    expect(
      await text(
        '<w:p><w:r><w:t>a</w:t><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>',
      ),
    ).toBe('a\nb'))
  test('in an old font is converted, capitals too', async () => {
    const run = (font: string, words: string) =>
      `<w:r><w:rPr><w:rFonts w:ascii="${font}"/></w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`
    expect(
      await text(`<w:p>${run('.VnTimeH', 'kÕ ho¹ch')}${run('.VnTime', ' cña Së Néi vô')}</w:p>`),
    ).toBe('KẾ HOẠCH của Sở Nội vụ')
    expect(await text(`<w:p>${run('VNI-Times', 'Sôû Noäi vuï')}</w:p>`)).toBe('Sở Nội vụ')
    expect(await text(`<w:p>${run('Times New Roman', 'Sở Nội vụ')}</w:p>`)).toBe('Sở Nội vụ')
  })
  test('in a style with an old font is converted', async () => {
    const styles =
      '<w:styles><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr></w:style></w:styles>'
    expect(await text(p('tØnh Th¸i Nguyªn'), { 'word/styles.xml': styles })).toBe(
      'tỉnh Thái Nguyên',
    )
  })
  test('shown in capitals reads in capitals', async () =>
    expect(
      await text('<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>Tổ chức thực hiện</w:t></w:r></w:p>'),
    ).toBe('TỔ CHỨC THỰC HIỆN'))
})

import { createReadStream } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Frame } from './frame.ts'
import { type CsvOptions, readCsv } from './read-csv.ts'

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = (text: string | Uint8Array, options: CsvOptions = {}, size = 7) =>
  readCsv(pieces(typeof text === 'string' ? Buffer.from(text) : text, size), options)

/** A column as cells again: numbers, texts, null for missing. */
function cells(frame: Frame, name: string): (number | string | null)[] {
  const column = frame.columns.get(name)!
  if (column.kind === 'number')
    return Array.from(column.values, (cell) => (Number.isNaN(cell) ? null : cell))
  return Array.from(column.codes, (code) => (code < 0 ? null : column.levels[code]!))
}

describe('reading', () => {
  it('infers numbers and text, empty is missing', async () => {
    const frame = await read('a,b,c\r\n1,x,\r\n,"y, ""z""",2.5\r\n-3e2,,7\r\n')
    expect(frame.rows).toBe(3)
    expect(cells(frame, 'a')).toEqual([1, null, -300])
    expect(cells(frame, 'b')).toEqual(['x', 'y, "z"', null])
    expect(cells(frame, 'c')).toEqual([null, 2.5, 7])
    expect(frame.columns.get('b')).toMatchObject({ levels: ['x', 'y, "z"'] })
  })
  it('keeps the spelling of codes when a later cell is text', async () => {
    const frame = await read('a,b\n007,1\n7,2\n1.50,3\n,4\n1e3,5\n7A,6\n-0,7\n')
    expect(cells(frame, 'a')).toEqual(['007', '7', '1.50', null, '1e3', '7A', '-0'])
  })
  it('takes byte-order mark, semicolon, tab, decimal comma, missing marks, no last line break', async () => {
    const frame = await read('\uFEFFtỉnh;x;y\nHà Nội;1,5;NA\n\nHuế;-2;3', {
      decimal: ',',
      missing: ['NA'],
    })
    expect(cells(frame, 'tỉnh')).toEqual(['Hà Nội', 'Huế'])
    expect(cells(frame, 'x')).toEqual([1.5, -2])
    expect(cells(frame, 'y')).toEqual([null, 3])
    expect(cells(await read('a\tb\n1\t2\n'), 'b')).toEqual([2])
  })
  it('takes declared kinds', async () => {
    const frame = await read('code,n\n01,3\n02,4\n', { texts: ['code'], numbers: ['n'] })
    expect(cells(frame, 'code')).toEqual(['01', '02'])
    expect((await read('code,n\n')).rows).toBe(0)
  })
  it('reads every number as JavaScript does, however it is cut', async () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.float({ noNaN: true, noDefaultInfinity: true }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(number, { minLength: 1 }),
        fc.integer({ min: 1, max: 40 }),
        async (all, size) => {
          const texts = all.map((value, at) =>
            at % 3 === 0 ? value.toFixed(Math.min(9, at)) : String(value),
          )
          const frame = await read(`n,m\n${texts.map((text) => `${text},0`).join('\n')}`, {}, size)
          const column = frame.columns.get('n')!
          expect(column.kind === 'number' && [...column.values]).toEqual(texts.map(Number))
        },
      ),
    )
  })
  it('gives any text back, however it is quoted and cut', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1 }),
        fc.integer({ min: 1, max: 30 }),
        async (all, size) => {
          const quoted = all.map((cell) => `"${cell.replaceAll('"', '""')}",0`)
          const frame = await read(`t,m\n${quoted.join('\n')}\n`, { texts: ['t'] }, size)
          expect(cells(frame, 't')).toEqual(all)
        },
      ),
    )
  })
})

describe('gzip', () => {
  const packed = gzipSync(
    `a,b\n${Array.from({ length: 5000 }, (_, row) => `${row},x${row % 7}`).join('\n')}\n`,
  )
  it('is unpacked, in chunks of any size', async () => {
    for (const size of [1, 100, 1e6]) expect((await read(packed, {}, size)).rows).toBe(5000)
  })
  it('is refused when cut, changed or empty inside', async () => {
    const changed = Uint8Array.from(packed)
    changed[Math.floor(packed.length / 2)]! ^= 0x55
    const badSum = Uint8Array.from(packed)
    badSum[packed.length - 6]! ^= 1
    for (const broken of [
      packed.subarray(0, packed.length - 9),
      packed.subarray(0, 2000),
      changed,
      badSum,
    ]) {
      await expect(read(broken, {}, 512)).rejects.toMatchObject({ code: 'csv.gzip' })
    }
    await expect(read(packed.subarray(0, 5))).rejects.toMatchObject({ code: 'csv.gzip' })
  })
  it('reads the reference survey', async () => {
    const file = new URL('../../../test/reference/survey/data/papi.csv.gz', import.meta.url)
    const frame = await readCsv(createReadStream(file))
    expect(frame.rows).toBe(19_573)
    expect(frame.columns.get('prov')).toMatchObject({ kind: 'factor' })
    expect(frame.columns.get('w')).toMatchObject({ kind: 'number' })
  })
})

describe('refusals name the place', () => {
  const codeOf: [string, string, string | Uint8Array, CsvOptions?][] = [
    ['csv.empty', 'nothing', ''],
    ['csv.header', 'two columns of one name', 'a,a\n1,2\n'],
    ['csv.header', 'a declared column that is not there', 'a,b\n1,2\n', { numbers: ['c'] }],
    ['csv.quote', 'an open quote', 'a,b\n"1,2\n3,4\n'],
    ['csv.quote', 'text after a quote', 'a,b\n"1"x,2\n'],
    ['csv.cell', 'bytes that are not UTF-8', Uint8Array.from([97, 44, 98, 10, 0xff, 44, 49, 10])],
  ]
  it.each(codeOf)('%s: %s', async (code, _, text, options = {}) => {
    await expect(read(text, options)).rejects.toMatchObject({ code })
  })
  it('a row of another width', async () => {
    await expect(read('a,b\n1,2\n3\n')).rejects.toMatchObject({
      code: 'csv.row',
      message: 'Row 2 (line 3) has 1 cells; the header has 2.',
    })
  })
  it('cells that are no numbers, all counted, by row and column', async () => {
    const text = 'a,b\n1,x\n"2\n",3\n0x1F,4\n1e999,5\n'
    await expect(read(text, { numbers: ['a', 'b'] })).rejects.toMatchObject({
      code: 'csv.cell',
      count: 3,
      faults: [
        { row: 1, line: 2, column: 'b', text: 'x' },
        { row: 3, line: 5, column: 'a', text: '0x1F' },
        { row: 4, line: 6, column: 'a', text: '1e999' },
      ],
    })
  })
})

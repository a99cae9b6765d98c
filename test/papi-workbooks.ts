// Workbooks in the three layouts of the official tables, built from the published figures, with their traps.

import { type SheetCell, writeSpreadsheet } from '../src/documents/index.ts'
import { type Release, structureOf } from '../src/papi/index.ts'
import { basis, provinceList } from './papi.ts'

const known = basis()

/** 2011–2017: provinces in rows, a head in English and one in Vietnamese, the highest scores in the last row. */
export function rowsSheet({ year, values }: Release, tab = `${year}_PAPI`) {
  const dimensions = structureOf(known.structures, year)!.dimensions
  const items = [
    ...dimensions.flatMap(({ code, nameEn, name, parts }) => [{ code, name, nameEn }, ...parts]),
    { code: 'TOTAL', name: 'Chỉ số PAPI (không có trọng số)', nameEn: 'Un-weighted2015PAPI' },
  ]
  return {
    name: tab,
    header: ['tinhid', 'tentinh_eng', 'tentinh_vie', ...items.map(({ nameEn }) => nameEn)],
    rows: [
      ['tinhid', 'tentinh_eng', 'tentinh_vie', ...items.map(({ name }) => name)],
      ...provinceList.map(({ code, nameEn, name }): SheetCell[] => [
        Number(code),
        nameEn,
        ` ${name}  `,
        ...items.map(({ code: item }) => {
          const score = values.get(item)?.get(code)
          return score ?? (item === 'TOTAL' ? 0 : null)
        }),
      ]),
      [999, 'Highest', 'Điểm cao nhất', ...items.map(() => 9.9)],
    ],
  }
}

type Options = { codes?: boolean; english?: boolean; tab?: string; swap?: boolean }

/** From 2018: provinces in columns. `codes`: a row of GSO codes; `english`: two columns of labels. */
export function columnsSheet(
  { year, values, precision }: Release,
  { codes = true, english = false, tab = String(year), swap = false }: Options = {},
) {
  const labels = (vi: string, en: string, scale: string): SheetCell[] =>
    english ? [en, vi, scale] : [vi, scale]
  const sure = precision.get('TOTAL')
  const cells = (item: string, star: boolean, part?: string): SheetCell[] =>
    provinceList.map(({ code }, at) => {
      const score = values.get(item)?.get(code)
      if (score !== undefined) return swap && item === 'D1' && at === 0 ? score + 1 : score
      // Too few answers leave a cell empty; a province that was left out stands as zero.
      if (part !== undefined && values.get(part)?.has(code)) return null
      return star ? '*' : 0
    })
  const errors = (field: 'low' | 'high' | 'se' | 'n'): SheetCell[] =>
    provinceList.map(({ code }) => sure?.get(code)?.[field] ?? 0)
  const names: SheetCell[] = provinceList.map(({ name, nameEn }) =>
    codes
      ? name === 'TP. Hồ Chí Minh'
        ? 'TP.Hồ Chí Minh '
        : name
      : nameEn === 'Thua Thien Hue'
        ? 'Thua Thien-Hue'
        : nameEn,
  )
  const rows: SheetCell[][] = []
  if (codes)
    rows.push([
      ...labels('Tỉnh/Thành phố trực thuộc trung ương', 'Tỉnh/Thành phố trực thuộc trung ương', ''),
      ...names,
    ])
  if (english)
    rows.push([
      ...labels('Chỉ số PAPI tổng hợp (có trọng số)', 'Weighted PAPI Score', '10-80 điểm'),
      ...names.map(() => null),
    ])
  rows.push([
    ...labels(
      codes
        ? 'Chỉ số PAPI tổng hợp (không có trọng số)'
        : `Chỉ số PAPI ${year} (không có trọng số)`,
      'Unweighted PAPI Score',
      '10-80 điểm',
    ),
    ...cells('TOTAL', false),
  ])
  if (codes) {
    const head = 'Chỉ số PAPI tổng hợp (không có trọng số) - '
    rows.push([
      ...labels(`${head}điểm tối thiểu trong khoảng tin cậy 95%`, 'Unweighted 95% CI Low', ''),
      ...errors('low'),
    ])
    rows.push([
      ...labels(`${head}điểm tối đa trong khoảng tin cậy 95%`, 'Unweighted 95% CI High', ''),
      ...errors('high'),
    ])
    rows.push([...labels(`${head}sai số `, 'Unweighted Standard Error', ''), ...errors('se')])
  }
  for (const { code, name, nameEn, scale, parts } of structureOf(known.structures, year)!
    .dimensions) {
    rows.push([
      ...labels(
        `Chỉ số nội dung ${code[1]}: ${name}*`,
        `Dimension ${code[1]}: ${nameEn}`,
        '1-10 điểm',
      ),
      ...cells(code, false),
    ])
    for (const part of parts) {
      rows.push([
        ...labels(
          `${part.code}: ${part.name} `,
          part.nameEn,
          `${scale[0]}-${scale[1]} điểm/points`,
        ),
        ...cells(part.code, true),
      ])
      for (const indicator of known.catalogue) {
        if (!indicator.code.startsWith(`${part.code}.`) || !indicator.years.includes(year)) continue
        rows.push([
          ...labels(
            indicator.label.replace('người', ' nguời'),
            `${indicator.labelEn}(*)`,
            '0%-100%',
          ),
          ...cells(indicator.code, false, part.code),
        ])
      }
    }
  }
  rows.push([...labels('Số quan sát', 'Observations', ''), ...errors('n')])
  rows.push([...labels('Ghi chú: Các tỉnh có ô dữ liệu trống', 'Note: Provinces without data', '')])
  rows.push([
    ...labels(`Bản quyền @CECODES, RTA and UNDP (${year + 1}).`, 'Copyright @CECODES', ''),
  ])
  const header = codes
    ? [...labels('Mã tỉnh', 'Mã tỉnh', 'Thang điểm/Scale'), ...provinceList.map(({ code }) => code)]
    : [...labels('Tên tỉnh/thành phố', '', 'Thang điểm'), ...names]
  return { name: tab, header: header.map(String), rows }
}

export const workbook = (...sheets: Parameters<typeof writeSpreadsheet>[0]): Promise<Uint8Array> =>
  writeSpreadsheet(sheets)

// A code, a part of it, words of the name with or without accents.

import { expect, test } from 'vitest'
import { procedureLabel, proceduresMeant } from './procedure-search.ts'

const ALL = [
  { code: '2.000815', name: 'Chứng thực bản sao từ bản chính' },
  { code: '2.000884', name: 'Chứng thực chữ ký' },
  { code: '1.001193', name: 'Đăng ký khai sinh' },
  { code: 'M.100002', name: 'Cấp đổi giấy phép' },
]
const found = (text: string) => proceduresMeant(text, ALL).map(({ code }) => code)

test.each<[string, string[]]>([
  ['2.000815', ['2.000815']],
  ['m.100002', ['M.100002']],
  [procedureLabel(ALL[0] as (typeof ALL)[number]), ['2.000815']],
  ['2.000815 một tên khác', ['2.000815']],
  ['2.0008', ['2.000815', '2.000884']],
  ['chứng thực', ['2.000815', '2.000884']],
  ['chung thuc chu ky', ['2.000884']],
  ['ĐĂNG KÝ', ['1.001193']],
  ['khai sinh dang ky', ['1.001193']],
  ['ly hôn', []],
  ['  ', ['2.000815', '2.000884', '1.001193', 'M.100002']],
])('%s', (text, codes) => {
  expect(found(text)).toEqual(codes)
})

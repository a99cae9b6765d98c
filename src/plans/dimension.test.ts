import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { proposeDimensions } from './dimension.ts'

const { dimensions } = JSON.parse(readFileSync('packs/vn/papi-dimensions.json', 'utf8'))
const of = (text: string) => proposeDimensions(text, dimensions).map((link) => link.dimension)

test.each([
  ['Công khai thu, chi ngân sách xã', [2]],
  ['Tiếp công dân, giải quyết khiếu nại, tố cáo; phòng, chống tham nhũng', [3, 4]],
  ['Vận hành dịch vụ công trực tuyến tại Bộ phận một cửa', [5, 8]],
  ['Bảo vệ môi trường nước', [7]],
  // General words count only where nothing says it better.
  ['Tập huấn về Chỉ số PAPI', [1, 2, 3, 4, 5, 6, 7, 8]],
  ['Nâng cao Chỉ số PAPI qua việc đối thoại với người dân', [3]],
  ['Trồng cây xanh', []],
  // A word inside another is not that word.
  ['Giáo dụcx', []],
])('%s', (text, expected) => {
  expect(of(text)).toEqual(expected)
  expect(of(text.normalize('NFD'))).toEqual(expected)
})

test('the reason names the words found', () => {
  expect(proposeDimensions('Công khai danh sách hộ nghèo', dimensions)[0]?.reason).toBe(
    '“công khai”, “hộ nghèo”',
  )
})

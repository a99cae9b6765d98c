import { expect, test } from 'vitest'
import { detailsOf, idsIn, subjectText } from './event-text.ts'

const ID = '018f7a3c-0000-7000-8000-00000000abcd'
const OTHER = '018f7a3c-0000-7000-8000-000000001234'
const names = new Map([[ID, 'Xã Bảo Cường']])

test('plain details become terms and values', () => {
  expect(
    detailsOf({ scopeId: ID, role: 'head', lines: 1200, period: '2024-Q2' }, names, 'vi'),
  ).toEqual([
    { term: 'Phạm vi', value: 'Xã Bảo Cường' },
    { term: 'Vai trò', value: 'Người đứng đầu' },
    { term: 'Số dòng', value: '1.200' },
    { term: 'Kỳ', value: 'Quý II/2024' },
  ])
})

test('before and after show only what changed', () => {
  const details = {
    number: '4',
    before: { asks: false, due: [{ kind: 'date-by', to: '2024-06-30' }], dimensions: [1, 2] },
    after: { asks: false, due: [{ kind: 'date-by', to: '2024-07-31' }], dimensions: [1] },
  }
  expect(detailsOf(details, names, 'vi')).toEqual([
    { term: 'Số', value: '4' },
    { term: 'Thời hạn', value: 'date-by 30/6/2024 → date-by 31/7/2024' },
    { term: 'Trục nội dung', value: '1, 2 → 1' },
  ])
  expect(detailsOf({ before: null, after: ID }, names, 'en')).toEqual([
    { term: 'Value', value: '— → Xã Bảo Cường' },
  ])
})

test('long lists are counted, unknown keys and ids are shown as they are', () => {
  const [lines] = detailsOf({ things: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }, names, 'en')
  expect(lines).toEqual({ term: 'things', value: 'a, b, c, d, e and 2 more' })
  expect(detailsOf({ dutyIds: [OTHER] }, names, 'vi')[0]?.value).toBe('…00001234')
})

test('ids are found wherever they stand', () => {
  expect(idsIn({ a: [ID, { b: `post:${OTHER}` }], c: 5 })).toEqual([ID, OTHER])
  expect(idsIn(undefined)).toEqual([])
})

test.each([
  ['role', 'head', 'Người đứng đầu'],
  ['role', 'king', 'king'],
  ['kind', 'minutes', 'biên bản'],
  ['changed', 'name', 'họ tên'],
  ['code', 'name', 'name'],
])('%s %s is said as %s', (key, value, words) => {
  expect(detailsOf({ [key]: value }, names, 'vi')[0]?.value).toBe(words)
})

test.each([
  [`person:${ID}`, 'person.added', 'Người: Xã Bảo Cường'],
  [`post:${OTHER}`, 'post.added', 'Vị trí: …00001234'],
  ['units', 'units.imported', 'Danh mục đơn vị'],
  [OTHER, 'report.submitted', 'Báo cáo …00001234'],
  [OTHER, 'thing.happened', '…00001234'],
  ['calendar:vn-2022-2027', 'calendar.published', 'Lịch: vn-2022-2027'],
])('%s of %s is called %s', (subject, verb, words) => {
  expect(subjectText({ subject, verb }, names, 'vi')).toBe(words)
})

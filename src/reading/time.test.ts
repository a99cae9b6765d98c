import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import { readCounts } from './counts.ts'
import { readTime } from './time.ts'

const context = { planYear: 2024, signedOn: day('2024-05-14') }
/** kind from..to period×count */
const told = (text: string, planYear: number | null = 2024) =>
  readTime(text, { ...context, planYear }).due.map(({ kind, from, to, period, count }) =>
    [kind, from || to ? `${from ?? ''}..${to ?? ''}` : '', period ?? '', count ?? '']
      .filter((part) => part !== '')
      .join(' '),
  )

describe('words of time', () => {
  const claims: [text: string, due: string[]][] = [
    [
      'Quý II; triển khai đánh giá trong năm 2024',
      ['date-by 2024-04-01..2024-06-30', 'window 2024-01-01..2024-12-31'],
    ],
    ['Quý III/2024', ['date-by 2024-07-01..2024-09-30']],
    ['Quý 3 năm 2024', ['date-by 2024-07-01..2024-09-30']],
    ['Quý IV-2024', ['date-by 2024-10-01..2024-12-31']],
    ['Trong quý I', ['date-by 2024-01-01..2024-03-31']],
    ['Hoàn thành trong Quý II/2025', ['date-by 2025-04-01..2025-06-30']],
    ['Năm 2024', ['window 2024-01-01..2024-12-31']],
    ['Trong năm 2024', ['window 2024-01-01..2024-12-31']],
    ['Cả năm', ['window 2024-01-01..2024-12-31']],
    ['2024', ['window 2024-01-01..2024-12-31']],
    ['Năm 2024 - 2025', ['window 2024-01-01..2025-12-31']],
    ['Giai đoạn 2024-2026', ['window 2024-01-01..2026-12-31']],
    ['Thường xuyên', ['every-period quarter']],
    ['Thường xuyên, liên tục', ['every-period quarter']],
    ['Thường xuyên trong năm 2024', ['every-period 2024-01-01..2024-12-31 quarter']],
    ['Định kỳ', ['every-period quarter']],
    ['Hằng quý', ['every-period quarter']],
    ['Hàng quý', ['every-period quarter']],
    ['Hằng tháng', ['every-period month']],
    ['Trước ngày 15 hằng tháng', ['every-period month']],
    ['Hàng năm', ['every-period year']],
    ['Định kỳ 6 tháng', ['every-period half-year']],
    ['6 tháng, năm', ['every-period half-year', 'every-period year']],
    [
      'Báo cáo quý, 6 tháng, năm',
      ['every-period half-year', 'every-period quarter', 'every-period year'],
    ],
    ['6 tháng đầu năm', ['date-by 2024-01-01..2024-06-30']],
    ['06 tháng cuối năm 2024', ['date-by 2024-07-01..2024-12-31']],
    ['trước ngày 15/6/2024', ['date-by ..2024-06-15']],
    ['Trước 30/11', ['date-by ..2024-11-30']],
    ['Xong trước ngày 30 tháng 9 năm 2024', ['date-by ..2024-09-30']],
    ['15/12/2024', ['date-by ..2024-12-15']],
    ['Chậm nhất 05/7/2024', ['date-by ..2024-07-05']],
    ['Tháng 6/2024', ['date-by 2024-06-01..2024-06-30']],
    ['Tháng 02/2024', ['date-by 2024-02-01..2024-02-29']],
    ['Tháng 6', ['date-by 2024-06-01..2024-06-30']],
    ['Trước tháng 6/2024', ['date-by ..2024-05-31']],
    ['Tháng 6 - 8/2024', ['window 2024-06-01..2024-08-31']],
    ['Từ tháng 3 đến tháng 9/2024', ['window 2024-03-01..2024-09-30']],
    ['Quý II, III', ['window 2024-04-01..2024-09-30']],
    ['Quý II, quý III/2024', ['window 2024-04-01..2024-09-30']],
    ['Quý I, II, III năm 2024', ['window 2024-01-01..2024-09-30']],
    ['Từ quý II đến quý IV', ['window 2024-04-01..2024-12-31']],
    ['Quý II - Quý IV/2024', ['window 2024-04-01..2024-12-31']],
    ['Quý IV/2024 - Quý I/2025', ['window 2024-10-01..2025-03-31']],
    ['Từ 01/6 đến 30/8/2024', ['window 2024-06-01..2024-08-30']],
    ['Cuối năm', ['date-by ..2024-12-31']],
    ['Cuối quý III', ['date-by 2024-07-01..2024-09-30']],
    ['Đến năm 2025', ['date-by ..2025-12-31']],
    ['Sau khi có kết quả công bố Chỉ số PAPI', ['event']],
    ['Khi có văn bản của Trung ương', ['event']],
    ['Trong vòng 10 ngày kể từ ngày ban hành', ['event']],
    ['Theo kế hoạch', ['ongoing']],
    ['Liên tục', ['ongoing']],
    ['Ít nhất 1 lần/quý', ['min-count quarter 1']],
    ['02 lần/năm', ['min-count year 2']],
    [
      'Quý II\ntriển khai cả năm',
      ['date-by 2024-04-01..2024-06-30', 'window 2024-01-01..2024-12-31'],
    ],
    [
      '- Quý II/2024\n- Quý IV/2024',
      ['date-by 2024-04-01..2024-06-30', 'date-by 2024-10-01..2024-12-31'],
    ],
    ['QUÝ III/2024'.normalize('NFD'), ['date-by 2024-07-01..2024-09-30']],
    ['Năm 2024 và các năm tiếp theo', ['ongoing 2024-01-01..']],
    ['Tháng 6 và tháng 12', ['date-by 2024-06-01..2024-06-30', 'date-by 2024-12-01..2024-12-31']],
    ['Quý II, IV/2025', ['date-by 2025-04-01..2025-06-30', 'date-by 2025-10-01..2025-12-31']],
    ['Quý I+II', ['window 2024-01-01..2024-06-30']],
    ['Quý 1, 2, 3, 4', ['window 2024-01-01..2024-12-31']],
    ['Quí III/2024', ['date-by 2024-07-01..2024-09-30']],
    ['T6/2024', ['date-by 2024-06-01..2024-06-30']],
    ['01/3-30/9/2024', ['window 2024-03-01..2024-09-30']],
    ['Trước 15/6 và 15/12 hằng năm', ['date-by ..2024-06-15', 'date-by ..2024-12-15']],
    ['Quý I/2024 và thường xuyên', ['date-by 2024-01-01..2024-03-31', 'every-period quarter']],
    ['Ngày 15 tháng cuối quý', ['every-period quarter']],
    ['06 tháng/lần', ['every-period half-year']],
    ['Từ quý II/2024', ['ongoing 2024-04-01..']],
    ['Chậm nhất sau 10 ngày làm việc', ['event']],
    ['Thường xuyên và đột xuất', ['every-period quarter', 'event']],
    ['Năm 2024 (trước 30/11)', ['date-by ..2024-11-30']],
    [
      '02 lần/năm (Quý II và Quý IV)',
      ['date-by 2024-04-01..2024-06-30', 'date-by 2024-10-01..2024-12-31', 'min-count year 2'],
    ],
  ]
  test.each(claims)('%s', (text, due) => {
    expect(told(text)).toEqual(due)
    expect(readTime(text, context).unread).toBeNull()
  })
})

describe('words that are not read are said', () => {
  const claims = [
    'Khẩn trương',
    'Sớm nhất có thể',
    'Ngày 31/02/2024',
    'Tháng 13',
    'Đầu quý III',
    'x',
    'Quý V',
  ]
  test.each(claims)('%s', (text) =>
    expect(readTime(text, context)).toEqual({ due: [], spans: [], unread: text }),
  )
  test('a quarter without any year', () =>
    expect(readTime('Quý II', { planYear: null, signedOn: null }).unread).toBe('Quý II'))
  test('only the part that is not read', () => {
    const read = readTime('Quý II/2024; khẩn trương', context)
    expect([read.due.length, read.unread]).toEqual([1, 'khẩn trương'])
  })
  test('no words, no rule', () =>
    expect(readTime('  ', context)).toEqual({ due: [], spans: [], unread: null }))
})

test('each rule keeps its words and their place', () => {
  const text = 'Quý II; triển khai đánh giá trong năm 2024'
  const { due, spans } = readTime(text, context)
  expect(due.map((rule) => rule.text)).toEqual(['Quý II', 'triển khai đánh giá trong năm 2024'])
  expect(spans.map(({ start, end }) => text.slice(start, end))).toEqual(
    due.map((rule) => rule.text),
  )
})

describe('least counts', () => {
  const claims: [text: string, counts: string[]][] = [
    ['hội nghị đối thoại với người dân (tối thiểu 02 lần/1 năm) để hỗ trợ', ['2 year']],
    ['ít nhất 1 lần/quý', ['1 quarter']],
    ['tổ chức họp mỗi quý một lần', ['1 quarter']],
    ['không dưới 2 lần/năm', ['2 year']],
    ['tối thiểu 01 hội nghị đối thoại mỗi năm', ['1 year']],
    ['ít nhất 02 tin, bài/tháng', ['2 month']],
    ['mỗi năm ít nhất hai lần', ['2 year']],
    ['6 tháng một lần', []],
    ['tối thiểu 01 lần/06 tháng', ['1 half-year']],
    ['ít nhất 02 (hai) lần trong năm', ['2 year']],
    ['khuyến khích có từ 2 ứng cử viên trở lên', []],
    ['trẻ em dưới 6 tuổi', []],
    ['Quyết định số 766/QĐ-TTg ngày 23/6/2022', []],
    ['năm 2024 có 03 lần bầu cử', []],
  ]
  test.each(claims)('%s', (text, counts) =>
    expect(readCounts(text).map(({ count, period }) => `${count} ${period}`)).toEqual(counts),
  )
})

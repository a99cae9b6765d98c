import { describe, expect, test } from 'vitest'
import { day } from '../lib/day.ts'
import type { DueRule } from '../obligations/index.ts'
import { compareYears, shiftRule, shiftTime, shiftWords, type YearItem, yearLater } from './next.ts'

describe('the year in the words', () => {
  test.each([
    ['Nâng cao Chỉ số PAPI năm 2024', 'Nâng cao Chỉ số PAPI năm 2025'],
    ['tỉnh Thái Nguyên NĂM 2024', 'tỉnh Thái Nguyên NĂM 2025'],
    ['ngày 14 tháng 5 năm 2024', 'ngày 14 tháng 5 năm 2024'],
    ['Quyết định ngày 26/02/2024', 'Quyết định ngày 26/02/2024'],
    ['giai đoạn 2021 - 2025', 'giai đoạn 2021 - 2025'],
    ['kết quả năm 2023', 'kết quả năm 2023'],
    ['năm 20245', 'năm 20245'],
  ])('%s', (text, moved) => {
    expect(shiftWords(text, 2024)).toBe(moved)
  })
  test.each([
    ['Quý III/2024', 'Quý III/2025'],
    ['Trước ngày 30/9/2024', 'Trước ngày 30/9/2025'],
    ['Thường xuyên', 'Thường xuyên'],
    ['Quý II; triển khai đánh giá trong năm 2024', 'Quý II; triển khai đánh giá trong năm 2025'],
  ])('time: %s', (text, moved) => {
    expect(shiftTime(text, 2024)).toBe(moved)
  })
  test.each([
    ['2024-09-30', '2025-09-30'],
    ['2024-02-29', '2025-02-28'],
    ['2023-02-28', '2024-02-28'],
  ])('%s', (from, to) => {
    expect(yearLater(day(from))).toBe(to)
  })
})

const rule = (to: string): DueRule => ({
  kind: 'date-by',
  from: null,
  to: day(to),
  period: null,
  count: null,
})
const task = (id: string, text: string, change: Partial<YearItem> = {}): YearItem => ({
  id,
  kind: 'task',
  number: id.replace(/\D/g, ''),
  parent_id: null,
  text,
  lead: [{ text: 'UBND cấp xã', name: 'UBND cấp xã' }],
  coordinating: [],
  time_text: 'Quý III/2024',
  due: [rule('2024-09-30')],
  ...change,
})
const next = (item: YearItem, change: Partial<YearItem> = {}): YearItem => ({
  ...item,
  id: `n${item.id}`,
  text: shiftWords(item.text, 2024),
  due: item.due.map(shiftRule),
  ...change,
})

describe('what the new year changes', () => {
  const one = task('1', 'Công khai thu, chi ngân sách tại trụ sở và nhà văn hóa xóm')
  const two = task('2', 'Tổ chức đối thoại với người dân năm 2024, tiếp công dân định kỳ')
  const three = task('3', 'Trồng cây xanh ven đường liên xã, liên thôn')
  const kinds = (after: YearItem[]) =>
    Object.fromEntries(
      compareYears([one, two, three], after, 2024).map(({ kind, aspects, before, after: now }) => [
        (before ?? now)?.id,
        aspects.length > 0 ? `${kind} ${aspects.join()}` : kind,
      ]),
    )

  test('a copy differs by the year alone', () => {
    expect(kinds([next(one), next(two), next(three)])).toEqual({
      1: 'moved',
      2: 'moved',
      3: 'moved',
    })
  })
  test('without a date or a year in it, it is the same', () => {
    const every = task('1', 'Công khai', {
      due: [{ kind: 'every-period', from: null, to: null, period: 'quarter', count: null }],
    })
    expect(compareYears([every], [next(every)], 2024)).toMatchObject([{ kind: 'same' }])
  })
  test('added, removed, words, bodies, time', () => {
    const districts = [{ text: 'Sở Y tế', name: 'Sở Y tế' }]
    expect(
      kinds([
        next(one, { text: `${one.text}, công khai cả trên trang thông tin` }),
        next(two, { lead: districts, due: [rule('2025-06-30')] }),
        task('n4', 'Lắp camera an ninh ở mọi ngã ba trong xã', { number: '4' }),
      ]),
    ).toEqual({ 1: 'changed text', 2: 'changed lead,time', 3: 'removed', n4: 'added' })
  })
  test('a duty of a group whose time or body changed is changed', () => {
    const group = task('g', 'UBND cấp huyện', { kind: 'group', due: [] })
    const duty = task('d', 'Kiểm tra việc công khai, minh bạch tại cấp xã', {
      kind: 'duty',
      parent_id: 'g',
    })
    const turned = (change: Partial<YearItem>) =>
      compareYears(
        [group, duty],
        [{ ...group, id: 'ng' }, next(duty, { parent_id: 'ng', ...change })],
        2024,
      ).map(({ kind, aspects }) => [kind, ...aspects].join(' '))
    expect(turned({})).toEqual(['moved'])
    expect(turned({ due: [rule('2025-12-31')] })).toEqual(['changed time'])
    expect(turned({ lead: [{ text: 'Sở Y tế', name: 'Sở Y tế' }] })).toEqual(['changed lead'])
  })
})

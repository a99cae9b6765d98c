import { describe, expect, test } from 'vitest'
import { compareVietnamese, foldDiacritics, matchKey, nfc, searchKey, sortKey } from './text.ts'

describe('match key', () => {
  const same: [string, string][] = [
    ['Định Hoá', 'Định Hóa'],
    ['Thuỵ', 'Thụy'],
    ['Sĩ Bình', 'Sỹ Bình'],
    ['Quí', 'Quý'],
    ['Uỷ ban', 'Ủy ban'],
    ['Sở Công thương', 'SỞ CÔNG THƯƠNG'],
    ['Sở Lao động, Thương binh và Xã hội', 'Sở Lao động - Thương binh và Xã hội'],
    ['Toà án'.normalize('NFD'), 'Tòa án'],
    ['Sở  Nội\u00a0vụ ', 'Sở Nội vụ'],
    ['Huyện Đồng Hỷ', 'huyện Đồng Hỉ'],
  ]
  test.each(same)('%s is %s', (a, b) => expect(matchKey(a)).toBe(matchKey(b)))
  const apart: [string, string][] = [
    ['Tân Lập', 'Tân Lạp'],
    ['Thúy', 'Thúi'],
    ['Tay', 'Tai'],
    ['Sở Nội vụ', 'Sở Nội vu'],
    ['Đa', 'Da'],
    ['Sơn', 'Sôn'],
  ]
  test.each(apart)('%s is not %s', (a, b) => expect(matchKey(a)).not.toBe(matchKey(b)))
})

test('folding keeps case and takes đ with it', () => {
  expect(foldDiacritics('Đồng Hỷ đặc biệt')).toBe('Dong Hy dac biet')
  expect(searchKey('  Sở NN&PTNT - Thái Nguyên')).toBe('so nn ptnt thai nguyen')
  expect(searchKey('Hoá'.normalize('NFD'))).toBe('hoa')
})

test('NFC text has no invisible characters', () => {
  expect(nfc('\uFEFFSở\u200B Nội vụ'.normalize('NFD'))).toBe('Sở Nội vụ')
})

describe('sorting', () => {
  test('follows the Vietnamese alphabet and tones', () => {
    const sorted = [
      'ca',
      'cà',
      'cả',
      'cã',
      'cá',
      'cạ',
      'căn',
      'cân',
      'da',
      'đa',
      'e',
      'ê',
      'ô',
      'ơ',
    ]
    expect([...sorted].reverse().sort(compareVietnamese)).toEqual(sorted)
  })
  test('agrees with the CLDR order on names', () => {
    const names =
      'Định Hóa;Đại Từ;Dân Tiến;Đồng Hỷ;Phú Bình;Phú Lương;Phổ Yên;Phố Cò;Ôn Lương;Úc Kỳ;Ba Hàng;Bá Xuyên;Bảo Cường;Bãi Bông;Tân Lập;Tân Long;Tân Thành;Tân Thịnh;Thành Công;Thắng Lợi;Thịnh Đức;Thượng Nung;Xã 10;Xã 2;Yên Đổ;Yên Lãng;An Khánh;Ân Tình;Âu Lâu;Ăn'.split(
        ';',
      )
    const collator = new Intl.Collator('vi')
    expect([...names].sort(compareVietnamese)).toEqual([...names].sort(collator.compare))
  })
  test('a key holds only digits and small letters', () => {
    expect(sortKey('Thị trấn Đu, huyện “Phú Lương” (2024) – ẃ €')).toMatch(/^[0-9a-z]+$/)
  })
})

import { defineWords } from '../platform/index.ts'

export const indexWords = defineWords({
  vi: {
    'index.version-unknown': 'Không có phiên bản “{version}” của bộ chỉ số.',
    'index.unit-unknown': 'Không có đơn vị “{unit}” vào cuối kỳ.',
    'index.unit-not-scored': 'Đơn vị “{unit}” không được chấm theo bộ chỉ số này.',
    'index.figure-unreadable':
      'Dòng này cần unit, code, from, to và denominator đọc được; dòng này không được lưu.',
    'index.benchmark-unreadable':
      'Dòng này cần code, name, from, to, seen_on và total từ 0 đến 100; dòng này không được lưu.',
  },
  en: {
    'index.version-unknown': 'The index has no version “{version}”.',
    'index.unit-unknown': 'There is no unit “{unit}” at the end of the period.',
    'index.unit-not-scored': 'The unit “{unit}” is not scored by this index.',
    'index.figure-unreadable':
      'This row needs a readable unit, code, from, to and denominator; it was not saved.',
    'index.benchmark-unreadable':
      'This row needs code, name, from, to, seen_on and a total from 0 to 100; it was not saved.',
  },
})

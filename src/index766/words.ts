import { defineWords } from '../platform/index.ts'

export const indexWords = defineWords({
  vi: {
    'index.version-unknown': 'Không có phiên bản “{version}” của bộ chỉ số.',
    'index.unit-unknown': 'Không có đơn vị “{unit}” vào cuối kỳ.',
    'index.unit-not-scored': 'Đơn vị “{unit}” không được chấm theo bộ chỉ số này.',
    'index.figure-unreadable':
      'Dòng này cần from, to, numerator và denominator đọc được (chỉ 1.4, 3.2, 3.5b và 4.5a để trống numerator); dòng này không được lưu.',
    'index.columns-missing': 'Bảng thiếu cột {value}; chưa có gì được lưu.',
    'index.figure-code-unknown':
      'Không nhận số liệu cho chỉ tiêu “{value}”; dòng này không được lưu.',
    'index.figure-too-large': '{value}: tử số lớn hơn mẫu số; dòng này không được lưu.',
    'index.figure-twice':
      'Một dòng trước đã có chỉ tiêu {value} của đơn vị và thời gian này; dòng này không được lưu.',
    'index.option-unknown': 'Không có tùy chọn {value}.',
    'index.option-empty': 'Tùy chọn {value} thiếu giá trị.',
    'index.unit-missing': 'Hãy nêu đơn vị bằng --unit MÃ.',
    'index.day-unreadable': '{value} không phải là ngày có thật; hãy viết như 2026-08-01.',
    'index.period-backwards': 'Ngày cuối {value} đứng trước ngày đầu.',
    'index.as-of-unreadable':
      '“{value}” không phải là thời điểm; hãy viết như 2026-08-01, 2026-08-01T17:00:00+07:00 hoặc 20260801170000.',
    'index.benchmark-unreadable':
      'Dòng này cần code, name, from, to, seen_on và total từ 0 đến 100; dòng này không được lưu.',
  },
  en: {
    'index.version-unknown': 'The index has no version “{version}”.',
    'index.unit-unknown': 'There is no unit “{unit}” at the end of the period.',
    'index.unit-not-scored': 'The unit “{unit}” is not scored by this index.',
    'index.figure-unreadable':
      'This row needs a readable from, to, numerator and denominator (only 1.4, 3.2, 3.5b and 4.5a leave the numerator empty); it was not saved.',
    'index.columns-missing': 'The table lacks {value}; nothing was saved.',
    'index.figure-code-unknown':
      'No count is taken for the indicator “{value}”; this row was not saved.',
    'index.figure-too-large':
      '{value}: the numerator is larger than the denominator; this row was not saved.',
    'index.figure-twice':
      'An earlier row has the indicator {value} of this unit and time; this row was not saved.',
    'index.option-unknown': 'There is no option {value}.',
    'index.option-empty': 'The option {value} lacks its value.',
    'index.unit-missing': 'Name the unit with --unit CODE.',
    'index.day-unreadable': '{value} is no day; write it as 2026-08-01.',
    'index.period-backwards': 'The last day {value} is before the first.',
    'index.as-of-unreadable':
      '“{value}” is no instant; write it as 2026-08-01, 2026-08-01T17:00:00+07:00 or 20260801170000.',
    'index.benchmark-unreadable':
      'This row needs code, name, from, to, seen_on and a total from 0 to 100; it was not saved.',
  },
})

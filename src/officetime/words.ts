import { defineWords } from '../platform/index.ts'

export const officeTimeWords = defineWords({
  vi: {
    'unit-calendar.not-found': 'Không có dòng lịch này.',
    'unit-calendar.day-unreadable': 'Hãy chọn ngày; chưa có gì được lưu.',
    'unit-calendar.decided-when': 'Hãy ghi ngày ký quyết định.',
    'unit-calendar.ends-before-begin': 'Ngày cuối đứng trước ngày đầu; chưa có gì được lưu.',
    'unit-calendar.beyond-calendar':
      'Lịch làm việc chung chỉ có từ {from} đến {to}; hãy chọn ngày trong khoảng ấy.',
    'unit-calendar.last-day-missing':
      'Hãy ghi ngày cuối. Chỉ một ngày cố định trong tuần mới được để “đến khi có thông báo”.',
    'unit-calendar.too-long': 'Không quá {days} ngày liền trong một dòng.',
    'unit-calendar.hours-of-weekday':
      'Giờ làm việc áp dụng cho mọi ngày. Giờ riêng của một ngày trong tuần: hãy chọn “Làm việc”.',
    'unit-calendar.hours-missing': 'Hãy ghi giờ làm việc, ví dụ 07:00-11:30, 13:30-17:00.',
    'unit-calendar.hours-unreadable':
      'Không đọc được giờ. Hãy ghi như 07:00-11:30, 13:30-17:00: tối đa 4 khoảng, xuôi chiều, không chồng nhau.',
    'unit-calendar.closed-with-hours': 'Ngày nghỉ thì không có giờ làm việc; hãy để trống ô giờ.',
    'unit-calendar.reason-missing': 'Hãy ghi lý do.',
    'unit-calendar.decision-missing': 'Hãy ghi số quyết định làm căn cứ.',
    'unit-calendar.decided-later': 'Ngày ký quyết định không thể sau hôm nay.',
    'unit-calendar.no-day': 'Trong khoảng này không có ngày nào như vậy; chưa có gì được lưu.',
    'unit-calendar.already-stands': 'Đơn vị đã có một dòng y như vậy; không lưu thêm.',
    'unit-calendar.already-withdrawn': 'Dòng này đã thôi áp dụng từ ngày {since}.',
    'unit-calendar.over-by-then': 'Đến ngày ấy dòng này đã hết hiệu lực; chưa có gì thay đổi.',
  },
  en: {
    'unit-calendar.not-found': 'There is no such calendar entry.',
    'unit-calendar.day-unreadable': 'Choose the day; nothing was saved.',
    'unit-calendar.decided-when': 'Give the day on which the decision was signed.',
    'unit-calendar.ends-before-begin': 'The last day comes before the first; nothing was saved.',
    'unit-calendar.beyond-calendar':
      'The working calendar of all covers {from} to {to}; choose days within.',
    'unit-calendar.last-day-missing':
      'Give the last day. Only one fixed day of the week may hold until further notice.',
    'unit-calendar.too-long': 'One entry covers {days} days in a row at most.',
    'unit-calendar.hours-of-weekday':
      'Office hours hold on every day. For the hours of one day of the week choose “Open”.',
    'unit-calendar.hours-missing': 'Give the office hours, such as 07:00-11:30, 13:30-17:00.',
    'unit-calendar.hours-unreadable':
      'The hours cannot be read. Write them as 07:00-11:30, 13:30-17:00: four spans at most, forward, apart.',
    'unit-calendar.closed-with-hours': 'A closed day has no office hours; leave them empty.',
    'unit-calendar.reason-missing': 'Give the reason.',
    'unit-calendar.decision-missing': 'Give the number of the decision it stands on.',
    'unit-calendar.decided-later': 'The decision cannot be signed after today.',
    'unit-calendar.no-day': 'There is no such day in the span; nothing was saved.',
    'unit-calendar.already-stands': 'The unit has exactly this entry already; nothing was added.',
    'unit-calendar.already-withdrawn': 'The entry has not held since {since}.',
    'unit-calendar.over-by-then': 'The entry is over by that day; nothing was changed.',
  },
})

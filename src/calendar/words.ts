import { defineWords } from '../platform/index.ts'

export const calendarWords = defineWords({
  vi: {
    'calendar.empty': 'Lịch không có ngày nào; chưa có gì được lưu.',
    'calendar.covers-less':
      'Lịch mới phải có đủ mọi ngày của lịch đang dùng, từ {from} đến {to}; chưa có gì được lưu.',
    'calendar.not-found': 'Chưa nạp lịch làm việc nào.',
    'period.span-out-of-range': 'Khoảng ngày phải xuôi chiều và không quá {days} ngày.',
  },
  en: {
    'calendar.empty': 'The calendar has no days; nothing was saved.',
    'calendar.covers-less':
      'A new calendar must have all days of the one in force, {from} to {to}; nothing was saved.',
    'calendar.not-found': 'No working calendar is loaded.',
    'period.span-out-of-range': 'The span must run forward and have {days} days at most.',
  },
})

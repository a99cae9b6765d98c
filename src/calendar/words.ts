import { defineWords } from '../platform/index.ts'

export const calendarWords = defineWords({
  vi: { 'calendar.empty': 'Lịch không có ngày nào; chưa có gì được lưu.' },
  en: { 'calendar.empty': 'The calendar has no days; nothing was saved.' },
})

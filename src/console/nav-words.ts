import { defineWords } from '../platform/index.ts'

export const navWords = defineWords({
  vi: {
    work: 'Việc của tôi',
    review: 'Chờ duyệt',
    leader: 'Lãnh đạo',
    board: 'Bảng tiến độ',
    duties: 'Danh sách việc',
    hindrances: 'Vướng mắc',
    plans: 'Kế hoạch',
    units: 'Đơn vị',
    people: 'Người và vị trí',
    audit: 'Nhật ký',
    settings: 'Thiết lập',
  },
  en: {
    work: 'My work',
    review: 'To review',
    leader: 'Leader',
    board: 'Plan board',
    duties: 'Duties',
    hindrances: 'Hindrances',
    plans: 'Plans',
    units: 'Units',
    people: 'People and posts',
    audit: 'Audit trail',
    settings: 'Settings',
  },
})

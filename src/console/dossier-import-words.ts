import { defineWords } from '../platform/index.ts'

export const dossierImportWords = defineWords({
  vi: {
    title: 'Nạp hồ sơ từ tệp',
    lead: 'Tệp JSON Lines, CSV hoặc .xlsx chứa các bản tin mà hệ thống của tỉnh gửi Cổng Dịch vụ công quốc gia. Xem trước không lưu gì.',
    list: 'Hồ sơ',
    file: 'Tệp bản tin',
    'file.hint':
      'CSV và .xlsx: dòng đầu là tên trường (MaHoSo, MaTTHC, … hoặc MaHoSo, ThoiDiemXuLy, TrangThai).',
    counted: 'Bản tin',
    dossiers: 'Hồ sơ liên quan',
    pictures: 'Bản tin hồ sơ',
    steps: 'Bản tin tiến độ',
    deletions: 'Bản tin xóa',
    waiting: 'Tiến độ chờ hồ sơ',
  },
  en: {
    title: 'Take dossiers from a file',
    lead: 'JSON Lines, CSV or .xlsx with the messages that provincial systems send to the national portal. The preview saves nothing.',
    list: 'Dossiers',
    file: 'File of messages',
    'file.hint':
      'CSV and .xlsx: the first row names the fields (MaHoSo, MaTTHC, … or MaHoSo, ThoiDiemXuLy, TrangThai).',
    counted: 'Messages',
    dossiers: 'Dossiers touched',
    pictures: 'Pictures of dossiers',
    steps: 'Steps',
    deletions: 'Deletions',
    waiting: 'Steps that wait for a dossier',
  },
})

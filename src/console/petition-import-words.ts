import { defineWords } from '../platform/index.ts'

export const petitionImportWords = defineWords({
  vi: {
    title: 'Nạp phản ánh, kiến nghị từ tệp',
    lead: 'Tệp JSON Lines, CSV hoặc .xlsx, mỗi dòng một bước. Xem trước không lưu gì.',
    list: 'Phản ánh, kiến nghị',
    file: 'Tệp',
    'file.hint':
      'CSV và .xlsx: dòng đầu là tên cột code, unit, about, step, at; thêm được dossier, saidAt, receivedAt, id. Cột khác bị từ chối vì có thể chứa tên người.',
    counted: 'Số dòng',
    touched: 'Phản ánh liên quan',
  },
  en: {
    title: 'Take petitions from a file',
    lead: 'JSON Lines, CSV or .xlsx, a step a row. The preview saves nothing.',
    list: 'Petitions',
    file: 'File',
    'file.hint':
      'CSV and .xlsx: the first row names the columns code, unit, about, step, at; dossier, saidAt, receivedAt, id may be added. Other columns are refused, for they may name somebody.',
    counted: 'Lines',
    touched: 'Petitions touched',
  },
})

import { defineWords } from '../platform/index.ts'

export const dossierWords = defineWords({
  vi: {
    'dossiers.batch-empty': 'Lô hồ sơ không có mục nào; chưa có gì được nhận.',
    'dossiers.batch-too-large':
      'Một lô có nhiều nhất {most} mục; chưa có gì được nhận. Hãy chia lô và gửi lại.',
    'dossiers.batch-unreadable':
      'Thân yêu cầu phải là {"items": [...]} hoặc {"service", "data": [...]}; chưa có gì được nhận.',
    'dossiers.batch-unknown': 'Không có lô hồ sơ với mã này.',
    'dossier.not-found': 'Không có hồ sơ này.',
    'procedure.missing': 'Thiếu giá trị bắt buộc.',
    'procedure.unknown': 'Giá trị này không đọc được.',
    'procedure.duplicate': 'Mã thủ tục này đã có ở dòng trước với thời gian hiệu lực chồng lên.',
    'reason.line-too-long': 'Dòng dài quá 1 MB.',
    'reason.not-utf8': 'Dòng không phải là văn bản UTF-8.',
    'reason.unreadable': 'Không phải là một bản tin JSON.',
    'reason.service-unknown': 'Dịch vụ không phải DongBoHoSoMC hoặc CapNhatTienDoHoSoMC.',
    'reason.received-unreadable': 'Thời điểm nhận không đọc được.',
    'reason.field-missing': 'Thiếu trường bắt buộc.',
    'reason.field-invalid': 'Giá trị của trường không hợp lệ.',
    'reason.date-unreadable': 'Ngày giờ không đọc được.',
    'reason.status-unknown': 'Trạng thái phải từ 1 đến 10.',
    'reason.unit-unknown': 'Không có đơn vị xử lý với mã này.',
    'reason.procedure-unknown': 'Không có thủ tục với mã này.',
    'reason.code-of-another-unit': 'Mã hồ sơ này thuộc đơn vị khác.',
  },
  en: {
    'dossiers.batch-empty': 'The batch holds no item; nothing was taken.',
    'dossiers.batch-too-large':
      'A batch holds {most} items at most; nothing was taken. Divide it and send again.',
    'dossiers.batch-unreadable':
      'The body must be {"items": [...]} or {"service", "data": [...]}; nothing was taken.',
    'dossiers.batch-unknown': 'There is no batch with this id.',
    'dossier.not-found': 'There is no such dossier.',
    'procedure.missing': 'A required value is missing.',
    'procedure.unknown': 'This value cannot be read.',
    'procedure.duplicate': 'An earlier row has this procedure for an overlapping time.',
    'reason.line-too-long': 'The line is longer than 1 MB.',
    'reason.not-utf8': 'The line is not UTF-8 text.',
    'reason.unreadable': 'Not a JSON message.',
    'reason.service-unknown': 'The service is neither DongBoHoSoMC nor CapNhatTienDoHoSoMC.',
    'reason.received-unreadable': 'The time of receipt cannot be read.',
    'reason.field-missing': 'A required field is missing.',
    'reason.field-invalid': 'The value of a field cannot be.',
    'reason.date-unreadable': 'A date or time cannot be read.',
    'reason.status-unknown': 'A status is a number from 1 to 10.',
    'reason.unit-unknown': 'No handling unit has this code.',
    'reason.procedure-unknown': 'No procedure has this code.',
    'reason.code-of-another-unit': 'A dossier of this code belongs to another unit.',
  },
})

import { defineWords } from '../platform/index.ts'

export const petitionWords = defineWords({
  vi: {
    'petitions.batch-empty': 'Lô phản ánh, kiến nghị không có mục nào; chưa có gì được nhận.',
    'petitions.batch-too-large':
      'Một lô có nhiều nhất {most} mục; chưa có gì được nhận. Hãy chia lô và gửi lại.',
    'petitions.batch-unreadable': 'Thân yêu cầu phải là {"items": [...]}; chưa có gì được nhận.',
    'petition.not-found': 'Không có phản ánh, kiến nghị này.',
    'petitions.batch-unknown': 'Không có lô phản ánh, kiến nghị với mã này.',
    'reason.line-too-long': 'Dòng dài quá 1 MB.',
    'reason.not-utf8': 'Dòng không phải là văn bản UTF-8.',
    'reason.unreadable': 'Không phải là một bản tin JSON.',
    'reason.received-unreadable': 'Thời điểm nhận không đọc được.',
    'reason.field-missing': 'Thiếu trường bắt buộc.',
    'reason.field-invalid': 'Giá trị của trường không hợp lệ.',
    'reason.date-unreadable': 'Ngày giờ không đọc được.',
    'reason.date-in-future': 'Ngày giờ này chưa đến khi bản tin được nhận.',
    'reason.date-beyond-calendar': 'Lịch làm việc đã nạp không gồm ngày này.',
    'reason.step-unknown': 'Không có bước xử lý với tên này.',
    'reason.subject-unknown': 'Phân loại phải là rules (quy định) hoặc conduct (hành vi).',
    'reason.unit-unknown': 'Không có đơn vị với mã này trong phạm vi được gửi.',
    'reason.code-of-another-unit':
      'Mã này thuộc đơn vị khác, và bản tin không nói là đã chuyển đến đơn vị này.',
  },
  en: {
    'petitions.batch-empty': 'The batch of petitions holds no item; nothing was taken.',
    'petitions.batch-too-large':
      'A batch holds {most} items at most; nothing was taken. Divide it and send again.',
    'petitions.batch-unreadable': 'The body must be {"items": [...]}; nothing was taken.',
    'petition.not-found': 'There is no such petition.',
    'petitions.batch-unknown': 'There is no batch of petitions with this id.',
    'reason.line-too-long': 'The line is longer than 1 MB.',
    'reason.not-utf8': 'The line is not UTF-8 text.',
    'reason.unreadable': 'Not a JSON message.',
    'reason.received-unreadable': 'The time of receipt cannot be read.',
    'reason.field-missing': 'A required field is missing.',
    'reason.field-invalid': 'The value of a field cannot be.',
    'reason.date-unreadable': 'A date or time cannot be read.',
    'reason.date-in-future': 'This time had not come when the message was received.',
    'reason.date-beyond-calendar': 'The working calendar that is loaded does not hold this day.',
    'reason.step-unknown': 'No step has this name.',
    'reason.subject-unknown': 'A petition is about rules or about conduct.',
    'reason.unit-unknown': 'No unit within reach has this code.',
    'reason.code-of-another-unit':
      'Another unit holds this code, and the message does not say that it was transferred to this one.',
  },
})

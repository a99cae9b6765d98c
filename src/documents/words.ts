// What is wrong with a file and what to do about it, in both languages.

import type { DocumentProblemCode } from './document.ts'

type Sentences = Record<DocumentProblemCode, string>

export const documentWords: { vi: Sentences; en: Sentences } = {
  vi: {
    'document.too-large':
      'Tệp nặng {megabytes} MB, quá mức {limit} MB. Hãy bỏ bớt ảnh trong tệp rồi gửi lại.',
    'document.empty': 'Tệp không có chữ nào. Nếu là bản chụp, hãy dùng bản Word gốc của văn bản.',
    'document.empty-table': 'Bảng trong tệp không có dòng dữ liệu nào.',
    'document.wrong-type':
      'Tệp này là {found}; hệ thống chỉ đọc .docx, .xlsx và .txt. Hãy lưu lại theo một trong các dạng đó.',
    'document.old-word':
      'Tệp thuộc dạng Office cũ (.doc, .xls) hoặc có đặt mật khẩu. Hãy mở bằng Word hoặc Excel, bỏ mật khẩu và lưu thành .docx hoặc .xlsx.',
    'document.encrypted': 'Tệp có đặt mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.',
    'document.macros':
      'Tệp có macro nên không được nhận. Hãy lưu thành .docx hoặc .xlsx không có macro.',
    'document.truncated': 'Tệp bị cụt: phần cuối của tệp không có. Hãy tải lại tệp gốc.',
    'document.damaged':
      'Tệp bị hỏng ở phần {part}. Hãy mở bằng Word hoặc Excel, lưu lại rồi gửi lại.',
    'document.zip-bomb': 'Tệp bung ra quá {limit} MB nên không được nhận.',
    'document.too-deep': 'Cấu trúc của tệp lồng nhau quá nhiều lớp nên không được nhận.',
    'document.too-many-parts':
      'Tệp có quá nhiều đoạn hoặc ô bảng so với một bản kế hoạch nên không được nhận.',
    'document.legacy-encoding':
      'Tệp dùng bảng mã cũ không nhận ra được (không phải Unicode, TCVN3 hay VNI). Hãy chuyển sang Unicode rồi gửi lại.',
    'document.not-a-plan':
      'Không tìm thấy nhiệm vụ, phân công hay bảng phụ lục nào trong tệp này. Hãy kiểm tra xem đây có đúng là bản kế hoạch không.',
  },
  en: {
    'document.too-large':
      'The file is {megabytes} MB, over the limit of {limit} MB. Remove pictures from it and send it again.',
    'document.empty': 'The file has no text. If it is a scan, use the original Word file.',
    'document.empty-table': 'The table in the file has no rows.',
    'document.wrong-type':
      'This file is {found}; only .docx, .xlsx and .txt are read. Save it as one of these.',
    'document.old-word':
      'The file is of the old Office kind (.doc, .xls) or has a password. Open it in Word or Excel, remove the password and save it as .docx or .xlsx.',
    'document.encrypted': 'The file has a password. Remove it and send the file again.',
    'document.macros':
      'The file has macros and is not accepted. Save it as .docx or .xlsx without macros.',
    'document.truncated': 'The file is cut short: its end is missing. Download the original again.',
    'document.damaged':
      'The file is damaged in its part {part}. Open it in Word or Excel, save it again and send it again.',
    'document.zip-bomb': 'The file unpacks to more than {limit} MB and is not accepted.',
    'document.too-deep': 'The file is nested too deeply and is not accepted.',
    'document.too-many-parts':
      'The file has far more paragraphs or table cells than a plan has and is not accepted.',
    'document.legacy-encoding':
      'The file uses an old encoding that was not recognised (not Unicode, TCVN3 or VNI). Convert it to Unicode and send it again.',
    'document.not-a-plan':
      'No task, assignment or annex table was found in this file. Check that it is the plan.',
  },
}

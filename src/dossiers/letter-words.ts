import { defineWords } from '../platform/index.ts'

/** Refusals about letters. */
export const letterWords = defineWords({
  vi: {
    'letter.already-sent': 'Văn bản này đã gửi nên không thay đổi được nữa.',
    'letter.not-in-turn':
      'Văn bản phải lần lượt dự thảo, duyệt, ký rồi gửi. Hãy mở lại trang để xem bước hiện tại; chưa có gì thay đổi.',
    'letter.fields-missing': 'Còn mục chưa điền trong văn bản. Hãy điền đủ rồi làm lại.',
    'letter.new-due-not-later': 'Ngày hẹn trả mới phải sau ngày hẹn trả đang áp dụng.',
    'letter.new-due-past': 'Ngày hẹn trả mới đã qua. Hãy chọn ngày khác.',
    'letter.before-last-step': 'Thời điểm của bước này không thể trước bước liền trước.',
    'letter.only-once':
      'Hồ sơ này đã có văn bản xin lỗi; chỉ được hẹn lại một lần. Hãy mở văn bản đã có.',
  },
  en: {
    'letter.already-sent': 'This letter was sent and cannot be changed any more.',
    'letter.not-in-turn':
      'A letter is drafted, approved, signed and sent in this order. Open the page again to see its state; nothing was changed.',
    'letter.fields-missing': 'Something has still to be filled in. Fill it in and try again.',
    'letter.new-due-not-later': 'The new due time must come after the one in force.',
    'letter.new-due-past': 'The new due time has passed. Choose another.',
    'letter.before-last-step': 'This step cannot come before the last one.',
    'letter.only-once':
      'This dossier has its apology; the due time may be moved once. Open the letter there is.',
  },
})

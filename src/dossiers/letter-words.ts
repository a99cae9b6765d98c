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
    'letter.not-found': 'Không có văn bản này.',
    'letter.no-template': 'Chưa có mẫu thư xin lỗi.',
    'letter.template-faulty': 'Mẫu thư chưa đúng nên chưa được lưu: {fault}.',
    'letter.not-needed': 'Hồ sơ đã kết thúc hoặc không có hạn trả nên không cần thư xin lỗi.',
    'letter.not-a-draft': 'Văn bản đã duyệt nên không sửa được; chưa có gì thay đổi.',
    'letter.no-address': 'Hồ sơ không có địa chỉ thư điện tử; hãy in và trao tận tay.',
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
    'letter.not-found': 'There is no such letter.',
    'letter.no-template': 'There is no template of an apology yet.',
    'letter.template-faulty': 'The template is faulty and was not saved: {fault}.',
    'letter.not-needed': 'The dossier has ended or has no due time; it needs no apology.',
    'letter.not-a-draft': 'The letter is approved and cannot be changed; nothing was changed.',
    'letter.no-address': 'The dossier names no e-mail address; print the letter and hand it over.',
    'letter.only-once':
      'This dossier has its apology; the due time may be moved once. Open the letter there is.',
  },
})

import { defineWords } from '../platform/index.ts'

export const notificationWords = defineWords({
  vi: {
    left: 'Còn {n} ngày làm việc',
    'left.today': 'Hạn cuối là hôm nay',
    past: 'Quá hạn {n} ngày làm việc',
    limit: 'hạn {day}',
    more: '… và {n} việc nữa, xem trong hệ thống.',
    'subject.more': '{title} (và {n} thông báo khác)',
    'notices.days-wrong':
      'Số ngày làm việc phải là số nguyên, từ 1 đến {most}. Chưa có gì thay đổi; hãy sửa rồi lưu lại.',
    'notices.too-many-reminders':
      'Mỗi phía của thời hạn có tối đa năm lần nhắc. Chưa có gì thay đổi.',
    'notices.hours-wrong':
      'Giờ bắt đầu phải trước giờ kết thúc, viết như 07:30. Chưa có gì thay đổi.',
    'notices.hour-wrong': 'Giờ nhận bản tin viết như 07:30. Chưa có gì thay đổi.',
    'notices.phone-missing':
      'Muốn nhận tin nhắn thì cần số điện thoại. Chưa có gì thay đổi; hãy nhập số hoặc bỏ chọn tin nhắn.',
    'notices.place-unknown':
      'Chỗ trống {place} không dùng được ở câu này. Chưa có gì thay đổi; hãy xem các chỗ trống ghi dưới mỗi ô.',
    'notices.text-too-long': 'Mỗi câu tối đa 500 chữ. Chưa có gì thay đổi.',
    'notice.not-found': 'Không tìm thấy thông báo này.',
    'receipt.not-bound': 'Kế hoạch này không giao việc cho đơn vị, nên không cần xác nhận.',
    'channel.missing': 'Chưa có cổng tin nhắn nào. Hãy nhập và lưu địa chỉ trước khi thử.',
    'channel.address-wrong':
      'Địa chỉ cổng phải bắt đầu bằng https:// và không chứa mật khẩu. Chưa có gì thay đổi.',
    'channel.secret-short': 'Khóa ký phải dài ít nhất {least} ký tự. Chưa có gì thay đổi.',
    'channel.phone-wrong':
      'Số điện thoại viết như 0912 345 678 hoặc +84912345678. Chưa có gì thay đổi.',
  },
  en: {
    left: '{n} working days left',
    'left.today': 'Due today',
    past: '{n} working days overdue',
    limit: 'due {day}',
    more: '… and {n} more, in the system.',
    'subject.more': '{title} (and {n} more notices)',
    'notices.days-wrong':
      'Working days are whole numbers from 1 to {most}. Nothing was changed; correct them and save again.',
    'notices.too-many-reminders':
      'There are five reminders at most on each side of a due day. Nothing was changed.',
    'notices.hours-wrong':
      'The first hour must come before the last, written as 07:30. Nothing was changed.',
    'notices.hour-wrong': 'The hour of the digest is written as 07:30. Nothing was changed.',
    'notices.phone-missing':
      'Messages need a telephone number. Nothing was changed; enter one or leave messages out.',
    'notices.place-unknown':
      'The place {place} cannot be used in this sentence. Nothing was changed; the places are listed below each box.',
    'notices.text-too-long': 'A sentence has 500 characters at most. Nothing was changed.',
    'notice.not-found': 'This notice was not found.',
    'receipt.not-bound': 'This plan gives the unit no duty, so there is nothing to acknowledge.',
    'channel.missing': 'There is no gateway yet. Enter and save its address before trying it.',
    'channel.address-wrong':
      'The gateway’s address must begin with https:// and hold no password. Nothing was changed.',
    'channel.secret-short':
      'The signing key needs at least {least} characters. Nothing was changed.',
    'channel.phone-wrong':
      'A telephone number is written as 0912 345 678 or +84912345678. Nothing was changed.',
  },
})

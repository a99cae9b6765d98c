import { defineWords } from '../platform/index.ts'

export const signInSettingsWords = defineWords({
  vi: {
    settings: 'Thiết lập',
    title: 'Đăng nhập và bảo mật',
    lead: 'Ai phải có xác thực hai lớp và mã xác nhận có hiệu lực bao lâu.',
    done: 'Đã lưu.',
    save: 'Lưu',
    hours: 'giờ',
    factor: 'Xác thực hai lớp',
    'factor.lead':
      'Áp dụng cho người giữ vị trí duyệt báo cáo hoặc ban hành kế hoạch. Ai cũng có thể tự bật.',
    'factor.who': 'Với người duyệt báo cáo hoặc ban hành kế hoạch',
    'factor.offered': 'Khuyến khích, không bắt buộc',
    'factor.required': 'Bắt buộc từ một ngày',
    'factor.from': 'Bắt buộc từ ngày',
    'factor.from.hint':
      'Trước ngày này mọi người được nhắc; từ ngày này ai chưa bật thì phải bật xong mới làm việc tiếp.',
    'factor.hours': 'Hỏi lại mã trước khi duyệt, ban hành nếu lần nhập gần nhất đã quá',
    'factor.hours.hint': 'Từ 1 đến 720 giờ.',
    'factor.by-two': 'Gỡ xác thực hai lớp đã mất cần hai người quản trị',
    'factor.by-two.hint': 'Một người đề nghị kèm lý do, người khác đồng ý. Nên để bật.',
    'wrong.day': 'Hãy chọn ngày bắt đầu bắt buộc',
    'wrong.hours': 'Hãy ghi số giờ từ 1 đến 720',
  },
  en: {
    settings: 'Settings',
    title: 'Signing in and security',
    lead: 'Who needs a second factor, and for how long a code holds.',
    done: 'Saved.',
    save: 'Save',
    hours: 'hours',
    factor: 'Second factor',
    'factor.lead':
      'For whoever holds a post that accepts reports or publishes plans. Everyone may turn it on.',
    'factor.who': 'For those who accept reports or publish plans',
    'factor.offered': 'Offered, not required',
    'factor.required': 'Required from a day',
    'factor.from': 'Required from',
    'factor.from.hint':
      'Before that day people are reminded; from that day whoever has none sets it up before going on.',
    'factor.hours': 'Ask again before accepting or publishing when the last code is older than',
    'factor.hours.hint': 'From 1 to 720 hours.',
    'factor.by-two': 'Taking away a lost second factor needs two administrators',
    'factor.by-two.hint': 'One asks with a reason, another approves. Better left on.',
    'wrong.day': 'Choose the day from which it is required',
    'wrong.hours': 'Give a number of hours from 1 to 720',
  },
})

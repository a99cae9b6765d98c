import { defineWords } from '../platform/index.ts'

export const closingWords = defineWords({
  vi: {
    'closing.plan-not-published': 'Kế hoạch chưa ban hành nên chưa có gì để khép năm.',
    'closing.already-closed': 'Kế hoạch này đã khép năm; chưa có gì thay đổi.',
    'closing.not-closed': 'Kế hoạch này đang mở; chưa có gì thay đổi.',
    'closing.drop-reason-missing':
      'Nhiệm vụ không tiếp tục phải có lý do: {numbers}. Chưa có gì thay đổi; những gì bạn chọn vẫn còn trên trang.',
    'closing.reason-missing': 'Hãy nêu lý do.',
    'closing.until-out-of-range': 'Ngoại lệ kéo dài từ hôm nay đến nhiều nhất {most} ngày.',
    'closing.day-unreadable': 'Hãy chọn ngày.',
    'closing.unit-not-bound': 'Đơn vị này không có việc nào trong kế hoạch.',
  },
  en: {
    'closing.plan-not-published': 'The plan is not published, so there is nothing to close.',
    'closing.already-closed': 'This plan is closed already; nothing was changed.',
    'closing.not-closed': 'This plan is open; nothing was changed.',
    'closing.drop-reason-missing':
      'A task that is dropped needs its reason: {numbers}. Nothing was changed; your choices are still on the page.',
    'closing.reason-missing': 'Give the reason.',
    'closing.until-out-of-range': 'An exception runs from today for {most} days at most.',
    'closing.day-unreadable': 'Choose a day.',
    'closing.unit-not-bound': 'This unit has no duty in the plan.',
  },
})

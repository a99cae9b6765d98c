import { defineWords } from '../platform/index.ts'

export const extensionWords = defineWords({
  vi: {
    'extension.not-found': 'Không tìm thấy đề nghị gia hạn này.',
    'extension.nothing-chosen': 'Hãy chọn ít nhất một việc cần gia hạn.',
    'extension.reason-missing': 'Hãy nêu lý do xin gia hạn.',
    'extension.day-past': 'Ngày mới không được ở trong quá khứ.',
    'extension.day-not-later': 'Ngày mới phải sau hạn đang áp dụng của mọi việc đã chọn.',
    'extension.already-sent': 'Có việc đã gửi báo cáo nên không cần gia hạn. Hãy bỏ chọn việc đó.',
    'extension.already-asked':
      'Có việc đang chờ quyết định một đề nghị trước. Hãy rút đề nghị đó hoặc bỏ chọn việc.',
    'extension.own-request': 'Không ai quyết định đề nghị của chính đơn vị mình.',
    'extension.already-decided':
      'Việc hoặc đề nghị này đã được quyết định hoặc đã rút. Hãy mở lại trang để xem; chưa có gì thay đổi.',
    'extension.refusal-needs-reason': 'Không đồng ý thì phải nêu lý do.',
    'extension.nothing-decided': 'Hãy quyết định ít nhất một việc.',
    'extension.duty-twice': 'Mỗi việc chỉ được quyết định một lần.',
  },
  en: {
    'extension.not-found': 'This request for more time was not found.',
    'extension.nothing-chosen': 'Choose at least one duty.',
    'extension.reason-missing': 'Say why more time is needed.',
    'extension.day-past': 'The new day may not lie in the past.',
    'extension.day-not-later':
      'The new day must come after the due day in force of every chosen duty.',
    'extension.already-sent': 'A duty was reported already and needs no more time. Leave it out.',
    'extension.already-asked':
      'A duty is part of a request that waits. Take that request back, or leave the duty out.',
    'extension.own-request': 'Nobody decides on a request of their own unit.',
    'extension.already-decided':
      'This duty or request was decided or taken back. Open the page again; nothing was changed.',
    'extension.refusal-needs-reason': 'A refusal needs its reason.',
    'extension.nothing-decided': 'Decide on at least one duty.',
    'extension.duty-twice': 'Each duty is decided on once.',
  },
})

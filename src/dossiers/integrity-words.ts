// Refusals of the integrity desk.

import { defineWords } from '../platform/index.ts'

export const integrityWords = defineWords({
  vi: {
    'integrity.own-unit':
      'Không ai tự xác nhận hay bỏ qua dấu hiệu trên hồ sơ của chính đơn vị mình; chưa ghi gì. Hãy để người của cơ quan cấp trên xem.',
    'integrity.no-sign':
      'Lần soát mới nhất không còn thấy dấu hiệu này trên hồ sơ; chưa ghi gì. Hãy tải lại trang.',
    'integrity.said-already': 'Dấu hiệu này đã được ghi đúng như vậy; không ghi thêm.',
    'integrity.nothing-to-undo': 'Dấu hiệu này chưa có ý kiến nào để bỏ; chưa ghi gì.',
  },
  en: {
    'integrity.own-unit':
      'Nobody confirms or sets aside signs on dossiers of their own unit; nothing was saved. Leave it to somebody of the unit above.',
    'integrity.no-sign':
      'The newest look no longer sees this sign on the dossier; nothing was saved. Load the page again.',
    'integrity.said-already': 'This is what is said of the sign already; nothing was added.',
    'integrity.nothing-to-undo': 'Nothing was said of this sign that could be taken back.',
  },
})

import { defineWords } from '../platform/index.ts'

export const integrationWords = defineWords({
  vi: {
    'webhook.url-unreadable': 'Địa chỉ nhận chưa đúng; chưa có gì được lưu.',
    'webhook.url-private': 'Địa chỉ nhận phải là https ở mạng công cộng; chưa có gì được lưu.',
    'webhook.not-found': 'Không tìm thấy webhook này.',
    'webhook.already-ended': 'Webhook này đã dừng trước đó.',
    'delivery.not-found': 'Không tìm thấy lần gửi này.',
  },
  en: {
    'webhook.url-unreadable': 'The receiver’s address is not right; nothing was saved.',
    'webhook.url-private': 'The receiver must be https on the public network; nothing was saved.',
    'webhook.not-found': 'This webhook was not found.',
    'webhook.already-ended': 'This webhook had ended before.',
    'delivery.not-found': 'This delivery was not found.',
  },
})

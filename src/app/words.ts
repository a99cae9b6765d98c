import { defineWords } from '../platform/index.ts'

export const appWords = defineWords({
  vi: {
    home: 'Về trang chủ',
    'page.not-found': 'Không tìm thấy trang này',
    'page.not-found.text':
      'Địa chỉ có thể đã thay đổi hoặc được gõ nhầm. Không có gì bị mất. Hãy quay lại trang trước hoặc tìm từ trang chủ.',
    'right.missing': 'Vị trí của bạn không có quyền mở trang này',
    'right.missing.text':
      'Không có gì bị thay đổi. Nếu bạn cần quyền này, hãy nhờ người quản trị của đơn vị cấp cho vị trí công tác của bạn.',
    'session.needed': 'Bạn cần đăng nhập',
    'session.needed.text': 'Hãy đăng nhập rồi mở lại trang này.',
    'request.foreign': 'Yêu cầu không đến từ trang của hệ thống',
    'request.foreign.text': 'Không có gì bị thay đổi. Hãy mở lại trang và thử lại.',
    'request.stale-form': 'Trang này đã mở quá lâu',
    'request.stale-form.text':
      'Phiên làm việc đã đổi từ khi trang được mở; chưa có gì được lưu lần này. Hãy quay lại, tải lại trang và gửi lần nữa. Bản nháp trên máy vẫn còn.',
    'input.invalid': 'Có chỗ chưa đúng trong nội dung đã gửi',
    'input.invalid.text': 'Chưa có gì được lưu. Hãy quay lại, kiểm tra các ô: {fields}.',
    'input.too-large': 'Nội dung gửi lên quá lớn',
    'input.too-large.text':
      'Chưa có gì được lưu. Mỗi tệp tối đa 20 MB; hãy giảm kích thước rồi gửi lại.',
    'input.unreadable': 'Không đọc được nội dung đã gửi',
    'input.unreadable.text': 'Chưa có gì được lưu. Hãy quay lại và gửi lại.',
    'server.failed': 'Hệ thống gặp lỗi',
    'server.failed.text':
      'Thao tác này chưa được thực hiện; những gì đã lưu trước đó vẫn còn nguyên. Hãy thử lại; nếu vẫn lỗi, báo cho người quản trị.',
    refused: 'Không thực hiện được',
    'refused.text': 'Không có gì bị thay đổi ({code}).',
  },
  en: {
    home: 'To the home page',
    'page.not-found': 'This page was not found',
    'page.not-found.text':
      'The address may have changed or been mistyped. Nothing is lost. Go back, or search from the home page.',
    'right.missing': 'Your post may not open this page',
    'right.missing.text':
      'Nothing was changed. If you need this right, ask your unit’s administrator to grant it to your post.',
    'session.needed': 'You need to sign in',
    'session.needed.text': 'Sign in and open this page again.',
    'request.foreign': 'The request did not come from our pages',
    'request.foreign.text': 'Nothing was changed. Open the page again and retry.',
    'request.stale-form': 'This page was open for too long',
    'request.stale-form.text':
      'The session has changed since the page was opened; nothing was saved this time. Go back, reload and send again. The draft on this device is still there.',
    'input.invalid': 'Something in what was sent is not right',
    'input.invalid.text': 'Nothing was saved. Go back and check: {fields}.',
    'input.too-large': 'What was sent is too large',
    'input.too-large.text':
      'Nothing was saved. A file may have 20 MB at most; make it smaller and send again.',
    'input.unreadable': 'What was sent could not be read',
    'input.unreadable.text': 'Nothing was saved. Go back and send again.',
    'server.failed': 'The system failed',
    'server.failed.text':
      'This step was not done; what was saved before is intact. Try again; if it fails again, tell the administrator.',
    refused: 'This cannot be done',
    'refused.text': 'Nothing was changed ({code}).',
  },
})

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
    'request.collided': 'Vừa có người khác lưu cùng lúc',
    'request.collided.text':
      'Lần này chưa có gì được lưu. Hãy tải lại trang để xem tình trạng mới nhất, rồi gửi lại nếu còn cần.',
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
    'input.unsupported-type': 'Kiểu nội dung không được nhận',
    'input.unsupported-type.text': 'Hãy gửi JSON với Content-Type: application/json.',
    'input.unsupported-encoding': 'Kiểu nén không được nhận',
    'input.unsupported-encoding.text':
      'Chưa có gì được lưu. Hãy gửi không nén, hoặc nén gzip ở nơi cho phép.',
    'request.method': 'Địa chỉ này không nhận phương thức ấy',
    'request.method.text': 'Các phương thức được nhận nằm ở trường allow.',
    'stream.too-many': 'Quá nhiều trang đang mở cùng lúc',
    'stream.too-many.text':
      'Trang vẫn dùng được: số liệu mới hiện ra khi tải lại trang. Lát nữa trang tự nối lại.',
    'request.too-many': 'Gửi quá nhiều yêu cầu',
    'request.too-many.text': 'Hãy đợi số giây ghi ở Retry-After rồi gửi tiếp.',
    'idempotency.key-unreadable': 'Không đọc được Idempotency-Key',
    'idempotency.key-unreadable.text':
      'Khóa gồm 1–200 ký tự ASCII không có dấu cách. Chưa có gì được lưu.',
    'idempotency.other-request': 'Khóa này đã dùng cho một yêu cầu khác',
    'idempotency.other-request.text': 'Chưa có gì được lưu. Hãy dùng khóa mới cho nội dung mới.',
    'idempotency.in-progress': 'Yêu cầu cùng khóa đang được xử lý',
    'idempotency.in-progress.text': 'Hãy đợi vài giây rồi gửi lại với cùng khóa.',
    'version.changed': 'Nội dung đã được người khác thay đổi',
    'version.changed.text': 'Chưa có gì được lưu. Hãy đọc lại để có ETag mới rồi gửi lại.',
    'cursor.unreadable': 'Không đọc được cursor',
    'cursor.unreadable.text': 'Hãy dùng nguyên địa chỉ next của trang trước, hoặc bỏ cursor.',
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
    'request.collided': 'Somebody else saved at the same moment',
    'request.collided.text':
      'Nothing was saved this time. Reload the page to see how it stands now, and send again if it is still needed.',
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
    'input.unsupported-type': 'This type of content is not accepted',
    'input.unsupported-type.text': 'Send JSON with Content-Type: application/json.',
    'input.unsupported-encoding': 'This encoding is not accepted',
    'input.unsupported-encoding.text':
      'Nothing was saved. Send it plain, or gzipped where that is allowed.',
    'request.method': 'This address does not take that method',
    'request.method.text': 'The methods it takes are listed in allow.',
    'stream.too-many': 'Too many pages are open at once',
    'stream.too-many.text':
      'The page still works: newer figures appear when it is loaded again. It will reconnect by itself later.',
    'request.too-many': 'Too many requests',
    'request.too-many.text': 'Wait the seconds given in Retry-After, then go on.',
    'idempotency.key-unreadable': 'The Idempotency-Key cannot be read',
    'idempotency.key-unreadable.text':
      'A key has 1 to 200 ASCII characters without spaces. Nothing was saved.',
    'idempotency.other-request': 'This key was used for another request',
    'idempotency.other-request.text': 'Nothing was saved. Use a new key for new content.',
    'idempotency.in-progress': 'A request under this key is being worked on',
    'idempotency.in-progress.text': 'Wait a few seconds, then send it again under the same key.',
    'version.changed': 'Somebody has changed this meanwhile',
    'version.changed.text': 'Nothing was saved. Read it again for its new ETag, then send again.',
    'cursor.unreadable': 'The cursor cannot be read',
    'cursor.unreadable.text': 'Use the address in next of the page before, or leave it out.',
    refused: 'This cannot be done',
    'refused.text': 'Nothing was changed ({code}).',
  },
})

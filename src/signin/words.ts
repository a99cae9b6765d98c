import { defineWords } from '../platform/index.ts'

export const signinWords = defineWords({
  vi: {
    'code.title': 'Nhập mã xác thực',
    'code.lead':
      'Mở ứng dụng xác thực trên điện thoại và nhập mã 6 số của Công Tâm. Mất điện thoại thì dùng một mã dự phòng.',
    code: 'Mã xác thực',
    'code.hint':
      '6 số trong ứng dụng, hoặc một mã dự phòng 16 ký tự. Mỗi mã chỉ dùng được một lần.',
    'code.go': 'Tiếp tục',
    'code.other': 'Đăng nhập bằng tài khoản khác',
    'code.lost': 'Mất cả điện thoại lẫn mã dự phòng?',
    'code.lost.text':
      'Hãy liên hệ người quản trị của đơn vị. Người quản trị gỡ xác thực hai lớp của bạn, có ghi lý do và người thứ hai đồng ý.',
    'code.wrong':
      'Mã chưa đúng hoặc đã dùng rồi. Hãy đợi mã mới (đổi sau mỗi 30 giây) và kiểm tra giờ của điện thoại.',
    'code.too-many': 'Đã thử sai quá nhiều lần. Hãy đợi 15 phút rồi thử lại.',
    'code.expired': 'Đã quá 10 phút, hoặc mật khẩu vừa được đổi. Hãy đăng nhập lại từ đầu.',
    'confirm.title': 'Xác nhận đúng là bạn',
    'confirm.lead':
      'Việc bạn sắp làm cần người có thẩm quyền. Nội dung vừa gửi được giữ ở trang này; nhập mã để hoàn tất.',
    'confirm.go': 'Xác nhận và hoàn tất',
    'confirm.cancel': 'Không làm nữa',
    factor: 'Xác thực hai lớp',
    'factor.lead':
      'Ngoài mật khẩu, đăng nhập cần thêm mã trên điện thoại của bạn: người biết mật khẩu vẫn không vào được.',
    'factor.on': 'Đang bật',
    'factor.off': 'Chưa bật',
    'factor.since': 'Bật từ {on}. Còn {n} mã dự phòng chưa dùng.',
    'factor.manage': 'Xem và thay đổi',
    'factor.set-up': 'Bật xác thực hai lớp',
    'factor.demand.now':
      'Vị trí của bạn duyệt báo cáo hoặc ban hành kế hoạch nên phải có xác thực hai lớp. Bật xong là làm việc tiếp được ngay.',
    'factor.demand.soon':
      'Từ ngày {on}, vị trí của bạn phải có xác thực hai lớp vì duyệt báo cáo hoặc ban hành kế hoạch. Nên bật từ bây giờ, mất khoảng hai phút.',
    'factor.later': 'Để sau, vào nơi làm việc',
    'factor.how':
      'Cần một ứng dụng xác thực trên điện thoại (Google Authenticator, Microsoft Authenticator, Aegis…).',
    'factor.begin': 'Bắt đầu',
    'factor.restart': 'Lấy mã khác',
    'factor.scan': 'Quét mã này',
    'factor.scan.lead': 'Trong ứng dụng xác thực, chọn thêm tài khoản rồi quét hình dưới đây.',
    'factor.scan.picture': 'Mã QR để thêm tài khoản vào ứng dụng xác thực',
    'factor.type': 'Không quét được? Hãy gõ tay khóa này (loại: theo thời gian)',
    'factor.open': 'Mở trong ứng dụng xác thực trên máy này',
    'factor.first': 'Nhập mã đầu tiên',
    'factor.first.lead': 'Xác thực hai lớp chỉ có hiệu lực sau khi mã đầu tiên đúng.',
    'factor.first.code': 'Mã 6 số trong ứng dụng',
    'factor.confirm': 'Xác nhận và bật',
    'factor.codes': 'Mã dự phòng của bạn',
    'factor.codes.lead':
      'Chỉ hiện một lần. Hãy in hoặc chép ra giấy, cất nơi an toàn, không để cùng điện thoại. Mỗi mã thay cho điện thoại một lần.',
    'factor.codes.done': 'Tôi đã cất các mã này',
    'factor.confirmed': 'Đã bật xác thực hai lớp. Mọi phiên khác của bạn đã kết thúc.',
    'factor.renewed': 'Đã cấp mã dự phòng mới. Các mã cũ không dùng được nữa.',
    'factor.replace': 'Chuyển sang điện thoại mới',
    'factor.replace.lead':
      'Điện thoại cũ vẫn dùng được cho đến khi điện thoại mới cho mã đầu tiên đúng.',
    'factor.renew': 'Cấp mã dự phòng mới',
    'factor.renew.lead': 'Mười mã mới; các mã cũ hết hiệu lực.',
    'factor.end': 'Tắt xác thực hai lớp',
    'factor.end.lead': 'Sau đó chỉ cần mật khẩu để đăng nhập.',
    'factor.end.no': 'Vị trí của bạn phải có xác thực hai lớp nên không tắt được.',
    'factor.code.now': 'Mã hiện tại',
    'provider.go': 'Đăng nhập bằng {name}',
    'provider.down':
      '{name} hiện không trả lời. Hãy đăng nhập bằng mật khẩu ở dưới, hoặc thử lại sau ít phút.',
    'provider.expired':
      'Lần đăng nhập bằng {name} đã quá 10 phút hoặc bắt đầu ở trình duyệt khác. Hãy thử lại từ đầu.',
    'provider.cancelled':
      'Bạn hoặc {name} đã dừng lần đăng nhập này. Hãy thử lại, hoặc dùng mật khẩu.',
    'provider.refused':
      'Câu trả lời của {name} không khớp với yêu cầu nên không được chấp nhận. Hãy thử lại từ đầu.',
    'provider.unverified':
      'Địa chỉ thư của bạn ở {name} chưa được xác minh nên chưa gắn với tài khoản ở đây được. Hãy xác minh ở đó, hoặc dùng mật khẩu.',
    'provider.unknown':
      'Địa chỉ thư của bạn ở {name} chưa có tài khoản ở đây. Hãy liên hệ người quản trị của đơn vị.',
    'provider.other-identity':
      'Tài khoản của bạn ở đây đã gắn với một tài khoản khác của {name}. Hãy liên hệ người quản trị để bỏ gắn.',
    forgot: 'Quên mật khẩu',
    'forgot.lead': 'Chúng tôi gửi vào hộp thư của bạn một liên kết để đặt mật khẩu mới.',
    'forgot.go': 'Gửi liên kết',
    'forgot.back': 'Về trang đăng nhập',
    'forgot.sent': 'Hãy xem hộp thư của bạn',
    'forgot.sent.text':
      'Nếu địa chỉ ấy có tài khoản, liên kết đã được gửi và dùng được trong một giờ. Không thấy thư thì xem mục thư rác, hoặc nhờ người quản trị của đơn vị.',
    choose: 'Đặt mật khẩu',
    'choose.lead': 'Sau khi đặt, bạn vào làm việc ngay; mọi phiên cũ kết thúc.',
    'choose.password': 'Mật khẩu mới',
    'choose.again': 'Nhập lại mật khẩu mới',
    'choose.differs': 'Hai lần nhập chưa giống nhau; mật khẩu chưa được đặt.',
    'choose.go': 'Đặt mật khẩu và đăng nhập',
    everywhere: 'Đăng xuất khỏi mọi thiết bị',
  },
  en: {
    'code.title': 'Enter a code',
    'code.lead':
      'Open the authenticator on your phone and enter the 6 digits for Công Tâm. If you lost the phone, use a recovery code.',
    code: 'Code',
    'code.hint': '6 digits from the app, or a recovery code of 16 characters. Each works once.',
    'code.go': 'Continue',
    'code.other': 'Sign in with another account',
    'code.lost': 'Lost both the phone and the recovery codes?',
    'code.lost.text':
      'Ask your unit’s administrator, who takes your second factor away, with a reason and a second person’s approval.',
    'code.wrong':
      'The code is not right or was used before. Wait for a new one (every 30 seconds) and check the clock of your phone.',
    'code.too-many': 'Too many wrong attempts. Wait 15 minutes, then try again.',
    'code.expired': 'Ten minutes have passed, or the password was just changed. Sign in again.',
    'confirm.title': 'Confirm that it is you',
    'confirm.lead':
      'What you are about to do needs someone entitled to it. What you sent is kept on this page; enter a code to complete it.',
    'confirm.go': 'Confirm and complete',
    'confirm.cancel': 'Leave it',
    factor: 'Second factor',
    'factor.lead':
      'Besides the password, signing in takes a code from your phone: knowing the password is not enough.',
    'factor.on': 'On',
    'factor.off': 'Off',
    'factor.since': 'On since {on}. {n} recovery codes left.',
    'factor.manage': 'See and change',
    'factor.set-up': 'Turn on the second factor',
    'factor.demand.now':
      'Your post accepts reports or publishes plans, so it needs a second factor. Once it is on you go on working at once.',
    'factor.demand.soon':
      'From {on} your post needs a second factor, because it accepts reports or publishes plans. It takes about two minutes; better now.',
    'factor.later': 'Later, to my work',
    'factor.how':
      'You need an authenticator on your phone (Google Authenticator, Microsoft Authenticator, Aegis…).',
    'factor.begin': 'Begin',
    'factor.restart': 'Take another secret',
    'factor.scan': 'Scan this',
    'factor.scan.lead': 'In the authenticator choose to add an account, then scan the picture.',
    'factor.scan.picture': 'QR code that adds the account to an authenticator',
    'factor.type': 'Cannot scan? Type this key by hand (kind: time based)',
    'factor.open': 'Open in the authenticator of this device',
    'factor.first': 'Enter the first code',
    'factor.first.lead': 'The second factor counts only once its first code was right.',
    'factor.first.code': '6 digits from the app',
    'factor.confirm': 'Confirm and turn on',
    'factor.codes': 'Your recovery codes',
    'factor.codes.lead':
      'Shown once. Print or copy them and keep them safe, apart from the phone. Each stands in for the phone once.',
    'factor.codes.done': 'I have put them away',
    'factor.confirmed': 'The second factor is on. All your other sessions have ended.',
    'factor.renewed': 'There are new recovery codes. The old ones no longer work.',
    'factor.replace': 'Move to a new phone',
    'factor.replace.lead': 'The old phone works until the new one has given its first right code.',
    'factor.renew': 'Issue new recovery codes',
    'factor.renew.lead': 'Ten new codes; the old ones stop working.',
    'factor.end': 'Turn off the second factor',
    'factor.end.lead': 'After that the password alone signs in.',
    'factor.end.no': 'Your post needs a second factor, so it cannot be turned off.',
    'factor.code.now': 'Present code',
    'provider.go': 'Sign in with {name}',
    'provider.down':
      '{name} does not answer now. Use the password below, or try again in a few minutes.',
    'provider.expired':
      'This sign-in with {name} took more than 10 minutes, or began in another browser. Start again.',
    'provider.cancelled': 'You or {name} stopped this sign-in. Try again, or use the password.',
    'provider.refused':
      'The answer of {name} does not fit what was asked, so it was not accepted. Start again.',
    'provider.unverified':
      'Your address is not verified at {name}, so it cannot be linked to an account here. Verify it there, or use the password.',
    'provider.unknown':
      'Your address at {name} has no account here. Ask your unit’s administrator.',
    'provider.other-identity':
      'Your account here is linked to another account of {name}. Ask an administrator to end that link.',
    forgot: 'Forgot the password',
    'forgot.lead': 'We send a link for a new password to your mailbox.',
    'forgot.go': 'Send the link',
    'forgot.back': 'Back to signing in',
    'forgot.sent': 'Look into your mailbox',
    'forgot.sent.text':
      'If that address has an account, a link was sent; it works for an hour. If no letter comes, look among the junk, or ask your unit’s administrator.',
    choose: 'Choose a password',
    'choose.lead': 'You go to work at once; all former sessions end.',
    'choose.password': 'New password',
    'choose.again': 'New password once more',
    'choose.differs': 'The two are not the same; the password was not set.',
    'choose.go': 'Set the password and sign in',
    everywhere: 'Sign out of every device',
  },
})

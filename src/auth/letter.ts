// The letters that carry a link: Vietnamese first, English below, nothing of the receiver but the link.

type Facts = { link: string; hours: number }

/** Subject and text of the letter with a one-time link. */
export function letterText(kind: 'invitation' | 'reset', { link, hours }: Facts) {
  const days = hours % 24 === 0 && hours > 24
  const vi = days ? `${hours / 24} ngày` : `${hours} giờ`
  const en = days ? `${hours / 24} days` : hours === 1 ? '1 hour' : `${hours} hours`
  return kind === 'invitation'
    ? {
        subject: 'Mời sử dụng Công Tâm · Invitation',
        text: `Người quản trị mời bạn làm việc trên Công Tâm. Hãy mở liên kết dưới đây và đặt mật khẩu:

${link}

Liên kết dùng được một lần, trong ${vi}. Hết hạn thì nhờ người quản trị gửi lại.
Nếu bạn không chờ thư này, hãy bỏ qua.

An administrator invites you to Công Tâm. Open the link above and choose a password. It works once, within ${en}.`,
      }
    : {
        subject: 'Đặt lại mật khẩu Công Tâm · New password',
        text: `Có người xin đặt lại mật khẩu Công Tâm của bạn. Hãy mở liên kết dưới đây và đặt mật khẩu mới:

${link}

Liên kết dùng được một lần, trong ${vi}. Mật khẩu cũ vẫn dùng được cho đến khi đặt mật khẩu mới.
Nếu không phải bạn xin, hãy bỏ qua thư này và báo cho người quản trị.

Someone asked for a new password of yours on Công Tâm. Open the link above. It works once, within ${en}.
If it was not you, leave this letter and tell your administrator.`,
      }
}

import { defineWords } from '../platform/index.ts'

export const obligationWords = defineWords({
  vi: {
    'rule.report':
      'Báo cáo kỳ {period}: chốt số liệu {nominal}, hạn gửi là ngày làm việc kế tiếp (NĐ 09/2019/NĐ-CP, Điều 12)',
    'rule.deadline':
      'Hạn theo kế hoạch: {nominal}; nếu trùng ngày nghỉ thì lùi sang ngày làm việc kế tiếp (BLDS, Điều 148)',
    'rule.count': 'Tối thiểu {target} lần, trước hết ngày {nominal}',
    'hindrance.people': 'Thiếu người',
    'hindrance.money': 'Thiếu kinh phí',
    'hindrance.system': 'Phần mềm, đường truyền',
    'hindrance.guidance': 'Chờ hướng dẫn',
    'hindrance.citizens': 'Người dân chưa tham gia',
    'hindrance.coordination': 'Phối hợp giữa các cơ quan',
    'hindrance.other': 'Lý do khác',
    'evidence.photo': 'Ảnh',
    'evidence.pdf': 'PDF',
    'evidence.document': 'Văn bản Word',
    'evidence.spreadsheet': 'Bảng tính',
    'evidence.minutes': 'Biên bản',
    'evidence.link': 'Liên kết',
    'state.done': 'Đã hoàn thành',
    'state.in-progress': 'Đang thực hiện',
    'state.not-started': 'Chưa bắt đầu',
    'evidence.empty': 'Tệp rỗng nên chưa được lưu. Phần đã viết vẫn còn; hãy chọn tệp khác.',
    'evidence.too-large':
      'Tệp lớn hơn 20 MB nên chưa được lưu. Phần đã viết vẫn còn; hãy giảm dung lượng hoặc gửi liên kết.',
    'evidence.wrong-type':
      'Loại tệp này không nhận. Hãy dùng ảnh (JPG, PNG, WebP, HEIC), PDF, Word (.docx) hoặc Excel (.xlsx); các phần khác vẫn được lưu.',
    'evidence.picture-broken':
      'Ảnh bị hỏng, không đọc được nên chưa được lưu. Hãy chụp lại hoặc chọn tệp khác.',
    'evidence.link-unreadable':
      'Liên kết phải bắt đầu bằng http:// hoặc https:// và không chứa mật khẩu.',
    'evidence.already-sent':
      'Minh chứng này đã nằm trong một báo cáo đã gửi nên không rút lại được; hãy bổ sung minh chứng khác ở lần gửi sau.',
    'evidence.not-found': 'Không tìm thấy minh chứng này, hoặc nó đã được rút lại.',
    'obligation.not-found': 'Không tìm thấy nghĩa vụ này.',
    'report.duty-not-open': 'Có đầu việc đã gửi hoặc không thuộc kỳ này; chưa có gì được lưu.',
    'plan.closed':
      'Kế hoạch này đã khép năm ngày {on}, không nhận báo cáo nữa. Nháp vẫn còn; nếu cần gửi, đề nghị cơ quan thường trực cho phép ngoại lệ hoặc mở lại.',
    'duty.not-found': 'Không tìm thấy đầu việc này của đơn vị.',
    'submission.not-found': 'Không tìm thấy báo cáo này.',
    'hindrance.not-found': 'Không tìm thấy vướng mắc này.',
    'report.no-such-period': 'Không có kỳ báo cáo “{period}”. Kỳ có dạng 2024-Q2.',
    'report.quantity-unreadable': 'Số lượng phải là số không âm.',
    'report.nothing-to-send':
      'Chưa có gì để gửi: hãy viết tiến độ của ít nhất một đầu việc còn mở.',
    'report.progress-missing':
      'Có đầu việc nêu vướng mắc hoặc số lượng nhưng chưa viết tiến độ. Bản nháp đã lưu; hãy viết thêm rồi gửi lại.',
    'report.evidence-missing':
      'Có đầu việc báo hoàn thành nhưng chưa có minh chứng. Bản nháp đã lưu; hãy thêm minh chứng rồi gửi lại.',
    'report.locked':
      'Biểu này đã khóa (hết nhận từ sau ngày {day}); chưa có gì được lưu. Hãy xin mở khóa, hoặc báo cáo trong biểu của kỳ hiện tại.',
    'evidence.locked': 'Việc này đã khóa nên minh chứng chưa được nhận.',
    'lock.unchanged': 'Quy định khóa biểu vẫn như cũ; chưa có gì được lưu.',
    'lock.days-unreadable': 'Số ngày làm việc phải là số nguyên từ 0 đến 250, hoặc để trống.',
    'opening.not-found': 'Không tìm thấy đề nghị mở khóa này.',
    'opening.not-locked': 'Biểu này chưa khóa nên không cần mở.',
    'opening.already-asked': 'Đã có một đề nghị mở khóa đang chờ duyệt.',
    'opening.reason-missing': 'Hãy nêu lý do.',
    'opening.day-past': 'Ngày mở đến không được ở trong quá khứ.',
    'opening.day-too-far': 'Chỉ mở được tối đa {most} ngày làm việc.',
    'opening.already-decided': 'Đề nghị này đã được quyết định; chưa có gì thay đổi.',
    'opening.same-person': 'Người nêu lý do không tự duyệt được; cần một người khác.',
    'reassignment.same-unit': 'Việc đang ở đơn vị này rồi; hãy chọn đơn vị khác.',
    'reassignment.no-unit': 'Hãy chọn đơn vị nhận việc.',
    'reassignment.nothing-chosen': 'Hãy chọn ít nhất một việc.',
    'reassignment.already-sent':
      'Có việc đã gửi báo cáo nên không chuyển được nữa. Hãy bỏ chọn việc đó.',
    'reassignment.bound-already': 'Đơn vị nhận đã có việc này trong cùng kỳ; chưa có gì thay đổi.',
    'reassignment.day-past': 'Hạn mới không được ở trong quá khứ.',
    'reassignment.reason-missing': 'Hãy nêu lý do.',
    'takeover.not-found': 'Không tìm thấy quyết định chuyển hẳn này.',
    'takeover.ended-already': 'Việc chuyển hẳn này đã kết thúc rồi; chưa có gì thay đổi.',
    'takeover.duty-not-returnable':
      'Có việc không còn trả lại được: đã gửi báo cáo, đã chuyển tiếp, hoặc không đến theo quyết định này. Hãy mở lại trang; chưa có gì thay đổi.',
    'takeover.reason-missing': 'Hãy nêu lý do kết thúc.',
    'assignment.post-elsewhere': 'Vị trí này không thuộc đơn vị hoặc không còn.',
    'review.own-report': 'Không ai duyệt báo cáo của chính đơn vị mình.',
    'review.nothing-decided': 'Chưa chọn dòng nào để quyết định.',
    'review.already-decided':
      'Có dòng đã được quyết định hoặc đã được thay bằng bản mới. Hãy mở lại trang để xem tình trạng mới nhất; chưa có gì thay đổi.',
    'review.reason-missing': 'Trả lại phải kèm lý do để đơn vị biết cần sửa gì.',
    'review.correction-day-past': 'Hạn sửa không được ở trong quá khứ.',
    'hindrance.answer-missing': 'Hãy viết câu trả lời.',
    'hindrance.already-closed': 'Vướng mắc này đã được khép lại.',
  },
  en: {
    'rule.report':
      'Report of {period}: figures up to {nominal}, due the next working day (Decree 09/2019, Art. 12)',
    'rule.deadline':
      'Due by the plan: {nominal}; on a day off, the next working day (Civil Code, Art. 148)',
    'rule.count': 'At least {target} times, before {nominal} ends',
    'hindrance.people': 'Too few people',
    'hindrance.money': 'Too little money',
    'hindrance.system': 'Software, connection',
    'hindrance.guidance': 'Waiting for guidance',
    'hindrance.citizens': 'Citizens do not take part yet',
    'hindrance.coordination': 'Work between bodies',
    'hindrance.other': 'Another reason',
    'evidence.photo': 'Photo',
    'evidence.pdf': 'PDF',
    'evidence.document': 'Word document',
    'evidence.spreadsheet': 'Spreadsheet',
    'evidence.minutes': 'Minutes',
    'evidence.link': 'Link',
    'state.done': 'Done',
    'state.in-progress': 'Under way',
    'state.not-started': 'Not started',
    'evidence.empty':
      'The file is empty and was not kept. What you wrote is still there; choose another file.',
    'evidence.too-large':
      'The file is larger than 20 MB and was not kept. What you wrote is still there; make it smaller or give a link.',
    'evidence.wrong-type':
      'This kind of file is not taken. Use a photo (JPG, PNG, WebP, HEIC), PDF, Word (.docx) or Excel (.xlsx); everything else was kept.',
    'evidence.picture-broken':
      'The picture is damaged and was not kept. Take it again or choose another file.',
    'evidence.link-unreadable': 'A link begins with http:// or https:// and holds no password.',
    'evidence.already-sent':
      'This evidence is part of a report that was sent and cannot be taken back; add other evidence in the next round.',
    'evidence.not-found': 'This evidence was not found, or was taken back.',
    'obligation.not-found': 'This obligation was not found.',
    'report.duty-not-open': 'A duty was sent already or is not of this period; nothing was saved.',
    'plan.closed':
      'This plan was closed on {on} and takes no more reports. The draft is kept; ask the coordinating unit for an exception or to open it again.',
    'duty.not-found': 'This duty of the unit was not found.',
    'submission.not-found': 'This report was not found.',
    'hindrance.not-found': 'This hindrance was not found.',
    'report.no-such-period':
      'There is no reporting period “{period}”. A period looks like 2024-Q2.',
    'report.quantity-unreadable': 'A quantity is a number, not below zero.',
    'report.nothing-to-send':
      'There is nothing to send yet: write the progress of at least one open duty.',
    'report.progress-missing':
      'A duty has a hindrance or a quantity but no progress. The draft is kept; write it and send again.',
    'report.evidence-missing':
      'A duty is reported as done without evidence. The draft is kept; add evidence and send again.',
    'report.locked':
      'This form is locked (it took reports up to {day}); nothing was saved. Ask for it to be opened, or report in the form of the present period.',
    'evidence.locked': 'This duty is locked, so the evidence was not taken.',
    'lock.unchanged': 'The rule is as before; nothing was saved.',
    'lock.days-unreadable': 'Give a whole number of working days from 0 to 250, or nothing.',
    'opening.not-found': 'This request was not found.',
    'opening.not-locked': 'This form is not locked.',
    'opening.already-asked': 'A request to open it waits already.',
    'opening.reason-missing': 'Give the reason.',
    'opening.day-past': 'The day may not lie in the past.',
    'opening.day-too-far': 'A form is opened for {most} working days at most.',
    'opening.already-decided': 'This request was decided; nothing was changed.',
    'opening.same-person': 'Who gave the reason cannot approve it; another person has to.',
    'reassignment.same-unit': 'The duty is with this unit; choose another.',
    'reassignment.no-unit': 'Choose the unit that takes the duty.',
    'reassignment.nothing-chosen': 'Choose at least one duty.',
    'reassignment.already-sent': 'A duty was reported and cannot move any more. Leave it out.',
    'reassignment.bound-already':
      'That unit has this duty in the same period; nothing was changed.',
    'reassignment.day-past': 'The new day may not lie in the past.',
    'reassignment.reason-missing': 'Give the reason.',
    'takeover.not-found': 'This takeover was not found.',
    'takeover.ended-already': 'This takeover has ended; nothing was changed.',
    'takeover.duty-not-returnable':
      'A duty cannot go back: it was sent, moved on, or did not come by this decision. Open the page again; nothing was changed.',
    'takeover.reason-missing': 'Give the reason for ending it.',
    'assignment.post-elsewhere': 'This post is not of the unit, or no longer stands.',
    'review.own-report': 'Nobody reviews the report of their own unit.',
    'review.nothing-decided': 'No line was chosen.',
    'review.already-decided':
      'A line was decided meanwhile or replaced by a new one. Open the page again; nothing was changed.',
    'review.reason-missing': 'A return needs its reason, so that the unit knows what to correct.',
    'review.correction-day-past': 'The day to correct by may not lie in the past.',
    'hindrance.answer-missing': 'Write the answer.',
    'hindrance.already-closed': 'This hindrance was closed already.',
  },
})

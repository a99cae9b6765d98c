import { defineWords } from '../platform/index.ts'

export const subplanWords = defineWords({
  vi: {
    'demand.not-found': 'Kế hoạch này hiện không yêu cầu các đơn vị gửi kế hoạch của mình.',
    'exemption.not-found': 'Đơn vị này hiện không được miễn gửi kế hoạch; chưa có gì thay đổi.',
    'exemption.stands': 'Đơn vị này đã được miễn gửi kế hoạch; chưa có gì thay đổi.',
    'exemption.reason-missing': 'Hãy nêu lý do miễn; đơn vị và người giám sát sẽ đọc câu này.',
    'exemption.unit-missing': 'Hãy chọn đơn vị được miễn.',
    'exemption.unit-not-bound':
      'Kế hoạch không giao việc cho đơn vị này, nên đơn vị không phải gửi kế hoạch.',
    'subplan.not-found': 'Không tìm thấy kế hoạch này của đơn vị.',
    'own-task.not-found':
      'Không tìm thấy nhiệm vụ này trong kế hoạch của đơn vị, hoặc nhiệm vụ không giao cho bạn.',
    'subplan.plan-not-published':
      'Chỉ yêu cầu được sau khi kế hoạch đã ban hành; chưa có gì thay đổi.',
    'subplan.workdays-unreadable': 'Số ngày làm việc là số nguyên từ 1 đến 250.',
    'subplan.demand-past': 'Hạn gửi không thể ở trong quá khứ.',
    'subplan.demand-missing': 'Hãy chọn một ngày, hoặc nhập số ngày làm việc.',
    'subplan.number-missing':
      'Chưa nhập số, ký hiệu của kế hoạch. Nháp vẫn còn; hãy bổ sung rồi gửi lại.',
    'subplan.date-missing': 'Chưa nhập ngày ký. Nháp vẫn còn; hãy bổ sung rồi gửi lại.',
    'subplan.date-ahead': 'Ngày ký ở sau hôm nay. Nháp vẫn còn; hãy sửa rồi gửi lại.',
    'subplan.text-missing':
      'Chưa có nội dung kế hoạch: dán nội dung hoặc đính kèm bản đã ký. Nháp vẫn còn.',
    'subplan.tasks-missing': 'Kế hoạch chưa có nhiệm vụ nào. Nháp vẫn còn; hãy thêm ít nhất một.',
    'subplan.executor-missing':
      'Chưa rõ ai làm nhiệm vụ: {numbers}. Nháp vẫn còn; hãy chọn phòng, vị trí hoặc người.',
    'subplan.due-missing': 'Chưa có thời hạn của nhiệm vụ: {numbers}. Nháp vẫn còn.',
    'subplan.waits':
      'Bản đã gửi đang chờ duyệt; chưa gửi thêm được. Nháp vẫn còn, gửi được sau khi có kết quả.',
    'subplan.already-decided':
      'Bản này đã có quyết định hoặc đã có bản gửi sau. Hãy mở lại trang; chưa có gì thay đổi.',
    'subplan.too-many-tasks': 'Một kế hoạch có tối đa {most} nhiệm vụ; chưa có gì thay đổi.',
    'subplan.nothing-to-prefill':
      'Mọi nhiệm vụ đơn vị chủ trì đều đã có nhiệm vụ cụ thể; không thêm gì.',
    'subplan.nothing-read':
      'Không tìm thấy bảng nhiệm vụ hoặc phần phân công nào trong tệp. Nháp không thay đổi; hãy nhập từng nhiệm vụ.',
    'subplan.file-is-picture':
      'Bản đã ký phải là tệp PDF, Word hoặc Excel, không phải ảnh. Những gì bạn viết vẫn còn trên trang.',
    'subplan.file-missing': 'Hãy chọn một tệp.',
    'subplan.day-unreadable': 'Có ngày chưa đúng; hãy chọn lại ngày. Những gì bạn viết vẫn còn.',
  },
  en: {
    'demand.not-found': 'This plan does not ask its units for plans of their own.',
    'exemption.not-found': 'This unit is not exempt; nothing was changed.',
    'exemption.stands': 'This unit is exempt already; nothing was changed.',
    'exemption.reason-missing': 'Give the reason; the unit and inspectors read it.',
    'exemption.unit-missing': 'Choose the unit that is exempt.',
    'exemption.unit-not-bound':
      'The plan gives this unit nothing to do, so it is not asked for a plan.',
    'subplan.not-found': 'This plan of the unit was not found.',
    'own-task.not-found': 'This task is not in the unit’s plan, or is not yours.',
    'subplan.plan-not-published':
      'Units can be asked once the plan is published; nothing was changed.',
    'subplan.workdays-unreadable': 'Working days are a whole number from 1 to 250.',
    'subplan.demand-past': 'The day may not lie in the past.',
    'subplan.demand-missing': 'Choose a day, or type a number of working days.',
    'subplan.number-missing': 'The plan’s number is missing. The draft is kept; add it and send.',
    'subplan.date-missing': 'The day of signing is missing. The draft is kept; add it and send.',
    'subplan.date-ahead': 'The day of signing lies ahead. The draft is kept; correct it and send.',
    'subplan.text-missing':
      'The plan has no text yet: paste it or attach the signed file. The draft is kept.',
    'subplan.tasks-missing': 'The plan has no task yet. The draft is kept; add at least one.',
    'subplan.executor-missing':
      'It is not clear who does task {numbers}. The draft is kept; choose a division, post or person.',
    'subplan.due-missing': 'Task {numbers} has no due day. The draft is kept.',
    'subplan.waits':
      'What was sent waits for review; nothing more can be sent. The draft is kept until it is decided.',
    'subplan.already-decided':
      'This round was decided or replaced meanwhile. Open the page again; nothing was changed.',
    'subplan.too-many-tasks': 'A plan has {most} tasks at most; nothing was changed.',
    'subplan.nothing-to-prefill':
      'Every task the unit leads has a task of its own; none was added.',
    'subplan.nothing-read':
      'No table of tasks was found in the file. The draft is unchanged; type the tasks in.',
    'subplan.file-is-picture':
      'The signed plan is a PDF, Word or Excel file, not a picture. What you wrote is still there.',
    'subplan.file-missing': 'Choose a file.',
    'subplan.day-unreadable': 'A day is not right; choose it again. What you wrote is still there.',
  },
})

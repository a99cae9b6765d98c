import { defineWords } from '../platform/index.ts'

export const planWords = defineWords({
  vi: {
    'plan.not-found': 'Không tìm thấy kế hoạch này.',
    'item.not-found': 'Không tìm thấy mục này trong kế hoạch; có thể nó đã được thay thế.',
    'import.not-found': 'Không tìm thấy lần nhập này, hoặc nó đã bị bỏ.',
    'import.already-applied': 'Lần nhập này đã được đưa vào kế hoạch; không có gì thay đổi.',
    'import.not-read': 'Tệp chưa đọc xong, hoặc không đọc được; chưa có gì thay đổi.',
    'import.identity-missing':
      'Văn bản không cho biết: {missing}. Chưa có gì thay đổi; hãy nhập số, ngày ký và cơ quan ban hành, hoặc dùng tệp có đủ phần đầu văn bản.',
    'item.already-binds':
      'Mục này đã ban hành thành việc của các đơn vị nên không đổi thời hạn trực tiếp được; hãy nhập kế hoạch sửa đổi.',
    'item.reason-missing': 'Mỗi liên kết với một lĩnh vực PAPI phải có lý do.',
    'item.due-unreadable': 'Thời hạn chưa rõ: chọn kỳ báo cáo, hoặc nhập ngày đến hạn.',
    'plan.names-unsettled':
      'Còn cơ quan chưa xác định được: {names}. Hãy xác định từng tên rồi ban hành lại; chưa có gì thay đổi.',
    'beginning.not-found': 'Kế hoạch này không bắt đầu từ một kế hoạch khác.',
    'next.number-missing': 'Hãy nhập số, ký hiệu của kế hoạch mới.',
    'next.day-unreadable': 'Hãy chọn ngày ký dự kiến.',
    'next.day-too-early': 'Ngày ký phải sau ngày ký của kế hoạch trước.',
    'next.known-already': 'Đã có kế hoạch số {number} ký ngày này; chưa có gì thay đổi.',
    'next.already-accepted': 'Những thay đổi này đã được chấp nhận.',
    'next.not-a-draft':
      'Chỉ sửa trực tiếp được dự thảo bắt đầu từ kế hoạch năm trước; kế hoạch khác thì nhập văn bản sửa đổi.',
    'next.text-missing': 'Hãy nhập nội dung.',
    'next.lead-missing': 'Hãy nhập cơ quan chủ trì.',
    'next.body-unknown':
      'Không có đơn vị nào mang tên này vào ngày ký: {names}. Chưa có gì thay đổi.',
    'next.body-not-there': 'Dự thảo không còn nhắc tới {name}.',
    'plan.changes-not-accepted':
      'Chưa ban hành được: hãy xem và chấp nhận những thay đổi so với kế hoạch năm trước.',
    'link.not-found': 'Không tìm thấy liên kết này, hoặc nó đã được bỏ.',
    'link.same-plan': 'Chỉ gắn nhiệm vụ của hai kế hoạch khác nhau.',
    'link.there-already': 'Hai nhiệm vụ này đã gắn với nhau.',
    'link.reason-missing': 'Hãy nêu lý do gắn hai nhiệm vụ.',
    'link.task-missing': 'Hãy chọn nhiệm vụ của kế hoạch khác.',
    'kind.task': 'Nhiệm vụ (Phụ lục)',
    'kind.group': 'Nhóm đơn vị',
    'kind.duty': 'Việc được giao (phần Tổ chức thực hiện)',
  },
  en: {
    'plan.not-found': 'This plan was not found.',
    'item.not-found': 'This item was not found in the plan; it may have been replaced.',
    'import.not-found': 'This import was not found, or was discarded.',
    'import.already-applied': 'This import was applied already; nothing was changed.',
    'import.not-read': 'The file is not read yet, or could not be read; nothing was changed.',
    'import.identity-missing':
      'The document does not say: {missing}. Nothing was changed; type the number, day and issuer, or use a file with its full head.',
    'item.already-binds':
      'This item already binds units, so its time cannot be changed here; import the amended plan instead.',
    'item.reason-missing': 'Every link to a dimension of PAPI needs a reason.',
    'item.due-unreadable': 'The time is not clear: choose a reporting period or a due day.',
    'plan.names-unsettled':
      'Some bodies are not settled: {names}. Settle each name, then publish again; nothing was changed.',
    'beginning.not-found': 'This plan was not begun from another.',
    'next.number-missing': 'Type the new plan’s number.',
    'next.day-unreadable': 'Choose the day on which it is to be signed.',
    'next.day-too-early': 'It is signed after the plan before it.',
    'next.known-already': 'There is a plan {number} of that day; nothing was changed.',
    'next.already-accepted': 'These changes are accepted already.',
    'next.not-a-draft':
      'Only a draft begun from last year’s plan is edited here; otherwise import the amended document.',
    'next.text-missing': 'Type the text.',
    'next.lead-missing': 'Type the leading body.',
    'next.body-unknown':
      'No unit bears this name on the day of signing: {names}. Nothing was changed.',
    'next.body-not-there': 'The draft does not name {name} any more.',
    'plan.changes-not-accepted':
      'Cannot be published: look at what changed against last year’s plan and accept it.',
    'link.not-found': 'This link was not found, or was ended.',
    'link.same-plan': 'Only tasks of two different plans are tied.',
    'link.there-already': 'These two tasks are tied already.',
    'link.reason-missing': 'Say why the two tasks belong together.',
    'link.task-missing': 'Choose a task of another plan.',
    'kind.task': 'Task (annex)',
    'kind.group': 'Group of units',
    'kind.duty': 'Duty (organisation of work)',
  },
})

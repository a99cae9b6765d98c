import { defineWords } from '../platform/index.ts'

export const orgWords = defineWords({
  vi: {
    'import.column-missing': 'Thiếu cột bắt buộc.',
    'import.value-missing': 'Ô này không được để trống.',
    'import.too-long': 'Nội dung quá dài; hãy rút ngắn.',
    'import.code-unreadable': 'Mã chỉ gồm chữ, số và các dấu . - _, không có khoảng trống.',
    'import.level-unknown': 'Cấp đơn vị không có trong danh sách.',
    'import.day-unreadable': 'Không phải là ngày (ví dụ 2024-05-14 hoặc 14/5/2024).',
    'import.ends-before-begin': 'Ngày kết thúc phải sau ngày bắt đầu.',
    'import.duplicate': 'Mã và ngày bắt đầu này đã có ở dòng trước.',
    'import.overlap': 'Thời gian hiệu lực của mã này chồng lên dòng trước.',
    'import.still-standing':
      'Mã này đang thuộc một đơn vị chưa kết thúc. Hãy thêm dòng ghi ngày kết thúc của đơn vị ấy.',
    'import.parent-unknown': 'Không có đơn vị cấp trên với mã này.',
    'import.parent-refused': 'Dòng của đơn vị cấp trên này có lỗi. Hãy sửa dòng ấy trước.',
    'import.parent-circular': 'Đơn vị cấp trên tạo thành vòng lặp.',
    'import.parent-too-high': 'Cây đơn vị có quá 12 cấp.',
    'import.parent-not-standing':
      'Đơn vị cấp trên này không hoạt động vào ngày bắt đầu của dòng. Hãy sửa ngày hoặc mã cấp trên.',
    'import.outlives-parent':
      'Đơn vị cấp trên kết thúc trước đơn vị này. Hãy ghi ngày kết thúc, hoặc thêm dòng cho đơn vị nối tiếp mã cấp trên.',
    'import.children-outlive':
      'Các đơn vị trực thuộc này vẫn hoạt động sau ngày ấy. Hãy ghi trong cùng bảng chúng kết thúc hay chuyển về đâu.',
    'import.beyond-reach':
      'Đơn vị này, hoặc nơi nó sẽ trực thuộc, ở ngoài phạm vi của bạn; đơn vị mới phải có cấp trên.',
    'import.parent-taken-off':
      'Không còn cấp trên thì đơn vị ra ngoài phạm vi của mọi người; việc này chỉ làm trên máy chủ (units import).',
    'succession.kind-unreadable':
      'Hãy ghi “toàn bộ”, “một phần”, “giữ nguyên” hoặc một tỷ lệ như 45%.',
    'succession.from-unknown': 'Không có đơn vị cũ với mã này.',
    'succession.from-stands':
      'Đơn vị cũ chưa có ngày kết thúc. Hãy nhập ngày kết thúc của đơn vị ấy trước.',
    'succession.from-other-day': 'Đơn vị cũ kết thúc vào ngày khác, ghi bên cạnh.',
    'succession.to-unknown': 'Không có đơn vị mới với mã này.',
    'succession.to-not-standing': 'Đơn vị mới không hoạt động vào ngày này.',
    'succession.circular': 'Đơn vị nối tiếp quay lại chính đơn vị cũ.',
    'succession.duplicate': 'Hai đơn vị này đã có ở dòng trước, cùng ngày.',
    'succession.whole-and-more':
      'Đơn vị cũ chỉ có một đơn vị kế tiếp khi chuyển toàn bộ hoặc giữ nguyên; nhiều đơn vị thì mỗi dòng là một phần.',
    'succession.shares-over': 'Các phần của đơn vị cũ cộng lại quá 100%.',
    'succession.not-found': 'Không tìm thấy dòng kế tiếp này.',
    'succession.withdrawn-already': 'Dòng này đã được rút trước đó; chưa có gì thay đổi.',
    'succession.reason-missing': 'Hãy nêu lý do rút.',
    'successions.rows-faulty':
      '{count} dòng có lỗi, kể trong “rows”; chưa có gì được lưu. Hãy sửa rồi gửi lại cả bảng.',
    'units.rows-faulty':
      '{count} dòng có lỗi, kể trong “rows”; chưa có gì được lưu. Hãy sửa rồi gửi lại cả bảng.',
    'settlement.one-answer':
      'Hãy chọn một đơn vị hoặc một nhóm cho “{wording}”; chưa có gì được lưu.',
    'settlement.not-found': 'Tên gọi này đã được bỏ ghi nhớ trước đó.',
    'units.none': 'Chưa có đơn vị nào. Hãy nhập danh mục đơn vị trước.',
    'settlement.group-unknown': 'Không có nhóm “{group}”; chưa có gì được lưu.',
    'unit.not-found': 'Không có đơn vị này vào ngày đang xem.',
  },
  en: {
    'import.column-missing': 'A required column is missing.',
    'import.value-missing': 'This cell must not be empty.',
    'import.too-long': 'Too long; shorten it.',
    'import.code-unreadable': 'A code is letters, digits and . - _ only, without blanks.',
    'import.level-unknown': 'The level is not one of the list.',
    'import.day-unreadable': 'Not a day (for example 2024-05-14 or 14/5/2024).',
    'import.ends-before-begin': 'The end must come after the beginning.',
    'import.duplicate': 'This code and first day stand in an earlier row.',
    'import.overlap': 'The validity of this code overlaps an earlier row.',
    'import.still-standing':
      'The code belongs to a unit that has not ended. Add a row that gives the end of that unit.',
    'import.parent-unknown': 'There is no parent unit with this code.',
    'import.parent-refused': 'The row of this parent unit has a fault. Correct that row first.',
    'import.parent-circular': 'The parent units form a circle.',
    'import.parent-too-high': 'The tree of units has more than 12 levels.',
    'import.parent-not-standing':
      'This parent unit does not stand on the row’s first day. Correct the day or the parent’s code.',
    'import.outlives-parent':
      'The parent unit ends before this one. Give an end, or add a row for the unit that bears the parent’s code next.',
    'import.children-outlive':
      'These units below still stand after that day. Say in the same table that they end, or where they go.',
    'import.beyond-reach':
      'This unit, or where it would stand, is beyond your reach; a new unit needs a parent.',
    'import.parent-taken-off':
      'Without a parent the unit is beyond everybody’s reach; this is done on the server only (units import).',
    'succession.kind-unreadable': 'Write “whole”, “part”, “unchanged” or a share such as 45%.',
    'succession.from-unknown': 'There is no old unit with this code.',
    'succession.from-stands': 'The old unit has no end yet. Bring its end in first.',
    'succession.from-other-day': 'The old unit ends on another day, told beside.',
    'succession.to-unknown': 'There is no new unit with this code.',
    'succession.to-not-standing': 'The new unit does not stand on this day.',
    'succession.circular': 'What follows leads back to the old unit.',
    'succession.duplicate': 'These two units stand in an earlier row, on the same day.',
    'succession.whole-and-more':
      'A unit that goes on whole or unchanged is followed by one; where several follow, each row is a part.',
    'succession.shares-over': 'The parts of the old unit are more than 100% together.',
    'succession.not-found': 'This succession was not found.',
    'succession.withdrawn-already': 'This row was taken back before; nothing was changed.',
    'succession.reason-missing': 'Give the reason for taking it back.',
    'successions.rows-faulty':
      '{count} rows have faults, told in “rows”; nothing was saved. Correct them and send the whole table again.',
    'units.rows-faulty':
      '{count} rows have faults, told in “rows”; nothing was saved. Correct them and send the whole table again.',
    'settlement.one-answer': 'Choose one unit or one group for “{wording}”; nothing was saved.',
    'settlement.not-found': 'This name was forgotten before.',
    'units.none': 'There are no units yet. Import the list of units first.',
    'settlement.group-unknown': 'There is no group “{group}”; nothing was saved.',
    'unit.not-found': 'There is no such unit on the day shown.',
  },
})

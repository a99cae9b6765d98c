import { defineWords } from '../platform/index.ts'

export const orgWords = defineWords({
  vi: {
    'import.column-missing': 'Thiếu cột bắt buộc.',
    'import.value-missing': 'Ô này không được để trống.',
    'import.level-unknown': 'Cấp đơn vị không có trong danh sách.',
    'import.day-unreadable': 'Không phải là ngày (ví dụ 2024-05-14 hoặc 14/5/2024).',
    'import.ends-before-begin': 'Ngày kết thúc phải sau ngày bắt đầu.',
    'import.duplicate': 'Mã và ngày bắt đầu này đã có ở dòng trước.',
    'import.overlap': 'Thời gian hiệu lực của mã này chồng lên dòng trước.',
    'import.still-standing':
      'Mã này đang thuộc một đơn vị chưa kết thúc. Hãy thêm dòng ghi ngày kết thúc của đơn vị ấy.',
    'import.parent-unknown': 'Không có đơn vị cấp trên với mã này.',
    'import.parent-circular': 'Đơn vị cấp trên tạo thành vòng lặp.',
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
    'import.level-unknown': 'The level is not one of the list.',
    'import.day-unreadable': 'Not a day (for example 2024-05-14 or 14/5/2024).',
    'import.ends-before-begin': 'The end must come after the beginning.',
    'import.duplicate': 'This code and first day stand in an earlier row.',
    'import.overlap': 'The validity of this code overlaps an earlier row.',
    'import.still-standing':
      'The code belongs to a unit that has not ended. Add a row that gives the end of that unit.',
    'import.parent-unknown': 'There is no parent unit with this code.',
    'import.parent-circular': 'The parent units form a circle.',
    'settlement.one-answer': 'Choose one unit or one group for “{wording}”; nothing was saved.',
    'settlement.not-found': 'This name was forgotten before.',
    'units.none': 'There are no units yet. Import the list of units first.',
    'settlement.group-unknown': 'There is no group “{group}”; nothing was saved.',
    'unit.not-found': 'There is no such unit on the day shown.',
  },
})

import { defineWords } from '../platform/index.ts'

export const sheetWords = defineWords({
  vi: {
    'sheet.not-found': 'Không tìm thấy tệp đã tải lên. Hãy tải lên lại.',
    'sheet.too-large':
      'Tệp lớn hơn 5 MB. Biểu ngoại tuyến không chứa ảnh; hãy dùng đúng tệp đã tải về.',
    'sheet.not-a-form':
      'Tệp này không phải biểu tải về từ hệ thống. Hãy tải biểu về rồi điền vào đó.',
    'sheet.columns-changed':
      'Không thấy các cột {columns} ở dòng tiêu đề. Thêm cột thì được; đừng xóa hay đổi tên cột của biểu. Chưa có gì được lưu.',
    'sheet.other-form':
      'Đây là biểu của đơn vị {unitCode}, kế hoạch {plan}, kỳ {period}; hãy tải lên ở trang của biểu đó.',
    'sheet.nothing-chosen': 'Hãy chọn tệp biểu đã điền.',
    'fault.unknown-duty':
      'Không có việc này trong biểu của kỳ (mã ẩn đã bị sửa hoặc việc đã chuyển đi).',
    'fault.other-unit': 'Dòng này là của đơn vị khác.',
    'fault.twice': 'Việc này đã có ở một dòng phía trên.',
    'fault.sent-since': 'Việc này đã được gửi sau khi tải biểu về; dòng này không được nhận.',
    'fault.locked': 'Việc này đã khóa.',
    'fault.state-unreadable': 'Tình hình phải chọn trong danh sách.',
    'fault.quantity-unreadable': 'Số lượng phải là số không âm.',
    'fault.kind-unreadable': 'Loại vướng mắc phải chọn trong danh sách.',
    'title.form': 'Biểu',
    'title.guide': 'Hướng dẫn',
    'column.id': 'Mã',
    'column.mark': 'Mốc',
    'column.number': 'Số',
    'column.task': 'Việc',
    'column.period': 'Kỳ',
    'column.due': 'Hạn',
    'column.state': 'Tình hình',
    'column.progress': 'Tiến độ, kết quả',
    'column.quantity': 'Số lượng',
    'column.hindrance': 'Vướng mắc',
    'column.kind': 'Loại vướng mắc',
    'step.1': 'Biểu của {unit}, kế hoạch {plan}, {period}. Tải về lúc {at}.',
    'step.2':
      'Chỉ điền các ô nền vàng: tình hình, tiến độ, số lượng, vướng mắc. Các cột khác đã khóa; sửa cũng không được nhận.',
    'step.3': 'Tình hình và loại vướng mắc: chọn trong danh sách của ô.',
    'step.4':
      'Không xóa, không đổi tên cột của biểu; cột thêm vào không được đọc. Có thể bỏ trống dòng chưa có gì để viết.',
    'step.5':
      'Điền xong, mở lại trang báo cáo của kỳ, chọn “Điền bằng Excel” và tải tệp lên. Hệ thống cho xem trước từng dòng rồi mới lưu nháp.',
    'step.6':
      'Tải lên hai lần cùng một tệp không làm thay đổi gì. Việc đã gửi sau khi tải biểu về sẽ bị từ chối ở dòng đó.',
    'step.7': 'Minh chứng (ảnh, tệp) thêm ở trang báo cáo, không để trong tệp này.',
  },
  en: {
    'sheet.not-found': 'The uploaded file was not found. Upload it again.',
    'sheet.too-large':
      'The file is larger than 5 MB. The offline form holds no pictures; use the one you downloaded.',
    'sheet.not-a-form':
      'This file is not a form downloaded here. Download the form and fill it in.',
    'sheet.columns-changed':
      'The columns {columns} are not in the row of titles. Columns may be added; those of the form must not be removed or renamed. Nothing was saved.',
    'sheet.other-form':
      'This is the form of unit {unitCode}, plan {plan}, period {period}; upload it on the page of that form.',
    'sheet.nothing-chosen': 'Choose the form you filled in.',
    'fault.unknown-duty':
      'There is no such duty in the form (the hidden id was changed, or the duty moved).',
    'fault.other-unit': 'This row is another unit’s.',
    'fault.twice': 'This duty stands in a row above.',
    'fault.sent-since': 'This duty was sent after the form was downloaded; the row is not taken.',
    'fault.locked': 'This duty is locked.',
    'fault.state-unreadable': 'Choose the state from the list.',
    'fault.quantity-unreadable': 'A quantity is a number, not below zero.',
    'fault.kind-unreadable': 'Choose the kind of hindrance from the list.',
    'title.form': 'Form',
    'title.guide': 'Instructions',
    'column.id': 'Id',
    'column.mark': 'Mark',
    'column.number': 'No.',
    'column.task': 'Duty',
    'column.period': 'Period',
    'column.due': 'Due',
    'column.state': 'State',
    'column.progress': 'Progress, results',
    'column.quantity': 'Quantity',
    'column.hindrance': 'Hindrance',
    'column.kind': 'Kind of hindrance',
    'step.1': 'Form of {unit}, plan {plan}, {period}. Downloaded at {at}.',
    'step.2':
      'Write in the yellow cells only: state, progress, quantity, hindrance. Other columns are locked; changes there are ignored.',
    'step.3': 'Choose state and kind of hindrance from the list of the cell.',
    'step.4':
      'Delete and rename no columns; added ones are not read. Rows without news may stay empty.',
    'step.5':
      'Then open the report of the period, choose “Fill in with Excel” and upload the file. Every row is shown before it is saved as a draft.',
    'step.6':
      'Uploading the same file twice changes nothing. A duty sent after the download is refused in its row.',
    'step.7': 'Evidence (photos, files) is added on the page, not in this file.',
  },
})

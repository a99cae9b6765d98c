import { defineWords } from '../platform/index.ts'

export const unitImportWords = defineWords({
  vi: {
    title: 'Nhập đơn vị từ bảng tính',
    lead: 'Tải mẫu, điền mỗi đơn vị một dòng, xem trước rồi mới lưu. Nhập lại cùng một bảng không đổi gì.',
    units: 'Đơn vị',
    'template.lead':
      'Trang đầu để điền; hai trang sau có các đơn vị trong phạm vi của bạn, cùng các cột ấy để chép sang, và tên các cấp.',
    'file.lead':
      'Tối đa {most} dòng, .xlsx hoặc .csv. Mã và ngày bắt đầu cho biết là đơn vị nào: đã có thì sửa, chưa có thì thêm. Cột không có trong bảng thì giữ nguyên. Bước này chỉ xem trước, chưa lưu gì.',
    'preview.lead': 'Thêm {new} đơn vị, sửa {changed}, {same} dòng không đổi gì.',
    'same.title': 'Không đổi ({n})',
    fields: 'Cũ → mới',
    'change.new': 'Đơn vị mới',
    'change.changed': 'Sửa',
    'change.same': 'Không đổi',
    'sheet.units': 'Đơn vị',
    'sheet.known': 'Đang có',
    'sheet.levels': 'Cấp',
    'column.level': 'Cấp',
    'column.code': 'Mã đơn vị',
    'column.name': 'Tên',
    'column.full_name': 'Tên đầy đủ',
    'column.type': 'Loại hình',
    'column.parent_code': 'Mã đơn vị cấp trên',
    'column.valid_from': 'Từ ngày',
    'column.valid_to': 'Hết hiệu lực',
    'column.dossier_code': 'Mã trên hệ thống hồ sơ',
    'column.aliases': 'Tên khác',
    'units.changed':
      'Danh mục đơn vị đã thay đổi sau khi xem trước nên chưa có gì được lưu. Hãy tải bảng lên để xem trước lại.',
  },
  en: {
    title: 'Units from a spreadsheet',
    lead: 'Take the template, one unit a row, look it over, then save. The same table twice changes nothing.',
    units: 'Units',
    'template.lead':
      'The first sheet is to be filled in; two more hold the units within your reach, in the same columns to copy from, and the names of levels.',
    'file.lead':
      '{most} rows at most, .xlsx or .csv. Code and first day say which unit: a known one is changed, another added. What a column that is absent would tell stays. This step only shows; nothing is saved.',
    'preview.lead': '{new} units are added, {changed} changed, {same} rows change nothing.',
    'same.title': 'Unchanged ({n})',
    fields: 'Old → new',
    'change.new': 'New unit',
    'change.changed': 'Changed',
    'change.same': 'Nothing',
    'sheet.units': 'Units',
    'sheet.known': 'Known',
    'sheet.levels': 'Levels',
    'column.level': 'Level',
    'column.code': 'Unit code',
    'column.name': 'Name',
    'column.full_name': 'Full name',
    'column.type': 'Type',
    'column.parent_code': 'Unit above',
    'column.valid_from': 'From',
    'column.valid_to': 'Ends on',
    'column.dossier_code': 'Code in the feed',
    'column.aliases': 'Other names',
    'units.changed':
      'The units changed after the preview, so nothing was saved. Upload the table to look it over again.',
  },
})

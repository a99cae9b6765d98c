import { defineWords } from '../platform/index.ts'

export const papiWords = defineWords({
  vi: {
    'papi.not-loaded': 'Gói dữ liệu PAPI chưa được nạp. Hãy chạy "congtam migrate".',
    'papi.not-found': 'Không tìm thấy.',
    'papi.year-unknown': 'Chưa có số liệu PAPI của năm {year}.',
    'papi.province-unknown':
      'Không có tỉnh, thành phố nào mang mã {province} trong PAPI (mã của Tổng cục Thống kê, ví dụ 19).',
    'papi.item-unknown': 'Không có mục {item} trong PAPI năm {year}.',
    'papi.indicator-unknown': 'Không có chỉ tiêu {code} trong bảng PAPI năm {year}.',
    'papi.value-beyond-scale':
      'Chỉ tiêu {code} nhận giá trị từ {low} đến {high} (tỷ lệ viết từ 0 đến 1).',
    'papi.value-unreadable': 'Không đọc được “{text}”. Viết như 7.2.3=0.60.',
    'papi.set-twice': 'Chỉ tiêu {code} được đặt hai lần.',
    'papi.no-indicators':
      'Chưa có chỉ tiêu của tỉnh này năm {year}: chưa nhập bảng chỉ tiêu cấp tỉnh của năm đó.',
    'papi.score-missing': 'PAPI không công bố điểm của tỉnh này năm {year}.',
    'papi.target-unreachable':
      'Không tập cải thiện nào trong giới hạn đã chọn đạt xác suất này: nhiều nhất {most}.',
    'papi.no-errors': 'Năm {year} không công bố sai số chuẩn nên không tính được xác suất.',
    'papi.nothing-read': 'Không đọc được số liệu PAPI nào trong {file}.',
    'papi.file-unknown-file': '{file} không phải bảng số liệu PAPI mà hệ thống biết.',
    'papi.file-shipped': '{file} đã đi kèm hệ thống, không cần nhập.',
    'papi.file-not-utf8': '{file} không phải tệp chữ UTF-8 hay tệp .xlsx.',
    'papi.does-not-add-up':
      'Số liệu không khớp ở {n} chỗ; đầu tiên: năm {year}, tỉnh {province}, {item} in {printed} nhưng cộng lại được {made}. Không lưu gì.',
    'papi.import-applied': 'Tệp này đã được nhập.',
    'papi-import.not-found': 'Không tìm thấy tệp đã tải lên. Hãy tải lên lại.',
    'papi.effort-beyond': 'Công sức là một số lớn hơn 0, nhiều nhất {most}.',
    'papi.reason-missing': 'Hãy nêu lý do.',
    'papi.lever-not-settled': 'Đòn bẩy này đang theo gợi ý của hệ thống.',
    'papi.scenario-name-missing': 'Hãy đặt tên cho kịch bản.',
    'papi.scenario-empty': 'Hãy dịch chuyển ít nhất một chỉ tiêu trước khi lưu.',
    'papi-scenario.not-found': 'Không tìm thấy kịch bản.',
  },
  en: {
    'papi.not-loaded': 'The PAPI pack is not loaded yet. Run "congtam migrate".',
    'papi.not-found': 'Not found.',
    'papi.year-unknown': 'There are no PAPI figures of {year} yet.',
    'papi.province-unknown':
      'PAPI knows no province with the code {province} (GSO code, for example 19).',
    'papi.item-unknown': 'There is no item {item} in PAPI {year}.',
    'papi.indicator-unknown': 'There is no indicator {code} in the PAPI table of {year}.',
    'papi.value-beyond-scale':
      'The indicator {code} takes values from {low} to {high} (shares are written from 0 to 1).',
    'papi.value-unreadable': '"{text}" cannot be read. Write it as 7.2.3=0.60.',
    'papi.set-twice': 'The indicator {code} is set twice.',
    'papi.no-indicators':
      'There are no indicators of this province in {year}: the provincial indicator table of that year was not imported.',
    'papi.score-missing': 'PAPI published no score of this province for {year}.',
    'papi.target-unreachable':
      'No set of improvements within the chosen bounds reaches that probability: {most} at most.',
    'papi.no-errors':
      'No standard errors were published for {year}, so no probability can be given.',
    'papi.nothing-read': 'No PAPI figures could be read from {file}.',
    'papi.file-unknown-file': '{file} is no table of PAPI figures that is known here.',
    'papi.file-shipped': '{file} ships with the product and need not be imported.',
    'papi.file-not-utf8': '{file} is neither text in UTF-8 nor an .xlsx file.',
    'papi.does-not-add-up':
      'The figures do not add up in {n} places; first: {year}, province {province}, {item} is printed as {printed} but its parts make {made}. Nothing was saved.',
    'papi.import-applied': 'This file was imported already.',
    'papi-import.not-found': 'The uploaded file was not found. Upload it again.',
    'papi.effort-beyond': 'Effort is a number above 0, {most} at most.',
    'papi.reason-missing': 'Give the reason.',
    'papi.lever-not-settled': 'This lever is as the packs suggest already.',
    'papi.scenario-name-missing': 'Give the scenario a name.',
    'papi.scenario-empty': 'Move at least one indicator before saving.',
    'papi-scenario.not-found': 'The scenario was not found.',
  },
})

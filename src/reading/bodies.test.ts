import { describe, expect, test } from 'vitest'
import { splitBodies } from './bodies.ts'

const names = (text: string) => splitBodies(text).map((mention) => mention.name)

describe('bodies split by grammar alone', () => {
  const claims: [text: string, names: string[]][] = [
    ['UBND các huyện, thành phố', ['UBND các huyện, thành phố']],
    ['Sở Nội vụ, các sở, ban, ngành liên quan', ['Sở Nội vụ', 'các sở, ban, ngành']],
    ['Các sở, ngành, UBND cấp huyện', ['Các sở, ngành', 'UBND cấp huyện']],
    ['Các sở, ngành, UBND cấp huyện liên quan', ['Các sở, ngành', 'UBND cấp huyện']],
    ['UBND cấp huyện, UBND cấp xã', ['UBND cấp huyện', 'UBND cấp xã']],
    ['UBND cấp huyện Các sở, ban, ngành', ['UBND cấp huyện', 'Các sở, ban, ngành']],
    ['UBND cấp huyện\nCác sở, ban, ngành', ['UBND cấp huyện', 'Các sở, ban, ngành']],
    ['Thanh tra tỉnh; các sở, ban, ngành liên quan', ['Thanh tra tỉnh', 'các sở, ban, ngành']],
    ['Các phòng, ban thuộc UBND cấp huyện', ['Các phòng, ban thuộc UBND cấp huyện']],
    [
      'UBND cấp huyện; Ủy ban MTTQ cấp huyện, cấp xã',
      ['UBND cấp huyện', 'Ủy ban MTTQ cấp huyện', 'Ủy ban MTTQ cấp xã'],
    ],
    ['Các cơ quan, đơn vị có liên quan', ['Các cơ quan, đơn vị']],
    [
      'Các sở, ban, ngành; UBND cấp huyện; UBND cấp xã',
      ['Các sở, ban, ngành', 'UBND cấp huyện', 'UBND cấp xã'],
    ],
    ['Văn phòng UBND tỉnh; Sở Nội vụ.', ['Văn phòng UBND tỉnh', 'Sở Nội vụ']],
    [
      'UBND cấp huyện, Sở Kế hoạch và Đầu tư, Sở Tài chính',
      ['UBND cấp huyện', 'Sở Kế hoạch và Đầu tư', 'Sở Tài chính'],
    ],
    [
      'Sở Xây dựng, Sở Nông nghiệp và Phát triển nông thôn; Sở Công Thương; Công an tỉnh; UBND cấp xã',
      [
        'Sở Xây dựng',
        'Sở Nông nghiệp và Phát triển nông thôn',
        'Sở Công Thương',
        'Công an tỉnh',
        'UBND cấp xã',
      ],
    ],
    ['Sở Lao động, Thương binh và Xã hội', ['Sở Lao động, Thương binh và Xã hội']],
    [
      'Báo Thái Nguyên, Đài Phát thanh - Truyền hình tỉnh, Trung tâm Thông tin tỉnh',
      ['Báo Thái Nguyên', 'Đài Phát thanh - Truyền hình tỉnh', 'Trung tâm Thông tin tỉnh'],
    ],
    [
      'Đề nghị Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội',
      ['Ủy ban Mặt trận Tổ quốc', 'các tổ chức chính trị - xã hội'],
    ],
    ['Các sở, ban, ngành, các địa phương', ['Các sở, ban, ngành', 'các địa phương']],
    ['Đề nghị Ban Dân vận Tỉnh ủy', ['Ban Dân vận Tỉnh ủy']],
    ['Giao Giám đốc Sở Tài chính', ['Sở Tài chính']],
    ['UBND các huyện, thành, thị', ['UBND các huyện, thành, thị']],
    ['Phòng Nội vụ các huyện, thành phố', ['Phòng Nội vụ các huyện, thành phố']],
    ['Phòng Tư pháp cấp huyện; Sở Tư pháp', ['Phòng Tư pháp cấp huyện', 'Sở Tư pháp']],
    ['Hội CCB, LĐLĐ tỉnh', ['Hội CCB', 'LĐLĐ tỉnh']],
    ['Sở Lao động - TB&XH, Sở Y tế', ['Sở Lao động - TB&XH', 'Sở Y tế']],
    ['Đề nghị Tòa án Nhân dân tỉnh', ['Tòa án Nhân dân tỉnh']],
    [
      'UBND huyện Định Hóa, Phú Lương, Đại Từ',
      ['UBND huyện Định Hóa', 'UBND huyện Phú Lương', 'UBND huyện Đại Từ'],
    ],
    [
      'UBND các huyện: Định Hóa, Phú Lương và thành phố Phổ Yên',
      ['UBND huyện Định Hóa', 'UBND huyện Phú Lương', 'UBND thành phố Phổ Yên'],
    ],
    [
      'Các Sở: Nội vụ, Tài chính, Kế hoạch và Đầu tư',
      ['Sở Nội vụ', 'Sở Tài chính', 'Sở Kế hoạch và Đầu tư'],
    ],
    ['Các sở, ban, ngành, địa phương', ['Các sở, ban, ngành', 'Các địa phương']],
    ['Sở Văn hóa, Thể thao và Du lịch và Sở Y tế', ['Sở Văn hóa, Thể thao và Du lịch', 'Sở Y tế']],
    ['Sở Nội vụ (cơ quan thường trực), Công an tỉnh', ['Sở Nội vụ', 'Công an tỉnh']],
    ['Sở Nội vụ phối hợp với UBND huyện Đại Từ', ['Sở Nội vụ', 'UBND huyện Đại Từ']],
    ['UBND các xã, phường, thị trấn; Công an xã', ['UBND các xã, phường, thị trấn', 'Công an xã']],
    [
      'Sở Nội vụ và các cơ quan, đơn vị, địa phương',
      ['Sở Nội vụ', 'các cơ quan, đơn vị', 'các địa phương'],
    ],
    [
      'Trung tâm Công nghệ\nthông tin; Văn phòng\nUBND tỉnh\nSở Nội vụ',
      ['Trung tâm Công nghệ thông tin', 'Văn phòng UBND tỉnh', 'Sở Nội vụ'],
    ],
    ['- Sở Nội vụ\n- Sở Tài chính', ['Sở Nội vụ', 'Sở Tài chính']],
    [
      'Các sở, ban, ngành, đoàn thể tỉnh; UBND các huyện, thị xã, thành phố',
      ['Các sở, ban, ngành', 'Các đoàn thể tỉnh', 'UBND các huyện, thị xã, thành phố'],
    ],
    ['Sở TN&MT; Sở NN&PTNT', ['Sở TN&MT', 'Sở NN&PTNT']],
    ['Sở Nội vụ Sở Tài chính', ['Sở Nội vụ', 'Sở Tài chính']],
    [
      'Các cơ quan chuyên môn thuộc UBND tỉnh, UBND cấp huyện',
      ['Các cơ quan chuyên môn thuộc UBND tỉnh', 'UBND cấp huyện'],
    ],
  ]
  test.each(claims)('%s', (text, expected) => expect(names(text)).toEqual(expected))
})

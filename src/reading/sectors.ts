// Names of the fields that departments are called by (Nghị định 24/2014/NĐ-CP, 107/2020/NĐ-CP,
// 45/2025/NĐ-CP), longest first: "Lao động, Thương binh và Xã hội" is one name, not three.

const NAMES = [
  'Lao động, Thương binh và Xã hội',
  'Lao động - Thương binh và Xã hội',
  'Lao động - Thương binh - Xã hội',
  'Lao động, Thương binh, Xã hội',
  'LĐ-TB&XH',
  'LĐ-TB và XH',
  'LĐTB&XH',
  'LĐTBXH',
  'Nông nghiệp và Phát triển nông thôn',
  'Nông nghiệp & Phát triển nông thôn',
  'Nông nghiệp và PTNT',
  'Nông nghiệp - Phát triển nông thôn',
  'NN&PTNT',
  'NN và PTNT',
  'Nông nghiệp và Môi trường',
  'Văn hóa, Thể thao và Du lịch',
  'Văn hoá, Thể thao và Du lịch',
  'Văn hóa - Thể thao và Du lịch',
  'Văn hóa, Thể thao, Du lịch',
  'Văn hóa và Thể thao',
  'Văn hóa, Khoa học và Thông tin',
  'Văn hóa và Thông tin',
  'Văn hóa - Thông tin',
  'VH,TT&DL',
  'VHTT&DL',
  'VHTTDL',
  'Thông tin và Truyền thông',
  'Thông tin & Truyền thông',
  'TT&TT',
  'Tài nguyên và Môi trường',
  'Tài nguyên & Môi trường',
  'Tài nguyên - Môi trường',
  'TN&MT',
  'Giáo dục và Đào tạo',
  'Giáo dục & Đào tạo',
  'GD&ĐT',
  'GDĐT',
  'Kế hoạch và Đầu tư',
  'Kế hoạch & Đầu tư',
  'KH&ĐT',
  'Khoa học và Công nghệ',
  'Khoa học & Công nghệ',
  'KH&CN',
  'Giao thông vận tải - Xây dựng',
  'Giao thông vận tải',
  'Giao thông công chính',
  'GTVT',
  'Quy hoạch - Kiến trúc',
  'Dân tộc và Tôn giáo',
  'Tài chính - Kế hoạch',
  'Kinh tế và Hạ tầng',
  'Quản lý đô thị',
  'An toàn thực phẩm',
  'Nội vụ',
  'Tư pháp',
  'Tài chính',
  'Công Thương',
  'Xây dựng',
  'Y tế',
  'Ngoại vụ',
  'Du lịch',
  'Dân tộc',
]

const source = [...NAMES]
  .sort((a, b) => b.length - a.length)
  .map((name) =>
    name
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/[ ]/g, '\\s+')
      .replace(/[óo][aá]/g, '(?:óa|oá)'),
  )
  .join('|')

/** Matches the name of a field, at the place the caller sets. */
export const SECTOR = new RegExp(`(?:${source})(?![\\p{L}\\d])`, 'iuy')

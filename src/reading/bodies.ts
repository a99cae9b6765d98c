// Splits the words that name bodies into single bodies.
//
// Lists are joined by ";", ",", "và" and line breaks, or by nothing at all; names have commas and "và"
// inside. In order: a name that the directory knows (the longest), a set phrase ("Các sở, ban, ngành"),
// a territory ("UBND huyện A, B và C"), a department by its field, else the words up to the next head of
// a name. A part that leaves its head out ("cấp xã" after "UBND cấp huyện") gets it back in `name`.

import { SECTOR } from './sectors.ts'

export type BodyMention = {
  /** As printed. */
  text: string
  /** The full name to look up. */
  name: string
  /** Words around the name that are no part of it: "Đề nghị", "liên quan", "trên địa bàn". */
  qualifier: string | null
  /** Place in the text that was split. */
  start: number
  end: number
}

export type IsKnown = (name: string) => boolean

type Piece = { end: number; names: { start: number; end: number; name: string }[] }

const HEAD =
  '(?:Sở|UBND|Ủy ban|Uỷ ban|UBMTTQ|HĐND|Hội đồng|Văn phòng|VP|Công an|Thanh tra|Ban|Báo|Đài|Trung tâm|Bảo hiểm|BHXH|BQL|BCH|LĐLĐ|Hội|Liên đoàn|Liên minh|Liên hiệp|Tỉnh đoàn|Thành đoàn|Đoàn|Tòa án|Toà án|TAND|Viện|VKSND|Cục|Vụ|Chi cục|Kho bạc|Ngân hàng|Bộ|Trường|Đại học|Học viện|Công ty|Tổng|Điện lực|Phòng|Thường trực|Chủ tịch|Giám đốc|Thủ trưởng|Lãnh đạo|Người đứng đầu|Đảng ủy|Đảng bộ|Huyện ủy|Thành ủy|Tỉnh ủy|Mặt trận|MTTQ|Huyện|Thành phố|TP|Thị xã|Xã|Phường|Thị trấn|Viễn thông|VNPT|Viettel|Bưu điện|Quỹ|Tổ|Các|Những|Cổng|Bệnh viện|Cơ quan|Đơn vị|Tổ chức|Doanh nghiệp|Hiệp hội)(?![\\p{L}])'
const LOWER_HEAD =
  '(?:các|những|cơ quan|đơn vị|địa phương|đoàn thể|cấp (?:huyện|xã|tỉnh))(?![\\p{L}])'
const STRONG_HEAD =
  '(?:Các|Sở|UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Công an|Thanh tra|Văn phòng|Ủy ban MTTQ|Bảo hiểm xã hội)'
const HEAD_NEXT = new RegExp(`(?:${HEAD}|${LOWER_HEAD})`, 'uy')
const SEPARATORS =
  /(?:[\s;,.:•▪+*/&]|[-–—](?=\s)|(?:và|cùng với|cùng|hoặc|phối hợp với|phối hợp cùng|với)(?=\s))+/uy
const BEFORE =
  /(?:(?:Đề nghị|Kính đề nghị|Giao|Yêu cầu|Trách nhiệm của|Nhiệm vụ của|Đối với|Thủ trưởng|Giám đốc(?= (?:các )?Sở)|Chánh(?= (?:Văn phòng|Thanh tra))|Người đứng đầu(?= các)|Lãnh đạo(?= các)|Tập thể)\s+)+/iuy
const AFTER =
  /(?:\s*\([^)]*\)|\s+(?:có\s+)?liên\s+quan(?:\s+(?:khác|thuộc tỉnh))?|\s+(?:đóng\s+)?trên\s+địa\s+bàn(?:\s+(?:toàn\s+)?(?:tỉnh|huyện|thành phố|thị xã|xã)(?:\s+\p{Lu}\p{L}*)*)?|\s+theo\s+(?:chức năng|thẩm quyền|phân công|lĩnh vực)[^;,\n]*|\s+cùng\s+cấp|\s+khác(?!\p{L})|\s+(?:được\s+giao|tham gia|chủ trì|làm đầu mối)[^;,\n]*)+/iuy
const END =
  '(?=\\s*(?:[;,.\\n(:]|$)|\\s+(?:và|có|liên|trên|theo|cùng|khác|được|thuộc|trực|của|cấp|tỉnh|chuyên|các|phối|với|(?:UBND|Sở|Các|Ủy|Công|Văn|Thanh)(?!\\p{L}))(?!\\p{L}))'

/** The bodies that a text names, in order. `isKnown` says whether the directory has a name. */
export function splitBodies(source: string, isKnown: IsKnown = () => false): BodyMention[] {
  if (source.length > MOST_WORDS) return [unsplit(source)]
  const text = joinWrapped(source)
  const mentions: BodyMention[] = []
  let at = 0
  while (at < text.length) {
    at = skip(SEPARATORS, text, at)
    if (at >= text.length) break
    const from = at
    at = skip(BEFORE, text, at)
    const before = text.slice(from, at).trim()
    const piece = pieceAt(text, at, isKnown)
    const end = skip(AFTER, text, piece.end)
    const after = text.slice(piece.end, end).trim()
    piece.names.forEach((name, index) => {
      const isLast = index === piece.names.length - 1
      const qualifier = [index === 0 ? before : '', isLast ? after : '']
        .filter((part) => part !== '')
        .join(' … ')
      mentions.push({
        text: text
          .slice(index === 0 ? from : name.start, isLast ? end : name.end)
          .replace(/\s+/g, ' ')
          .trim(),
        name: name.name.replace(/\s+/g, ' ').trim(),
        qualifier: qualifier === '' ? null : qualifier,
        start: index === 0 ? from : name.start,
        end: isLast ? end : name.end,
      })
    })
    at = Math.max(end, from + 1)
  }
  return mentions
}

/** No list of names is longer; what is, is left to a person as it stands. */
const MOST_WORDS = 6000

const unsplit = (source: string): BodyMention => {
  const text = source.slice(0, 200).replace(/\s+/g, ' ').trim()
  return { text, name: text, qualifier: null, start: 0, end: source.length }
}

const BEGINS_LINE = new RegExp(`\\s*(?:[-–+•*]|\\d|${HEAD}|${LOWER_HEAD})`, 'uy')

/** Line breaks that only wrap a name become blanks; the length stays. */
function joinWrapped(text: string): string {
  return text.replace(/\n/g, (_, at: number) => {
    const begins = matchAt(BEGINS_LINE, text, at + 1) !== null
    return begins && !JOINING.test(text.slice(0, at)) ? '\n' : ' '
  })
}

/** A list that leaves heads out is grammar's, unless the directory knows a name longer than its first part. */
function pieceAt(text: string, at: number, isKnown: IsKnown): Piece {
  const known = knownName(text, at, isKnown)
  const list =
    levels(text, at) ?? territories(text, at) ?? sectors(text, at) ?? collective(text, at)
  // "Sở Giao thông vận tải - Xây dựng" is one department, though the directory knows its first half.
  const sector = sectors(text, at)
  if (known && sector?.names.length === 1 && sector.end > known.end) return sector
  if (known && list && list.names.length > 1 && known.end <= list.names[0]!.end) return list
  return known ?? list ?? freeName(text, at)
}

/** Whether the text begins as the name of a body does. */
export function beginsBody(text: string): boolean {
  const at = skip(BEFORE, text, 0)
  return at > 0 || matchAt(new RegExp(HEAD, 'uy'), text, at) !== null
}

function skip(pattern: RegExp, text: string, at: number): number {
  return at + (matchAt(pattern, text, at)?.[0].length ?? 0)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const single = (text: string, start: number, end: number): Piece => ({
  end,
  names: [{ start, end, name: text.slice(start, end) }],
})

/** The longest stretch up to a boundary that the directory knows, the words after it being no part of the name. */
function knownName(text: string, at: number, isKnown: IsKnown): Piece | null {
  const ends: number[] = []
  const boundary =
    /\s*(?:[;,.:\n(]|$)|\s+(?:và|có|liên|trên|theo|cùng|phối hợp|với|chủ trì|được|làm|là)(?!\p{L})|\s+(?=\p{Lu})/gu
  boundary.lastIndex = at + 1
  for (let match = boundary.exec(text); match && ends.length < 24; match = boundary.exec(text)) {
    ends.push(at + text.slice(at, match.index).replace(/[\s;,.:/&+–—-]+$/, '').length)
    if (match.index >= text.length) break
    if (match[0] === '') boundary.lastIndex++
  }
  for (const end of ends.reverse()) {
    const stretch = text.slice(at, end)
    if (isKnown(stretch) && !goesOnAsName(text, end)) return single(text, at, end)
  }
  return null
}

/** Whether what follows makes the name longer: "Sở Nội vụ tỉnh", "UBND huyện" before a proper name. */
function goesOnAsName(text: string, end: number): boolean {
  return /^\s+(?!(?:UBND|Sở|Các|Ủy ban|Uỷ ban|Công an|Thanh tra|Văn phòng)(?!\p{L}))\p{Lu}/u.test(
    text.slice(end),
  )
}

const LEVELS =
  /(?<head>(?:\p{L}+\s+){0,7}?)cấp\s+(?:tỉnh|huyện|xã)(?:(?:\s*,\s*|\s+và\s+|\s*\/\s*)(?:cấp\s+)?(?:tỉnh|huyện|xã)(?!\p{L}))+/uy

/** "UBND cấp huyện, cấp xã": one body a level, with the head given back. */
function levels(text: string, at: number): Piece | null {
  const match = matchAt(LEVELS, text, at)
  if (!match || !new RegExp(`^${HEAD}`, 'u').test(match[0])) return null
  const head = match.groups!.head!
  const names: Piece['names'] = []
  const parts = /(?:cấp\s+)?(tỉnh|huyện|xã)(?!\p{L})/gu
  parts.lastIndex = at + head.length
  for (
    let part = parts.exec(text);
    part && part.index < at + match[0].length;
    part = parts.exec(text)
  ) {
    const start = names.length === 0 ? at : part.index
    names.push({ start, end: part.index + part[0].length, name: `${head}cấp ${part[1]}` })
  }
  return { end: at + match[0].length, names }
}

const TYPE =
  '(?:huyện|thành phố|thị xã|quận|xã|phường|thị trấn|TP\\.?|TX\\.?|H\\.|P\\.|X\\.|TT\\.?)'
const PROPER = '(?:\\d+|\\p{Lu}\\p{L}*(?:\\s+(?:\\p{Lu}\\p{L}*|\\d+))*)'
const TERRITORY = new RegExp(
  `(?<head>(?:(?:Chủ tịch\\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Ủy ban MTTQ|MTTQ|Công an|Đảng ủy)\\s+)?(?:[Cc]ác\\s+)?)(?<type>${TYPE}|${TYPE.replace('huyện', 'Huyện').replace('thành', 'Thành').replace('thị xã', 'Thị xã').replace('|xã', '|Xã').replace('phường', 'Phường').replace('thị trấn', 'Thị trấn')})\\s*:?\\s+(?=${PROPER})`,
  'uy',
)
const NEXT_TERRITORY = new RegExp(
  `\\s*(?:,|;|\\s+và\\s+|\\s+-\\s+)\\s*(?!${HEAD}(?:\\s|$))(?:(?:các\\s+)?(${TYPE})\\s+)?(${PROPER})(?!\\p{L})`,
  'uy',
)
const PLACE = new RegExp(`${PROPER}(?![\\p{L}])`, 'uy')

/** "UBND huyện A, B, thành phố C": each unit with its head and type. */
function territories(text: string, at: number): Piece | null {
  const opening = matchAt(TERRITORY, text, at)
  if (!opening) return null
  const head = opening.groups!.head!.replace(/[Cc]ác\s+$/u, '')
  let type = opening.groups!.type!
  const firstAt = at + opening[0].length
  const place = matchAt(PLACE, text, firstAt)
  if (!place) return null
  const firstEnd = firstAt + trimRun(place[0]).length
  const names: Piece['names'] = [
    { start: at, end: firstEnd, name: `${head}${type} ${trimRun(place[0])}` },
  ]
  let end = firstEnd
  for (
    let next = matchAt(NEXT_TERRITORY, text, end);
    next;
    next = matchAt(NEXT_TERRITORY, text, end)
  ) {
    if (next[1] !== undefined) type = next[1]
    const name = trimRun(next[2]!)
    const stop = end + next[0].length - (next[2]!.length - name.length)
    const start = stop - name.length - (next[1] === undefined ? 0 : next[1].length + 1)
    names.push({ start, end: stop, name: `${head}${type} ${name}` })
    end = stop
    if (name.length < next[2]!.length) break
  }
  return { end, names }
}

/** Proper names stop before the head of another body that was run on without a separator. */
function trimRun(name: string): string {
  const run = new RegExp(`\\s+${STRONG_HEAD}(?!\\p{L})`, 'u').exec(name)
  return run ? name.slice(0, run.index) : name
}

type Category = 'agency' | 'association' | 'locality' | 'district' | 'commune'
const NOUNS: readonly [Category, string][] = [
  [
    'association',
    'tổ chức chính trị\\s*-\\s*xã hội(?:\\s*-\\s*nghề nghiệp)?|tổ chức chính trị, xã hội|tổ chức xã hội|đoàn thể(?: chính trị\\s*-\\s*xã hội)?|hội đặc thù|hội|tổ chức đoàn thể|tổ chức thành viên',
  ],
  ['locality', 'địa phương'],
  [
    'district',
    'huyện|thành phố|thị xã|quận|TP|TX|thành(?!\\s+(?:phố|viên))|thị(?!\\s+(?:trấn|xã))',
  ],
  ['commune', 'xã|phường|thị trấn|đặc khu'],
  [
    'agency',
    'sở|ban ngành|ban|ngành|cơ quan|đơn vị|phòng|doanh nghiệp|tổ chức|trường học|trường|cơ sở',
  ],
]
const NOUN = NOUNS.map(([, source]) => source).join('|')
const TAIL =
  '(?:\\s+(?:chuyên môn(?:\\s+(?:thuộc|của))?|trực thuộc|thuộc|của|cấp|tỉnh|ngành dọc|báo chí|sự nghiệp(?:\\s+công lập)?|SNCL|Trung ương|hành chính)(?:\\s+(?:thuộc|UBND|Ủy ban nhân dân|cấp|tỉnh(?:\\s+\\p{Lu}\\p{L}*)*|huyện(?:\\s+\\p{Lu}\\p{L}*)*|xã|sở|công lập|Tỉnh ủy))*)?'
const COLLECTIVE = new RegExp(
  `(?<head>(?:(?:Chủ tịch\\s+|Công an\\s+|Văn phòng\\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|HĐND|Ủy ban MTTQ|MTTQ|Ủy ban Mặt trận Tổ quốc)\\s+)?)(?<the>(?:[Cc]ác|[Nn]hững)\\s+)?(?<nouns>(?:${NOUN})(?!\\p{L})(?:(?:\\s*,\\s*|\\s+và\\s+|\\s*/\\s*|\\s+|\\s*-\\s*)(?:${NOUN})(?!\\p{L}))*)(?<tail>${TAIL})${END}`,
  'iuy',
)

/** "Các sở, ban, ngành", "UBND các huyện, thành phố": one body, or one for each kind of unit it names. */
function collective(text: string, at: number): Piece | null {
  const match = matchAt(COLLECTIVE, text, at)
  if (!match) return null
  const {
    head,
    the = '',
    nouns,
    tail,
  } = match.groups as Record<'head' | 'nouns' | 'tail', string> & { the?: string }
  const kinds = [...nouns.matchAll(new RegExp(`(?:${NOUN})(?!\\p{L})`, 'giu'))].map((noun) => ({
    start: at + head.length + the.length + noun.index,
    end: at + head.length + the.length + noun.index + noun[0].length,
    category: categoryOf(noun[0]),
  }))
  if (kinds.length < 2 && the === '' && head === '' && !/^\p{Ll}/u.test(nouns)) return null
  const names: (Piece['names'][number] & { category: Category })[] = []
  for (const kind of kinds) {
    const last = names[names.length - 1]
    if (last && last.category === kind.category) last.end = kind.end
    else
      names.push({
        start: names.length === 0 ? at : kind.start,
        end: kind.end,
        name: '',
        category: kind.category,
      })
  }
  names[names.length - 1]!.end += tail.length
  return {
    end: at + match[0].length,
    names: names.map(({ start, end }, index) => ({
      start,
      end,
      name: index === 0 ? text.slice(start, end) : `${head}${the}${text.slice(start, end)}`,
    })),
  }
}

function categoryOf(noun: string): Category {
  const found = NOUNS.find(([, source]) => new RegExp(`^(?:${source})$`, 'iu').test(noun))
  return found?.[0] ?? 'agency'
}

const OFFICE =
  /(?<the>[Cc]ác\s+)?(?<office>Văn phòng Sở|Thanh tra Sở|Giám đốc Sở|Sở|sở|Bộ|bộ|Phòng|phòng|Ban|Ngành)\s*:?\s+/uy
const NEXT_SECTOR = /\s*(?:,|;|\s+và|\s+-)\s+/uy

/** Whose divisions: "Phòng Nội vụ các huyện, thành phố", "Phòng Tư pháp cấp huyện". */
const DIVISION_PLACE =
  /\s+(?:thuộc\s+|của\s+)?(?:UBND\s+)?(?:cấp\s+huyện|các\s+(?:huyện|quận|thành phố|thị xã|thành|thị)(?:(?:,\s*|\s+và\s+|\s+)(?:huyện|quận|thành phố|thị xã|thành|thị)(?!\p{L}))*|(?:huyện|quận|thành phố|thị xã)\s+\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*)*)(?!\p{L})/uy

/** "Sở Lao động, Thương binh và Xã hội"; "các Sở: Nội vụ, Tài chính" gives two. */
function sectors(text: string, at: number): Piece | null {
  const opening = matchAt(OFFICE, text, at)
  if (!opening) return null
  const office = opening.groups!.office!
  const head = office.charAt(0).toUpperCase() + office.slice(1)
  const names: Piece['names'] = []
  let end = at
  let from = at + opening[0].length
  for (let sector = matchAt(SECTOR, text, from); sector; sector = matchAt(SECTOR, text, from)) {
    const stop = from + sector[0].length
    names.push({ start: names.length === 0 ? at : from, end: stop, name: `${head} ${sector[0]}` })
    end = stop
    const gap = matchAt(NEXT_SECTOR, text, end)
    if (!gap) break
    from = end + gap[0].length
  }
  if (names.length === 0) return null
  const placed = head === 'Phòng' ? matchAt(DIVISION_PLACE, text, end) : null
  if (placed) {
    const stop = end + placed[0].length
    const last = names[names.length - 1]!
    last.end = stop
    for (const one of names) one.name += text.slice(end, stop)
    return { end: stop, names }
  }
  const tail = names.length === 1 ? /\s+tỉnh(?:\s+\p{Lu}\p{L}*){0,4}/uy : null
  const ended = tail ? matchAt(tail, text, end) : null
  if (ended) {
    const stop = end + trimRun(ended[0]).length
    return {
      end: stop,
      names: [{ start: at, end: stop, name: `${names[0]!.name}${text.slice(end, stop)}` }],
    }
  }
  return { end, names }
}

const JOINING =
  /(?:^|\s)(?:thuộc|của|và|phòng|tịch|đạo|đốc|trưởng|trực|Ban|với|cho|qua|VP|dẫn|quan|Đảng ủy|đoàn|ủy)\s*$/iu

/** Any other name: up to the separator before the head of another name. */
function freeName(text: string, at: number): Piece {
  const hard = /[;\n]|\.(?=\s|$)|\s*\(|\s+(?:có\s+)?liên quan|,|\s+và\s+|\s+/gu
  hard.lastIndex = at + 1
  for (let match = hard.exec(text); match; match = hard.exec(text)) {
    const sign = match[0]
    if (/^(?:[;\n.]|\s*\(|\s+(?:có\s+)?liên quan)/u.test(sign)) return single(text, at, match.index)
    const after = match.index + sign.length
    if (sign.trim() === '') {
      const runsOn = new RegExp(`${STRONG_HEAD}(?!\\p{L})`, 'uy')
      if (matchAt(runsOn, text, after) && !JOINING.test(text.slice(at, match.index)))
        return single(text, at, match.index)
      continue
    }
    const next = skip(/\s+/uy, text, after)
    const isHead = matchAt(HEAD_NEXT, text, next) !== null
    const opensName =
      sign.startsWith(',') &&
      /^\p{Lu}/u.test(text.slice(next)) &&
      !/^(?:Sở|Bộ|Phòng|Cục|Ban|Hội)\s/u.test(text.slice(at))
    if (isHead || opensName) return single(text, at, match.index)
  }
  return single(text, at, text.trimEnd().length > at ? text.trimEnd().length : text.length)
}

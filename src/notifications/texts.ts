// What people are told, as data: one sentence a kind and language, with its places. A province may say it in its
// own words (settings); places it does not know are refused.

import { fill, type Lang, Problem } from '../platform/index.ts'
import type { Facts } from './tables.ts'

export type TextKind =
  | 'digest'
  | 'digest.soon'
  | 'digest.late'
  | 'report.returned'
  | 'report.accepted'
  | 'plan.published'
  | 'receipt.due'
  | 'extension.granted'
  | 'extension.refused'
  | 'extension.decided'
  | 'extension.decided-partly'
  | 'takeover.received'
  | 'subplan.returned'
  | 'subplan.accepted'
  | 'subplans.exempted'
  | 'subplans.exemption-withdrawn'
  | 'criteria.self-score-handed-back'
  | 'criteria.appraisal-shown'
  | 'letter.opening'
  | 'letter.closing'
  | 'message'

/** The places each text may use. */
export const PLACES: Record<TextKind, readonly string[]> = {
  digest: ['day', 'soon', 'late', 'n'],
  'digest.soon': ['day', 'soon', 'n'],
  'digest.late': ['day', 'late', 'n'],
  'report.returned': ['unit', 'n'],
  'report.accepted': ['unit', 'n'],
  'plan.published': ['unit', 'number'],
  'receipt.due': ['unit', 'number'],
  'extension.granted': ['unit'],
  'extension.refused': ['unit'],
  'extension.decided': ['unit', 'granted', 'refused'],
  'extension.decided-partly': ['unit', 'granted', 'refused', 'open'],
  'takeover.received': ['unit', 'n'],
  'subplan.returned': ['unit'],
  'subplan.accepted': ['unit'],
  'subplans.exempted': ['unit'],
  'subplans.exemption-withdrawn': ['unit'],
  'criteria.self-score-handed-back': ['unit'],
  'criteria.appraisal-shown': ['unit'],
  'letter.opening': ['n'],
  'letter.closing': [],
  message: ['title', 'n'],
}
export const TEXT_KINDS = Object.keys(PLACES) as TextKind[]

export type Texts = Record<Lang, Record<TextKind, string>>

export const TEXTS: Texts = {
  vi: {
    digest: 'Nhắc việc ngày {day}: {soon} việc sắp đến hạn, {late} việc quá hạn',
    'digest.soon': 'Nhắc việc ngày {day}: {soon} việc sắp đến hạn',
    'digest.late': 'Nhắc việc ngày {day}: {late} việc quá hạn',
    'report.returned': '{unit}: {n} dòng báo cáo bị trả lại, cần sửa và gửi lại',
    'report.accepted': '{unit}: {n} dòng báo cáo đã được chấp nhận',
    'plan.published': 'Kế hoạch {number} đã ban hành; {unit} cần xác nhận đã nhận',
    'receipt.due': '{unit} chưa xác nhận đã nhận Kế hoạch {number}',
    'extension.granted': '{unit}: đề nghị gia hạn đã được đồng ý',
    'extension.refused': '{unit}: đề nghị gia hạn không được đồng ý',
    'extension.decided': '{unit}: gia hạn được đồng ý {granted} việc, không đồng ý {refused} việc',
    'extension.decided-partly':
      '{unit}: gia hạn được đồng ý {granted} việc, không đồng ý {refused} việc, còn {open} việc chờ quyết định',
    'takeover.received':
      '{unit} nhận nhiệm vụ của đơn vị khác từ nay về sau: {n} việc đang mở chuyển sang',
    'subplan.returned': '{unit}: kế hoạch của đơn vị bị trả lại, cần sửa và gửi lại',
    'subplan.accepted': '{unit}: kế hoạch của đơn vị đã được chấp nhận',
    'subplans.exempted': '{unit} được miễn gửi kế hoạch của đơn vị',
    'subplans.exemption-withdrawn':
      '{unit} không còn được miễn: phải gửi kế hoạch của đơn vị theo hạn chung',
    'criteria.self-score-handed-back':
      '{unit}: kết quả tự chấm điểm bị trả lại, cần sửa và gửi lại',
    'criteria.appraisal-shown':
      '{unit}: điểm theo bộ tiêu chí đã được thẩm định, đơn vị trả lời một lần',
    'letter.opening': 'Kính gửi đồng chí,\n\nHệ thống có {n} thông báo mới gửi đồng chí.',
    'letter.closing':
      'Thư này được gửi tự động trong giờ làm việc. Đồng chí chọn cách nhận thông báo tại trang Thông báo.',
    message: '{title}. Xem trong Công Tâm.',
  },
  en: {
    digest: 'Duties on {day}: {soon} due soon, {late} overdue',
    'digest.soon': 'Duties on {day}: {soon} due soon',
    'digest.late': 'Duties on {day}: {late} overdue',
    'report.returned': '{unit}: {n} lines of the report came back, to be corrected and sent again',
    'report.accepted': '{unit}: {n} lines of the report were accepted',
    'plan.published': 'Plan {number} is published; {unit} is asked to acknowledge its receipt',
    'receipt.due': '{unit} has not acknowledged the receipt of plan {number}',
    'extension.granted': '{unit}: more time was granted',
    'extension.refused': '{unit}: more time was refused',
    'extension.decided':
      '{unit}: more time was granted for {granted} duties and refused for {refused}',
    'extension.decided-partly':
      '{unit}: more time was granted for {granted} duties and refused for {refused}; {open} wait for a decision',
    'takeover.received':
      '{unit} takes over a task of another unit from now on: {n} open duties came',
    'subplan.returned': '{unit}: the unit’s own plan came back, to be corrected and sent again',
    'subplan.accepted': '{unit}: the unit’s own plan was accepted',
    'subplans.exempted': '{unit} is exempt from sending a plan of its own',
    'subplans.exemption-withdrawn':
      '{unit} is exempt no more: it sends its own plan by the day for all',
    'criteria.self-score-handed-back':
      '{unit}: its own scores came back, to be corrected and sent again',
    'criteria.appraisal-shown': '{unit}: its scores were appraised; the unit may answer once',
    'letter.opening': 'Hello,\n\nthere are {n} new notices for you.',
    'letter.closing':
      'This letter was sent by the system, within office hours. How you are told is yours to choose on the page Notices.',
    message: '{title}. Open Công Tâm.',
  },
}

/** A kind that a later version wrote is said by its name. */
export function textOf(texts: Texts, lang: Lang, kind: string, facts: Facts): string {
  const said = sayingOf(kind, facts)
  const text = Object.hasOwn(PLACES, said) ? texts[lang][said as TextKind] : kind
  return fill(text, { ...NOTHING, ...facts })
}

const NOTHING: Facts = {
  unit: '',
  number: '',
  n: 1,
  day: '',
  title: '',
  soon: 0,
  late: 0,
  granted: 0,
  refused: 0,
  open: 0,
}

/** A digest tells of what there is: nothing overdue is not told as none overdue. A decision tells what it left open. */
function sayingOf(kind: string, { soon, late, open }: Facts): string {
  if (kind === 'extension.decided' && Number(open) > 0) return 'extension.decided-partly'
  if (kind !== 'digest') return kind
  return late === 0 ? 'digest.soon' : soon === 0 ? 'digest.late' : kind
}

/** A province's own words over the given ones; empty ones fall back. */
export function withOwn(own: Partial<Record<Lang, Partial<Record<string, string>>>>): Texts {
  const of = (lang: Lang) =>
    Object.fromEntries(
      TEXT_KINDS.map((kind) => [kind, own[lang]?.[kind] || TEXTS[lang][kind]]),
    ) as Record<TextKind, string>
  return { vi: of('vi'), en: of('en') }
}

/** Own words as typed: trimmed, those equal to the given ones left out. Refuses unknown places. */
export function cleanOwn(lang: Lang, typed: Partial<Record<string, string>>) {
  const kept: Partial<Record<TextKind, string>> = {}
  for (const kind of TEXT_KINDS) {
    const text = (typed[kind] ?? '').normalize('NFC').replace(/\r\n/g, '\n').trim()
    const places = [...text.matchAll(/\{([^}]*)\}?/g)].map(([, name]) => name ?? '')
    const strange = places.find((name) => !PLACES[kind].includes(name))
    if (strange !== undefined) throw new Problem(422, 'notices.place-unknown', { place: strange })
    if (text.length > 500) throw new Problem(422, 'notices.text-too-long')
    if (text !== '' && text !== TEXTS[lang][kind]) kept[kind] = text
  }
  return kept
}

// What others may score units by: shares that the index counts of dossiers, its groups, its total.

import type { Evaluation } from '../indices/index.ts'
import type { Db, Measure, Measured, MeasureScope, MeasureSpan } from '../platform/index.ts'
import { loadScored } from './load-scored.ts'
import { type Board, hasDossiers } from './scoring.ts'

type Count = (score: Evaluation) => Measured | null

/** As the page of the index shows it for the same days. A unit without a dossier was asked nothing. */
const counted =
  (count: Count, isAsked: (board: Board, id: string) => boolean = hasDossiers) =>
  async (
    db: Db,
    { unitIds, from, to, now, today, recall }: MeasureScope,
  ): Promise<Map<string, Measured>> => {
    const period = { from, to }
    const looker = { db, now, today, ...(recall ? { recall } : {}) }
    const { board, scores } = await loadScored(looker, { period })
    return new Map(
      unitIds.flatMap((id): [string, Measured][] => {
        if (!isAsked(board, id)) return [[id, { numerator: 0, denominator: 0 }]]
        const score = scores.get(id)
        const found = score ? count(score) : null
        return found ? [[id, found]] : []
      }),
    )
  }

const ofIndicator =
  (code: string): Count =>
  ({ indicators }) => {
    const found = indicators.find((it) => it.code === code)
    if (found?.numerator == null || found.denominator == null) return null
    return { numerator: found.numerator, denominator: found.denominator }
  }

/** Points over those that apply to the unit. */
const ofGroup =
  (code: string): Count =>
  ({ groups }) => {
    const found = groups.find((it) => it.code === code)
    if (found?.score == null || found.attainable === 0) return null
    return { numerator: found.score, denominator: found.attainable }
  }

const ofTotal: Count = ({ total, max }) =>
  total === null ? null : { numerator: total, denominator: max }

const page =
  (path = '') =>
  (unitCode: string, { from, to }: MeasureSpan): string =>
    `/office/index766/${encodeURIComponent(unitCode)}${path}?${new URLSearchParams({ period: `${from}..${to}` })}`

const POINTS = { vi: 'điểm', en: 'points' }
const DOSSIERS = { vi: 'hồ sơ', en: 'dossiers' }
const OF_INDEX = {
  vi: 'như trang chỉ số 766 của các ngày trong kỳ, đến lúc đang xem khi kỳ chưa hết',
  en: 'as the page of the index shows the days of the period, up to now while it runs',
}

const share = (name: string, code: string, words: Pick<Measure, 'title' | 'formula'>): Measure => ({
  name,
  ...words,
  unit: DOSSIERS,
  period: OF_INDEX,
  read: counted(ofIndicator(code)),
  href: page(`/${code}`),
})

/** Without a petition the index says nothing was asked, or nothing is known. */
const petitions = (
  name: string,
  code: string,
  words: Pick<Measure, 'title' | 'formula'>,
): Measure => ({
  ...share(name, code, words),
  unit: { vi: 'phản ánh, kiến nghị', en: 'petitions' },
  read: counted(ofIndicator(code), () => true),
})

const GROUPS = [
  ['CKMB', 'Công khai, minh bạch', 'Openness and transparency'],
  ['TDGQ', 'Tiến độ giải quyết', 'Timeliness'],
  ['CLGQ', 'Dịch vụ công trực tuyến', 'Online services'],
  ['TTTT', 'Thanh toán trực tuyến', 'Online payment'],
  ['MDSH', 'Số hóa hồ sơ', 'Digitisation'],
  ['MDHL', 'Mức độ hài lòng', 'Satisfaction'],
] as const

export const indexMeasures: readonly Measure[] = [
  share('dossiers-on-time', '2.1', {
    title: { vi: 'Hồ sơ đúng hạn', en: 'Dossiers on time' },
    formula: {
      vi: 'hồ sơ chưa trễ ÷ hồ sơ phải giải quyết trong kỳ, kể cả đang mở (chỉ tiêu 2.1 của chỉ số 766)',
      en: 'dossiers not late ÷ dossiers handled in the period, open ones included (2.1 of the index)',
    },
  }),
  share('dossiers-digitised', '4.2', {
    title: { vi: 'Hồ sơ được số hóa', en: 'Dossiers digitised' },
    formula: {
      vi: 'hồ sơ số hóa thành phần và kết quả ÷ hồ sơ tiếp nhận trong kỳ (chỉ tiêu 4.2 của chỉ số 766)',
      en: 'dossiers with papers and result digitised ÷ dossiers received in the period (4.2 of the index)',
    },
  }),
  petitions('petitions-on-time', '5.2', {
    title: { vi: 'Phản ánh, kiến nghị đúng hạn', en: 'Petitions in time' },
    formula: {
      vi: 'phản ánh, kiến nghị không trễ ÷ phản ánh, kiến nghị phải xử lý trong kỳ, kể cả đang mở (chỉ tiêu 5.2)',
      en: 'petitions not late ÷ petitions to be handled in the period, open ones included (5.2 of the index)',
    },
  }),
  petitions('petitions-content', '5.3', {
    title: { vi: 'Người phản ánh hài lòng', en: 'Petitioners content' },
    formula: {
      vi: 'phản ánh, kiến nghị không ai chê kết quả ÷ phản ánh, kiến nghị nhận trong kỳ (chỉ tiêu 5.3)',
      en: 'petitions whose answer nobody disliked ÷ petitions received in the period (5.3 of the index)',
    },
  }),
  {
    name: 'index766-total',
    title: { vi: 'Chỉ số 766', en: 'Index 766' },
    formula: { vi: 'tổng điểm ÷ thang điểm', en: 'total ÷ full scale' },
    unit: POINTS,
    period: OF_INDEX,
    read: counted(ofTotal),
    href: page(),
  },
  ...GROUPS.map(
    ([code, vi, en]): Measure => ({
      name: `index766-${code.toLowerCase()}`,
      title: { vi: `Chỉ số 766: ${vi}`, en: `Index 766: ${en}` },
      formula: {
        vi: 'điểm của nhóm ÷ điểm áp dụng được cho đơn vị',
        en: 'points of the group ÷ points that apply to the unit',
      },
      unit: POINTS,
      period: OF_INDEX,
      read: counted(ofGroup(code)),
      href: page(),
    }),
  ),
]

// A criteria set, and a cycle in which the three communes of the small province are scored by it.

import {
  beginSet,
  type CriteriaSet,
  emptySet,
  openCycle,
  publishSet,
} from '../src/localcriteria/index.ts'
import type { World } from './world.ts'

/** Four lines of each kind: scored by the unit with evidence, by steps, by the appraiser, by a measure. */
export const SMALL_SET: CriteriaSet = {
  ...emptySet('Bộ tiêu chí thử'),
  source: 'Quyết định thử',
  lines: [
    {
      kind: 'group',
      code: '1',
      title: 'Công khai, minh bạch',
      max: 60,
      combine: 'sum',
      lines: [
        {
          kind: 'criterion',
          code: '1.1',
          title: 'Niêm yết thu, chi ngân sách',
          max: 40,
          by: 'self',
          evidence: 'required',
          guide: 'Đủ ở mọi xóm: 40 điểm; thiếu mỗi xóm trừ 5.',
          steps: [],
          mayNotApply: false,
          serves: ['1'],
        },
        {
          kind: 'criterion',
          code: '1.2',
          title: 'Công khai bảng giá đất',
          max: 20,
          by: 'self',
          evidence: 'welcome',
          guide: '',
          steps: [
            { points: 20, text: 'Đủ' },
            { points: 10, text: 'Một phần' },
            { points: 0, text: 'Không' },
          ],
          mayNotApply: true,
          serves: [],
        },
      ],
    },
    {
      kind: 'criterion',
      code: '2',
      title: 'Tiếp công dân định kỳ',
      max: 20,
      by: 'appraised',
      evidence: 'none',
      guide: '',
      steps: [],
      mayNotApply: false,
      serves: [],
    },
    {
      kind: 'criterion',
      code: '3',
      title: 'Báo cáo đúng hạn',
      max: 20,
      by: 'measure',
      evidence: 'none',
      guide: '',
      steps: [],
      measure: { name: 'reports-on-time', full: 1, whenNothing: 'full' },
      mayNotApply: false,
      serves: [],
    },
  ],
  adjustments: [
    {
      kind: 'deduct',
      code: 'T1',
      title: 'Hồ sơ quá hạn không xin lỗi',
      each: 1,
      most: 5,
      by: 'appraised',
      evidence: 'none',
      guide: '',
    },
  ],
  bands: [
    { atLeast: 90, label: 'Xuất sắc' },
    { atLeast: 70, label: 'Tốt' },
    { atLeast: 0, label: 'Chưa đạt' },
  ],
  rules: [
    {
      code: 'BD1',
      kind: 'commend',
      title: 'Dẫn đầu',
      when: [{ fact: 'place', limit: 'at-most', value: 1 }],
    },
    {
      code: 'PB1',
      kind: 'criticise',
      title: 'Dưới 70 điểm',
      when: [{ fact: 'score', limit: 'at-most', value: 69.99 }],
    },
  ],
}

export const COMMUNES = ['05569', '05563', '05611']

/** Publishes the set as `code` and opens a cycle of the same name, both kept by `keeper`. */
export async function criteriaCycle(
  w: World,
  { code = 'xa-2024', keeper = 'SNV', units = COMMUNES, measures = ['reports-on-time'] } = {},
): Promise<{ slug: string }> {
  const unitId = await w.unitId(keeper)
  const unitIds = await Promise.all(units.map((each) => w.unitId(each)))
  return await w.act(async (act) => {
    await beginSet(act, { code, unitId, document: SMALL_SET })
    await publishSet(act, { code, number: 1 }, measures)
    return await openCycle(act, {
      slug: code,
      name: 'Đánh giá cấp xã năm 2024',
      unitId,
      set: code,
      number: 1,
      unitIds,
      from: '2024-01-01',
      to: '2024-12-31',
      opensOn: '2024-06-01',
      selfBy: '2024-06-30',
      appraiseBy: '2024-07-15',
      answerBy: '2024-07-20',
      previous: null,
    })
  })
}

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCalendarPack, toWorkCalendar } from '../calendar/index.ts'
import { readDocument } from '../documents/index.ts'
import { day } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'
import { readPlan } from '../reading/index.ts'
import {
  COVERAGE_STATES,
  type CoverageRow,
  coverageByTask,
  coverageShare,
  coverageTally,
  isIn,
  onTimeShare,
  servedShare,
} from './coverage.ts'
import { askedInText, demandDay } from './demand.ts'
import { executorNamed, parentOf, tasksOfReading } from './match.ts'
import { isLate, NOBODY, requireFileable, roundDecision, subplanStanding } from './subplan.ts'

const calendar = toWorkCalendar(
  'vn',
  readCalendarPack(
    readFileSync('packs/vn/working-calendar-2022-2027.csv', 'utf8'),
    readFileSync('packs/vn/special-days-2022-2027.csv', 'utf8'),
  ),
)
const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'done'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('the day by which units file their plans', () => {
  test.each([
    ['Các đơn vị xây dựng kế hoạch, gửi trước ngày 30/5/2024.', '2024-05-29', null],
    ['Xây dựng kế hoạch chậm nhất là ngày 30/5/2024.', '2024-05-30', null],
    ['Ban hành kế hoạch của đơn vị đến hết ngày 5-6-2024.', '2024-06-05', null],
    ['Xây dựng kế hoạch trong thời hạn 10 ngày làm việc kể từ ngày ký.', null, 10],
    ['Lập kế hoạch trong vòng 15 (mười lăm) ngày làm việc.', null, 15],
    ['Xây dựng kế hoạch và triển khai thực hiện hiệu quả.', null, null],
    ['Xây dựng kế hoạch trước ngày 31/2/2024.', null, null],
  ])('%s', (text, dueOn, workdays) => {
    expect(askedInText([{ number: '1.2', text }])).toMatchObject({ dueOn, workdays })
  })

  test('Kế hoạch 99 asks for plans in the words of group 1 and sets no day', async () => {
    const bytes = new Uint8Array(readFileSync('packs/thai-nguyen/plan-99-2024.txt'))
    const { groups } = readPlan(await readDocument(bytes, 'plan.txt'))
    const items = groups.flatMap((group) =>
      group.duties.map((duty, index) => ({ number: `${group.no}.${index + 1}`, text: duty.text })),
    )
    expect(askedInText(items)).toMatchObject({ number: '1.2', dueOn: null, workdays: null })
  })

  test('a sentence with a day comes before one without; no sentence gives nothing', () => {
    const bare = { number: '1.1', text: 'Xây dựng kế hoạch thực hiện.' }
    const dated = { number: '2.1', text: 'Xây dựng kế hoạch, gửi trước ngày 1/6/2024.' }
    expect(askedInText([bare, dated])?.number).toBe('2.1')
    expect(askedInText([{ number: '3', text: 'Tổng hợp, báo cáo.' }])).toBeNull()
  })

  test.each([
    ['ten working days over 30/4 and 1/5', { workdays: 10 }, '2024-04-24', '2024-05-10'],
    ['a Saturday ends with Monday', { dueOn: day('2024-06-01') }, '2024-05-15', '2024-06-03'],
    ['a working day is itself', { dueOn: day('2024-05-31') }, '2024-05-15', '2024-05-31'],
  ])('%s', (_, time, from, due) => {
    expect(demandDay(time, day(from), calendar)).toBe(due)
  })

  test.each([
    [{ workdays: 0 }, 'subplan.workdays-unreadable'],
    [{ workdays: 1.5 }, 'subplan.workdays-unreadable'],
    [{ workdays: Number.NaN }, 'subplan.workdays-unreadable'],
    [{ dueOn: day('2024-05-14') }, 'subplan.demand-past'],
  ])('%j is refused', (time, code) => {
    expect(codeOf(() => demandDay(time, day('2024-05-15'), calendar))).toBe(code)
  })
})

describe('sending', () => {
  const task = { text: 'Niêm yết', executor: 'Văn phòng', dueOn: day('2024-09-30') }
  const whole = {
    number: '15/KH-UBND',
    signedOn: day('2024-05-28'),
    text: 'Nội dung',
    hasFile: false,
    tasks: [task],
  }
  test.each([
    ['a whole plan', {}, 'done'],
    ['a file instead of text', { text: '', hasFile: true }, 'done'],
    ['no number', { number: '' }, 'subplan.number-missing'],
    ['no day', { signedOn: null }, 'subplan.date-missing'],
    ['signed tomorrow', { signedOn: day('2024-06-02') }, 'subplan.date-ahead'],
    ['neither text nor file', { text: '' }, 'subplan.text-missing'],
    ['no task', { tasks: [] }, 'subplan.tasks-missing'],
    ['nobody does it', { tasks: [{ ...task, executor: '' }] }, 'subplan.executor-missing'],
    ['no due day', { tasks: [task, { ...task, dueOn: null }] }, 'subplan.due-missing'],
  ])('%s', (_, change, code) => {
    expect(codeOf(() => requireFileable({ ...whole, ...change }, day('2024-06-01')))).toBe(code)
  })
})

describe('standing', () => {
  const due = day('2024-06-05')
  const soon = day('2024-06-12')
  const sent = { countsOn: day('2024-06-04'), isAccepted: false, returned: null }
  const back = { ...sent, returned: { correctBy: day('2024-06-10') } }
  test.each([
    ['not asked, nothing sent', null, null, '2024-06-20', 'waiting', false],
    ['asked, day ahead', due, null, '2024-06-03', 'due-soon', false],
    ['asked, day over', due, null, '2024-06-06', 'overdue', true],
    ['sent in time', due, sent, '2024-06-06', 'submitted', false],
    ['accepted', due, { ...sent, isAccepted: true }, '2024-06-06', 'accepted', false],
    ['sent late is late, also accepted', due, late(), '2024-06-20', 'accepted', true],
    ['returned, time to correct', due, back, '2024-06-10', 'returned', true],
    ['returned, not corrected', due, back, '2024-06-11', 'overdue', true],
    ['sent though nobody asked', null, sent, '2024-06-06', 'submitted', false],
  ])('%s', (_, dueOn, last, today, standing, isIt) => {
    expect(subplanStanding(dueOn, last, day(today), soon)).toBe(standing)
    expect(isLate(dueOn, last, day(today))).toBe(isIt)
  })
  function late() {
    return { countsOn: day('2024-06-07'), isAccepted: true, returned: null }
  }
})

describe('the review', () => {
  const reviewer = { unitId: 'district', today: day('2024-06-05'), calendar }
  const round = { unitId: 'commune', isDecided: false, isLast: true }
  const returned = { accept: false, reason: 'Thiếu thời hạn', correctBy: null } as const
  test('a return without a day gets three working days', () => {
    expect(roundDecision(returned, round, reviewer)).toMatchObject({ correctBy: '2024-06-10' })
  })
  test.each([
    ['own plan', returned, { ...round, unitId: 'district' }, 'review.own-report'],
    ['decided', returned, { ...round, isDecided: true }, 'subplan.already-decided'],
    ['replaced', returned, { ...round, isLast: false }, 'subplan.already-decided'],
    ['no reason', { ...returned, reason: ' ' }, round, 'review.reason-missing'],
    [
      'a day gone by',
      { ...returned, correctBy: day('2024-06-04') },
      round,
      'review.correction-day-past',
    ],
  ] as const)('%s is refused', (_, decision, of, code) => {
    expect(codeOf(() => roundDecision(decision, of, reviewer))).toBe(code)
  })
})

describe('coverage', () => {
  const bound = ['1', '2'].map((number) => ({ obligationId: number, number, title: number }))
  const row = (change: Partial<CoverageRow>): CoverageRow => ({
    unitId: 'u',
    unitCode: 'u',
    unitName: 'u',
    standing: 'overdue',
    late: true,
    rounds: 0,
    filedAt: null,
    filingId: null,
    exempt: null,
    hasDraft: false,
    bound,
    uncovered: bound,
    ...change,
  })
  const rows = [
    row({}),
    row({ filingId: 'f', standing: 'accepted', late: false, uncovered: [] }),
    row({ filingId: 'f', standing: 'submitted', late: true, uncovered: bound.slice(1) }),
    row({ filingId: 'f', standing: 'returned', late: true, uncovered: bound.slice(1) }),
  ]
  test('counts what was sent and not returned over what was asked', () => {
    const tally = coverageTally(rows)
    expect(tally).toEqual({
      demanded: 4,
      exempt: 0,
      filed: 2,
      onTime: 1,
      accepted: 1,
      returned: 1,
      missing: 1,
      bound: 8,
      covered: 4,
    })
    expect(coverageShare(tally)).toBe(0.5)
    expect(onTimeShare(tally)).toBe(0.25)
    expect(servedShare(tally)).toBe(0.5)
  })
  test('a share over nobody is nothing to say, not a number', () => {
    const none = coverageTally([])
    expect([coverageShare(none), onTimeShare(none), servedShare(none)]).toEqual([null, null, null])
  })
  test('who is exempt is told apart and changes no other figure, under no other filter', () => {
    const exempt = { reason: 'sắp sáp nhập', at: '2024-06-12T08:00:00.000+07:00' }
    const freed = rows.map((each) => ({ ...each, exempt }))
    const all = [...rows, ...freed]
    expect(coverageTally(all)).toEqual({ ...coverageTally(rows), exempt: 4 })
    expect(coverageByTask(all)).toEqual(coverageByTask(rows))
    expect(coverageShare(coverageTally(freed))).toBeNull()
    for (const state of COVERAGE_STATES) {
      const found = all.filter((each) => isIn(each, state))
      expect(found).toEqual(state === 'exempt' ? freed : rows.filter((each) => isIn(each, state)))
    }
  })
  test('task by task', () => {
    expect(coverageByTask(rows)).toMatchObject([
      { number: '1', units: 4, covered: 3 },
      { number: '2', units: 4, covered: 1 },
    ])
  })
  test('filed + returned + missing is everyone; the filters agree with the counts', () => {
    const tally = coverageTally(rows)
    expect(tally.filed + tally.returned + tally.missing).toBe(tally.demanded)
    const n = (state: Parameters<typeof isIn>[1]) => rows.filter((each) => isIn(each, state)).length
    expect([n('filed'), n('returned'), n('missing'), n('accepted'), n('gaps'), n('late')]).toEqual([
      tally.filed,
      tally.returned,
      tally.missing,
      tally.accepted,
      2,
      3,
    ])
  })
})

describe('reading a unit’s own document', () => {
  const parents = [
    {
      obligationId: 'a',
      number: '4',
      text: 'Công khai thu, chi ngân sách tại trụ sở và nhà văn hóa xóm',
    },
    {
      obligationId: 'b',
      number: '8',
      text: 'Tổ chức đối thoại với người dân, tiếp công dân định kỳ',
    },
  ]
  test.each([
    ['Niêm yết công khai thu, chi ngân sách tại trụ sở quý II', 'a'],
    ['Tổ chức đối thoại với người dân xóm Đồng', 'b'],
    ['Họp thôn (thực hiện nhiệm vụ số 8 của tỉnh)', 'b'],
    ['Họp thôn (nhiệm vụ 4)', 'a'],
    ['Mua máy tính cho bộ phận một cửa', null],
    ['Nhiệm vụ 9: trồng cây', null],
  ])('%s', (text, parent) => {
    expect(parentOf(text, parents)).toBe(parent)
  })

  test('one who bears the name is chosen; two of a name, or none, leave the words', () => {
    const office = { ...NOBODY, label: 'Văn phòng - Thống kê', divisionId: 'd' }
    const twins = [1, 2].map((n) => ({ ...NOBODY, label: 'Nguyễn Văn A', personId: String(n) }))
    expect(executorNamed('văn phòng - thống kê', [office])).toEqual(office)
    expect(executorNamed('Nguyễn Văn A', twins)).toEqual({ ...NOBODY, label: 'Nguyễn Văn A' })
    expect(executorNamed(' Tổ dân vận ', [])).toEqual({ ...NOBODY, label: 'Tổ dân vận' })
  })

  test('a table of tasks gives what, who, by when', async () => {
    const text = `KẾ HOẠCH\n\nThực hiện Kế hoạch 7/KH-UBND\n\nPHỤ LỤC\n\nSTT\tNội dung\tNgười thực hiện\tThời gian hoàn thành\n1\tNiêm yết công khai thu, chi ngân sách tại trụ sở\tCông chức Tài chính\tQuý III/2024\n2\tTổ chức đối thoại với người dân\tChủ tịch UBND xã\tTrước ngày 30/9/2024\n`
    const reading = readPlan(await readDocument(new TextEncoder().encode(text), 'xa.txt'))
    const tasks = tasksOfReading(reading, { parents, doers: [], year: 2024 })
    expect(tasks).toMatchObject([
      { executor: { label: 'Công chức Tài chính' }, dueOn: '2024-09-30', obligationId: 'a' },
      { executor: { label: 'Chủ tịch UBND xã' }, obligationId: 'b' },
    ])
  })
})

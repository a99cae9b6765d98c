// The rules of criteria sets as tables of claims; scores against a naive oracle and against the engine of indices.

import { describe, expect, test } from 'vitest'
import { evaluate, readTree } from '../indices/index.ts'
import { day } from '../lib/day.ts'
import { seeded } from '../lib/random.ts'
import { type Edit, edited, nextCode } from './edit.ts'
import { type FaultCode, faultsOf } from './faults.ts'
import { proposals, standings } from './ranking.ts'
import { measuredValue, scoreUnit, type Value } from './score.ts'
import { type CriteriaSet, type Criterion, emptySet, type Line, readSet, walk } from './set.ts'
import { type Cycle, isLate, type Stage, type Steps, stageOf } from './stage.ts'

const line = (code: string, max: number, more: Partial<Criterion> = {}): Criterion => ({
  kind: 'criterion',
  code,
  title: `Tiêu chí ${code}`,
  max,
  by: 'self',
  evidence: 'none',
  guide: '',
  steps: [],
  mayNotApply: false,
  serves: [],
  ...more,
})
const group = (code: string, max: number, lines: Line[], combine: 'sum' | 'weighted' = 'sum') =>
  ({ kind: 'group', code, title: `Nhóm ${code}`, max, combine, lines }) satisfies Line

const SET: CriteriaSet = {
  ...emptySet('Thử'),
  lines: [
    group('1', 60, [line('1.1', 20), line('1.2', 40, { mayNotApply: true })]),
    line('2', 40, { by: 'measure', measure: { name: 'on-time', full: 0.9, whenNothing: 'full' } }),
  ],
  adjustments: [
    {
      kind: 'deduct',
      code: 'T1',
      title: 'Để khiếu kiện đông người',
      each: 2,
      most: 5,
      by: 'appraised',
      evidence: 'none',
      guide: '',
    },
  ],
  bands: [
    { atLeast: 90, label: 'Tốt' },
    { atLeast: 50, label: 'Khá' },
    { atLeast: 0, label: 'Yếu' },
  ],
}
const values = (given: Record<string, Value>) => new Map(Object.entries(given))
const p = (points: number) => ({ points })

describe('a score', () => {
  const claims: [string, Record<string, Value>, number, Partial<ReturnType<typeof scoreUnit>>][] = [
    ['is the sum', { '1.1': p(15), '1.2': p(40), '2': p(40) }, 0, { score: 95, band: 'Tốt' }],
    ['counts zero', { '1.1': p(0), '1.2': p(40), '2': p(40) }, 0, { score: 80, missing: [] }],
    [
      'is none while a line is missing',
      { '1.1': p(15), '2': p(40) },
      0,
      { score: null, band: null },
    ],
    ['says what is missing', { '1.1': p(15), '2': p(40) }, 0, { missing: ['1.2'], points: 55 }],
    [
      'has a figure so far, of what is known',
      { '1.1': p(15), '2': p(40) },
      0,
      { provisional: 91.67 },
    ],
    [
      'is drawn up to the scale without what does not apply',
      { '1.1': p(15), '1.2': 'not-applicable', '2': p(40) },
      0,
      { score: 91.67, attainable: 60 },
    ],
    ['loses deductions', { '1.1': p(20), '1.2': p(40), '2': p(40) }, 2, { score: 96 }],
    [
      'loses no more than their limit',
      { '1.1': p(20), '1.2': p(40), '2': p(40) },
      9,
      { score: 95 },
    ],
    ['is never below zero', { '1.1': p(0), '1.2': p(0), '2': p(0) }, 9, { score: 0 }],
    ['is none of nothing', {}, 0, { score: null, provisional: null, points: null }],
  ]
  test.each(claims)('%s', (_, given, times, told) => {
    expect(scoreUnit(SET, values(given), new Map([['T1', times]]))).toMatchObject(told)
  })

  test('gives the points of what does not apply where the set says so', () => {
    const full = { ...SET, notApplicable: 'full' as const }
    const given = values({ '1.1': p(15), '1.2': 'not-applicable', '2': p(40) })
    expect(scoreUnit(full, given)).toMatchObject({ score: 95, attainable: 100 })
  })

  test('weighs: 30 and 70 of 50 points, whatever the lines count to themselves', () => {
    const weighed = group(
      '1',
      50,
      [line('a', 10, { weight: 30 }), line('b', 4, { weight: 70 })],
      'weighted',
    )
    const result = scoreUnit({ ...SET, lines: [weighed] }, values({ a: p(5), b: p(1) }))
    expect(result.lines.map(({ points, max }) => [points, max])).toEqual([
      [16.25, 50],
      [7.5, 15],
      [8.75, 35],
    ])
  })

  test.each([-1, 21, Number.NaN])('refuses %s of 20 points', (points) => {
    expect(() => scoreUnit(SET, values({ '1.1': { points } }))).toThrow(RangeError)
  })

  const MEASURED: [string, { numerator: number; denominator: number } | null, Value][] = [
    ['half of nine tenths', { numerator: 45, denominator: 100 }, p(20)],
    ['full at the share asked', { numerator: 9, denominator: 10 }, p(40)],
    ['never more', { numerator: 10, denominator: 10 }, p(40)],
    ['by rule where nothing was asked', { numerator: 0, denominator: 0 }, p(40)],
    ['missing where nothing is known', null, null],
  ]
  test.each(MEASURED)('from a measure: %s', (_, count, value) => {
    expect(measuredValue(SET.lines[1] as Criterion, count)).toEqual(value)
  })
  test.each([
    ['zero', p(0)],
    ['missing', null],
    ['not-applicable', 'not-applicable'],
  ] as const)('of nothing: %s', (whenNothing, value) => {
    const measure = { name: 'x', full: 1, whenNothing }
    expect(measuredValue({ max: 5, measure }, { numerator: 0, denominator: 0 })).toEqual(value)
  })
})

/** A random set of sums, and a value for each criterion. */
function chance(seed: number, weighted: boolean) {
  const random = seeded(seed)
  const given = new Map<string, Value>()
  const grow = (code: string, depth: number): Line => {
    if (depth === 3 || random.next() < 0.4) {
      const max = 1 + random.int(20)
      const luck = random.next()
      given.set(
        code,
        luck < 0.1 ? null : luck < 0.25 ? 'not-applicable' : p(random.int(max * 4 + 1) / 4),
      )
      return line(code, max, { weight: 1 + random.int(9) })
    }
    const lines = Array.from({ length: 1 + random.int(4) }, (_, at) =>
      grow(`${code}.${at + 1}`, depth + 1),
    )
    const sum = lines.reduce((all, { max }) => all + max, 0)
    if (weighted && random.next() < 0.5)
      return { ...group(code, 5 + random.int(50), lines, 'weighted'), weight: 1 + random.int(9) }
    return { ...group(code, sum, lines), weight: 1 + random.int(9) }
  }
  const lines = Array.from({ length: 1 + random.int(4) }, (_, at) => grow(`${at + 1}`, 1))
  return { set: { ...SET, lines, adjustments: [], rounding: { line: 4, total: 4 } }, given }
}

describe('scores of random sets', () => {
  const seeds = Array.from({ length: 150 }, (_, at) => at + 1)

  test('equal a walk of every criterion to the top', () => {
    for (const seed of seeds) {
      const { set, given } = chance(seed, true)
      let [points, out, all, lost] = [0, 0, 0, 0]
      const down = (of: readonly Line[], factor: number) => {
        for (const each of of) {
          if (each.kind === 'group') {
            const sum = each.lines.reduce((total, { weight = 0 }) => total + weight, 0)
            for (const below of each.lines)
              down(
                [below],
                each.combine === 'sum'
                  ? factor
                  : (((factor * each.max) / below.max) * (below.weight ?? 0)) / sum,
              )
          } else {
            const value = given.get(each.code) ?? null
            if (value === null) lost += 1
            else if (value !== 'not-applicable') {
              points += value.points * factor
              out += each.max * factor
            }
          }
        }
      }
      down(set.lines, 1)
      for (const { max } of set.lines) all += max
      const result = scoreUnit(set, given)
      expect(result.missing.length).toBe(lost)
      if (out === 0) expect(result.provisional).toBeNull()
      else expect(result.provisional).toBeCloseTo((points * all) / out, 3)
      expect(result.score).toBe(lost > 0 ? null : result.provisional)
    }
  })

  test('equal the engine of indices where points are sums', () => {
    const node = (it: Line): unknown =>
      it.kind === 'group'
        ? { op: 'sum', code: it.code, name: it.title, max: it.max, of: it.lines.map(node) }
        : {
            op: 'measure',
            take: 'value',
            code: it.code,
            name: it.title,
            max: it.max,
            zeroDenominator: 'zero',
            membership: 'now',
            numerator: '',
            denominator: '',
          }
    for (const seed of seeds) {
      const { set, given } = chance(seed, false)
      const tree = readTree({
        index: 'x',
        version: '1',
        name: 'x',
        use: 'shadow',
        valid: { from: '2024-01-01', to: null, certainty: 'high' },
        levels: ['commune'],
        rounding: { leaf: null, branch: null },
        breaks: [],
        sources: {},
        switches: [],
        root: node(
          group(
            'root',
            set.lines.reduce((sum, { max }) => sum + max, 0),
            set.lines,
          ),
        ),
      })
      const counts = Object.fromEntries(
        [...given].map(([code, value]) => [
          code,
          value === null || value === 'not-applicable' ? value : { value: value.points },
        ]),
      )
      const other = evaluate(tree, { level: 'commune' }, counts)
      const own = scoreUnit(set, given)
      expect(own.attainable).toBe(other.attainable)
      if (own.points === null) expect(other.total).toBeNull()
      else expect(own.points).toBeCloseTo(other.total ?? Number.NaN, 9)
      expect(own.missing.length > 0).toBe(['partial', 'unknown'].includes(other.state))
    }
  })
})

describe('faults', () => {
  const at = (change: Partial<CriteriaSet>) => ({ ...SET, ...change })
  const first = (change: Partial<Criterion>) =>
    at({ lines: [line('1', 60, change), ...SET.lines.slice(1)] })
  const claims: [FaultCode | null, CriteriaSet][] = [
    [null, SET],
    ['no-lines', at({ lines: [] })],
    ['code-twice', at({ lines: [line('1', 50), line('1', 50)] })],
    ['group-empty', at({ lines: [group('1', 60, []), line('2', 40)] })],
    ['sum-differs', at({ lines: [group('1', 61, [line('1.1', 60)]), line('2', 40)] })],
    ['weight-missing', at({ lines: [group('1', 100, [line('1.1', 60)], 'weighted')] })],
    [
      'weights-not-100',
      at({ lines: [group('1', 100, [line('1.1', 60, { weight: 90 })], 'weighted')] }),
    ],
    ['max-zero', at({ lines: [line('1', 100), line('2', 0)] })],
    ['step-beyond', first({ steps: [{ points: 61, text: 'quá' }] })],
    ['steps-no-full', first({ steps: [{ points: 30, text: 'nửa' }] })],
    ['measure-missing', first({ by: 'measure' })],
    [
      'measure-unknown',
      first({ by: 'measure', measure: { name: '?', full: 1, whenNothing: 'zero' } }),
    ],
    ['measure-idle', first({ measure: { name: 'on-time', full: 1, whenNothing: 'zero' } })],
    ['evidence-idle', first({ by: 'appraised', evidence: 'required' })],
    ['adjustment-limit', at({ adjustments: SET.adjustments.map((it) => ({ ...it, most: 1 })) })],
    ['bands-none', at({ bands: [] })],
    ['band-label', at({ bands: [{ atLeast: 0, label: '' }] })],
    [
      'bands-order',
      at({
        bands: [
          { atLeast: 1, label: 'a' },
          { atLeast: 1, label: 'b' },
          { atLeast: 0, label: 'c' },
        ],
      }),
    ],
    ['bands-floor', at({ bands: [{ atLeast: 50, label: 'Khá' }] })],
    [
      'bands-beyond',
      at({
        bands: [
          { atLeast: 101, label: 'a' },
          { atLeast: 0, label: 'b' },
        ],
      }),
    ],
    ['valid-reversed', at({ valid: { from: '2024-02-01', to: '2024-01-01' } })],
    ['rule-empty', at({ rules: [{ code: 'K1', kind: 'commend', title: 'x', when: [] }] })],
    [
      'rule-line',
      at({
        rules: [
          {
            code: 'K1',
            kind: 'criticise',
            title: 'x',
            when: [{ fact: 'line', line: '9', limit: 'at-most', value: 50 }],
          },
        ],
      }),
    ],
  ]
  test.each(claims)('%s', (code, set) => {
    expect(faultsOf(set, ['on-time']).map((it) => it.code)).toEqual(code === null ? [] : [code])
  })

  test('a set that was read is the set that was written', () => {
    expect(readSet(JSON.parse(JSON.stringify(SET)))).toEqual({ set: SET })
    expect(readSet({ ...SET, lines: [{ kind: 'criterion', code: '1' }] })).toMatchObject({
      issues: expect.arrayContaining([expect.objectContaining({ path: 'lines.0.title' })]),
    })
  })
})

describe('an edit', () => {
  const codes = (set: CriteriaSet) =>
    walk(set.lines).map((it) => `${'>'.repeat(it.depth)}${it.line.code}`)
  const claims: [Edit, string[]][] = [
    [{ do: 'move', code: '2', to: 'up' }, ['2', '1', '>1.1', '>1.2']],
    [{ do: 'move', code: '2', to: 'in' }, ['1', '>1.1', '>1.2', '>2']],
    [{ do: 'move', code: '1.1', to: 'down' }, ['1', '>1.2', '>1.1', '2']],
    [{ do: 'move', code: '1.1', to: 'out' }, ['1', '>1.2', '1.1', '2']],
    [{ do: 'move', code: '1', to: 'up' }, ['1', '>1.1', '>1.2', '2']],
    [{ do: 'move', code: '1', to: 'out' }, ['1', '>1.1', '>1.2', '2']],
    [{ do: 'remove', code: '1' }, ['2']],
    [{ do: 'add', under: '1', code: '1.3', line: line('', 5) }, ['1', '>1.1', '>1.2', '>1.3', '2']],
    [{ do: 'save', code: '1.1', newCode: 'a', line: line('', 5) }, ['1', '>a', '>1.2', '2']],
  ]
  test.each(claims)('%j', (edit, told) => {
    expect(codes(edited(SET, edit))).toEqual(told)
  })

  test.each([
    [{ do: 'remove', code: '9' }, 'criteria.no-line'],
    [{ do: 'add', under: '2', code: '2.1', line: line('', 5) }, 'criteria.not-a-group'],
    [{ do: 'save', code: '1', newCode: '1', line: line('', 5) }, 'criteria.group-has-lines'],
  ] as [Edit, string][])('%j is refused', (edit, code) => {
    expect(() => edited(SET, edit)).toThrow(code)
  })

  test('numbers anew by place, and rules follow their line', () => {
    const rules: CriteriaSet['rules'] = [
      {
        code: 'K1',
        kind: 'commend',
        title: 'x',
        when: [{ fact: 'line', line: '1.1', limit: 'at-least', value: 90 }],
      },
    ]
    const moved = edited({ ...SET, rules }, { do: 'move', code: '2', to: 'up' })
    const numbered = edited(moved, { do: 'renumber' })
    expect(codes(numbered)).toEqual(['1', '2', '>2.1', '>2.2'])
    expect(numbered.rules[0]?.when[0]?.line).toBe('2.1')
    expect(nextCode(numbered, '2')).toBe('2.3')
    expect(nextCode(numbered, null)).toBe('3')
  })

  test('any edits leave lines once, and points where they were', () => {
    const random = seeded(5)
    for (let round = 0; round < 100; round += 1) {
      let set: CriteriaSet = chance(round + 1, false).set
      const before = codes(set).map((code) => code.replaceAll('>', ''))
      for (let n = 0; n < 6; n += 1) {
        const at = before[random.int(before.length)] ?? ''
        const to = (['up', 'down', 'in', 'out'] as const)[random.int(4)] ?? 'up'
        set = edited(set, { do: 'move', code: at, to })
      }
      expect(
        codes(set)
          .map((code) => code.replaceAll('>', ''))
          .sort(),
      ).toEqual(before.sort())
    }
  })
})

describe('a ranking', () => {
  const unit = (unitId: string, score: number | null) => ({
    unitId,
    unitCode: unitId,
    unitName: unitId,
    score,
  })

  test('shares places, leaves the next free, and places nobody without a score', () => {
    const list = standings(SET, [
      unit('d', 70),
      unit('e', null),
      unit('b', 90),
      unit('c', 90),
      unit('a', 95),
    ])
    expect(list.map(({ unitId, place, of, band }) => [unitId, place, of, band])).toEqual([
      ['a', 1, 4, 'Tốt'],
      ['b', 2, 4, 'Tốt'],
      ['c', 2, 4, 'Tốt'],
      ['d', 4, 4, 'Khá'],
      ['e', null, 4, null],
    ])
  })

  test('tells the movement only where there are two places', () => {
    const before = new Map([
      ['a', { place: 3, score: 60 }],
      ['b', { place: 1, score: 99 }],
      ['c', { place: null, score: null }],
    ])
    const list = standings(
      SET,
      [unit('a', 90), unit('b', 80), unit('c', 70), unit('d', 60)],
      before,
    )
    expect(list.map(({ movement }) => movement)).toEqual([2, -1, null, null])
  })

  test('proposes by its rules, with the figures', () => {
    const rules: CriteriaSet['rules'] = [
      {
        code: 'K1',
        kind: 'commend',
        title: 'Dẫn đầu',
        when: [
          { fact: 'place', limit: 'at-most', value: 1 },
          { fact: 'score', limit: 'at-least', value: 90 },
        ],
      },
      {
        code: 'P1',
        kind: 'criticise',
        title: 'Cuối bảng',
        when: [{ fact: 'from-last', limit: 'at-most', value: 1 }],
      },
      {
        code: 'P2',
        kind: 'criticise',
        title: 'Một tiêu chí quá thấp',
        when: [{ fact: 'line', line: '1.1', limit: 'at-most', value: 50 }],
      },
    ]
    const list = standings(SET, [unit('a', 95), unit('b', 60), unit('c', 60), unit('d', null)])
    const told = proposals(
      rules,
      list.map((each) => ({
        ...each,
        deducted: 0,
        shareOf: () => (each.unitId === 'd' ? 0.25 : null),
      })),
    )
    // The two that share the second place of three are both the last.
    expect(told.map(({ rule, unitId }) => `${rule} ${unitId}`)).toEqual([
      'K1 a',
      'P1 b',
      'P1 c',
      'P2 d',
    ])
    expect(told[3]?.facts[0]?.found).toBe(25)
  })
})

describe('the stage of a unit', () => {
  const cycle: Cycle = {
    opensOn: day('2024-10-01'),
    selfBy: day('2024-11-15'),
    appraiseBy: day('2024-12-01'),
    answerBy: day('2024-12-06'),
    isPublished: false,
  }
  const none: Steps = {
    hasDraft: false,
    sentOn: null,
    isAppraised: false,
    hasAnswered: false,
    isSettled: false,
  }
  const sent = { ...none, sentOn: day('2024-11-10') }
  const claims: [Stage, string, Partial<Steps>, Partial<Cycle>][] = [
    ['not-open', '2024-09-30', {}, {}],
    ['not-begun', '2024-10-01', {}, {}],
    ['drafting', '2024-10-02', { hasDraft: true }, {}],
    ['drafting', '2024-11-20', { hasDraft: true }, {}],
    ['sent', '2024-11-20', sent, {}],
    ['appraised', '2024-12-06', { ...sent, isAppraised: true }, {}],
    ['settled', '2024-12-07', { ...sent, isAppraised: true }, {}],
    ['answered', '2024-12-09', { ...sent, isAppraised: true, hasAnswered: true }, {}],
    [
      'settled',
      '2024-12-09',
      { ...sent, isAppraised: true, hasAnswered: true, isSettled: true },
      {},
    ],
    ['published', '2024-12-09', {}, { isPublished: true }],
  ]
  test.each(claims)('%s on %s', (stage, today, steps, change) => {
    expect(stageOf({ ...cycle, ...change }, { ...none, ...steps }, day(today))).toBe(stage)
  })
  test.each([
    ['2024-11-15', null, false],
    ['2024-11-16', null, true],
    ['2024-12-01', '2024-11-15', false],
    ['2024-12-01', '2024-11-16', true],
  ])('on %s, sent %s: late %s', (today, sentOn, late) => {
    expect(isLate(cycle, sentOn === null ? null : day(sentOn), day(today))).toBe(late)
  })
})

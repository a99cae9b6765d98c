// What a set may say, and what an edit makes of it.

import { describe, expect, test } from 'vitest'
import { chance, group, line, SET } from '../../test/criteria-set.ts'
import { seeded } from '../lib/random.ts'
import { type Edit, edited, nextCode } from './edit.ts'
import { type FaultCode, faultsOf } from './faults.ts'
import { type CriteriaSet, type Criterion, readSet, walk } from './set.ts'

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

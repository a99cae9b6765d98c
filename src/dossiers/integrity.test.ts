// The detectors as tables of claims, and on the made-up province: the units with a habit are found by it.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { clock, picture, RULES, step } from '../../test/dossier.ts'
import { day } from '../lib/day.ts'
import type { Dossier } from './dossier.ts'
import type { DossierEvent } from './event.ts'
import { foldDossier } from './fold.ts'
import { type Trace, traceOf } from './integrity.ts'
import { integrityFindings, isOverMeasure, signsOf } from './integrity-findings.ts'
import { readIntegrityPack } from './integrity-pack.ts'
import { readMessage } from './message.ts'
import { readProcedureRows } from './procedure-rows.ts'
import { simulate } from './simulation.ts'
import { profileOf } from './simulation-unit.ts'
import { toStored, wholeEvent } from './stored-event.ts'

const pack = readIntegrityPack(JSON.parse(readFileSync('packs/vn/integrity-2026.json', 'utf8')))
const facts = { rules: RULES, returnsDocument: true, identityKey: 'key' }
const seen = (events: DossierEvent[], change: Partial<typeof facts> = {}): Trace =>
  traceOf(foldDossier(events) as Dossier, events, { ...facts, ...change }, pack)
const opened = picture('3 08:05', 2)
const result = [{ MaGiayToKetQua: 'KQ', DuongDanTepTinKetQua: '/kq.pdf' }]
const ended = (received: string, at: string, more: Record<string, unknown> = {}) =>
  picture(received, 9, { NgayKetThucXuLy: at, DanhSachGiayToKetQua: result, ...more })

test.each<[string, DossierEvent[], string[]]>([
  ['an ordinary one', [opened, ended('5 09:00', '5 08:55')], []],
  ['open', [opened, step('4 08:00', 4)], []],
  ['finished as it was accepted', [opened, ended('3 09:00', '3 08:00')], ['no-time']],
  ['within the minute', [opened, ended('3 09:00', '3 08:01')], ['no-time']],
  ['within two', [opened, ended('3 09:00', '3 08:02')], []],
  ['refused at once is no work', [picture('3 08:05', 3, { NgayTuChoi: '3 08:00' })], []],
  ['ends at the due time', [opened, ended('10 17:01', '10 17:00')], ['ends-at-due']],
  ['a minute before it', [opened, ended('10 17:01', '10 16:59')], []],
  [
    'the file handed in as the result',
    [ended('5 09:00', '5 08:55', { TaiLieuNop: [{ DuongDanTaiTepTin: '/kq.pdf' }] })],
    ['input-as-result'],
  ],
  [
    'one that was taken away again',
    [ended('5 09:00', '5 08:55', { TaiLieuNop: [{ DuongDanTaiTepTin: '/kq.pdf', IsDeleted: 1 }] })],
    [],
  ],
  [
    'the same content elsewhere',
    [
      ended('5 09:00', '5 08:55', {
        TaiLieuNop: [{ DuongDanTaiTepTin: '/1.pdf', Sha256: 'ab' }],
        DanhSachGiayToKetQua: [{ ...result[0], Sha256: 'ab' }],
      }),
    ],
    ['input-as-result'],
  ],
  [
    'finished, worked on, finished',
    [opened, step('4 08:00', 9), step('4 09:00', 4), ended('5 09:00', '5 08:55')],
    ['reopened'],
  ],
  [
    'worked on, finished, handed over',
    [opened, step('4 08:00', 4), step('4 09:00', 9), ended('5 09:00', '4 09:00')],
    [],
  ],
  [
    'without its result',
    [opened, ended('5 09:00', '5 08:55', { DanhSachGiayToKetQua: [] })],
    ['no-result'],
  ],
  ['ends before it was accepted', [opened, ended('4 08:00', '2 08:00')], ['end-before-entry']],
  ['told four days later', [opened, ended('9 09:00', '5 08:55')], ['back-dated']],
  [
    'told at once by a step, shown later',
    [opened, step('5 08:55', 9), ended('9 09:00', '5 08:55')],
    [],
  ],
  [
    'late, then corrected into time',
    [opened, ended('11 09:00', '11 08:55'), ended('12 09:00', '10 16:00')],
    ['end-moved-into-time'],
  ],
  [
    'corrected within its time',
    [opened, ended('7 09:00', '7 08:55'), ended('7 10:00', '7 08:00')],
    [],
  ],
  [
    'nobody',
    [picture('3 08:05', 2, { DinhDanhCHS: [{ SoDinhDanh: '000000001' }] })],
    ['dummy-identity'],
  ],
  [
    'one digit all over',
    [picture('3 08:05', 2, { SoGiayToChuHoSo: '111111111' })],
    ['dummy-identity'],
  ],
  ['somebody', [picture('3 08:05', 2, { SoGiayToChuHoSo: '999200001234' })], []],
])('%s', (_claim, events, flags) => {
  expect(seen(events).flags.map(({ detector }) => detector)).toEqual(flags)
})

test('a procedure that gives no document needs no result', () => {
  const events = [opened, ended('5 09:00', '5 08:55', { DanhSachGiayToKetQua: [] })]
  expect(seen(events, { returnsDocument: false }).flags).toEqual([])
})

test('of a person only a keyed hash is kept', () => {
  const of = (number: string) => picture('3 08:05', 2, { DinhDanhCHS: [{ SoDinhDanh: number }] })
  const [one, same, other] = ['999200001234', '9992 0000 1234', '999200001235'].map((it) =>
    seen([of(it)]),
  )
  expect(JSON.stringify(one)).not.toContain('999200001234')
  expect(one?.identity).toBe(same?.identity)
  expect(one?.identity).not.toBe(other?.identity)
  expect(seen([of('999200001234')], { identityKey: 'other' }).identity).not.toBe(one?.identity)
})

describe('what many show together', () => {
  const trace = (at: number, change: Partial<Trace> = {}): Trace => ({
    code: `D${String(at).padStart(3, '0')}`,
    unit: 'H55.1',
    procedure: 'P1',
    startedOn: day('2026-08-03'),
    endedAt:
      `2026-08-05T0${at % 10}:${String(at % 60).padStart(2, '0')}:00.000+07:00` as Trace['endedAt'],
    endsAtDue: false,
    databases: `${at}`,
    identity: `${at}`,
    flags: [],
    ...change,
  })
  const many = (count: number, change: (at: number) => Partial<Trace> = () => ({})) =>
    Array.from({ length: count }, (_, at) => trace(at, change(at)))
  const flag = { flags: [{ detector: 'no-time' as const, seen: {} }] }
  const found = (traces: Trace[]) =>
    integrityFindings(traces, pack).map(
      (it) => `${it.detector} ${it.count}/${it.of}${it.isOverMeasure ? '!' : ''}`,
    )

  test.each<[string, Trace[], string[]]>([
    ['nothing', many(30), []],
    [
      'one sign of many is told, not over its measure',
      many(40, (at) => (at === 0 ? flag : {})),
      ['no-time 1/40'],
    ],
    ['two of forty are', many(40, (at) => (at < 2 ? flag : {})), ['no-time 2/40!']],
    ['few dossiers are never', many(10, () => flag), ['no-time 10/10']],
    [
      'a third of a day ends at its due time',
      many(15, (at) => ({ endsAtDue: at < 5 })),
      ['ends-at-due-in-bulk 5/15!'],
    ],
    ['four are too few', many(12, (at) => ({ endsAtDue: at < 4 })), []],
    [
      'one person stands for a fifth',
      many(20, (at) => (at < 4 ? { identity: 'x', procedure: `P${at}` } : {})),
      ['one-identity 4/20!'],
    ],
    [
      'everything names one database',
      many(50, () => ({ databases: '7' })),
      ['one-database 50/50!'],
    ],
    ['nothing names any', many(50, () => ({ databases: '' })), []],
    [
      'the same three times a day',
      many(30, (at) => (at < 3 ? { identity: 'x' } : {})),
      ['duplicate 3/30!'],
    ],
    [
      'copies certified three times',
      many(30, (at) => (at < 3 ? { identity: 'x', procedure: '2.000815' } : {})),
      [],
    ],
    [
      'ten in a minute',
      many(30, (at) =>
        at < 10 ? { endedAt: '2026-08-05T16:59:30.000+07:00' as Trace['endedAt'] } : {},
      ),
      ['burst 10/30!'],
    ],
  ])('%s', (_claim, traces, expected) => {
    expect(found(traces)).toEqual(expected)
  })

  test('every sign is told once on each dossier, with what was seen or how many stand together', () => {
    const twice = { flags: [...flag.flags, { detector: 'no-result' as const, seen: {} }] }
    const traces = [
      ...many(15, (at) => ({ endsAtDue: at < 5 })),
      trace(20, { ...twice, unit: 'H55.2' }),
    ]
    const signs = signsOf(traces, pack).map(
      ({ detector, code, on, seen }) => `${detector} ${code} ${on ?? ''} ${seen.together ?? ''}`,
    )
    expect(signs.sort()).toEqual([
      ...['D000', 'D001', 'D002', 'D003', 'D004'].map(
        (code) => `ends-at-due-in-bulk ${code} 2026-08-05 5`,
      ),
      'no-result D020  ',
      'no-time D020  ',
    ])
  })

  test.each<[string, number, number, boolean]>([
    ['no-time', 0, 0, false],
    ['no-time', 1, 1, false],
    ['no-time', 19, 19, false],
    ['no-time', 1, 20, true],
    ['no-time', 4, 100, false],
    ['no-time', 5, 100, true],
    ['burst', 10, 1000, true],
    ['burst', 0, 1000, false],
  ])('%s on %i of %i: over its measure %s', (code, signs, of, isOver) => {
    const detector = pack.detectors.find((it) => it.code === code)
    expect(detector && isOverMeasure(detector, signs, of)).toBe(isOver)
  })
})

test('in the made-up province each habit is found where it is, and hardly elsewhere', () => {
  const { rows } = readProcedureRows(readFileSync('packs/vn/procedures-sample.csv', 'utf8'))
  const plan = { from: day('2026-08-03'), to: day('2026-08-14'), perDay: 45, seed: 11 }
  const candidates = Array.from({ length: 300 }, (_, at) => ({
    code: `U${at}`,
    level: 'commune' as const,
    validFrom: day('2020-01-01'),
    validTo: null,
  }))
  const named = ['no-time', 'ends-at-due', 'input-as-result'] as const
  const habitOf = (unit: (typeof candidates)[number]) => profileOf(unit, plan.seed).habit
  const units = [null, ...named].flatMap((habit) =>
    candidates.filter((unit) => habitOf(unit) === habit).slice(0, 3),
  )
  const events = new Map<string, DossierEvent[]>()
  for (const message of simulate({ ...plan, units, procedures: rows, clock })) {
    const reading = readMessage(message, {
      hasUnit: () => true,
      hasProcedure: () => true,
      unitOfDossier: () => null,
    })
    if (!reading.ok) continue
    const stored = toStored(reading.event, reading.kept, (text) => text)
    const list = events.get(stored.code) ?? []
    events.set(stored.code, [...list, wholeEvent(stored, (text) => text)])
  }
  const traces = [...events.values()].flatMap((list) => (foldDossier(list) ? [seen(list)] : []))
  const over = integrityFindings(traces, pack).filter((it) => it.isOverMeasure)
  for (const detector of named) {
    const having = units.filter((unit) => habitOf(unit) === detector).map(({ code }) => code)
    const told = new Set(over.filter((it) => it.detector === detector).map(({ unit }) => unit))
    expect(told.size, detector).toBeGreaterThan(0)
    for (const unit of told) expect(having, `${detector} in ${unit}`).toContain(unit)
  }
})

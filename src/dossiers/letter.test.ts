// The letter of apology: when it is due, its steps, what it says, and that Word reads it back.

import { readFileSync, writeFileSync } from 'node:fs'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, test } from 'vitest'
import { august, clock, picture, RULES, step, supplement } from '../../test/dossier.ts'
import { readDocument } from '../documents/index.ts'
import { day } from '../lib/day.ts'
import { Problem } from '../platform/index.ts'
import type { Dossier } from './dossier.ts'
import type { DossierEvent } from './event.ts'
import { foldDossier } from './fold.ts'
import {
  apologyNeed,
  decideLetter,
  type LetterRow,
  type LetterStep,
  newDueTime,
  requireFirstLetter,
  timelyApologies,
  valuesOf,
} from './letter.ts'
import { letterDocx } from './letter-docx.ts'
import { LetterSheet } from './letter-sheet.tsx'
import {
  composeLetter,
  dateInWords,
  missingFields,
  readLetterTemplate,
  timeInWords,
} from './letter-template.ts'

const json = JSON.parse(readFileSync('packs/vn/letter-apology-2025.json', 'utf8'))
const template = readLetterTemplate(json)
const timing = { rules: RULES, clock, limit: null }
const fold = (events: DossierEvent[]) => foldDossier(events) as Dossier
const opened = picture('3 08:05', 2)
const rows = (...steps: [LetterStep, string][]): LetterRow[] =>
  steps.map(([it, at]) => ({ step: it, at: august(at), by: 'an' }))
const sent = (at: string) =>
  rows(['drafted', '6 08:00'], ['approved', '6 09:00'], ['signed', '6 10:00'], ['sent', at])

describe('when it is due; the due time is Monday 10/8 17:00, the last day for sending Friday 7/8', () => {
  test.each<[string, DossierEvent[], LetterRow[][], string, string]>([
    ['far from its due time', [opened], [], '5 08:00', 'none 7'],
    ['one working day before', [opened], [], '7 08:00', 'draft-now 7'],
    ['on the due day it may still go', [opened], [], '10 16:00', 'draft-now 7'],
    ['overdue', [opened], [], '10 17:01', 'too-late 7'],
    ['finished', [opened, step('6 08:00', 9)], [], '7 08:00', 'none 7'],
    ['waits for papers', [opened, step('6 08:00', 5)], [], '7 08:00', 'none 7'],
    ['has one already', [opened], [sent('7 08:00')], '7 09:00', 'written 7'],
    ['a draft counts', [opened], [rows(['drafted', '7 08:00'])], '7 09:00', 'written 7'],
    [
      'one that was withdrawn does not',
      [opened],
      [rows(['drafted', '6 08:00'], ['withdrawn', '6 09:00'])],
      '7 09:00',
      'draft-now 7',
    ],
    [
      'due within hours: not as soon as it comes',
      [picture('3 08:05', 2, { NgayHenTra: '4 08:00' })],
      [],
      '3 09:00',
      'none 3',
    ],
    [
      'but when half of them are gone',
      [picture('3 08:05', 2, { NgayHenTra: '4 08:00' })],
      [],
      '3 14:30',
      'draft-now 3',
    ],
    [
      'a supplement moved it',
      [
        opened,
        picture('6 08:00', 4, {
          NgayHenTra: '14 17:00',
          DanhSachHoSoBoSung: [supplement('4 08:00', '6 08:00', ['10 17:00', '14 17:00'])],
        }),
      ],
      [],
      '10 16:00',
      'none 13',
    ],
    ['without a due time', [picture('3 08:05', 2, { NgayHenTra: null })], [], '20 08:00', 'none –'],
  ])('%s', (_claim, events, letters, at, expected) => {
    const { state, sendBy } = apologyNeed(fold(events), letters, august(at), timing, template)
    expect(`${state} ${sendBy === null ? '–' : +sendBy.slice(8)}`).toBe(expected)
  })

  test('the new due time: five working days on, Saturday 22/8 is worked', () => {
    expect(newDueTime(august('10 17:00'), clock, template)).toBe(august('17 17:00'))
    expect(newDueTime(august('18 09:30'), clock, template)).toBe(august('24 09:30'))
  })
})

const own = valuesOf(fold([opened]), 'Đăng ký khai sinh', august('10 17:00'), august('17 17:00'))
const values = {
  ...own,
  superior: 'UBND tỉnh Thái Nguyên',
  office: 'UBND xã Đại Từ',
  number: '12/UBND-VP',
  place: 'Đại Từ',
  date: dateInWords(day('2026-08-07')),
  applicant: 'Ông Nguyễn Văn Mẫu & gia đình <A>',
  holder: 'phòng Tư pháp',
  reason: 'phải xác minh thêm',
  counter: 'Trung tâm Phục vụ hành chính công xã Đại Từ',
  title: 'Chủ tịch',
  signer: 'Trần Thị Mẫu',
}

describe('its steps', () => {
  const decide = (have: LetterRow[], next: LetterStep, at: string, change: object = {}) => {
    const decision = {
      rows: have,
      template,
      values,
      dueAt: august('10 17:00'),
      newDueAt: august('17 17:00'),
      ...change,
    }
    try {
      return decideLetter(decision, next, { at: august(at), by: 'an' }).step
    } catch (error) {
      if (error instanceof Problem) return error.code
      throw error
    }
  }
  const drafted = rows(['drafted', '6 08:00'])
  const approved = [...drafted, ...rows(['approved', '6 09:00'])]
  const signed = [...approved, ...rows(['signed', '6 10:00'])]
  const { reason: _, ...withoutReason } = values
  const { number: __, ...withoutNumber } = values
  test.each<[string, LetterRow[], LetterStep, string, object, string]>([
    ['first a draft', [], 'drafted', '6 08:00', {}, 'drafted'],
    ['nothing to approve', [], 'approved', '6 08:00', {}, 'letter.not-in-turn'],
    ['approved', drafted, 'approved', '6 09:00', {}, 'approved'],
    ['drafted twice', drafted, 'drafted', '6 09:00', {}, 'letter.not-in-turn'],
    ['sent without a signature', approved, 'sent', '6 10:00', {}, 'letter.not-in-turn'],
    ['signed', approved, 'signed', '6 10:00', {}, 'signed'],
    ['sent', signed, 'sent', '6 11:00', {}, 'sent'],
    ['taken back before it goes', signed, 'withdrawn', '6 11:00', {}, 'withdrawn'],
    ['not after', sent('6 11:00'), 'withdrawn', '6 12:00', {}, 'letter.already-sent'],
    [
      'no reason given',
      drafted,
      'approved',
      '6 09:00',
      { values: withoutReason },
      'letter.fields-missing',
    ],
    [
      'the number comes with the signature',
      drafted,
      'approved',
      '6 09:00',
      { values: withoutNumber },
      'approved',
    ],
    [
      'and not later',
      approved,
      'signed',
      '6 10:00',
      { values: withoutNumber },
      'letter.fields-missing',
    ],
    [
      'a new due time that is none',
      drafted,
      'approved',
      '6 09:00',
      { newDueAt: august('10 17:00') },
      'letter.new-due-not-later',
    ],
    ['one that has passed', drafted, 'approved', '18 09:00', {}, 'letter.new-due-past'],
    ['before the last step', drafted, 'approved', '6 07:00', {}, 'letter.before-last-step'],
  ])('%s', (_claim, have, next, at, change, expected) => {
    expect(decide(have, next, at, change)).toBe(expected)
  })

  test('once only', () => {
    expect(() => requireFirstLetter([drafted], template)).toThrow('letter.only-once')
    requireFirstLetter([[...drafted, ...rows(['withdrawn', '6 09:00'])]], template)
  })
})

test('the share of overdue dossiers with an apology sent before their due time', () => {
  const of = (events: DossierEvent[], letters: LetterRow[][]) => ({
    dossier: fold(events),
    letters,
    timing,
  })
  const cases = [
    of([opened], [sent('7 08:00')]),
    of([opened], [sent('10 17:00')]),
    of([opened], [rows(['drafted', '6 08:00'])]),
    of([opened, step('11 08:00', 9)], [sent('7 08:00')]),
    of([opened, step('7 08:00', 9)], [sent('6 11:00')]),
    of([opened], []),
  ]
  expect(timelyApologies(cases, august('12 08:00'))).toEqual({ numerator: 2, denominator: 5 })
})

describe('what it says', () => {
  test('what is missing is named and dotted', () => {
    expect(missingFields(template, own)).toEqual([
      'office',
      'number',
      'place',
      'date',
      'applicant',
      'holder',
      'reason',
      'counter',
      'title',
      'signer',
    ])
    const letter = composeLetter(template, own)
    expect(letter.paragraphs[2]).toBe(
      'Tuy nhiên, đến nay …………… chưa có kết quả giải quyết hồ sơ đúng thời hạn quy định. Lý do: …………….',
    )
    expect(letter.superior).toBe('')
    expect(missingFields(template, values)).toEqual([])
  })
  test('times as letters say them', () => {
    expect(timeInWords(august('3 08:00'))).toBe('8 giờ 00, ngày 03 tháng 8 năm 2026')
    expect(dateInWords(day('2026-02-11'))).toBe('ngày 11 tháng 02 năm 2026')
  })
  test('a template with a place that no field fills is refused', () => {
    expect(() =>
      readLetterTemplate({ ...json, parts: { ...json.parts, to: 'Kính gửi: {who}' } }),
    ).toThrow('no field is called who')
  })
  test('Word reads it back; the page says the same, escaped', async () => {
    const letter = composeLetter(template, values)
    const bytes = await letterDocx(letter, template.layout)
    if (process.env.LETTER_OUT) writeFileSync(process.env.LETTER_OUT, bytes)
    const { text } = await readDocument(bytes, 'letter.docx')
    for (const part of [
      letter.number,
      letter.subject,
      letter.motto,
      letter.placeDate,
      letter.to,
      ...letter.paragraphs,
      letter.signer,
    ])
      expect(text).toContain(part)
    const html = renderToString(LetterSheet({ letter }))
    expect(html).toContain('Kính gửi: Ông Nguyễn Văn Mẫu &amp; gia đình &lt;A>')
    for (const part of letter.paragraphs) expect(html).toContain(part)
  })
})

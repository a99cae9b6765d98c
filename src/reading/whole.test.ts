// Nothing is dropped: every line with a word in it ends in a fact, a heading, a passage or `unplaced`.

import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planDocx } from '../../test/plans/build-docx.ts'
import { readDocument, type SourceDocument, type Span } from '../documents/index.ts'
import { type PlanReading, readPlan } from './index.ts'

const plans = readdirSync('test/plans')
  .filter((name) => name.endsWith('.txt'))
  .map((name) => `test/plans/${name}`)
plans.push('packs/thai-nguyen/plan-99-2024.txt')

const placesOf = (reading: PlanReading): Span[] => [
  ...[
    reading.goals,
    reading.recipients,
    reading.filing,
    reading.headings,
    reading.passages,
    reading.unplaced,
  ]
    .flat()
    .map((fact) => fact.span),
  ...reading.groups.flatMap((group) => [group.span, ...group.duties.map((duty) => duty.span)]),
  ...reading.tasks.map((task) => task.place),
]

/** The lines of the document that no place of the reading touches. */
function lost(document: SourceDocument): string[] {
  const places = placesOf(readPlan(document))
  let start = 0
  return document.text.split('\n').filter((line) => {
    const from = start + (line.length - line.trimStart().length)
    const to = start + line.trimEnd().length
    start += line.length + 1
    return /[\p{L}]/u.test(line) && !places.some((place) => place.start < to && from < place.end)
  })
}

describe('every line of', () => {
  test.each(plans)('%s', async (path) => {
    const document = await readDocument(readFileSync(path), path)
    expect(lost(document)).toEqual([])
    expect(document.blocks.length).toBeGreaterThan(10)
  })
  test.each(['typed', 'lists'] as const)('the official plan in Word, %s', async (manner) => {
    const text = readFileSync('packs/thai-nguyen/plan-99-2024.txt', 'utf8')
    expect(lost(await readDocument(await planDocx(text, manner), 'plan.docx'))).toEqual([])
  })
})

const marker = fc.constantFrom(
  '',
  '',
  '- ',
  '+ ',
  '• ',
  '1. ',
  '2. ',
  'a) ',
  'I. ',
  'II. ',
  'A. ',
  '1.1. ',
  '  - ',
  '(1) ',
  'Phụ lục ',
  '| ',
  '“',
)
const phrase = fc.constantFrom(
  'TỔ CHỨC THỰC HIỆN',
  'MỤC ĐÍCH, YÊU CẦU',
  'NHIỆM VỤ',
  'KẾ HOẠCH',
  'Nơi nhận:',
  'Lưu: VT.',
  'KT. CHỦ TỊCH',
  'CHỦ TỊCH',
  'Lê Văn An',
  'Sở Nội vụ',
  'Sở Nội vụ: theo dõi việc thực hiện.',
  'UBND cấp xã',
  'Chỉ đạo UBND cấp xã:',
  'Xây dựng kế hoạch của đơn vị.',
  'Chủ trì: Sở Y tế; phối hợp: UBND cấp xã; thời gian: Quý II',
  'Cơ quan chủ trì: Sở Nội vụ',
  'Thời gian: Năm 2024',
  'STT\tNhiệm vụ\tChủ trì\tThời gian',
  '1\tLàm việc này\tSở Nội vụ\tQuý I',
  '2\tLàm\tviệc',
  '\t\tba\t',
  'Số: 5/KH-UBND',
  '.',
  'TT | Nội dung | Chủ trì | Thời hạn |',
  'Số TT  Nội dung công việc   Cơ quan chủ trì   Thời gian',
  '1      Việc một             Sở Y tế           Quý I',
  'Trên đây là Kế hoạch./.',
  'PHỤ LỤC',
  'Đã ký',
)
const line = fc.tuple(marker, phrase).map(([mark, words]) => mark + words)
const page = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: line },
    { weight: 1, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.string() },
  ),
  { minLength: 1, maxLength: 40 },
)

test('of any document made of such lines, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(page, async (lines) => {
      const text = ['KẾ HOẠCH', ...lines].join('\n')
      const document = await readDocument(new TextEncoder().encode(text), 'x.txt')
      expect(lost(document)).toEqual([])
    }),
    { numRuns: 1500 },
  )
})

test('places lie inside the text and hold the words they stand for', async () => {
  for (const path of plans) {
    const document = await readDocument(readFileSync(path), path)
    const reading = readPlan(document)
    const flat = (text: string) => text.replace(/\*\*/g, '').replace(/\s+/g, ' ').trim()
    for (const fact of [
      ...reading.recipients,
      ...reading.goals,
      ...reading.groups.flatMap((group) => group.duties),
    ]) {
      expect(flat(document.text.slice(fact.span.start, fact.span.end))).toContain(
        flat(fact.text).slice(0, 20),
      )
    }
  }
})

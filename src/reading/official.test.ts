// The official text of Kế hoạch 99/KH-UBND, as text, as Word and as a workbook, gives the same plan.

import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { planDocx } from '../../test/plans/build-docx.ts'
import { annexXlsx } from '../../test/plans/build-xlsx.ts'
import { thaiNguyen } from '../../test/plans/directory.ts'
import { fingerprint, readDocument } from '../documents/index.ts'
import { day } from '../lib/day.ts'
import { compareReadings, type PlanReading, planJson, readPlan, resolvePlan } from './index.ts'

const bytes = readFileSync('packs/thai-nguyen/plan-99-2024.txt')
const text = bytes.toString('utf8')
const signedOn = day('2024-05-14')
const read = async (file: Uint8Array) => readPlan(await readDocument(file, 'plan'))
const official = await read(bytes)

function counted(reading: PlanReading) {
  const duties = reading.groups.flatMap((group) => group.duties)
  return {
    groups: reading.groups.length,
    duties: duties.length,
    subDuties: duties.filter((duty) => duty.level === 'sub-duty').length,
    tasks: reading.tasks.length,
    recipients: reading.recipients.length,
    goals: reading.goals.length,
    unplaced: reading.unplaced.length,
    notes: reading.notes.length,
  }
}

test('22 groups, 59 duties, 17 tasks, 18 recipients; nothing left over', () => {
  expect(counted(official)).toEqual({
    groups: 22,
    duties: 59,
    subDuties: 7,
    tasks: 17,
    recipients: 18,
    goals: 8,
    unplaced: 0,
    notes: 0,
  })
})

test('who signed what when', () => {
  expect(official).toMatchObject({
    number: '99/KH-UBND',
    date: '2024-05-14',
    issuer: 'UBND tỉnh Thái Nguyên',
    signer: 'Lê Quang Tiến',
    signerPosition: 'KT. CHỦ TỊCH / PHÓ CHỦ TỊCH',
    year: 2024,
  })
  expect(official.filing.map((line) => line.text)).toEqual(['Lưu: VT, HCC.', 'Ntkc.5/2024'])
})

describe('the same from other files', () => {
  const words = (reading: PlanReading) => ({
    ...reading,
    groups: reading.groups.map(({ no, title, duties }) => ({
      no,
      title,
      duties: duties.map((duty) => [duty.level, duty.text]),
    })),
    tasks: reading.tasks.map(({ no, text, time, extra }) => ({ no, text, time: time.text, extra })),
    recipients: reading.recipients.map((one) => one.text),
    goals: reading.goals.map((one) => one.text),
    filing: [],
    headings: [],
    passages: [],
  })
  test.each(['typed', 'lists'] as const)('Word, %s', async (manner) => {
    const docx = await read(await planDocx(text, manner))
    expect(words(docx)).toEqual(words(official))
    expect(compareReadings(official, docx).filter((change) => change.kind !== 'same')).toEqual([])
  })
  test('a workbook of the annex', async () => {
    const sheet = await read(await annexXlsx(text))
    expect(words(sheet).tasks).toEqual(words(official).tasks)
  })
  test('composed, decomposed, with a byte order mark, in UTF-16, with CRLF', async () => {
    const files = [
      Buffer.from(text.normalize('NFD')),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.from(text.replaceAll('\n', '\r\n')),
    ]
    const prints = new Set([fingerprint(await readDocument(bytes, 'plan'))])
    for (const file of files) {
      expect(words(await read(file))).toEqual(words(official))
      prints.add(fingerprint(await readDocument(file, 'plan')))
    }
    expect(prints.size).toBe(1)
  })
})

describe('bodies and times', () => {
  const resolution = resolvePlan(official, thaiNguyen, signedOn)
  const json = planJson(official, resolution)
  const codes = (bodies: (typeof json.tasks)[number]['lead']) =>
    bodies.map((body) => `${'unit' in body ? body.unit : body.group}:${body.size}`)

  test('nothing is unresolved', () => expect(json.unresolved).toEqual([]))

  test('groups that name several bodies', () => {
    const of = (no: string) => codes(json.groups.find((group) => group.no === no)!.bodies)
    expect(of('1')).toEqual(['departments:20', 'localities:186'])
    expect(of('2')).toEqual(['districts:9'])
    expect(of('13')).toEqual(['TN-SXD:1', 'TN-SNNPTNT:1'])
    expect(of('18')).toEqual(['TN-BTN:1', 'TN-DPTTH:1', 'TN-TTTT:1'])
    expect(of('19')).toEqual(['TN-UBMTTQ:1', 'associations:5'])
  })

  test('the seven sub-duties are for UBND cấp xã', () => {
    const duties = json.groups
      .flatMap((group) => group.duties)
      .filter((duty) => duty.level === 'sub-duty')
    expect(duties.map((duty) => codes(duty.bodies))).toEqual(Array(7).fill(['communes:177']))
  })

  const claims: [no: string, lead: string[], coordinating: string[]][] = [
    ['1', ['districts:9'], ['TN-SNV:1', 'departments:20']],
    ['2', ['departments:20', 'districts:9'], ['TN-SNV:1']],
    ['6', ['communes:177'], ['districts:9', 'departments:20']],
    ['8', ['districts:9', 'communes:177'], ['TN-TTT:1', 'departments:20']],
    ['9', ['communes:177'], ['district-divisions:0']],
    ['10', ['communes:177'], ['districts:9', 'district-fronts:0', 'commune-fronts:0']],
    ['15', ['districts:9'], ['TN-SXD:1', 'TN-SNNPTNT:1', 'TN-SCT:1', 'TN-CAT:1', 'communes:177']],
    ['17', ['departments:20', 'districts:9', 'communes:177'], ['TN-STTTT:1']],
  ]
  test.each(claims)('task %s', (no, lead, coordinating) => {
    const task = json.tasks.find((one) => one.no === no)!
    expect([codes(task.lead), codes(task.coordinating)]).toEqual([lead, coordinating])
  })

  test('due rules', () => {
    const due = (no: string) => json.tasks.find((one) => one.no === no)!.due
    const none = { period: null, count: null }
    expect(due('1')).toEqual([
      { kind: 'date-by', from: '2024-04-01', to: '2024-06-30', ...none },
      { kind: 'window', from: '2024-01-01', to: '2024-12-31', ...none },
    ])
    expect(due('3')).toEqual([{ kind: 'date-by', from: '2024-07-01', to: '2024-09-30', ...none }])
    expect(due('4')).toEqual([
      { kind: 'every-period', from: null, to: null, period: 'quarter', count: null },
    ])
    expect(due('9')).toEqual([
      { kind: 'window', from: '2024-01-01', to: '2024-12-31', ...none },
      { kind: 'min-count', from: null, to: null, period: 'year', count: 2 },
    ])
  })
})

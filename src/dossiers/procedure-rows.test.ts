// Tables of procedures as provinces keep them.

import { expect, test } from 'vitest'
import { readProcedureRows } from './procedure-rows.ts'

const HEAD =
  'code,name,field,level,limit_value,limit_unit,fee,returns_document,online_level,valid_from,valid_to'
const read = (line: string) => readProcedureRows(`${HEAD}\n${line}`)

test.each<[string, object]>([
  [
    'P,a,b,commune,3,working-day,0,1,full,2025-07-01,',
    { limit: { value: 3, unit: 'working-day' } },
  ],
  [
    'P,a,b,commune,3,working_day,0,true,4,2025-07-01,',
    { onlineLevel: 'full', returnsDocument: true },
  ],
  [
    'P,a,b,Xã,8,giờ,5000,có,một phần,1/7/2025,',
    { level: 'commune', limit: { value: 8, unit: 'hour' }, fee: 5000, onlineLevel: 'partial' },
  ],
  [
    'P,a,b,department,,,true,0,none,2025-07-01,2026-01-01',
    { level: 'province', limit: null, fee: 1, validTo: '2026-01-01' },
  ],
  [
    'P,a,b,province,10,ngày,,,,2025-07-01,',
    { limit: { value: 10, unit: 'calendar-day' }, fee: 0, onlineLevel: 'none' },
  ],
  ['P,a,b,commune,1,hour,15.000,1,full,2025-07-01,', { fee: 15_000 }],
  ['P,a,b,commune,1,hour,"1,200,000 đồng",1,full,2025-07-01,', { fee: 1_200_000 }],
  ['P,a,b,commune,1,hour,5000.5đ,1,full,2025-07-01,', { fee: 5000.5 }],
  ['P,"a\nb",b,commune,1,hour,0,1,full,2025-07-01,', { name: 'a\nb' }],
])('%s', (line, expected) => {
  expect(read(line)).toMatchObject({ faults: [], rows: [expected] })
})

test.each<[string, string[]]>([
  ['P,a,b,ward,3,working-day,0,1,full,2025-07-01,', ['level']],
  ['P,a,b,commune,3,weeks,0,1,full,2025-07-01,', ['limit_unit']],
  [
    'P,a,b,commune,0,hour,lots,maybe,all,2025-02-30,',
    ['limit_value', 'fee', 'returns_document', 'online_level', 'valid_from'],
  ],
  [',a,b,commune,1,hour,0,1,full,2025-07-01,2025-07-01', ['code', 'valid_to']],
  ['P\u0000,a\u0000,b\u0000,commune,1,hour,0,1,full,2025-07-01,', ['code', 'name', 'field']],
  ['P 1,a,b,commune,1,hour,0,1,full,2025-07-01,', ['code']],
  ['P,a,b,commune,1,hour,-5,1,full,2025-07-01,', ['fee']],
])('refuses %s', (line, columns) => {
  const { rows, faults } = read(line)
  expect(rows).toEqual([])
  expect([...new Set(faults.map(({ column }) => column))].sort()).toEqual(columns.sort())
})

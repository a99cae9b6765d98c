import { expect, test } from 'vitest'
import { readBenchmarks } from './benchmark.ts'

const HEAD = 'code,name,from,to,seen_on,total,place,source\n'

test.each([
  ['a whole row', 'H05,tỉnh Bắc Ninh,2026-01-01,2026-09-30,2026-10-01,67.5,2,báo cáo', 1],
  ['a comma in the score', 'H05,Bắc Ninh,2026-01-01,2026-09-30,2026-10-01,"67,5",,x', 1],
  ['no score', 'H05,Bắc Ninh,2026-01-01,2026-09-30,2026-10-01,,2,x', 0],
  ['more than a hundred', 'H05,Bắc Ninh,2026-01-01,2026-09-30,2026-10-01,101,2,x', 0],
  ['days the wrong way round', 'H05,Bắc Ninh,2026-09-30,2026-01-01,2026-10-01,60,2,x', 0],
  ['a place that is none', 'H05,Bắc Ninh,2026-01-01,2026-09-30,2026-10-01,60,0,x', 0],
  ['no name', 'H05,,2026-01-01,2026-09-30,2026-10-01,60,1,x', 0],
])('%s', (_claim, row, read) => {
  const { rows, wrong } = readBenchmarks(HEAD + row)
  expect(rows).toHaveLength(read)
  expect(wrong).toEqual(read === 1 ? [] : [2])
})

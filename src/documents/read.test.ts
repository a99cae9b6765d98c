import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readDocument } from './index.ts'

const official = readFileSync('packs/thai-nguyen/plan-99-2024.txt')

test('the official text: tables over pages, every line in a block', async () => {
  const document = await readDocument(official, 'ke-hoach.txt')
  const tables = document.blocks.filter((block) => block.kind === 'table')
  expect(tables.map((table) => [table.rows.length, table.rows[0]!.length])).toEqual([
    [5, 5],
    [7, 5],
    [5, 5],
    [4, 5],
  ])
  for (const block of document.blocks) {
    const lines =
      block.kind === 'paragraph' ? [block] : block.rows.flat().flatMap((cell) => cell.lines)
    for (const line of lines) expect(document.text.slice(line.start, line.end)).toBe(line.text)
  }
})

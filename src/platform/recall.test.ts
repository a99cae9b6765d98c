import { expect, test } from 'vitest'
import { openRecall } from './recall.ts'

test('an answer is worked out once a version, also for those who ask at the same time', async () => {
  const recall = openRecall()
  let made = 0
  const make = async () => {
    made += 1
    return made
  }
  expect(await Promise.all([recall('a', 1, make), recall('a', 1, make)])).toEqual([1, 1])
  expect(await recall('a', 1, make)).toBe(1)
  expect(await recall('b', 1, make)).toBe(2)
  expect(await recall('a', 2, make)).toBe(3)
  expect(await recall('a', 1, make)).toBe(3)
})

test('a failure is told to who asked and not kept', async () => {
  const recall = openRecall()
  await expect(recall('a', 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await recall('a', 1, async () => 'yes')).toBe('yes')
})

test('the one longest unused goes first', async () => {
  const recall = openRecall(2)
  const made: string[] = []
  const ask = (key: string) => recall(key, 1, async () => made.push(key))
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await ask(key)
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

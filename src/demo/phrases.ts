// Synthetic words of reports, drawn by chance from a pack; clearly not those of real people.

import type { Random } from '../lib/random.ts'

export type Phrases = {
  tasks: Readonly<Record<string, readonly string[]>>
  duty: readonly string[]
  hindrances: readonly { kind: string; text: string }[]
  returnReasons: readonly string[]
  familyNames: readonly string[]
  middleNames: readonly string[]
  givenNames: readonly string[]
}

export const pick = <T>(random: Random, items: readonly T[]): T =>
  items[random.int(items.length)] as T

/** What a unit writes about a task or a duty. */
export function progressText(random: Random, phrases: Phrases, number: string): string {
  const text = pick(random, phrases.tasks[number] ?? phrases.duty)
  return text
    .replaceAll('{a}', String(2 + random.int(14)))
    .replaceAll('{b}', String(15 + random.int(180)))
}

export const personName = (random: Random, phrases: Phrases): string =>
  [phrases.familyNames, phrases.middleNames, phrases.givenNames]
    .map((names) => pick(random, names))
    .join(' ')

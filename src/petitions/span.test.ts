// At every instant the span that holds it says what judging the petition then says; and the spans have no gap.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { august, calendar } from '../../test/dossier.ts'
import { anyMessages, said } from '../../test/petition.ts'
import type { Instant } from '../lib/instant.ts'
import { foldPetition } from './fold.ts'
import { isUnsatisfied, judgePetition, type PetitionRules, runningClock } from './petition.ts'
import { spansOf } from './span.ts'
import { petitionStanding } from './standing.ts'

const { days, afterSupplement } = JSON.parse(readFileSync('packs/vn/petition-clocks.json', 'utf8'))
const rules: PetitionRules = { days, afterSupplement }
const noon = (date: number) => august(`${date} 12:00`)

test.each<PetitionRules['afterSupplement']>(['restart', 'pause'])(
  'property: spans say what judging says (%s)',
  (after) => {
    const of = { ...rules, afterSupplement: after }
    fc.assert(
      fc.property(
        anyMessages,
        fc.array(fc.integer({ min: 1, max: 31 }), { maxLength: 5 }),
        (messages, dates) => {
          const petition = foldPetition(messages, 'U')
          if (!petition) return
          const spans = spansOf(petition, of, calendar)
          for (const [no, span] of spans.entries())
            expect(span.to).toBe(spans[no + 1]?.from ?? null)
          const moments = [
            ...dates.map(noon),
            ...petition.events.map(({ at }) => at),
            ...spans.map(({ from }) => from),
            '2026-10-15T00:00:00.000+07:00' as Instant,
          ]
          for (const at of moments) {
            const judged = judgePetition(petition, at, of, calendar)
            const span = spans.find((it) => it.from <= at && (it.to === null || at < it.to))
            expect(span?.state ?? 'not-here').toBe(judged.state)
            if (!span) continue
            const running = runningClock(judged)
            expect(span).toMatchObject({
              step: judged.step,
              isLate: judged.verdict === 'late',
              isUnsatisfied: isUnsatisfied(petition, judged, at),
              clock: running?.clock ?? null,
              dueOn: running?.dueOn ?? null,
              isOverdue: running?.isLate ?? false,
            })
          }
        },
      ),
      { numRuns: 400 },
    )
  },
)

test.each<[string, string, number, string]>([
  ['just sent', '3: rules sent 3', 4, 'in-time'],
  ['the last working day but one', '3: rules sent 3', 21, 'due-soon'],
  ['its last day', '3: rules sent 3', 22, 'due-soon'],
  ['a day off after it', '3: rules sent 3', 23, 'due-soon'],
  ['the next working day', '3: rules sent 3', 24, 'overdue'],
  ['waits for papers', '3: rules sent 3, supplement-asked 5', 28, 'paused'],
  ['answered, to be published', '3: rules sent 3, answered 20', 20, 'in-time'],
  ['published in time', '3: rules sent 3, answered 20, published 21', 28, 'done-on-time'],
  ['published late', '3: rules sent 3, answered 20, published 25', 28, 'done-late'],
])('%s', (_claim, text, date, expected) => {
  const petition = foldPetition([said(text)], 'U')
  const at = noon(date)
  const span = petition && spansOf(petition, rules, calendar).findLast(({ from }) => from <= at)
  expect(span && petitionStanding(span, at.slice(0, 10) as never)).toBe(expected)
})

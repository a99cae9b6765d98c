import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyEvents, anyRules, august, clock } from '../../test/dossier.ts'
import { addDays, type Day } from '../lib/day.ts'
import { type Instant, instantAt } from '../lib/instant.ts'
import { foldDossier } from './fold.ts'
import { marksOf, standingBy } from './marks.ts'
import { millisOf, ofMillis } from './stamp.ts'
import { dossierStanding } from './standing.ts'

const LATEST = august('31 23:59')
const limits = fc.constantFrom(null, { value: 3, unit: 'working-day' } as const)

/** Instants after everything told, and those just before, at and after each mark. */
function instantsOf(marks: ReturnType<typeof marksOf>): Instant[] {
  const days = Array.from({ length: 20 }, (_, at) => addDays('2026-08-31' as Day, at))
  const edges = [marks.soonAt, marks.dueInForceAt].flatMap((at) =>
    at === null ? [] : [-1, 0, 1].map((by) => ofMillis(millisOf(at) + by)),
  )
  return [...edges, ...days.map((on) => instantAt(on, '10:00'))].filter((at) => at >= LATEST)
}

test('columns and clock tell the same standing as the dossier itself', () => {
  let compared = 0
  fc.assert(
    fc.property(
      anyEvents,
      anyRules,
      limits,
      fc.integer({ min: 0, max: 30 }),
      (events, rules, limit, more) => {
        const dossier = foldDossier(events)
        if (!dossier) return
        const due = instantAt(addDays('2026-08-31' as Day, more), '16:30')
        const moved = { ...dossier, dueAt: due }
        for (const it of [dossier, moved]) {
          const timing = { rules, clock, limit }
          const marks = marksOf(it, timing)
          for (const at of instantsOf(marks)) {
            expect([at, standingBy(marks, it.acceptedAt, at)]).toEqual([
              at,
              dossierStanding(it, at, timing),
            ])
            compared++
          }
        }
      },
    ),
    { numRuns: 120 },
  )
  expect(compared).toBeGreaterThan(1500)
}, 20_000)

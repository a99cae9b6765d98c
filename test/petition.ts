// Messages about petitions for tests, written short, and random ones.

import fc from 'fast-check'
import {
  type Petition,
  type PetitionEvent,
  type PetitionMessage,
  type PetitionStep,
  STEPS,
} from '../src/petitions/index.ts'
import { august } from './dossier.ts'

let count = 0

/** `6/5: rules sent 3, accepted 4`: received on the sixth, made on the fifth. `+` tells one step, `deleted` takes away. */
export function said(text: string): PetitionMessage {
  const [, when = '', made, rest = ''] = /^(\d+)(?:\/(\d+))?: (.*)$/.exec(text) ?? []
  count += 1
  const about = /^(rules|conduct) /.exec(rest)?.[1] as Petition['about'] | undefined
  const steps = rest.replace(/^(rules|conduct) /, '')
  const kind = steps === 'deleted' ? 'deletion' : steps.startsWith('+ ') ? 'step' : 'picture'
  const events =
    kind === 'deletion'
      ? []
      : steps
          .replace('+ ', '')
          .split(', ')
          .map((part): PetitionEvent => {
            const [step = '', on = ''] = part.split(' ')
            return { step: step as PetitionStep, at: august(`${on} 08:00`) }
          })
  return {
    kind,
    code: 'PA',
    id: text,
    receivedAt: august(`${when} 12:00`),
    no: count,
    saidAt: made ? august(`${made} 10:00`) : null,
    about: about ?? null,
    dossier: null,
    events,
  }
}

const moment = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom('08:00', '12:00', '16:59', '23:30'))
  .map(([date, time]) => august(`${date} ${time}`))
const event = fc.record({ step: fc.constantFrom(...STEPS), at: moment })
const weighted = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('step' as const),
      events: fc.array(event, { minLength: 1, maxLength: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('picture' as const),
      events: fc.array(event, { minLength: 1, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('deletion' as const), events: fc.constant([]) }),
  },
)

/** Messages about one petition as the worst of networks brings them. */
export const anyMessages: fc.Arbitrary<PetitionMessage[]> = fc.array(
  fc
    .record({
      told: weighted,
      receivedAt: moment,
      saidAt: fc.option(moment, { nil: null }),
      about: fc.constantFrom('rules' as const, 'conduct' as const),
      no: fc.nat(500),
    })
    .map(({ told: { kind, events }, receivedAt, saidAt, about, no }) => ({
      kind,
      code: 'PA',
      id: JSON.stringify([kind, saidAt, about, events]),
      receivedAt,
      no,
      saidAt,
      about: kind === 'deletion' ? null : about,
      dossier: null,
      events,
    })),
  { maxLength: 8 },
)

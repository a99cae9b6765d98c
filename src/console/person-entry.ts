// What an administrator does about a person's sessions and lost second factor.

import { z } from 'zod'
import { askRemoval, decideRemoval, endSessionOf, unlinkIdentity } from '../auth/index.ts'
import type { Route } from '../platform/index.ts'
import { change } from './person-change.ts'
import { homeOf, personAddress } from './person-load.ts'

const sessionRoute = change({
  to: 'sessions/:session/ending',
  about: 'Ends one or all sessions of a person; the next request of each is refused.',
  records: ['session.ended'],
  input: personAddress.extend({ session: z.union([z.uuid(), z.literal('all')]) }),
  act: async (act, { id, session }) =>
    endSessionOf(act, {
      personId: id,
      unitId: await homeOf(act, id),
      sessionId: session === 'all' ? null : session,
    }),
  done: 'sessions-ended',
})

const askRoute = change({
  to: 'factor/removal',
  about: 'Asks that a person’s lost second factor be taken away, with the reason.',
  records: ['factor.removal-asked', 'factor.removed'],
  input: personAddress.extend({ removalReason: z.string().trim().max(500) }),
  act: async (act, { id, removalReason }) =>
    askRemoval(act, { personId: id, unitId: await homeOf(act, id), reason: removalReason }),
  done: 'removal',
})

const decision = (to: 'approval' | 'refusal', about: string, verb: string): Route =>
  change({
    to: `factor/removal/${to}`,
    about,
    records: [verb],
    input: personAddress,
    act: async (act, { id }) =>
      decideRemoval(act, {
        personId: id,
        unitId: await homeOf(act, id),
        approves: to === 'approval',
      }),
    done: to === 'approval' ? 'removed' : 'removal-declined',
  })

const identityRoute = change({
  to: 'identity/ending',
  about: 'Ends the link of a person’s account to the identity provider.',
  records: ['identity.ended'],
  input: personAddress,
  act: async (act, { id }) => unlinkIdentity(act, { personId: id, unitId: await homeOf(act, id) }),
  done: 'unlinked',
})

export const personEntryRoutes: readonly Route[] = [
  sessionRoute,
  identityRoute,
  askRoute,
  decision(
    'approval',
    'Takes a person’s second factor away, as someone else asked.',
    'factor.removed',
  ),
  decision('refusal', 'Leaves a person’s second factor as it is.', 'factor.removal-declined'),
]

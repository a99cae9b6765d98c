// What received messages make of one petition: each its outcome, and which of them are kept.

import { canonical } from '../platform/index.ts'
import { foldPetition, liveMessages, type PetitionMessage } from './fold.ts'

export type PetitionOutcome = 'accepted' | 'duplicate' | 'stale'
export type TakenMessages = {
  outcomes: { no: number; outcome: PetitionOutcome }[]
  kept: PetitionMessage[]
}

/** Messages in the order in which they came. A message said before is a duplicate, one that changes nothing stale; a step
 * of a petition that nobody has shown yet is kept until somebody does. */
export function takeMessages(
  known: readonly PetitionMessage[],
  incoming: readonly PetitionMessage[],
): TakenMessages {
  const messages = [...known]
  const kept: PetitionMessage[] = []
  const outcomes: TakenMessages['outcomes'] = []
  for (const message of incoming) {
    const { no } = message
    if (liveMessages(messages).some(({ id }) => id === message.id)) {
      outcomes.push({ no, outcome: 'duplicate' })
      continue
    }
    const before = foldPetition(messages, '')
    messages.push(message)
    kept.push(message)
    const after = foldPetition(messages, '')
    const waits =
      after === null && message.kind === 'step' && liveMessages(messages).includes(message)
    const isChanged = canonical(before) !== canonical(after)
    outcomes.push({ no, outcome: waits || isChanged ? 'accepted' : 'stale' })
  }
  return { outcomes, kept }
}

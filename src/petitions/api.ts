// The feed of petitions: batches in, receipts out.

import { z } from 'zod'
import { Problem, type Read, type Route, route } from '../platform/index.ts'
import { petitionBatch } from './batch-store.ts'
import { PETITION_REASONS } from './message.ts'
import type { PetitionResult } from './placing.ts'
import { receivePetitions } from './receive-actions.ts'

const may = 'petition.feed'
const OUTCOMES = ['accepted', 'duplicate', 'stale', 'rejected'] as const
const receipt = z.object({
  id: z.uuid(),
  items: z.int(),
  accepted: z.int(),
  duplicate: z.int(),
  stale: z.int(),
  rejected: z.int(),
  results: z.array(
    z.object({
      no: z.int().meta({ description: 'Place of the item in the batch, from 1.' }),
      outcome: z.enum(OUTCOMES),
      reason: z.enum(PETITION_REASONS).optional(),
      field: z.string().optional(),
    }),
  ),
})

const sourceOf = ({ actor }: Pick<Read, 'actor'>): string =>
  actor.tokenId ? `token ${actor.tokenId}` : `person ${actor.personId}`

/** How many items had each outcome. */
export const outcomeCounts = (results: readonly PetitionResult[]) => {
  const count = (wanted: (typeof OUTCOMES)[number]) =>
    results.filter(({ outcome }) => outcome === wanted).length
  return {
    accepted: count('accepted'),
    duplicate: count('duplicate'),
    stale: count('stale'),
    rejected: count('rejected'),
  }
}

const receiveRow: Route = route({
  method: 'POST',
  path: '/api/petitions/batches',
  may,
  about:
    'Takes up to 1,000 petitions or steps of petitions, as `{"items": [{code, unit, about, events}, {code, unit, step, at}]}`.',
  input: z.looseObject({}),
  maxBody: 4_000_000,
  records: ['petitions.batch-received'],
  api: {
    answer: receipt,
    inflated: 4_000_000,
    problems: [
      '400 petitions.batch-empty',
      '400 petitions.batch-unreadable',
      '413 petitions.batch-too-large',
    ],
    example: {
      items: [
        {
          code: 'PAKN-19-2026-000123',
          unit: '05569',
          about: 'conduct',
          events: [
            { step: 'sent', at: '2026-08-03T08:00:00+07:00' },
            { step: 'accepted', at: '2026-08-04T09:30:00+07:00' },
          ],
        },
        {
          code: 'PAKN-19-2026-000123',
          unit: '05569',
          step: 'answered',
          at: '2026-08-10T10:00:00+07:00',
        },
      ],
    },
  },
  act: async (act, input: Record<string, unknown>) => {
    const { items } = input
    if (!Array.isArray(items)) throw new Problem(400, 'petitions.batch-unreadable')
    const { unitId } = act.actor
    const { id, results } = await receivePetitions(act, {
      source: sourceOf(act),
      unitId: unitId ?? '',
      items: items.map((item: unknown, at) => ({ no: at + 1, item: sentNow(item) })),
      reach: new Set(await act.rights.reach(may)),
    })
    return { id, items: items.length, ...outcomeCounts(results), results }
  },
  show: (value) => ({ json: value, location: `/api/petitions/batches/${value.id}` }),
})

/** What comes by program is received when it comes. */
const sentNow = (item: unknown): unknown =>
  typeof item === 'object' && item !== null && !Array.isArray(item)
    ? { ...item, receivedAt: null }
    : item

const receiptRow: Route = route({
  method: 'GET',
  path: '/api/petitions/batches/:id',
  may,
  about: 'What became of a batch of petitions, item by item.',
  input: z.strictObject({ id: z.uuid() }),
  unit: async ({ db }, { id }) => (await petitionBatch(db, id))?.unitId ?? null,
  api: { answer: receipt.extend({ receivedAt: z.iso.datetime({ offset: true }) }) },
  load: async ({ db }, { id }) => {
    const found = await petitionBatch(db, id)
    if (!found) throw new Problem(404, 'petitions.batch-unknown')
    const { receivedAt, items, results } = found
    return { id, receivedAt, items, ...outcomeCounts(results), results }
  },
  show: (value) => ({ json: value }),
})

export const petitionApi: readonly Route[] = [receiveRow, receiptRow]

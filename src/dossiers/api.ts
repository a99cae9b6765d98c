// The feed: batches of messages in, receipts out.

import { z } from 'zod'
import { Problem, type Read, type Route, route } from '../platform/index.ts'
import { messagesOf } from './batch.ts'
import { receiptOf } from './inbox-store.ts'
import { REASONS } from './message.ts'
import { receiveBatch } from './receive-actions.ts'

const may = 'dossier.feed'
const result = z.object({
  no: z.int().meta({ description: 'Place of the item in the batch, from 1.' }),
  outcome: z.enum(['accepted', 'duplicate', 'stale', 'rejected']),
  reason: z.enum(REASONS).optional(),
  field: z.string().optional(),
})
const receipt = z.object({
  id: z.uuid(),
  items: z.int(),
  rejected: z.int().meta({ description: 'Refused when read; other items may be refused later.' }),
})

const sourceOf = ({ actor }: Pick<Read, 'actor'>): string =>
  actor.tokenId ? `token ${actor.tokenId}` : `person ${actor.personId}`

const receiveRow: Route = route({
  method: 'POST',
  path: '/api/dossiers/batches',
  may,
  about:
    'Takes up to 1,000 messages of the feed, as `{"items": [{service, data}]}` or in the portal’s own envelope.',
  input: z.looseObject({}),
  maxBody: 16_000_000,
  records: ['dossiers.batch-received'],
  api: {
    answer: receipt,
    status: 202,
    inflated: 16_000_000,
    readsEachItem: true,
    problems: [
      '400 dossiers.batch-empty',
      '400 dossiers.batch-unreadable',
      '413 dossiers.batch-too-large',
    ],
    example: {
      items: [
        {
          service: 'CapNhatTienDoHoSoMC',
          data: {
            MaHoSo: 'H55.12-260803-0001',
            NguoiXuLy: 'Một cửa',
            ThoiDiemXuLy: '20260803090000',
            TrangThai: 4,
          },
        },
      ],
    },
  },
  act: async (act, input) => {
    const messages = messagesOf(input, act.now)
    if (!messages) throw new Problem(400, 'dossiers.batch-unreadable')
    const { unitId } = act.actor
    const { id, items, refused } = await receiveBatch(act, {
      source: sourceOf(act),
      unitId: unitId ?? '',
      messages: messages.map((message, at) => ({ no: at + 1, message })),
    })
    return { id, items, rejected: refused.length }
  },
  show: (value) => ({ json: value, status: 202, location: `/api/dossiers/batches/${value.id}` }),
})

const receiptRow: Route = route({
  method: 'GET',
  path: '/api/dossiers/batches/:id',
  may,
  about: 'What became of a batch, item by item.',
  input: z.strictObject({ id: z.uuid() }),
  unit: async ({ db }, { id }) => (await receiptOf(db, id, null))?.unitId ?? null,
  api: {
    answer: z.object({
      id: z.uuid(),
      receivedAt: z.iso.datetime({ offset: true }),
      items: z.int(),
      open: z.int().meta({ description: 'Items still to be worked off.' }),
      results: z.array(result),
    }),
  },
  load: async (read, { id }) => {
    const found = await receiptOf(read.db, id, null)
    if (!found) throw new Problem(404, 'dossiers.batch-unknown')
    const { source: _, unitId: __, ...shown } = found
    return shown
  },
  show: (value) => ({ json: value }),
})

export const dossierApi: readonly Route[] = [receiveRow, receiptRow]

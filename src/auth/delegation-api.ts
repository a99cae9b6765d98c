// Powers lent during leave, for programs: read and ended. Lending is a person's own act.

import { z } from 'zod'
import { addDays } from '../lib/day.ts'
import { unitsByIds } from '../org/index.ts'
import {
  fromCursor,
  listOf,
  listQuery,
  pageOfRows,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { endDelegation } from './delegation-actions.ts'
import { delegationById, delegationsOfUnits } from './delegation-store.ts'

const delegationAnswer = z.object({
  id: z.uuid(),
  unit: z.string().meta({ description: 'Code of the unit.' }),
  post: z.object({ id: z.uuid(), title: z.string() }),
  from: z.iso.date(),
  until: z.iso.date().meta({ description: 'The last day.' }),
  permissions: z.array(z.string()),
  givenBy: z.object({ id: z.uuid(), name: z.string() }),
  givenTo: z.object({ id: z.uuid(), name: z.string() }),
  endedAt: z.iso.datetime({ offset: true }).nullable(),
})

const delegationsRow: Route = route({
  method: 'GET',
  path: '/api/delegations',
  may: 'person.read',
  about: 'Powers lent in units within reach, the latest first.',
  input: z.strictObject({ ...listQuery }),
  api: { answer: listOf(delegationAnswer) },
  load: async ({ db, rights }, input) => {
    const offset = fromCursor(input.cursor, z.tuple([z.int().min(0).max(1_000_000)]))?.[0] ?? 0
    const unitIds = await rights.reach('person.read')
    const rows = (await delegationsOfUnits(db, { unitIds, personId: null })).slice(offset)
    const units = await unitsByIds(db, [...new Set(rows.map((row) => row.unit_id))])
    const codes = new Map(units.map(({ id, code }) => [id, code]))
    return pageOfRows(
      rows,
      input.limit,
      () => [offset + input.limit],
      (row) => ({
        id: row.id,
        unit: codes.get(row.unit_id) ?? '',
        post: { id: row.post_id, title: row.title },
        from: row.valid_from,
        until: addDays(row.valid_to, -1),
        permissions: row.permissions,
        givenBy: { id: row.given_by, name: row.giverName },
        givenTo: { id: row.to_person_id, name: row.toName },
        endedAt: row.ended_at,
      }),
    )
  },
  show: showList,
})

const endingRow: Route = route({
  method: 'POST',
  path: '/api/delegations/:id/ending',
  may: 'person.manage',
  about: 'Ends lent powers early.',
  records: ['delegation.ended'],
  input: z.strictObject({ id: z.uuid() }),
  api: {
    answer: z.object({ id: z.uuid() }),
    status: 201,
    problems: ['404 delegation.not-found', '409 delegation.already-ended'],
  },
  unit: async ({ db }, { id }) => (await delegationById(db, id))?.unit_id ?? null,
  act: async (act, { id }) => {
    await endDelegation(act, id)
    return { id }
  },
  show: (json) => ({ json }),
})

export const delegationApi: readonly Route[] = [delegationsRow, endingRow]

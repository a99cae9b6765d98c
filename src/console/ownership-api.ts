// Health of ownership, for programs: which units' duties nobody looks after.

import { z } from 'zod'
import {
  fromCursor,
  listOf,
  listQuery,
  pageOfRows,
  type Route,
  route,
  showList,
} from '../platform/index.ts'
import { FAULTS, loadOwnership, SILENT_DAYS } from './ownership-load.ts'

const owned = z.object({
  unit: z.string(),
  faults: z.array(z.enum(FAULTS)).meta({
    description:
      'vacant: nobody holds a post that may send; silent: nothing sent and not signed in for `days`; no-draft: no line begun.',
  }),
  open: z.int().meta({ description: 'Open duties.' }),
  overdue: z.int(),
  drafts: z.int().meta({ description: 'Lines begun.' }),
  lastSentOn: z.iso.date().nullable(),
  posts: z.int().meta({ description: 'Posts that are held.' }),
})

export const ownershipApi: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/ownership',
    may: 'ownership.read',
    about: 'Units within reach with what is wrong with the ownership of their work, by code.',
    input: z.strictObject({
      ...listQuery,
      days: z.coerce.number().int().min(1).max(365).default(SILENT_DAYS),
      fault: z.enum(FAULTS).optional(),
    }),
    api: { answer: listOf(owned) },
    load: async (read, { cursor, limit, days, fault }) => {
      const after = fromCursor(cursor, z.tuple([z.string()]))
      const all = await loadOwnership(read, await read.rights.reach('ownership.read'), days)
      const rows = all
        .filter(({ faults }) => fault === undefined || faults.includes(fault))
        .filter(({ unit }) => after === null || unit.code > after[0])
        .sort((a, b) => (a.unit.code < b.unit.code ? -1 : 1))
      return pageOfRows(
        rows,
        limit,
        ({ unit }) => [unit.code],
        ({ unit, faults, work, posts }) => ({
          unit: unit.code,
          faults,
          open: work.open,
          overdue: work.overdue,
          drafts: work.drafts,
          lastSentOn: work.lastSentOn,
          posts: posts.filter(({ personId }) => personId !== null).length,
        }),
      )
    },
    show: showList,
  }),
]

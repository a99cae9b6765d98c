// A version of the index of Quyết định 766/QĐ-TTg as data: its tree, the states and fields of messages it counts by, the
// office hours of its clock, and what was published of other provinces.

import { z } from 'zod'
import { readTree, type Tree } from '../indices/index.ts'

const time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/)
const shape = z.strictObject({
  tree: z.unknown().transform((json, ctx): Tree => {
    try {
      return readTree(json)
    } catch (error) {
      ctx.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'no tree' })
      return z.NEVER
    }
  }),
  statuses: z.array(z.strictObject({ code: z.int(), name: z.string(), portal: z.string() })),
  statusesSource: z.string(),
  messages: z.record(
    z.string(),
    z.strictObject({
      required: z.array(z.string()),
      optional: z.array(z.string()),
      lists: z.record(z.string(), z.array(z.string())),
    }),
  ),
  officeHours: z.strictObject({
    spans: z.array(z.tuple([time, time])).min(1),
    source: z.string(),
    certainty: z.string(),
  }),
  benchmark: z.strictObject({
    source: z.array(z.string()),
    seenOn: z.iso.date(),
    from: z.iso.date(),
    to: z.iso.date(),
    nationalMean: z.number().optional(),
    rows: z.array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        total: z.number(),
        place: z.int(),
        groups: z.record(z.string(), z.number()),
      }),
    ),
  }),
})
export type Pack766 = z.infer<typeof shape>

/** The version a pack's JSON describes. Throws a ZodError that names every fault. */
export const readPack766 = (json: unknown): Pack766 => shape.parse(json)

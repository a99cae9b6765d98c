// The index of a unit and period as published, and without the dossiers that stand out.

import { type IntegrityPack, leftOutCodes } from '../dossiers/index.ts'
import { knownTrees, loadBoard, loadScored, periodNamed, scoreOf } from '../index766/index.ts'
import { lastOfMonth } from '../lib/day.ts'
import type { Read } from '../platform/index.ts'
import type { Scope } from './integrity-load.ts'

/** Dossiers that are taken out of a board at once: each is read from its counters. */
export const MOST_LEFT_OUT = 20_000

export type Scores = {
  published: number | null
  /** Null where too many would be left out. */
  without: number | null
  leftOut: number
  isTooMany: boolean
  tree: string
}

/** Null for a unit that is not scored. */
export async function loadScores(
  read: Read,
  { unit, ids, span, from, to }: Scope,
  pack: IntegrityPack,
): Promise<Scores | null> {
  const last = lastOfMonth(span.to)
  const period = periodNamed(from === to ? from : `${span.from}..${last}`)
  if (!unit || !period) return null
  const scored = await loadScored(read, { period })
  const one = scored.board.units.find(({ id }) => id === unit.id)
  const published = one && scored.scores.get(one.id)
  if (!one || !published) return null
  const excluding = pack.detectors.filter((it) => it.excludes).map(({ code }) => code)
  const codes = await leftOutCodes(read.db, ids, { ...span, excluding, most: MOST_LEFT_OUT })
  const told = {
    published: published.total,
    leftOut: codes.length,
    isTooMany: codes.length > MOST_LEFT_OUT,
    tree: scored.board.tree.version,
  }
  if (told.isTooMany) return { ...told, without: null }
  if (codes.length === 0) return { ...told, without: published.total }
  const without = new Map<string, Set<string>>()
  for (const { unitId, code } of codes)
    without.set(unitId, (without.get(unitId) ?? new Set()).add(code))
  const board = await loadBoard(read.db, {
    period,
    at: read.now,
    today: read.today,
    trees: await knownTrees(read),
    knownNow: true,
    without,
  })
  return { ...told, without: scoreOf(board, one)?.total ?? null }
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EventHeadRow, type EventRow, eventHash, GENESIS } from '../platform/index.ts'
import { headOfAll, verifyChains } from './verify.ts'

const UNITS = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b']
const [A, B] = UNITS as [string, string]

function chain(unitId: string, length: number): EventRow[] {
  const rows: EventRow[] = []
  for (let seq = 1; seq <= length; seq++) {
    const row = {
      unit_id: unitId,
      seq,
      id: `${unitId}#${seq}`,
      at: `2024-05-14T08:00:00.${String(seq).padStart(3, '0')}+07:00`,
      verb: 'draft.saved',
      subject: `plan:${seq % 3}`,
      person_id: seq % 2 ? 'p' : null,
      post_id: null,
      details: { period: '2024-Q2', lines: seq },
      previous_hash: rows.at(-1)?.hash ?? GENESIS,
    }
    rows.push({ ...row, hash: eventHash(row) })
  }
  return rows
}

const headsOf = (rows: readonly EventRow[]): EventHeadRow[] =>
  UNITS.flatMap((unit_id) => {
    const last = rows.filter((row) => row.unit_id === unit_id).at(-1)
    return last ? [{ unit_id, seq: last.seq, hash: last.hash }] : []
  })

const inOrder = (rows: EventRow[]) =>
  [...rows].sort((a, b) =>
    a.unit_id === b.unit_id ? a.seq - b.seq : a.unit_id < b.unit_id ? -1 : 1,
  )

const rehashed = (row: EventRow): EventRow => {
  const { hash: _, ...bare } = row
  return { ...row, hash: eventHash(bare) }
}

const first = async (rows: EventRow[], heads: EventHeadRow[], more = {}) =>
  (await verifyChains(inOrder(rows), heads, more)).breaks[0]

describe('whole chains', () => {
  test('are whole, counted, and have one head', async () => {
    const rows = [...chain(A, 7), ...chain(B, 3)]
    const heads = headsOf(rows)
    expect(await verifyChains(rows, heads)).toEqual({
      events: 10,
      heads,
      head: headOfAll([...heads].reverse()),
      breaks: [],
    })
  })

  test('nothing recorded is nothing broken', async () => {
    expect((await verifyChains([], [])).breaks).toEqual([])
  })

  test('more rows since an earlier check are no break', async () => {
    const rows = chain(A, 7)
    const earlier = headsOf(rows.slice(0, 4))
    expect((await verifyChains(rows, headsOf(rows), { earlier })).breaks).toEqual([])
  })
})

describe('any one meddling is found, and its row named', () => {
  const lengths = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }))
  const world = fc
    .record({ lengths, second: fc.boolean(), at: fc.nat(), other: fc.nat() })
    .map(({ lengths: [a, b], second, at, other }) => {
      const length = second ? b : a
      const seq = 1 + (at % length)
      return {
        rows: [...chain(A, a), ...chain(B, b)],
        unitId: second ? B : A,
        length,
        seq,
        otherSeq: 1 + ((seq + (other % (length - 1))) % length),
      }
    })
  const place = (unitId: string, seq: number) => (row: EventRow) =>
    row.unit_id === unitId && row.seq === seq

  test('an edit of any column', async () => {
    const edits = fc.constantFrom<(row: EventRow) => EventRow>(
      (row) => ({ ...row, at: '2024-05-15T08:00:00.000+07:00' }),
      (row) => ({ ...row, verb: 'report.accepted' }),
      (row) => ({ ...row, subject: 'plan:9' }),
      (row) => ({ ...row, person_id: 'someone else' }),
      (row) => ({ ...row, post_id: 'another post' }),
      (row) => ({ ...row, details: { ...row.details, lines: -1 } }),
      (row) => ({ ...row, details: {} }),
      (row) => ({ ...row, id: 'another id' }),
      (row) => ({ ...row, hash: 'f'.repeat(64) }),
      (row) => ({ ...row, previous_hash: 'f'.repeat(64) }),
    )
    await fc.assert(
      fc.asyncProperty(world, edits, async ({ rows, unitId, seq }, edit) => {
        const isIt = place(unitId, seq)
        const changed = rows.map((row) => (isIt(row) ? edit(row) : row))
        const found = await first(changed, headsOf(rows))
        expect(found).toMatchObject({ unitId, seq, kind: 'changed' })
        expect(found?.id).toBe(changed.find(isIt)?.id)
      }),
    )
  })

  test('an edit with a new hash: the row after it, or the head, still vouches for the old one', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, unitId, seq, length }) => {
        const isIt = place(unitId, seq)
        const changed = rows.map((row) => (isIt(row) ? rehashed({ ...row, verb: 'x.y' }) : row))
        const kind = seq === length ? 'head-changed' : 'changed'
        expect(await first(changed, headsOf(rows))).toMatchObject({ unitId, seq, kind })
      }),
    )
  })

  test('a deletion, in the middle or of all rows from one on', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.boolean(), async ({ rows, unitId, seq, length }, toTheEnd) => {
        const left = rows.filter(
          (row) => row.unit_id !== unitId || (toTheEnd ? row.seq < seq : row.seq !== seq),
        )
        const atEnd = toTheEnd || seq === length
        const gone = toTheEnd && seq === 1
        const kind = gone ? 'chain-removed' : atEnd ? 'tail-removed' : 'missing'
        expect(await first(left, headsOf(rows))).toEqual({ unitId, seq, id: null, kind })
      }),
    )
  })

  test('a deletion hidden by numbering the rest anew', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, unitId, seq, length }) => {
        const left = rows
          .filter((row) => !place(unitId, seq)(row))
          .map((row) =>
            row.unit_id === unitId && row.seq > seq ? { ...row, seq: row.seq - 1 } : row,
          )
        const kind = seq === length ? 'tail-removed' : 'reordered'
        expect(await first(left, headsOf(rows))).toMatchObject({ unitId, seq, kind })
      }),
    )
  })

  test('two rows that changed places', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, unitId, seq, otherSeq }) => {
        const swapped = rows.map((row) => {
          if (place(unitId, seq)(row)) return { ...row, seq: otherSeq }
          if (place(unitId, otherSeq)(row)) return { ...row, seq }
          return row
        })
        expect(await first(swapped, headsOf(rows))).toMatchObject({
          unitId,
          seq: Math.min(seq, otherSeq),
          kind: 'reordered',
        })
      }),
    )
  })

  test('several at once: the first row is named', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ rows, unitId, seq, otherSeq }) => {
        const changed = rows
          .filter((row) => !place(unitId, otherSeq)(row))
          .map((row) => (place(unitId, seq)(row) ? { ...row, verb: 'x.y' } : row))
        expect(await first(changed, headsOf(rows))).toMatchObject({
          unitId,
          seq: Math.min(seq, otherSeq),
        })
      }),
    )
  })
})

describe('heads', () => {
  const rows = [...chain(A, 4), ...chain(B, 3)]
  const heads = headsOf(rows)
  const only = (unitId: string) => rows.filter((row) => row.unit_id === unitId)

  test('a head that is gone', async () => {
    expect(await first(rows, heads.slice(1))).toMatchObject({
      unitId: A,
      seq: 4,
      kind: 'head-missing',
    })
  })

  test('a head that was moved back or changed', async () => {
    const back = [{ ...heads[0]!, seq: 3, hash: rows[2]!.hash }, heads[1]!]
    expect(await first(rows, back)).toMatchObject({ unitId: A, seq: 4, kind: 'head-changed' })
    const other = [heads[0]!, { ...heads[1]!, hash: GENESIS }]
    expect(await first(rows, other)).toMatchObject({ unitId: B, seq: 3, kind: 'head-changed' })
  })

  test('a chain removed with its head is missed where its unit is known to have acted', async () => {
    expect(await first(only(A), heads.slice(0, 1))).toBeUndefined()
    expect(await first(only(A), heads.slice(0, 1), { begun: [A, B] })).toEqual({
      unitId: B,
      seq: 1,
      id: null,
      kind: 'chain-removed',
    })
  })

  test('what an earlier check kept must still stand, even when a chain was rewritten whole', async () => {
    const rewritten = chain(A, 4).map((row) => row)
    rewritten[1] = rehashed({ ...rewritten[1]!, verb: 'x.y' })
    for (const at of [2, 3]) {
      rewritten[at] = rehashed({ ...rewritten[at]!, previous_hash: rewritten[at - 1]!.hash })
    }
    const now = headsOf(rewritten)
    expect(await first(rewritten, now)).toBeUndefined()
    const earlier = headsOf(chain(A, 3))
    expect(await first(rewritten, now, { earlier })).toMatchObject({ seq: 3, kind: 'changed' })
    const cut = chain(A, 2)
    expect(await first(cut, headsOf(cut))).toBeUndefined()
    expect(await first(cut, headsOf(cut), { earlier })).toMatchObject({
      seq: 3,
      kind: 'tail-removed',
    })
    expect(await first([], [], { earlier })).toMatchObject({ seq: 1, kind: 'chain-removed' })
  })

  test('the head of the instance changes with any head', () => {
    expect(headOfAll(heads)).not.toBe(headOfAll([heads[0]!, { ...heads[1]!, seq: 2 }]))
  })
})

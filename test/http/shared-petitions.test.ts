// Petitions handed from unit to unit count once at every unit above them: random courses among units of several branches, there
// and back, out of order, corrected, deleted, while units end and change hands. Live, counted anew, and counted by a naive oracle
// that knows neither spans nor parts nor corrections, it is the same; at every step, for any period, and as it was known then.

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemAct } from '../../src/app/instance.ts'
import { workCalendar } from '../../src/calendar/index.ts'
import { loadBoard, loadVersions, scoreOf, tallyVersion } from '../../src/index766/index.ts'
import { addDays, type Day, day } from '../../src/lib/day.ts'
import { dayOf, type Instant } from '../../src/lib/instant.ts'
import { seeded } from '../../src/lib/random.ts'
import { importUnits, rootUnitId } from '../../src/org/index.ts'
import { foldPetition } from '../../src/petitions/fold.ts'
import {
  loadPetitionSums,
  petitionRulesOn,
  receivePetitions,
  recountPetitions,
  STEPS as WORDS,
} from '../../src/petitions/index.ts'
import { petitionMessages } from '../../src/petitions/message-store.ts'
import { isUnsatisfied, judgePetition } from '../../src/petitions/petition.ts'
import { anyMessages } from '../petition.ts'
import { type World, world } from '../world.ts'

const PETITIONS = process.env.CONGTAM_LONG ? 2000 : process.env.CONGTAM_DATABASE_TESTS ? 120 : 500
const STEPS = 6
/** Units of two provinces, of three levels; GONE ends in the middle, MOVED goes to the other district. */
const HOLDERS = [
  ...['19', '167', '168', 'SNV', 'SYT', '05569', '05563', '05611', 'GONE', 'MOVED', '062', '06'],
]
const TURN = day('2026-08-12')

let w: World
let root: string

beforeAll(async () => {
  w = await world({ today: day('2026-08-03') })
  root = (await rootUnitId(w.db)) ?? ''
  await systemAct(w.instance, async (act) => {
    const unit = (code: string, validTo: Day | null) => ({
      level: 'commune' as const,
      code,
      name: code,
      fullName: code,
      type: '',
      parentCode: '167',
      validFrom: day('2020-01-01'),
      validTo,
      dossierCode: null,
    })
    await importUnits(act, [unit('GONE', null), unit('MOVED', null)])
    await loadVersions(act, [JSON.parse(readFileSync('packs/vn/index766-2026-09.json', 'utf8'))])
  })
  // As a decree of reorganisation has it: one commune ends, another changes hands.
  await w.pool.query(`update units set valid_to = $1 where code = 'GONE'`, [TURN])
  for (const code of ['GONE', 'MOVED'])
    await w.pool.query(
      `update unit_parents set valid_to = $1 where unit_id = (select id from units where code = $2)`,
      [TURN, code],
    )
  await w.pool.query(
    `insert into unit_parents (unit_id, parent_id, valid_from)
     select u.id, p.id, $1 from units u, units p where u.code = 'MOVED' and p.code = '168'`,
    [TURN],
  )
}, 120_000)
afterAll(() => w.close())

type Item = (now: Instant) => Record<string, unknown>

const stamp = (date: number, hour: number): Instant =>
  `2026-08-${String(date).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000+07:00` as Instant
/** Nothing is told before it happens. */
const happened = (at: Instant, now: Instant): Instant =>
  at <= now
    ? at
    : stamp(Number(at.slice(8, 10)) % Number(now.slice(8, 10)) || 1, Number(at.slice(11, 13)) % 7)

/** What is told of one petition by up to three units: a course from hand to hand, or anything at all. */
function itemsOf(code: string, seed: number): Item[] {
  const random = seeded(seed)
  const units = Array.from({ length: 1 + random.int(3) }, () => random.pick(HOLDERS))
  return random.next() < 0.6 ? handedOn(code, units, random) : anything(code, units, seed)
}

function handedOn(code: string, units: string[], random: ReturnType<typeof seeded>): Item[] {
  const items: Item[] = []
  let [date, hour] = [1 + random.int(8), 8]
  const tell = (unit: string, step: string) => {
    const at = stamp(Math.min(date, 31), hour)
    const about = random.pick(['rules', 'conduct'])
    items.push((now) => ({ code, unit, about, step, at: happened(at, now) }))
    if (random.next() < 0.1) items.push(() => ({ code, unit, deleted: true }))
    if (random.next() < 0.15)
      items.push((now) => ({
        ...{ code, unit, about, saidAt: happened(stamp(Math.min(date + 1, 31), 7), now) },
        events: [{ step: 'transferred', at: happened(at, now) }],
      }))
    const days = random.int(5)
    date += days
    hour = days === 0 ? Math.min(hour + 1, 16) : 8
  }
  // There, on, and for some back again.
  const hands = random.next() < 0.3 ? [...units, units[0] as string] : units
  for (const [no, unit] of hands.entries()) {
    tell(unit, no === 0 ? 'sent' : 'transferred')
    if (random.next() < 0.4) tell(unit, 'accepted')
    tell(unit, no < hands.length - 1 ? random.pick(['sent-back', 'refused']) : 'answered')
    if (random.next() < 0.6) tell(unit, random.pick(['published', 'liked', 'disliked']))
  }
  return items
}

function anything(code: string, units: string[], seed: number): Item[] {
  return units.flatMap((unit, no): Item[] => {
    const [messages = []] = fc.sample(anyMessages, { numRuns: 1, seed: seed + no })
    const come: Item = (now) => ({
      ...{ code, unit, about: 'rules', step: no === 0 ? 'sent' : 'transferred' },
      at: happened(messages[0]?.receivedAt ?? stamp(3, 8), now),
    })
    const told = messages.map(
      ({ kind, saidAt, about, events, id }, place): Item =>
        (now) => {
          const said = saidAt ? { saidAt: happened(saidAt, now) } : {}
          const base = { code, unit, about, id: `${unit} ${place} ${id}`, ...said }
          const steps = events.map(({ step, at }) => ({ step, at: happened(at, now) }))
          if (kind === 'deletion') return { ...base, deleted: true }
          return kind === 'picture' ? { ...base, events: steps } : { ...base, ...steps[0] }
        },
    )
    return [come, ...told]
  })
}

const moments = ['04T09:00', '10T10:30', '13T08:00', '21T12:00', '24T00:00', '28T23:59', '31T07:00']
const instantOf = (text: string) => `2026-08-${text}:30.000+07:00` as Instant
type Period = { from: Day; to: Day }
const PERIODS: Period[] = [
  { from: day('2026-08-01'), to: day('2026-08-31') },
  { from: day('2026-08-06'), to: day('2026-08-20') },
  { from: day('2026-07-01'), to: day('2026-09-30') },
  // Ends before units change.
  { from: day('2026-08-02'), to: day('2026-08-11') },
]
const CODES = ['5.1a', '5.1b', '5.2', '5.3']
const NOTHING = { received: 0, rules: 0, conduct: 0, content: 0, open: 0, onTime: 0 }

async function boardAt(at: Instant, period: Period, recompute: boolean) {
  return await loadBoard(w.db, { at, period, recompute, today: dayOf(at) })
}
type Board = Awaited<ReturnType<typeof boardAt>>
const sumsIn = (board: Board) =>
  Object.fromEntries(
    board.units.map(({ id, code }) => {
      const { senders: _, ...sums } = board.figures.get(id)?.petitions ?? { senders: 0, ...NOTHING }
      return [code, sums]
    }),
  )
const scoresIn = (board: Board) =>
  Object.fromEntries(
    board.units.map((unit) => [
      unit.code,
      scoreOf(board, unit)?.indicators.filter(({ code }) => CODES.includes(code)),
    ]),
  )

/** Each unit by itself: who is below it, what was said of each petition by any of them, day by day whether one had it open. */
async function naive(board: Board, at: Instant, asOf: Instant) {
  const { period, units } = board
  const ids = (await w.pool.query<{ id: string }>('select id from units')).rows.map(({ id }) => id)
  const said = await petitionMessages(w.db, ids, { asOf })
  const rules = await petitionRulesOn(w.db, dayOf(at))
  const calendar = await workCalendar(w.db)
  const days: Day[] = []
  for (let on = period.from; on <= period.to; on = addDays(on, 1)) days.push(on)
  const told = said.flatMap(({ unitId, messages }) => {
    const petition = foldPetition(messages, unitId)
    const judged = petition && judgePetition(petition, at, rules, calendar)
    if (!petition || !judged || judged.state === 'not-here') return []
    const here = petition.events.find(({ step }) => step === 'sent' || step === 'transferred')
    const since = dayOf(judged.startedAt as Instant)
    return {
      unitId,
      code: petition.code,
      about: petition.about,
      first: dayOf(here?.at as Instant),
      since,
      isOpen: days.some(
        (on) => since <= on && (judged.endedAt === null || dayOf(judged.endedAt) >= on),
      ),
      isLate: judged.verdict === 'late',
      isBad: isUnsatisfied(petition, judged, at),
    }
  })
  const below = (id: string): string[] => [
    id,
    ...units.filter(({ parentId }) => parentId === id).flatMap((it) => below(it.id)),
  ]
  return Object.fromEntries(
    units.map(({ id, code }) => {
      const sums = { ...NOTHING }
      const mine = new Set(below(id))
      const all = told.filter(({ unitId }) => mine.has(unitId))
      for (const name of new Set(all.map((it) => it.code))) {
        const parts = all.filter((it) => it.code === name)
        const first = parts.map((it) => it.first).reduce((a, b) => (a < b ? a : b))
        const last = parts.map(({ since }) => since).reduce((a, b) => (a > b ? a : b))
        const isConduct = parts.some((it) => it.since === last && it.about === 'conduct')
        if (days.includes(first)) {
          sums.received += 1
          sums[isConduct ? 'conduct' : 'rules'] += 1
          sums.content += parts.some(({ isBad }) => isBad) ? 0 : 1
        }
        if (!parts.some(({ isOpen }) => isOpen)) continue
        sums.open += 1
        sums.onTime += parts.some(({ isLate }) => isLate) ? 0 : 1
      }
      return [code, sums]
    }),
  )
}

const untilOf = (at: Instant, { to }: Period): Instant => {
  const end = `${to}T23:59:59.999+07:00` as Instant
  return at < end ? at : end
}

test(`${PETITIONS} petitions among units: live, recomputed and naive are the same, at every step and as known then`, async () => {
  expect(WORDS).toContain('transferred')
  const all = Array.from({ length: PETITIONS }, (_, no) => itemsOf(`S${no}`, 7919 * (no + 1)))
  const snapshots: { at: Instant; period: Period; sums: unknown }[] = []
  let version = 0
  for (let step = 0; step <= STEPS; step++) {
    const now = instantOf(moments[step] as string)
    const items = all
      .flatMap((each, no) => {
        // Most in their order, some told late, some twice.
        const isMixed = no % 3 === 0
        const share = (place: number) =>
          isMixed
            ? (place * 5 + no) % (STEPS + 1)
            : Math.floor((place * (STEPS + 1)) / Math.max(each.length, 1))
        const due = each.filter((_, place) => share(place) === step)
        return step > 0 && no % 4 === 0 ? [...due, ...each.slice(0, 1)] : due
      })
      .map((item) => item(now))
    for (let from = 0; from < items.length; from += 1000)
      await systemAct(w.instance, (act) =>
        receivePetitions(
          { ...act, now, today: dayOf(now) },
          {
            source: 'test',
            unitId: root,
            items: items.slice(from, from + 1000).map((item, no) => ({ no: no + 1, item })),
          },
        ),
      )
    const next = await tallyVersion(w.db)
    expect(next).toBeGreaterThan(version)
    version = next
    for (const period of PERIODS) {
      const live = await boardAt(now, period, false)
      const anew = await boardAt(now, period, true)
      expect(sumsIn(live)).toEqual(sumsIn(anew))
      expect(scoresIn(live)).toEqual(scoresIn(anew))
      expect(sumsIn(live)).toEqual(await naive(live, untilOf(now, period), now))
      snapshots.push({ at: now, period, sums: sumsIn(live) })
    }
    // Nothing comes, only time passes.
    const later = instantOf(`${moments[step]?.slice(0, 2)}T23:58`)
    if (later > now)
      for (const period of PERIODS.slice(0, 2))
        expect(sumsIn(await boardAt(later, period, false))).toEqual(
          sumsIn(await boardAt(later, period, true)),
        )
  }
  for (const { at, period, sums } of snapshots)
    expect(sumsIn(await boardAt(at, period, false))).toEqual(sums)
  // By all that is known now, at earlier instants, as pages of earlier months ask.
  for (const text of ['07T08:00', '12T00:00', '27T00:00']) {
    const query = { period: PERIODS[0] as Period, at: instantOf(text), asOf: null }
    const live = await loadPetitionSums(w.db, { ...query, today: day('2026-08-31') })
    const anew = await loadPetitionSums(w.db, {
      ...query,
      today: day('2026-08-31'),
      recompute: true,
    })
    const sorted = ({ together }: typeof live) =>
      together.map((parts) => parts.map((it) => JSON.stringify(Object.entries(it).sort())).sort())
    expect(live.byUnit).toEqual(anew.byUnit)
    expect(sorted(live).sort()).toEqual(sorted(anew).sort())
  }
}, 300_000)

test('and there was something to count once', async () => {
  const at = instantOf(moments.at(-1) as string)
  const board = await boardAt(at, PERIODS[0] as Period, false)
  const sums = sumsIn(board)
  const children = board.units.filter(
    ({ parentId }) => parentId === board.units.find(({ code }) => code === '19')?.id,
  )
  const together = children.reduce((sum, { code }) => sum + (sums[code]?.open ?? 0), 0)
  expect(sums['19']?.open).toBeGreaterThan(PETITIONS * 0.2)
  expect(sums['19']?.open).toBeLessThan(together - PETITIONS * 0.05)
  expect(sums['19']?.onTime).toBeGreaterThan(PETITIONS * 0.03)
  const shared = await w.pool.query(
    'select count(distinct code)::int as n from petition_keys where place > 1',
  )
  expect(shared.rows[0].n).toBeGreaterThan(PETITIONS * 0.2)
})

test('a recount of every unit changes nothing; an instance of before finds what several units show', async () => {
  const at = instantOf(moments.at(-1) as string)
  const before = sumsIn(await boardAt(at, PERIODS[0] as Period, false))
  const keys = async () =>
    (
      await w.pool.query(
        'select code, count(*) from petition_keys where place > 1 group by code order by code',
      )
    ).rows
  const [known, found] = [
    await keys(),
    /update petition_keys[\s\S]*?;/.exec(
      readFileSync('migrations/0133-petition-places.sql', 'utf8'),
    ),
  ]
  await w.pool.query('update petition_keys set place = 1')
  await w.pool.query(found?.[0] ?? '')
  expect(await keys()).toEqual(known)
  for (const code of HOLDERS) {
    const unitId = await w.unitId(code)
    await w.act((act) => recountPetitions(act, unitId))
  }
  expect(sumsIn(await boardAt(at, PERIODS[0] as Period, false))).toEqual(before)
})

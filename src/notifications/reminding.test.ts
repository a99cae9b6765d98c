// Reminders as they come to people, over days, restarts and double runs, in the small province.

import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { planWorld } from '../../test/plan-world.ts'
import { worker } from '../../test/worker.ts'
import type { Someone } from '../../test/world.ts'
import { addDays, type Day, day } from '../lib/day.ts'
import { keepOutcomes } from '../obligations/index.ts'
import type { DigestLine } from './digest.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let desk: ReturnType<typeof worker>
const people = new Map<string, Someone>()

beforeAll(async () => {
  w = await planWorld()
  desk = worker(w.instance, [{ name: 'mail.deliver', run: async () => undefined }])
  for (const [unit, role] of [
    ['05569', 'officer'],
    ['05569', 'head'],
    ['167', 'head'],
    ['168', 'head'],
    ['SYT', 'head'],
    ['SNV', 'head'],
    ['19', 'leader'],
  ] as const) {
    people.set(`${role}@${unit}`, await w.person(unit, role))
  }
})
afterAll(() => w.close())
beforeEach(async () => {
  desk.queue.splice(0)
  await w.pool.query(`truncate reminders, reminder_days, notices, notice_preferences, mails cascade;
    delete from settings where name like 'notice%'`)
})

/** The clock strikes: rounds at these times of a day, each worked off. */
async function office(on: string, times: readonly string[], twice = false) {
  for (const time of times) {
    w.travel(day(on))
    desk.at(day(on), time)
    await Promise.all([
      desk.run('notifications.round'),
      ...(twice ? [desk.run('notifications.round')] : []),
    ])
    await desk.drain({ twice })
  }
}

type Told = { person_id: string; kind: string; lines: DigestLine[]; made_at: string }
const told = async (who?: string): Promise<Told[]> => {
  const { rows } = await w.pool.query<Told>(
    `select person_id, kind, lines, made_at from notices where kind = 'digest' order by made_at, id`,
  )
  const id = who ? people.get(who)?.personId : null
  return id ? rows.filter((row) => row.person_id === id) : rows
}
const short = (rows: Told[]) =>
  rows.map(({ lines }) => lines.map((line) => `${line.kind} ${line.unitCode} ${line.number}`))
const mails = async () =>
  (
    await w.pool.query<{ key: string; to_address: string; subject: string; text: string }>(
      'select key, to_address, subject, text from mails order by queued_at, id',
    )
  ).rows

describe('a quarter’s report, due on Monday 17 June 2024', () => {
  test('the officer is reminded on the fifth working day before: one digest, one letter', async () => {
    await office('2024-06-07', ['00:30'])
    await office('2024-06-10', ['06:00', '07:15', '07:30', '07:45', '09:00', '16:45', '17:00'])
    const digests = await told('officer@05569')
    expect(short(digests)).toEqual([['before:5 05569 1']])
    expect(digests[0]?.lines[0]).toMatchObject({ left: 5, limitOn: '2024-06-17' })
    expect(digests[0]?.made_at).toMatch(/^2024-06-10T07:30/)
    const letters = await mails()
    const own = letters.filter(({ text }) => text.includes('Xã Bảo Cường'))
    expect(own.map(({ subject }) => subject)).toEqual(
      Array(2).fill('Nhắc việc ngày 10/6/2024: 1 việc sắp đến hạn'),
    )
    expect(own[0]?.text).toContain('[Còn 5 ngày làm việc] Xã Bảo Cường: 1. ')
    expect(own[0]?.text).toContain('{site}/office/units/05569/duties/')
  })

  test('five days before, one before, one after; the parent on the fifth after; never again', async () => {
    for (let on = day('2024-06-08'); on <= day('2024-07-12'); on = addDays(on, 1))
      await office(on, ['06:15', '07:30'])
    const own = (await told('officer@05569')).map(({ made_at, lines }) => [
      made_at.slice(0, 10),
      ...lines.map(({ kind, number }) => `${kind} ${number}`),
    ])
    expect(own).toEqual([
      ['2024-06-10', 'before:5 1'],
      ['2024-06-14', 'before:1 1'],
      ['2024-06-18', 'after:1 1'],
    ])
    const above = (await told('head@167')).flatMap(({ made_at, lines }) =>
      lines
        .filter(({ kind }) => kind.startsWith('above'))
        .map(({ unitCode }) => `${made_at.slice(0, 10)} ${unitCode}`),
    )
    // Xã Linh Thông has nobody: the district hears of it from the first reminder on, and of both when it escalates.
    expect(above).toEqual(['2024-06-24 05569', '2024-06-24 05563'])
  })

  test('a vacant commune is answered for by its district', async () => {
    await office('2024-06-10', ['06:00', '07:30'])
    expect(short(await told('head@167'))[0]).toContain('before:5 05563 1')
    expect(short(await told('head@167'))[0]).not.toContain('before:5 05569 1')
  })

  test('who takes the post over is reminded from that day; who left it is not', async () => {
    const officer = people.get('officer@05569') as Someone
    await w.pool.query(`update post_holdings set valid_to = '2024-06-11' where person_id = $1`, [
      officer.personId,
    ])
    const next = await w.person('05569', 'officer')
    await w.pool.query(`update post_holdings set valid_from = '2024-06-11' where person_id = $1`, [
      next.personId,
    ])
    await office('2024-06-10', ['06:00', '07:30'])
    await office('2024-06-14', ['06:00', '07:30'])
    const all = await told()
    const of = (id: string) => short(all.filter((row) => row.person_id === id))
    expect(of(officer.personId)).toEqual([['before:5 05569 1']])
    expect(of(next.personId)).toEqual([['before:1 05569 1']])
    await w.pool.query(`update post_holdings set valid_to = null where person_id = $1`, [
      officer.personId,
    ])
    await w.pool.query(`delete from post_holdings where person_id = $1`, [next.personId])
  })

  test('nothing on days off or outside the hours; a missed day is made good', async () => {
    await office('2024-06-08', ['06:00', '09:00'])
    await office('2024-06-09', ['06:00', '09:00'])
    await office('2024-06-10', ['05:45', '17:00', '23:00'])
    expect(await told()).toEqual([])
    expect(await mails()).toEqual([])
    await office('2024-06-11', ['06:00', '07:30'])
    expect(short(await told('officer@05569'))).toEqual([['before:5 05569 1']])
  })

  test('a person’s own hour, and no letter for who wants none', async () => {
    const { personId } = people.get('officer@05569') as Someone
    await w.pool.query(
      `insert into notice_preferences values ($1, false, false, '13:00', 'vi', null, now())`,
      [personId],
    )
    const before = (await mails()).length
    await office('2024-06-10', ['06:00', '07:30', '12:45'])
    expect(await told('officer@05569')).toEqual([])
    await office('2024-06-10', ['13:00', '13:15'])
    expect(await told('officer@05569')).toHaveLength(1)
    const { rows } = await w.pool.query('select email from people where id = $1', [personId])
    expect((await mails()).slice(before).map((row) => row.to_address)).not.toContain(rows[0]?.email)
  })

  test('other rules are obeyed', async () => {
    await w.pool.query(
      `insert into settings values ('notice-rules', '{"before": [3], "from": "10:00"}', now())`,
    )
    await office('2024-06-10', ['06:00', '10:00'])
    expect(await told('officer@05569')).toEqual([])
    await office('2024-06-12', ['06:00', '07:30'])
    expect(await told('officer@05569')).toEqual([])
    await office('2024-06-12', ['10:00'])
    expect(short(await told('officer@05569'))).toEqual([['before:3 05569 1']])
  })
})

describe('reported', () => {
  test('between working it out and telling: nobody is told; returned, it is reminded of anew', async () => {
    w.travel(day('2024-06-10'))
    await office('2024-06-10', ['06:00'])
    expect(await told()).toEqual([])
    const sent = await w.report('05569', '167')
    await office('2024-06-10', ['07:30', '07:45'])
    expect(await told('officer@05569')).toEqual([])
    await office('2024-06-14', ['06:00', '07:30'])
    expect(await told('officer@05569')).toEqual([])
    await w.pool.query(
      `insert into returns (unit_id, submission_id, duty_id, returned_at, reason, correct_by)
       select unit_id, submission_id, duty_id, '2024-06-14 10:00+07', 'thiếu ảnh', '2024-06-20'
       from submission_lines where submission_id = $1`,
      [sent.submissionId],
    )
    const { rows } = await w.pool.query<{ id: string }>('select id from units')
    await keepOutcomes(
      w.db,
      rows.map(({ id }) => id),
    )
    await office('2024-06-17', ['06:00', '07:30'])
    await office('2024-06-19', ['06:00', '07:30'])
    expect(short(await told('officer@05569'))).toEqual([['before:5 05569 1'], ['before:1 05569 1']])
    await w.pool.query('truncate submissions, draft_lines, evidence cascade')
  })

  test('an ended duty is not reminded of', async () => {
    await w.pool.query(
      `insert into duty_endings select unit_id, id, '2024-06-01', 'thôi', null from duties`,
    )
    await office('2024-06-10', ['06:00', '07:30'])
    expect(await told()).toEqual([])
    await w.pool.query('truncate duty_endings')
  })
})

/** A day of a random month: rounds, how often they run beside themselves, and who reports. */
const dayOfOffice = fc.record({
  skip: fc.integer({ min: 0, max: 3 }),
  twice: fc.boolean(),
  lost: fc.boolean(),
  reports: fc.option(fc.constantFrom('05569', '05611', 'SNV'), { nil: null, freq: 6 }),
})

test('over random months each reminder is told at most once, never after completion', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(dayOfOffice, { minLength: 5, maxLength: 5 }), async (days) => {
      await w.pool.query(`truncate reminders, reminder_days, notices, mails, submissions,
        draft_lines, evidence cascade`)
      const done = new Map<string, string>()
      let on: Day = day('2024-06-07')
      for (const { skip, twice, lost, reports } of days) {
        on = addDays(on, 1 + skip)
        w.travel(on)
        await office(on, ['06:00'], twice)
        if (reports) {
          const sent = await w.report(reports, '167').catch(() => null)
          for (const id of sent?.dutyIds ?? []) done.set(id, done.get(id) ?? `${on}T07`)
        }
        if (lost) {
          // The process is killed: what was queued in memory is gone, the next round finds it.
          desk.at(on, '07:30')
          await desk.run('notifications.round')
          desk.queue.splice(0)
        }
        await office(on, ['07:45', '15:00'], twice)
      }
      const seen = new Set<string>()
      const perDay = new Set<string>()
      for (const { person_id, lines, made_at } of await told()) {
        const when = `${person_id} ${made_at.slice(0, 10)}`
        expect(perDay.has(when), `two digests ${when}`).toBe(false)
        perDay.add(when)
        for (const line of lines) {
          const key = `${person_id} ${line.dutyId} ${line.kind} ${line.limitOn}`
          expect(seen.has(key), `twice: ${key}`).toBe(false)
          seen.add(key)
          const end = done.get(line.dutyId)
          expect(!end || made_at < end, `after completion: ${key}`).toBe(true)
        }
      }
      const { rows: letters } = await w.pool.query<{ n: number }>(
        `select count(*)::int as n from mails group by to_address, (queued_at at time zone '+07')::date`,
      )
      expect(Math.max(0, ...letters.map(({ n }) => n)), 'a flood of letters').toBeLessThanOrEqual(2)
    }),
    { numRuns: 2, seed: 2024, endOnFailure: true },
  )
})

// After a duty was given: more time, other hands, locked forms, signing for somebody, a form saved twice.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '../../src/lib/day.ts'
import { asOfToday, listDuties, loadForm, setLock } from '../../src/obligations/index.ts'
import { PERIOD, planWorld } from '../plan-world.ts'
import type { Someone } from '../world.ts'

let w: Awaited<ReturnType<typeof planWorld>>
let head: Someone
let reviewer: Someone
let coordinator: Someone
const FORM = '/office/units/05569/reports/7-2024/2024-Q2'

beforeAll(async () => {
  w = await planWorld()
  head = await w.person('05569', 'head')
  reviewer = await w.person('167', { reviewer: '167' })
  coordinator = await w.person('SNV', { coordinator: '19', reviewer: 'SNV' })
})
afterAll(() => w.close())

/** Days pass, and everybody is signed in again. */
async function travel(to: ReturnType<typeof day>) {
  w.travel(to)
  await w.pool.query('update sessions set seen_at = $1, expires_at = $2', [
    w.instance.clock().now,
    '2030-01-01T00:00:00+07:00',
  ])
}

const dutiesOf = async (code: string) =>
  await listDuties(w.db, await asOfToday(w.db, w.instance.clock().today), {
    unitIds: [await w.unitId(code)],
  })
const dutyOf = async (code: string, period: string) => {
  const duty = (await dutiesOf(code)).find((each) => each.period === period)
  if (!duty) throw new Error(`no duty of ${code} in ${period}`)
  return duty
}
const verbs = async () =>
  (await w.pool.query<{ verb: string }>('select verb from events order by id')).rows.map(
    ({ verb }) => verb,
  )
const text = async (address: string, as: Someone) => await (await w.ask(address, { as })).text()

test('asked in time and granted: the new day is used everywhere, the first one stays beside it', async () => {
  const before = await dutyOf('05569', PERIOD)
  expect(before.dueOn).toBe('2024-06-17')
  const asked = await w.ask('/office/units/05569/extensions', {
    as: head,
    form: { plan: '7-2024', duty: before.id, wantedOn: '2024-06-28', reason: 'Chờ hướng dẫn' },
  })
  expect(asked.status).toBe(303)
  const address = (asked.headers.get('location') ?? '').split('?')[0] ?? ''
  expect(await text('/office/extensions', reviewer)).toContain('Chờ hướng dẫn')
  // The unit itself may not decide, and nobody may ask twice.
  expect((await w.ask(address, { as: head, form: { decision: 'grant' } })).status).toBe(403)
  const again = await w.ask('/office/units/05569/extensions', {
    as: head,
    form: { plan: '7-2024', duty: before.id, wantedOn: '2024-06-28', reason: 'x' },
  })
  expect(again.status).toBe(409)
  const granted = await w.ask(address, {
    as: reviewer,
    form: { decision: 'grant', grantedOn: '2024-06-25', reason: 'Chỉ đến 25/6' },
  })
  expect(granted.status).toBe(303)
  await travel(day('2024-06-20'))
  const after = await dutyOf('05569', PERIOD)
  expect(after).toMatchObject({
    dueOn: '2024-06-25',
    originalDueOn: '2024-06-17',
    standing: 'due-soon',
    late: false,
  })
  const page = await text(`/office/units/05569/duties/${before.id}`, head)
  expect(page).toContain('25/6/2024 (hạn ban đầu 17/6/2024)')
  expect(page).toContain('Đề nghị đến 28/6/2024: Chờ hướng dẫn')
  expect((await verbs()).slice(-2)).toEqual(['extension.asked', 'extension.granted'])
})

test('asked after the due day: granted or not, it counts as late', async () => {
  const duty = await dutyOf('05563', PERIOD)
  const other = await w.person('05563', 'head')
  const asked = await w.ask('/office/units/05563/extensions', {
    as: other,
    form: { plan: '7-2024', duty: duty.id, wantedOn: '2024-06-28', reason: 'Bão lũ' },
  })
  const address = (asked.headers.get('location') ?? '').split('?')[0] ?? ''
  expect(await text(address, other)).toContain('vẫn tính trễ')
  await w.ask(address, { as: reviewer, form: { decision: 'grant', grantedOn: '2024-06-28' } })
  expect(await dutyOf('05563', PERIOD)).toMatchObject({
    dueOn: '2024-06-17',
    standing: 'overdue',
    late: true,
  })
  const csv = await (await w.ask('/office/extensions.csv', { as: reviewer })).text()
  expect(csv.trim().split('\r\n')).toHaveLength(3)
})

test('a request may be taken back until it is decided', async () => {
  const duty = await dutyOf('05569', '2024-Q3')
  const ask = () =>
    w.ask('/office/units/05569/extensions', {
      as: head,
      form: { plan: '7-2024', duty: duty.id, wantedOn: '2024-12-30', reason: 'Thiếu người' },
    })
  const address = ((await ask()).headers.get('location') ?? '').split('?')[0] ?? ''
  expect((await w.ask(`${address}/withdrawal`, { as: head, form: {} })).status).toBe(303)
  const late = await w.ask(address, {
    as: reviewer,
    form: { decision: 'refuse', reason: 'Không' },
  })
  expect(late.status).toBe(409)
  expect(await late.text()).toContain('đã được quyết định hoặc đã rút')
  expect((await ask()).status).toBe(303)
})

test('a duty given to the wrong body moves with its draft; the old unit keeps the history', async () => {
  const duty = (await dutiesOf('SYT'))[0]
  if (!duty) throw new Error('no duty of SYT')
  const unitId = await w.unitId('SYT')
  await w.pool.query(
    `insert into draft_lines (unit_id, duty_id, period, state, progress, saved_at)
     values ($1, $2, '2024-Q2', 'in-progress', 'Đang làm', now())`,
    [unitId, duty.id],
  )
  const address = `/office/units/SYT/duties/${duty.id}/reassignment`
  expect((await w.ask(address, { as: reviewer })).status).toBe(403)
  const refused = await w.ask(address, {
    as: coordinator,
    form: { duty: duty.id, to: await w.unitId('167'), reason: '' },
  })
  expect(refused.status).toBe(422)
  const moved = await w.ask(address, {
    as: coordinator,
    form: { duty: duty.id, to: await w.unitId('167'), reason: 'Nhầm cơ quan chủ trì' },
  })
  expect(moved.status).toBe(303)
  expect((await dutiesOf('SYT')).map(({ id }) => id)).not.toContain(duty.id)
  const there = (await dutiesOf('167')).find((each) => each.obligationId === duty.obligationId)
  expect(there).toMatchObject({ dueOn: duty.dueOn, period: duty.period })
  const { rows } = await w.pool.query('select progress from draft_lines where duty_id = $1', [
    there?.id,
  ])
  expect(rows).toEqual([{ progress: 'Đang làm' }])
  const old = await text(`/office/units/SYT/duties/${duty.id}`, coordinator)
  expect(old).toContain('Chuyển sang Huyện Định Hóa')
  expect(old).toContain('Nhầm cơ quan chủ trì')
  // And back again, as a new row beside the ended one.
  const back = await w.ask(`/office/units/167/duties/${there?.id}/reassignment`, {
    as: coordinator,
    form: { duty: there?.id, to: unitId, reason: 'Trả lại', dueOn: '2024-12-30' },
  })
  expect(back.status).toBe(303)
  const again = (await dutiesOf('SYT')).find((each) => each.obligationId === duty.obligationId)
  expect(again).toMatchObject({ dueOn: '2024-12-30', originalDueOn: duty.originalDueOn })
  expect(again?.id).not.toBe(duty.id)
})

test('a duty the other unit has already cannot be moved there', async () => {
  const duty = await dutyOf('05611', '2024-Q3')
  const answer = await w.ask(`/office/units/05611/duties/${duty.id}/reassignment`, {
    as: coordinator,
    form: { duty: duty.id, to: await w.unitId('05563'), reason: 'x' },
  })
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('đã có việc này trong cùng kỳ')
})

test('the head gives a duty to a post of the unit', async () => {
  const duty = await dutyOf('05569', '2024-Q4')
  const officer = await w.person('05569', 'officer')
  const address = `/office/units/05569/duties/${duty.id}`
  const given = await w.ask(`${address}/assignment`, {
    as: head,
    form: { duty: duty.id, post: officer.postId, reason: 'Phân công' },
  })
  expect(given.status).toBe(303)
  const page = await text(address, head)
  expect(page).toContain('Vị trí phụ trách')
  expect(page).toMatch(/Giao cho Vị trí [0-9a-f]{8}/)
  const foreign = await w.ask(`${address}/assignment`, {
    as: head,
    form: { duty: duty.id, post: reviewer.postId, reason: 'x' },
  })
  expect(foreign.status).toBe(422)
})

test('a colleague signs for the head on leave, within the lent powers and days, seen on every page', async () => {
  const deputy = await w.person('05569', 'officer')
  const form = {
    to: deputy.personId,
    power: ['report.draft', 'report.submit'],
    from: '2024-06-20',
    until: '2024-06-21',
    reason: 'Nghỉ phép',
  }
  expect((await w.ask('/office/delegations', { as: deputy, form })).status).toBe(403)
  const beyond = { ...form, power: 'report.review' }
  expect((await w.ask('/office/delegations', { as: head, form: beyond })).status).toBe(403)
  expect((await w.ask('/office/delegations', { as: head, form })).status).toBe(303)
  expect((await w.ask(`${FORM}/send`, { as: deputy, form: {} })).status).toBe(403)
  const { rows } = await w.pool.query<{ id: string }>('select id from delegations')
  const id = rows[0]?.id ?? ''
  const began = await w.ask(`/office/delegations/${id}/signing`, { as: deputy, form: {} })
  expect(began.status).toBe(303)
  for (const address of ['/office/work', '/office/duties', '/']) {
    expect(await text(address, deputy)).toContain('Đang ký thay Người')
  }
  // Not what was not lent, and not lent on.
  const duty = await dutyOf('05569', PERIOD)
  const ask = { plan: '7-2024', duty: duty.id, wantedOn: '2024-09-01', reason: 'x' }
  const unlent = await w.ask('/office/units/05569/extensions', { as: deputy, form: ask })
  expect(unlent.status).toBe(403)
  const onward = { ...form, to: head.personId }
  expect((await w.ask('/office/delegations', { as: deputy, form: onward })).status).toBe(403)
  await w.ask(FORM, {
    as: deputy,
    form: { [`progress.${duty.id}`]: 'Đã niêm yết', [`state.${duty.id}`]: 'in-progress' },
  })
  const sent = await w.ask(`${FORM}/send`, { as: deputy, form: {} })
  expect(sent.status).toBe(303)
  const events = await w.pool.query(
    `select person_id, post_id, details from events where verb = 'report.submitted'`,
  )
  expect(events.rows[0]).toMatchObject({
    person_id: deputy.personId,
    post_id: head.postId,
    details: { actingFor: id },
  })
  const round = await text((sent.headers.get('location') ?? '').split('?')[0] ?? '', head)
  expect(round).toContain('ký thay')
  // It ends by itself: the next day the deputy is an officer again.
  await travel(day('2024-06-22'))
  expect(await text('/office/work', deputy)).not.toContain('Đang ký thay')
  expect((await w.ask(`/office/delegations/${id}/signing`, { as: deputy, form: {} })).status).toBe(
    404,
  )
})

test('a delegation ends early, and with the post of who gave it', async () => {
  const deputy = await w.person('05569', 'officer')
  const lend = async (from: Someone) => {
    await w.ask('/office/delegations', {
      as: from,
      form: {
        to: deputy.personId,
        power: 'report.submit',
        from: '2024-06-22',
        until: '2024-07-30',
      },
    })
    const { rows } = await w.pool.query<{ id: string }>(
      'select id from delegations order by given_at desc, id desc limit 1',
    )
    return rows[0]?.id ?? ''
  }
  const first = await lend(head)
  const sign = (id: string) => w.ask(`/office/delegations/${id}/signing`, { as: deputy, form: {} })
  expect((await sign(first)).status).toBe(303)
  const ended = await w.ask(`/office/delegations/${first}/ending`, { as: head, form: {} })
  expect(ended.status).toBe(303)
  expect((await sign(first)).status).toBe(404)
  const passing = await w.person('05569', 'head')
  const second = await lend(passing)
  expect((await sign(second)).status).toBe(303)
  await w.pool.query('update post_holdings set valid_to = $1 where person_id = $2', [
    '2024-06-22',
    passing.personId,
  ])
  expect(await text('/office/work', deputy)).not.toContain('Đang ký thay')
})

test('a locked form takes nothing until one gives a reason and another approves', async () => {
  const unitId = await w.unitId('05611')
  const commune = await w.person('05611', 'head')
  const district = await w.person('168', { reviewer: '168' })
  const form = FORM.replace('05569', '05611')
  const duty = await dutyOf('05611', PERIOD)
  const write = () =>
    w.ask(form, {
      as: commune,
      form: { [`progress.${duty.id}`]: 'Muộn', [`state.${duty.id}`]: 'done' },
    })
  await w.act(async (act) =>
    setLock(act, { planId: w.planId, unitId: await w.unitId('19'), workdays: 2 }),
  )
  await travel(day('2024-06-26'))
  const shut = await write()
  expect(shut.status).toBe(409)
  expect(await shut.text()).toContain('đã khóa')
  // Nor through the form of the next period.
  const key = { unitId, planId: w.planId, period: '2024-Q3' }
  const next = await loadForm(w.db, day('2024-06-26'), key)
  expect(next.lines.find((line) => line.duty.id === duty.id)?.mayBeSent).toBe(false)
  const asked = await w.ask(`${form}/opening`, {
    as: commune,
    form: { reason: 'Mất điện hai tuần', until: '2024-06-28' },
  })
  expect(asked.status).toBe(303)
  const { rows } = await w.pool.query<{ id: string }>('select id from form_openings')
  const decision = `/office/units/05611/openings/${rows[0]?.id}`
  const own = await w.ask(decision, { as: commune, form: { decision: 'approve' } })
  expect(own.status).toBe(403)
  expect((await write()).status).toBe(409)
  const approved = await w.ask(decision, { as: district, form: { decision: 'approve' } })
  expect(approved.status).toBe(303)
  expect((await write()).status).toBe(303)
  const list = await text('/office/openings', district)
  expect(list).toContain('Mất điện hai tuần')
  expect(list.match(/Người [0-9a-f]{8}/g)?.length).toBeGreaterThanOrEqual(2)
  await travel(day('2024-06-29'))
  expect((await write()).status).toBe(409)
  await w.act(async (act) =>
    setLock(act, { planId: w.planId, unitId: await w.unitId('19'), workdays: null }),
  )
  expect((await write()).status).toBe(303)
})

test('the same save twice is kept once; over a newer draft it is handed back', async () => {
  const duty = await dutyOf('05563', PERIOD)
  const as = await w.person('05563', 'head')
  const form = FORM.replace('05569', '05563')
  const save = (progress: string, more: Record<string, string>) =>
    w.ask(form, {
      as,
      form: {
        via: 'script',
        [`progress.${duty.id}`]: progress,
        [`link.${duty.id}`]: LINK,
        ...more,
      },
    })
  const LINK = 'https://example.org/niem-yet'
  const key = '01900000-0000-7000-8000-000000000001'
  const first = await save('Lần một', { key, base: '' })
  const answer = await first.json()
  expect(answer).toMatchObject({ next: `${form}?saved=1` })
  const second = await save('Lần một', { key, base: '' })
  expect(await second.json()).toEqual(answer)
  const { rows } = await w.pool.query('select 1 from evidence where duty_id = $1', [duty.id])
  expect(rows).toHaveLength(1)
  const other = await save('Lần hai', { key: key.replace('1', '2'), base: '' })
  expect(other.status).toBe(409)
  const { conflict } = (await other.json()) as { conflict: { savedAt: string; lines: unknown[] } }
  expect(conflict.lines).toMatchObject([
    { mine: { progress: 'Lần hai' }, theirs: { progress: 'Lần một' } },
  ])
  const chosen = await save('Lần hai', {
    key: '01900000-0000-7000-8000-000000000003',
    base: conflict.savedAt,
  })
  expect(chosen.status).toBe(200)
})

test('ownership: a unit without a head is told, with the way to settle it', async () => {
  const page = await text('/office/ownership?fault=vacant', coordinator)
  expect(page).toContain('Huyện Phú Lương')
  expect(page).not.toContain('Xã Bảo Cường')
  const csv = await (await w.ask('/office/ownership.csv?fault=vacant', { as: coordinator })).text()
  expect(csv).toContain('Trống người đứng đầu')
  expect(await text('/office/leader', coordinator)).toContain('/office/ownership')
})

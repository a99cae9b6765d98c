// An apology before the due time: drafted once, approved, signed, sent; the share of a unit; the template in the browser.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { readDocument } from '../../src/documents/index.ts'
import { draftLetters, lettersInState, refOf, timelyShares } from '../../src/dossiers/index.ts'
import { day } from '../../src/lib/day.ts'
import type { Instant } from '../../src/lib/instant.ts'
import { dossierWorld, picture, receive } from '../dossier-world.ts'
import type { Someone, World } from '../world.ts'

let w: World
let unitId: string
let officer: Someone
let head: Someone
const NAME = 'Lê Thị Riêng'
const MAIL = 'rieng@test.vn'
const CODE = 'H55.2-260803-5001'
beforeAll(async () => {
  w = await dossierWorld(2)
  unitId = await w.unitId('05569')
  await receive(w, [
    picture(CODE, { ChuHoSo: NAME, Email: MAIL }),
    picture('H55.2-260803-5002', { ChuHoSo: 'Khác', NgayHenTra: '20260824170000' }),
    picture('H55.2-260803-5003', { ChuHoSo: 'Muộn', NgayHenTra: '20260812170000' }),
  ])
  officer = await w.person('05569', 'officer')
  head = await w.person('05569', 'head')
}, 120_000)
afterAll(() => w.close())

const drafts = async () =>
  (await lettersInState(w.db, [unitId], 'drafted', 500)).map(({ code }) => code)
const letterOf = async (code: string) =>
  (await lettersInState(w.db, [unitId], null, 500)).find((it) => it.code === code)!
const address = async () => `/office/units/05569/letters/${(await letterOf(CODE)).id}`

test('drafted before the due time for what is near it, once only', async () => {
  await w.act((act) => draftLetters(act, unitId))
  const first = await drafts()
  expect(first).toContain(CODE)
  expect(first).not.toContain('H55.2-260803-5002')
  expect(first).not.toContain('H55.2-260803-5003')
  await w.act((act) => draftLetters(act, unitId))
  expect(await drafts()).toEqual(first)
  expect(JSON.stringify((await w.pool.query('select * from letters')).rows)).not.toContain(NAME)
})

test('the lists name nobody; the letter does, for who may write it', async () => {
  const list = await (await w.ask('/office/letters', { as: officer })).text()
  expect(list).toContain('H55.2-260803-••01')
  expect(list).not.toContain(NAME)
  const html = await (await w.ask(await address(), { as: officer })).text()
  expect(html).toContain(`Kính gửi: ${NAME}`)
  expect(html).toMatch(/Chờ duyệt\. Kịp thời nếu gửi trước [^.]+\. Còn thiếu: lý do/)
  const inspector = await w.person('19', 'inspector')
  expect((await w.ask(await address(), { as: inspector })).status).toBe(403)
})

const post = async (path: string, form: Record<string, unknown>, as = head) =>
  (await w.ask(`${await address()}${path}`, { as, form })).status

test('each step in its turn, by who may: a reason before approval, a number before sending', async () => {
  expect(await post('/approval', {}, officer)).toBe(403)
  expect(await post('/approval', {})).toBe(422)
  const values = {
    reason: 'Chờ ý kiến cơ quan thuế',
    newDueOn: '2026-08-21',
    applicant: NAME,
    office: 'UBND xã Bảo Cường',
    superior: '',
    place: 'Bảo Cường',
    holder: 'UBND xã',
    counter: 'Bộ phận Một cửa',
    authority: '',
    title: 'Chủ tịch',
    signer: 'Hoàng Văn Ký',
  }
  expect(await post('', { ...values, newDueOn: 'x' }, officer)).toBe(422)
  expect(await post('', values, officer)).toBe(303)
  expect(await post('/sending', { by: 'mail' })).toBe(409)
  expect(await post('/approval', {})).toBe(303)
  expect(await post('', values, officer)).toBe(409)
  expect(
    await post('/signature', {
      number: '12/UBND-VP',
      date: '2026-08-14',
      title: 'Chủ tịch',
      signer: '',
    }),
  ).toBe(422)
  expect(
    await post('/signature', {
      number: '12/UBND-VP',
      date: '2026-08-14',
      title: 'Chủ tịch',
      signer: 'Hoàng Văn Ký',
    }),
  ).toBe(303)
  expect(await post('/sending', { by: 'mail' })).toBe(303)
  expect(await post('/sending', { by: 'paper' })).toBe(409)
  const { rows } = await w.pool.query('select to_address, text from mails')
  expect(rows).toHaveLength(1)
  expect(rows[0].to_address).toBe(MAIL)
  expect(rows[0].text).toContain('Chờ ý kiến cơ quan thuế')
  expect(rows[0].text).toContain('21 tháng 8 năm 2026')
  const word = await w.ask(`${await address()}/word`, { as: head })
  const { text } = await readDocument(new Uint8Array(await word.arrayBuffer()), 'x.docx')
  for (const part of ['12/UBND-VP', NAME, 'HOÀNG VĂN KÝ', 'ngày 14 tháng 8 năm 2026'])
    expect(text.toUpperCase()).toContain(part.toUpperCase())
  const { rows: events } = await w.pool.query(
    `select verb, details::text as details from events where verb like 'letter%'`,
  )
  expect(events.map(({ verb }) => verb)).toEqual(
    expect.arrayContaining([
      'letters.drafted',
      'letter.changed',
      'letter.approved',
      'letter.signed',
      'letter.sent',
    ]),
  )
  expect(JSON.stringify(events)).not.toMatch(new RegExp(`${NAME}|${MAIL}`))
})

test('a dossier that ended needs no draft; the overdue list says how the apology stands', async () => {
  const before = await drafts()
  const made = await w.ask(`/office/units/05569/dossiers/${refOf('H55.2-260803-5003')}/letter`, {
    as: officer,
    form: {},
  })
  expect(made.status).toBe(303)
  const again = await w.ask(`/office/units/05569/dossiers/${refOf('H55.2-260803-5003')}/letter`, {
    as: officer,
    form: {},
  })
  expect(again.status).toBe(409)
  const overdue = await (await w.ask('/office/dossiers?standing=overdue', { as: officer })).text()
  expect(overdue).toContain('Chờ duyệt')
  await receive(w, [
    picture(
      'H55.2-260803-5003',
      {
        ChuHoSo: 'Muộn',
        NgayHenTra: '20260812170000',
        TrangThaiHoSo: 9,
        NgayKetThucXuLy: '20260814000100',
      },
      day('2026-08-14'),
    ),
  ])
  await w.act((act) => draftLetters(act, unitId))
  expect((await drafts()).sort()).toEqual(before.sort())
})

test('the share of overdue dossiers with a letter sent before their due time', async () => {
  const later = '2026-08-18T08:00:00.000+07:00' as Instant
  const [share] = await timelyShares(
    w.db,
    [unitId],
    '2026-08-10T00:00:00.000+07:00' as Instant,
    later,
  )
  expect(share?.timely).toBe(1)
  expect(share!.overdue).toBeGreaterThan(1)
})

test('the template is edited into a new version; a place without a field is refused; old letters keep theirs', async () => {
  const coordinator = await w.person('19', 'coordinator')
  const page = await (await w.ask('/office/letters/template', { as: coordinator })).text()
  expect(page).toContain('Phiên bản 1')
  const parts = {
    superior: '{superior}',
    office: '{office}',
    number: 'Số: {number}',
    subject: 'V/v xin lỗi',
    nation: 'X',
    motto: 'Y',
    placeDate: '{place}, {date}',
    to: 'Gửi {applicant}',
    paragraphs: 'Một\nHai {code}',
    recipients: 'Lưu',
    authority: '',
    title: '{title}',
    signer: '{signer}',
    sendWorkdaysBefore: '1',
    extendWorkdays: '3',
  }
  const send = async (form: object, as = coordinator) =>
    (await w.ask('/office/letters/template', { as, form: { ...parts, ...form } })).status
  expect(await send({ to: 'Gửi {nobody}' })).toBe(422)
  expect(await send({}, head)).toBe(403)
  expect(await send({})).toBe(303)
  const { rows } = await w.pool.query('select version from letter_templates order by version')
  expect(rows.map(({ version }) => version)).toEqual([1, 2])
  expect(await (await w.ask(await address(), { as: officer })).text()).toContain('Kính gửi')
})

// A cycle through the actions: scored, sent, appraised with reasons, answered once, settled, published, decided on.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { criteriaCycle, SMALL_SET } from '../../test/criteria-world.ts'
import { planWorld } from '../../test/plan-world.ts'
import { day } from '../lib/day.ts'
import { obligationMeasures } from '../obligations/index.ts'
import type { Act, Read } from '../platform/index.ts'
import {
  answerAppraisal,
  beginSet,
  concludeAppraisal,
  copyVersion,
  criteriaCommand,
  decideProposal,
  decisionsOf,
  editSet,
  loadHead,
  loadStandings,
  loadUnits,
  publishedCycles,
  publishResult,
  publishSet,
  replaceSet,
  saveAppraisal,
  saveSelfScore,
  sendSelfScore,
  undoEdit,
  versionOf,
  versionsOf,
  withdrawResult,
} from './index.ts'

const MEASURES = obligationMeasures
let w: Awaited<ReturnType<typeof planWorld>>
const SLUG = 'xa-2024'

beforeAll(async () => {
  w = await planWorld()
  await criteriaCycle(w)
})
afterAll(() => w.close())

const refused = async (code: string, work: (act: Act) => Promise<unknown>) =>
  expect(w.act(work)).rejects.toMatchObject({ code })
const keyOf = async (code: string) => ({ unitId: await w.unitId(code), slug: SLUG })
const states = async () => {
  const head = await loadHead(w.db, SLUG)
  const units = await loadUnits({ db: w.db, ...w.instance.clock() }, head, MEASURES)
  return { head, units, of: (code: string) => units.find(({ unitCode }) => unitCode === code) }
}
const score = (line: string, value: number | null, note = '') => ({
  line,
  value,
  notApplicable: false,
  note,
})
const link = { link: 'https://xa.example.vn/niem-yet', title: 'Ảnh niêm yết' }

describe('a set', () => {
  test('is edited, undone, published once, and copied for the next year', async () => {
    const key = { code: 'phong', number: 1 }
    const unitId = await w.unitId('SNV')
    await w.act((act) => beginSet(act, { code: 'phong', unitId, document: SMALL_SET }))
    await refused('criteria.code-taken', (act) =>
      beginSet(act, { code: 'phong', unitId, document: SMALL_SET }),
    )
    await w.act((act) => editSet(act, key, { do: 'remove', code: '2' }))
    await w.act((act) => editSet(act, key, { do: 'move', code: '3', to: 'up' }))
    await refused('criteria.faults', (act) => publishSet(act, key, []))
    expect(await w.act((act) => undoEdit(act, key))).toBe('move')
    expect(await w.act((act) => undoEdit(act, key))).toBe('remove')
    await refused('criteria.nothing-to-undo', (act) => undoEdit(act, key))
    expect((await versionOf(w.db, 'phong', 1))?.document).toEqual(SMALL_SET)
    await w.act((act) => publishSet(act, key, ['reports-on-time']))
    await refused('criteria.published', (act) => replaceSet(act, key, SMALL_SET))
    expect(await w.act((act) => copyVersion(act, { code: 'phong', from: 1 }))).toMatchObject({
      number: 2,
    })
    await refused('criteria.draft-there', (act) => copyVersion(act, { code: 'phong', from: 1 }))
    const version = await versionOf(w.db, 'phong', 2)
    expect(version).toMatchObject({ published_at: null, document: { lines: SMALL_SET.lines } })
    expect((await versionsOf(w.db, version?.set_id ?? '')).map(({ number }) => number)).toEqual([
      2, 1,
    ])
  })
})

describe('a unit scores itself', () => {
  test('within the points, by the steps, only on its own lines', async () => {
    const key = await keyOf('05569')
    const save = (entry: ReturnType<typeof score>) => (act: Act) =>
      saveSelfScore(act, key, { entries: [entry], evidence: [], withdraw: null })
    await refused('criteria.points-beyond', save(score('1.1', 41)))
    await refused('criteria.points-no-step', save(score('1.2', 15)))
    await refused('criteria.not-your-line', save(score('3', 20)))
    await refused('criteria.must-apply', save({ ...score('1.1', null), notApplicable: true }))
    await w.act(save(score('1.1', 40, 'Đủ 12 xóm')))
    await refused('criteria.lines-open', (act) => sendSelfScore(act, key, ''))
    await w.act(save(score('1.2', 20)))
    await refused('criteria.evidence-missing', (act) => sendSelfScore(act, key, ''))
    await w.act((act) =>
      saveSelfScore(act, key, {
        entries: [],
        evidence: [{ line: '1.1', source: link }],
        withdraw: null,
      }),
    )
    expect((await states()).of('05569')).toMatchObject({ stage: 'drafting' })
    expect(await w.act((act) => sendSelfScore(act, key, ''))).toEqual({ late: false })
    await refused('criteria.not-now', save(score('1.1', 0)))
    const unit = (await states()).of('05569')
    // Nothing was due yet, so the measure gives its full points; line 2 waits for the appraiser.
    expect(unit).toMatchObject({
      stage: 'sent',
      now: { score: null, missing: ['2'], provisional: 100 },
      settled: { missing: ['1.1', '1.2', '2'] },
    })
  })

  test('what does not apply needs a word, and leaves the scale', async () => {
    const key = await keyOf('05563')
    const none = { ...score('1.2', null), notApplicable: true }
    await w.act((act) =>
      saveSelfScore(act, key, {
        entries: [score('1.1', 20), none],
        evidence: [{ line: '1.1', source: link }],
        withdraw: null,
      }),
    )
    await refused('criteria.note-missing', (act) => sendSelfScore(act, key, ''))
    await w.act((act) =>
      saveSelfScore(act, key, {
        entries: [{ ...none, note: 'Xã không có dự án' }],
        evidence: [],
        withdraw: null,
      }),
    )
    await w.act((act) => sendSelfScore(act, key, ''))
    expect((await states()).of('05563')?.own).toMatchObject({ attainable: 100 - 20, points: 40 })
  })
})

describe('the appraiser', () => {
  test('corrects with a reason, and shows it when every line has points', async () => {
    const key = await keyOf('05569')
    const save = (entries: { line: string; value: number; reason: string }[], rest = 'leave') =>
      w.act((act) =>
        saveAppraisal(
          act,
          key,
          {
            entries: entries.map((entry) => ({ ...entry, notApplicable: false })),
            rest: rest as 'leave',
            restReason: '',
          },
          MEASURES,
        ),
      )
    await expect(save([{ line: '1.1', value: 30, reason: '' }])).rejects.toMatchObject({
      code: 'criteria.appraisal-reason',
    })
    await save([{ line: '1.1', value: 30, reason: 'Hai xóm chưa niêm yết' }])
    await refused('criteria.lines-open', (act) => concludeAppraisal(act, key, '', MEASURES))
    // The unit's own points for the rest; what the appraiser alone gives is still open.
    expect(await save([], 'as-scored')).toEqual({ lines: 1 })
    await save([
      { line: '2', value: 20, reason: '' },
      { line: 'T1', value: 2, reason: '' },
    ])
    expect(await w.act((act) => concludeAppraisal(act, key, '', MEASURES))).toEqual({ round: 1 })
    expect((await states()).of('05569')).toMatchObject({
      stage: 'appraised',
      settled: { score: 88, band: 'Tốt' },
    })
    await expect(save([{ line: '2', value: 0, reason: 'x' }])).rejects.toMatchObject({
      code: 'criteria.not-now',
    })
  })

  test('hears the unit once, corrects, settles', async () => {
    const key = await keyOf('05569')
    const answer = {
      agrees: false,
      text: '',
      objections: { '1.1': 'Đã niêm yết bổ sung trước ngày 30/6' },
      evidence: [{ line: '1.1', source: link }],
    }
    await refused('criteria.answer-empty', (act) =>
      answerAppraisal(act, key, { ...answer, objections: {} }),
    )
    await w.act((act) => answerAppraisal(act, key, answer))
    await refused('criteria.not-now', (act) => answerAppraisal(act, key, answer))
    await w.act((act) =>
      saveAppraisal(
        act,
        key,
        {
          entries: [{ line: '1.1', value: 35, notApplicable: false, reason: 'Chấp nhận một xóm' }],
          rest: 'leave',
          restReason: '',
        },
        MEASURES,
      ),
    )
    await w.act((act) => concludeAppraisal(act, key, '', MEASURES))
    const unit = (await states()).of('05569')
    expect(unit).toMatchObject({ stage: 'settled', settled: { score: 93, band: 'Xuất sắc' } })
    expect(unit?.lines.get('1.1')?.earlier.map(({ reason }) => reason)).toEqual([
      'Hai xóm chưa niêm yết',
    ])
  })

  test('gives nothing to a unit that said nothing, with a reason', async () => {
    const key = await keyOf('05611')
    const save = (restReason: string) => (act: Act) =>
      saveAppraisal(
        act,
        key,
        {
          entries: [{ line: '2', value: 10, notApplicable: false, reason: '' }],
          rest: 'zero',
          restReason,
        },
        MEASURES,
      )
    await refused('criteria.reason-missing', save(''))
    expect(await w.act(save('Đơn vị không tự chấm'))).toEqual({ lines: 3 })
    await w.act((act) => concludeAppraisal(act, key, '', MEASURES))
    expect((await states()).of('05611')?.settled).toMatchObject({ score: 30, missing: [] })
  })
})

describe('the result', () => {
  test('is published whole, frozen, and recomputes to itself', async () => {
    await refused('criteria.units-open', (act) =>
      publishResult(act, { slug: SLUG, anyway: false }, MEASURES),
    )
    expect(
      await w.act((act) => publishResult(act, { slug: SLUG, anyway: true }, MEASURES)),
    ).toEqual({ units: 3, placed: 2 })
    // Reports fall due and are not sent; the published figures stay.
    w.travel(day('2024-12-30'))
    const { head, units } = await states()
    const shown = await loadStandings(w.db, head, units)
    expect(shown.map(({ unitCode, place, score: had }) => [unitCode, place, had])).toEqual([
      ['05569', 1, 93],
      ['05611', 2, 30],
      ['05563', null, null],
    ])
    for (const { unitId, score: had } of shown)
      expect(units.find((unit) => unit.unitId === unitId)?.settled.score).toBe(had)
    expect((await publishedCycles(w.db)).map(({ slug }) => slug)).toEqual([SLUG])
  })

  test('a person decides on what it proposes', async () => {
    const unitId = await w.unitId('05611')
    const decide = (rule: string, agreed: boolean, note: string) => (act: Act) =>
      decideProposal(act, { slug: SLUG, unitId, rule, agreed, note })
    await refused('criteria-proposal.not-found', decide('BD1', true, ''))
    await refused('criteria.reason-missing', decide('PB1', false, ''))
    await w.act(decide('PB1', true, ''))
    await w.act(decide('PB1', false, 'Đơn vị mới sáp nhập'))
    const { cycle } = await loadHead(w.db, SLUG)
    expect(await decisionsOf(w.db, cycle.id, [unitId])).toMatchObject([
      { rule: 'PB1', agreed: false, facts: [{ fact: 'score', found: 30 }] },
    ])
  })

  test('is taken back with a reason; figures are live again', async () => {
    await refused('criteria.reason-missing', (act) =>
      withdrawResult(act, { slug: SLUG, reason: '' }),
    )
    await w.act((act) => withdrawResult(act, { slug: SLUG, reason: 'Sai bộ tiêu chí' }))
    expect(await publishedCycles(w.db)).toEqual([])
    // By the end of the year every duty is overdue: the measure gives 0 of 20.
    expect((await states()).of('05569')?.settled.score).toBe(73)
  })
})

describe('the command', () => {
  async function run(args: string[], file = '') {
    const said: string[] = []
    const code = await criteriaCommand(MEASURES).run({
      args,
      out: (text) => said.push(text),
      err: (text) => said.push(text),
      read: (work) => work({ db: w.db, today: w.instance.clock().today } as Read),
      act: (work) => w.act(work),
      listFiles: async () => null,
      fileSize: async () => file.length,
      readFile: async () => new TextEncoder().encode(file),
    })
    return { code, text: said.join('\n') }
  }

  test('brings a set in as a draft, and says what is wrong with it', async () => {
    const set = JSON.stringify({ ...SMALL_SET, bands: [{ atLeast: 50, label: 'Đạt' }] })
    const made = await run(['import', 'x.json', '--code', 'tu-lenh'], set)
    expect(made).toMatchObject({ code: 1, text: expect.stringContaining('must be 0 to cover all') })
    expect(await run(['import', 'x.json', '--code', 'tu-lenh'], JSON.stringify(SMALL_SET))).toEqual(
      {
        code: 0,
        text: 'tu-lenh, version 1: a draft with 0 faults.',
      },
    )
    expect(await run(['import', 'x.json', '--code', 'x'], '{}')).toMatchObject({ code: 2 })
    expect(JSON.parse((await run(['show', 'tu-lenh', '--json'])).text)).toEqual(SMALL_SET)
    expect((await run(['list'])).text).toContain('tu-lenh\t1\tdraft\t100')
  })

  test('prints a result, live or published', async () => {
    const told = JSON.parse((await run(['result', SLUG, '--json'])).text)
    expect(told).toMatchObject({ cycle: SLUG, publishedAt: null, set: { number: 1 } })
    expect(
      told.units.map(({ unit, place }: { unit: string; place: number }) => [unit, place]),
    ).toEqual([
      ['05569', 1],
      ['05611', 2],
      ['05563', null],
    ])
    expect(await run(['result', 'no-such'])).toMatchObject({ code: 2 })
    expect(await run(['what'])).toMatchObject({ code: 2, text: expect.stringContaining('Usage') })
  })
})

// A criteria set filled from dossiers, the index and own plans: its automatic lines are what the pages they open show.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { criteriaMeasures } from '../../src/console/index.ts'
import { beginSet, type CriteriaSet, openCycle, publishSet } from '../../src/localcriteria/index.ts'
import { receivePetitions } from '../../src/petitions/index.ts'
import { SMALL_SET } from '../criteria-world.ts'
import { dossierOf, type IndexWorld, indexWorld } from '../index-world.ts'
import type { Someone } from '../world.ts'

const NAMES = [
  'dossiers-on-time',
  'dossiers-digitised',
  'apologies-in-time',
  'index766-total',
  'index766-tdgq',
  'index766-ckmb',
  'petitions-on-time',
  'petitions-content',
]
const SPAN = { from: '2026-08-01', to: '2026-08-31' }

let w: IndexWorld
let leader: Someone
let head: Someone

const petition = (code: string, unit: string, steps: string) => ({
  code,
  unit,
  about: 'conduct',
  events: steps.split(', ').map((part) => {
    const [step, on] = part.split(' ')
    return { step, at: `2026-${on}T08:00:00+07:00` }
  }),
})

const measuredSet = (): CriteriaSet => ({
  ...SMALL_SET,
  lines: NAMES.map((name, at) => ({
    kind: 'criterion' as const,
    code: String(at + 1),
    title: name,
    max: 10,
    by: 'measure' as const,
    evidence: 'none' as const,
    guide: '',
    steps: [],
    measure: { name, full: 1, whenNothing: 'not-applicable' as const },
    mayNotApply: false,
    serves: [],
  })),
  bands: [{ atLeast: 0, label: 'Đạt' }],
  adjustments: [],
  rules: [],
})

beforeAll(async () => {
  w = await indexWorld()
  leader = await w.person('19', 'leader')
  head = await w.person('05563', 'head')
  await w.receive([
    dossierOf('05563', 9, '2026-08-05', { TrangThaiHoSo: '4' }),
    dossierOf('05569', 9, '2026-08-06', {
      TrangThaiHoSo: '9',
      NgayKetThucXuLy: '20260806110000',
      NgayTra: '20260806110000',
    }),
  ])
  await w.act(async (act) =>
    receivePetitions(act, {
      source: 'test',
      unitId: await w.unitId('19'),
      items: [
        petition('PA-1', '05569', 'sent 08-03, answered 08-10, published 08-11'),
        petition('PA-2', '05569', 'sent 08-05, accepted 08-06'),
        petition('PA-3', '05563', 'transferred 08-03, refused 08-10, disliked 08-11'),
      ].map((item, no) => ({ no: no + 1, item })),
    }),
  )
  const unitId = await w.unitId('SNV')
  const unitIds = await Promise.all(['05569', '05563', '05611'].map((each) => w.unitId(each)))
  await w.act(async (act) => {
    await beginSet(act, { code: 'do-dem', unitId, document: measuredSet() })
    await publishSet(act, { code: 'do-dem', number: 1 }, NAMES)
    await openCycle(act, {
      slug: 'do-dem',
      name: 'Tháng 8',
      unitId,
      set: 'do-dem',
      number: 1,
      unitIds,
      ...SPAN,
      opensOn: '2026-08-01',
      selfBy: '2026-08-20',
      appraiseBy: '2026-08-25',
      answerBy: '2026-08-28',
      previous: null,
    })
  })
}, 90_000)
afterAll(() => w.close())

const body = async (address: string, as: Someone) => {
  const response = await w.ask(address, { as })
  expect(response.status, address).toBe(200)
  return await response.text()
}

/** The line of a set on the unit's own page: what it says was counted, and the page it opens. */
async function lineOf(code: string, name: string) {
  const page = await body(`/office/units/${code}/criteria/do-dem`, leader)
  const at = page.indexOf(`id="line-${NAMES.indexOf(name) + 1}"`)
  const line = page.slice(at, page.indexOf('</section>', at))
  const [, numerator, denominator] = /Đang là ([\d,]+)\/([\d,]+) /.exec(line) ?? []
  const href = /href="([^"]+)">Mở nguồn số liệu/.exec(line)?.[1]?.replaceAll('&amp;', '&') ?? ''
  return { said: numerator && `${numerator} / ${denominator}`, line, href }
}

describe.each(['05569', '05563'])('of %s', (code) => {
  test.each([
    ['dossiers-on-time', '2.1'],
    ['dossiers-digitised', '4.2'],
    ['petitions-on-time', '5.2'],
    ['petitions-content', '5.3'],
  ])('%s is what the card of %s shows', async (name, indicator) => {
    const { said, href } = await lineOf(code, name)
    expect(href).toContain(`/office/index766/${code}/${indicator}?`)
    const source = (await body(href, leader)).replace(/<[^>]+>/g, '')
    expect(said).toBeTruthy()
    expect(source).toContain(said)
  })

  test('the total and the group are those of the page of the index', async () => {
    for (const [name, key] of [
      ['index766-total', 'total'],
      ['index766-tdgq', 'g.TDGQ'],
    ]) {
      const { said, href } = await lineOf(code, name as string)
      const source = await body(href, leader)
      const shown = new RegExp(`data-live="${key}"[^>]*>([\\d,]+)`).exec(source)?.[1] ?? ''
      expect(shown, `${name} ${source.match(/data-live="[gt][^"]*"/g)}`).not.toBe('')
      const number = (text: string) => Number(text.replace(',', '.'))
      expect(number(said?.split(' / ')[0] ?? '')).toBeCloseTo(number(shown), 1)
    }
  })

  test('timely apologies are those of the page of letters', async () => {
    const { said, line, href } = await lineOf(code, 'apologies-in-time')
    expect(href).toBe(`/office/letters?unit=${code}&from=${SPAN.from}&to=${SPAN.to}`)
    const source = await body(href, leader)
    const [name, overdue] = code === '05569' ? ['Bảo Cường', 1] : ['Linh Thông', 3]
    expect(line).toContain(`Đang là 0/${overdue} hồ sơ`)
    expect(said).toBe(`0 / ${overdue}`)
    expect(source.replace(/<[^>]+>/g, ' ')).toMatch(new RegExp(`${name}\\s+${overdue}\\s+0\\s+0`))
  })
})

test('a unit without a dossier was asked nothing; a group that nothing is known of stays open', async () => {
  expect((await lineOf('05611', 'dossiers-on-time')).line).toContain('Không có gì để đếm trong kỳ')
  expect((await lineOf('05569', 'index766-ckmb')).line).toContain('Chưa có số liệu')
})

test('every measure tells its words, unit, period and page in both languages', () => {
  expect(new Set(criteriaMeasures.map(({ name }) => name)).size).toBe(criteriaMeasures.length)
  for (const measure of criteriaMeasures) {
    for (const told of [measure.title, measure.formula, measure.unit, measure.period])
      expect(
        [told.vi, told.en].every((text) => text.length > 2),
        measure.name,
      ).toBe(true)
    expect(measure.href('05569', SPAN as never)).toMatch(/^\/office\//)
  }
})

test('every page a measure opens answers who may read it', async () => {
  for (const measure of criteriaMeasures) await body(measure.href('05563', SPAN as never), head)
})

// `congtam survey` as a person and as a program meet it: refusals with a sentence, tables, a draw that repeats.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { surveyCommand } from '../src/app/survey-command.ts'

let folder: string
const ROWS = 'psu,h,w,y,b\n1,a,2,1,0\n2,a,3,4,1\n3,b,2,2,1\n4,b,4,6,0\n'

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'survey-'))
  const files: Record<string, string | Uint8Array> = {
    'good.csv': ROWS,
    'packed.csv.gz': gzipSync(ROWS),
    'broken.csv.gz': gzipSync(ROWS).subarray(0, 40),
    'short.csv': 'psu,h,w,y,b\n1,a,2,1\n',
    'negative.csv': ROWS.replace('2,a,3', '2,a,-3'),
    'weightless.csv': ROWS.replace('2,a,3', '2,a,'),
    'twice.csv': ROWS.replace('3,b', '1,b'),
    'lonely.csv': ROWS.replace('2,a,3', '1,a,3'),
    'huge.csv': ROWS.replace('2,1,0', '2,1e308,0').replace('3,4,1', '3,1.7e308,1'),
    'empty.csv': '',
    'text.csv': ROWS.replace('2,1,0', '2,one,0'),
    'design.json': '{"ids":["psu"],"strata":["h"],"weights":"w"}',
    'wrong.json': '{"ids":',
    'lost.json': '{"ids":["nothing"]}',
    'draw.json': '{"stages":[{"unit":"psu","strata":["h"],"method":"pps","size":"w","take":1}]}',
    'cases.json': JSON.stringify({
      cases: [
        {
          id: 'mean',
          data: 'good.csv',
          design: { weights: 'w' },
          op: 'mean',
          args: { vars: ['y'] },
        },
        {
          id: 'twice',
          data: 'twice.csv',
          design: { ids: ['psu'], strata: ['h'], weights: 'w' },
          op: 'mean',
          args: { vars: ['y'] },
        },
        { id: 'odd', data: 'good.csv', design: { weights: 'w' }, op: 'median', args: { var: 'y' } },
        {
          id: 'gone',
          data: 'none.csv',
          design: { weights: 'w' },
          op: 'mean',
          args: { vars: ['y'] },
        },
        {
          id: 'some',
          data: 'good.csv',
          design: {
            weights: 'w',
            steps: [{ type: 'subset', where: [{ var: 'h', op: '==', value: 'a' }] }],
          },
          op: 'mean',
          args: { vars: ['y'] },
        },
      ],
    }),
  }
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, name), content)
})
afterAll(() => rmSync(folder, { recursive: true }))

async function survey(line: string) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await surveyCommand.run(line.split(' '), {
    root: folder,
    cwd: folder,
    environment: {},
    isTerminal: false,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

const estimate = (data: string, design = 'design.json') =>
  survey(`estimate --design ${design} --data ${data} --vars y`)

describe('bad input is refused by name, with a sentence and exit code 1', () => {
  const claims: [string, string, string?][] = [
    ['broken.csv.gz', 'csv.gzip'],
    ['short.csv', 'csv.row'],
    ['empty.csv', 'csv.empty'],
    ['negative.csv', 'design.negative-weight'],
    ['weightless.csv', 'design.missing-weight'],
    ['twice.csv', 'design.cluster-in-two-strata'],
    ['lonely.csv', 'variance.lonely-stratum'],
    ['huge.csv', 'variance.overflow'],
    ['none.csv', 'file.missing'],
    ['good.csv', 'file.not-json', 'wrong.json'],
    ['good.csv', 'file.missing', 'nowhere.json'],
    ['good.csv', 'frame.unknown-column', 'lost.json'],
  ]
  it.each(claims)('%s: %s', async (data, code, design) => {
    const { code: status, out, err } = await estimate(data, design)
    expect([status, out]).toEqual([1, ''])
    expect(err).toMatch(new RegExp(`^${code.replaceAll('.', '\\.')}: \\S.*\\.$`))
  })
  it('without what it needs it shows its use', async () => {
    expect(await survey('estimate --design design.json')).toMatchObject({ code: 2, out: '' })
    expect(await survey('guess')).toMatchObject({ code: 2 })
    expect(
      await survey('estimate --design design.json --data good.csv --vars y --as sheet'),
    ).toMatchObject({ code: 2 })
  })
})

describe('answers', () => {
  it('are the same from a packed file, as table, CSV and JSON', async () => {
    const { out } = await estimate('good.csv')
    expect((await estimate('packed.csv.gz')).out).toBe(out)
    expect(out.split('\n')).toHaveLength(2)
    const csv = await survey(
      'estimate --design design.json --data good.csv --vars y --by h --as csv',
    )
    expect(csv.out.split('\n')[0]).toBe('h,variable,estimate,se,lower,upper,df,n,deff')
    const json = await survey(
      'estimate --design design.json --data good.csv --vars y --by h --of total --as json',
    )
    expect(JSON.parse(json.out)).toMatchObject([
      { h: 'a', estimate: 14 },
      { h: 'b', estimate: 28 },
    ])
  })
  it('of cases: a result, a refusal or what is not supported, each under its id', async () => {
    const { code, out } = await survey(`estimate --cases cases.json --data ${folder} --json`)
    const answers = JSON.parse(out)
    expect(code).toBe(0)
    expect(answers.mean.y.est[0]).toBeCloseTo(42 / 11, 14)
    expect(answers.twice).toMatchObject({ error: 'design.cluster-in-two-strata' })
    expect(answers.odd).toEqual({ unsupported: 'There is no operation "median".' })
    expect(answers.gone).toMatchObject({ error: 'file.missing' })
    expect(answers.some.y).toMatchObject({ n: 2, sumw: 5, est: [2.8] })
  })
  it('of a draw: the same seed draws the same', async () => {
    const line = 'draw --design draw.json --frame good.csv --seed 5 --json'
    const [one, again] = [await survey(line), await survey(line)]
    expect(one).toEqual(again)
    expect(JSON.parse(one.out)).toMatchObject({ seed: 5, units: [{ isReplacement: false }, {}] })
  })
})

// A clean instance that is opened by a command: the first password is told, and files are refused in sentences.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { COMMANDS } from '../../src/app/commands.ts'

const home = mkdtempSync(path.join(tmpdir(), 'congtam-first-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function run(name: string, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await COMMANDS.find((row) => row.name === name)?.run(args, {
    root: process.cwd(),
    cwd: home,
    environment: { CONGTAM_HOME: path.join(home, 'instance'), CONGTAM_DEMO: 'off' },
    isTerminal: false,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  })
  return { code, out: out.join('\n'), err: err.join('\n') }
}

test('the first command prints the first password, once, beside its own answer', async () => {
  const first = await run('units', 'import', 'none.csv')
  expect(first).toMatchObject({ code: 1, out: '' })
  expect(first.err).toMatch(/First administrator: admin@congtam\.local {2}password: \S{10}/)
  expect(first.err).toContain('There is no file none.csv; nothing was taken.')

  writeFileSync(path.join(home, 'cut.xlsx'), Uint8Array.of(0x50, 0x4b, 3, 4, 9))
  const cut = await run('dossiers', 'import', 'cut.xlsx', '--json')
  expect(cut).toMatchObject({ code: 1, err: '' })
  const told = JSON.parse(cut.out) as { error: string; message: string }
  expect(told.error).toMatch(/^document\./)
  expect(told.message).toMatch(/ .* .*\.$/)

  writeFileSync(path.join(home, 'latin.csv'), Uint8Array.of(0x63, 0xe9, 0x0a))
  const latin = await run('procedures', 'import', 'latin.csv')
  expect(latin).toMatchObject({ code: 1, out: '' })
  expect(latin.err).toContain('latin.csv is not UTF-8 text; nothing was taken.')
}, 120_000)

test('two commands that open a clean instance together both end well; the password is told once', async () => {
  const started = Array.from({ length: 2 }, async () => {
    const environment = { CONGTAM_HOME: path.join(home, 'both'), CONGTAM_DEMO: 'off' }
    const it = spawn(process.execPath, ['bin/congtam', 'units', 'import', 'none.csv'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    it.stderr.on('data', (chunk: Buffer) => {
      said += chunk
    })
    const code = await new Promise((done) => it.on('close', done))
    return { code, said }
  })
  const ended = await Promise.all(started)
  for (const { code, said } of ended) {
    expect(said).toContain('There is no file none.csv; nothing was taken.')
    expect(code).toBe(1)
  }
  expect(ended.filter(({ said }) => said.includes('First administrator'))).toHaveLength(1)
}, 120_000)

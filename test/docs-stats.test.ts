// docs/stats.md, run: what its examples print is what the page says.

import * as fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { surveyCommand } from '../src/app/survey-command.ts'
import * as stats from '../src/lib/stats/index.ts'

const ROOT = new URL('../', import.meta.url).pathname
const PAGE = fs.readFileSync(`${ROOT}docs/stats.md`, 'utf8')

type Example = { language: string; code: string; shows: string | null }

const examples: Example[] = [
  ...PAGE.matchAll(/```(js|sh)\n([\s\S]*?)```(?:\n```text\n([\s\S]*?)```)?/g),
].map(([, language, code, shows]) => ({ language: language!, code: code!, shows: shows ?? null }))

describe('the examples of docs/stats.md', () => {
  it('print what the page says, in their order', async () => {
    const programs = examples.filter(({ language }) => language === 'js')
    const printed: string[] = []
    const said = programs.map(({ shows }) => shows)
    const body = programs.map(({ code }) => `${runnable(code)}\nflush()\n`).join('')
    const lines: string[] = []
    const flush = () => printed.push(`${lines.splice(0).join('\n')}\n`)
    const log = (...parts: unknown[]) => lines.push(parts.map(shown).join(' '))
    const run = Object.getPrototypeOf(async () => undefined).constructor
    await new run('stats', 'fs', 'console', 'flush', body)(stats, fs, { log }, flush)
    expect(printed).toEqual(said)
  })

  it.each(examples.filter(({ language }) => language === 'sh'))('$code', async (example) => {
    const [, , ...args] = example.code.trim().split(' ')
    const out: string[] = []
    const said = (text: string) => out.push(text)
    const terminal = { root: ROOT, cwd: ROOT, environment: {}, isTerminal: false }
    expect(await surveyCommand.run(args, { ...terminal, out: said, err: said })).toBe(0)
    if (example.shows !== null) expect(`${out.join('\n')}\n`).toBe(example.shows)
    else expect(JSON.parse(out.join(''))).toMatchObject({ seed: 20240711 })
  })

  it('name every export that a reader would look for', () => {
    const helpers = ['cellsOf', 'designOfCase', 'runCase', 'modelMatrix', 'CsvError']
    const functions = Object.entries(stats).filter(([, value]) => typeof value === 'function')
    const missing = functions
      .map(([name]) => name)
      .filter((name) => !PAGE.includes(name) && !helpers.includes(name))
      .filter((name) => !/^(t|normal|f|beta|chiSquare)(Cdf|Quantile)$/.test(name))
    expect(missing).toEqual([])
  })
})

/** Imports become names taken from what is at hand. */
function runnable(code: string): string {
  return code
    .replace(/import (\{[^}]*\}) from 'congtam\/stats'/g, 'const $1 = stats')
    .replace(/import (\{[^}]*\}) from 'node:fs'/g, 'const $1 = fs')
}

function shown(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

// Several processes behind one port: both answer, one that is killed is replaced, and all end together.

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { get } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Processes of the program that one started. */
const childrenOf = (pid: number | undefined): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((child) => {
      try {
        const parent = readFileSync(`/proc/${child}/stat`, 'utf8').split(') ')[1]?.split(' ')[1]
        const command = readFileSync(`/proc/${child}/cmdline`, 'utf8')
        return Number(parent) === pid && command.includes('bin/congtam')
      } catch {
        return false
      }
    })

/** A page over a connection of its own. Handed to a process just as it was killed, a request gets no answer: given up then. */
const pageOf = (address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const request = get(address, { agent: false, timeout: 3000 }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part) => parts.push(part))
      answer.on('end', () => resolve(Buffer.concat(parts).toString()))
      answer.on('error', reject)
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', reject)
  })

test('two processes serve, are watched over, and stop as one', async () => {
  const home = mkdtempSync(path.join(os.tmpdir(), 'congtam-several-'))
  const server = spawn(process.execPath, ['bin/congtam', 'serve'], {
    env: {
      ...process.env,
      DATABASE_URL: '',
      CONGTAM_HOME: home,
      CONGTAM_PROCESSES: '2',
      CONGTAM_DEMO: 'off',
      PORT: '0',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said: string[] = []
  server.stdout.on('data', (chunk) => said.push(String(chunk)))
  server.stderr.on('data', (chunk) => said.push(String(chunk)))
  try {
    const port = () => /127\.0\.0\.1:(\d+)/.exec(said.join(''))?.[1]
    await expect.poll(port, { timeout: 120_000 }).toBeDefined()
    /** Which process answers next, and how it is known to the system. */
    const seen = async (): Promise<number> => {
      const text = await pageOf(`http://127.0.0.1:${port()}/metrics`)
      return Number(/congtam_build_info\{[^}]*process="(\d+)"/.exec(text)?.[1])
    }
    const both = async () => [...new Set([await seen(), await seen(), await seen()])].sort()
    await expect.poll(both, { timeout: 120_000 }).toEqual([1, 2])
    expect(said.join('').match(/Công Tâm: http/g)).toHaveLength(1)

    const [victim] = childrenOf(server.pid)
    process.kill(victim as number, 'SIGKILL')
    await expect
      .poll(() => both().catch(() => []), { timeout: 120_000 })
      .toEqual(expect.arrayContaining([3]))
    expect(said.join('')).toContain('another takes its place')
    expect(childrenOf(server.pid)).toHaveLength(2)
    expect(childrenOf(server.pid)).not.toContain(victim)

    server.kill('SIGTERM')
    await expect.poll(() => server.exitCode, { timeout: 60_000 }).toBe(0)
  } finally {
    server.kill('SIGKILL')
    rmSync(home, { recursive: true, force: true })
  }
}, 480_000)

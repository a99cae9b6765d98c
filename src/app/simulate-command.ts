// `congtam simulate`, with this machine's files, clock and standard output.

import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { readCalendarPack, toWorkCalendar } from '../calendar/index.ts'
import { type SimulationDesk, simulateCommand as simulation } from '../dossiers/index.ts'
import { readPack766 } from '../index766/index.ts'
import type { Command, Terminal } from './commands.ts'

const CALENDAR = 'working-calendar-2022-2027'

export const simulateCommand: Command = {
  name: simulation.name,
  summary: simulation.summary,
  run: (args, terminal) => simulation.run(deskOf(args, terminal)),
}

function deskOf(args: readonly string[], { root, cwd, err }: Terminal): SimulationDesk {
  const pack = (name: string) => readFile(path.join(root, 'packs', 'vn', name), 'utf8')
  return {
    args,
    err,
    readText: async (file) =>
      new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path.resolve(cwd, file))),
    sampleProcedures: () => pack('procedures-sample.csv'),
    async officeClock() {
      const days = readCalendarPack(
        await pack(`${CALENDAR}.csv`),
        await pack('special-days-2022-2027.csv'),
      )
      const { officeHours } = readPack766(JSON.parse(await pack('index766-2026-09.json')))
      return { calendar: toWorkCalendar(CALENDAR, days), hours: officeHours.spans }
    },
    async open(file) {
      const stream = file ? createWriteStream(path.resolve(cwd, file)) : process.stdout
      return { write: writerOf(stream), close: () => closed(stream) }
    },
    now: () => performance.now(),
    wait: (millis) => wait(millis),
  }
}

/** Waits while the reader is slow. A fault of the stream ends the writing. */
function writerOf(stream: Writable): (text: string) => Promise<void> {
  return (text) =>
    new Promise((resolve, reject) => {
      stream.write(text, (error) => (error ? reject(error) : resolve()))
    })
}

const closed = (stream: Writable): Promise<void> =>
  stream === process.stdout
    ? Promise.resolve()
    : new Promise((resolve, reject) => {
        stream.once('error', reject)
        stream.end(resolve)
      })

// A room's own command of `bin/congtam`: it gets reads and acts, and opens nothing itself.

import type { Act, Read } from './act.ts'

export type CommandContext = {
  args: string[]
  out(text: string): void
  err(text: string): void
  read<T>(work: (read: Read) => Promise<T>): Promise<T>
  /** One change, in one transaction. */
  act<T>(work: (act: Act) => Promise<T>): Promise<T>
  readFile(path: string): Promise<Uint8Array>
  /** Names of the files in a folder; null when the path is no folder. */
  listFiles(path: string): Promise<string[] | null>
  /** Bytes of a file, to refuse one before it is in memory. */
  fileSize(path: string): Promise<number>
}

export type Command = {
  name: string
  summary: string
  usage: string
  /** Returns the exit code: 0 done, 1 refused, 2 wrong usage. */
  run(context: CommandContext): Promise<number>
}

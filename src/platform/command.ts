// A room's own command of `bin/congtam`: it gets reads and acts, and opens nothing itself.

import type { Act, Read } from './act.ts'

export type CommandContext = {
  args: string[]
  out(text: string): void
  err(text: string): void
  read<T>(work: (read: Read) => Promise<T>): Promise<T>
  /** One change, in one transaction. */
  act<T>(work: (act: Act) => Promise<T>): Promise<T>
  /** Throws FileFault for what cannot be read. */
  readFile(path: string): Promise<Uint8Array>
  /** Names of the files in a folder; null when the path is no folder. */
  listFiles(path: string): Promise<string[] | null>
  /** Bytes of a file, to refuse one before it is in memory. */
  fileSize(path: string): Promise<number>
}

/** A file that a command cannot take, in a sentence for whoever named it. */
export class FileFault extends Error {
  readonly code: 'file.missing' | 'file.unreadable' | 'file.not-utf8'
  constructor(code: FileFault['code'], sentence: string) {
    super(sentence)
    this.code = code
  }
}

/** A file as text; throws FileFault for what is not UTF-8. */
export async function readText(
  { readFile }: Pick<CommandContext, 'readFile'>,
  path: string,
): Promise<string> {
  const bytes = await readFile(path)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new FileFault(
      'file.not-utf8',
      `${path} is not UTF-8 text; nothing was taken. Save it as UTF-8 and try again.`,
    )
  }
}

export type Command = {
  name: string
  summary: string
  usage: string
  /** Returns the exit code: 0 done, 1 refused, 2 wrong usage. */
  run(context: CommandContext): Promise<number>
}

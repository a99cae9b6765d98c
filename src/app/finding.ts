// What a check of `congtam doctor` looks at and says.

import type { FileStore } from '../platform/index.ts'
import type { Config } from './config.ts'
import type { Connected } from './instance.ts'

export type Finding = {
  check: string
  state: 'ok' | 'look' | 'wrong'
  what: string
  mend?: string
}
export type Found = Omit<Finding, 'check'>

export type Patient = Connected & {
  config: Config
  root: string
  files: FileStore
  nodeVersion: string
  /** The machine's own time in milliseconds. */
  now: number
  /** Also reads every evidence file and every chain of events. */
  deep: boolean
}

export const ok = (what: string): Found => ({ state: 'ok', what })
export const look = (what: string, mend: string): Found => ({ state: 'look', what, mend })
export const wrong = (what: string, mend: string): Found => ({ state: 'wrong', what, mend })

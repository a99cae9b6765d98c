// A dossier's code as pages show it: enough to tell it from its neighbours, not enough to ask about it elsewhere.

import { createHash } from 'node:crypto'

/** `H55.12-260803-0001` → `H55.12-260803-••01`: all but the last two signs of the last part are hidden. */
export function maskedCode(code: string): string {
  const at = code.lastIndexOf('-')
  const last = code.slice(at + 1)
  const shown = last.length > 2 ? 2 : 0
  return `${code.slice(0, at + 1)}${'•'.repeat(last.length - shown)}${last.slice(last.length - shown)}`
}

/** The mark of a code in addresses: the same for the same code, and no way back to it. */
export const refOf = (code: string): string => createHash('md5').update(code).digest('hex')

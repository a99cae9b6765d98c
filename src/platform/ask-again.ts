// Before something is signed off: asks once more who is there, and keeps what was sent meanwhile.

import type { VNode } from 'preact'
import type { Act } from './act.ts'
import type { Page, SignOff } from './route.ts'

const CODE = 'confirmCode'

/** The page that asks for a code, with what was sent kept in it; null once the code is right. */
export async function askAgain(
  signOff: SignOff,
  page: Page,
  entries: Record<string, unknown>,
  inTransaction: <T>(work: (act: Act) => Promise<T>) => Promise<T>,
): Promise<{ html: VNode; status?: number } | null> {
  const code = entries[CODE]
  const answer =
    typeof code === 'string' && code !== ''
      ? await inTransaction((act) => signOff.confirm(act, code))
      : null
  if (answer === 'right') return null
  const sent = Object.entries(entries)
    .filter(([name]) => name !== CODE && name !== 'csrf')
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((item): item is string => typeof item === 'string')
        .map((item): [string, string] => [name, item]),
    )
  return { html: signOff.page(page, sent, answer), status: answer === 'too-many' ? 429 : 403 }
}

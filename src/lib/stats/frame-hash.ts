// A frame's fingerprint: proof of which list a sample was drawn from.

import type { Frame } from './frame.ts'

/**
 * SHA-256 of the frame's rows as hexadecimal text. The order of rows and columns is no matter; every name and
 * every cell is.
 */
export async function frameHash(frame: Frame): Promise<string> {
  const columns = [...frame.columns].sort(([one], [other]) => (one < other ? -1 : 1))
  const rows = Array.from({ length: frame.rows }, (_, row) =>
    JSON.stringify(
      columns.map(([, column]) => {
        if (column.kind === 'factor') return column.levels[column.codes[row]!] ?? null
        const value = column.values[row]!
        return Number.isNaN(value) ? null : value
      }),
    ),
  ).sort()
  const names = JSON.stringify(columns.map(([name]) => name))
  const bytes = new TextEncoder().encode([names, ...rows].join('\n'))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

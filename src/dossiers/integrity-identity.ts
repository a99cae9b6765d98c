// Who a dossier is of, without keeping it: a keyed hash that tells the same person from another, and nothing else.

import { createHmac } from 'node:crypto'
import type { DossierFields } from './fields.ts'

/** The hash of the identity that a picture names; null when it names none. Without the key nobody can find the number again
 * by trying all of them. */
export function identityMark(facts: DossierFields, key: string): string | null {
  const number = identityNumber(facts)
  return number === null ? null : createHmac('sha256', key).update(number).digest('base64url')
}

/** Whether the number is one of those that stand for none. */
export function isDummyIdentity(facts: DossierFields, patterns: readonly string[]): boolean {
  const number = identityNumber(facts)
  return number !== null && patterns.some((pattern) => new RegExp(pattern, 'u').test(number))
}

function identityNumber(facts: DossierFields): string | null {
  const { DinhDanhCHS: listed, SoGiayToChuHoSo: paper } = facts as Record<string, unknown>
  const named = Array.isArray(listed)
    ? listed.map((it: unknown) => textOf((it as { SoDinhDanh?: unknown } | null)?.SoDinhDanh))
    : []
  return named.find((text) => text !== null) ?? textOf(paper)
}

function textOf(value: unknown): string | null {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return text.replace(/[\s.-]/g, '').toUpperCase() || null
}

import { createHash } from 'node:crypto'
import { nfc } from '../lib/text.ts'
import type { SourceDocument } from './document.ts'

/** SHA-256 (hex) of the document's words: equal for the same content whatever its blanks, bold marks or file kind. */
export function fingerprint(document: Pick<SourceDocument, 'text'>): string {
  const words = nfc(document.text).replace(/\*\*/g, '').replace(/\s+/g, ' ').trim()
  return createHash('sha256').update(words).digest('hex')
}

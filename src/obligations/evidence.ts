// What counts as evidence: told by content, never by name; bounded; a link is a web address.

import { fileTypeFromBuffer } from 'file-type'
import { Problem } from '../platform/index.ts'

export const EVIDENCE_KINDS = [
  'photo',
  'pdf',
  'document',
  'spreadsheet',
  'minutes',
  'link',
] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

export const MOST_BYTES = 20 * 1024 * 1024

const KINDS: Readonly<Record<string, EvidenceKind>> = {
  'image/jpeg': 'photo',
  'image/png': 'photo',
  'image/webp': 'photo',
  'image/heic': 'photo',
  'image/avif': 'photo',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'spreadsheet',
}

/** What the accept attribute of a file field lists. */
export const ACCEPTED = '.jpg,.jpeg,.png,.webp,.heic,.pdf,.docx,.xlsx'

/** Kind and media type of a file by its content. Refuses what is empty, too large or of another kind. */
export async function sniff(bytes: Uint8Array): Promise<{ kind: EvidenceKind; mime: string }> {
  if (bytes.length === 0) throw new Problem(422, 'evidence.empty')
  if (bytes.length > MOST_BYTES) throw new Problem(413, 'evidence.too-large')
  const type = await fileTypeFromBuffer(bytes)
  const kind = type ? KINDS[type.mime] : undefined
  if (!type || !kind) throw new Problem(415, 'evidence.wrong-type')
  return { kind, mime: type.mime }
}

/** A name fit for a list and a download: one line, no path, no control characters. */
export function cleanTitle(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const cleaned = base
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return cleaned.slice(0, 150) || 'minh-chung'
}

/** A web address as evidence. Refuses every other scheme and addresses with a password in them. */
export function evidenceLink(text: string): string {
  let url: URL
  try {
    url = new URL(text.trim())
  } catch {
    throw new Problem(422, 'evidence.link-unreadable')
  }
  if (
    !['http:', 'https:'].includes(url.protocol) ||
    url.username ||
    url.password ||
    text.length > 2000
  ) {
    throw new Problem(422, 'evidence.link-unreadable')
  }
  return url.href
}

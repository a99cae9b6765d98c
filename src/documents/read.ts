// Detects what a file is by its bytes, and reads it.

import {
  DocumentProblem,
  MAX_DOCUMENT_BYTES,
  MAX_UNPACKED_BYTES,
  type SourceDocument,
} from './document.ts'
import { readDocx } from './docx.ts'
import { readPlainText } from './plain-text.ts'
import { readXlsx } from './xlsx.ts'
import { openZip, type Zip } from './zip.ts'

type Limits = { maxBytes?: number; maxUnpackedBytes?: number; maxLines?: number }

/**
 * The document in a `.txt`, `.docx` or `.xlsx` file, told apart by content and not by name.
 * Throws `DocumentProblem` for anything else, and for broken or hostile files.
 */
export async function readDocument(
  bytes: Uint8Array,
  fileName: string,
  limits: Limits = {},
): Promise<SourceDocument> {
  requireSize(bytes.length, limits.maxBytes)
  if (bytes.length === 0) throw new DocumentProblem('document.empty')
  const found = foreignKind(bytes)
  if (found === 'ole2') throw new DocumentProblem('document.old-word')
  if (found) throw new DocumentProblem('document.wrong-type', { found })
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const zip = openZip(bytes, limits.maxUnpackedBytes ?? MAX_UNPACKED_BYTES)
    return readOffice(zip, fileName, limits.maxLines)
  }
  return readPlainText(bytes, fileName)
}

/** Refuses a file of so many bytes when that is more than a plan may have. */
export function requireSize(bytes: number, limit = MAX_DOCUMENT_BYTES): void {
  if (bytes <= limit) return
  const megabytes = (size: number) => Math.ceil(size / 1024 / 1024)
  throw new DocumentProblem('document.too-large', {
    megabytes: megabytes(bytes),
    limit: megabytes(limit),
  })
}

function readOffice(zip: Zip, fileName: string, maxLines?: number): SourceDocument {
  const types = zip.part('[Content_Types].xml')
  const typesText = types ? new TextDecoder().decode(types) : ''
  if (
    zip.names.some((name) => /vbaProject|(^|\/)macrosheets\//i.test(name)) ||
    /macroEnabled/i.test(typesText)
  ) {
    throw new DocumentProblem('document.macros')
  }
  if (zip.names.includes('EncryptedPackage')) throw new DocumentProblem('document.encrypted')
  if (zip.names.includes('word/document.xml')) return readDocx(zip, fileName)
  if (zip.names.includes('xl/workbook.xml')) return readXlsx(zip, fileName, maxLines)
  const found = zip.names.some((name) => name.startsWith('ppt/'))
    ? 'bản trình chiếu (.pptx)'
    : zip.names.includes('mimetype')
      ? 'OpenDocument (.odt, .ods)'
      : 'tệp nén (.zip)'
  throw new DocumentProblem('document.wrong-type', { found })
}

const SIGNATURES: readonly [found: string, signature: number[]][] = [
  ['ole2', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['ảnh PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['ảnh JPEG', [0xff, 0xd8, 0xff]],
  ['ảnh GIF', [0x47, 0x49, 0x46, 0x38]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['chương trình Windows', [0x4d, 0x5a, 0x90]],
  ['chương trình Linux', [0x7f, 0x45, 0x4c, 0x46]],
  ['RTF', [0x7b, 0x5c, 0x72, 0x74, 0x66]],
]

function foreignKind(bytes: Uint8Array): string | null {
  const known = SIGNATURES.find(([, signature]) =>
    signature.every((byte, at) => bytes[at] === byte),
  )
  if (known) return known[0]
  const opening = new TextDecoder('latin1').decode(bytes.subarray(0, 300)).trimStart()
  if (/^(?:\u00ef\u00bb\u00bf)?\s*<(?:!doctype html|html|\?xml|svg)/i.test(opening))
    return 'HTML hoặc XML'
  return null
}

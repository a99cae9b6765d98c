// A criteria set as a file a person uploads: the set's own JSON, or its workbook.

import { DocumentProblem } from '../documents/index.ts'
import { type CriteriaSet, readSet, readSetWorkbook } from '../localcriteria/index.ts'
import { Problem } from '../platform/index.ts'

/** The set in a `.json` or `.xlsx` file. Refuses with what is wrong and where. */
export async function readSetFile(file: File): Promise<CriteriaSet> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  try {
    const read = isZip(bytes)
      ? await readSetWorkbook(bytes, file.name)
      : readSet(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)))
    if ('set' in read) return read.set
    const what = read.issues
      .slice(0, 5)
      .map(({ path, message }) => `${path}: ${message}`)
      .join('; ')
    throw new Problem(422, 'criteria.unreadable', { what })
  } catch (error) {
    if (error instanceof DocumentProblem) throw new Problem(422, error.code, { ...error.details })
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw new Problem(422, 'criteria.unreadable', { what: file.name })
    throw error
  }
}

const isZip = (bytes: Uint8Array): boolean => bytes[0] === 0x50 && bytes[1] === 0x4b

// The documents room: files in, plain text with places out; spreadsheets written.

export { csv } from './csv.ts'
export {
  type Block,
  type Cell,
  DocumentProblem,
  type DocumentProblemCode,
  type Encoding,
  type Line,
  MAX_DOCUMENT_BYTES,
  type Paragraph,
  type SourceDocument,
  type Span,
  type Table,
} from './document.ts'
export { type FillInColumn, type FillInSheet, writeFillIn } from './fill-in.ts'
export { fingerprint } from './fingerprint.ts'
export { readDocument, requireSize } from './read.ts'
export { type Sheet, type SheetCell, writeSpreadsheet } from './spreadsheet.ts'
export { documentWords } from './words.ts'

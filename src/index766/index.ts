// The index of Quyết định 766/QĐ-TTg: its versions, and what dossiers and other sources bring to it.

export { type Pack766, readPack766 } from './pack.ts'

// On the report form: how many rows of a workbook were taken in.

import type { VNode } from 'preact'
import { Notice } from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { sheetPageWords } from './sheet-words.ts'

/** Tells on the form what was taken in. */
export function SheetNotice({ page, rows }: { page: Page; rows: number | null }): VNode | null {
  if (rows === null) return null
  return (
    <Notice tone="good" toast>
      {say(sheetPageWords, page.lang)('applied', { n: rows })}
    </Notice>
  )
}

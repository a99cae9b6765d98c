// The frame of this room's pages; the office's navigation stands on a floor above and is handed down.

import type { ComponentChildren, VNode } from 'preact'
import { type Crumb, Document, type NavItem } from '../face/index.ts'
import { ancestorIds, rootUnitId } from '../org/index.ts'
import { fill, type Page, type Read } from '../platform/index.ts'
import { notificationWords } from './words.ts'

export type Navigation = (page: Page) => NavItem[]

type FrameProps = {
  page: Page
  navigation: Navigation
  title: string
  here: string
  crumbs?: Crumb[]
  children: ComponentChildren
}

export const Frame = ({ page, navigation, title, here, crumbs, children }: FrameProps): VNode => (
  <Document
    page={page}
    title={title}
    frame="office"
    nav={navigation(page)}
    here={here}
    {...(crumbs ? { crumbs } : {})}
  >
    {children}
  </Document>
)

/** The sentence of a refusal in this room's words; empty when it is about fields only. */
export function refusalText({ problem, lang }: Page): string {
  const words: Readonly<Record<string, string>> = notificationWords[lang]
  const text = problem ? words[problem.code] : undefined
  return text ? fill(text, problem?.details as Record<string, string | number>) : ''
}

/** What serves everyone is settled at the top of the visitor's own province. */
export async function topOf({ db, actor, today }: Read): Promise<string | null> {
  if (actor.unitId === null) return await rootUnitId(db)
  return (await ancestorIds(db, actor.unitId, today)).at(-1) ?? actor.unitId
}

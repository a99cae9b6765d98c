// The office's page frame: every page of the console stands in it.

import type { ComponentChildren, VNode } from 'preact'
import { type Crumb, Document } from '../face/index.ts'
import type { Page } from '../platform/index.ts'
import { officeNav } from './nav.ts'

type OfficeProps = {
  page: Page
  title: string
  here?: string
  crumbs?: Crumb[]
  refreshSeconds?: number
  children: ComponentChildren
}

export const Office = ({
  page,
  here,
  crumbs,
  refreshSeconds,
  title,
  children,
}: OfficeProps): VNode => (
  <Document
    page={page}
    title={title}
    frame="office"
    nav={officeNav(page)}
    {...(here ? { here } : {})}
    {...(crumbs ? { crumbs } : {})}
    {...(refreshSeconds ? { refreshSeconds } : {})}
  >
    {children}
  </Document>
)

/** The sentence of a refusal, from a room's words; the code itself when it has none. */
export function sentence(
  code: string,
  words: Readonly<Record<string, string>>,
  details: Readonly<Record<string, unknown>> = {},
): string {
  return (words[code] ?? code).replace(/\{(\w+)\}/g, (place, name: string) =>
    String(details[name] ?? place),
  )
}

/** An address with some of its query changed; empty values fall away, the page starts anew. */
export function withQuery(
  url: URL,
  change: Record<string, string | number | null | undefined>,
): string {
  const query = new URLSearchParams(url.search)
  query.delete('page')
  query.delete('again')
  for (const [name, value] of Object.entries(change)) {
    if (value === null || value === undefined || value === '') query.delete(name)
    else query.set(name, String(value))
  }
  const text = query.toString()
  return text ? `${url.pathname}?${text}` : url.pathname
}

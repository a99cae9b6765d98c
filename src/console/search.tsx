// One box for units and tasks; diacritics are not needed.

import type { VNode } from 'preact'
import { z } from 'zod'
import { Empty, Heading, SearchBox, Section } from '../face/index.ts'
import { searchUnits, type UnitListed } from '../org/index.ts'
import { searchItems, shortTitle } from '../plans/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { boardWords } from './board-words.ts'
import { Office } from './frame.tsx'

const MOST = 50

type Found = {
  q: string
  units: UnitListed[]
  items: { id: string; number: string; text: string; slug: string; plan_number: string }[]
}

const searchPage: Route = route<{ q: string }, Found>({
  method: 'GET',
  path: '/office/search',
  may: 'unit.read',
  about: 'Finds units within the scope and tasks of plans.',
  recalled: true,
  input: z.object({ q: z.string().max(200).catch('').default('') }),
  load: async ({ db, rights, today }, { q }) => ({
    q,
    units: q
      ? await searchUnits(db, q, today, { within: await rights.reach('unit.read'), limit: MOST })
      : [],
    items: q && rights.holds('plan.read') ? await searchItems(db, q, MOST) : [],
  }),
  show: (found, page) => ({ html: <SearchPage page={page} found={found} /> }),
})

function SearchPage({ page, found }: { page: Page; found: Found }): VNode {
  const t = say(boardWords, page.lang)
  const { q, units, items } = found
  return (
    <Office page={page} title={t('search')}>
      <Heading title={t('search')} lead={t('search.lead')} />
      <SearchBox action="/office/search" value={q} label={t('search.for')} />
      {q !== '' && units.length + items.length === 0 && (
        <Empty title={t('search.none', { q })}>{t('search.none.text')}</Empty>
      )}
      {units.length > 0 && (
        <Section title={t('search.units', { n: units.length })}>
          <ul class="found">
            {units.map((unit) => (
              <li key={unit.id}>
                <a href={`/office/units/${unit.code}`}>{unit.fullName}</a>{' '}
                <span class="aside">{unit.code}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {items.length > 0 && (
        <Section title={t('search.items', { n: items.length })}>
          <ul class="found">
            {items.map((item) => (
              <li key={item.id}>
                <a href={`/office/tasks/${item.slug}/${item.number}`}>
                  {item.plan_number} · {item.number}
                </a>{' '}
                {shortTitle(item.text)}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Office>
  )
}

export const searchRoutes: readonly Route[] = [searchPage]

// Which work of the plans serves an item of PAPI, and how it stands; which items of PAPI a task serves.

import type { VNode } from 'preact'
import { Button, Empty, Form, Section, Table } from '../face/index.ts'
import { asOfToday, obligationsOfPlan, type Tally } from '../obligations/index.ts'
import { unitsOn } from '../org/index.ts'
import { linksOfItems, loadBasis } from '../papi/index.ts'
import { itemsOf, linksOf, publishedPlans, shortTitle } from '../plans/index.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { itemName } from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'
import { recalledTallies } from './recalled-tallies.ts'

export type Serving = {
  planItemId: string
  slug: string
  planNumber: string
  number: string
  title: string
  isDirect: boolean
  tally: Tally | null
}

/** Tasks and duties of published plans that serve the item: linked to it, then those of its dimension. */
export async function loadServing(read: Read, item: string): Promise<Serving[]> {
  const { db, today, rights } = read
  const dimension = Number(item.replace('D', '')[0])
  const reach = await rights.reach('board.read')
  const units = new Set((await unitsOn(db, today)).map(({ id }) => id))
  const placed = reach.filter((id) => units.has(id)).map((unitId) => ({ unitId, columnKey: 'all' }))
  const tallying = await recalledTallies(read, await asOfToday(db, today))
  const found: Serving[] = []
  for (const plan of await publishedPlans(db)) {
    const items = (await itemsOf(db, plan.id)).filter(({ kind }) => kind !== 'group')
    const ids = items.map(({ id }) => id)
    const [links, direct, obligations, rows] = await Promise.all([
      linksOf(db, ids),
      linksOfItems(db, ids),
      obligationsOfPlan(db, plan.id, today),
      tallying({ planId: plan.id }, placed, 'obligation'),
    ])
    for (const row of items) {
      const isDirect = direct.some((link) => link.plan_item_id === row.id && link.item === item)
      const serves = links.some((link) => link.item_id === row.id && link.dimension === dimension)
      if (!isDirect && !serves) continue
      const obligation = obligations.find(({ source_id }) => source_id === row.id)
      found.push({
        planItemId: row.id,
        slug: plan.slug,
        planNumber: plan.number,
        number: row.number,
        title: shortTitle(row.text),
        isDirect,
        tally: rows.find(({ rowKey }) => rowKey === obligation?.id) ?? null,
      })
    }
  }
  return found.sort((a, b) => Number(b.isDirect) - Number(a.isDirect))
}

type TableProps = { page: Page; item: string; serving: Serving[]; maySettle: boolean }

export function ServingTable({ page, item, serving, maySettle }: TableProps): VNode {
  const t = say(papiPageWords, page.lang)
  return (
    <Table
      caption={t('tasks')}
      quietCaption
      stack
      rows={serving}
      rowKey={(row) => row.planItemId}
      empty={<Empty title={t('tasks.empty')} />}
      columns={[
        {
          key: 'task',
          title: t('task'),
          render: (row) => (
            <a href={`/office/tasks/${row.slug}/${row.number}`}>
              {row.number}. {row.title}
            </a>
          ),
        },
        { key: 'plan', title: t('plan'), nowrap: true, render: (row) => row.planNumber },
        {
          key: 'standing',
          title: t('task.standing'),
          align: 'right',
          render: ({ tally }) => (tally ? `${tally.sent}/${tally.expected}` : '—'),
        },
        {
          key: 'overdue',
          title: t('task.overdue'),
          align: 'right',
          render: ({ tally }) => tally?.overdueOpen ?? '—',
        },
        {
          key: 'how',
          title: t('task.how'),
          render: (row) =>
            maySettle ? (
              <Form page={page} action={`/office/papi/items/${item}/links`}>
                <input type="hidden" name="planItem" value={row.planItemId} />
                <Button
                  kind="quiet"
                  small
                  name="serves"
                  value={row.isDirect ? '' : '1'}
                  label={`${t(row.isDirect ? 'task.direct' : 'task.dimension')}: ${t(row.isDirect ? 'task.unlink' : 'task.link', { number: row.number })}`}
                >
                  {t(row.isDirect ? 'task.direct' : 'task.dimension')}
                </Button>
              </Form>
            ) : (
              t(row.isDirect ? 'task.direct' : 'task.dimension')
            ),
        },
      ]}
    />
  )
}

export type Served = { item: string; name: { vi: string; en: string } }

/** Items of PAPI a plan item serves: those linked, then its dimensions. */
export async function loadServed(
  read: Read,
  planItemId: string,
  dimensions: readonly number[],
): Promise<Served[]> {
  const basis = await loadBasis(read).catch(() => null)
  const structure = basis?.structures.at(-1)
  if (!basis || !structure) return []
  const direct = await linksOfItems(read.db, [planItemId])
  const items = [...direct.map(({ item }) => item), ...dimensions.map((no) => `D${no}`)]
  return [...new Set(items)].map((item) => ({
    item,
    name: {
      vi: itemName({ structure, basis }, item, 'vi'),
      en: itemName({ structure, basis }, item, 'en'),
    },
  }))
}

export function ServedSection({ page, served }: { page: Page; served: Served[] }): VNode | null {
  const t = say(papiPageWords, page.lang)
  if (served.length === 0) return null
  return (
    <Section title={t('serves')}>
      <ul>
        {served.map(({ item, name }) => (
          <li key={item}>
            {page.visitor.rights.holds('papi.read') ? (
              <a href={`/office/papi/items/${item}`}>{name[page.lang]}</a>
            ) : (
              name[page.lang]
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

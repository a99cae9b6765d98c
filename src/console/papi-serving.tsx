// Which work of the plans serves an item of PAPI, and how it stands; which items of PAPI a task serves.

import type { VNode } from 'preact'
import { Button, Empty, Form, Section, Table } from '../face/index.ts'
import {
  linksOfItems,
  loadBasis,
  type ServingItem,
  sumWork,
  taskHref,
  type WorkCount,
} from '../papi/index.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { itemName } from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'

type TableProps = { page: Page; item: string; serving: ServingItem[]; maySettle: boolean }

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
            <a href={taskHref(row)}>
              {row.number}. {row.title}
            </a>
          ),
        },
        { key: 'plan', title: t('plan'), nowrap: true, render: (row) => row.plan.number },
        {
          key: 'units',
          title: t('task.units'),
          roomy: true,
          render: ({ units }) => unitsText(page, units),
        },
        {
          key: 'standing',
          title: t('task.standing'),
          roomy: true,
          render: ({ work }) => workText(page, work),
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
                  value={row.nearness === 'item' ? '' : '1'}
                  label={`${t(`task.${row.nearness}`)}: ${t(row.nearness === 'item' ? 'task.unlink' : 'task.link', { number: row.number })}`}
                >
                  {t(`task.${row.nearness}`)}
                </Button>
              </Form>
            ) : (
              t(`task.${row.nearness}`)
            ),
        },
      ]}
    />
  )
}

/** "12 đúng hạn, 2 trễ, 6 chưa gửi (1 quá hạn)". */
export function workText(page: Page, work: WorkCount): string {
  const t = say(papiPageWords, page.lang)
  if (work.total === 0) return t('work.none')
  return t(work.overdue > 0 ? 'work.overdue' : 'work', { ...work })
}

const NAMED = 2

/** The first units by name, and how many more. */
function unitsText(page: Page, units: ServingItem['units']): string {
  const t = say(papiPageWords, page.lang)
  const named = units
    .slice(0, NAMED)
    .map(({ name }) => name)
    .join(', ')
  const more = units.length - NAMED
  if (units.length === 0) return '—'
  return more > 0 ? t('task.units.more', { named, more }) : named
}

const LISTED = 2

/** In a cell: the nearest tasks with how they stand, and where the rest is. */
export function ServingBrief(props: {
  page: Page
  serving: readonly ServingItem[]
  moreHref: string
}): VNode {
  const { page, serving, moreHref } = props
  const t = say(papiPageWords, page.lang)
  if (serving.length === 0) return <span class="hint">{t('tasks.none')}</span>
  return (
    <>
      {serving.slice(0, LISTED).map((task) => (
        <p key={task.planItemId}>
          <a href={taskHref(task)} title={task.title}>
            {t('task.brief', { number: task.number, plan: task.plan.number })}
          </a>{' '}
          <span class="hint">
            {t('task.units.n', { n: task.units.length })}; {workText(page, task.work)}
          </span>
        </p>
      ))}
      {serving.length > LISTED && (
        <p>
          <a href={moreHref}>{t('tasks.more', { n: serving.length })}</a>{' '}
          <span class="hint">{workText(page, sumWork(serving.map(({ work }) => work)))}</span>
        </p>
      )}
    </>
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

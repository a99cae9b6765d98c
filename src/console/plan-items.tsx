// A plan's items by the parts of its document, folded: a part opens to whom each item binds, and by when.

import type { VNode } from 'preact'
import { Badge, type Column, Details, Section, Table } from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { type ItemView, type Plan, type PlanView, planWords } from '../plans/index.ts'
import { type Page, say } from '../platform/index.ts'
import { BindingText, DueText } from './item-text.tsx'
import { planPageWords } from './plan-words.ts'

type Props = { page: Page; view: PlanView; mayEdit: boolean }

/** The tasks of the annex, then what each group of units is given. */
export function PlanItems({ page, view, mayEdit }: Props): VNode {
  const words = say(planWords, page.lang)
  const columns = columnsOf(page, view.plan, mayEdit)
  const tasks = view.items.filter(({ item }) => item.kind === 'task')
  const duties = view.items.filter(({ item }) => item.kind === 'duty')
  const groups = view.items.filter(({ item }) => item.kind === 'group')
  const orphans = duties.filter(({ item }) => !groups.some((row) => row.item.id === item.parent_id))
  const part = (title: string, rows: ItemView[], key: string) =>
    rows.length > 0 && (
      <Part key={key} page={page} title={title} rows={rows} columns={columns} view={view} />
    )
  return (
    <Section title={say(planPageWords, page.lang)('plan.items')}>
      {part(words('kind.task'), tasks, 'task')}
      {duties.length > 0 && <h3>{words('kind.duty')}</h3>}
      {groups.map(({ item }) =>
        part(
          `${item.number}. ${item.text}`,
          duties.filter((row) => row.item.parent_id === item.id),
          item.id,
        ),
      )}
      {part(words('kind.duty'), orphans, 'orphans')}
    </Section>
  )
}

type PartProps = {
  page: Page
  title: string
  rows: ItemView[]
  columns: Column<ItemView>[]
  view: PlanView
}

/** Shut once everything in it is published: before that it is what the coordinator has to look over. */
function Part({ page, title, rows, columns, view }: PartProps): VNode {
  const t = say(planPageWords, page.lang)
  const duties = rows.reduce((sum, { preview }) => sum + preview.duties, 0)
  const table = (
    <Table
      caption={title}
      quietCaption
      stack
      rows={rows}
      rowKey={({ item }) => item.id}
      columns={columns}
    />
  )
  return (
    <div class="fold">
      <Details
        summary={
          <>
            <span class="fold-title">{title}</span>{' '}
            <span class="aside">
              {t('plan.part', {
                items: formatNumber(rows.length, 0, page.lang),
                duties: formatNumber(duties, 0, page.lang),
              })}
            </span>
          </>
        }
        open={!view.isPublished}
      >
        {table}
      </Details>
    </div>
  )
}

function columnsOf(page: Page, plan: Plan, mayEdit: boolean): Column<ItemView>[] {
  const t = say(planPageWords, page.lang)
  return [
    {
      key: 'number',
      title: t('plans.number'),
      render: ({ item }: ItemView) => (
        <a href={`/office/tasks/${plan.slug}/${item.number}`}>{item.number}</a>
      ),
    },
    { key: 'text', title: t('item.text'), render: ({ item }: ItemView) => item.text },
    {
      key: 'lead',
      title: t('item.lead'),
      roomy: true,
      render: ({ lead }: ItemView) => <BindingText binding={lead} />,
    },
    {
      key: 'due',
      title: t('item.due'),
      roomy: true,
      render: ({ item }: ItemView) =>
        item.asks ? (
          <Badge>{t('item.asked')}</Badge>
        ) : (
          <DueText page={page} words={item.time_text} due={item.due} />
        ),
    },
    {
      key: 'duties',
      title: t('item.duties'),
      align: 'right' as const,
      render: ({ preview }: ItemView) => formatNumber(preview.duties, 0, page.lang),
    },
    {
      key: 'dimensions',
      title: t('item.dimensions'),
      render: ({ links }: ItemView) => links.map(({ dimension }) => dimension).join(', ') || '—',
    },
    ...(mayEdit
      ? [
          {
            key: 'edit',
            title: t('item.edit'),
            render: ({ item }: ItemView) => (
              <a
                href={`/office/plans/${plan.slug}/items/${item.id}`}
                aria-label={`${t('item.edit')} ${item.number}`}
              >
                {t('item.edit')}
              </a>
            ),
          },
        ]
      : []),
  ]
}

// The lists of the coverage: unit by unit, task by task.

import type { VNode } from 'preact'
import {
  Empty,
  FilterForm,
  Pager,
  ProgressBar,
  SearchBox,
  Section,
  Select,
  StandingMark,
  Table,
  whenText,
} from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { COVERAGE_STATES, coverageByTask } from '../subplans/index.ts'
import type { CoverageView } from './coverage.tsx'
import { withQuery } from './frame.tsx'
import { coverageHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

const SIZE = 50

/** Every unit asked, with how its own plan stands. */
export function CoverageUnits({ page, view }: { page: Page; view: CoverageView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { plan, filters } = view
  return (
    <Section title={t('coverage')}>
      <FilterForm action={coverageHref(plan)} clearHref={coverageHref(plan)}>
        <SearchBox value={filters.q} label={t('unit')} />
        <Select
          label={t('filter.state')}
          name="state"
          value={filters.state}
          none={t('filter.all')}
          options={COVERAGE_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        />
      </FilterForm>
      <Table
        caption={t('coverage')}
        quietCaption
        stack
        rows={view.rows.slice((filters.page - 1) * SIZE, filters.page * SIZE)}
        total={view.rows.length}
        rowKey={(row) => row.unitId}
        rowHref={(row) => `/office/units/${row.unitCode}/subplans/${plan.slug}`}
        empty={<Empty title={t('coverage.empty')} />}
        columns={[
          { key: 'unit', title: t('unit'), render: (row) => row.unitName },
          {
            key: 'standing',
            title: t('standing'),
            render: (row) => (
              <>
                {(row.exempt === null || row.filingId !== null) && (
                  <StandingMark standing={row.standing} />
                )}{' '}
                {row.exempt && t('exempt.mark', { reason: row.exempt.reason })}
                {row.late && row.standing !== 'overdue' && ` · ${t('late.yes')}`}
                {row.filingId === null && row.hasDraft && (
                  <span class="aside"> {t('draft.yes')}</span>
                )}
              </>
            ),
          },
          {
            key: 'filed',
            nowrap: true,
            title: t('filed-at'),
            render: (row) => (row.filedAt ? whenText(row.filedAt, page.lang) : '—'),
          },
          { key: 'round', title: t('round'), align: 'right', render: (row) => row.rounds || '—' },
          {
            key: 'covered',
            title: t('covered'),
            align: 'right',
            render: (row) => `${row.bound.length - row.uncovered.length}/${row.bound.length}`,
          },
          {
            key: 'uncovered',
            title: t('uncovered'),
            render: (row) =>
              row.filingId === null
                ? '—'
                : row.uncovered.map(({ number }) => number).join(', ') || '✓',
          },
        ]}
      />
      <Pager
        page={filters.page}
        size={SIZE}
        total={view.rows.length}
        href={(number) => withQuery(page.url, { page: number })}
      />
    </Section>
  )
}

/** Every task, with how many of its units have taken it up. */
export function CoverageTasks({ page, view }: { page: Page; view: CoverageView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const tasks = coverageByTask(view.all)
  return (
    <Section title={t('by-task')} lead={t('by-task.lead')}>
      <Table
        caption={t('by-task')}
        quietCaption
        stack
        rows={tasks}
        rowKey={(task) => task.obligationId}
        rowHref={(task) => `/office/tasks/${view.plan.slug}/${task.number}`}
        empty={<Empty title={t('coverage.empty')} />}
        columns={[
          { key: 'task', title: t('task'), render: (task) => `${task.number}. ${task.title}` },
          {
            key: 'covered',
            title: t('unit'),
            render: (task) => (
              <ProgressBar value={task.covered} max={task.units} label={task.number} />
            ),
          },
        ]}
      />
    </Section>
  )
}

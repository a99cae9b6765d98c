// Parts of the page that closes a plan's year.

import type { VNode } from 'preact'
import { periodLabel } from '../calendar/index.ts'
import { FATES, type FrozenFigure } from '../closings/index.ts'
import {
  Actions,
  Badge,
  Button,
  DateField,
  Details,
  Empty,
  entryText,
  Form,
  RadioGroup,
  Section,
  Select,
  Table,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { sumTallies } from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import type { Line } from './board-load.ts'
import type { PlanClosing } from './closing.tsx'
import { closingPageWords } from './closing-words.ts'
import { TallyTable } from './tally.tsx'

type Props = { page: Page; view: PlanClosing }
const base = ({ plan }: PlanClosing) => `/office/plans/${plan.slug}/closing`

/** Task by task, what becomes of the duties that are open. */
export function CloseForm({ page, view }: Props): VNode {
  const t = say(closingPageWords, page.lang)
  const n = view.open.reduce((sum, { duties }) => sum + duties.length, 0)
  return (
    <Section title={t('closing.open', { n })} lead={t('closing.open.lead')}>
      <Form page={page} action={base(view)} guard label={t('closing')}>
        {view.open.length === 0 && <p>{t('closing.open.none')}</p>}
        {view.open.map(({ obligationId, number, title, duties }) => (
          <details key={obligationId} class="duty" open={page.problem !== null}>
            <summary>
              <strong>
                {number}. {title}
              </strong>
              <span class="duty-meta">
                {t('closing.duties', {
                  n: duties.length,
                  units: new Set(duties.map(({ unitId }) => unitId)).size,
                })}
              </span>
            </summary>
            <RadioGroup
              label={t('fate')}
              name={`fate.${obligationId}`}
              inline
              value={entryText(page, `fate.${obligationId}`, 'carried')}
              options={FATES.map((fate) => ({ value: fate, label: t(`fate.${fate}`) }))}
            />
            <TextField
              label={t('reason.drop')}
              name={`reason.${obligationId}`}
              optional
              value={entryText(page, `reason.${obligationId}`)}
            />
            <Details summary={t('by-unit')}>
              <ul>
                {duties.map((duty) => (
                  <li key={duty.id}>
                    <a href={`/office/units/${duty.unitCode}/duties/${duty.id}`}>
                      {duty.unitName} · {periodLabel(duty.period, page.lang)} ·{' '}
                      {formatDay(duty.dueOn, page.lang)}
                    </a>
                  </li>
                ))}
              </ul>
            </Details>
          </details>
        ))}
        <TextArea
          label={t('closing.note')}
          name="note"
          optional
          rows={2}
          value={entryText(page, 'note')}
        />
        <Actions>
          <Button kind="danger">{t('closing.button')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

function grouped(
  figures: readonly FrozenFigure[],
  key: (row: FrozenFigure) => string,
  line: (row: FrozenFigure) => Omit<Line, 'tally' | 'key'>,
): Line[] {
  const groups = new Map<string, FrozenFigure[]>()
  for (const row of figures) groups.set(key(row), [...(groups.get(key(row)) ?? []), row])
  return [...groups].flatMap(([name, rows]) =>
    rows[0] ? [{ key: name, ...line(rows[0]), tally: sumTallies(rows) }] : [],
  )
}

/** The figures as they were frozen, and what became of what was open. */
export function Frozen({ page, view }: Props): VNode {
  const t = say(closingPageWords, page.lang)
  const { figures, fates, plan } = view
  const tasks = grouped(
    figures,
    (row) => row.rowKey,
    (row) => ({
      label: `${row.number}. ${row.title}`,
      href: `/office/tasks/${plan.slug}/${row.number}`,
    }),
  )
  const units = grouped(
    figures,
    (row) => row.columnKey,
    (row) => ({ label: row.unitName, href: `/office/units/${row.unitCode}` }),
  ).sort((a, b) => a.label.localeCompare(b.label, 'vi'))
  return (
    <>
      <Section title={t('by-task')}>
        <TallyTable page={page} lines={tasks} title={t('by-task')} />
      </Section>
      <Section title={t('by-unit')}>
        <div class="fold">
          <Details summary={`${t('by-unit')} (${units.length})`}>
            <TallyTable page={page} lines={units} title={t('by-unit')} />
          </Details>
        </div>
      </Section>
      <Section title={t('fates', { n: fates.length })}>
        {fates.length === 0 && <Empty title={t('fates.none')} />}
        {[...new Set(fates.map(({ number }) => number))].map((number) => (
          <Fates key={number} page={page} rows={fates.filter((row) => row.number === number)} />
        ))}
      </Section>
    </>
  )
}

/** What became of the open duties of one task. */
function Fates({ page, rows }: { page: Page; rows: PlanClosing['fates'] }): VNode {
  const t = say(closingPageWords, page.lang)
  const title = `${rows[0]?.number}. ${rows[0]?.title} (${rows.length})`
  return (
    <div class="fold">
      <Details summary={title}>
        <Table
          caption={title}
          quietCaption
          stack
          rows={rows}
          rowKey={(row) => row.dutyId}
          rowHref={(row) => `/office/units/${row.unitCode}/duties/${row.dutyId}`}
          columns={[
            { key: 'unit', title: t('unit'), render: (row) => row.unitName },
            {
              key: 'period',
              title: t('period'),
              render: (row) => periodLabel(row.period, page.lang),
            },
            { key: 'due', title: t('due'), render: (row) => formatDay(row.dueOn, page.lang) },
            {
              key: 'fate',
              title: t('fate'),
              render: (row) => <Badge>{t(`fate.${row.fate}`)}</Badge>,
            },
            { key: 'reason', title: t('reason'), render: (row) => row.reason || '—' },
          ]}
        />
      </Details>
    </div>
  )
}

export function Exceptions({ page, view }: Props): VNode | null {
  const t = say(closingPageWords, page.lang)
  const { exceptions, mayClose, units } = view
  if (exceptions.length === 0 && !mayClose) return null
  return (
    <Section title={t('exceptions')}>
      {exceptions.length > 0 && (
        <ul>
          {exceptions.map((row) => (
            <li key={row.id}>
              {t('exceptions.line', {
                unit: row.unitName,
                day: formatDay(row.until_on, page.lang),
              })}{' '}
              <span class="aside">{row.reason}</span>
            </li>
          ))}
        </ul>
      )}
      {mayClose && (
        <Details summary={t('exception')} open={exceptions.length === 0}>
          <Form page={page} action={`${base(view)}/exceptions`} label={t('exception')}>
            <Select
              label={t('exception.unit')}
              name="unit"
              value={entryText(page, 'unit')}
              none="—"
              options={units.map((unit) => ({ value: unit.id, label: unit.fullName }))}
            />
            <DateField
              label={t('exception.until')}
              name="until"
              min={page.today}
              value={entryText(page, 'until')}
            />
            <TextArea label={t('reason')} name="why" rows={2} value={entryText(page, 'why')} />
            <Button kind="secondary">{t('exception.button')}</Button>
          </Form>
        </Details>
      )}
    </Section>
  )
}

export function Reopen({ page, view }: Props): VNode {
  const t = say(closingPageWords, page.lang)
  return (
    <Details summary={t('reopen')}>
      <Form page={page} action={`${base(view)}/reopening`} label={t('reopen')}>
        <TextArea
          label={t('reason')}
          name="reason"
          hint={t('reopen.hint')}
          rows={2}
          value={entryText(page, 'reason')}
        />
        <Button kind="secondary">{t('reopen.button')}</Button>
      </Form>
    </Details>
  )
}

export function History({ page, view }: Props): VNode | null {
  const t = say(closingPageWords, page.lang)
  if (view.history.length === 0) return null
  const who = (id: string | null) => view.names.get(id ?? '') ?? ''
  return (
    <Section title={t('history')}>
      <ul>
        {view.history.map((row) => (
          <li key={row.id}>
            {t('history.closed', {
              at: whenText(row.closed_at, page.lang),
              who: who(row.closed_by),
            })}
            {row.note !== '' && ` “${row.note}”`}
            {row.reopened_at &&
              `; ${t('history.reopened', {
                at: whenText(row.reopened_at, page.lang),
                who: who(row.reopened_by),
                reason: row.reopen_reason ?? '',
              })}`}
          </li>
        ))}
      </ul>
    </Section>
  )
}

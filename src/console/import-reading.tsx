// What was read of a document, each fact beside the words it came from; what is to settle; what changes.

import type { VNode } from 'preact'
import {
  Badge,
  Button,
  DefinitionList,
  Details,
  Form,
  Notice,
  Section,
  Select,
  Table,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { shortTitle } from '../plans/index.ts'
import { type Page, say } from '../platform/index.ts'
import type {
  Change,
  PlanReading,
  PlanResolution,
  ResolvedBody,
  Unresolved,
} from '../reading/index.ts'
import type { ImportView } from './imports.tsx'
import { ruleText } from './item-text.tsx'
import { planPageWords } from './plan-words.ts'

export type SettleOption = { value: string; label: string }

type Props = { page: Page; view: ImportView; reading: PlanReading; resolution: PlanResolution }

export function ReadingView({ page, view, reading, resolution }: Props): VNode {
  const t = say(planPageWords, page.lang)
  const duties = reading.groups.reduce((sum, group) => sum + group.duties.length, 0)
  return (
    <>
      <Section
        title={t('import.head')}
        lead={t('import.counts', {
          tasks: reading.tasks.length,
          groups: reading.groups.length,
          duties,
          recipients: reading.recipients.length,
        })}
      >
        <DefinitionList
          items={[
            { term: t('import.number'), value: reading.number ?? '—' },
            {
              term: t('import.date'),
              value: reading.date ? formatDay(reading.date, page.lang) : '—',
            },
            { term: t('import.issuer'), value: reading.issuer ?? '—' },
            { term: t('import.signer'), value: reading.signer ?? '—' },
            { term: t('import.year'), value: reading.year ?? '—' },
          ]}
        />
        <Details summary={`${t('import.goals')} (${reading.goals.length})`}>
          <ul>
            {reading.goals.map((goal) => (
              <li key={goal.span.start}>{goal.text}</li>
            ))}
          </ul>
        </Details>
        <Details summary={t('import.recipients', { n: reading.recipients.length })}>
          <ul>
            {reading.recipients.map((recipient) => (
              <li key={recipient.span.start}>{recipient.text}</li>
            ))}
          </ul>
        </Details>
      </Section>
      <Unsettled page={page} view={view} unresolved={resolution.unresolved} />
      {view.known && !view.row.applied_at && <Changes page={page} changes={view.changes} />}
      <Tasks page={page} view={view} resolution={resolution} />
      <Groups page={page} resolution={resolution} />
    </>
  )
}

function Unsettled(props: { page: Page; view: ImportView; unresolved: Unresolved[] }): VNode {
  const { page, view, unresolved } = props
  const t = say(planPageWords, page.lang)
  if (unresolved.length === 0) return <Notice tone="good">{t('import.none-unsettled')}</Notice>
  const seen = new Set<string>()
  const unique = unresolved.filter(({ text, reason }) => {
    const key = `${reason}|${text}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
  return (
    <Section
      title={t('import.unsettled', { n: unique.length })}
      lead={t('import.unsettled.lead')}
      id="settle"
    >
      {unique.map((item) => (
        <Settle key={`${item.where}|${item.text}`} page={page} view={view} item={item} />
      ))}
    </Section>
  )
}

function Settle({ page, view, item }: { page: Page; view: ImportView; item: Unresolved }): VNode {
  const t = say(planPageWords, page.lang)
  const reasons = ['unknown-body', 'ambiguous-body', 'time'] as const
  const reason = reasons.find((known) => known === item.reason)
  const isBody = item.reason.endsWith('-body')
  const likely = view.options.find(({ label }) =>
    item.candidates.some((candidate) => candidate.endsWith(label)),
  )
  return (
    <div class="settle">
      <p>
        <strong>“{item.text}”</strong>{' '}
        <Badge tone="warning">{t(`reason.${reason ?? 'other'}`)}</Badge>{' '}
        <span class="aside">{whereText(page, item.where)}</span>
      </p>
      {isBody && view.maySettle && !view.row.applied_at && (
        <Form page={page} action={`/office/plans/imports/${view.row.id}/settle`} label={item.text}>
          <input type="hidden" name="wording" value={item.text} />
          <Select
            label={t('import.settle')}
            name="answer"
            id={`settle-${item.text.length}-${view.options.length}-${item.where.replaceAll(/\W/g, '')}`}
            none="—"
            value={likely?.value ?? ''}
            options={view.options}
          />
          <Button kind="secondary" small>
            {t('import.settle.button')}
          </Button>
        </Form>
      )}
    </div>
  )
}

/** `group 9`, `task 3 lead`: where the reading was unsure, in the reader's words. */
function whereText(page: Page, where: string): string {
  const t = say(planPageWords, page.lang)
  const [, kind, no = '', part] =
    /^(group|task) ([^ :]+)(?::? (lead|coordinating|time))?/.exec(where) ?? []
  if (kind === undefined) return ''
  const place = kind === 'group' ? t('where.group', { no }) : t('where.task', { no })
  if (part === 'lead') return `${place}, ${t('where.lead')}`
  if (part === 'coordinating') return `${place}, ${t('where.coordinating')}`
  return part === 'time' ? `${place}, ${t('where.time')}` : place
}

function Changes({ page, changes }: { page: Page; changes: Change[] }): VNode {
  const t = say(planPageWords, page.lang)
  if (changes.length === 0) return <Notice tone="info">{t('import.changes.none')}</Notice>
  return (
    <Section title={t('import.changes', { n: changes.length })}>
      <ul class="found">
        {changes.map((change) => {
          if (change.kind === 'same') return null
          const ref = change.kind === 'removed' ? change.before : change.after
          return (
            <li key={`${change.kind}${ref.kind}${ref.index}`}>
              <Badge tone={change.kind === 'removed' ? 'bad' : 'info'}>
                {t(`change.${change.kind}`)}
              </Badge>{' '}
              {ref.no}. {shortTitle(ref.text)}
              {change.kind === 'changed' && change.before.text !== change.after.text && (
                <p class="aside">← {shortTitle(change.before.text)}</p>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

const Bodies = ({ bodies }: { bodies: readonly ResolvedBody[] }) => (
  <ul class="plain">
    {bodies.map(({ text, resolution }) => (
      <li key={text}>
        {text} {resolution.status === 'group' && <Badge>{resolution.size}</Badge>}
        {resolution.status !== 'group' && resolution.status !== 'unit' && (
          <Badge tone="warning">?</Badge>
        )}
      </li>
    ))}
  </ul>
)

function Tasks(props: { page: Page; view: ImportView; resolution: PlanResolution }): VNode | null {
  const { page, view, resolution } = props
  const t = say(planPageWords, page.lang)
  const { tasks } = resolution
  if (tasks.length === 0) return null
  const source = view.row.text ?? ''
  return (
    <Section title={t('import.tasks', { n: tasks.length })}>
      <Table
        caption={t('import.tasks', { n: tasks.length })}
        quietCaption
        stack
        rows={tasks}
        rowKey={({ task }) => `${task.no}-${task.span.start}`}
        columns={[
          { key: 'no', title: t('plans.number'), render: ({ task }) => task.no },
          {
            key: 'text',
            title: t('item.text'),
            render: ({ task }) => (
              <>
                {task.text}
                <Details summary={t('span')}>
                  <pre class="source">{source.slice(task.place.start, task.place.end)}</pre>
                </Details>
              </>
            ),
          },
          {
            key: 'lead',
            title: t('item.lead'),
            roomy: true,
            render: ({ lead }) => <Bodies bodies={lead} />,
          },
          {
            key: 'due',
            title: t('item.due'),
            roomy: true,
            render: ({ task, due }) => (
              <>
                <q>{task.time.text}</q>
                <ul class="plain">
                  {due.map((rule) => (
                    <li key={JSON.stringify(rule)}>{ruleText(page, rule)}</li>
                  ))}
                </ul>
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Groups({ page, resolution }: { page: Page; resolution: PlanResolution }): VNode | null {
  const t = say(planPageWords, page.lang)
  if (resolution.groups.length === 0) return null
  return (
    <Section title={t('import.groups', { n: resolution.groups.length })}>
      {resolution.groups.map(({ group, bodies, duties }) => (
        <Details key={group.span.start} summary={`${group.no}. ${group.title} (${duties.length})`}>
          <Bodies bodies={bodies} />
          <ol>
            {duties.map(({ duty, bodies: own }) => (
              <li key={duty.span.start}>
                {duty.text}
                {duty.bodies && <Bodies bodies={own} />}
              </li>
            ))}
          </ol>
        </Details>
      ))}
    </Section>
  )
}

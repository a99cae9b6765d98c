// The forms of a unit's own plan: head, tasks, reading from a document, sending.

import type { VNode } from 'preact'
import { MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import {
  Actions,
  Button,
  Checkbox,
  Columns,
  DateField,
  Details,
  entryText,
  FileDrop,
  Form,
  Notice,
  type Option,
  Section,
  Select,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import { MOST_BYTES } from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import type { Executor, OwnTask } from '../subplans/index.ts'
import type { UnitSubplan } from './subplan.tsx'
import { BLANKS, doerKey, subplanHref } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

type Props = { page: Page; view: UnitSubplan }

/** Everything a writer of the unit may do with its plan. */
export function DraftForms({ page, view }: Props): VNode {
  const t = say(subplanPageWords, page.lang)
  const { unit, plan, draft, tasks } = view
  const href = subplanHref(unit.code, plan.slug)
  return (
    <>
      <Actions>
        <Form page={page} action={`${href}/prefill`} label={t('prefill')}>
          <Button kind="secondary">{t('prefill')}</Button>
        </Form>
      </Actions>
      <p class="hint">{t('prefill.hint')}</p>
      <Details summary={t('import')}>
        <Form page={page} action={`${href}/import`} multipart label={t('import')}>
          <FileDrop
            label={t('import.file')}
            name="document"
            hint={t('import.hint')}
            accept=".txt,.docx,.xlsx"
            maxBytes={MAX_DOCUMENT_BYTES}
            required
          />
          <Button kind="secondary">{t('import.button')}</Button>
        </Form>
      </Details>
      <Form
        page={page}
        action={href}
        multipart
        guard
        draft={`subplan:${unit.code}:${plan.slug}`}
        {...(draft ? { draftServerAt: draft.saved_at } : {})}
        label={t('subplan')}
      >
        <HeadFields page={page} view={view} />
        <Section title={t('tasks', { n: tasks.length })} lead={t('tasks.lead')}>
          {tasks.length === 0 && <p>{t('tasks.none')}</p>}
          {tasks.map((task, index) => (
            <TaskFields key={task.id} page={page} view={view} task={task} n={index + 1} />
          ))}
          {BLANKS.map((id, index) => (
            <TaskFields key={id} page={page} view={view} task={null} id={id} n={index} />
          ))}
        </Section>
        <Actions>
          <Button>{t('save')}</Button>
        </Actions>
      </Form>
      <Send page={page} view={view} />
    </>
  )
}

function HeadFields({ page, view }: Props): VNode {
  const t = say(subplanPageWords, page.lang)
  const { draft } = view
  return (
    <>
      <TextField
        label={t('number')}
        name="number"
        width="medium"
        value={entryText(page, 'number', draft?.number ?? '')}
      />
      <DateField
        label={t('signed-on')}
        name="signedOn"
        value={entryText(page, 'signedOn', draft?.signed_on ?? '')}
      />
      <TextField
        label={t('plan-title')}
        name="title"
        optional
        value={entryText(page, 'title', draft?.title ?? '')}
      />
      <TextArea
        label={t('text')}
        name="text"
        hint={t('text.hint')}
        rows={6}
        value={entryText(page, 'text', draft?.text ?? '')}
      />
      {draft?.file_name && (
        <>
          <p>
            {t('file.there')}:{' '}
            <a href={`${subplanHref(view.unit.code, view.plan.slug)}/file`}>{draft.file_name}</a>
          </p>
          <Checkbox label={t('file.drop')} name="dropFile" value="1" />
        </>
      )}
      <FileDrop
        label={t('file')}
        name="file"
        accept=".pdf,.docx,.xlsx"
        maxBytes={MOST_BYTES}
        optional
      />
    </>
  )
}

type TaskProps = Props & { task: OwnTask | null; id?: string; n: number }

function TaskFields({ page, view, task, n, ...rest }: TaskProps): VNode {
  const t = say(subplanPageWords, page.lang)
  const id = task?.id ?? rest.id ?? ''
  const name = (field: string) => `${field}.${id}`
  const who = task ? doerKey(executorOf(task)) : ''
  const title = task ? `${t('task.n', { n })}. ${task.text}` : t('task.new')
  const isOpen = task ? task.executor === '' || task.due_on === null : false
  return (
    <details class="duty" id={`task-${id}`} open={isOpen || entryText(page, name('what')) !== ''}>
      <summary>
        <strong>{title.length > 140 ? `${title.slice(0, 138)}…` : title}</strong>
        {task && (
          <span class="duty-meta">
            {[task.executor, task.due_on && whenText(task.due_on, page.lang)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </summary>
      <TextArea
        label={t('task.what')}
        name={name('what')}
        rows={2}
        value={entryText(page, name('what'), task?.text ?? '')}
      />
      <Columns>
        <Select
          label={t('task.who')}
          name={name('who')}
          none={t('task.who.none')}
          value={entryText(page, name('who'), who)}
          options={whoOptions(page, view.doers, task)}
        />
        <DateField
          label={t('task.due')}
          name={name('due')}
          value={entryText(page, name('due'), task?.due_on ?? '')}
        />
      </Columns>
      <Select
        label={t('task.item')}
        name={name('item')}
        none={t('task.item.none')}
        value={entryText(page, name('item'), task?.obligation_id ?? '')}
        options={view.bound.map(({ obligationId, number, title: words }) => ({
          value: obligationId,
          label: `${number}. ${words}`,
        }))}
      />
      {task && <Checkbox label={t('task.drop')} name={name('drop')} value="1" />}
    </details>
  )
}

const executorOf = (task: OwnTask): Executor => ({
  label: task.executor,
  divisionId: task.division_id,
  postId: task.post_id,
  personId: task.person_id,
})

function whoOptions(page: Page, doers: readonly Executor[], task: OwnTask | null) {
  const t = say(subplanPageWords, page.lang)
  const chosen = task ? executorOf(task) : null
  const options = (picked: readonly Executor[]): Option[] =>
    picked.map((doer) => ({ value: doerKey(doer), label: doer.label }))
  const groups = [
    { group: t('task.who.divisions'), options: options(doers.filter((doer) => doer.divisionId)) },
    { group: t('task.who.posts'), options: options(doers.filter((doer) => doer.postId)) },
    { group: t('task.who.people'), options: options(doers.filter((doer) => doer.personId)) },
  ].filter((group) => group.options.length > 0)
  const isKnown = chosen !== null && doers.some((doer) => doerKey(doer) === doerKey(chosen))
  if (!chosen || chosen.label === '' || isKnown) return groups
  return [
    { value: doerKey(chosen), label: t('task.who.words', { label: chosen.label }) },
    ...groups,
  ]
}

function Send({ page, view }: Props): VNode {
  const t = say(subplanPageWords, page.lang)
  const { unit, plan, tasks, bound, rounds, reviewer } = view
  const served = new Set(tasks.map((task) => task.obligation_id))
  const gaps = bound.filter(({ obligationId }) => !served.has(obligationId))
  const last = rounds.at(-1)
  const waits = last !== undefined && !last.accepted_at && !last.returned_at
  return (
    <Section title={t('send')}>
      {gaps.length === 0 ? (
        <p>{t('gaps.none')}</p>
      ) : (
        <Details summary={t('gaps', { n: gaps.length })} open={gaps.length <= 10}>
          <ul>
            {gaps.map(({ obligationId, number, title }) => (
              <li key={obligationId}>
                <a href={`/office/tasks/${plan.slug}/${number}`}>
                  {number}. {title}
                </a>
              </li>
            ))}
          </ul>
        </Details>
      )}
      {waits ? (
        <Notice tone="info">{t('send.waits', { reviewer })}</Notice>
      ) : view.mayFile ? (
        <Form page={page} action={`${subplanHref(unit.code, plan.slug)}/filing`} label={t('send')}>
          <p>{t('send.lead', { n: tasks.length, reviewer })}</p>
          <TextArea
            label={t('send.note')}
            name="note"
            optional
            rows={2}
            value={entryText(page, 'note')}
          />
          <Actions>
            <Button>{t('send')}</Button>
          </Actions>
        </Form>
      ) : (
        <Notice tone="info">{t('send.head-only')}</Notice>
      )}
    </Section>
  )
}

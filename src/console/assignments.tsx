// What the unit's own plan gave to whoever looks: shown in "Việc của tôi", marked done or not done.

import type { VNode } from 'preact'
import {
  Button,
  Countdown,
  Details,
  ErrorSummary,
  Form,
  Section,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { type Page, say } from '../platform/index.ts'
import type { Assignment } from '../subplans/index.ts'
import { refusal } from './subplan.tsx'
import { subplanPageWords } from './subplan-words.ts'

export type MyTask = Assignment & { left: number; planNumber: string }

/** Tasks still to do first, done ones folded. */
export function Assignments({
  page,
  tasks,
}: {
  page: Page
  tasks: readonly MyTask[]
}): VNode | null {
  const t = say(subplanPageWords, page.lang)
  if (tasks.length === 0) return null
  const open = tasks.filter(({ state }) => state !== 'done')
  const done = tasks.filter(({ state }) => state === 'done')
  return (
    <Section title={t('mine', { n: open.length })} lead={t('mine.lead')} id="mine">
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      {open.map((task) => (
        <TaskMark key={task.taskId} page={page} task={task} />
      ))}
      {done.length > 0 && (
        <Details summary={t('mine.done', { n: done.length })}>
          {done.map((task) => (
            <TaskMark key={task.taskId} page={page} task={task} />
          ))}
        </Details>
      )}
    </Section>
  )
}

function TaskMark({ page, task }: { page: Page; task: MyTask }): VNode {
  const t = say(subplanPageWords, page.lang)
  const isDone = task.state === 'done'
  return (
    <details class="duty" id={`own-${task.taskId}`}>
      <summary>
        <strong>{task.text}</strong>
        <span class="duty-meta">
          {formatDay(task.dueOn, page.lang)} {!isDone && <Countdown days={task.left} />} ·{' '}
          {task.executor} · {task.subplanNumber} ({task.planNumber})
          {task.state && task.markedAt && (
            <>
              {' · '}
              {t('mark.at', {
                state: t(`mark.${task.state}`),
                at: whenText(task.markedAt, page.lang),
              })}
              {task.note && ` “${task.note}”`}
            </>
          )}
        </span>
      </summary>
      <Form page={page} action={`/office/work/tasks/${task.taskId}`} label={task.text}>
        <input type="hidden" name="unit" value={task.unitId} />
        <TextField label={t('mark.note')} name="note" id={`note-${task.taskId}`} optional />
        <Button name="state" value={isDone ? 'not-done' : 'done'} small>
          {t(isDone ? 'mark.undo' : 'mark.done')}
        </Button>
        {!isDone && (
          <Button kind="secondary" name="state" value="not-done" small>
            {t('mark.not-done')}
          </Button>
        )}
      </Form>
    </details>
  )
}

// Ties of a task to tasks of other plans, shown on both task pages.

import type { VNode } from 'preact'
import {
  Button,
  Details,
  ErrorSummary,
  entryText,
  Form,
  Section,
  Select,
  TextField,
} from '../face/index.ts'
import { obligationsOfPlan } from '../obligations/index.ts'
import {
  LINK_KINDS,
  type LinkedTask,
  linkedTasks,
  type Plan,
  planWords,
  publishedPlans,
} from '../plans/index.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { sentence } from './frame.tsx'
import { linkWords } from './link-words.ts'

export type TaskLinks = {
  links: LinkedTask[]
  /** Tasks it may be tied to; none for who may not. */
  choices: { plan: Plan; tasks: { id: string; number: string; title: string }[] }[]
}

export async function loadLinks(
  read: Read,
  { plan, obligationId }: { plan: Plan; obligationId: string | null },
): Promise<TaskLinks> {
  if (!obligationId) return { links: [], choices: [] }
  const { db, today, rights } = read
  const links = await linkedTasks(db, obligationId)
  const mayLink = plan.issuer_id !== null && (await rights.may('plan.publish', plan.issuer_id))
  if (!mayLink) return { links, choices: [] }
  const others = (await publishedPlans(db)).filter(({ id }) => id !== plan.id)
  return {
    links,
    choices: await Promise.all(
      others.map(async (other) => ({
        plan: other,
        tasks: await obligationsOfPlan(db, other.id, today),
      })),
    ),
  }
}

type Props = { page: Page; href: string; view: TaskLinks }

/** Nothing where there is nothing to show and nothing to tie. */
export function Links({ page, href, view }: Props): VNode | null {
  const t = say(linkWords, page.lang)
  const { links, choices } = view
  if (links.length === 0 && choices.length === 0) return null
  return (
    <Section title={t('links')} id="links">
      <ErrorSummary
        problem={page.problem}
        text={page.problem ? sentence(page.problem.code, planWords[page.lang]) : ''}
      />
      {links.length === 0 && <p>{t('links.none')}</p>}
      <ul>
        {links.map((link) => (
          <li key={link.id}>
            {t(
              link.kind === 'depends-on' && !link.isFrom ? 'kind.depended-by' : `kind.${link.kind}`,
            )}{' '}
            <a href={`/office/tasks/${link.slug}/${link.number}`}>
              {link.planNumber}, {link.number}. {link.title}
            </a>{' '}
            <span class="aside">{link.reason}</span>
            {choices.length > 0 && (
              <Form page={page} action={`${href}/links/${link.id}/ending`} label={t('end')}>
                <Button kind="quiet" small label={`${t('end')}: ${link.number}`}>
                  {t('end')}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {choices.length > 0 && (
        <Details summary={t('add')} open={page.problem !== null}>
          <Form page={page} action={`${href}/links`} label={t('add')}>
            <Select
              label={t('task')}
              name="to"
              none="—"
              value={entryText(page, 'to')}
              options={choices.map(({ plan, tasks }) => ({
                group: plan.number,
                options: tasks.map(({ id, number, title }) => ({
                  value: id,
                  label: `${number}. ${title}`,
                })),
              }))}
            />
            <Select
              label={t('kind')}
              name="kind"
              value={entryText(page, 'kind', 'serves-same')}
              options={LINK_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            />
            <TextField label={t('reason')} name="reason" value={entryText(page, 'reason')} />
            <Button kind="secondary">{t('add.button')}</Button>
          </Form>
        </Details>
      )}
    </Section>
  )
}

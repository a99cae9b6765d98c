// The forms of an item of a draft begun from last year's plan.

import type { VNode } from 'preact'
import { Button, entryText, Form, Section, TextArea, TextField } from '../face/index.ts'
import { bodyWords, type PlanItem } from '../plans/index.ts'
import { type Page, say } from '../platform/index.ts'
import { nextWords } from './next-words.ts'

type FormProps = { page: Page; slug: string; item: PlanItem }

/** Words and bodies of an item that binds nobody yet, and taking it out. */
export function DraftItemForms({ page, slug, item }: FormProps): VNode {
  const t = say(nextWords, page.lang)
  const base = `/office/plans/${slug}/items/${item.id}`
  return (
    <Section title={t('edit')}>
      <Form page={page} action={`${base}/wording`} label={t('edit')}>
        <TextArea
          label={t('edit.text')}
          name="text"
          rows={5}
          value={entryText(page, 'text', item.text)}
        />
        <TextField
          label={t('edit.lead')}
          name="lead"
          hint={t('edit.hint')}
          value={entryText(page, 'lead', bodyWords(item.lead))}
        />
        <TextField
          label={t('edit.coordinating')}
          name="coordinating"
          optional
          value={entryText(page, 'coordinating', bodyWords(item.coordinating))}
        />
        <Button kind="secondary">{t('edit.button')}</Button>
      </Form>
      <Form page={page} action={`${base}/ending`} label={t('edit.drop')}>
        <Button kind="danger">{t('edit.drop')}</Button>
      </Form>
    </Section>
  )
}

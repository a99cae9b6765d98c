// The next step of a letter as a form: what may still be changed, the signature, the sending.

import type { VNode } from 'preact'
import { letterState } from '../dossiers/index.ts'
import {
  Actions,
  Button,
  DateField,
  entryText,
  Form,
  Section,
  TextArea,
  TextField,
} from '../face/index.ts'
import { say } from '../platform/index.ts'
import type { LetterProps } from './letter.tsx'
import { letterPageWords } from './letter-page-words.ts'
import { letterHref } from './letters.tsx'

export function NextStep({ page, view }: LetterProps): VNode | null {
  const { letter, unitCode } = view
  const t = say(letterPageWords, page.lang)
  const state = letterState(letter.rows)
  const here = letterHref(unitCode, letter.id)
  const mayApprove = page.visitor.rights.holds('letter.approve')
  if (state === 'sent' || state === 'withdrawn') return null
  const withdraw = (
    <Form page={page} action={`${here}/withdrawal`} label={t('withdraw')}>
      <Button kind="quiet">{t('withdraw')}</Button>
    </Form>
  )
  return (
    <>
      {state === 'drafted' && <EditForm page={page} view={view} />}
      {mayApprove && state === 'drafted' && (
        <Form page={page} action={`${here}/approval`} label={t('approve')}>
          <Button>{t('approve')}</Button>
        </Form>
      )}
      {mayApprove && state === 'approved' && <SignForm page={page} view={view} />}
      {mayApprove && state === 'signed' && (
        <Form page={page} action={`${here}/sending`} label={t('send')}>
          <Actions>
            <Button name="by" value="mail">
              {t('send.mail')}
            </Button>
            <Button kind="secondary" name="by" value="paper">
              {t('send.paper')}
            </Button>
          </Actions>
        </Form>
      )}
      {withdraw}
    </>
  )
}

/** Fields that somebody writes; the rest comes from the dossier. */
export const WRITTEN = [
  'applicant',
  'office',
  'superior',
  'place',
  'holder',
  'counter',
  'authority',
  'title',
  'signer',
] as const

function EditForm({ page, view: { letter, unitCode } }: LetterProps): VNode {
  const t = say(letterPageWords, page.lang)
  const labels = new Map(letter.template.fields.map(({ name, label }) => [name, label[page.lang]]))
  return (
    <Section title={t('edit')}>
      <Form page={page} action={letterHref(unitCode, letter.id)} label={t('edit')} guard>
        <TextArea
          label={t('reason')}
          name="reason"
          rows={2}
          maxLength={1000}
          value={entryText(page, 'reason', letter.values.reason)}
        />
        {WRITTEN.map((name) => (
          <TextField
            key={name}
            label={labels.get(name) ?? name}
            name={name}
            maxLength={300}
            value={entryText(page, name, letter.values[name])}
          />
        ))}
        <DateField
          label={t('new-due')}
          name="newDueOn"
          value={entryText(page, 'newDueOn', letter.newDueAt.slice(0, 10))}
        />
        <Button kind="secondary">{t('save')}</Button>
      </Form>
    </Section>
  )
}

function SignForm({ page, view: { letter, unitCode } }: LetterProps): VNode {
  const t = say(letterPageWords, page.lang)
  const field = (name: string, label: string, required = true) => (
    <TextField
      label={label}
      name={name}
      required={required}
      maxLength={200}
      value={entryText(page, name, letter.values[name])}
    />
  )
  return (
    <Section title={t('sign')} lead={t('sign.lead')}>
      <Form page={page} action={`${letterHref(unitCode, letter.id)}/signature`} label={t('sign')}>
        {field('number', t('number'))}
        <DateField
          label={t('date')}
          name="date"
          required
          value={entryText(page, 'date', page.today)}
        />
        {field('authority', t('authority'), false)}
        {field('title', t('signer-title'))}
        {field('signer', t('signer'))}
        <Button>{t('sign')}</Button>
      </Form>
    </Section>
  )
}

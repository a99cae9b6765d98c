// How a person wants to be told.

import type { VNode } from 'preact'
import { Button, Checkbox, entryText, Form, fieldErrors, Select, TextField } from '../face/index.ts'
import { type Page, say } from '../platform/index.ts'
import { refusalText } from './page-frame.tsx'
import type { Preference } from './store.ts'
import { notificationWords } from './words.ts'

type FormProps = { page: Page; preference: Preference; hasChannel: boolean }

export function PreferenceForm({ page, preference, hasChannel }: FormProps): VNode {
  const t = say(notificationWords, page.lang)
  const { problem, entries } = page
  const errors = fieldErrors(problem, page.lang)
  const refused = (...codes: string[]) =>
    problem && codes.includes(problem.code) ? refusalText(page) : undefined
  const isOn = (name: string, saved: boolean) => (problem ? entries[name] !== undefined : saved)
  return (
    <Form page={page} action="/office/notices/preference" label={t('preference')}>
      <Checkbox
        name="byMail"
        label={t('by-mail')}
        hint={t('by-mail.hint')}
        checked={isOn('byMail', preference.by_mail)}
      />
      <TextField
        name="digestAt"
        label={t('digest-at')}
        hint={t('digest-at.hint')}
        value={entryText(page, 'digestAt', preference.digest_at)}
        width="short"
        error={errors.digestAt ?? refused('notices.hour-wrong')}
      />
      <Select
        name="lang"
        label={t('lang')}
        value={entryText(page, 'lang', preference.lang)}
        options={[
          { value: 'vi', label: 'Tiếng Việt' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Checkbox
        name="byMessage"
        label={t('by-message')}
        hint={hasChannel ? t('by-message.hint') : t('by-message.none')}
        checked={isOn('byMessage', preference.by_message)}
      />
      <TextField
        name="phone"
        label={t('phone')}
        hint={t('phone.hint')}
        type="tel"
        inputMode="tel"
        autocomplete="tel"
        optional
        width="medium"
        value={entryText(page, 'phone', preference.phone)}
        error={refused('channel.phone-wrong', 'notices.phone-missing')}
      />
      <Button>{t('preference.save')}</Button>
    </Form>
  )
}

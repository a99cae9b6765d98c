// What to do about each field of the sign-in settings.

import { type Page, say } from '../platform/index.ts'
import { signInSettingsWords } from './sign-in-settings-words.ts'

export const policySentences = (page: Page) => {
  const t = say(signInSettingsWords, page.lang)
  return { requiredFrom: t('wrong.day'), askAgainHours: t('wrong.hours') }
}

export const providerSentences = (page: Page) => {
  const t = say(signInSettingsWords, page.lang)
  return {
    name: t('wrong.name'),
    issuer: t('wrong.address'),
    clientId: t('wrong.client'),
    site: t('wrong.address'),
  }
}

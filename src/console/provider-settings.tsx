// The identity provider: where it is, how it calls this instance, whether people may enter by it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { type ProviderSettings, setProvider } from '../auth/index.ts'
import {
  Actions,
  Button,
  Checkbox,
  DefinitionList,
  entryText,
  Form,
  fieldErrors,
  Notice,
  Section,
  TextField,
} from '../face/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { discover, isProviderAddress, PROVIDER_BACK } from '../signin/index.ts'
import { topOf } from './settings.tsx'
import { providerSentences } from './sign-in-sentences.ts'
import { signInSettingsWords } from './sign-in-settings-words.ts'

type Props = { page: Page; provider: ProviderSettings | null; hasSecret: boolean }

export function ProviderForm({ page, provider, hasSecret }: Props): VNode {
  const t = say(signInSettingsWords, page.lang)
  const errors = fieldErrors(page.problem, page.lang, providerSentences(page))
  const site = entryText(page, 'site', provider?.site ?? page.url.origin)
  const field = (name: 'name' | 'issuer' | 'clientId' | 'site', saved: string) => (
    <TextField
      label={t(`provider.${name}`)}
      name={name}
      hint={t(`provider.${name}.hint`)}
      type={name === 'issuer' || name === 'site' ? 'url' : 'text'}
      maxLength={300}
      spellcheck={false}
      required
      value={entryText(page, name, saved)}
      error={errors[name]}
    />
  )
  return (
    <Section id="provider" title={t('provider')} lead={t('provider.lead')}>
      {!hasSecret && <Notice tone="info">{t('provider.no-secret')}</Notice>}
      <Form page={page} action="/office/settings/sign-in/provider" label={t('provider')} guard>
        <Checkbox
          label={t('provider.on')}
          name="isOn"
          value="on"
          checked={page.problem ? 'isOn' in page.entries : (provider?.isOn ?? false)}
        />
        {field('name', provider?.name ?? '')}
        {field('issuer', provider?.issuer ?? '')}
        {field('clientId', provider?.clientId ?? '')}
        {field('site', site)}
        <DefinitionList items={[{ term: t('provider.back'), value: `${site}${PROVIDER_BACK}` }]} />
        <Actions>
          <Button>{t('provider.save')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

const text = z.string().trim().min(1).max(300)
const given = z.object({
  isOn: z.literal('on').optional(),
  name: text.max(60),
  issuer: text.refine(isProviderAddress),
  clientId: text,
  site: text.refine(isProviderAddress).transform((address) => address.replace(/\/+$/, '')),
  /** Found out before the save: whether the provider answers. */
  answers: z.boolean().optional().catch(undefined),
})
type Given = z.infer<typeof given>

const settingsOf = ({ isOn, name, issuer, clientId, site }: Given): ProviderSettings => ({
  isOn: isOn === 'on',
  name,
  issuer,
  clientId,
  site,
})

/** `retry` is the page of all sign-in settings. */
export const providerSettingsRoute = (retry: Route): Route =>
  route<Given, string>({
    method: 'POST',
    path: '/office/settings/sign-in/provider',
    may: 'settings.manage',
    about: 'Saves the identity provider, and says whether it answers.',
    records: ['provider.changed'],
    input: given,
    unit: topOf,
    retry,
    ask: async (read, input) => {
      const answer = discover(settingsOf(input), read.secrets.given('provider.secret'))
      return { ...input, answers: await answer.then(() => true).catch(() => false) }
    },
    act: async (act, input) => {
      await setProvider(act, settingsOf(input), (await topOf(act)) ?? '')
      return `/office/settings/sign-in?done=${input.answers ? 'provider' : 'provider-silent'}`
    },
    show: (redirect) => ({ redirect }),
  })

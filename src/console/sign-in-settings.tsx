// Who needs a second factor, and for how long a code holds.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  type Policy,
  type ProviderSettings,
  policyOf,
  providerSettings,
  setPolicy,
} from '../auth/index.ts'
import {
  Actions,
  Button,
  Checkbox,
  DateField,
  ErrorSummary,
  entryText,
  Form,
  fieldErrors,
  Heading,
  Notice,
  NumberField,
  RadioGroup,
  Section,
} from '../face/index.ts'
import { day, isDay } from '../lib/day.ts'
import { type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { ProviderForm, providerSettingsRoute } from './provider-settings.tsx'
import { topOf } from './settings.tsx'
import { policySentences, providerSentences } from './sign-in-sentences.ts'
import { signInSettingsWords } from './sign-in-settings-words.ts'

const SETTINGS = '/office/settings'
const HERE = `${SETTINGS}/sign-in`

const DONE = ['policy', 'provider', 'provider-silent'] as const
const input = z.object({ done: z.enum(DONE).optional().catch(undefined) })
type View = {
  policy: Policy
  provider: ProviderSettings | null
  hasSecret: boolean
  done: (typeof DONE)[number] | undefined
}

const settingsPage: Route = route<z.infer<typeof input>, View>({
  method: 'GET',
  path: HERE,
  may: 'settings.manage',
  about: 'How people sign in: who needs a second factor, for how long a code holds.',
  input,
  load: async ({ db, secrets }, { done }) => ({
    policy: await policyOf(db),
    provider: await providerSettings(db),
    hasSecret: secrets.given('provider.secret') !== null,
    done,
  }),
  show: (view, page) => ({ html: <SignInSettings page={page} view={view} /> }),
})

function SignInSettings({ page, view }: { page: Page; view: View }): VNode {
  const t = say(signInSettingsWords, page.lang)
  return (
    <Office
      page={page}
      title={t('title')}
      here={SETTINGS}
      crumbs={[{ href: SETTINGS, label: t('settings') }]}
    >
      <Heading title={t('title')} lead={t('lead')} />
      {view.done === 'provider-silent' && !page.problem && (
        <Notice tone="warning" title={t('done')}>
          {t('provider.silent')}
        </Notice>
      )}
      {view.done && view.done !== 'provider-silent' && !page.problem && (
        <Notice tone="good" toast title={t(view.done === 'provider' ? 'provider.done' : 'done')} />
      )}
      <ErrorSummary
        problem={page.problem}
        sentences={{ ...policySentences(page), ...providerSentences(page) }}
      />
      <PolicyForm page={page} policy={view.policy} />
      <ProviderForm page={page} provider={view.provider} hasSecret={view.hasSecret} />
    </Office>
  )
}

function PolicyForm({ page, policy }: { page: Page; policy: Policy }): VNode {
  const t = say(signInSettingsWords, page.lang)
  const errors = fieldErrors(page.problem, page.lang, policySentences(page))
  const byTwo = page.problem ? 'removalByTwo' in page.entries : policy.removalByTwo
  return (
    <Section title={t('factor')} lead={t('factor.lead')}>
      <Form page={page} action={`${HERE}/policy`} label={t('factor')} guard>
        <RadioGroup
          label={t('factor.who')}
          name="demand"
          value={entryText(page, 'demand', policy.requiredFrom ? 'required' : 'offered')}
          options={[
            { value: 'offered', label: t('factor.offered') },
            { value: 'required', label: t('factor.required') },
          ]}
        />
        <DateField
          label={t('factor.from')}
          name="requiredFrom"
          hint={t('factor.from.hint')}
          value={entryText(page, 'requiredFrom', policy.requiredFrom ?? '')}
          error={errors.requiredFrom}
        />
        <NumberField
          label={t('factor.hours')}
          name="askAgainHours"
          hint={t('factor.hours.hint')}
          unit={t('hours')}
          required
          value={entryText(page, 'askAgainHours', policy.askAgainHours)}
          error={errors.askAgainHours}
        />
        <Checkbox
          label={t('factor.by-two')}
          name="removalByTwo"
          value="on"
          checked={byTwo}
          hint={t('factor.by-two.hint')}
        />
        <Actions>
          <Button>{t('save')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

const policyInput = z.object({
  demand: z.enum(['offered', 'required']),
  requiredFrom: z.string().max(10).default(''),
  askAgainHours: z.coerce.number().int().min(1).max(720),
  removalByTwo: z.literal('on').optional(),
})

const policyRoute = route<z.infer<typeof policyInput>, void>({
  method: 'POST',
  path: `${HERE}/policy`,
  may: 'settings.manage',
  about: 'Saves who needs a second factor, and for how long a code holds.',
  records: ['policy.changed'],
  input: policyInput,
  unit: topOf,
  retry: settingsPage,
  act: async (act, given) => {
    const { demand, requiredFrom, askAgainHours } = given
    if (demand === 'required' && !isDay(requiredFrom)) {
      throw new Problem(422, 'input.invalid', {
        issues: [{ field: 'requiredFrom', code: 'custom', message: '' }],
      })
    }
    const policy: Policy = {
      requiredFrom: demand === 'required' ? day(requiredFrom) : null,
      askAgainHours,
      removalByTwo: given.removalByTwo === 'on',
    }
    await setPolicy(act, policy, (await topOf(act)) ?? '')
  },
  show: () => ({ redirect: `${HERE}?done=policy` }),
})

export const signInSettingsRoutes: readonly Route[] = [
  settingsPage,
  policyRoute,
  providerSettingsRoute(settingsPage),
]

// Webhooks of the office: begun with a secret shown once, listed with how they stand.

import type { VNode } from 'preact'
import { z } from 'zod'
import { verbText, verbWords } from '../audit/index.ts'
import {
  Actions,
  Badge,
  Button,
  CheckboxGroup,
  Details,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  fieldErrors,
  Heading,
  Notice,
  Section,
  Select,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { beginWebhook, integrationWords, type Webhook, webhooksOf } from '../integrations/index.ts'
import { type UnitListed, unitsByIds } from '../org/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { settingsWords } from './settings-words.ts'
import { webhookWords } from './webhook-words.ts'

const SETTINGS = '/office/settings'
export const WEBHOOKS = `${SETTINGS}/webhooks`
export const MANAGE_WEBHOOKS = 'webhook.manage'

type View = { webhooks: Webhook[]; units: UnitListed[] }

const listPage: Route = route<Record<string, unknown>, View>({
  method: 'GET',
  path: WEBHOOKS,
  may: MANAGE_WEBHOOKS,
  about: 'Webhooks within the visitor’s scope, and the form for a new one.',
  input: z.looseObject({}),
  load: async ({ db, rights }) => {
    const unitIds = await rights.reach(MANAGE_WEBHOOKS)
    return {
      webhooks: (await webhooksOf(db, unitIds)).reverse(),
      units: await unitsByIds(db, unitIds),
    }
  },
  show: (view, page) => ({ html: <WebhooksPage page={page} view={view} /> }),
})

export const crumbsOf = (page: Page) =>
  page.visitor.rights.holds('settings.manage')
    ? [{ href: SETTINGS, label: say(settingsWords, page.lang)('settings') }]
    : []

/** Why a form is shown again, in this room's words; empty when it is about fields only. */
export const webhookRefusal = ({ problem, lang }: Page): string =>
  problem && problem.code !== 'input.invalid'
    ? sentence(problem.code, integrationWords[lang], problem.details)
    : ''

type Props = { page: Page; view: View }

function WebhooksPage({ page, view }: Props): VNode {
  const t = say(webhookWords, page.lang)
  const failing = view.webhooks.filter(({ reason }) => reason === 'failing').length
  return (
    <Office page={page} title={t('webhooks')} here={SETTINGS} crumbs={crumbsOf(page)}>
      <Heading
        title={t('webhooks')}
        lead={t('webhooks.lead')}
        actions={<a href="/api#webhooks-signed">{t('webhooks.reference')}</a>}
      />
      {failing > 0 && <Notice tone="warning">{t('failing.list', { n: failing })}</Notice>}
      <WebhookTable page={page} view={view} />
      <NewWebhook page={page} view={view} />
    </Office>
  )
}

function WebhookTable({ page, view }: Props): VNode {
  const t = say(webhookWords, page.lang)
  const unitName = new Map(view.units.map((unit) => [unit.id, unit.fullName]))
  return (
    <Table
      caption={t('webhooks')}
      quietCaption
      stack
      rows={view.webhooks}
      rowKey={(row) => row.id}
      rowHref={(row) => `${WEBHOOKS}/${row.id}`}
      empty={<Empty title={t('webhooks.empty')}>{t('webhooks.empty.text')}</Empty>}
      columns={[
        { key: 'url', title: t('url'), render: (row) => row.url },
        { key: 'unit', title: t('unit.short'), render: (row) => unitName.get(row.unit_id) },
        { key: 'verbs', title: t('verbs.short'), render: (row) => verbsText(page, row) },
        { key: 'begun', title: t('begun'), render: (row) => whenText(row.begun_at, page.lang) },
        {
          key: 'state',
          title: t('state'),
          render: (row) => <WebhookState page={page} webhook={row} />,
        },
      ]}
    />
  )
}

export const verbsText = ({ lang }: Page, { verbs }: Pick<Webhook, 'verbs'>): string =>
  verbs.length === 0
    ? say(webhookWords, lang)('verbs.all')
    : verbs.map((verb) => verbText(verb, lang)).join('; ')

export function WebhookState({ page, webhook }: { page: Page; webhook: Webhook }): VNode {
  const t = say(webhookWords, page.lang)
  if (!webhook.ended_at) return <Badge tone="good">{t('state.standing')}</Badge>
  const at = whenText(webhook.ended_at, page.lang)
  return webhook.reason === 'failing' ? (
    <Badge tone="bad">{t('state.failing', { at })}</Badge>
  ) : (
    <Badge>{t('state.withdrawn', { at })}</Badge>
  )
}

/** Verbs that may be told: what is done to webhooks is never told to them. */
const VERBS = Object.keys(verbWords.vi)
  .filter((verb) => /^[a-z-]+\.[a-z-]+$/.test(verb) && !verb.startsWith('webhook.'))
  .sort()

function NewWebhook({ page, view }: Props): VNode {
  const t = say(webhookWords, page.lang)
  const sentences = { url: t('field.url'), unit: t('field.unit') }
  const errors = fieldErrors(page.problem, page.lang, sentences)
  const chosen = [page.entries.verbs ?? []].flat().map(String)
  return (
    <Section title={t('new')}>
      <ErrorSummary problem={page.problem} sentences={sentences} text={webhookRefusal(page)} />
      <Form page={page} action={WEBHOOKS} label={t('new')} guard>
        <TextField
          label={t('url')}
          name="url"
          required
          maxLength={2000}
          hint={t('url.hint')}
          autocomplete="off"
          value={entryText(page, 'url')}
          error={errors.url}
        />
        <Select
          label={t('unit')}
          name="unit"
          required
          value={entryText(page, 'unit', view.units.length === 1 ? (view.units[0]?.id ?? '') : '')}
          none="—"
          error={errors.unit}
          options={view.units.map((unit) => ({ value: unit.id, label: unit.fullName }))}
        />
        <Details summary={t('verbs.some')} open={chosen.length > 0}>
          <CheckboxGroup
            label={t('verbs')}
            name="verbs"
            hint={t('verbs.hint')}
            values={chosen}
            options={VERBS.map((verb) => ({
              value: verb,
              label: verbText(verb, page.lang),
              hint: verb,
            }))}
          />
        </Details>
        <Actions>
          <Button>{t('begin')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

const newWebhook = z.object({
  url: z.string().trim().min(1).max(2000),
  unit: z.uuid(),
  verbs: z
    .union([z.string(), z.array(z.string()).max(200)])
    .default([])
    .transform((value) => [value].flat().filter((verb) => verb !== ''))
    .pipe(z.array(z.enum(VERBS as [string, ...string[]]))),
})
type Begun = { id: string; url: string; secret: string }

const beginRoute = route<z.infer<typeof newWebhook>, Begun>({
  method: 'POST',
  path: WEBHOOKS,
  may: MANAGE_WEBHOOKS,
  about: 'Begins to tell a receiver of events; the signing secret is shown this once.',
  records: ['webhook.begun'],
  input: newWebhook,
  unit: async (_, { unit }) => unit,
  retry: listPage,
  act: async (act, { unit, url, verbs }) => ({
    url,
    ...(await beginWebhook(act, { unitId: unit, url, verbs })),
  }),
  show: (begun, page) => ({ html: <WebhookBegun page={page} begun={begun} /> }),
})

function WebhookBegun({ page, begun }: { page: Page; begun: Begun }): VNode {
  const t = say(webhookWords, page.lang)
  return (
    <Office
      page={page}
      title={t('issued.title')}
      here={SETTINGS}
      crumbs={[...crumbsOf(page), { href: WEBHOOKS, label: t('webhooks') }]}
    >
      <Heading over={begun.url} title={t('issued.title')} lead={t('issued.lead')} />
      <Notice tone="good" title={begun.secret}>
        {t('issued.text')}
      </Notice>
      <p>
        <a href={WEBHOOKS}>{t('issued.back')}</a>
      </p>
    </Office>
  )
}

export const webhookListRoutes: readonly Route[] = [listPage, beginRoute]

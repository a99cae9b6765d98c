// Tokens of integrations: issued and shown once, listed with their last use, revoked.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  authWords,
  issueToken,
  LONGEST_DAYS,
  MOST_PER_MINUTE,
  revokeToken,
  type TokenListed,
  tokenById,
  tokensOf,
} from '../auth/index.ts'
import {
  Actions,
  Badge,
  Button,
  CheckboxGroup,
  DateField,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  fieldErrors,
  Heading,
  Notice,
  NumberField,
  Section,
  Select,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { addDays, type Day, day, isDay } from '../lib/day.ts'
import { type UnitListed, unitsByIds } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { settingsWords } from './settings-words.ts'
import { tokenWords } from './token-words.ts'

const SETTINGS = '/office/settings'
const HERE = `${SETTINGS}/tokens`
const USUAL_DAYS = 365
const USUAL_PER_MINUTE = 600

type Tokens = {
  tokens: TokenListed[]
  units: UnitListed[]
  scopes: readonly string[]
  done: boolean
}
const done = z.literal('revoked').optional().catch(undefined)

/** The page of tokens. `scopes` are the permissions that rows of the interface ask for. */
export function tokenRoutes(scopes: () => readonly string[]): readonly Route[] {
  const listPage: Route = route<{ done?: 'revoked' | undefined }, Tokens>({
    method: 'GET',
    path: HERE,
    may: 'settings.manage',
    about: 'Tokens of integrations within the visitor’s scope, and the form for a new one.',
    input: z.object({ done }),
    load: async (read, input) => ({
      ...(await tokensWithin(read)),
      scopes: scopes(),
      done: input.done === 'revoked',
    }),
    show: (view, page) => ({ html: <TokensPage page={page} view={view} /> }),
  })
  return [listPage, issueRoute(listPage), revokeRoute]
}

async function tokensWithin({ db, rights }: Read): Promise<Pick<Tokens, 'tokens' | 'units'>> {
  const unitIds = await rights.reach('settings.manage')
  return { tokens: await tokensOf(db, unitIds), units: await unitsByIds(db, unitIds) }
}

type Props = { page: Page; view: Tokens }

function TokensPage({ page, view }: Props): VNode {
  const t = say(tokenWords, page.lang)
  const title = t('tokens')
  return (
    <Office
      page={page}
      title={title}
      here={SETTINGS}
      crumbs={[{ href: SETTINGS, label: say(settingsWords, page.lang)('settings') }]}
    >
      <Heading
        title={title}
        lead={t('tokens.lead')}
        actions={<a href="/api">{t('tokens.reference')}</a>}
      />
      {view.done && (
        <Notice tone="good" toast>
          {t('revoked')}
        </Notice>
      )}
      <TokenTable page={page} view={view} />
      <NewToken page={page} view={view} />
    </Office>
  )
}

function TokenTable({ page, view }: Props): VNode {
  const t = say(tokenWords, page.lang)
  const unitName = new Map(view.units.map((unit) => [unit.id, unit.fullName]))
  return (
    <Table
      caption={t('tokens')}
      quietCaption
      stack
      rows={view.tokens}
      rowKey={(row) => row.id}
      empty={<Empty title={t('tokens.empty')}>{t('tokens.empty.text')}</Empty>}
      columns={[
        { key: 'name', title: t('name'), render: (row) => row.name },
        { key: 'unit', title: t('unit'), render: (row) => unitName.get(row.unit_id) },
        { key: 'ending', title: t('ending'), render: (row) => <code>…{row.ending}</code> },
        {
          key: 'scopes',
          title: t('scopes'),
          render: (row) => row.scopes.map((scope) => scopeText(scope, page)).join('; '),
        },
        {
          key: 'used',
          title: t('used'),
          render: (row) => (row.used_at ? whenText(row.used_at, page.lang) : t('used.never')),
        },
        { key: 'state', title: t('state'), render: (row) => <State page={page} token={row} /> },
      ]}
    />
  )
}

function State({ page, token }: { page: Page; token: TokenListed }): VNode {
  const t = say(tokenWords, page.lang)
  if (token.revoked_at)
    return <Badge>{t('state.revoked', { at: whenText(token.revoked_at, page.lang) })}</Badge>
  if (token.expires_on <= page.today) return <Badge tone="warning">{t('state.expired')}</Badge>
  return (
    <Form page={page} action={`${HERE}/${token.id}/revocation`}>
      <Badge tone="good">{t('state.standing')}</Badge>{' '}
      <span class="aside">
        {t('expires')} {whenText(token.expires_on, page.lang)}
      </span>{' '}
      <Button kind="quiet" small label={`${t('revoke')}: ${token.name}`}>
        {t('revoke')}
      </Button>
    </Form>
  )
}

function scopeText(scope: string, page: Page): string {
  const words: Readonly<Record<string, string>> = tokenWords[page.lang]
  return words[`scope.${scope}`] ?? scope
}

function NewToken({ page, view }: Props): VNode {
  const t = say(tokenWords, page.lang)
  const { problem, lang } = page
  const words: Readonly<Record<string, string>> = tokenWords[lang]
  const sentences = Object.fromEntries(
    ['name', 'unit', 'scopes', 'expiresOn', 'perMinute'].map((field) => [
      field,
      words[`field.${field}`] ?? '',
    ]),
  )
  const errors = fieldErrors(problem, lang, sentences)
  const chosen = [page.entries.scopes ?? []].flat().map(String)
  return (
    <Section title={t('new')}>
      <ErrorSummary
        problem={problem}
        sentences={sentences}
        text={
          problem && problem.code !== 'input.invalid'
            ? sentence(problem.code, authWords[lang], problem.details)
            : ''
        }
      />
      <Form page={page} action={HERE} label={t('new')} guard>
        <TextField
          label={t('name')}
          name="name"
          required
          width="medium"
          maxLength={120}
          hint={t('name.hint')}
          autocomplete="off"
          value={entryText(page, 'name')}
          error={errors.name}
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
        <CheckboxGroup
          label={t('scopes')}
          name="scopes"
          hint={t('scopes.hint')}
          values={chosen}
          error={errors.scopes}
          options={view.scopes.map((scope) => ({
            value: scope,
            label: scopeText(scope, page),
            hint: scope,
          }))}
        />
        <NumberField
          label={t('per-minute')}
          name="perMinute"
          required
          value={entryText(page, 'perMinute', String(USUAL_PER_MINUTE))}
          error={errors.perMinute}
        />
        <DateField
          label={t('expires')}
          name="expiresOn"
          required
          min={addDays(page.today as Day, 1)}
          max={addDays(page.today as Day, LONGEST_DAYS)}
          value={entryText(page, 'expiresOn', addDays(page.today as Day, USUAL_DAYS))}
          error={errors.expiresOn}
        />
        <Actions>
          <Button>{t('issue')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

const newToken = z.object({
  name: z.string().trim().min(1).max(120),
  unit: z.uuid(),
  scopes: z
    .union([z.string(), z.array(z.string()).max(100)])
    .transform((value) => [value].flat())
    .pipe(z.array(z.string().max(60)).min(1)),
  perMinute: z.coerce.number().int().min(1).max(MOST_PER_MINUTE),
  expiresOn: z
    .string()
    .refine(isDay)
    .transform((text) => day(text)),
})
type Issued = { name: string; secret: string; host: string }

const issueRoute = (retry: Route): Route =>
  route<z.infer<typeof newToken>, Omit<Issued, 'host'>>({
    method: 'POST',
    path: HERE,
    may: 'settings.manage',
    about: 'Issues a token to an integration; its secret is shown this once.',
    records: ['token.issued'],
    input: newToken,
    unit: async (_, { unit }) => unit,
    retry,
    act: async (act, { unit, name, ...draft }) => {
      const { secret } = await issueToken(act, { ...draft, name, unitId: unit })
      return { name, secret }
    },
    show: (issued, page) => ({
      html: <TokenIssued page={page} issued={{ ...issued, host: page.url.origin }} />,
    }),
  })

function TokenIssued({ page, issued }: { page: Page; issued: Issued }): VNode {
  const t = say(tokenWords, page.lang)
  return (
    <Office
      page={page}
      title={t('issued.title')}
      here={SETTINGS}
      crumbs={[
        { href: SETTINGS, label: say(settingsWords, page.lang)('settings') },
        { href: HERE, label: t('tokens') },
      ]}
    >
      <Heading over={issued.name} title={t('issued.title')} lead={t('issued.lead')} />
      <Notice tone="good" title={issued.secret}>
        {t('issued.text')}
      </Notice>
      <Section title={t('issued.try')}>
        <pre>{`curl -H 'Authorization: Bearer ${issued.secret}' ${issued.host}/api/token`}</pre>
      </Section>
      <p>
        <a href={HERE}>{t('issued.back')}</a>
      </p>
    </Office>
  )
}

const revokeRoute = route({
  method: 'POST',
  path: `${HERE}/:id/revocation`,
  may: 'settings.manage',
  about: 'Revokes the token of an integration.',
  records: ['token.revoked'],
  input: z.object({ id: z.uuid(), reason: z.string().max(500).default('') }),
  unit: async ({ db }, { id }) => (await tokenById(db, id))?.unit_id ?? null,
  act: (act, input) => revokeToken(act, input),
  show: () => ({ redirect: `${HERE}?done=revoked` }),
})

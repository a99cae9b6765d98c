// Setting up one's own second factor: begin, scan, give the first code, put the recovery codes away.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  authWords,
  beginFactor,
  confirmFactor,
  endFactor,
  FACTOR_PAGE,
  factorBegun,
  factorSecret,
  personById,
  renewRecoveryCodes,
  spelled,
  totpAddress,
} from '../auth/index.ts'
import {
  Actions,
  Badge,
  Button,
  ButtonLink,
  Details,
  Document,
  ErrorSummary,
  Form,
  Heading,
  Notice,
  PrintButton,
  Section,
  TextField,
  whenText,
} from '../face/index.ts'
import {
  type Confirmation,
  fill,
  type Page,
  type Read,
  type Route,
  route,
  type Shown,
  say,
} from '../platform/index.ts'
import { requireSession } from './account-page.tsx'
import { CodeField } from './code-page.tsx'
import { DemandNotice, type FactorState, loadFactor } from './factor-state.tsx'
import { landing } from './landing.ts'
import { QrCode } from './qr.tsx'
import { signinWords } from './words.ts'

const ACCOUNT = '/office/account'

type Setting = FactorState & {
  /** The secret that waits for its first code, and its address; null when none was begun. */
  begun: { secret: string; address: string } | null
  next: string
}

const input = z.object({ next: landing.default('/office') })

async function loadSetting(read: Read, next: string): Promise<Setting> {
  const personId = read.actor.personId ?? ''
  const begun = await factorBegun(read.db, personId)
  const person = await personById(read.db, personId)
  const secret = begun ? factorSecret(read, begun) : null
  return {
    ...(await loadFactor(read)),
    begun: secret ? { secret, address: totpAddress(secret, person?.email ?? '') } : null,
    next,
  }
}

const factorPage: Route = route<z.infer<typeof input>, Setting>({
  method: 'GET',
  path: FACTOR_PAGE,
  may: 'signed-in',
  whileHeld: true,
  about: 'One’s own second factor: what stands, and the steps to set it up.',
  input,
  load: (read, { next }) => loadSetting(read, next),
  show: (setting, page) => ({ html: <FactorView page={page} setting={setting} /> }),
})

type Props = { page: Page; setting: Setting; refused?: Confirmation }

function FactorView({ page, setting, refused }: Props): VNode {
  const t = say(signinWords, page.lang)
  const { since, begun, demand, next } = setting
  return (
    <Frame page={page} title={t('factor')}>
      <Heading title={t('factor')} over={authWords[page.lang].account} lead={t('factor.lead')} />
      {refused && refused !== 'right' && <Notice tone="bad">{t(`code.${refused}`)}</Notice>}
      <Refusal page={page} />
      <DemandNotice
        page={page}
        factor={since ? setting : { ...setting, demand: heldDemand(page, demand) }}
      />
      {since && (
        <p>
          <Badge tone="good">{t('factor.on')}</Badge>{' '}
          {t('factor.since', { on: whenText(since, page.lang), n: setting.codesLeft })}
        </p>
      )}
      {begun && <FirstCode page={page} begun={begun} next={next} />}
      {!begun && !since && (
        <Form page={page} action={`${FACTOR_PAGE}/begin`}>
          <p>{t('factor.how')}</p>
          <input type="hidden" name="next" value={next} />
          <Actions>
            <Button>{t('factor.begin')}</Button>
            {!page.visitor.heldAt && <ButtonLink href={next}>{t('factor.later')}</ButtonLink>}
          </Actions>
        </Form>
      )}
      {since && <Changes page={page} setting={setting} />}
    </Frame>
  )
}

/** Rights rest while a second factor is demanded, so the load cannot see from them that it is. */
const heldDemand = ({ visitor }: Page, demand: FactorState['demand']) =>
  visitor.heldAt ? 'now' : demand

function Frame(props: { page: Page; title: string; children: VNode[] | unknown }): VNode {
  const { page, title } = props
  const words = authWords[page.lang]
  return (
    <Document
      page={page}
      title={title}
      frame="office"
      nav={[
        { href: '/office', label: words['account.back'] },
        { href: ACCOUNT, label: words.account },
      ]}
      here={ACCOUNT}
      crumbs={[{ href: ACCOUNT, label: words.account }]}
    >
      {props.children as VNode}
    </Document>
  )
}

function Refusal({ page }: { page: Page }): VNode | null {
  const { problem, lang } = page
  const words: Readonly<Record<string, string>> = authWords[lang]
  const text = problem ? words[problem.code] : undefined
  return <ErrorSummary problem={problem} text={text ? fill(text, {}) : ''} />
}

type FirstProps = { page: Page; begun: NonNullable<Setting['begun']>; next: string }

function FirstCode({ page, begun, next }: FirstProps): VNode {
  const t = say(signinWords, page.lang)
  return (
    <>
      <Section title={`1. ${t('factor.scan')}`} lead={t('factor.scan.lead')}>
        <QrCode text={begun.address} label={t('factor.scan.picture')} />
        <p>
          <a href={begun.address}>{t('factor.open')}</a>
        </p>
        <Details summary={t('factor.type')}>
          <p>
            <code translate={false}>{spelled(begun.secret)}</code>
          </p>
        </Details>
      </Section>
      <Section title={`2. ${t('factor.first')}`} lead={t('factor.first.lead')}>
        <Form page={page} action={`${FACTOR_PAGE}/confirm`} label={t('factor.first')}>
          <input type="hidden" name="next" value={next} />
          <TextField
            label={t('factor.first.code')}
            name="code"
            autocomplete="one-time-code"
            inputMode="numeric"
            maxLength={10}
            width="short"
            required
          />
          <Actions>
            <Button>{t('factor.confirm')}</Button>
          </Actions>
        </Form>
      </Section>
    </>
  )
}

function Changes({ page, setting }: Props): VNode {
  const t = say(signinWords, page.lang)
  const change = (name: 'replace' | 'renew' | 'end', to: string) => (
    <Details summary={t(`factor.${name}`)}>
      <p>{t(`factor.${name}.lead`)}</p>
      <Form page={page} action={`${FACTOR_PAGE}/${to}`} label={t(`factor.${name}`)}>
        <CodeField page={page} name="code" label={t('factor.code.now')} id={`f-code-${name}`} />
        <Button kind={name === 'end' ? 'danger' : 'primary'}>{t(`factor.${name}`)}</Button>
      </Form>
    </Details>
  )
  return (
    <Section title={t('factor.manage')}>
      {change('replace', 'begin')}
      {change('renew', 'recovery')}
      {setting.demand === 'now' ? <p>{t('factor.end.no')}</p> : change('end', 'end')}
    </Section>
  )
}

const given = z.object({ code: z.string().max(100).default(''), next: landing.default('/office') })
type Given = z.infer<typeof given>
type Outcome = { setting: Setting; next: string; codes: string[]; refused: Confirmation }

const refusedPage = ({ setting, refused }: Outcome, page: Page): Shown => ({
  html: <FactorView page={page} setting={setting} refused={refused} />,
  status: refused === 'too-many' ? 429 : 422,
})

const row = (
  to: string,
  about: string,
  records: readonly string[],
  act: NonNullable<Parameters<typeof route<Given, Outcome>>[0]['act']>,
  show: (outcome: Outcome, page: Page) => Shown,
): Route =>
  route<Given, Outcome>({
    method: 'POST',
    path: `${FACTOR_PAGE}/${to}`,
    may: 'signed-in',
    whileHeld: true,
    about,
    records,
    retry: factorPage,
    input: given,
    act,
    show: (outcome, page) =>
      outcome.refused === 'right' ? show(outcome, page) : refusedPage(outcome, page),
  })

const beginRoute = row(
  'begin',
  'Makes the secret of a second factor; it counts after its first code.',
  ['factor.begun', 'recovery.used'],
  async (act, { code, next }) => {
    const refused = await beginFactor(act, { code })
    return { refused, next, codes: [], setting: await loadSetting(act, next) }
  },
  ({ next }) => ({ redirect: `${FACTOR_PAGE}?next=${encodeURIComponent(next)}` }),
)

const confirmRoute = row(
  'confirm',
  'Puts the second factor in force by its first code; shows the recovery codes once.',
  ['factor.confirmed'],
  async (act, { code, next }) => {
    const sessionId = requireSession(act.session)
    const outcome = await confirmFactor(act, { code, sessionId })
    return codesOrRefusal(act, next, outcome)
  },
  (outcome, page) => ({ html: <Codes page={page} outcome={outcome} said="factor.confirmed" /> }),
)

const recoveryRoute = row(
  'recovery',
  'Issues ten new recovery codes, shown once.',
  ['recovery.renewed', 'recovery.used'],
  async (act, { code, next }) => codesOrRefusal(act, next, await renewRecoveryCodes(act, { code })),
  (outcome, page) => ({ html: <Codes page={page} outcome={outcome} said="factor.renewed" /> }),
)

const endRoute = row(
  'end',
  'Turns one’s second factor off.',
  ['factor.ended', 'recovery.used'],
  async (act, { code, next }) => {
    const refused = await endFactor(act, { code })
    return { refused, next, codes: [], setting: await loadSetting(act, next) }
  },
  () => ({ redirect: `${ACCOUNT}?done=factor-ended` }),
)

async function codesOrRefusal(
  read: Read,
  next: string,
  outcome: { codes: string[] } | { refused: Confirmation },
): Promise<Outcome> {
  const setting = await loadSetting(read, next)
  return 'codes' in outcome
    ? { setting, next, codes: outcome.codes, refused: 'right' }
    : { setting, next, codes: [], refused: outcome.refused }
}

type CodesProps = { page: Page; outcome: Outcome; said: 'factor.confirmed' | 'factor.renewed' }

function Codes({ page, outcome, said }: CodesProps): VNode {
  const t = say(signinWords, page.lang)
  return (
    <Frame page={page} title={t('factor.codes')}>
      <Heading title={t('factor.codes')} lead={t('factor.codes.lead')} />
      <Notice tone="good" title={t(said)} />
      <ol class="codes">
        {outcome.codes.map((code) => (
          <li key={code}>
            <code translate={false}>{code}</code>
          </li>
        ))}
      </ol>
      <Actions>
        <ButtonLink kind="primary" href={outcome.next}>
          {t('factor.codes.done')}
        </ButtonLink>
        <PrintButton />
      </Actions>
    </Frame>
  )
}

export const factorRoutes: readonly Route[] = [
  factorPage,
  beginRoute,
  confirmRoute,
  recoveryRoute,
  endRoute,
]

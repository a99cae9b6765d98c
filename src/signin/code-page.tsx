// The second step of signing in, and the same question before something is signed off.

import type { VNode } from 'preact'
import { z } from 'zod'
import { confirmSession, enterCode, SIGN_OFF, type SignInOutcome } from '../auth/index.ts'
import {
  Actions,
  Button,
  Details,
  Document,
  Form,
  Heading,
  Notice,
  TextField,
} from '../face/index.ts'
import {
  type Confirmation,
  type Page,
  type Read,
  type Route,
  route,
  type SignOff,
  say,
} from '../platform/index.ts'
import { landing, STEP_COOKIE, signedIn, wayCookie } from './landing.ts'
import { signinWords } from './words.ts'

const HERE = '/dang-nhap/ma'
type Refused = 'wrong' | 'too-many' | 'expired'

/** What the visitor's first factor proved, as their browser kept it. */
const stepOf = ({ client }: Pick<Read, 'client'>): string =>
  client.cookie(`__Host-${STEP_COOKIE}`) ?? client.cookie(STEP_COOKIE) ?? ''

const codePage: Route = route({
  method: 'GET',
  path: HERE,
  may: 'public',
  about: 'Asks for the code of the second factor.',
  input: z.object({ next: landing.default('/office') }),
  load: async (_, input) => input,
  show: ({ next }, page) => ({ html: <CodeView page={page} next={next} /> }),
})

function CodeView(props: { page: Page; next: string; refused?: Refused | undefined }): VNode {
  const { page, next, refused } = props
  const t = say(signinWords, page.lang)
  return (
    <Document page={page} title={t('code.title')} frame="public">
      <Heading title={t('code.title')} lead={t('code.lead')} />
      {refused && <Notice tone="bad">{t(`code.${refused}`)}</Notice>}
      {refused !== 'expired' && (
        <Form page={page} action={HERE}>
          <input type="hidden" name="next" value={next} />
          <CodeField page={page} name="code" autofocus />
          <Actions>
            <Button>{t('code.go')}</Button>
          </Actions>
        </Form>
      )}
      <p>
        <a href={`/dang-nhap?next=${encodeURIComponent(next)}`}>{t('code.other')}</a>
      </p>
      <Details summary={t('code.lost')}>
        <p>{t('code.lost.text')}</p>
      </Details>
    </Document>
  )
}

type CodeFieldProps = { page: Page; name: string; label?: string; id?: string; autofocus?: boolean }

/** Where a code of either kind is typed. */
export function CodeField({ page, name, label, id, autofocus }: CodeFieldProps): VNode {
  const t = say(signinWords, page.lang)
  return (
    <TextField
      label={label ?? t('code')}
      name={name}
      {...(id ? { id } : {})}
      hint={t('code.hint')}
      autocomplete="one-time-code"
      spellcheck={false}
      maxLength={40}
      width="medium"
      required
      {...(autofocus ? { autofocus } : {})}
    />
  )
}

const codeRoute: Route = route({
  method: 'POST',
  path: HERE,
  may: 'public',
  about: 'Starts a session once the code of the second factor is right.',
  beforeSession: true,
  records: ['session.started', 'recovery.used'],
  input: z.object({ code: z.string().max(100), next: landing.default('/office') }),
  act: async (act, { code, next }) => ({
    next,
    outcome: await enterCode(act, { step: stepOf(act), code, agent: act.client.agent }),
  }),
  show: ({ next, outcome }: { next: string; outcome: SignInOutcome }, page) => {
    if (!('refused' in outcome)) {
      const shown = signedIn(outcome, next, page)
      return {
        ...shown,
        setCookies: [...(shown.setCookies ?? []), wayCookie(STEP_COOKIE, '', page.secure)],
      }
    }
    const { refused } = outcome
    return {
      html: <CodeView page={page} next={next} refused={refused} />,
      status: refused === 'too-many' ? 429 : 401,
    }
  },
})

/** Whoever accepts or publishes is asked again when the last code is too old. */
export const signOff: SignOff = {
  covers: (may) => (SIGN_OFF as readonly string[]).includes(may),
  confirm: confirmSession,
  page: (page, sent, refused) => <ConfirmView page={page} sent={sent} refused={refused} />,
}

type ConfirmProps = { page: Page; sent: [string, string][]; refused: Confirmation | null }

function ConfirmView({ page, sent, refused }: ConfirmProps): VNode {
  const t = say(signinWords, page.lang)
  return (
    <Document
      page={page}
      title={t('confirm.title')}
      frame="office"
      nav={[{ href: '/office', label: t('confirm.cancel') }]}
    >
      <Heading title={t('confirm.title')} lead={t('confirm.lead')} />
      {refused && refused !== 'right' && <Notice tone="bad">{t(`code.${refused}`)}</Notice>}
      <Form page={page} action={page.url.pathname + page.url.search}>
        {sent.map(([name, value], at) => (
          <input key={`${at}:${name}`} type="hidden" name={name} value={value} />
        ))}
        <CodeField page={page} name="confirmCode" autofocus />
        <Actions>
          <Button>{t('confirm.go')}</Button>
          <a href="/office">{t('confirm.cancel')}</a>
        </Actions>
      </Form>
    </Document>
  )
}

export const codeRoutes: readonly Route[] = [codePage, codeRoute]

// Forgotten passwords and one-time links: asking for one, and choosing a password by it.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  askReset,
  authWords,
  choosePassword,
  type Entered,
  linkPath,
  secretHash,
  standingLink,
} from '../auth/index.ts'
import {
  Actions,
  Button,
  Document,
  entryText,
  Form,
  Heading,
  Notice,
  TextField,
} from '../face/index.ts'
import { fill, type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { signedIn } from './landing.ts'
import { signinWords } from './words.ts'

const FORGOT = '/quen-mat-khau'

const forgotPage: Route = route({
  method: 'GET',
  path: FORGOT,
  may: 'public',
  about: 'Asks for the address to which a link for a new password goes.',
  input: z.object({ sent: z.literal('1').optional().catch(undefined) }),
  load: async (_, { sent }) => ({ sent: sent === '1' }),
  show: ({ sent }, page) => ({ html: <ForgotView page={page} sent={sent} /> }),
})

function ForgotView({ page, sent }: { page: Page; sent: boolean }): VNode {
  const t = say(signinWords, page.lang)
  return (
    <Document page={page} title={t('forgot')} frame="public">
      <Heading title={t('forgot')} lead={t('forgot.lead')} />
      {sent ? (
        <Notice tone="info" title={t('forgot.sent')}>
          {t('forgot.sent.text')}
        </Notice>
      ) : (
        <Form page={page} action={FORGOT}>
          <TextField
            label={authWords[page.lang].email}
            name="email"
            type="email"
            autocomplete="username"
            required
            width="medium"
            value={entryText(page, 'email')}
          />
          <Actions>
            <Button>{t('forgot.go')}</Button>
          </Actions>
        </Form>
      )}
      <p>
        <a href="/dang-nhap">{t('forgot.back')}</a>
      </p>
    </Document>
  )
}

const forgotRoute: Route = route({
  method: 'POST',
  path: FORGOT,
  may: 'public',
  about:
    'Sends a link for a new password to an address that has an account; the answer never says whether it has.',
  beforeSession: true,
  records: ['reset.asked'],
  input: z.object({ email: z.string().max(300) }),
  act: (act, { email }) => askReset(act, { email, address: act.client.address }),
  show: () => ({ redirect: `${FORGOT}?sent=1` }),
})

const address = z.object({ token: z.string().max(200) })

const choosePage: Route = route<{ token: string }, { token: string; stands: boolean }>({
  method: 'GET',
  path: linkPath(':token'),
  may: 'public',
  about: 'Chooses a password by a one-time link; looking does not use it.',
  input: address,
  load: async ({ db, now }, { token }) => ({
    token,
    stands: (await standingLink(db, secretHash(token), now)) !== undefined,
  }),
  show: ({ token, stands }, page) => ({
    html: <ChooseView page={page} token={token} stands={stands} />,
    ...(stands ? {} : { status: 404 }),
  }),
})

function ChooseView(props: { page: Page; token: string; stands: boolean }): VNode {
  const { page, token, stands } = props
  const t = say(signinWords, page.lang)
  const words: Readonly<Record<string, string>> = authWords[page.lang]
  const { problem } = page
  const refused = problem ? words[problem.code] : undefined
  return (
    <Document page={page} title={t('choose')} frame="public">
      <Heading title={t('choose')} lead={stands ? t('choose.lead') : undefined} />
      {stands ? (
        <Form page={page} action={linkPath(token)}>
          <TextField
            label={t('choose.password')}
            name="password"
            type="password"
            autocomplete="new-password"
            hint={authWords[page.lang]['password.hint']}
            required
            width="medium"
            error={refused ? fill(refused, problem?.details as Record<string, number>) : undefined}
          />
          <TextField
            label={t('choose.again')}
            name="again"
            type="password"
            autocomplete="new-password"
            required
            width="medium"
            error={problem?.code === 'input.invalid' ? t('choose.differs') : undefined}
          />
          <Actions>
            <Button>{t('choose.go')}</Button>
          </Actions>
        </Form>
      ) : (
        <>
          <Notice tone="bad">{words['link.not-valid']}</Notice>
          <p>
            <a href={FORGOT}>{t('forgot')}</a>
          </p>
        </>
      )}
    </Document>
  )
}

const chosen = address
  .extend({ password: z.string().max(500), again: z.string().max(500) })
  .refine(({ password, again }) => password === again, { path: ['again'] })

const chooseRoute: Route = route<z.infer<typeof chosen>, Entered | null>({
  method: 'POST',
  path: linkPath(':token'),
  may: 'public',
  about: 'Sets the password by a one-time link, ends all sessions and signs in.',
  beforeSession: true,
  records: ['password.chosen', 'session.started'],
  retry: choosePage,
  input: chosen,
  act: async (act, { token, password }) => {
    try {
      return await choosePassword(act, { secret: token, password, agent: act.client.agent })
    } catch (error) {
      if (error instanceof Problem && error.code === 'link.not-valid') return null
      throw error
    }
  },
  show: (entered, page) =>
    entered
      ? signedIn(entered, '/office', page)
      : { html: <ChooseView page={page} token="" stands={false} />, status: 404 },
})

export const linkRoutes: readonly Route[] = [forgotPage, forgotRoute, choosePage, chooseRoute]

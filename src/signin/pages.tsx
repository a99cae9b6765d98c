// Signing in and out.

import { z } from 'zod'
import { authWords, type SignInOutcome, sessionCookie, signIn, signOut } from '../auth/index.ts'
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
import { type Page, type Route, route, say } from '../platform/index.ts'
import { accountRoutes, requireSession } from './account-page.tsx'
import { codeRoutes } from './code-page.tsx'
import { factorRoutes } from './factor-page.tsx'
import { landing, signedIn } from './landing.ts'
import { linkRoutes } from './link-pages.tsx'
import { signinWords } from './words.ts'

const signInPage = route({
  method: 'GET',
  path: '/dang-nhap',
  may: 'public',
  about: 'The sign-in form.',
  input: z.object({
    next: landing.default('/office'),
    refused: z.enum(['wrong', 'too-many']).optional(),
  }),
  load: async (_, input) => input,
  show: ({ next, refused }, page) => ({
    html: <SignInView page={page} next={next} refused={refused} />,
    ...(refused ? { status: refused === 'wrong' ? 401 : 429 } : {}),
  }),
})

function SignInView({
  page,
  next,
  refused,
}: {
  page: Page
  next: string
  refused?: string | undefined
}) {
  const t = say(authWords, page.lang)
  return (
    <Document page={page} title={t('sign-in')} frame="public">
      <Heading title={t('sign-in')} lead={t('sign-in.lead')} />
      {refused === 'wrong' && <Notice tone="bad">{t('sign-in.wrong')}</Notice>}
      {refused === 'too-many' && <Notice tone="bad">{t('sign-in.too-many')}</Notice>}
      <Form page={page} action="/dang-nhap">
        <input type="hidden" name="next" value={next} />
        <TextField
          label={t('email')}
          name="email"
          type="email"
          autocomplete="username"
          required
          width="medium"
          value={entryText(page, 'email')}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autocomplete="current-password"
          required
          width="medium"
        />
        <Actions>
          <Button>{t('sign-in')}</Button>
          <a href="/quen-mat-khau">{signinWords[page.lang].forgot}</a>
        </Actions>
      </Form>
    </Document>
  )
}

const signInRoute = route({
  method: 'POST',
  path: '/dang-nhap',
  may: 'public',
  about: 'Starts a session.',
  beforeSession: true,
  records: ['session.started'],
  input: z.object({
    email: z.string().max(300),
    password: z.string().max(500),
    next: landing.default('/office'),
  }),
  act: async (act, input) => ({
    next: input.next,
    outcome: await signIn(act, { ...input, ...act.client }),
  }),
  show: ({ next, outcome }: { next: string; outcome: SignInOutcome }, page) =>
    'refused' in outcome
      ? {
          html: <SignInView page={page} next={next} refused={outcome.refused} />,
          status: outcome.refused === 'too-many' ? 429 : 401,
        }
      : signedIn(outcome, next, page),
})

const signOutRoute = route({
  method: 'POST',
  path: '/dang-xuat',
  may: 'signed-in',
  whileHeld: true,
  about: 'Ends the session.',
  records: ['session.ended'],
  input: z.object({}),
  act: async (act) => signOut(act, requireSession(act.session)),
  show: (_, page) => ({ redirect: '/', setCookies: [sessionCookie('', page.secure)] }),
})

export const signinRoutes: readonly Route[] = [
  signInPage,
  signInRoute,
  signOutRoute,
  ...codeRoutes,
  ...linkRoutes,
  ...accountRoutes,
  ...factorRoutes,
]

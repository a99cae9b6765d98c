// Signing in and out.

import { z } from 'zod'
import {
  type ProviderSettings,
  providerSettings,
  type SignInOutcome,
  sessionCookie,
  signIn,
  signOut,
} from '../auth/index.ts'
import { type Read, type Route, route } from '../platform/index.ts'
import { accountRoutes, requireSession } from './account-page.tsx'
import { codeRoutes } from './code-page.tsx'
import { factorRoutes } from './factor-page.tsx'
import { landing, signedIn } from './landing.ts'
import { linkRoutes } from './link-pages.tsx'
import { providerRoutes } from './provider-pages.ts'
import { SignInView, signInAgain } from './sign-in-view.tsx'

const providerIn = async ({ db }: Pick<Read, 'db'>): Promise<ProviderSettings | null> => {
  const settings = await providerSettings(db)
  return settings?.isOn ? settings : null
}

type Asked = { next: string; provider: ProviderSettings | null }

const signInPage: Route = route<{ next: string }, Asked>({
  method: 'GET',
  path: '/dang-nhap',
  may: 'public',
  about: 'The sign-in form.',
  input: z.object({ next: landing.default('/office') }),
  load: async (read, { next }) => ({ next, provider: await providerIn(read) }),
  show: (asked, page) => ({ html: <SignInView page={page} {...asked} /> }),
})

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
    provider: await providerIn(act),
    outcome: await signIn(act, { ...input, ...act.client }),
  }),
  show: ({ outcome, ...asked }: Asked & { outcome: SignInOutcome }, page) =>
    'refused' in outcome
      ? signInAgain(page, { ...asked, refused: outcome.refused })
      : signedIn(outcome, asked.next, page),
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
  ...providerRoutes,
  ...accountRoutes,
  ...factorRoutes,
]

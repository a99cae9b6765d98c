// Signing in and out, and one's own account.

import { z } from 'zod'
import {
  Actions,
  Button,
  Document,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { type Page, Problem, type Route, route, say } from '../platform/index.ts'
import {
  changePassword,
  endOwnSessions,
  type SignInOutcome,
  signIn,
  signOut,
  switchPost,
} from './actions.ts'
import { sessionCookie } from './session.ts'
import { openSessions, type PostHeld, postsHeld, type SessionRow } from './store.ts'
import { authWords } from './words.ts'

const nothing = z.object({})
const nextPath = z
  .string()
  .regex(/^\/(?![/\\])/)
  .catch('/office')

const signInPage = route({
  method: 'GET',
  path: '/dang-nhap',
  may: 'public',
  about: 'The sign-in form.',
  input: z.object({
    next: nextPath.default('/office'),
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
    next: nextPath.default('/office'),
  }),
  act: async (act, input) => ({
    next: input.next,
    outcome: await signIn(act, { ...input, ...act.client }),
  }),
  show: ({ next, outcome }: { next: string; outcome: SignInOutcome }, page) =>
    'secret' in outcome
      ? { redirect: next, setCookies: [sessionCookie(outcome.secret, page.secure)] }
      : {
          html: <SignInView page={page} next={next} refused={outcome.refused} />,
          status: outcome.refused === 'wrong' ? 401 : 429,
        },
})

const signOutRoute = route({
  method: 'POST',
  path: '/dang-xuat',
  may: 'signed-in',
  about: 'Ends the session.',
  records: ['session.ended'],
  input: nothing,
  act: async (act) => signOut(act, ownSession(act.session)),
  show: (_, page) => ({ redirect: '/', setCookies: [sessionCookie('', page.secure)] }),
})

type Account = { posts: PostHeld[]; sessions: SessionRow[] }

const accountPage: Route = route<object, Account>({
  method: 'GET',
  path: '/office/account',
  may: 'signed-in',
  about: 'One’s own posts, sessions and password.',
  input: nothing,
  load: async ({ db, actor, today, now }) => ({
    posts: await postsHeld(db, actor.personId ?? '', today),
    sessions: await openSessions(db, actor.personId ?? '', now),
  }),
  show: (account, page) => ({ html: <AccountView page={page} account={account} /> }),
})

function AccountView({ page, account }: { page: Page; account: Account }) {
  const t = say(authWords, page.lang)
  const { sessionId, actor } = page.visitor
  return (
    <Document
      page={page}
      title={t('account')}
      frame="office"
      nav={[{ href: '/office', label: '←' }]}
    >
      <Heading title={t('account')} lead={t('account.lead')} />
      <ErrorSummary problem={page.problem} sentences={authWords[page.lang]} />
      <Section title={t('posts')}>
        {account.posts.length === 0 && <Notice tone="warning">{t('post.none')}</Notice>}
        {account.posts.map((post) => (
          <Form page={page} action="/office/account/post" label={post.title}>
            <input type="hidden" name="post" value={post.postId} />
            <p>
              <strong>{post.title}</strong>{' '}
              {post.postId === actor.postId ? (
                t('post.now')
              ) : (
                <Button kind="secondary" small>
                  {t('post.switch')}
                </Button>
              )}
            </p>
          </Form>
        ))}
      </Section>
      <Section title={t('sessions')}>
        <Table
          caption={t('sessions')}
          quietCaption
          stack
          rows={account.sessions}
          columns={[
            { key: 'agent', title: t('session.agent'), render: (row) => row.agent || '—' },
            {
              key: 'started',
              title: t('session.started'),
              render: (row) => whenText(row.started_at, page.lang),
            },
            {
              key: 'seen',
              title: t('session.seen'),
              render: (row) => whenText(row.seen_at, page.lang),
            },
            {
              key: 'end',
              title: t('session.end'),
              render: (row) =>
                row.id === sessionId ? (
                  t('session.this')
                ) : (
                  <Form page={page} action={`/office/account/sessions/${row.id}/end`}>
                    <Button kind="quiet" small>
                      {t('session.end')}
                    </Button>
                  </Form>
                ),
            },
          ]}
        />
        <Form page={page} action="/office/account/sessions/others/end">
          <Button kind="secondary">{t('sessions.end-others')}</Button>
        </Form>
      </Section>
      <Section title={t('password.change')}>
        <Form page={page} action="/office/account/password">
          <TextField
            label={t('password.current')}
            name="current"
            type="password"
            autocomplete="current-password"
            required
            width="medium"
          />
          <TextField
            label={t('password.next')}
            name="next"
            type="password"
            autocomplete="new-password"
            hint={t('password.hint')}
            required
            width="medium"
          />
          <Button>{t('password.change')}</Button>
        </Form>
      </Section>
    </Document>
  )
}

const ownSession = (sessionId: string | null): string => {
  if (sessionId === null) throw new Problem(401, 'session.needed')
  return sessionId
}
const back = () => ({ redirect: '/office/account' })

const postRoute = route({
  method: 'POST',
  path: '/office/account/post',
  may: 'signed-in',
  about: 'Acts as another of one’s posts.',
  records: ['post.switched'],
  retry: accountPage,
  input: z.object({ post: z.uuid() }),
  act: async (act, { post }) => switchPost(act, ownSession(act.session), post),
  show: () => ({ redirect: '/office' }),
})

const endRoute = route({
  method: 'POST',
  path: '/office/account/sessions/:id/end',
  may: 'signed-in',
  about: 'Ends one of one’s sessions, or all others.',
  records: ['session.ended'],
  retry: accountPage,
  input: z.object({ id: z.union([z.uuid(), z.literal('others')]) }),
  act: async (act, { id }) =>
    endOwnSessions(act, id === 'others' ? { allBut: ownSession(act.session) } : { id }),
  show: back,
})

const passwordRoute = route({
  method: 'POST',
  path: '/office/account/password',
  may: 'signed-in',
  about: 'Changes one’s password and ends all other sessions.',
  records: ['password.changed'],
  retry: accountPage,
  input: z.object({ current: z.string().max(500), next: z.string().max(500) }),
  act: async (act, input) => changePassword(act, { ...input, sessionId: ownSession(act.session) }),
  show: back,
})

export const authRoutes: readonly Route[] = [
  signInPage,
  signInRoute,
  signOutRoute,
  accountPage,
  postRoute,
  endRoute,
  passwordRoute,
]

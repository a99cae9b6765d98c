// One's own account: posts, sessions and password.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  authWords,
  changePassword,
  endOwnSessions,
  openSessions,
  type PostHeld,
  postsHeld,
  type SessionRow,
  sessionCookie,
  switchPost,
} from '../auth/index.ts'
import {
  Badge,
  Button,
  Document,
  Empty,
  ErrorSummary,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { unitsByIds } from '../org/index.ts'
import { fill, type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { deviceName } from './device.ts'
import { type FactorState, FactorSummary, loadFactor } from './factor-state.tsx'
import { signinWords } from './words.ts'

const HERE = '/office/account'
const DONE = ['password', 'session', 'sessions', 'factor-ended'] as const

const shown = z.object({ done: z.enum(DONE).optional().catch(undefined) })
type Account = {
  posts: (PostHeld & { unitName: string })[]
  sessions: SessionRow[]
  factor: FactorState
  done: (typeof DONE)[number] | undefined
}

const accountPage: Route = route<z.infer<typeof shown>, Account>({
  method: 'GET',
  path: HERE,
  may: 'signed-in',
  about: 'One’s own posts, sessions and password.',
  input: shown,
  load: async (read, { done }) => {
    const { db, actor, today, now } = read
    const posts = await postsHeld(db, actor.personId ?? '', today)
    const units = await unitsByIds(
      db,
      posts.map(({ unitId }) => unitId),
    )
    return {
      posts: posts.map((post) => ({
        ...post,
        unitName: units.find(({ id }) => id === post.unitId)?.fullName ?? '',
      })),
      sessions: await openSessions(db, actor.personId ?? '', now),
      factor: await loadFactor(read),
      done,
    }
  },
  show: (account, page) => ({ html: <AccountView page={page} account={account} /> }),
})

function AccountView({ page, account }: { page: Page; account: Account }): VNode {
  const t = say(authWords, page.lang)
  return (
    <Document
      page={page}
      title={t('account')}
      frame="office"
      nav={[
        { href: '/office', label: t('account.back') },
        { href: HERE, label: t('account') },
      ]}
      here={HERE}
    >
      <Heading
        title={page.visitor.name ?? t('account')}
        over={t('account')}
        lead={t('account.lead')}
      />
      {account.done && !page.problem && (
        <Notice tone="good" toast title={t(`done.${account.done}`)} />
      )}
      <ErrorSummary problem={page.problem} text={refusalText(page)} labels={passwordLabels(page)} />
      <Posts page={page} account={account} />
      <Section title={t('password.change')} lead={t('password.change.lead')}>
        <PasswordForm page={page} />
      </Section>
      <FactorSummary page={page} factor={account.factor} />
      <Sessions page={page} account={account} />
    </Document>
  )
}

/** The sentence of a refusal in this room's words; empty when it is about fields only. */
function refusalText({ problem, lang }: Page): string {
  const words: Readonly<Record<string, string>> = authWords[lang]
  const text = problem ? words[problem.code] : undefined
  return text ? fill(text, problem?.details as Record<string, string | number>) : ''
}

const passwordLabels = ({ lang }: Page) => ({
  current: authWords[lang]['password.current'],
  next: authWords[lang]['password.next'],
})

function Posts({ page, account }: { page: Page; account: Account }): VNode {
  const t = say(authWords, page.lang)
  return (
    <Section title={t('posts')} lead={t('posts.lead')}>
      <Table
        caption={t('posts')}
        quietCaption
        stack
        rows={account.posts}
        rowKey={(post) => post.postId}
        empty={<Empty title={t('post.none')} />}
        columns={[
          { key: 'post', title: t('post'), render: (post) => <strong>{post.title}</strong> },
          { key: 'unit', title: t('unit'), render: (post) => post.unitName },
          {
            key: 'now',
            title: t('post.state'),
            render: (post) =>
              post.postId === page.visitor.actor.postId ? (
                <Badge tone="good">{t('post.now')}</Badge>
              ) : (
                <Form page={page} action={`${HERE}/post`} label={post.title}>
                  <input type="hidden" name="post" value={post.postId} />
                  <Button kind="secondary" small label={`${t('post.switch')}: ${post.title}`}>
                    {t('post.switch')}
                  </Button>
                </Form>
              ),
          },
        ]}
      />
    </Section>
  )
}

function PasswordForm({ page }: { page: Page }): VNode {
  const t = say(authWords, page.lang)
  const code = page.problem?.code
  return (
    <Form page={page} action={`${HERE}/password`} label={t('password.change')}>
      <TextField
        label={t('password.current')}
        name="current"
        type="password"
        autocomplete="current-password"
        required
        width="medium"
        error={code === 'password.wrong' ? refusalText(page) : undefined}
      />
      <TextField
        label={t('password.next')}
        name="next"
        type="password"
        autocomplete="new-password"
        hint={t('password.hint')}
        required
        width="medium"
        error={
          code?.startsWith('password.') && code !== 'password.wrong' ? refusalText(page) : undefined
        }
      />
      <Button>{t('password.change')}</Button>
    </Form>
  )
}

function Sessions({ page, account }: { page: Page; account: Account }): VNode {
  const t = say(authWords, page.lang)
  const { sessions } = account
  return (
    <Section
      title={t('sessions')}
      lead={t('sessions.lead')}
      actions={
        <>
          {sessions.length > 1 && (
            <Form page={page} action={`${HERE}/sessions/others/end`}>
              <Button kind="secondary">{t('sessions.end-others')}</Button>
            </Form>
          )}
          <Form page={page} action={`${HERE}/sessions/all/end`}>
            <Button kind="secondary">{signinWords[page.lang].everywhere}</Button>
          </Form>
        </>
      }
    >
      <Table
        caption={t('sessions')}
        quietCaption
        stack
        rows={sessions}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'agent',
            title: t('session.agent'),
            render: (row) => deviceName(row.agent) ?? t('session.unknown'),
          },
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
            title: t('session.state'),
            render: (row) =>
              row.id === page.visitor.sessionId ? (
                <Badge tone="good">{t('session.this')}</Badge>
              ) : (
                <Form page={page} action={`${HERE}/sessions/${row.id}/end`}>
                  <Button kind="quiet" small>
                    {t('session.end')}
                  </Button>
                </Form>
              ),
          },
        ]}
      />
    </Section>
  )
}

/** The session a change is about. Throws 401 without one. */
export function requireSession(sessionId: string | null): string {
  if (sessionId === null) throw new Problem(401, 'session.needed')
  return sessionId
}

const back = (done: Account['done']) => () => ({ redirect: `${HERE}?done=${done}` })

const postRoute = route({
  method: 'POST',
  path: `${HERE}/post`,
  may: 'signed-in',
  about: 'Acts as another of one’s posts.',
  records: ['post.switched'],
  retry: accountPage,
  input: z.object({ post: z.uuid() }),
  act: async (act, { post }) => switchPost(act, requireSession(act.session), post),
  show: () => ({ redirect: '/office' }),
})

const endRoute = route({
  method: 'POST',
  path: `${HERE}/sessions/:id/end`,
  may: 'signed-in',
  about: 'Ends one of one’s sessions, all others, or all of them.',
  records: ['session.ended'],
  retry: accountPage,
  input: z.object({ id: z.union([z.uuid(), z.enum(['others', 'all'])]) }),
  act: async (act, { id }) => {
    const present = requireSession(act.session)
    if (id === 'others' || id === 'all') {
      await endOwnSessions(act, { allBut: id === 'all' ? null : present })
    } else await endOwnSessions(act, { id })
    return id
  },
  show: (id: string, page) =>
    id === 'all'
      ? { redirect: '/', setCookies: [sessionCookie('', page.secure)] }
      : { redirect: `${HERE}?done=${id === 'others' ? 'sessions' : 'session'}` },
})

const passwordRoute = route({
  method: 'POST',
  path: `${HERE}/password`,
  may: 'signed-in',
  about: 'Changes one’s password and ends all other sessions.',
  records: ['password.changed'],
  retry: accountPage,
  input: z.object({ current: z.string().max(500), next: z.string().max(500) }),
  act: async (act, input) =>
    changePassword(act, { ...input, sessionId: requireSession(act.session) }),
  show: back('password'),
})

export const accountRoutes: readonly Route[] = [accountPage, postRoute, endRoute, passwordRoute]

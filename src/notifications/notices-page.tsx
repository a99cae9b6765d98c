// What one was told: the list under the bell, a digest line by line, and how one wants to be told.

import type { VNode } from 'preact'
import { z } from 'zod'
import { workCalendar } from '../calendar/index.ts'
import {
  Actions,
  Badge,
  Button,
  ButtonLink,
  Countdown,
  Empty,
  ErrorSummary,
  Form,
  Heading,
  Notice as NoticeBox,
  Pager,
  Section,
  Table,
  Tabs,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { daysLeft } from '../obligations/index.ts'
import { type Lang, notFound, type Page, type Route, route, say } from '../platform/index.ts'
import { channelOf } from './channel-actions.ts'
import { readNotices, savePreference } from './desk-actions.ts'
import { type DigestLine, dutyHref } from './digest.ts'
import { titleOf } from './letter.ts'
import { Frame, type Navigation, refusalText } from './page-frame.tsx'
import { PreferenceForm } from './preference-form.tsx'
import { isUrgent } from './reaction.ts'
import {
  countUnread,
  listNotices,
  type Notice,
  noticeById,
  type Preference,
  preferenceOf,
  rulesOf,
  textsOf,
} from './store.ts'
import type { Texts } from './texts.ts'
import { notificationWords } from './words.ts'

const HERE = '/office/notices'
const SIZE = 30

const listInput = z.object({
  show: z.enum(['unread', 'all']).catch('all'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  done: z.enum(['read', 'saved']).optional().catch(undefined),
})
type ListInput = z.infer<typeof listInput>

type List = {
  input: ListInput
  rows: Notice[]
  total: number
  unread: number
  texts: Texts
  preference: Preference
  hasChannel: boolean
}

export const noticeRoutes = (navigation: Navigation): readonly Route[] => {
  const list: Route = route<ListInput, List>({
    method: 'GET',
    path: HERE,
    may: 'signed-in',
    about: 'What one was told: reminders, and what happened to one’s reports.',
    input: listInput,
    load: async (read, input) => {
      const { db, actor } = read
      const personId = actor.personId ?? ''
      const filter = {
        unread: input.show === 'unread',
        limit: SIZE,
        offset: (input.page - 1) * SIZE,
      }
      return {
        input,
        ...(await listNotices(db, personId, filter)),
        unread: await countUnread(db, personId),
        texts: await textsOf(db),
        preference: await preferenceOf(db, personId, await rulesOf(db)),
        hasChannel: (await channelOf(read))?.isOn ?? false,
      }
    },
    show: (view, page) => ({
      html: <ListView page={page} navigation={navigation} view={view} />,
    }),
  })
  return [
    list,
    digestPage(navigation),
    readAll,
    openRoute,
    route({
      method: 'POST',
      path: `${HERE}/preference`,
      may: 'signed-in',
      about: 'Chooses how one is told.',
      records: ['notices.preferred'],
      retry: list,
      input: z.object({
        byMail: z.string().optional(),
        byMessage: z.string().optional(),
        digestAt: z.string().max(5),
        lang: z.enum(['vi', 'en']),
        phone: z.string().max(30).default(''),
      }),
      act: (act, { byMail, byMessage, ...rest }) =>
        savePreference(act, {
          ...rest,
          byMail: byMail !== undefined,
          byMessage: byMessage !== undefined,
        }),
      show: () => ({ redirect: `${HERE}?done=saved` }),
    }),
  ]
}

type ListProps = { page: Page; navigation: Navigation; view: List }

function ListView({ page, navigation, view }: ListProps): VNode {
  const t = say(notificationWords, page.lang)
  const { input, rows, total, unread } = view
  const address = (show: string, n = 1) => `${HERE}?show=${show}${n > 1 ? `&page=${n}` : ''}`
  return (
    <Frame page={page} navigation={navigation} title={t('notices')} here={HERE}>
      <Heading
        title={t('notices')}
        lead={unread > 0 ? t('notices.lead', { n: unread }) : t('notices.lead.none')}
        actions={
          unread > 0 && (
            <Form page={page} action={`${HERE}/readings`} label={t('read.all')}>
              <Button kind="secondary">{t('read.all')}</Button>
            </Form>
          )
        }
      />
      {input.done && !page.problem && (
        <NoticeBox tone="good" toast title={t(`done.${input.done}`)} />
      )}
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      <Tabs
        label={t('notices')}
        here={address(input.show)}
        tabs={[
          { href: address('all'), label: t('tab.all') },
          { href: address('unread'), label: t('tab.unread'), count: unread },
        ]}
      />
      <Table
        caption={t('notices')}
        quietCaption
        stack
        rows={rows}
        rowKey={(row) => row.id}
        empty={
          <Empty
            title={t('notices.empty')}
            action={<ButtonLink href="/office/work">{t('to.work')}</ButtonLink>}
          >
            {t('notices.empty.text')}
          </Empty>
        }
        columns={[
          {
            key: 'title',
            title: t('notice'),
            render: (row) => <Title page={page} texts={view.texts} notice={row} />,
          },
          { key: 'made', title: t('made'), render: (row) => whenText(row.made_at, page.lang) },
          {
            key: 'open',
            title: t('open'),
            render: (row) => (
              <Form page={page} action={`${HERE}/${row.id}/opening`}>
                <Button
                  kind="secondary"
                  small
                  label={`${t('open')}: ${titleOf(view.texts, page.lang, row)}`}
                >
                  {t('open')}
                </Button>
              </Form>
            ),
          },
        ]}
      />
      <Pager page={input.page} size={SIZE} total={total} href={(n) => address(input.show, n)} />
      <Section title={t('preference')} lead={t('preference.lead')} id="preference">
        <PreferenceForm page={page} preference={view.preference} hasChannel={view.hasChannel} />
      </Section>
    </Frame>
  )
}

function Title({ page, texts, notice }: { page: Page; texts: Texts; notice: Notice }): VNode {
  const t = say(notificationWords, page.lang)
  const title = titleOf(texts, page.lang, notice)
  if (notice.read_at) return <span>{title}</span>
  return (
    <>
      <strong>{title}</strong>{' '}
      <Badge tone={isUrgent(notice.kind) ? 'warning' : 'info'}>{t('unread')}</Badge>
    </>
  )
}

const readAll = route({
  method: 'POST',
  path: `${HERE}/readings`,
  may: 'signed-in',
  about: 'Marks all of one’s notices as read.',
  records: ['notices.read'],
  input: z.object({}),
  act: (act) => readNotices(act, null),
  show: () => ({ redirect: `${HERE}?done=read` }),
})

/** Opens what a notice is about: a change, because it is read from then on. */
const openRoute = route({
  method: 'POST',
  path: `${HERE}/:id/opening`,
  may: 'signed-in',
  about: 'Opens one of one’s notices and marks it as read.',
  records: ['notices.read'],
  input: z.object({ id: z.uuid() }),
  act: async (act, { id }) => {
    const notice = await noticeById(act.db, id)
    if (!notice || notice.person_id !== act.actor.personId) throw notFound('notice')
    await readNotices(act, id)
    return notice.href
  },
  show: (href) => ({ redirect: href }),
})

type Digest = { notice: Notice; lines: (DigestLine & { now: number })[]; texts: Texts }

const digestPage = (navigation: Navigation): Route =>
  route<{ id: string }, Digest>({
    method: 'GET',
    path: `${HERE}/:id`,
    may: 'signed-in',
    about: 'One digest, line by line, each leading to its duty.',
    input: z.object({ id: z.uuid() }),
    load: async ({ db, actor, today }, { id }) => {
      const notice = await noticeById(db, id)
      if (!notice || notice.person_id !== actor.personId) throw notFound('notice')
      const calendar = await workCalendar(db)
      const lines = notice.lines.map((line) => ({
        ...line,
        now: daysLeft(calendar, today, line.limitOn),
      }))
      return { notice, lines, texts: await textsOf(db) }
    },
    show: ({ notice, lines, texts }, page) => ({
      html: (
        <Frame
          page={page}
          navigation={navigation}
          title={titleOf(texts, page.lang, notice)}
          here={HERE}
          crumbs={[{ href: HERE, label: say(notificationWords, page.lang)('notices') }]}
        >
          <Heading
            title={titleOf(texts, page.lang, notice)}
            lead={say(notificationWords, page.lang)('digest.lead')}
          />
          <Lines lang={page.lang} lines={lines} />
          <Actions>
            <ButtonLink href="/office/work">
              {say(notificationWords, page.lang)('to.work')}
            </ButtonLink>
          </Actions>
        </Frame>
      ),
    }),
  })

function Lines({ lang, lines }: { lang: Lang; lines: Digest['lines'] }): VNode {
  const t = say(notificationWords, lang)
  return (
    <Table
      caption={t('duties')}
      quietCaption
      stack
      rows={lines}
      rowKey={(line) => `${line.dutyId}${line.kind}`}
      rowHref={dutyHref}
      empty={<Empty title={t('digest.empty')} />}
      columns={[
        { key: 'duty', title: t('duty'), render: (line) => `${line.number}. ${line.title}` },
        { key: 'unit', title: t('unit'), render: (line) => line.unitName },
        { key: 'limit', title: t('limit.on'), render: (line) => formatDay(line.limitOn, lang) },
        { key: 'left', title: t('left.head'), render: (line) => <Countdown days={line.now} /> },
      ]}
    />
  )
}

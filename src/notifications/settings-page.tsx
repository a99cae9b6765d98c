// How the province reminds: days and hours, words, the gateway for messages, and how the post stands.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Button,
  Checkbox,
  DefinitionList,
  Details,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  NumberField,
  Section,
  TextArea,
  TextField,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  LANGS,
  type Lang,
  type MailTally,
  mailTally,
  type Page,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import type { Channel } from './channel.ts'
import { channelOf, testChannel } from './channel-actions.ts'
import { type ChannelTally, channelTally } from './channel-store.ts'
import { saveChannel, saveRules, saveTexts } from './desk-actions.ts'
import { Frame, type Navigation, refusalText, topOf } from './page-frame.tsx'
import type { Rules } from './rules.ts'
import { rulesOf, textsOf } from './store.ts'
import { PLACES, TEXT_KINDS, type Texts } from './texts.ts'
import { notificationWords } from './words.ts'

const HERE = '/office/settings/notices'
const DONE = ['rules', 'texts', 'channel', 'tested'] as const

const input = z.object({
  done: z.enum(DONE).optional().catch(undefined),
  answer: z.string().max(20).optional().catch(undefined),
})

type View = {
  rules: Rules
  texts: Texts
  channel: Pick<Channel, 'url' | 'isOn'> | null
  mails: MailTally
  messages: ChannelTally
  flags: z.infer<typeof input>
}

const list = (text: string): number[] =>
  text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number)

export const noticeSettingRoutes = (navigation: Navigation): readonly Route[] => {
  const shown: Route = route<z.infer<typeof input>, View>({
    method: 'GET',
    path: HERE,
    may: 'settings.manage',
    about: 'Rules of reminding, words of notices, the gateway for messages.',
    input,
    load: async (read, flags) => {
      const channel = await channelOf(read)
      return {
        rules: await rulesOf(read.db),
        texts: await textsOf(read.db),
        channel: channel && { url: channel.url, isOn: channel.isOn },
        mails: await mailTally(read.db),
        messages: await channelTally(read.db),
        flags,
      }
    },
    show: (view, page) => ({
      html: <SettingsView page={page} navigation={navigation} view={view} />,
    }),
  })
  const days = z.string().max(60)
  const common = { may: 'settings.manage', unit: topOf, retry: shown } as const
  return [
    shown,
    route({
      ...common,
      method: 'POST',
      path: `${HERE}/rules`,
      about: 'Sets the days and hours of reminding.',
      records: ['notices.rules-set'],
      input: z.object({
        before: days,
        after: days,
        escalateAfter: days,
        receiptAfter: days,
        from: z.string().max(5),
        to: z.string().max(5),
      }),
      act: async (act, typed) =>
        saveRules(act, (await topOf(act)) ?? '', {
          before: list(typed.before),
          after: list(typed.after),
          escalateAfter: Number(typed.escalateAfter.trim() || Number.NaN),
          receiptAfter: Number(typed.receiptAfter.trim() || Number.NaN),
          from: typed.from,
          to: typed.to,
        }),
      show: () => ({ redirect: `${HERE}?done=rules` }),
    }),
    route({
      ...common,
      method: 'POST',
      path: `${HERE}/texts`,
      about: 'Sets the words of notices and letters in one language.',
      records: ['notices.texts-set'],
      input: z.object({ language: z.enum(['vi', 'en']) }).catchall(z.unknown()),
      act: async (act, { language, ...typed }) =>
        saveTexts(
          act,
          (await topOf(act)) ?? '',
          language,
          Object.fromEntries(TEXT_KINDS.map((kind) => [kind, String(typed[kind] ?? '')])),
        ),
      show: () => ({ redirect: `${HERE}?done=texts#texts` }),
    }),
    route({
      ...common,
      method: 'POST',
      path: `${HERE}/channel`,
      about: 'Sets the gateway for short messages.',
      records: ['channel.set'],
      input: z.object({
        url: z.string().max(500),
        secret: z.string().max(500).default(''),
        isOn: z.string().optional(),
      }),
      act: async (act, { url, secret, isOn }) =>
        saveChannel(act, (await topOf(act)) ?? '', { url, secret, isOn: isOn !== undefined }),
      show: () => ({ redirect: `${HERE}?done=channel#channel` }),
    }),
    route({
      ...common,
      method: 'POST',
      path: `${HERE}/channel/test`,
      about: 'Sends one message through the gateway now.',
      records: ['channel.tested'],
      input: z.object({ testPhone: z.string().max(30) }),
      act: async (act, { testPhone }) =>
        testChannel(act, {
          phone: testPhone,
          text: notificationWords[act.lang]['test.message'],
          unitId: (await topOf(act)) ?? '',
        }),
      show: ({ code }) => ({ redirect: `${HERE}?done=tested&answer=${code}#channel` }),
    }),
  ]
}

type Props = { page: Page; view: View }

function SettingsView({ page, navigation, view }: Props & { navigation: Navigation }): VNode {
  const t = say(notificationWords, page.lang)
  const { flags } = view
  const isTaken = /^2\d\d$/.test(flags.answer ?? '')
  return (
    <Frame
      page={page}
      navigation={navigation}
      title={t('rules')}
      here="/office/settings"
      crumbs={[{ href: '/office/settings', label: t('settings') }]}
    >
      <Heading title={t('rules')} lead={t('rules.lead')} />
      {flags.done && flags.done !== 'tested' && !page.problem && (
        <Notice tone="good" toast title={t(`done.${flags.done}`)} />
      )}
      {flags.done === 'tested' && !page.problem && (
        <Notice
          tone={isTaken ? 'good' : 'bad'}
          title={t(isTaken ? 'test.taken' : 'test.refused', { answer: flags.answer ?? '' })}
        />
      )}
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      <RulesForm page={page} view={view} />
      <Post page={page} view={view} />
      <ChannelForm page={page} view={view} />
      <Section title={t('texts')} lead={t('texts.lead')} id="texts">
        {LANGS.map((lang) => (
          <TextsForm key={lang} page={page} texts={view.texts} lang={lang} />
        ))}
      </Section>
    </Frame>
  )
}

function RulesForm({ page, view: { rules } }: Props): VNode {
  const t = say(notificationWords, page.lang)
  const days = (name: 'before' | 'after', value: number[]) => (
    <TextField
      name={name}
      label={t(`rules.${name}`)}
      hint={t(`rules.${name}.hint`)}
      value={entryText(page, name, value.join(', '))}
      width="medium"
      inputMode="numeric"
    />
  )
  const day = (name: 'escalateAfter' | 'receiptAfter') => (
    <NumberField
      name={name}
      label={t(`rules.${name}`)}
      value={entryText(page, name, rules[name])}
      unit={t('workdays')}
    />
  )
  return (
    <Section title={t('rules.days')} lead={t('rules.days.lead')}>
      <Form page={page} action={`${HERE}/rules`} label={t('rules.days')}>
        {days('before', rules.before)}
        {days('after', rules.after)}
        {day('escalateAfter')}
        {day('receiptAfter')}
        <TextField
          name="from"
          label={t('rules.from')}
          value={entryText(page, 'from', rules.from)}
          width="short"
        />
        <TextField
          name="to"
          label={t('rules.to')}
          hint={t('rules.hours.hint')}
          value={entryText(page, 'to', rules.to)}
          width="short"
        />
        <Button>{t('rules.save')}</Button>
      </Form>
    </Section>
  )
}

function Post({ page, view: { mails, messages, channel } }: Props): VNode {
  const t = say(notificationWords, page.lang)
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Section title={t('post')} lead={t('post.lead')}>
      {mails.failing > 0 && (
        <Notice tone="warning" title={t('post.failing', { n: mails.failing })}>
          {t('post.failing.text')}
        </Notice>
      )}
      <DefinitionList
        items={[
          { term: t('post.sent'), value: n(mails.sent) },
          { term: t('post.waiting'), value: n(mails.waiting) },
          { term: t('post.abandoned'), value: n(mails.abandoned) },
          channel && {
            term: t('post.messages'),
            value: t('post.messages.value', {
              delivered: n(messages.delivered),
              waiting: n(messages.waiting),
              abandoned: n(messages.abandoned),
            }),
          },
        ]}
      />
    </Section>
  )
}

function ChannelForm({ page, view: { channel } }: Props): VNode {
  const t = say(notificationWords, page.lang)
  return (
    <Section title={t('channel')} lead={t('channel.lead')} id="channel">
      <Form page={page} action={`${HERE}/channel`} label={t('channel')}>
        <TextField
          name="url"
          type="url"
          label={t('channel.url')}
          hint={t('channel.url.hint')}
          value={entryText(page, 'url', channel?.url ?? '')}
        />
        <TextField
          name="secret"
          type="password"
          autocomplete="off"
          label={t('channel.secret')}
          hint={t(channel ? 'channel.secret.kept' : 'channel.secret.hint')}
        />
        <Checkbox
          name="isOn"
          label={t('channel.on')}
          checked={page.problem ? page.entries.isOn !== undefined : (channel?.isOn ?? true)}
        />
        <Button>{t('channel.save')}</Button>
      </Form>
      {channel && (
        <Form page={page} action={`${HERE}/channel/test`} label={t('test')}>
          <TextField
            name="testPhone"
            type="tel"
            inputMode="tel"
            label={t('test.phone')}
            value={entryText(page, 'testPhone')}
            width="medium"
          />
          <Button kind="secondary">{t('test')}</Button>
        </Form>
      )}
    </Section>
  )
}

function TextsForm({ page, texts, lang }: { page: Page; texts: Texts; lang: Lang }): VNode {
  const t = say(notificationWords, page.lang)
  const isRefused = page.problem !== null && page.entries.language === lang
  return (
    <Details summary={t(`texts.${lang}`)} open={isRefused}>
      <Form page={page} action={`${HERE}/texts`} label={t(`texts.${lang}`)}>
        <input type="hidden" name="language" value={lang} />
        {TEXT_KINDS.map((kind) => (
          <TextArea
            key={kind}
            id={`f-${lang}-${kind.replace('.', '-')}`}
            name={kind}
            label={t(`text.${kind}`)}
            hint={
              PLACES[kind].length > 0
                ? t('texts.places', { places: PLACES[kind].map((place) => `{${place}}`).join(' ') })
                : undefined
            }
            rows={2}
            value={isRefused ? entryText(page, kind) : texts[lang][kind]}
          />
        ))}
        <p class="hint">{t('texts.empty')}</p>
        <Button>{t('texts.save')}</Button>
      </Form>
    </Details>
  )
}

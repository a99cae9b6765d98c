// Pages of a file of a feed: where it is chosen, what it holds before it is saved, what became of each line.

import type { ComponentChildren, VNode } from 'preact'
import { documentWords } from '../documents/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  ErrorSummary,
  FileDrop,
  Form,
  Heading,
  ProgressBar,
  Section,
  Stat,
  Stats,
  Table,
  whenText,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import { type Lang, type Page, say, type Words } from '../platform/index.ts'
import { feedFileWords } from './feed-file-words.ts'
import { Office, sentence } from './frame.tsx'
import type { FilePreviewed, Found, Refusal } from './sent-file.ts'

const MOST_SHOWN = 200
const OUTCOMES = ['accepted', 'duplicate', 'stale', 'rejected'] as const

/** What one feed's files say: `list` names the page of what they hold, `counted` what is counted by unit. */
export type FeedFile<R extends string> = {
  list: string
  here: string
  maxBytes: number
  words: Words<'title' | 'lead' | 'list' | 'file' | 'file.hint' | 'counted'>
  /** Why a line was refused. */
  reason: (lang: Lang, reason: R | undefined) => string
}
/** A feed of whatever reasons, where none is read out. */
type AnyFeed = FeedFile<never>

type LineResult<R extends string> = Refusal<R> & { outcome: (typeof OUTCOMES)[number] }

type FrameProps = {
  page: Page
  feed: AnyFeed
  title: string
  refreshSeconds?: number
  children: ComponentChildren
}
const Frame = ({ page, feed, title, children, ...refresh }: FrameProps): VNode => (
  <Office
    page={page}
    title={title}
    here={feed.list}
    crumbs={[{ href: feed.list, label: feed.words[page.lang].list }]}
    {...refresh}
  >
    {children}
  </Office>
)

export function FileView({ page, feed }: { page: Page; feed: AnyFeed }): VNode {
  const t = say(feedFileWords, page.lang)
  const own = feed.words[page.lang]
  const { problem } = page
  const words = { ...documentWords[page.lang], ...feedFileWords[page.lang] }
  return (
    <Frame page={page} feed={feed} title={own.title}>
      <Heading title={own.title} lead={own.lead} />
      <ErrorSummary
        problem={problem}
        text={problem ? sentence(problem.code, words, problem.details) : ''}
      />
      <Form page={page} action={feed.here} multipart label={own.title}>
        <FileDrop
          label={own.file}
          name="file"
          hint={own['file.hint']}
          accept=".jsonl,.json,.csv,.xlsx"
          maxBytes={feed.maxBytes}
          required
        />
        <Actions>
          <Button>{t('preview')}</Button>
        </Actions>
      </Form>
    </Frame>
  )
}

type PreviewProps<R extends string> = {
  page: Page
  feed: FeedFile<R>
  it: FilePreviewed<Found<R>>
  stats: [label: string, value: number][]
}

export function FilePreviewView<R extends string>(props: PreviewProps<R>): VNode {
  const { page, feed, it, stats } = props
  const t = say(feedFileWords, page.lang)
  const { found, names } = it
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const title = t('preview.title', { lines: n(found.lines) })
  const taken = found.lines - found.refused.length
  return (
    <Frame page={page} feed={feed} title={title}>
      <Heading
        title={title}
        lead={t('preview.lead', { taken: n(taken), refused: n(found.refused.length) })}
      />
      <Stats>
        {stats.map(([label, value]) => (
          <Stat key={label} label={label} value={n(value)} />
        ))}
      </Stats>
      {taken > 0 ? (
        <Form page={page} action={feed.here} multipart label={t('confirm', { n: n(taken) })}>
          <input type="hidden" name="sent" value={it.file} />
          <input type="hidden" name="name" value={it.name} />
          <Actions>
            <Button>{t('confirm', { n: n(taken) })}</Button>
            <ButtonLink kind="quiet" href={feed.here}>
              {t('again')}
            </ButtonLink>
          </Actions>
        </Form>
      ) : (
        <p>
          {t('nothing')} <a href={feed.here}>{t('again')}</a>
        </p>
      )}
      <Refused page={page} feed={feed} refused={found.refused} />
      <Section title={t('units')}>
        <Table
          caption={t('units')}
          quietCaption
          rows={found.byUnit}
          columns={[
            { key: 'unit', title: t('unit'), render: ([id]) => names.get(id) },
            {
              key: 'n',
              title: feed.words[page.lang].counted,
              align: 'right',
              render: ([, count]) => n(count),
            },
          ]}
        />
      </Section>
    </Frame>
  )
}

type RefusedProps<R extends string> = {
  page: Page
  feed: FeedFile<R>
  refused: readonly Refusal<R>[]
}

function Refused<R extends string>({ page, feed, refused }: RefusedProps<R>): VNode | null {
  const t = say(feedFileWords, page.lang)
  if (refused.length === 0) return null
  return (
    <Section
      title={t('refused')}
      lead={refused.length > MOST_SHOWN ? t('refused.more', { n: MOST_SHOWN }) : undefined}
    >
      <Table
        caption={t('refused')}
        quietCaption
        rows={refused.slice(0, MOST_SHOWN)}
        columns={[
          { key: 'no', title: t('line'), align: 'right', render: (row) => row.no },
          { key: 'field', title: t('field'), render: (row) => row.field ?? '—' },
          {
            key: 'reason',
            title: t('reason'),
            render: (row) => feed.reason(page.lang, row.reason),
          },
        ]}
      />
    </Section>
  )
}

type ResultsProps<R extends string> = {
  page: Page
  feed: FeedFile<R>
  receivedAt: string
  items: number
  open: number
  results: readonly LineResult<R>[]
}

/** How far the taking is, and what became of each line; asks again by itself while lines are open. */
export function FileResultsView<R extends string>(props: ResultsProps<R>): VNode {
  const { page, feed, receivedAt, items, open, results } = props
  const t = say(feedFileWords, page.lang)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const count = (outcome: string) => results.filter((it) => it.outcome === outcome).length
  const title = t(open > 0 ? 'progress' : 'done')
  const lead =
    open > 0
      ? t('progress.lead', { done: n(items - open), items: n(items) })
      : t('done.lead', { items: n(items), at: whenText(receivedAt, page.lang) })
  return (
    <Frame page={page} feed={feed} title={title} {...(open > 0 ? { refreshSeconds: 2 } : {})}>
      <Heading title={title} lead={lead} />
      <ProgressBar label={title} value={items - open} max={items} />
      <Stats>
        {OUTCOMES.map((it) => (
          <Stat key={it} label={t(it)} value={n(count(it))} />
        ))}
      </Stats>
      <Refused
        page={page}
        feed={feed}
        refused={results.filter(({ outcome }) => outcome === 'rejected')}
      />
      <p>
        <a href={feed.list}>{feed.words[page.lang].list}</a> · <a href={feed.here}>{t('again')}</a>
      </p>
    </Frame>
  )
}

// More time: the requests of both sides as a list, and asking for it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  EXTENSION_STATES,
  type Extension,
  type ExtensionFilter,
  type ExtensionState,
  extensionWords,
  listExtensions,
  stateOf,
} from '../extensions/index.ts'
import {
  Badge,
  ButtonLink,
  Empty,
  ExportLinks,
  FilterForm,
  Formula,
  Heading,
  Notice,
  Pager,
  SearchBox,
  Section,
  Select,
  Table,
  type Tone,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { obligationWords } from '../obligations/index.ts'
import { unitById } from '../org/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { extensionPageWords } from './extension-words.ts'
import { Office, sentence, withQuery } from './frame.tsx'
import { exportKind } from './tally.tsx'

const SIZE = 50
export const EXTENSIONS = '/office/extensions'
const HERE = EXTENSIONS

const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  state: z
    .enum(['', ...(EXTENSION_STATES as [ExtensionState, ...ExtensionState[]])])
    .catch('')
    .default(''),
  page: z.coerce.number().int().min(1).max(100_000).catch(1).default(1),
})
type Filters = z.infer<typeof filters>
type ListView = { rows: Extension[]; total: number; filters: Filters; ownCode: string | null }

/** One's own unit's and those below it that one may read, and what is addressed to one's unit. */
const filterOf = async ({ rights }: Read, input: Filters): Promise<ExtensionFilter> => ({
  unitIds: await rights.reach('duty.read'),
  reviewerIds: await rights.reach('extension.decide'),
  text: input.q,
  ...(input.state ? { state: input.state } : {}),
})

const listPage: Route = route<Filters, ListView>({
  method: 'GET',
  path: HERE,
  may: 'duty.read',
  about: 'Requests for more time, of the visitor’s scope and addressed to the visitor’s unit.',
  input: filters,
  load: async (read, input) => ({
    ...(await listExtensions(read.db, await filterOf(read, input), {
      limit: SIZE,
      offset: (input.page - 1) * SIZE,
    })),
    filters: input,
    ownCode: read.actor.unitId
      ? ((await unitById(read.db, read.actor.unitId))?.code ?? null)
      : null,
  }),
  show: (view, page) => ({ html: <ListPage page={page} view={view} /> }),
})

const TONES: Record<ExtensionState, Tone | 'plain'> = {
  waiting: 'warning',
  granted: 'good',
  refused: 'bad',
  withdrawn: 'plain',
}

export function StateBadge({ page, row }: { page: Page; row: Extension }): VNode {
  const t = say(extensionPageWords, page.lang)
  const state = stateOf(row)
  return <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
}

function ListPage({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(extensionPageWords, page.lang)
  const { filters: chosen, ownCode } = view
  const mayAsk = ownCode !== null && page.visitor.rights.holds('extension.ask')
  return (
    <Office page={page} title={t('title')} here={HERE}>
      <Heading
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {mayAsk && (
              <ButtonLink kind="primary" href={`/office/units/${ownCode}/extensions/new`}>
                {t('ask')}
              </ButtonLink>
            )}
            <ExportLinks base={`${HERE}${page.url.search}`} />
          </>
        }
      />
      <FilterForm action={HERE} clearHref={HERE}>
        <SearchBox value={chosen.q} label={t('filter.text')} />
        <Select
          label={t('state')}
          name="state"
          value={chosen.state}
          none={t('filter.all')}
          options={EXTENSION_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
        />
      </FilterForm>
      <Table
        caption={t('title')}
        stack
        rows={view.rows}
        total={view.total}
        rowKey={(row) => row.id}
        rowHref={(row) => `/office/units/${row.unitCode}/extensions/${row.id}`}
        empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
        columns={[
          { key: 'unit', title: t('unit'), render: (row) => row.unitName },
          {
            key: 'state',
            title: t('state'),
            render: (row) => <StateBadge page={page} row={row} />,
          },
          { key: 'duties', title: t('duties'), align: 'right', render: (row) => row.lines },
          {
            key: 'wanted',
            title: t('wanted'),
            render: (row) => formatDay(row.wantedOn, page.lang),
          },
          {
            key: 'granted',
            title: t('granted'),
            render: (row) => (row.grantedOn ? formatDay(row.grantedOn, page.lang) : '—'),
          },
          { key: 'reason', title: t('reason'), render: (row) => row.reason },
          { key: 'reviewer', title: t('reviewer'), render: (row) => row.reviewerName },
          { key: 'asked', title: t('asked-at'), render: (row) => whenText(row.askedAt, page.lang) },
        ]}
      />
      <Pager
        page={chosen.page}
        size={SIZE}
        total={view.total}
        href={(n) => withQuery(page.url, { page: n })}
      />
      <Rule page={page} />
    </Office>
  )
}

/** When a granted day counts, in words, on every page about more time. */
export function Rule({ page }: { page: Page }): VNode {
  const t = say(extensionPageWords, page.lang)
  return (
    <Section title={t('rule.title')}>
      <Formula>{t('rule')}</Formula>
    </Section>
  )
}

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'export.read',
    about: `Requests for more time, as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const t = say(extensionPageWords, read.lang)
      const { rows } = await listExtensions(read.db, await filterOf(read, input), {
        limit: 20_000,
        offset: 0,
      })
      const header = [
        t('unit'),
        t('state'),
        t('duties'),
        t('late'),
        t('asked-at'),
        t('wanted'),
        t('granted'),
        t('reason'),
        t('answer'),
        t('reviewer'),
      ]
      const body = rows.map((row) => [
        row.unitName,
        t(`state.${stateOf(row)}`),
        row.lines,
        row.late,
        row.askedOn as string,
        row.wantedOn as string,
        row.grantedOn ?? '',
        row.reason,
        row.answer ?? '',
        row.reviewerName,
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: t('title'), header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'gia-han') }),
  })

/** Why the form is shown again. */
export const extensionRefusal = ({ problem, lang }: Page): string =>
  problem
    ? sentence(problem.code, { ...obligationWords[lang], ...extensionWords[lang] }, problem.details)
    : ''

export const requestsDone = z.enum(['asked', 'withdrawn', 'decided']).optional().catch(undefined)

export function DoneNotice({ page, done }: { page: Page; done: z.infer<typeof requestsDone> }) {
  const t = say(extensionPageWords, page.lang)
  return done ? (
    <Notice tone="good" toast>
      {t(done)}
    </Notice>
  ) : null
}

export const extensionListRoutes: readonly Route[] = [listPage, exported('csv'), exported('xlsx')]

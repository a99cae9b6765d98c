// Who follows whom in reorganisations: the rows in force, units nobody follows, rows taken back.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Details,
  Empty,
  ErrorSummary,
  ExportLinks,
  entryText,
  FilterForm,
  Form,
  Heading,
  Notice,
  Pager,
  SearchBox,
  Select,
  Table,
  TextArea,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { searchKey } from '../lib/text.ts'
import {
  knownUnits,
  orgWords,
  type SuccessionListed,
  successionsWithin,
  unfollowed,
  unitOfSuccession,
  unitsWithin,
  withdrawSuccession,
} from '../org/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, sentence, withQuery } from './frame.tsx'
import { kindText, SUCCESSION_IMPORT, SUCCESSIONS, unitText } from './succession-parts.tsx'
import { successionWords } from './succession-words.ts'
import { exportKind } from './tally.tsx'

const SIZE = 100
const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  on: z.string().max(10).catch('').default(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1).default(1),
  withdrawn: z.string().max(1).optional(),
})
type Filters = z.infer<typeof filters>
type ListView = {
  filters: Filters
  rows: SuccessionListed[]
  days: string[]
  past: SuccessionListed[]
  loose: Awaited<ReturnType<typeof unfollowed>>
  names: Map<string, string>
}

async function loadList(read: Read, input: Filters): Promise<ListView> {
  const all = await successionsWithin(read, 'unit.read')
  const standing = all.filter(({ withdrawnAt }) => withdrawnAt === null)
  const reach = new Set(await read.rights.reach('unit.read'))
  const within = new Set(unitsWithin(await knownUnits(read.db), reach).map(({ id }) => id))
  const key = searchKey(input.q)
  const past = all.filter(({ withdrawnAt }) => withdrawnAt !== null)
  return {
    filters: input,
    rows: standing.filter(
      (row) =>
        (input.on === '' || row.on === input.on) &&
        (key === '' || searchKey(`${unitText(row.from)} ${unitText(row.to)}`).includes(key)),
    ),
    days: [...new Set(standing.map(({ on }) => on))],
    past,
    loose: (await unfollowed(read.db, read.today)).filter(({ id }) => within.has(id)),
    names: await namesOf(
      read.db,
      [...standing, ...past].flatMap(({ recordedBy, withdrawnBy }) => [recordedBy, withdrawnBy]),
    ),
  }
}

const listPage: Route = route<Filters, ListView>({
  method: 'GET',
  path: SUCCESSIONS,
  may: 'unit.read',
  about:
    'Which units follow which in reorganisations, and units that ended with nobody after them.',
  input: filters,
  load: loadList,
  show: (view, page) => ({ html: <ListPage page={page} view={view} /> }),
})

function ListPage({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(successionWords, page.lang)
  const { filters: chosen, rows } = view
  const { rights } = page.visitor
  const mayManage = rights.holds('unit.manage')
  return (
    <Office
      page={page}
      title={t('title')}
      here="/office/units"
      crumbs={[{ href: '/office/units', label: t('units') }]}
    >
      <Heading
        title={t('title')}
        lead={t('lead')}
        actions={
          <>
            {mayManage && <ButtonLink href={SUCCESSION_IMPORT}>{t('import')}</ButtonLink>}
            {rights.holds('export.read') && (
              <ExportLinks base={`${SUCCESSIONS}${page.url.search}`} />
            )}
          </>
        }
      />
      {chosen.withdrawn && (
        <Notice tone="good" toast>
          {t('withdrawn')}
        </Notice>
      )}
      <Loose page={page} view={view} />
      {view.days.length > 0 && (
        <FilterForm action={SUCCESSIONS} clearHref={SUCCESSIONS}>
          <SearchBox value={chosen.q} label={t('find')} />
          <Select
            label={t('on')}
            name="on"
            value={chosen.on}
            none={t('on.all')}
            options={view.days.map((on) => ({ value: on, label: formatDay(on, page.lang) }))}
          />
        </FilterForm>
      )}
      <Table
        caption={t('rows')}
        stack
        rows={rows.slice((chosen.page - 1) * SIZE, chosen.page * SIZE)}
        total={rows.length}
        rowKey={({ id }) => id}
        empty={
          view.days.length > 0 ? (
            <Empty title={t('empty.filter')} />
          ) : (
            <Empty title={t('empty')}>{t('empty.text')}</Empty>
          )
        }
        columns={[
          {
            key: 'on',
            title: t('on'),
            nowrap: true,
            render: ({ on }) => whenText(on, page.lang),
          },
          { key: 'from', title: t('from'), render: ({ from }) => unitText(from) },
          { key: 'to', title: t('to'), render: ({ to }) => unitText(to) },
          { key: 'kind', title: t('kind'), render: (row) => kindText(page, row) },
          { key: 'decision', title: t('decision'), roomy: true, render: ({ source }) => source },
          { key: 'recorded', title: t('recorded'), render: (row) => recorded(page, view, row) },
          ...(mayManage
            ? [
                {
                  key: 'withdraw',
                  title: t('withdraw'),
                  render: (row: SuccessionListed) => (
                    <a
                      href={`${SUCCESSIONS}/${row.id}/withdrawal`}
                      aria-label={t('withdraw.of', { from: row.from.name, to: row.to.name })}
                    >
                      {t('withdraw')}
                    </a>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Pager
        page={chosen.page}
        size={SIZE}
        total={rows.length}
        href={(n) => withQuery(page.url, { page: n })}
      />
      <Past page={page} view={view} />
    </Office>
  )
}

const recorded = (page: Page, view: ListView, row: SuccessionListed): string =>
  row.recordedAt
    ? [whenText(row.recordedAt, page.lang), view.names.get(row.recordedBy ?? '')]
        .filter(Boolean)
        .join(', ')
    : '—'

function Loose({ page, view }: { page: Page; view: ListView }): VNode | null {
  const t = say(successionWords, page.lang)
  if (view.loose.length === 0) return null
  return (
    <Details summary={t('loose.title', { n: view.loose.length })}>
      <p>{t('loose.lead')}</p>
      <ul>
        {view.loose.map(({ id, code, name, endedOn }) => (
          <li key={id}>{t('loose.row', { code, name, day: formatDay(endedOn, page.lang) })}</li>
        ))}
      </ul>
    </Details>
  )
}

function Past({ page, view }: { page: Page; view: ListView }): VNode | null {
  const t = say(successionWords, page.lang)
  if (view.past.length === 0) return null
  return (
    <Details summary={t('past', { n: view.past.length })}>
      <ul>
        {view.past.map((row) => (
          <li key={row.id}>
            {unitText(row.from)} → {unitText(row.to)}, {formatDay(row.on, page.lang)},{' '}
            {kindText(page, row)}
            <p class="aside">
              {[
                whenText(row.withdrawnAt ?? '', page.lang),
                view.names.get(row.withdrawnBy ?? ''),
                row.withdrawalReason === 'replaced' ? t('replaced') : row.withdrawalReason,
              ]
                .filter(Boolean)
                .join(', ')}
            </p>
          </li>
        ))}
      </ul>
    </Details>
  )
}

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `${SUCCESSIONS}.${ending}`,
    may: 'export.read',
    about: `Successions of units in force, as ${ending}: in the columns in which they are brought in.`,
    input: filters,
    load: async (read, input) => {
      const { rows } = await loadList(read, input)
      const header = ['from', 'from_name', 'to', 'to_name', 'kind', 'on', 'decision']
      const cells = rows.map(({ from, to, on, portion, share, source }) => [
        from.code,
        from.name,
        to.code,
        to.name,
        share === null ? portion : String(share),
        on,
        source,
      ])
      return ending === 'csv'
        ? csv([header, ...cells])
        : await writeSpreadsheet([{ name: 'successions', header, rows: cells }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'successions') }),
  })

const one = z.looseObject({ id: z.uuid() })
type One = z.infer<typeof one>

async function loadOne(read: Read, { id }: One): Promise<SuccessionListed> {
  const row = (await successionsWithin(read, 'unit.manage')).find((each) => each.id === id)
  if (!row) throw notFound('succession')
  return row
}

const withdrawalPage: Route = route({
  method: 'GET',
  path: `${SUCCESSIONS}/:id/withdrawal`,
  may: 'unit.manage',
  about: 'The form that takes a succession back.',
  input: one,
  unit: unitOfSuccession,
  load: loadOne,
  show: (row: SuccessionListed, page) => ({ html: <WithdrawalPage page={page} row={row} /> }),
})

const withdrawalRoute = route({
  method: 'POST',
  path: `${SUCCESSIONS}/:id/withdrawal`,
  may: 'unit.manage',
  about: 'Takes a succession back, with a reason.',
  records: ['succession.withdrawn'],
  input: one.extend({ reason: z.string().max(5000).default('') }),
  unit: unitOfSuccession,
  retry: withdrawalPage,
  act: async (act, { id, reason }) => {
    await withdrawSuccession(act, { id, reason })
    return `${SUCCESSIONS}?withdrawn=1`
  },
  show: (redirect: string) => ({ redirect }),
})

function WithdrawalPage({ page, row }: { page: Page; row: SuccessionListed }): VNode {
  const t = say(successionWords, page.lang)
  const { problem } = page
  return (
    <Office
      page={page}
      title={t('withdrawal.title')}
      here="/office/units"
      crumbs={[{ href: SUCCESSIONS, label: t('title') }]}
    >
      <Heading
        over={`${unitText(row.from)} → ${unitText(row.to)}, ${formatDay(row.on, page.lang)}`}
        title={t('withdrawal.title')}
      />
      {row.withdrawnAt ? (
        <Notice tone="info">{t('withdrawal.over')}</Notice>
      ) : (
        <>
          <p>{t('withdrawal.lead', { from: row.from.name, to: row.to.name })}</p>
          <ErrorSummary
            problem={problem}
            text={problem ? sentence(problem.code, orgWords[page.lang], problem.details) : ''}
          />
          <Form
            page={page}
            action={`${SUCCESSIONS}/${row.id}/withdrawal`}
            label={t('withdrawal.title')}
          >
            <TextArea
              label={t('withdrawal.reason')}
              name="reason"
              required
              rows={3}
              value={entryText(page, 'reason')}
            />
            <Actions>
              <Button>{t('withdrawal.button')}</Button>
            </Actions>
          </Form>
        </>
      )}
    </Office>
  )
}

export const successionRoutes: readonly Route[] = [
  exported('csv'),
  exported('xlsx'),
  listPage,
  withdrawalPage,
  withdrawalRoute,
]

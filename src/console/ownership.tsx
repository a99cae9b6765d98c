// Health of ownership as a page: counts, filters, a list, a file, and the way to settle each.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Badge,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  NumberField,
  Pager,
  SearchBox,
  Select,
  Stat,
  Stats,
  Table,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { formatNumber } from '../lib/round.ts'
import { searchKey } from '../lib/text.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, withQuery } from './frame.tsx'
import { FAULTS, type Fault, loadOwnership, type Owned, SILENT_DAYS } from './ownership-load.ts'
import { ownershipWords } from './ownership-words.ts'
import { exportKind } from './tally.tsx'

const HERE = '/office/ownership'
const SIZE = 50

const filters = z.object({
  q: z.string().max(200).catch('').default(''),
  fault: z
    .enum(['', 'all', ...FAULTS])
    .catch('')
    .default(''),
  page: z.coerce.number().int().min(1).max(1000).catch(1).default(1),
  days: z.coerce.number().int().min(1).max(1000).catch(SILENT_DAYS).default(SILENT_DAYS),
})
type Filters = z.infer<typeof filters>
type View = { rows: Owned[]; counts: Record<Fault | 'any', number>; filters: Filters }

async function load(read: Read, chosen: Filters): Promise<View> {
  const all = await loadOwnership(read, await read.rights.reach('ownership.read'), chosen.days)
  const key = searchKey(chosen.q)
  const count = (fault: Fault) => all.filter(({ faults }) => faults.includes(fault)).length
  return {
    filters: chosen,
    counts: {
      any: all.filter(({ faults }) => faults.length > 0).length,
      vacant: count('vacant'),
      silent: count('silent'),
      'no-draft': count('no-draft'),
    },
    rows: all.filter(
      ({ unit, faults }) =>
        (key === '' || searchKey(unit.fullName).includes(key)) &&
        (chosen.fault === 'all' ||
          (chosen.fault === '' ? faults.length > 0 : faults.includes(chosen.fault))),
    ),
  }
}

const listPage: Route = route<Filters, View>({
  method: 'GET',
  path: HERE,
  may: 'ownership.read',
  about: 'Units without a head, without a sign-in, with open duties and no draft.',
  input: filters,
  recalled: true,
  load,
  show: (view, page) => ({ html: <OwnershipPage page={page} view={view} /> }),
})

function headText({ lang }: Page | { lang: 'vi' | 'en' }, { posts }: Owned): string {
  const t = say(ownershipWords, lang)
  const heads = posts.filter(({ isHead }) => isHead)
  if (heads.length === 0) return t('head.none')
  return heads
    .map(({ name, title }) => (name ? `${name} · ${title}` : t('head.vacant', { post: title })))
    .join('; ')
}

const faultText = (lang: 'vi' | 'en', fault: Fault, days: number): string =>
  say(ownershipWords, lang)(`fault.${fault}`, { days })

function OwnershipPage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(ownershipWords, page.lang)
  const { filters: chosen, counts } = view
  const n = (count: number) => formatNumber(count, 0, page.lang)
  return (
    <Office page={page} title={t('title')} here={HERE}>
      <Heading
        title={t('title')}
        lead={t('lead')}
        actions={<ExportLinks base={`${HERE}${page.url.search}`} />}
      />
      <Stats>
        <Stat label={t('units')} value={n(counts.any)} />
        <Stat label={t('fault.vacant')} value={n(counts.vacant)} />
        <Stat label={t('fault.silent', { days: chosen.days })} value={n(counts.silent)} />
        <Stat label={t('fault.no-draft')} value={n(counts['no-draft'])} />
      </Stats>
      <FilterForm action={HERE} clearHref={HERE}>
        <SearchBox value={chosen.q} label={t('filter.text')} />
        <Select
          label={t('filter.fault')}
          name="fault"
          value={chosen.fault}
          none={t('units')}
          options={[
            ...FAULTS.map((value) => ({
              value,
              label: faultText(page.lang, value, chosen.days),
            })),
            { value: 'all', label: t('filter.all') },
          ]}
        />
        <NumberField label={t('filter.days')} name="days" value={chosen.days} />
      </FilterForm>
      <Table
        caption={t('title')}
        quietCaption
        stack
        rows={view.rows.slice((chosen.page - 1) * SIZE, chosen.page * SIZE)}
        total={view.rows.length}
        rowKey={({ unit }) => unit.id}
        rowHref={({ unit }) => `/office/units/${unit.code}`}
        empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
        columns={[
          { key: 'unit', title: t('unit'), render: ({ unit }) => unit.fullName },
          {
            key: 'faults',
            title: t('faults'),
            render: ({ faults }) =>
              faults.length === 0 ? (
                <Badge tone="good">{t('fault.none')}</Badge>
              ) : (
                faults.map((fault) => (
                  <Badge key={fault} tone={fault === 'vacant' ? 'bad' : 'warning'}>
                    {fault === 'silent' ? t('fault.silent.short') : t(`fault.${fault}`)}
                  </Badge>
                ))
              ),
          },
          { key: 'head', title: t('head'), roomy: true, render: (row) => headText(page, row) },
          {
            key: 'seen',
            title: t('seen'),
            render: ({ seenAt }) => (seenAt ? whenText(seenAt, page.lang) : t('never')),
          },
          { key: 'open', title: t('open'), align: 'right', render: ({ work }) => n(work.open) },
          {
            key: 'overdue',
            title: t('overdue'),
            align: 'right',
            render: ({ work }) => n(work.overdue),
          },
          {
            key: 'drafts',
            title: t('drafts'),
            align: 'right',
            render: ({ work }) => n(work.drafts),
          },
          {
            key: 'sent',
            nowrap: true,
            title: t('sent'),
            render: ({ work }) =>
              work.lastSentOn ? formatDay(work.lastSentOn, page.lang) : t('never'),
          },
          {
            key: 'settle',
            nowrap: true,
            title: t('settle'),
            render: (row) => <Settle page={page} row={row} />,
          },
        ]}
      />
      <Pager
        page={chosen.page}
        size={SIZE}
        total={view.rows.length}
        href={(number) => withQuery(page.url, { page: number })}
      />
    </Office>
  )
}

/** The way to settle: somebody for the post, another unit for the duties. */
function Settle({ page, row }: { page: Page; row: Owned }): VNode | null {
  const t = say(ownershipWords, page.lang)
  const { rights } = page.visitor
  const of = (what: string) => t('settle.of', { what, unit: row.unit.fullName })
  return (
    <>
      {rights.holds('person.manage') && (
        <a href={`/office/people/new?unit=${row.unit.id}`} aria-label={of(t('invite'))}>
          {t('invite')}
        </a>
      )}{' '}
      {rights.holds('duty.reassign') && row.work.open > 0 && (
        <a href={`/office/duties?unit=${row.unit.code}`} aria-label={of(t('duties'))}>
          {t('duties')}
        </a>
      )}
    </>
  )
}

const exported = (ending: 'csv' | 'xlsx') =>
  route<Filters, Uint8Array | string>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'ownership.read',
    about: `Health of ownership, as ${ending}.`,
    input: filters,
    load: async (read, input) => {
      const t = say(ownershipWords, read.lang)
      const { rows } = await load(read, input)
      const header = [
        t('unit'),
        t('faults'),
        t('head'),
        t('seen'),
        t('open'),
        t('overdue'),
        t('drafts'),
        t('sent'),
      ]
      const body = rows.map((row) => [
        row.unit.fullName,
        row.faults.map((fault) => faultText(read.lang, fault, input.days)).join('; '),
        headText(read, row),
        row.seenAt?.slice(0, 10) ?? '',
        row.work.open,
        row.work.overdue,
        row.work.drafts,
        row.work.lastSentOn ?? '',
      ])
      return ending === 'csv'
        ? csv([header, ...body])
        : await writeSpreadsheet([{ name: t('title'), header, rows: body }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'phu-trach') }),
  })

export const ownershipRoutes: readonly Route[] = [listPage, exported('csv'), exported('xlsx')]

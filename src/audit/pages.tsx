// The trail as a list with filters and files, and the page that verifies its chains.

import type { ComponentChildren, VNode } from 'preact'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  ButtonLink,
  DateField,
  DefinitionList,
  Document,
  Empty,
  ExportLinks,
  FilterForm,
  Heading,
  type NavItem,
  Pager,
  SearchBox,
  Select,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  type EventRow,
  type Lang,
  type Page,
  Problem,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { detailsOf, shortId, subjectText } from './event-text.ts'
import {
  type EventFilters,
  type EventPage,
  eventFilters,
  loadForFile,
  loadTrail,
  MOST_COUNTED,
  type Trail,
} from './load-events.ts'
import { verbText } from './verbs.ts'
import { verifyPage } from './verify-page.tsx'
import { auditWords } from './words.ts'

const SIZE = 50
/** More rows than this no spreadsheet program opens with ease. */
const MOST_IN_FILE = 100_000
const HERE = '/office/audit'

/** The office's navigation, which stands on a floor above and is handed down. */
export type Navigation = (page: Page) => NavItem[]

/** The rows of the room; `navigation` gives the links beside every page of the office. */
export const auditRoutes = (navigation: Navigation): readonly Route[] => [
  listPage(navigation),
  exported('csv'),
  exported('xlsx'),
  verifyPage(navigation),
]

const listPage = (navigation: Navigation): Route =>
  route<EventFilters, Trail>({
    method: 'GET',
    path: HERE,
    may: 'audit.read',
    about: 'Who did what, when, on what, before and after.',
    recalled: true,
    input: eventFilters,
    load: (read, input) => loadTrail(read, input, SIZE),
    show: (trail, page) => ({
      html: (
        <Document
          page={page}
          title={say(auditWords, page.lang)('audit')}
          frame="office"
          nav={navigation(page)}
          here={HERE}
        >
          <TrailView page={page} trail={trail} />
        </Document>
      ),
    }),
  })

const COLLATORS = { vi: new Intl.Collator('vi'), en: new Intl.Collator('en') }
const byLabel = (lang: Lang) => (a: { label: string }, b: { label: string }) =>
  COLLATORS[lang].compare(a.label, b.label)

function TrailView({ page, trail }: { page: Page; trail: Trail }): VNode {
  const t = say(auditWords, page.lang)
  const { filters, total } = trail
  return (
    <>
      <Heading
        title={t('audit')}
        lead={t('audit.lead')}
        actions={
          <>
            <ButtonLink href={`${HERE}/verify`}>{t('verify.open')}</ButtonLink>
            <ExportLinks base={addressOf(page, null)} />
          </>
        }
      />
      <FilterForm action={HERE} clearHref={HERE}>
        <Select
          label={t('filter.verb')}
          name="verb"
          value={filters.verb}
          none={t('filter.verb.all')}
          options={trail.verbs
            .map((verb) => ({ value: verb, label: verbText(verb, page.lang) }))
            .sort(byLabel(page.lang))}
        />
        <Select
          label={t('unit')}
          name="unit"
          value={filters.unit}
          none={t('filter.unit.all')}
          options={trail.units.map(({ code, fullName }) => ({
            value: code,
            label: `${fullName} (${code})`,
          }))}
        />
        <TextField label={t('filter.person')} name="person" value={filters.person} />
        <DateField label={t('filter.from')} name="from" value={filters.from} />
        <DateField label={t('filter.to')} name="to" value={filters.to} />
        <SearchBox label={t('filter.subject')} name="subject" value={filters.subject} />
      </FilterForm>
      {total >= MOST_COUNTED && (
        <p class="aside">{t('more-than', { n: formatNumber(MOST_COUNTED, 0, page.lang) })}</p>
      )}
      <TrailTable page={page} trail={trail} />
      <Pager
        page={filters.page}
        size={SIZE}
        total={total}
        href={(n) => addressOf(page, { page: String(n) })}
      />
    </>
  )
}

function TrailTable({ page, trail }: { page: Page; trail: Trail }): VNode {
  const t = say(auditWords, page.lang)
  const { rows, names, total } = trail
  return (
    <Table
      caption={t('audit')}
      stack
      rows={rows}
      total={total}
      rowKey={(row) => `${row.unit_id}:${row.seq}`}
      empty={<Empty title={t('empty')}>{t('empty.text')}</Empty>}
      columns={[
        {
          key: 'when',
          title: t('when'),
          render: (row) => (
            <TwoLines
              first={<time dateTime={row.at}>{whenText(row.at, page.lang)}</time>}
              second={t('row', { n: row.seq })}
            />
          ),
        },
        {
          key: 'who',
          title: t('who'),
          render: (row) => (
            <TwoLines
              first={whoText(row, names, page.lang)}
              second={row.post_id ? (names.get(row.post_id) ?? '') : ''}
            />
          ),
        },
        {
          key: 'what',
          title: t('what'),
          render: (row) => (
            <TwoLines
              first={verbText(row.verb, page.lang)}
              second={
                <a href={`${HERE}?${new URLSearchParams({ subject: row.subject })}`}>
                  {subjectText(row, names, page.lang)}
                </a>
              }
            />
          ),
        },
        { key: 'unit', title: t('unit'), render: (row) => unitText(row, names) },
        {
          key: 'details',
          title: t('details'),
          render: (row) => <DefinitionList items={detailsOf(row.details, names, page.lang)} />,
        },
      ]}
    />
  )
}

const TwoLines = (props: { first: ComponentChildren; second: ComponentChildren }): VNode => (
  <div>
    <div>{props.first}</div>
    {props.second && <div class="aside">{props.second}</div>}
  </div>
)

function whoText(row: EventRow, names: ReadonlyMap<string, string>, lang: Lang): string {
  if (row.person_id) return names.get(row.person_id) ?? shortId(row.person_id)
  return say(auditWords, lang)('who.system')
}

const unitText = (row: EventRow, names: ReadonlyMap<string, string>): string =>
  names.get(row.unit_id) ?? shortId(row.unit_id)

/** This list's address with its filters; `change` adds to them, null leaves the page away. */
function addressOf(page: Page, change: Record<string, string> | null): string {
  const query = new URLSearchParams(page.url.search)
  for (const name of ['page', 'lang']) query.delete(name)
  for (const [name, value] of [...query]) if (value === '') query.delete(name)
  for (const [name, value] of Object.entries(change ?? {})) query.set(name, value)
  const filters = query.toString()
  return filters ? `${HERE}?${filters}` : HERE
}

const KINDS = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

const exported = (ending: 'csv' | 'xlsx'): Route =>
  route<EventFilters, Uint8Array | string>({
    method: 'GET',
    path: `${HERE}.${ending}`,
    may: 'audit.read',
    about: `Who did what, as ${ending}.`,
    input: eventFilters,
    load: async (read, input) => {
      const found = await loadForFile(read, input, MOST_IN_FILE)
      if (found.total > MOST_IN_FILE) {
        throw new Problem(422, 'audit.too-many', { total: found.total, most: MOST_IN_FILE })
      }
      const { header, rows } = sheetOf(found, read.lang)
      if (ending === 'csv') return csv([header, ...rows])
      return await writeSpreadsheet([{ name: say(auditWords, read.lang)('audit'), header, rows }])
    },
    show: (file) => ({ file, mime: KINDS[ending], name: `nhat-ky.${ending}` }),
  })

function sheetOf({ rows, names }: EventPage, lang: Lang) {
  const t = say(auditWords, lang)
  return {
    header: [
      t('when'),
      t('who'),
      t('post'),
      t('what'),
      t('verb'),
      t('subject'),
      t('unit'),
      t('details'),
      t('verify.row'),
      t('verify.id'),
      t('verify.hash'),
    ],
    rows: rows.map((row) => [
      row.at,
      whoText(row, names, lang),
      row.post_id ? (names.get(row.post_id) ?? row.post_id) : '',
      verbText(row.verb, lang),
      row.verb,
      row.subject,
      unitText(row, names),
      detailsOf(row.details, names, lang)
        .map(({ term, value }) => `${term}: ${value}`)
        .join('; '),
      row.seq,
      row.id,
      row.hash,
    ]),
  }
}

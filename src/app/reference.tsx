// The reference of the interface, served by the product: one page from the rows, searchable without script.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Details,
  Document,
  Empty,
  FilterForm,
  Heading,
  SearchBox,
  Section,
  Table,
} from '../face/index.ts'
import { searchKey } from '../lib/text.ts'
import { type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { API_VERSION, isApi, openApi, partsOf, problemsOf } from './openapi.ts'
import { problemText } from './problem-words.ts'
import { referenceWords } from './reference-words.ts'

/** The page and the file; `routes` is asked when they are shown. */
export function referenceRoutes(routes: () => readonly Route[]): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: '/api',
      may: 'public',
      about: 'The reference of what programs may read and write.',
      input: z.object({ q: z.string().max(100).catch('').default('') }),
      cache: 'public',
      load: async (_, { q }) => ({ q, rows: matching(routes().filter(isApi), q) }),
      show: ({ q, rows }, page) => ({ html: <Reference page={page} q={q} rows={rows} /> }),
    }),
    route({
      method: 'GET',
      path: '/api/openapi.json',
      may: 'public',
      about: 'This contract as an OpenAPI 3.1 document.',
      input: z.strictObject({}),
      api: { answer: z.record(z.string(), z.any()) },
      load: async () => openApi(routes(), API_VERSION),
      show: (json) => ({ json }),
    }),
  ]
}

function matching(rows: readonly Route[], q: string): readonly Route[] {
  const key = searchKey(q)
  const textOf = (row: Route) => searchKey(`${row.method} ${row.path} ${row.about} ${row.may}`)
  const bare = q.trim().toLowerCase()
  return rows.filter(
    (row) => key === '' || textOf(row).includes(key) || row.path.toLowerCase().includes(bare),
  )
}

type Props = { page: Page; q: string; rows: readonly Route[] }

function Reference({ page, q, rows }: Props): VNode {
  const t = say(referenceWords, page.lang)
  const nouns = [...new Set(rows.map(nounOf))]
  return (
    <Document page={page} title={t('title')} frame="public" nav={[]}>
      <Heading
        title={t('title')}
        lead={t('lead')}
        actions={<a href="/api/openapi.json">{t('file')}</a>}
      />
      <FilterForm action="/api" clearHref="/api">
        <SearchBox value={q} label={t('search')} />
      </FilterForm>
      {rows.length === 0 && <Empty title={t('empty')}>{t('empty.text')}</Empty>}
      {nouns.map((noun) => (
        <Section key={noun} title={noun} id={noun}>
          {rows
            .filter((row) => nounOf(row) === noun)
            .map((row) => (
              <Row key={`${row.method} ${row.path}`} page={page} row={row} />
            ))}
        </Section>
      ))}
      <Section title={t('webhooks')} id="webhooks-signed">
        <p>{t('webhooks.text')}</p>
      </Section>
      <Codes page={page} rows={rows} />
    </Document>
  )
}

const nounOf = ({ path }: Route) => path.split('/')[2] ?? ''

function Row({ page, row }: { page: Page; row: Route }): VNode {
  const t = say(referenceWords, page.lang)
  const { parameters, body } = partsOf(row)
  const fields = [
    ...parameters,
    ...(body !== null && body !== 'bytes'
      ? Object.entries(body.properties ?? {}).map(([name, schema]) => ({
          name,
          in: 'body',
          required: body.required?.includes(name) ?? false,
          schema,
        }))
      : []),
  ]
  return (
    <Details summary={`${row.method} ${row.path}`}>
      <p>
        {row.about} {t('needs')}: <code>{row.may}</code>
        {row.own && ` (${t('own')})`}
      </p>
      {fields.length > 0 && (
        <Table
          caption={`${row.method} ${row.path}`}
          quietCaption
          stack
          rows={fields}
          rowKey={(field) => field.name}
          columns={[
            {
              key: 'name',
              title: t('parameter'),
              render: (field) => (
                <>
                  <code>{field.name}</code> {field.required && `(${t('required')})`}
                </>
              ),
            },
            { key: 'in', title: t('where'), render: (field) => field.in },
            { key: 'type', title: t('type'), render: (field) => typeText(field.schema) },
          ]}
        />
      )}
      <p>{t('example')}</p>
      <pre>{curlOf(row, page.url.origin)}</pre>
      <p>
        {t('problems')}:{' '}
        {Object.entries(problemsOf(row)).map(([status, codes]) =>
          codes.map((code) => (
            <>
              <a href={`#${code}`}>
                {status} {code}
              </a>{' '}
            </>
          )),
        )}
      </p>
    </Details>
  )
}

function typeText(schema: Record<string, unknown>): string {
  const { type, format, enum: known, description, default: usual, anyOf } = schema
  const kind = Array.isArray(known)
    ? known.join(' | ')
    : Array.isArray(anyOf)
      ? anyOf.map((each) => typeText(each as Record<string, unknown>)).join(' | ')
      : [type, format].filter(Boolean).join(' ')
  return [kind, usual === undefined ? '' : `= ${JSON.stringify(usual)}`, description ?? '']
    .filter(Boolean)
    .join(' · ')
}

/** A call as one would type it. */
function curlOf(row: Route, origin: string): string {
  const { parameters, body } = partsOf(row)
  const query = parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name }) => `${name}=…`)
    .join('&')
  const lines = [
    `curl '${origin}${row.path.replace(/:(\w+)/g, '{$1}')}${query ? `?${query}` : ''}'`,
    `-H 'Authorization: Bearer congtam_…'`,
    ...(row.method === 'GET' ? [] : [`-X ${row.method}`, `-H 'Idempotency-Key: …'`]),
    ...(body === 'bytes' ? ['--data-binary @file'] : []),
    ...(body !== null && body !== 'bytes'
      ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(row.api?.example ?? {})}'`]
      : []),
  ]
  return lines.join(' \\\n  ')
}

function Codes({ page, rows }: Omit<Props, 'q'>): VNode {
  const t = say(referenceWords, page.lang)
  const codes = new Map<string, string>()
  for (const row of rows) {
    for (const [status, named] of Object.entries(problemsOf(row))) {
      for (const code of named) codes.set(code, status)
    }
  }
  const listed = [...codes].sort(([a], [b]) => (a < b ? -1 : 1))
  return (
    <Section title={t('codes')}>
      <Table
        caption={t('codes')}
        quietCaption
        stack
        rows={listed}
        rowKey={([code]) => code}
        columns={[
          {
            key: 'code',
            title: t('code'),
            render: ([code, status]) => (
              <code id={code}>
                {status} {code}
              </code>
            ),
          },
          {
            key: 'meaning',
            title: t('meaning'),
            render: ([code]) => problemText(new Problem(400, code), page.lang).text,
          },
        ]}
      />
    </Section>
  )
}

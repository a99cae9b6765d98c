// Figures brought in on a page: a file is read, looked over, then saved.

import type { VNode } from 'preact'
import { z } from 'zod'
import { documentWords, MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Checkbox,
  Empty,
  ErrorSummary,
  FileDrop,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { formatNumber } from '../lib/round.ts'
import {
  applyPapiImport,
  beginPapiImport,
  importsMade,
  loadProvinces,
  type Province,
  type Understood,
  understandKept,
  yearsKnown,
} from '../papi/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { papiRefusal, provinceName } from './papi-load.ts'
import { papiPageWords } from './papi-words.ts'

const refusalText = (page: Page): string =>
  page.problem && page.problem.code in documentWords[page.lang]
    ? sentence(page.problem.code, documentWords[page.lang], page.problem.details)
    : papiRefusal(page)

type ListView = {
  made: Awaited<ReturnType<typeof importsMade>>
  years: Awaited<ReturnType<typeof yearsKnown>>
}

const listPage: Route = route({
  method: 'GET',
  path: '/office/papi/imports',
  may: 'papi.import',
  about: 'Which PAPI figures are here, and where a file is brought in.',
  input: z.looseObject({}),
  load: async (read: Read): Promise<ListView> => ({
    made: await importsMade(read.db, 50),
    years: await yearsKnown(read.db),
  }),
  show: (view: ListView, page) => ({ html: <ListPage page={page} view={view} /> }),
})

function ListPage({ page, view }: { page: Page; view: ListView }): VNode {
  const t = say(papiPageWords, page.lang)
  const n = (value: number) => formatNumber(value, 0, page.lang)
  return (
    <Office
      page={page}
      title={t('import')}
      here="/office/papi"
      crumbs={[{ href: '/office/papi', label: t('title') }]}
    >
      <Heading title={t('import')} lead={t('import.lead')} />
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      <Form page={page} action="/office/papi/imports" multipart label={t('import')}>
        <FileDrop label={t('import.file')} name="file" accept=".xlsx,.csv" required />
        <Button>{t('import.read')}</Button>
      </Form>
      <Section title={t('import.known')}>
        <Table
          caption={t('import.known')}
          quietCaption
          rows={view.years}
          rowKey={({ year }) => String(year)}
          columns={[
            { key: 'year', title: t('year'), render: ({ year }) => year },
            {
              key: 'provinces',
              title: t('limits.n'),
              align: 'right',
              render: ({ provinces }) => n(provinces),
            },
            {
              key: 'parts',
              title: t('import.parts'),
              align: 'right',
              render: ({ parts }) => n(parts),
            },
            {
              key: 'indicators',
              title: t('import.indicators'),
              align: 'right',
              render: ({ indicators }) => n(indicators),
            },
          ]}
        />
      </Section>
      <Section title={t('import.made')}>
        <Table
          caption={t('import.made')}
          quietCaption
          rows={view.made}
          rowKey={({ id }) => id}
          empty={<Empty title={t('import.none')} />}
          columns={[
            { key: 'file', title: t('import.file'), render: (row) => row.file_name },
            {
              key: 'at',
              title: t('at'),
              render: (row) => (row.applied_at ? whenText(row.applied_at, page.lang) : ''),
            },
          ]}
        />
      </Section>
    </Office>
  )
}

const uploadRoute: Route = route({
  method: 'POST',
  path: '/office/papi/imports',
  may: 'papi.import',
  about: 'Keeps a file of PAPI figures to be looked over.',
  records: ['papi.import-begun'],
  maxBody: MAX_DOCUMENT_BYTES,
  input: z.looseObject({ file: z.instanceof(File).optional() }),
  retry: listPage,
  act: async (act, { file }) => {
    if (!file || file.size === 0) throw new Problem(422, 'papi.nothing-read', { file: '—' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    const id = await beginPapiImport(act, { name: file.name, bytes })
    await understandKept(act, id)
    return `/office/papi/imports/${id}`
  },
  show: (redirect: string) => ({ redirect }),
})

type Preview = Understood & {
  id: string
  name: string
  appliedAt: string | null
  provinces: Province[]
  done: string | null
}

const address = z.looseObject({ id: z.uuid() })

const previewPage: Route = route({
  method: 'GET',
  path: '/office/papi/imports/:id',
  may: 'papi.import',
  about: 'What a file of PAPI figures was understood to say, and whether it adds up.',
  input: address,
  load: async (read: Read, input): Promise<Preview> => ({
    ...(await understandKept(read, input.id)),
    id: input.id,
    provinces: await loadProvinces(read),
    done: typeof input.done === 'string' ? input.done : null,
  }),
  show: (view: Preview, page) => ({ html: <PreviewPage page={page} view={view} /> }),
})

function PreviewPage({ page, view }: { page: Page; view: Preview }): VNode {
  const t = say(papiPageWords, page.lang)
  const { files, checks } = view
  const n = (value: number) => formatNumber(value, 0, page.lang)
  const count = (pattern: RegExp) =>
    files.flatMap((it) => it.scores).filter(({ item }) => pattern.test(item)).length
  const faults = checks.flatMap(({ year, faults: found }) => found.map((it) => ({ year, ...it })))
  const notRead = files.flatMap((it) => it.notRead)
  const reasons = [...new Set(notRead.map(({ code }) => code))]
  const nameOf = (code: string) => {
    const found = view.provinces.find((it) => it.code === code)
    return found ? provinceName(found, page.lang) : code
  }
  const [read, added, changed] = (view.done ?? '').split('.')
  return (
    <Office
      page={page}
      title={t('import')}
      here="/office/papi"
      crumbs={[
        { href: '/office/papi', label: t('title') },
        { href: '/office/papi/imports', label: t('import') },
      ]}
    >
      <Heading title={t('import.preview', { file: view.name })} />
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      {view.done && (
        <Notice tone="good">
          {t('import.applied', { read: read ?? '', added: added ?? '', changed: changed ?? '' })}
        </Notice>
      )}
      <Table
        caption={t('import.read')}
        quietCaption
        rows={[
          [t('import.years'), checks.map(({ year }) => year).join(', ')],
          [t('import.totals'), n(count(/^(TOTAL|D\d)$/))],
          [t('import.parts'), n(count(/^\d\.\d$/))],
          [t('import.indicators'), n(count(/\..*\./))],
          [t('import.errors'), n(files.flatMap((it) => it.precision).length)],
        ]}
        rowKey={([name = '']) => name}
        columns={[
          { key: 'what', title: t('part'), render: ([what]) => what },
          { key: 'n', title: t('import.count'), align: 'right', render: ([, value]) => value },
        ]}
      />
      <Section title={t('import.checks')} lead={t('import.checks.lead')}>
        <Table
          caption={t('import.checks')}
          quietCaption
          stack
          rows={checks}
          rowKey={({ year }) => String(year)}
          columns={[
            { key: 'year', title: t('year'), render: ({ year }) => year },
            {
              key: 'complete',
              title: t('import.complete'),
              align: 'right',
              render: ({ complete }) => n(complete),
            },
            {
              key: 'compared',
              title: t('import.compared'),
              align: 'right',
              render: ({ compared }) => n(compared),
            },
            {
              key: 'largest',
              title: t('import.largest'),
              align: 'right',
              render: ({ largest }) => formatNumber(largest, 6, page.lang),
            },
            {
              key: 'faults',
              title: t('import.faults'),
              align: 'right',
              render: ({ faults: found }) => n(found.length),
            },
          ]}
        />
        {faults.length > 0 && (
          <Notice tone="bad" title={`${t('import.faults')}: ${n(faults.length)}`}>
            <ul>
              {faults.slice(0, 10).map(({ year, province, item, printed, made }) => (
                <li key={`${year} ${province} ${item}`}>
                  {year}, {nameOf(province)}, {item}: {formatNumber(printed, 4, page.lang)} ≠{' '}
                  {formatNumber(made, 4, page.lang)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </Section>
      {reasons.length > 0 && (
        <Section title={t('import.not-read')}>
          <Table
            caption={t('import.not-read')}
            quietCaption
            stack
            rows={reasons}
            rowKey={(code) => code}
            columns={[
              { key: 'why', title: t('import.reason'), render: (code) => t(`notread.${code}`) },
              {
                key: 'n',
                title: t('import.count'),
                align: 'right',
                render: (code) => n(notRead.filter((it) => it.code === code).length),
              },
              {
                key: 'first',
                title: t('import.first'),
                render: (code) => {
                  const first = notRead.find((it) => it.code === code)
                  return `${first?.where}: ${first?.text}`
                },
              },
            ]}
          />
        </Section>
      )}
      {view.appliedAt ? (
        <Notice tone="info">{t('import.done', { at: whenText(view.appliedAt, page.lang) })}</Notice>
      ) : (
        <Form page={page} action={`/office/papi/imports/${view.id}`} label={t('import.apply')}>
          {faults.length > 0 && <Checkbox label={t('import.take')} name="take" value="1" />}
          <Actions>
            <Button>{t('import.apply')}</Button>
            <ButtonLink kind="quiet" href="/office/papi/imports">
              {t('import')}
            </ButtonLink>
          </Actions>
        </Form>
      )}
    </Office>
  )
}

const applyRoute: Route = route({
  method: 'POST',
  path: '/office/papi/imports/:id',
  may: 'papi.import',
  about: 'Saves the figures of a file that was looked over.',
  records: ['papi.imported'],
  input: address.extend({ take: z.string().max(1).default('') }),
  retry: previewPage,
  act: async (act, { id, take }) => {
    const { read, added, changed } = await applyPapiImport(act, id, { takeFaults: take === '1' })
    return `/office/papi/imports/${id}?done=${read}.${added}.${changed}`
  },
  show: (redirect: string) => ({ redirect }),
})

export const papiImportRoutes: readonly Route[] = [listPage, uploadRoute, previewPage, applyRoute]

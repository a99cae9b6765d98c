// Plans, what was imported, and the way to bring one in.

import type { VNode } from 'preact'
import { z } from 'zod'
import { documentWords, MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import {
  Actions,
  Badge,
  Button,
  Empty,
  ErrorSummary,
  FileDrop,
  Form,
  Heading,
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  beginImport,
  type ImportListed,
  imports,
  type Plan,
  plans,
  planWords,
  publishedPlans,
} from '../plans/index.ts'
import { type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { planPageWords } from './plan-words.ts'

const MOST_IMPORTS = 30

type PlansView = { plans: Plan[]; published: string[]; imports: ImportListed[]; mayImport: boolean }

const plansPage: Route = route<object, PlansView>({
  method: 'GET',
  path: '/office/plans',
  may: 'plan.read',
  about: 'Plans, imports, and the way to bring one in.',
  input: z.looseObject({}),
  load: async ({ db, rights }) => {
    const mayImport = rights.holds('plan.import')
    return {
      plans: await plans(db),
      published: (await publishedPlans(db)).map((plan) => plan.id),
      imports: mayImport ? await imports(db, MOST_IMPORTS) : [],
      mayImport,
    }
  },
  show: (view, page) => ({ html: <PlansPage page={page} view={view} /> }),
})

function PlansPage({ page, view }: { page: Page; view: PlansView }): VNode {
  const t = say(planPageWords, page.lang)
  return (
    <Office page={page} title={t('plans')} here="/office/plans">
      <Heading title={t('plans')} lead={t('plans.lead')} />
      <ErrorSummary problem={page.problem} text={problemText(page)} />
      <Table
        caption={t('plans')}
        quietCaption
        stack
        rows={view.plans}
        rowKey={(plan) => plan.id}
        rowHref={(plan) => `/office/plans/${plan.slug}`}
        empty={<Empty title={t('plans.empty')}>{t('plans.empty.text')}</Empty>}
        columns={[
          { key: 'number', title: t('plans.number'), render: (plan) => plan.number },
          { key: 'title', title: t('plans.title'), render: (plan) => plan.title },
          {
            key: 'signed',
            title: t('plans.signed'),
            render: (plan) => formatDay(plan.signed_on, page.lang),
          },
          {
            key: 'state',
            title: t('plans.state'),
            render: (plan) =>
              view.published.includes(plan.id) ? (
                <Badge tone="good">{t('plans.published')}</Badge>
              ) : (
                <Badge>{t('plans.draft')}</Badge>
              ),
          },
        ]}
      />
      {view.mayImport && (
        <Section title={t('upload')}>
          <Form page={page} action="/office/plans/imports" multipart label={t('upload')}>
            <FileDrop
              label={t('upload.file')}
              name="file"
              hint={t('upload.hint')}
              accept=".txt,.docx,.xlsx"
              maxBytes={MAX_DOCUMENT_BYTES}
              required
            />
            <Actions>
              <Button>{t('upload.button')}</Button>
            </Actions>
          </Form>
        </Section>
      )}
      {view.imports.length > 0 && (
        <Section title={t('imports')}>
          <Table
            caption={t('imports')}
            quietCaption
            stack
            rows={view.imports}
            rowKey={(row) => row.id}
            rowHref={(row) => `/office/plans/imports/${row.id}`}
            columns={[
              { key: 'file', title: t('imports.file'), render: (row) => row.file_name },
              {
                key: 'at',
                title: t('imports.at'),
                render: (row) => whenText(row.begun_at, page.lang),
              },
              {
                key: 'state',
                title: t('plans.state'),
                render: (row) => t(`imports.${stateOf(row)}`),
              },
            ]}
          />
        </Section>
      )}
    </Office>
  )
}

type ImportState = 'reading' | 'read' | 'failed' | 'applied' | 'discarded'

export const stateOf = (row: ImportListed): ImportState => {
  if (row.discarded_at) return 'discarded'
  if (row.applied_at) return 'applied'
  if (row.failed_at) return 'failed'
  return row.finished_at ? 'read' : 'reading'
}

export function problemText(page: Page): string {
  if (!page.problem) return ''
  const { code, details } = page.problem
  if (code === 'upload.missing') return planPageWords[page.lang]['upload.missing']
  return sentence(code, { ...documentWords[page.lang], ...planWords[page.lang] }, details)
}

const uploadRoute = route({
  method: 'POST',
  path: '/office/plans/imports',
  may: 'plan.import',
  about: 'Keeps a document and queues its reading.',
  records: ['plan.import-begun'],
  input: z.looseObject({}),
  maxBody: MAX_DOCUMENT_BYTES + 1_000_000,
  retry: plansPage,
  act: async (act, input: { file?: unknown }) => {
    if (!(input.file instanceof File) || input.file.name === '') {
      throw new Problem(422, 'upload.missing')
    }
    return await beginImport(act, {
      fileName: input.file.name,
      bytes: new Uint8Array(await input.file.arrayBuffer()),
    })
  },
  show: ({ importId, isNew }) => ({
    redirect: `/office/plans/imports/${importId}${isNew ? '' : '?same=1'}`,
  }),
})

export const plansRoutes: readonly Route[] = [plansPage, uploadRoute]

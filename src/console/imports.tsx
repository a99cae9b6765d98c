// Plans and their imports: uploading a document, watching it being read, looking it over, applying it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { documentWords, MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import {
  Actions,
  Badge,
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  FileDrop,
  Form,
  Heading,
  Notice,
  Progress,
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { directory, settleBody } from '../org/index.ts'
import {
  applyImport,
  beginImport,
  discardImport,
  type ImportListed,
  importById,
  imports,
  lastApplied,
  type Plan,
  type PlanImport,
  planByNumber,
  plans,
  planWords,
  publishedPlans,
} from '../plans/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { type Change, compareReadings, type PlanResolution, resolvePlan } from '../reading/index.ts'
import { Office, sentence } from './frame.tsx'
import { ReadingView, type SettleOption } from './import-reading.tsx'
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

const stateOf = (row: ImportListed): ImportState => {
  if (row.discarded_at) return 'discarded'
  if (row.applied_at) return 'applied'
  if (row.failed_at) return 'failed'
  return row.finished_at ? 'read' : 'reading'
}

function problemText(page: Page): string {
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

const address = z.looseObject({ id: z.uuid() })
type Address = z.infer<typeof address>

export type ImportView = {
  row: PlanImport
  resolution: PlanResolution | null
  known: Plan | null
  changes: Change[]
  options: SettleOption[]
  maySettle: boolean
  same: boolean
}

const unitOfImport = async (read: Read, { id }: Address) =>
  (await importById(read.db, id))?.unit_id ?? null

const importPage: Route = route<Address, ImportView>({
  method: 'GET',
  path: '/office/plans/imports/:id',
  may: 'plan.import',
  about: 'What was understood of a document, what is to settle, what it would change.',
  input: address,
  unit: unitOfImport,
  load: async ({ db, rights, today }, input) => {
    const row = await importById(db, input.id)
    if (!row) throw notFound('import')
    const { reading } = row
    const names = await directory(db)
    const on = reading?.date ?? today
    const known =
      reading?.number && reading.date && reading.issuer
        ? await planByNumber(db, reading.number, reading.date, reading.issuer)
        : undefined
    const before = known && !row.applied_at ? await lastApplied(db, known.id) : undefined
    return {
      row,
      resolution: reading ? resolvePlan(reading, names, on) : null,
      known: known ?? null,
      changes:
        before?.reading && reading
          ? compareReadings(before.reading, reading).filter((change) => change.kind !== 'same')
          : [],
      options: [
        ...names.groups.map(({ code, name }) => ({ value: `group:${code}`, label: name })),
        ...names.units
          .filter((unit) => unit.validFrom <= on && (unit.validTo === null || unit.validTo > on))
          .filter((unit) => unit.level !== 'commune')
          .map((unit) => ({ value: `unit:${unit.id}`, label: unit.fullName })),
      ],
      maySettle: rights.holds('plan.settle'),
      same: 'same' in input,
    }
  },
  show: (view, page) => ({ html: <ImportPage page={page} view={view} /> }),
})

function ImportPage({ page, view }: { page: Page; view: ImportView }): VNode {
  const t = say(planPageWords, page.lang)
  const { row, resolution, known } = view
  const state = stateOf(row)
  const base = `/office/plans/imports/${row.id}`
  return (
    <Office
      page={page}
      title={t('import')}
      here="/office/plans"
      crumbs={[{ href: '/office/plans', label: t('plans') }]}
      {...(state === 'reading' ? { refreshSeconds: 1 } : {})}
    >
      <Heading over={row.file_name} title={t('import')} />
      {view.same && <Notice tone="info">{t('import.same')}</Notice>}
      <ErrorSummary problem={page.problem} text={problemText(page)} />
      {state === 'reading' && (
        <Progress what={t('import.reading', { file: row.file_name })} done={0} total={null} />
      )}
      {state === 'failed' && (
        <Notice tone="bad" title={t('import.failed')}>
          <p>{sentence(row.failure?.code ?? '', documentWords[page.lang], row.failure?.details)}</p>
          <p>{t('import.failed.kept')}</p>
        </Notice>
      )}
      {state === 'discarded' && <Notice tone="info">{t('imports.discarded')}</Notice>}
      {state === 'applied' && known && (
        <Notice tone="good">
          {t('imports.applied')}: <a href={`/office/plans/${known.slug}`}>{known.number}</a>
        </Notice>
      )}
      {resolution && row.reading && (
        <ReadingView page={page} view={view} reading={row.reading} resolution={resolution} />
      )}
      {(state === 'read' || state === 'failed') && (
        <Actions>
          {state === 'read' && (
            <Form page={page} action={`${base}/apply`} label={t('import.apply')}>
              <p class="hint">{t('import.apply.hint')}</p>
              <Button>{known ? t('import.apply.amend') : t('import.apply')}</Button>
            </Form>
          )}
          <Form page={page} action={`${base}/discard`} label={t('import.discard')}>
            <Button kind="quiet">{t('import.discard')}</Button>
          </Form>
        </Actions>
      )}
      {state === 'applied' && !known && <ButtonLink href="/office/plans">{t('plans')}</ButtonLink>}
    </Office>
  )
}

const settleRoute = route({
  method: 'POST',
  path: '/office/plans/imports/:id/settle',
  may: 'plan.settle',
  about: 'Says which unit or group a name in the document means; remembered.',
  records: ['body.settled'],
  input: address.extend({
    wording: z.string().min(1).max(500),
    answer: z.string().regex(/^(unit|group):./),
  }),
  unit: unitOfImport,
  retry: importPage,
  act: async (act, { id, wording, answer }) => {
    const [kind, value] = [
      answer.slice(0, answer.indexOf(':')),
      answer.slice(answer.indexOf(':') + 1),
    ]
    await settleBody(act, {
      wording,
      ...(kind === 'unit' ? { unitId: value } : { groupCode: value }),
    })
    return `/office/plans/imports/${id}#settle`
  },
  show: (redirect: string) => ({ redirect }),
})

const applyRoute = route({
  method: 'POST',
  path: '/office/plans/imports/:id/apply',
  may: 'plan.import',
  about: 'Makes the plan of what was read, or amends it.',
  records: ['plan.applied', 'plan.amended', 'obligation.carried', 'obligation.ended'],
  input: address,
  unit: unitOfImport,
  retry: importPage,
  act: async (act, { id }) => await applyImport(act, id),
  show: ({ slug }) => ({ redirect: `/office/plans/${slug}?applied=1` }),
})

const discardRoute = route({
  method: 'POST',
  path: '/office/plans/imports/:id/discard',
  may: 'plan.import',
  about: 'Sets an import aside; nothing of it is applied.',
  records: ['plan.discarded'],
  input: address,
  unit: unitOfImport,
  retry: importPage,
  act: async (act, { id }) => await discardImport(act, id),
  show: () => ({ redirect: '/office/plans' }),
})

export const importRoutes: readonly Route[] = [
  plansPage,
  uploadRoute,
  importPage,
  settleRoute,
  applyRoute,
  discardRoute,
]

// The offline form: down as .xlsx, up again, looked over row by row, saved as a draft.

import type { VNode } from 'preact'
import { z } from 'zod'
import { periodLabel } from '../calendar/index.ts'
import { documentWords } from '../documents/index.ts'
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
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  type DraftLine,
  HINDRANCE_KINDS,
  type HindranceKind,
  type LineState,
  loadForm,
  obligationWords,
} from '../obligations/index.ts'
import {
  LANGS,
  type Lang,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import {
  applySheet,
  type CheckedRow,
  type CheckedSheet,
  MOST_SHEET_BYTES,
  markOf,
  reviewSheet,
  type SheetLabels,
  type SheetOf,
  sheetWords,
  uploadSheet,
  writeWorkbook,
} from '../sheets/index.ts'
import { Office, sentence } from './frame.tsx'
import { STATES } from './report-entries.ts'
import { reportHref } from './report-form.tsx'
import { type ReportAddress, reportAddress, reportKey, unitOfAddress } from './report-key.ts'
import { sheetPageWords } from './sheet-words.ts'
import { exportKind } from './tally.tsx'

const PATH = '/office/units/:code/reports/:plan/:period/sheet'

const labelsIn = (lang: Lang): SheetLabels => {
  const words = say(obligationWords, lang)
  return {
    states: Object.fromEntries(STATES.map((state) => [state, words(`state.${state}`)])) as Record<
      LineState,
      string
    >,
    kinds: Object.fromEntries(
      HINDRANCE_KINDS.map((kind) => [kind, words(`hindrance.${kind}`)]),
    ) as Record<HindranceKind, string>,
  }
}

async function sheetOf(read: Read, input: ReportAddress): Promise<SheetOf> {
  const { unitId, planId, period, unit, plan } = await reportKey(read, input)
  return {
    unitId,
    planId,
    period,
    mark: { unitCode: unit.code, plan: plan.slug, period },
    labels: LANGS.map(labelsIn),
  }
}

const common = { may: 'report.draft', own: true, unit: unitOfAddress } as const

const downloadRoute = route({
  ...common,
  method: 'GET',
  path: `${PATH}.xlsx`,
  about: 'The report form as a workbook to fill in without a network.',
  input: reportAddress,
  load: async (read: Read, input) => {
    const { unit, plan, period, unitId, planId } = await reportKey(read, input)
    const form = await loadForm(read.db, read.today, { unitId, planId, period })
    const t = say(sheetWords, read.lang)
    const labels = labelsIn(read.lang)
    const label = periodLabel(period, read.lang)
    const steps = ['1', '2', '3', '4', '5', '6', '7'] as const
    const facts = {
      unit: unit.fullName,
      plan: plan.number,
      period: label,
      at: whenText(read.now, read.lang),
    }
    const bytes = writeWorkbook(
      { unitCode: unit.code, plan: plan.slug, period },
      {
        form: `${t('title.form')} ${period}`,
        guide: t('title.guide'),
        titles: {
          id: t('column.id'),
          mark: t('column.mark'),
          number: t('column.number'),
          task: t('column.task'),
          period: t('column.period'),
          due: t('column.due'),
          state: t('column.state'),
          progress: t('column.progress'),
          quantity: t('column.quantity'),
          hindrance: t('column.hindrance'),
          kind: t('column.kind'),
        },
        steps: steps.map((step) => t(`step.${step}`, facts)),
      },
      form.lines
        .filter((line) => line.mayBeSent)
        .map((line) => ({
          id: line.duty.id,
          mark: markOf(unit.code, line),
          number: line.duty.number,
          task: line.duty.title,
          period: periodLabel(line.duty.period, read.lang),
          due: formatDay(line.duty.dueOn, read.lang),
          state: labels.states[line.draft?.state ?? 'in-progress'],
          progress: line.draft?.progress ?? '',
          quantity: line.draft?.quantity ?? null,
          hindrance: line.draft?.hindrance ?? '',
          kind: line.draft?.hindrance_kind ? labels.kinds[line.draft.hindrance_kind] : '',
        })),
      { states: Object.values(labels.states), kinds: Object.values(labels.kinds) },
    )
    return { bytes, name: `bieu-${unit.code}-${period}` }
  },
  show: ({ bytes, name }) => ({ file: bytes, ...exportKind('xlsx', name) }),
})

type PageView = { address: ReportAddress; unitName: string; number: string }

const addressOf = ({ code, plan, period }: ReportAddress): ReportAddress => ({ code, plan, period })

async function loadHead(read: Read, input: ReportAddress): Promise<PageView> {
  const { unit, plan } = await reportKey(read, input)
  return { address: addressOf(input), unitName: unit.fullName, number: plan.number }
}

const uploadPage: Route = route({
  ...common,
  method: 'GET',
  path: PATH,
  about: 'Download and upload of the offline form.',
  input: reportAddress,
  load: loadHead,
  show: (view: PageView, page) => ({ html: <UploadPage page={page} view={view} /> }),
})

const refusal = ({ problem, lang }: Page): string =>
  problem
    ? sentence(
        problem.code,
        { ...documentWords[lang], ...obligationWords[lang], ...sheetWords[lang] },
        problem.details,
      )
    : ''

function UploadPage({ page, view }: { page: Page; view: PageView }): VNode {
  const t = say(sheetPageWords, page.lang)
  const href = reportHref(view.address)
  const title = t('title', { period: periodLabel(view.address.period, page.lang) })
  return (
    <Office
      page={page}
      title={title}
      here="/office/work"
      crumbs={[{ href, label: periodLabel(view.address.period, page.lang) }]}
    >
      <Heading over={`${view.unitName} · ${view.number}`} title={title} lead={t('lead')} />
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      <Actions>
        <ButtonLink href={`${href}/sheet.xlsx`}>{t('download')}</ButtonLink>
      </Actions>
      <Section title={t('upload')}>
        <Form page={page} action={`${href}/sheet`} multipart label={t('upload')}>
          <FileDrop
            label={t('file')}
            name="file"
            accept=".xlsx"
            maxBytes={MOST_SHEET_BYTES}
            required
          />
          <Actions>
            <Button>{t('upload.button')}</Button>
          </Actions>
        </Form>
      </Section>
    </Office>
  )
}

const uploadRoute = route({
  ...common,
  method: 'POST',
  path: PATH,
  about: 'Takes a filled-in workbook to be looked over; nothing is saved yet.',
  records: ['sheet.uploaded'],
  input: reportAddress,
  maxBody: MOST_SHEET_BYTES + 100_000,
  retry: uploadPage,
  act: async (act, input) => {
    const { file } = input
    if (!(file instanceof File) || file.size === 0) throw new Problem(422, 'sheet.nothing-chosen')
    const hash = await uploadSheet(act, await sheetOf(act, input), {
      bytes: new Uint8Array(await file.arrayBuffer()),
      fileName: file.name,
    })
    return `${reportHref(input)}/sheet/${hash}`
  },
  show: (redirect: string) => ({ redirect }),
})

const sheetAddress = reportAddress.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/) })
type PreviewView = PageView & { checked: CheckedSheet; hash: string }

const previewPage: Route = route({
  ...common,
  method: 'GET',
  path: `${PATH}/:hash`,
  about: 'What a filled-in workbook would change, row by row, and its faults.',
  input: sheetAddress,
  load: async (read: Read, input): Promise<PreviewView> => ({
    ...(await loadHead(read, input)),
    checked: await reviewSheet(read, await sheetOf(read, input), input.hash),
    hash: input.hash,
  }),
  show: (view: PreviewView, page) => ({ html: <PreviewPage page={page} view={view} /> }),
})

function PreviewPage({ page, view }: { page: Page; view: PreviewView }): VNode {
  const t = say(sheetPageWords, page.lang)
  const { checked, address } = view
  const href = reportHref(address)
  const n = checked.changes.length
  const telling = checked.rows.filter((row) => row.change || row.fault || row.reworded)
  return (
    <Office
      page={page}
      title={t('preview')}
      here="/office/work"
      crumbs={[{ href: `${href}/sheet`, label: t('link') }]}
    >
      <Heading
        over={`${view.unitName} · ${view.number}`}
        title={t('preview')}
        lead={t('preview.lead', { changes: n, faults: checked.faults })}
      />
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      {n === 0 && <Empty title={t('preview.none')}>{t('preview.none.text')}</Empty>}
      {telling.length > 0 && (
        <Table
          caption={t('preview')}
          quietCaption
          stack
          rows={telling}
          rowKey={(row) => String(row.row)}
          columns={[
            {
              key: 'row',
              title: t('row'),
              nowrap: true,
              render: (row) => t('row.of', { n: row.row }),
            },
            { key: 'duty', title: t('duty'), render: (row) => row.title },
            {
              key: 'result',
              title: t('result'),
              render: (row) => <Result page={page} row={row} />,
            },
            {
              key: 'before',
              title: t('before'),
              render: ({ change }) => <LineText page={page} line={change?.before ?? null} />,
            },
            {
              key: 'after',
              title: t('after'),
              render: ({ change }) => <LineText page={page} line={change?.after ?? null} />,
            },
          ]}
        />
      )}
      {telling.length < checked.rows.length && (
        <p class="hint">{t('rows.same', { n: checked.rows.length - telling.length })}</p>
      )}
      <Actions>
        {n > 0 && (
          <Form page={page} action={`${href}/sheet/${view.hash}`} label={t('preview')}>
            <Button>{t('apply', { n })}</Button>
          </Form>
        )}
        <ButtonLink href={`${href}/sheet`}>{t('again')}</ButtonLink>
        <ButtonLink href={href} kind="quiet">
          {t('back')}
        </ButtonLink>
      </Actions>
    </Office>
  )
}

function Result({ page, row }: { page: Page; row: CheckedRow }): VNode {
  const t = say(sheetPageWords, page.lang)
  return (
    <>
      {row.fault && <Badge tone="bad">{say(sheetWords, page.lang)(`fault.${row.fault}`)}</Badge>}
      {!row.fault && (
        <Badge tone={row.change ? 'good' : 'plain'}>
          {t(row.change ? 'result.change' : 'result.same')}
        </Badge>
      )}
      {row.reworded && <p class="hint">{t('reworded')}</p>}
    </>
  )
}

function LineText({ page, line }: { page: Page; line: DraftLine | null }): VNode {
  const words = say(obligationWords, page.lang)
  if (!line) return <>—</>
  return (
    <>
      {[words(`state.${line.state}`), line.progress, line.quantity ?? '', line.hindrance]
        .filter((part) => part !== '')
        .join(' · ')}
    </>
  )
}

const applyRoute = route({
  ...common,
  method: 'POST',
  path: `${PATH}/:hash`,
  about: 'Saves as a draft what a filled-in workbook changes.',
  records: ['sheet.applied', 'draft.saved'],
  input: sheetAddress,
  retry: previewPage,
  act: async (act, input) => {
    const { saved } = await applySheet(act, await sheetOf(act, input), input.hash)
    return `${reportHref(input)}?rows=${saved}`
  },
  show: (redirect: string) => ({ redirect }),
})

export const sheetRoutes: readonly Route[] = [
  downloadRoute,
  uploadPage,
  uploadRoute,
  previewPage,
  applyRoute,
]

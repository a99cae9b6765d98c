// The report form: one page for all duties of a unit in a reporting period. Works without script; saving keeps
// every text, and every file that can be kept.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Form,
  Heading,
  Notice,
  Section,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  type Closing,
  closingThatStops,
  type DraftConflict,
  loadForm,
  MOST_BYTES,
  type Opening,
  obligationWords,
  openings,
  type ReportForm,
  saveReport,
} from '../obligations/index.ts'
import type { UnitListed } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { dutyWords } from './duty-words.ts'
import { Office, sentence } from './frame.tsx'
import { askOpeningRoute, ClosedNotice, LockNotice } from './opening-ask.tsx'
import { entriesOf } from './report-entries.ts'
import { type ReportAddress, reportAddress, reportKey, unitOfAddress } from './report-key.ts'
import { LineFields } from './report-line.tsx'
import { reportWords } from './report-words.ts'
import { SheetNotice } from './sheet-notice.tsx'
import { sheetPageWords } from './sheet-words.ts'

const PATH = '/office/units/:code/reports/:plan/:period'
const REFUSALS = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat().slice(0, 9)))

type FormView = {
  form: ReportForm
  unit: UnitListed
  plan: Plan
  address: ReportAddress
  mayDraft: boolean
  saved: number | null
  refused: string[]
  openings: Opening[]
  closing: Closing | null
  mayAskOpening: boolean
  opening: boolean
  rows: number | null
}

export const reportPage: Route = route({
  method: 'GET',
  path: PATH,
  may: 'report.read',
  about: 'The report form of a unit for a plan and a reporting period.',
  input: reportAddress.extend({
    saved: z.coerce.number().int().optional().catch(undefined),
    refused: REFUSALS,
    opening: z.string().optional(),
    rows: z.coerce.number().int().optional().catch(undefined),
  }),
  unit: unitOfAddress,
  load: async (read: Read, input): Promise<FormView> => {
    const key = await reportKey(read, input)
    return {
      form: await loadForm(read.db, read.today, key),
      unit: key.unit,
      plan: key.plan,
      address: { code: input.code, plan: input.plan, period: input.period },
      mayDraft:
        read.actor.unitId === key.unitId && (await read.rights.may('report.draft', key.unitId)),
      saved: input.saved ?? null,
      refused: input.refused,
      openings: await openings(read.db, {
        unitIds: [key.unitId],
        planId: key.planId,
        period: key.period,
      }),
      closing: await closingThatStops(read.db, { ...key, today: read.today }),
      mayAskOpening: await read.rights.may('opening.ask', key.unitId),
      opening: input.opening === 'asked',
      rows: input.rows ?? null,
    }
  },
  show: (view: FormView, page) => ({ html: <ReportFormView page={page} view={view} /> }),
})

const saveRoute = route({
  method: 'POST',
  path: PATH,
  may: 'report.draft',
  own: true,
  about: 'Keeps the draft of a report, with its evidence.',
  records: ['draft.saved', 'evidence.added', 'evidence.withdrawn'],
  input: reportAddress,
  unit: unitOfAddress,
  maxBody: 4 * MOST_BYTES + 2_000_000,
  retry: reportPage,
  act: async (act, input) => {
    const key = await reportKey(act, input)
    const outcome = await saveReport(act, key, await entriesOf(input))
    return {
      outcome: 'conflict' in outcome ? await named(act, outcome.conflict) : outcome.saved,
      address: reportHref(input),
      next: 'check' in input,
      byScript: input.via === 'script',
    }
  },
  show: ({ outcome, address, next, byScript }) => {
    if ('lines' in outcome && 'savedBy' in outcome)
      return { json: { conflict: outcome }, status: 409 }
    const query = new URLSearchParams({ saved: String(outcome.evidence) })
    for (const code of outcome.refused) query.append('refused', code)
    const target = next && outcome.refused.length === 0 ? `${address}/send` : `${address}?${query}`
    return byScript ? { json: { next: target, savedAt: outcome.savedAt } } : { redirect: target }
  },
})

/** A conflict with the name of who saved the newer draft. */
async function named(read: Read, conflict: DraftConflict) {
  const names = await namesOf(read.db, [conflict.savedBy])
  return { ...conflict, savedBy: names.get(conflict.savedBy ?? '') ?? '' }
}

export const reportHref = ({ code, plan, period }: ReportAddress): string =>
  `/office/units/${code}/reports/${plan}/${period}`

/** How many duties stand open when the form is opened; what is late or begun is open anyway. */
const OPEN_AT_FIRST = 3

function ReportFormView({ page, view }: { page: Page; view: FormView }): VNode {
  const t = say(reportWords, page.lang)
  const { form, unit, plan, address, mayDraft } = view
  const words = obligationWords[page.lang]
  const href = reportHref(address)
  const open = form.lines.filter((line) => line.mayBeSent)
  const label = periodLabel(address.period, page.lang)
  return (
    <Office
      page={page}
      title={t('form', { period: label })}
      here="/office/work"
      crumbs={[
        page.visitor.actor.unitId === unit.id
          ? { href: '/office/work', label: say(dutyWords, page.lang)('work') }
          : { href: `/office/units/${unit.code}`, label: unit.fullName },
      ]}
    >
      <Heading
        over={`${unit.fullName} · ${plan.number}`}
        title={t('form', { period: label })}
        lead={t('form.lead', { due: formatDay(form.period.submitBy, page.lang) })}
        actions={
          mayDraft &&
          open.length > 0 && (
            <ButtonLink href={`${href}/sheet`}>{say(sheetPageWords, page.lang)('link')}</ButtonLink>
          )
        }
      />
      {view.saved !== null && (
        <Notice tone="good" toast>
          {view.saved > 0 ? t('form.saved.evidence', { n: view.saved }) : t('form.saved')}
        </Notice>
      )}
      <SheetNotice page={page} rows={view.rows} />
      {view.refused.length > 0 && (
        <Notice tone="bad">
          {t('form.refused', {
            reasons: view.refused.map((code) => sentence(code, words)).join(' '),
          })}
        </Notice>
      )}
      <ErrorSummary
        problem={page.problem}
        text={page.problem ? sentence(page.problem.code, words, page.problem.details) : ''}
      />
      <ClosedNotice page={page} closing={view.closing} address={address} />
      <LockNotice
        page={page}
        form={form}
        address={address}
        openings={view.openings}
        mayAsk={view.mayAskOpening}
        asked={view.opening}
      />
      {open.length === 0 && !form.lock.isLocked && (
        <Empty title={t('form.none')}>{t('form.none.text')}</Empty>
      )}
      {open.length > 0 && (
        <Form
          page={page}
          action={href}
          multipart
          offline={`${page.visitor.actor.personId}:${href}`}
          {...(form.savedAt ? { draftServerAt: form.savedAt } : {})}
          label={t('form', { period: label })}
        >
          {form.savedAt && (
            <p class="hint">{t('form.draft-at', { at: whenText(form.savedAt, page.lang) })}</p>
          )}
          {open.map((line, index) => (
            <LineFields
              key={line.duty.id}
              page={page}
              line={line}
              mayDraft={mayDraft}
              isOpen={index < OPEN_AT_FIRST}
            />
          ))}
          {mayDraft && (
            <Actions>
              {!view.closing && (
                <Button name="check" value="1">
                  {t('form.check')}
                </Button>
              )}
              <Button kind={view.closing ? 'primary' : 'secondary'}>{t('form.save')}</Button>
            </Actions>
          )}
        </Form>
      )}
      {form.submissions.length > 0 && <SentRounds page={page} view={view} />}
    </Office>
  )
}

function SentRounds({ page, view }: { page: Page; view: FormView }): VNode {
  const t = say(reportWords, page.lang)
  const { form, address } = view
  return (
    <Section title={t('sent.title')}>
      <ul>
        {form.submissions.map((submission) => (
          <li key={submission.id}>
            <a href={`/office/units/${address.code}/submissions/${submission.id}`}>
              {t('sent.round', {
                round: submission.round,
                at: whenText(submission.submitted_at, page.lang),
                lines: form.lines.filter((line) =>
                  line.past.some((sent) => sent.submission_id === submission.id),
                ).length,
              })}
            </a>
          </li>
        ))}
      </ul>
      {form.submissions.length > 1 && (
        <p>
          <a href={`${reportHref(address)}/compare`}>{t('sent.compare')}</a>
        </p>
      )}
    </Section>
  )
}

export const reportFormRoutes: readonly Route[] = [
  reportPage,
  saveRoute,
  askOpeningRoute(reportPage),
]

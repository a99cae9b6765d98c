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
  Details,
  Empty,
  ErrorSummary,
  entryText,
  FileDrop,
  Form,
  Heading,
  Notice,
  NumberField,
  RadioGroup,
  Section,
  Select,
  StandingMark,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  ACCEPTED,
  type Closing,
  closingThatStops,
  type DraftConflict,
  type FormLine,
  HINDRANCE_KINDS,
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
import { dueText } from './duty-handover.tsx'
import { dutyWords } from './duty-words.ts'
import { EvidenceList } from './evidence.tsx'
import { Office, sentence } from './frame.tsx'
import { askOpeningRoute, ClosedNotice, LockNotice } from './opening-ask.tsx'
import { entriesOf, STATES } from './report-entries.ts'
import { type ReportAddress, reportAddress, reportKey, unitOfAddress } from './report-key.ts'
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

type LineProps = { page: Page; line: FormLine; mayDraft: boolean; isOpen: boolean }

function LineFields({ page, line, mayDraft, isOpen }: LineProps): VNode {
  const { duty, draft, evidence, past } = line
  const t = say(reportWords, page.lang)
  const words = say(obligationWords, page.lang)
  const last = past.at(-1)
  const before = last?.returned_at ? last : null
  const late = duty.standing === 'overdue' || duty.standing === 'returned'
  const name = (field: string) => `${field}.${duty.id}`
  return (
    <details
      class="duty"
      id={`duty-${duty.id}`}
      open={isOpen || draft !== null || late || page.problem !== null}
    >
      <summary>
        <strong>
          {duty.number}. {duty.title}
        </strong>
        <span class="duty-meta">
          <StandingMark standing={duty.standing} /> {periodLabel(duty.period, page.lang)} ·{' '}
          {dueText(page, duty)}
          {duty.target !== null && ` · ≥ ${duty.target}`}
          {draft !== null && ` · ${t('line.begun')}`}
        </span>
      </summary>
      {before?.reason && before.correct_by && (
        <Notice tone="warning">
          {t('line.returned', {
            reason: before.reason,
            day: formatDay(before.correct_by, page.lang),
          })}
        </Notice>
      )}
      <RadioGroup
        label={t('line.state')}
        name={name('state')}
        inline
        value={entryText(page, name('state'), draft?.state ?? before?.state ?? 'in-progress')}
        options={STATES.map((state) => ({ value: state, label: words(`state.${state}`) }))}
      />
      <TextArea
        label={t('line.progress')}
        name={name('progress')}
        hint={t('line.progress.hint')}
        value={entryText(page, name('progress'), draft?.progress ?? before?.progress ?? '')}
        rows={4}
      />
      {duty.target !== null && (
        <NumberField
          label={t('line.quantity')}
          name={name('quantity')}
          value={entryText(page, name('quantity'), draft?.quantity ?? null)}
        />
      )}
      <Details summary={t('line.hindrance')} open={Boolean(draft?.hindrance)}>
        <TextArea
          label={t('line.hindrance')}
          name={name('hindrance')}
          hint={t('line.hindrance.hint')}
          value={entryText(page, name('hindrance'), draft?.hindrance ?? '')}
          rows={2}
        />
        <Select
          label={t('line.kind')}
          name={name('kind')}
          value={entryText(page, name('kind'), draft?.hindrance_kind ?? '')}
          none="—"
          options={HINDRANCE_KINDS.map((kind) => ({
            value: kind,
            label: words(`hindrance.${kind}`),
          }))}
        />
      </Details>
      <EvidenceList
        page={page}
        unitCode={duty.unitCode}
        evidence={evidence}
        withdraw={mayDraft ? line.fresh : []}
      />
      {mayDraft && (
        <>
          <FileDrop
            label={t('line.file')}
            name={name('file')}
            accept={ACCEPTED}
            maxBytes={MOST_BYTES}
            multiple
            optional
          />
          <TextField label={t('line.link')} name={name('link')} type="url" optional />
        </>
      )}
      {past.length > 0 && (
        <Details summary={t('line.earlier', { n: past.length })}>
          {past.map((sent) => (
            <p key={sent.submission_id}>
              <a href={`/office/units/${duty.unitCode}/submissions/${sent.submission_id}`}>
                {t('line.sent', { at: whenText(sent.submitted_at, page.lang) })}
              </a>
              : {sent.progress}
            </p>
          ))}
        </Details>
      )}
    </details>
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

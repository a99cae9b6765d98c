// One round of a report: what was sent, what was decided, and the decision itself for who reviews it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { giversOf, namesOf } from '../auth/index.ts'
import { periodLabel, workCalendar } from '../calendar/index.ts'
import {
  Actions,
  Button,
  DateField,
  DefinitionList,
  Details,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  Quote,
  RadioGroup,
  Section,
  TextArea,
  whenText,
} from '../face/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import {
  asOfToday,
  correctionDay,
  type Decision,
  type DutyListed,
  decideReview,
  type Evidence,
  evidenceOf,
  findSubmission,
  listDuties,
  obligationWords,
  openDutyIds,
  type SentLine,
  sentLines,
} from '../obligations/index.ts'
import { type UnitListed, unitByCode, unitById } from '../org/index.ts'
import { type Plan, planById } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { EvidenceList } from './evidence.tsx'
import { Office, sentence } from './frame.tsx'
import { reportWords } from './report-words.ts'
import { DecisionText, signerText, timeText } from './submission-decision.tsx'

const address = z.looseObject({ code: z.string().max(40), id: z.uuid() })
type Address = z.infer<typeof address>

type SubmissionLine = { line: SentLine; duty: DutyListed; evidence: Evidence[]; isOpen: boolean }
type SubmissionView = {
  unit: UnitListed
  plan: Plan
  reviewer: string
  submission: NonNullable<Awaited<ReturnType<typeof findSubmission>>>
  lines: SubmissionLine[]
  names: Map<string, string>
  givers: Map<string, string>
  mayReview: boolean
  isOwn: boolean
  correctBy: Day
  sent: boolean
  decided: boolean
}

async function loadSubmission(read: Read, input: Address): Promise<SubmissionView> {
  const { db, today, actor, rights } = read
  const unit = await unitByCode(db, input.code, today)
  const submission = unit ? await findSubmission(db, unit.id, input.id) : undefined
  if (!unit || !submission) throw notFound('submission')
  const lines = await sentLines(db, unit.id, submission.id)
  const { calendar, ...asOf } = await asOfToday(db, today)
  const duties = await listDuties(
    db,
    asOf,
    { unitIds: [unit.id], planId: submission.plan_id },
    { sort: 'task' },
  )
  const open = await openDutyIds(db, unit.id, submission.id)
  const evidence = await evidenceOf(
    db,
    unit.id,
    lines.map((line) => line.duty_id),
  )
  const plan = await planById(db, submission.plan_id)
  if (!plan) throw notFound('plan')
  const people = lines.flatMap((line) => [line.accepted_by, line.returned_by])
  return {
    unit,
    plan,
    submission,
    reviewer: (await unitById(db, submission.reviewer_id))?.fullName ?? '',
    lines: duties.flatMap((duty) => {
      const line = lines.find((sent) => sent.duty_id === duty.id)
      if (!line) return []
      return [
        {
          duty,
          line,
          evidence: evidence.filter(({ id }) => line.evidence_ids.includes(id)),
          isOpen: open.includes(duty.id),
        },
      ]
    }),
    names: await namesOf(db, [...people, submission.submitted_by]),
    givers: await giversOf(db, [
      submission.delegation_id,
      ...lines.flatMap((line) => [line.accepted_under, line.returned_under]),
    ]),
    mayReview: await rights.may('report.review', submission.reviewer_id),
    isOwn: actor.unitId === unit.id,
    correctBy: correctionDay(calendar, today),
    sent: 'sent' in input,
    decided: 'decided' in input,
  }
}

const unitOf = async (read: Read, { code }: { code: string }) =>
  (await unitByCode(read.db, code, read.today))?.id ?? null

export const submissionPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/submissions/:id',
  may: 'report.read',
  about: 'One round of a unit’s report with the decisions on it.',
  input: address,
  unit: unitOf,
  load: loadSubmission,
  show: (view: SubmissionView, page) => ({ html: <SubmissionPage page={page} view={view} /> }),
})

/** The matter of a decision is the reviewing unit's. */
const reviewerOfAddress = async (read: Read, input: Address): Promise<string | null> => {
  const unitId = await unitOf(read, input)
  if (!unitId) return null
  return (await findSubmission(read.db, unitId, input.id))?.reviewer_id ?? null
}

const decideRoute = route({
  method: 'POST',
  path: '/office/units/:code/submissions/:id',
  may: 'report.review',
  about: 'Accepts or returns lines of a report addressed to the reviewing unit.',
  records: ['report.accepted', 'report.returned'],
  input: address,
  unit: reviewerOfAddress,
  retry: submissionPage,
  act: async (act, input) => {
    const unitId = (await unitOf(act, input)) ?? ''
    const open = await openDutyIds(act.db, unitId, input.id)
    const fallback = correctionDay(await workCalendar(act.db), act.today)
    await decideReview(act, {
      unitId,
      submissionId: input.id,
      decisions: decisionsOf(input, open, fallback),
    })
    return `/office/units/${input.code}/submissions/${input.id}?decided=1`
  },
  show: (redirect: string) => ({ redirect }),
})

/** "all" decides every waiting line; otherwise each line by its own radio. */
function decisionsOf(
  input: Record<string, unknown>,
  open: readonly string[],
  fallback: Day,
): Decision[] {
  const text = (name: string) => (typeof input[name] === 'string' ? (input[name] as string) : '')
  const dayOf = (name: string): Day => (isDay(text(name)) ? (text(name) as Day) : fallback)
  if (text('all') === 'accept') return open.map((dutyId) => ({ dutyId, accept: true }))
  if (text('all') === 'return') {
    return open.map((dutyId) => ({
      dutyId,
      accept: false,
      reason: text('reason'),
      correctBy: dayOf('correctBy'),
    }))
  }
  const chosen = Object.keys(input).flatMap((name) =>
    name.startsWith('decision.') ? [name.slice('decision.'.length)] : [],
  )
  return chosen.flatMap((dutyId): Decision[] => {
    const decision = text(`decision.${dutyId}`)
    if (decision === 'accept') return [{ dutyId, accept: true }]
    if (decision !== 'return') return []
    return [
      {
        dutyId,
        accept: false,
        reason: text(`reason.${dutyId}`),
        correctBy: dayOf(`correctBy.${dutyId}`),
      },
    ]
  })
}

function SubmissionPage({ page, view }: { page: Page; view: SubmissionView }): VNode {
  const t = say(reportWords, page.lang)
  const { unit, plan, submission, lines, mayReview, isOwn } = view
  const period = periodLabel(submission.period, page.lang)
  const title = t('submission', { period, round: submission.round })
  const open = lines.filter((line) => line.isOpen)
  const decides = mayReview && !isOwn && open.length > 0
  const base = `/office/units/${unit.code}/submissions/${submission.id}`
  return (
    <Office
      page={page}
      title={title}
      here={mayReview && !isOwn ? '/office/review' : '/office/work'}
    >
      <Heading
        over={`${unit.fullName} · ${plan.number}`}
        title={title}
        lead={t('submission.lead', {
          unit: unit.fullName,
          at: whenText(submission.submitted_at, page.lang),
          reviewer: view.reviewer,
        })}
        actions={
          submission.round > 1 && (
            <a
              href={`/office/units/${unit.code}/reports/${plan.slug}/${submission.period}/compare`}
            >
              {t('sent.compare')}
            </a>
          )
        }
      />
      {view.sent && (
        <Notice tone="good" toast>
          {t('submission.sent', { reviewer: view.reviewer })}
        </Notice>
      )}
      {view.decided && (
        <Notice tone="good" toast>
          {t('submission.decided')}
        </Notice>
      )}
      <ErrorSummary
        problem={page.problem}
        text={
          page.problem
            ? sentence(page.problem.code, obligationWords[page.lang], page.problem.details)
            : ''
        }
      />
      {submission.submitted_by && (
        <p>
          {t('submission.by', {
            who: signerText(page, view, submission.submitted_by, submission.delegation_id),
          })}
        </p>
      )}
      {submission.note !== '' && <Quote text={submission.note} source={t('submission.note')} />}
      {mayReview && isOwn && open.length > 0 && <Notice tone="info">{t('decide.own')}</Notice>}
      {decides && (
        <Form page={page} action={base} label={t('decide')}>
          <Actions>
            <Button name="all" value="accept">
              {t('decide.all', { n: open.length })}
            </Button>
          </Actions>
          <Details summary={t('decide.return-all')}>
            <TextArea
              label={t('decide.reason')}
              name="reason"
              hint={t('decide.reason.hint')}
              rows={2}
              value={entryText(page, 'reason')}
            />
            <DateField
              label={t('decide.correct-by')}
              name="correctBy"
              value={entryText(page, 'correctBy', view.correctBy)}
            />
            <Button kind="secondary" name="all" value="return">
              {t('decide.return-all')}
            </Button>
          </Details>
        </Form>
      )}
      {decides ? (
        <Form page={page} action={base} guard label={t('decide.save')}>
          {lines.map((line) => (
            <LineView key={line.duty.id} page={page} view={view} line={line} decides />
          ))}
          <Actions>
            <Button>{t('decide.save')}</Button>
          </Actions>
        </Form>
      ) : (
        lines.map((line) => <LineView key={line.duty.id} page={page} view={view} line={line} />)
      )}
    </Office>
  )
}

type LineProps = { page: Page; view: SubmissionView; line: SubmissionLine; decides?: boolean }

function LineView({
  page,
  view,
  line: { line, duty, evidence, isOpen },
  decides,
}: LineProps): VNode {
  const t = say(reportWords, page.lang)
  const words = say(obligationWords, page.lang)
  return (
    <Section title={`${duty.number}. ${duty.title}`} id={`duty-${duty.id}`}>
      <DefinitionList
        items={[
          { term: t('line.state'), value: words(`state.${line.state}`) },
          { term: t('line.progress'), value: line.progress },
          line.quantity === null
            ? null
            : { term: t('line.quantity'), value: String(Number(line.quantity)) },
          line.hindrance === '' ? null : { term: t('line.hindrance'), value: line.hindrance },
        ]}
      />
      <EvidenceList page={page} unitCode={view.unit.code} evidence={evidence} />
      <p class="aside">{timeText(page, line, duty)}</p>
      <DecisionText page={page} view={view} line={line} isOpen={isOpen} />
      {decides && isOpen && (
        <>
          <RadioGroup
            label={t('decide')}
            name={`decision.${duty.id}`}
            inline
            value={entryText(page, `decision.${duty.id}`, 'leave')}
            options={(['accept', 'return', 'leave'] as const).map((value) => ({
              value,
              label: t(`decide.${value}`),
            }))}
          />
          <Details
            summary={t('decide.return')}
            open={entryText(page, `decision.${duty.id}`) === 'return'}
          >
            <TextArea
              label={t('decide.reason')}
              name={`reason.${duty.id}`}
              rows={2}
              value={entryText(page, `reason.${duty.id}`)}
            />
            <DateField
              label={t('decide.correct-by')}
              name={`correctBy.${duty.id}`}
              value={entryText(page, `correctBy.${duty.id}`, view.correctBy)}
            />
          </Details>
        </>
      )}
    </Section>
  )
}

export const submissionRoutes: readonly Route[] = [submissionPage, decideRoute]

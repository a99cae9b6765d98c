// Looking a report over and sending it: the last page before a round is frozen.

import type { VNode } from 'preact'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DefinitionList,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  Section,
  TextArea,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  type Closing,
  closingThatStops,
  type FormLine,
  loadForm,
  obligationWords,
  type ReportForm,
  reviewerOf,
  submitReport,
} from '../obligations/index.ts'
import { type UnitListed, unitById } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { EvidenceList } from './evidence.tsx'
import { Office, sentence } from './frame.tsx'
import { lockWords } from './lock-words.ts'
import { ClosedNotice } from './opening-ask.tsx'
import { reportHref } from './report-form.tsx'
import { type ReportAddress, reportAddress, reportKey, unitOfAddress } from './report-key.ts'
import { reportWords } from './report-words.ts'

type SendView = {
  form: ReportForm
  unit: UnitListed
  plan: Plan
  address: ReportAddress
  reviewer: string
  closing: Closing | null
  maySubmit: boolean
}

const reviewerIdOf = (read: Read, unit: UnitListed, plan: Plan): Promise<string> =>
  reviewerOf(read.db, unit, plan.coordinator_id ?? plan.issuer_id ?? unit.id, read.today)

const sendPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/reports/:plan/:period/send',
  may: 'report.draft',
  own: true,
  about: 'What would be sent, to whom.',
  input: reportAddress,
  unit: unitOfAddress,
  load: async (read, input): Promise<SendView> => {
    const key = await reportKey(read, input)
    const reviewer = await unitById(read.db, await reviewerIdOf(read, key.unit, key.plan))
    return {
      form: await loadForm(read.db, read.today, key),
      unit: key.unit,
      plan: key.plan,
      address: { code: input.code, plan: input.plan, period: input.period },
      reviewer: reviewer?.fullName ?? '',
      closing: await closingThatStops(read.db, { ...key, today: read.today }),
      maySubmit: await read.rights.may('report.submit', key.unitId),
    }
  },
  show: (view: SendView, page) => ({ html: <SendViewPage page={page} view={view} /> }),
})

const sendRoute = route({
  method: 'POST',
  path: '/office/units/:code/reports/:plan/:period/send',
  may: 'report.submit',
  own: true,
  about: 'Sends what is written to the reviewing unit.',
  records: ['report.submitted'],
  input: reportAddress,
  unit: unitOfAddress,
  retry: sendPage,
  act: async (act, input) => {
    const key = await reportKey(act, input)
    const sent = await submitReport(act, {
      unitId: key.unitId,
      planId: key.planId,
      period: input.period,
      reviewerId: await reviewerIdOf(act, key.unit, key.plan),
      note: typeof input.note === 'string' ? input.note : '',
    })
    return `/office/units/${input.code}/submissions/${sent.submissionId}?sent=1`
  },
  show: (redirect: string) => ({ redirect }),
})

const isWritten = ({ draft }: FormLine) =>
  draft !== null && (draft.progress !== '' || draft.hindrance !== '' || draft.quantity !== null)

function SendViewPage({ page, view }: { page: Page; view: SendView }): VNode {
  const t = say(reportWords, page.lang)
  const words = say(obligationWords, page.lang)
  const { form, unit, plan, address, reviewer } = view
  const open = form.lines.filter((line) => line.mayBeSent)
  const written = open.filter(isWritten)
  const unwritten = open.filter((line) => !isWritten(line))
  const label = periodLabel(address.period, page.lang)
  const href = reportHref(address)
  return (
    <Office
      page={page}
      title={t('send', { period: label })}
      here="/office/work"
      crumbs={[{ href, label: t('form', { period: label }) }]}
    >
      <Heading
        over={`${unit.fullName} · ${plan.number}`}
        title={t('send', { period: label })}
        {...(written.length > 0 && !view.closing
          ? { lead: t('send.lead', { n: written.length, reviewer }) }
          : {})}
      />
      <ErrorSummary
        problem={page.problem}
        text={
          page.problem
            ? sentence(page.problem.code, obligationWords[page.lang], page.problem.details)
            : ''
        }
      />
      <ClosedNotice page={page} closing={view.closing} address={address} />
      {form.lock.isLocked && form.lock.locksOn && (
        <Notice
          tone="warning"
          title={say(lockWords, page.lang)('form.locked', {
            day: formatDay(form.lock.locksOn, page.lang),
          })}
        >
          {say(lockWords, page.lang)('form.locked.text')}
        </Notice>
      )}
      {written.length === 0 && !form.lock.isLocked && !view.closing && (
        <Empty
          title={t('send.nothing')}
          action={
            <ButtonLink href={href} kind="secondary">
              {t('send.back')}
            </ButtonLink>
          }
        >
          {t('send.nothing.text')}
        </Empty>
      )}
      {written.map(({ duty, draft, evidence }) => (
        <Section key={duty.id} title={`${duty.number}. ${duty.title}`}>
          <DefinitionList
            items={[
              { term: t('line.state'), value: draft ? words(`state.${draft.state}`) : '' },
              { term: t('line.progress'), value: draft?.progress || '—' },
              draft?.quantity == null
                ? null
                : { term: t('line.quantity'), value: String(draft.quantity) },
              draft?.hindrance ? { term: t('line.hindrance'), value: draft.hindrance } : null,
            ]}
          />
          <EvidenceList page={page} unitCode={unit.code} evidence={evidence} />
        </Section>
      ))}
      {unwritten.length > 0 && written.length > 0 && (
        <Notice tone="warning">
          <p>{t('send.unwritten', { n: unwritten.length })}</p>
          <ul>
            {unwritten.map(({ duty }) => (
              <li key={duty.id}>
                <a href={`${href}#duty-${duty.id}`}>
                  {duty.number}. {duty.title}
                </a>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {written.length > 0 && !view.maySubmit && <Notice tone="info">{t('send.head-only')}</Notice>}
      {written.length > 0 && view.maySubmit && !view.closing && (
        <Form page={page} action={`${href}/send`} label={t('send.button')}>
          <TextArea
            label={t('send.note')}
            name="note"
            optional
            rows={2}
            value={entryText(page, 'note')}
          />
          <Actions>
            <Button>{t('send.button')}</Button>
            <ButtonLink href={href} kind="quiet">
              {t('send.back')}
            </ButtonLink>
          </Actions>
        </Form>
      )}
    </Office>
  )
}

export const sendRoutes: readonly Route[] = [sendPage, sendRoute]

// On the report form: what its lock means today, and asking for it to be opened again.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  Actions,
  Button,
  DateField,
  Details,
  entryText,
  Form,
  Notice,
  TextArea,
} from '../face/index.ts'
import { type Day, formatDay, isDay } from '../lib/day.ts'
import {
  askOpening,
  type Closing,
  MOST_OPEN_WORKDAYS,
  type Opening,
  type ReportForm,
} from '../obligations/index.ts'
import { type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { lockWords } from './lock-words.ts'
import { type ReportAddress, reportAddress, reportKey, unitOfAddress } from './report-key.ts'

/** `retry` of the asking route: the report page, given by its own file. */
export const askOpeningRoute = (retry: Route): Route =>
  route({
    method: 'POST',
    path: '/office/units/:code/reports/:plan/:period/opening',
    may: 'opening.ask',
    about: 'Asks, with a reason, that a locked form be opened again.',
    records: ['opening.asked'],
    input: reportAddress.extend({
      reason: z.string().max(5000).default(''),
      until: z.string().default(''),
    }),
    unit: unitOfAddress,
    retry,
    act: async (act, input) => {
      if (!isDay(input.until)) throw new Problem(422, 'opening.day-past')
      const { unitId, planId, period } = await reportKey(act, input)
      await askOpening(
        act,
        { unitId, planId, period },
        { reason: input.reason, until: input.until as Day },
      )
      return `/office/units/${input.code}/reports/${input.plan}/${input.period}?opening=asked`
    },
    show: (redirect: string) => ({ redirect }),
  })

/** Said before anything is written or sent: the plan takes no more reports of this unit. */
export function ClosedNotice(props: {
  page: Page
  closing: Closing | null
  address: ReportAddress
}): VNode | null {
  const { page, closing, address } = props
  const t = say(lockWords, page.lang)
  if (!closing) return null
  return (
    <Notice
      tone="warning"
      title={t('form.closed', { day: formatDay(closing.closed_on, page.lang) })}
    >
      {t('form.closed.text')}{' '}
      {page.visitor.rights.holds('board.read') && (
        <a href={`/office/plans/${address.plan}/closing`}>{t('form.closed.more')}</a>
      )}
    </Notice>
  )
}

type LockNoticeProps = {
  page: Page
  form: ReportForm
  address: ReportAddress
  openings: readonly Opening[]
  mayAsk: boolean
  asked: boolean
}

/** What a reader of the form must know about its lock, and how to have it opened. */
export function LockNotice(props: LockNoticeProps): VNode | null {
  const { page, form, address, mayAsk } = props
  const t = say(lockWords, page.lang)
  const { lock } = form
  if (lock.locksOn === null) return null
  const day = formatDay(lock.locksOn, page.lang)
  const shut = form.lines.filter(
    ({ isLocked, duty }) =>
      isLocked && duty.standing !== 'submitted' && duty.standing !== 'accepted',
  )
  const waiting = props.openings.some(
    ({ approved, until }) => approved === null && until >= page.today,
  )
  const isOpened = lock.openUntil !== null && page.today <= lock.openUntil
  return (
    <>
      {props.asked && <Notice tone="good">{t('form.asked')}</Notice>}
      {isOpened && lock.openUntil && (
        <Notice tone="info">
          {t('form.opened', { day: formatDay(lock.openUntil, page.lang) })}
        </Notice>
      )}
      {lock.isLocked && (
        <Notice tone="warning" title={t('form.locked', { day })}>
          {t('form.locked.text')}
        </Notice>
      )}
      {!lock.isLocked && !isOpened && <p class="hint">{t('form.will-lock', { day })}</p>}
      {!lock.isLocked && shut.length > 0 && (
        <Notice tone="warning">{t('form.lines', { n: shut.length })}</Notice>
      )}
      {waiting && <Notice tone="info">{t('form.waiting')}</Notice>}
      {mayAsk && !waiting && !isOpened && shut.length > 0 && (
        <Details summary={t('form.ask')} open={page.problem !== null}>
          <Form
            page={page}
            action={`/office/units/${address.code}/reports/${address.plan}/${address.period}/opening`}
            label={t('form.ask')}
          >
            <TextArea
              label={t('form.ask.reason')}
              name="reason"
              required
              rows={2}
              value={entryText(page, 'reason')}
            />
            <DateField
              label={t('form.ask.until')}
              name="until"
              hint={t('form.ask.hint', { most: MOST_OPEN_WORKDAYS })}
              required
              min={page.today}
              value={entryText(page, 'until')}
            />
            <Actions>
              <Button kind="secondary">{t('form.ask.button')}</Button>
            </Actions>
          </Form>
        </Details>
      )}
    </>
  )
}

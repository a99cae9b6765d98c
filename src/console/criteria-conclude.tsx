// How an appraisal goes on: shown to the unit, settled after its answer, or its own scores handed back first.

import type { VNode } from 'preact'
import { Actions, Button, DateField, entryText, Form, Section, TextArea } from '../face/index.ts'
import { addDays, type Day, formatDay } from '../lib/day.ts'
import { say } from '../platform/index.ts'
import type { AppraisalProps } from './criteria-appraisal.tsx'
import { unitHref } from './criteria-key.ts'
import { criteriaPageWords } from './criteria-words.ts'

export function Conclude({ page, view }: AppraisalProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head, state } = view
  const isSecond = state.conclusions.length > 0
  const title = t(isSecond ? 'appraisal.settle' : 'appraisal.conclude')
  const open = state.settled.missing
  return (
    <Section
      title={title}
      lead={
        isSecond
          ? t('appraisal.settle.lead')
          : t('appraisal.conclude.lead', { by: formatDay(head.cycle.answer_by, page.lang) })
      }
    >
      {open.length > 0 && (
        <p>
          {t('self.open', { lines: '' })}
          {open.map((code, at) => (
            <span key={code}>
              {at > 0 && ', '}
              <a href={`#line-${code}`}>{code}</a>
            </span>
          ))}
        </p>
      )}
      <Form
        page={page}
        action={`${unitHref(unit.code, head.cycle.slug)}/appraisal/conclusion`}
        label={title}
      >
        <TextArea label={t('self.send.note')} name="note" optional rows={2} />
        <Actions>
          <Button>{title}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

const USUAL_DAYS = 5

export function HandBack({ page, view }: AppraisalProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head } = view
  return (
    <Section title={t('handback')} lead={t('handback.lead')}>
      <Form
        page={page}
        action={`${unitHref(unit.code, head.cycle.slug)}/appraisal/handback`}
        label={t('handback')}
      >
        <TextArea
          label={t('handback.reason')}
          name="why"
          rows={2}
          maxLength={2000}
          value={entryText(page, 'why')}
          required
        />
        <DateField
          label={t('handback.by')}
          name="correctBy"
          hint={t('handback.by.hint')}
          value={entryText(page, 'correctBy', addDays(page.today as Day, USUAL_DAYS))}
        />
        <Actions>
          <Button kind="secondary">{t('handback')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

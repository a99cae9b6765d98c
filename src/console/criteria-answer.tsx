// What the appraiser said of each line, as the unit reads it, and the unit's one answer.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  Details,
  entryText,
  FileDrop,
  Form,
  Notice,
  RadioGroup,
  Section,
  TextArea,
} from '../face/index.ts'
import { type LineState, scorables } from '../localcriteria/index.ts'
import { ACCEPTED, MOST_BYTES } from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import { unitHref } from './criteria-key.ts'
import { entryPoints, LineCard } from './criteria-line.tsx'
import type { UnitView } from './criteria-unit.tsx'
import { criteriaPageWords } from './criteria-words.ts'
import { EvidenceList } from './evidence.tsx'

type Props = { page: Page; view: UnitView }

export function AppraisedLines({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head, state } = view
  const { answer } = state
  return (
    <Section title={t('set.lines')}>
      {answer && (
        <Notice tone="info" title={t(answer.agrees ? 'answer.agreed' : 'answer.disagreed')}>
          {answer.text && <p>{answer.text}</p>}
        </Notice>
      )}
      {scorables(head.set).map((line) => {
        const said = state.lines.get(line.code)
        return (
          <LineCard
            key={line.code}
            page={page}
            unitCode={unit.code}
            cycle={head.cycle}
            line={line}
            state={said}
          >
            {said && <Said page={page} view={view} state={said} isOwn={line.by === 'self'} />}
          </LineCard>
        )
      })}
    </Section>
  )
}

function Said({ page, view, state, isOwn }: Props & { state: LineState; isOwn: boolean }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head } = view
  const { self, appraisal, code } = state
  const objection = view.state.answer?.objections[code]
  return (
    <>
      {isOwn && (
        <>
          <p>
            {t('col.self')}: <strong>{entryPoints(self, page)}</strong>
            {self?.note && ` — ${self.note}`}
          </p>
          <EvidenceList
            page={page}
            unitCode={unit.code}
            evidence={state.evidence}
            base={`${unitHref(unit.code, head.cycle.slug)}/evidence`}
          />
        </>
      )}
      {appraisal && (
        <p>
          {t('col.appraised')}:{' '}
          <strong>
            {entryPoints(
              {
                value: appraisal.value === null ? null : Number(appraisal.value),
                notApplicable: appraisal.not_applicable,
              },
              page,
            )}
          </strong>
          {appraisal.reason && ` — ${appraisal.reason}`}
        </p>
      )}
      {objection && (
        <p>
          {t('objection')}: {objection}
        </p>
      )}
    </>
  )
}

export function AnswerForm({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head } = view
  return (
    <Section title={t('answer')} lead={t('answer.lead')}>
      <Form
        page={page}
        action={`${unitHref(unit.code, head.cycle.slug)}/answer`}
        multipart
        guard
        draft={`criteria-answer:${unit.code}:${head.cycle.slug}`}
        label={t('answer')}
      >
        <RadioGroup
          label={t('answer')}
          name="agrees"
          value={entryText(page, 'agrees', '1')}
          options={[
            { value: '1', label: t('answer.agrees') },
            { value: '0', label: t('answer.disagrees') },
          ]}
        />
        <TextArea
          label={t('answer.text')}
          name="text"
          optional
          rows={3}
          value={entryText(page, 'text')}
        />
        {scorables(head.set).map(({ code, title }) => (
          <Details key={code} summary={`${t('answer.line', { code })}: ${title}`}>
            <TextArea
              label={t('answer.line', { code })}
              name={`objection.${code}`}
              optional
              rows={2}
              value={entryText(page, `objection.${code}`)}
            />
            <FileDrop
              label={t('self.file')}
              name={`file.${code}`}
              accept={ACCEPTED}
              maxBytes={MOST_BYTES}
              optional
            />
          </Details>
        ))}
        <Actions>
          <Button>{t('answer.button')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

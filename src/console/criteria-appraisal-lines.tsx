// The lines of an appraisal: what the unit gave and showed at the left, what the appraiser gives at the right.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  Columns,
  entryText,
  Form,
  Notice,
  RadioGroup,
  Section,
  TextField,
  whenText,
} from '../face/index.ts'
import { type LineState, REST, type Scorable, scorables } from '../localcriteria/index.ts'
import { say } from '../platform/index.ts'
import type { AppraisalProps } from './criteria-appraisal.tsx'
import { pointsText, unitHref } from './criteria-key.ts'
import { entryPoints, LineCard } from './criteria-line.tsx'
import { PointsField } from './criteria-self.tsx'
import { criteriaPageWords } from './criteria-words.ts'
import { EvidenceList } from './evidence.tsx'

export function AppraisalForm({ page, view, isOpen }: AppraisalProps & { isOpen: boolean }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head, state } = view
  const lines = scorables(head.set).map((line) => (
    <LineCard
      key={line.code}
      page={page}
      unitCode={unit.code}
      cycle={head.cycle}
      line={line}
      state={state.lines.get(line.code)}
    >
      <Columns>
        <OwnSide page={page} view={view} line={line} state={state.lines.get(line.code)} />
        <OtherSide
          page={page}
          view={view}
          line={line}
          isOpen={isOpen}
          state={state.lines.get(line.code)}
        />
      </Columns>
    </LineCard>
  ))
  if (!isOpen) return <Section title={t('set.lines')}>{lines}</Section>
  return (
    <Form
      page={page}
      action={`${unitHref(unit.code, head.cycle.slug)}/appraisal`}
      guard
      draft={`criteria-appraisal:${unit.code}:${head.cycle.slug}`}
      label={t('appraisal')}
    >
      {lines}
      <RadioGroup
        label={t('appraisal.rest')}
        name="rest"
        value={entryText(page, 'rest', 'leave')}
        options={REST.map((each) => ({ value: each, label: t(`rest.${each}`) }))}
      />
      <TextField
        label={t('rest.reason')}
        name="restReason"
        optional
        value={entryText(page, 'restReason')}
      />
      <Actions>
        <Button>{t('appraisal.save')}</Button>
      </Actions>
    </Form>
  )
}

type SideProps = AppraisalProps & { line: Scorable; state: LineState | undefined }

function OwnSide({ page, view, line, state }: SideProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head } = view
  const objection = view.state.answer?.objections[line.code]
  return (
    <div>
      {line.by === 'self' ? (
        <p>
          {t('col.self')}: <strong>{entryPoints(state?.self ?? null, page)}</strong>
        </p>
      ) : (
        <p class="hint">{t(`by.${line.by}`)}</p>
      )}
      {line.by === 'self' && !state?.self && <p class="hint">{t('said.nothing')}</p>}
      {state?.self?.note && <p>{state.self.note}</p>}
      {line.by === 'self' && (
        <EvidenceList
          page={page}
          unitCode={unit.code}
          evidence={state?.evidence ?? []}
          base={`${unitHref(unit.code, head.cycle.slug)}/evidence`}
        />
      )}
      {objection && (
        <Notice tone="warning" title={t('objection')}>
          {objection}
        </Notice>
      )}
    </div>
  )
}

function OtherSide({ page, view, line, state, isOpen }: SideProps & { isOpen: boolean }): VNode {
  const t = say(criteriaPageWords, page.lang)
  const appraisal = state?.appraisal
  const entry = appraisal
    ? {
        value: appraisal.value === null ? null : Number(appraisal.value),
        notApplicable: appraisal.not_applicable,
      }
    : null
  return (
    <div>
      {isOpen ? (
        <>
          <PointsField
            page={page}
            line={line}
            entry={entry}
            label={t('appraisal.points')}
            {...(line.by === 'measure' ? { hint: t('appraisal.points.keep') } : {})}
          />
          <TextField
            label={t('appraisal.reason')}
            name={`reason.${line.code}`}
            optional
            value={entryText(page, `reason.${line.code}`, appraisal?.reason ?? '')}
          />
        </>
      ) : (
        <p>
          {t('col.appraised')}: <strong>{entryPoints(state?.value ?? null, page)}</strong>
          {appraisal?.reason && ` — ${appraisal.reason}`}
        </p>
      )}
      {appraisal && (
        <p class="hint">
          {t('appraisal.by', {
            at: whenText(appraisal.appraised_at, page.lang),
            who: view.names.get(appraisal.appraised_by ?? '') ?? '',
          })}
        </p>
      )}
      {state?.earlier.map((row) => (
        <p key={row.id} class="hint">
          {t('appraisal.earlier', {
            points: row.not_applicable
              ? t('not-applicable')
              : pointsText(Number(row.value), page.lang),
            reason: row.reason || '–',
          })}
        </p>
      ))}
    </div>
  )
}

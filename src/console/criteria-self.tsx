// The forms of a unit that scores itself: line by line with evidence, kept as a draft, then sent.

import type { VNode } from 'preact'
import {
  Actions,
  Button,
  Checkbox,
  Columns,
  entryText,
  FileDrop,
  Form,
  Notice,
  NumberField,
  RadioGroup,
  Section,
  TextArea,
  TextField,
} from '../face/index.ts'
import {
  criteriaOf,
  isCriterion,
  type LineState,
  type Scorable,
  scorables,
} from '../localcriteria/index.ts'
import { ACCEPTED, MOST_BYTES } from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import { pointsText, typed, unitHref } from './criteria-key.ts'
import { entryPoints, LineCard } from './criteria-line.tsx'
import { NA } from './criteria-score-form.ts'
import type { UnitView } from './criteria-unit.tsx'
import { criteriaPageWords } from './criteria-words.ts'
import { EvidenceList } from './evidence.tsx'

type Props = { page: Page; view: UnitView }

export function ScoreForms({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head, state } = view
  const href = unitHref(unit.code, head.cycle.slug)
  return (
    <>
      <Form
        page={page}
        action={href}
        multipart
        guard
        draft={`criteria:${unit.code}:${head.cycle.slug}`}
        {...(state.savedAt ? { draftServerAt: state.savedAt } : {})}
        label={t('col.self')}
      >
        {scorables(head.set).map((line) => (
          <LineCard
            key={line.code}
            page={page}
            unitCode={unit.code}
            cycle={head.cycle}
            line={line}
            state={state.lines.get(line.code)}
          >
            {line.by === 'self' ? (
              <LineFields page={page} view={view} line={line} state={state.lines.get(line.code)} />
            ) : (
              <p class="hint">
                {t(`by.${line.by}`)}: {entryPoints(state.lines.get(line.code)?.value ?? null, page)}
              </p>
            )}
          </LineCard>
        ))}
        <Actions>
          <Button>{t('self.save')}</Button>
        </Actions>
      </Form>
      <Send page={page} view={view} />
    </>
  )
}

type LineProps = Props & { line: Scorable; state: LineState | undefined }

function LineFields({ page, view, line, state }: LineProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { code } = line
  const base = `${unitHref(view.unit.code, view.head.cycle.slug)}/evidence`
  return (
    <>
      <PointsField page={page} line={line} entry={state?.self ?? null} label={t('self.points')} />
      <TextArea
        label={t('self.note')}
        name={`note.${code}`}
        optional
        rows={2}
        value={entryText(page, `note.${code}`, state?.self?.note ?? '')}
      />
      <EvidenceList
        page={page}
        unitCode={view.unit.code}
        evidence={state?.evidence ?? []}
        withdraw={state?.evidence ?? []}
        base={base}
      />
      {line.evidence !== 'none' && (
        <Columns>
          <FileDrop
            label={t('self.file')}
            name={`file.${code}`}
            hint={t(`evidence.${line.evidence}`)}
            accept={ACCEPTED}
            maxBytes={MOST_BYTES}
            multiple
            optional
          />
          <TextField
            label={t('self.link')}
            name={`link.${code}`}
            type="url"
            optional
            value={entryText(page, `link.${code}`)}
          />
        </Columns>
      )}
    </>
  )
}

type PointsProps = {
  page: Page
  line: Scorable
  entry: { value: number | null; notApplicable: boolean } | null
  label: string
  hint?: string
}

/** Points of a line: one of its steps, or a number; "does not apply" where a unit may say so. */
export function PointsField({ page, line, entry, label, hint }: PointsProps): VNode {
  const t = say(criteriaPageWords, page.lang)
  const name = `points.${line.code}`
  const mayNot = isCriterion(line) && line.mayNotApply
  if (isCriterion(line) && line.steps.length > 0) {
    const saved = entry?.notApplicable
      ? NA
      : entry?.value === null || !entry
        ? ''
        : String(entry.value)
    return (
      <RadioGroup
        label={label}
        name={name}
        hint={hint}
        value={entryText(page, name, saved)}
        options={[
          { value: '', label: t('self.none') },
          ...line.steps.map(({ points, text }) => ({
            value: String(points),
            label: `${pointsText(points, page.lang)} — ${text}`,
          })),
          ...(mayNot ? [{ value: NA, label: t('self.na') }] : []),
        ]}
      />
    )
  }
  return (
    <>
      <NumberField
        label={isCriterion(line) ? label : t('self.times')}
        name={name}
        decimals
        hint={
          hint ??
          (isCriterion(line)
            ? t('self.points.hint', { max: pointsText(line.max, page.lang) })
            : undefined)
        }
        value={entryText(page, name, typed(entry?.value, page.lang))}
      />
      {mayNot && (
        <Checkbox
          label={t('self.na')}
          name={`na.${line.code}`}
          checked={
            page.problem ? page.entries[`na.${line.code}`] === '1' : (entry?.notApplicable ?? false)
          }
        />
      )}
    </>
  )
}

function Send({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head, state } = view
  const open = criteriaOf(head.set).filter(
    ({ code, by }) => by === 'self' && state.lines.get(code)?.origin === 'none',
  )
  return (
    <Section title={t('self.send')}>
      {open.length > 0 ? (
        <p>
          {t('self.open', { lines: '' })}
          {open.map(({ code }, at) => (
            <span key={code}>
              {at > 0 && ', '}
              <a href={`#line-${code}`}>{code}</a>
            </span>
          ))}
        </p>
      ) : (
        <p>{t('self.ready')}</p>
      )}
      {view.maySend ? (
        <Form
          page={page}
          action={`${unitHref(unit.code, head.cycle.slug)}/sending`}
          label={t('self.send')}
        >
          <p>{t('self.send.lead')}</p>
          <TextArea
            label={t('self.send.note')}
            name="note"
            optional
            rows={2}
            value={entryText(page, 'note')}
          />
          <Actions>
            <Button>{t('self.send')}</Button>
          </Actions>
        </Form>
      ) : (
        <Notice tone="info">{t('self.send.head')}</Notice>
      )}
    </Section>
  )
}

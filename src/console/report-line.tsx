// One duty of the report form: its state, progress, hindrance and evidence, with what was sent before.

import type { VNode } from 'preact'
import { periodLabel } from '../calendar/index.ts'
import {
  Details,
  entryText,
  FileDrop,
  Notice,
  NumberField,
  RadioGroup,
  Select,
  StandingMark,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  ACCEPTED,
  type FormLine,
  HINDRANCE_KINDS,
  MOST_BYTES,
  obligationWords,
} from '../obligations/index.ts'
import { type Page, say } from '../platform/index.ts'
import { dueText } from './duty-handover.tsx'
import { EvidenceList } from './evidence.tsx'
import { STATES } from './report-entries.ts'
import { reportWords } from './report-words.ts'

type LineProps = { page: Page; line: FormLine; mayDraft: boolean; isOpen: boolean }

export function LineFields({ page, line, mayDraft, isOpen }: LineProps): VNode {
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

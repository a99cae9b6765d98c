// Appraising a unit: its own points and evidence beside the appraiser's, with reasons; shown to it, settled after.

import type { VNode } from 'preact'
import { namesOf } from '../auth/index.ts'
import {
  Actions,
  Button,
  Columns,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  RadioGroup,
  Section,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  concludeAppraisal,
  type LineState,
  loadUnits,
  mayAppraise,
  REST,
  type Scorable,
  saveAppraisal,
  scorables,
} from '../localcriteria/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import {
  cycleHref,
  field,
  holderOfCycle,
  pointsText,
  refusalText,
  type UnitAddress,
  type UnitOfCycle,
  unitAddress,
  unitHref,
  unitInCycle,
} from './criteria-key.ts'
import { entryPoints, LineCard } from './criteria-line.tsx'
import { criteriaMeasures } from './criteria-measures.ts'
import { appraisalOfForm } from './criteria-score-form.ts'
import { PointsField } from './criteria-self.tsx'
import { criteriaPageWords } from './criteria-words.ts'
import { EvidenceList } from './evidence.tsx'
import { Office } from './frame.tsx'

type AppraisalView = UnitOfCycle & {
  names: Map<string, string>
  /** The next unit that waits. */
  next: { code: string; name: string } | null
  flag: string
}

const PATH = '/office/units/:code/criteria/:cycle/appraisal'

async function loadAppraisal(read: Read, input: UnitAddress): Promise<AppraisalView> {
  const found = await unitInCycle(read, input)
  const { head, state } = found
  const within = new Set(await read.rights.reach('criteria.read'))
  const units = await loadUnits(read, head, criteriaMeasures, { within })
  const next = units.find(
    ({ unitId, stage }) => unitId !== state.unitId && (stage === 'sent' || stage === 'answered'),
  )
  return {
    ...found,
    next: next ? { code: next.unitCode, name: next.unitName } : null,
    names: await namesOf(
      read.db,
      [...state.lines.values()].map(({ appraisal }) => appraisal?.appraised_by ?? null),
    ),
    flag: field(input, 'done'),
  }
}

const appraisalPage: Route = route({
  method: 'GET',
  path: PATH,
  may: 'criteria.appraise',
  about: 'Appraisal of a unit, line by line beside its own scores.',
  input: unitAddress,
  unit: holderOfCycle,
  load: loadAppraisal,
  show: (view: AppraisalView, page) => ({ html: <AppraisalPage page={page} view={view} /> }),
})

type Props = { page: Page; view: AppraisalView }

function AppraisalPage({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head, state, next } = view
  const href = unitHref(unit.code, head.cycle.slug)
  const isOpen = mayAppraise(state.stage)
  return (
    <Office
      page={page}
      title={`${t('appraisal')}: ${unit.fullName}`}
      here="/office/criteria"
      crumbs={[
        { href: '/office/criteria', label: t('criteria') },
        { href: cycleHref(head.cycle.slug), label: head.cycle.name },
        { href, label: unit.fullName },
      ]}
    >
      <Heading
        over={t('appraisal.over', { cycle: head.cycle.name })}
        title={unit.fullName}
        lead={t('appraisal.lead')}
      />
      <Flag page={page} view={view} />
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      {!isOpen && (
        <Notice tone="info">{t('appraisal.closed', { stage: t(`stage.${state.stage}`) })}</Notice>
      )}
      {isOpen && !state.sending && <Notice tone="warning">{t('appraisal.not-sent')}</Notice>}
      {state.answer && (
        <Notice tone="info" title={t(state.answer.agrees ? 'answer.agreed' : 'answer.disagreed')}>
          {state.answer.text && <p>{state.answer.text}</p>}
        </Notice>
      )}
      <p>
        {t('unit.own')}: {pointsText(state.own.score ?? state.own.provisional, page.lang)} ·{' '}
        {t('unit.settled')}:{' '}
        {pointsText(state.settled.score ?? state.settled.provisional, page.lang)}
        {state.settled.band && ` · ${state.settled.band}`}
      </p>
      <AppraisalForm page={page} view={view} isOpen={isOpen} />
      {isOpen && <Conclude page={page} view={view} />}
      {next && (
        <p>
          <a href={`${unitHref(next.code, head.cycle.slug)}/appraisal`}>
            {t('appraisal.next', { unit: next.name })}
          </a>
        </p>
      )}
    </Office>
  )
}

function Flag({ page, view }: Props): VNode | null {
  const t = say(criteriaPageWords, page.lang)
  const [kind, n = ''] = view.flag.split(':')
  const text =
    kind === 'saved'
      ? t('appraisal.saved', { n })
      : kind === 'concluded' || kind === 'settled'
        ? t(`appraisal.${kind}`)
        : ''
  if (text === '') return null
  return (
    <Notice tone="good" toast>
      {text}
    </Notice>
  )
}

function AppraisalForm({ page, view, isOpen }: Props & { isOpen: boolean }): VNode {
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

type SideProps = Props & { line: Scorable; state: LineState | undefined }

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

function Conclude({ page, view }: Props): VNode {
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

const OF_HOLDER = {
  may: 'criteria.appraise',
  input: unitAddress,
  unit: holderOfCycle,
  retry: appraisalPage,
} as const
const backTo = ({ code, cycle }: UnitAddress, done: string): string =>
  `${unitHref(code, cycle)}/appraisal?done=${encodeURIComponent(done)}`

const saveRoute = route({
  ...OF_HOLDER,
  method: 'POST',
  path: PATH,
  about: 'Keeps what the appraiser gives, line by line, with reasons.',
  records: ['criteria.appraised'],
  act: async (act, input: UnitAddress) => {
    const { unit, head } = await unitInCycle(act, input)
    const key = { unitId: unit.id, slug: input.cycle }
    const { lines } = await saveAppraisal(
      act,
      key,
      appraisalOfForm(input, head.set),
      criteriaMeasures,
    )
    return backTo(input, `saved:${lines}`)
  },
  show: (redirect: string) => ({ redirect }),
})

const concludeRoute = route({
  ...OF_HOLDER,
  method: 'POST',
  path: `${PATH}/conclusion`,
  about: 'Shows the appraisal to the unit, or settles it after the unit’s answer.',
  records: ['criteria.appraisal-shown', 'criteria.appraisal-settled'],
  act: async (act, input: UnitAddress) => {
    const { unit } = await unitInCycle(act, input)
    const key = { unitId: unit.id, slug: input.cycle }
    const { round } = await concludeAppraisal(act, key, field(input, 'note'), criteriaMeasures)
    return backTo(input, round === 1 ? 'concluded' : 'settled')
  },
  show: (redirect: string) => ({ redirect }),
})

export const criteriaAppraisalRoutes: readonly Route[] = [appraisalPage, saveRoute, concludeRoute]

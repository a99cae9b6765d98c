// Appraising a unit: its own points and evidence beside the appraiser's, with reasons; shown to it, settled after.

import type { VNode } from 'preact'
import { namesOf } from '../auth/index.ts'
import { ErrorSummary, Heading, Notice } from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  concludeAppraisal,
  handBackSelfScore,
  loadUnits,
  mayAppraise,
  mayHandBack,
  saveAppraisal,
} from '../localcriteria/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { AppraisalForm } from './criteria-appraisal-lines.tsx'
import { Conclude, HandBack } from './criteria-conclude.tsx'
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
import { criteriaMeasures } from './criteria-measures.ts'
import { appraisalOfForm } from './criteria-score-form.ts'
import { criteriaPageWords } from './criteria-words.ts'
import { Office } from './frame.tsx'

export type AppraisalView = UnitOfCycle & {
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

export type AppraisalProps = { page: Page; view: AppraisalView }

function AppraisalPage({ page, view }: AppraisalProps): VNode {
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
      {state.rounds
        .filter(({ handed_back_at }) => handed_back_at !== null)
        .map(({ sent_at, sent_on, reason }, at) => (
          <p key={sent_at} class="hint">
            {t('handback.rounds', {
              n: at + 1,
              sent: formatDay(sent_on, page.lang),
              reason: reason ?? '',
            })}
          </p>
        ))}
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
      {mayHandBack(state.stage) && <HandBack page={page} view={view} />}
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

function Flag({ page, view }: AppraisalProps): VNode | null {
  const t = say(criteriaPageWords, page.lang)
  const [kind, n = ''] = view.flag.split(':')
  const text =
    kind === 'saved'
      ? t('appraisal.saved', { n })
      : kind === 'concluded' || kind === 'settled' || kind === 'handed-back'
        ? t(`appraisal.${kind}`)
        : ''
  if (text === '') return null
  return (
    <Notice tone="good" toast>
      {text}
    </Notice>
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

const handBackRoute = route({
  ...OF_HOLDER,
  method: 'POST',
  path: `${PATH}/handback`,
  about: 'Hands a sent self-score back to the unit, with a reason and a day to send it again by.',
  records: ['criteria.self-score-handed-back'],
  act: async (act, input: UnitAddress) => {
    const { unit } = await unitInCycle(act, input)
    await handBackSelfScore(
      act,
      { unitId: unit.id, slug: input.cycle },
      { reason: field(input, 'why'), correctBy: field(input, 'correctBy') },
    )
    return backTo(input, 'handed-back')
  },
  show: (redirect: string) => ({ redirect }),
})

export const criteriaAppraisalRoutes: readonly Route[] = [
  appraisalPage,
  saveRoute,
  concludeRoute,
  handBackRoute,
]

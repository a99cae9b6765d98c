// A unit in a cycle: it scores itself with evidence, sends, reads the appraisal, answers once. Works without script.

import type { VNode } from 'preact'
import {
  ButtonLink,
  ErrorSummary,
  Heading,
  Notice,
  ProgressBar,
  Stat,
  Stats,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import {
  answerAppraisal,
  isCriterion,
  loadStandings,
  mayScore,
  ownLines,
  type PublishedUnit,
  saveSelfScore,
  sendSelfScore,
} from '../localcriteria/index.ts'
import { MOST_BYTES } from '../obligations/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { AnswerForm, AppraisedLines } from './criteria-answer.tsx'
import {
  cycleHref,
  field,
  nameOfUnit,
  pointsText,
  refusalText,
  type UnitAddress,
  type UnitOfCycle,
  unitAddress,
  unitHref,
  unitInCycle,
} from './criteria-key.ts'
import { answerOf, scoresOfForm } from './criteria-score-form.ts'
import { ScoreForms } from './criteria-self.tsx'
import { criteriaPageWords } from './criteria-words.ts'
import { Office } from './frame.tsx'
import { unitOfAddress } from './report-key.ts'

export type UnitView = UnitOfCycle & {
  holder: string
  standing: PublishedUnit | undefined
  mayDraft: boolean
  maySend: boolean
  mayAppraise: boolean
  flag: string
}

const PATH = '/office/units/:code/criteria/:cycle'

async function loadUnitView(read: Read, input: UnitAddress): Promise<UnitView> {
  const found = await unitInCycle(read, input)
  const { unit, head, state } = found
  const isOwn = read.actor.unitId === unit.id
  const published = head.published ? await loadStandings(read.db, head, [state]) : []
  return {
    ...found,
    holder: await nameOfUnit(read, head.cycle.unit_id),
    standing: published[0],
    mayDraft: isOwn && (await read.rights.may('criteria.score', unit.id)),
    maySend: isOwn && (await read.rights.may('criteria.send', unit.id)),
    mayAppraise: await read.rights.may('criteria.appraise', head.cycle.unit_id),
    flag: field(input, 'done'),
  }
}

const unitPage: Route = route({
  method: 'GET',
  path: PATH,
  may: 'criteria.read',
  about: 'A unit in a cycle: its self-score, the appraisal, its answer, its result.',
  input: unitAddress,
  unit: unitOfAddress,
  load: loadUnitView,
  show: (view: UnitView, page) => ({ html: <UnitPage page={page} view={view} /> }),
})

type Props = { page: Page; view: UnitView }

function UnitPage({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { unit, head, state } = view
  const isScoring = mayScore(state.stage) && view.mayDraft
  return (
    <Office
      page={page}
      title={t('unit')}
      here="/office/criteria"
      crumbs={[
        { href: '/office/criteria', label: t('criteria') },
        { href: cycleHref(head.cycle.slug), label: head.cycle.name },
      ]}
    >
      <Heading
        over={t('unit.over', { unit: unit.fullName, cycle: head.cycle.name })}
        title={t('unit')}
        lead={leadText(page, view)}
        actions={
          view.mayAppraise && (
            <ButtonLink href={`${unitHref(unit.code, head.cycle.slug)}/appraisal`}>
              {t('appraisal.open')}
            </ButtonLink>
          )
        }
      />
      <Flag page={page} view={view} />
      <HandedBack page={page} view={view} />
      <ErrorSummary problem={page.problem} text={refusalText(page)} />
      <Scores page={page} view={view} />
      {isScoring ? (
        <ScoreForms page={page} view={view} />
      ) : (
        <>
          {state.stage === 'appraised' && view.maySend && <AnswerForm page={page} view={view} />}
          <AppraisedLines page={page} view={view} />
        </>
      )}
    </Office>
  )
}

function leadText(page: Page, { state, head, holder }: UnitView): string {
  const t = say(criteriaPageWords, page.lang)
  const day = (on: string) => formatDay(on, page.lang)
  const { cycle } = head
  switch (state.stage) {
    case 'not-open':
      return t('unit.lead.not-open', { by: day(cycle.opens_on) })
    case 'not-begun':
    case 'drafting':
      return t('unit.lead.score', { by: day(cycle.self_by) })
    case 'sent':
      return t('unit.lead.wait', { day: day(state.sending?.sent_on ?? ''), holder })
    case 'appraised':
      return t('unit.lead.appraised', { holder, by: day(cycle.answer_by) })
    case 'answered':
      return t('unit.lead.answered', { holder })
    case 'settled':
      return t('unit.lead.settled')
    case 'published':
      return t('unit.lead.published')
  }
}

function Flag({ page, view }: Props): VNode | null {
  const t = say(criteriaPageWords, page.lang)
  const known = (['saved', 'sent', 'answered'] as const).find((each) => each === view.flag)
  if (!known) return null
  return (
    <Notice tone="good" toast>
      {t(`unit.${known}`)}
    </Notice>
  )
}

/** Why the unit's own scores came back; said until they are sent again. */
function HandedBack({ page, view }: Props): VNode | null {
  const t = say(criteriaPageWords, page.lang)
  const last = view.state.rounds.at(-1)
  if (!last?.correct_by || !mayScore(view.state.stage)) return null
  return (
    <Notice
      tone="warning"
      title={t('handback.title', {
        holder: view.holder,
        by: formatDay(last.correct_by, page.lang),
      })}
    >
      {last.reason}
    </Notice>
  )
}

function Scores({ page, view }: Props): VNode {
  const t = say(criteriaPageWords, page.lang)
  const { state, head, standing } = view
  const own = ownLines(head.set).filter(isCriterion)
  const done = own.filter(({ code }) => state.lines.get(code)?.origin !== 'none').length
  const figure = (score: number | null, provisional: number | null) =>
    score === null
      ? provisional === null
        ? '–'
        : `≈ ${pointsText(provisional, page.lang)}`
      : pointsText(score, page.lang)
  const max = t('max.of', { max: pointsText(state.now.max, page.lang) })
  return (
    <>
      <Stats>
        <Stat
          label={t('unit.own')}
          value={figure(state.own.score, state.own.provisional)}
          n={max}
        />
        <Stat
          label={t('unit.settled')}
          value={figure(state.settled.score, state.settled.provisional)}
          n={max}
        />
        {state.settled.band && <Stat label={t('band')} value={state.settled.band} />}
        {standing?.place != null && (
          <Stat
            label={t('col.place')}
            value={t('place', { place: standing.place, of: standing.of })}
          />
        )}
      </Stats>
      {mayScore(state.stage) && own.length > 0 && (
        <ProgressBar
          label={t('col.self')}
          value={done}
          max={own.length}
          text={t('unit.progress', { done, of: own.length })}
        />
      )}
    </>
  )
}

type Done = { code: string; cycle: string; done: string }
const back = ({ code, cycle, done }: Done) => ({
  redirect: `${unitHref(code, cycle)}?done=${done}`,
})
const OWN = { own: true, input: unitAddress, unit: unitOfAddress, retry: unitPage } as const
const MOST_BODY = MOST_BYTES * 2

const saveRoute = route({
  ...OWN,
  method: 'POST',
  path: PATH,
  may: 'criteria.score',
  about: 'Keeps a draft of the unit’s own scores with evidence.',
  records: ['criteria.self-scored'],
  maxBody: MOST_BODY,
  act: async (act, input: UnitAddress): Promise<Done> => {
    const { unit, head } = await unitInCycle(act, input)
    await saveSelfScore(
      act,
      { unitId: unit.id, slug: input.cycle },
      await scoresOfForm(input, head.set),
    )
    return { ...input, done: 'saved' }
  },
  show: back,
})

const sendRoute = route({
  ...OWN,
  method: 'POST',
  path: `${PATH}/sending`,
  may: 'criteria.send',
  about: 'Sends the unit’s own scores; nothing in them changes after that.',
  records: ['criteria.self-score-sent'],
  act: async (act, input: UnitAddress): Promise<Done> => {
    const { unit } = await unitInCycle(act, input)
    await sendSelfScore(act, { unitId: unit.id, slug: input.cycle }, field(input, 'note'))
    return { ...input, done: 'sent' }
  },
  show: back,
})

const answerRoute = route({
  ...OWN,
  method: 'POST',
  path: `${PATH}/answer`,
  may: 'criteria.send',
  about: 'The unit’s one answer to its appraisal.',
  records: ['criteria.appraisal-answered'],
  maxBody: MOST_BODY,
  act: async (act, input: UnitAddress): Promise<Done> => {
    const { unit } = await unitInCycle(act, input)
    await answerAppraisal(act, { unitId: unit.id, slug: input.cycle }, await answerOf(input))
    return { ...input, done: 'answered' }
  },
  show: back,
})

export const criteriaUnitRoutes: readonly Route[] = [unitPage, saveRoute, sendRoute, answerRoute]

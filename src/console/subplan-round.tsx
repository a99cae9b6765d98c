// One round of a unit's own plan: what was sent, the decision on it, the signed file.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import {
  Actions,
  Button,
  DateField,
  DefinitionList,
  Details,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  Prose,
  Quote,
  Section,
  Table,
  TextArea,
  whenText,
} from '../face/index.ts'
import { type Day, formatDay, isDay } from '../lib/day.ts'
import { asOfToday, type Bearer, bearersOfPlan, correctionDay } from '../obligations/index.ts'
import { type UnitListed, unitById } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import {
  decideSubplan,
  type FiledTask,
  filedTasks,
  findRound,
  type Round,
  roundsOf,
  subplanOf,
} from '../subplans/index.ts'
import { Office } from './frame.tsx'
import { unitOfAddress } from './report-key.ts'
import { refusal } from './subplan.tsx'
import { subplanAddress, subplanHref, subplanKey } from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

const roundAddress = subplanAddress.extend({ id: z.uuid() })
type RoundAddress = z.infer<typeof roundAddress>

type RoundView = {
  unit: UnitListed
  plan: Plan
  round: Round
  tasks: FiledTask[]
  bound: Map<string, Bearer>
  reviewer: string
  names: Map<string, string>
  decides: boolean
  isOwn: boolean
  isOpen: boolean
  correctBy: Day
  flag: string
}

async function loadRound(read: Read, input: RoundAddress): Promise<RoundView> {
  const { db, today, rights, actor } = read
  const { unit, unitId, plan } = await subplanKey(read, input)
  const round = await findRound(db, unitId, input.id)
  if (!round || round.plan_id !== plan.id) throw notFound('subplan')
  const { calendar } = await asOfToday(db, today)
  const isOpen = round.accepted_at === null && round.returned_at === null
  const isOwn = actor.unitId === unitId
  const mayReview = await rights.may('report.review', round.reviewer_id)
  return {
    unit,
    plan,
    round,
    tasks: await filedTasks(db, unitId, round.id),
    bound: new Map(
      (await bearersOfPlan(db, plan.id, today, unitId)).map((row) => [row.obligationId, row]),
    ),
    reviewer: (await unitById(db, round.reviewer_id))?.fullName ?? '',
    names: await namesOf(db, [round.filed_by, round.accepted_by, round.returned_by]),
    decides: mayReview && !isOwn && isOpen,
    isOwn: mayReview && isOwn,
    isOpen,
    correctBy: correctionDay(calendar, today),
    flag: ['sent', 'decided'].find((name) => name in input) ?? '',
  }
}

const roundPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/subplans/:plan/filings/:id',
  may: 'report.read',
  about: 'One round of a unit’s own plan with the decision on it.',
  input: roundAddress,
  unit: unitOfAddress,
  load: loadRound,
  show: (view: RoundView, page) => ({ html: <RoundPage page={page} view={view} /> }),
})

const hrefOf = (view: RoundView) =>
  `${subplanHref(view.unit.code, view.plan.slug)}/filings/${view.round.id}`

function RoundPage({ page, view }: { page: Page; view: RoundView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { unit, plan, round, reviewer, flag } = view
  const href = subplanHref(unit.code, plan.slug)
  return (
    <Office
      page={page}
      title={t('round.title', { round: round.round })}
      here={view.decides ? '/office/review' : '/office/work'}
      crumbs={[{ href, label: t('subplan') }]}
    >
      <Heading
        over={t('subplan.over', { unit: unit.fullName, plan: plan.number })}
        title={t('round.title', { round: round.round })}
        lead={t('round.lead', {
          unit: unit.fullName,
          at: whenText(round.filed_at, page.lang),
          reviewer,
        })}
        actions={round.round > 1 && <a href={`${href}/compare`}>{t('compare')}</a>}
      />
      {flag === 'sent' && (
        <Notice tone="good" toast>
          {t('round.sent', { reviewer })}
        </Notice>
      )}
      {flag === 'decided' && (
        <Notice tone="good" toast>
          {t('round.decided')}
        </Notice>
      )}
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      <DecisionText page={page} view={view} />
      {view.isOwn && view.isOpen && <Notice tone="info">{t('decide.own')}</Notice>}
      {view.decides && <DecisionForm page={page} view={view} />}
      <RoundText page={page} view={view} />
    </Office>
  )
}

function RoundText({ page, view }: { page: Page; view: RoundView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { round, tasks, bound, unit, plan } = view
  const day = (on: string) => formatDay(on, page.lang)
  return (
    <>
      <DefinitionList
        items={[
          { term: t('number'), value: round.number },
          { term: t('signed-on'), value: day(round.signed_on) },
          round.title === '' ? null : { term: t('plan-title'), value: round.title },
          round.file_name
            ? {
                term: t('round.file'),
                value: (
                  <a href={`${subplanHref(unit.code, plan.slug)}/file?round=${round.round}`}>
                    {round.file_name}
                  </a>
                ),
              }
            : null,
          round.due_on
            ? {
                term: t('standing'),
                value: t(round.counts_on > round.due_on ? 'round.late' : 'round.on-time', {
                  day: day(round.counts_on),
                  due: day(round.due_on),
                }),
              }
            : null,
        ]}
      />
      {round.note !== '' && <Quote text={round.note} source={t('round.note')} />}
      <Section title={t('tasks', { n: tasks.length })}>
        <Table
          caption={t('tasks', { n: tasks.length })}
          quietCaption
          stack
          rows={tasks}
          rowKey={(task) => task.task_id}
          columns={[
            { key: 'what', title: t('task.what'), render: (task) => task.text },
            { key: 'who', title: t('task.who'), render: (task) => task.executor },
            { key: 'due', title: t('task.due'), render: (task) => day(task.due_on) },
            {
              key: 'item',
              title: t('task.item'),
              render: (task) => {
                const item = task.obligation_id ? bound.get(task.obligation_id) : undefined
                return item ? (
                  <a href={`/office/tasks/${plan.slug}/${item.number}`}>
                    {item.number}. {item.title}
                  </a>
                ) : (
                  '—'
                )
              },
            },
          ]}
        />
      </Section>
      {round.text !== '' && (
        <Details summary={t('text')}>
          <Prose>
            <p class="compare-text">{round.text}</p>
          </Prose>
        </Details>
      )}
    </>
  )
}

function DecisionText({ page, view }: { page: Page; view: RoundView }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { round, names } = view
  const who = (id: string | null) => (id ? (names.get(id) ?? '') : '')
  if (round.accepted_at) {
    return (
      <Notice tone="good">
        {t('accepted.by', {
          at: whenText(round.accepted_at, page.lang),
          who: who(round.accepted_by),
        })}
        {round.acceptance_note ? ` “${round.acceptance_note}”` : ''}
      </Notice>
    )
  }
  if (round.returned_at && round.correct_by) {
    return (
      <Notice tone="warning">
        <p>
          {t('returned.by', {
            at: whenText(round.returned_at, page.lang),
            who: who(round.returned_by),
            day: formatDay(round.correct_by, page.lang),
          })}
        </p>
        <Quote text={round.reason ?? ''} />
      </Notice>
    )
  }
  return <p class="aside">{t('waiting')}</p>
}

function DecisionForm({ page, view }: { page: Page; view: RoundView }): VNode {
  const t = say(subplanPageWords, page.lang)
  return (
    <Form page={page} action={hrefOf(view)} label={t('decide')}>
      <TextArea
        label={t('decide.note')}
        name="note"
        optional
        rows={1}
        value={entryText(page, 'note')}
      />
      <Actions>
        <Button name="decision" value="accept">
          {t('decide.accept')}
        </Button>
      </Actions>
      <Details summary={t('decide.return')} open={page.problem !== null}>
        <TextArea
          label={t('decide.reason')}
          name="reason"
          hint={t('decide.reason.hint')}
          rows={2}
          value={entryText(page, 'reason')}
        />
        <DateField
          label={t('decide.correct-by')}
          name="correctBy"
          value={entryText(page, 'correctBy', view.correctBy)}
        />
        <Button kind="secondary" name="decision" value="return">
          {t('decide.return')}
        </Button>
      </Details>
    </Form>
  )
}

/** The matter of a decision is the reviewing unit's. */
const reviewerOfRound = async (read: Read, input: RoundAddress): Promise<string | null> => {
  const unitId = await unitOfAddress(read, input)
  if (!unitId) return null
  return (await findRound(read.db, unitId, input.id))?.reviewer_id ?? null
}

const decideRoute = route({
  method: 'POST',
  path: '/office/units/:code/subplans/:plan/filings/:id',
  may: 'report.review',
  about: 'Accepts a unit’s own plan, or returns it with a reason and a day.',
  records: ['subplan.accepted', 'subplan.returned'],
  input: roundAddress,
  unit: reviewerOfRound,
  retry: roundPage,
  act: async (act, input: RoundAddress) => {
    const { unitId, unit, plan } = await subplanKey(act, input)
    const text = (name: string) => (typeof input[name] === 'string' ? input[name] : '')
    const correctBy = text('correctBy')
    await decideSubplan(act, {
      unitId,
      filingId: input.id,
      decision:
        text('decision') === 'accept'
          ? { accept: true, note: text('note') }
          : {
              accept: false,
              reason: text('reason'),
              correctBy: isDay(correctBy) ? correctBy : null,
            },
    })
    return `${subplanHref(unit.code, plan.slug)}/filings/${input.id}?decided=1`
  },
  show: (redirect: string) => ({ redirect }),
})

type Opened = { bytes: Uint8Array; mime: string; name: string }

const file = route({
  method: 'GET',
  path: '/office/units/:code/subplans/:plan/file',
  may: 'evidence.read',
  about: 'The signed file of a unit’s own plan: of a round, or of the draft for its own people.',
  input: subplanAddress.extend({
    round: z.coerce.number().int().min(1).optional().catch(undefined),
  }),
  unit: unitOfAddress,
  load: async (read, input): Promise<Opened> => {
    const { unitId, planId } = await subplanKey(read, input)
    const rounds = await roundsOf(read.db, unitId, planId)
    const held =
      input.round !== undefined
        ? rounds.find(({ round }) => round === input.round)
        : read.actor.unitId === unitId
          ? await subplanOf(read.db, unitId, planId)
          : undefined
    if (!held?.file_hash) throw notFound('evidence')
    return {
      bytes: await read.files.get(held.file_hash),
      mime: held.mime ?? 'application/octet-stream',
      name: held.file_name ?? 'ke-hoach',
    }
  },
  show: ({ bytes, mime, name }: Opened) => ({ file: bytes, mime, name }),
})

export const subplanRoundRoutes: readonly Route[] = [roundPage, decideRoute, file]

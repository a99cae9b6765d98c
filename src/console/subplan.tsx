// A unit's own plan for a plan: what is asked, the draft, what was sent. Works without script.

import type { VNode } from 'preact'
import { z } from 'zod'
import { documentWords, MAX_DOCUMENT_BYTES } from '../documents/index.ts'
import {
  Empty,
  ErrorSummary,
  Heading,
  Notice,
  Section,
  StandingMark,
  Table,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import { MOST_BYTES, obligationWords } from '../obligations/index.ts'
import { type UnitListed, unitById } from '../org/index.ts'
import type { Plan } from '../plans/index.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import {
  doersOf,
  type Executor,
  fileSubplan,
  importSubplan,
  loadSubplan,
  prefillSubplan,
  type SubplanView,
  saveSubplan,
  subplanWords,
} from '../subplans/index.ts'
import { Office, sentence } from './frame.tsx'
import { unitOfAddress } from './report-key.ts'
import { DraftForms } from './subplan-form.tsx'
import {
  draftOf,
  type SubplanAddress,
  subplanAddress,
  subplanHref,
  subplanKey,
  subplanReviewer,
} from './subplan-key.ts'
import { subplanPageWords } from './subplan-words.ts'

export type UnitSubplan = SubplanView & {
  unit: UnitListed
  plan: Plan
  reviewer: string
  doers: Executor[]
  mayDraft: boolean
  mayFile: boolean
  flags: { saved: boolean; added: number | null }
}

const subplanPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/subplans/:plan',
  may: 'report.read',
  about: 'A unit’s own plan: the draft, its tasks, what was sent.',
  input: subplanAddress.extend({
    added: z.coerce.number().int().optional().catch(undefined),
  }),
  unit: unitOfAddress,
  load: async (read: Read, input): Promise<UnitSubplan> => {
    const { unit, unitId, plan } = await subplanKey(read, input)
    const isOwn = read.actor.unitId === unitId
    const view = await loadSubplan(read.db, read.today, { unitId, plan })
    const reviewer = await unitById(read.db, await subplanReviewer(read, unit, plan))
    return {
      ...view,
      unit,
      plan,
      reviewer: reviewer?.fullName ?? '',
      mayDraft: isOwn && (await read.rights.may('report.draft', unitId)),
      mayFile: isOwn && (await read.rights.may('report.submit', unitId)),
      doers: isOwn ? await doersOf(read.db, unitId, read.today) : [],
      flags: { saved: 'saved' in input, added: input.added ?? null },
    }
  },
  show: (view: UnitSubplan, page) => ({ html: <SubplanPage page={page} view={view} /> }),
})

function SubplanPage({ page, view }: { page: Page; view: UnitSubplan }): VNode {
  const t = say(subplanPageWords, page.lang)
  const { unit, plan, demand, exemption, rounds, flags, reviewer } = view
  const last = rounds.at(-1)
  return (
    <Office
      page={page}
      title={t('subplan')}
      here="/office/work"
      crumbs={[{ href: `/office/plans/${plan.slug}/subplans`, label: t('coverage') }]}
    >
      <Heading
        over={t('subplan.over', { unit: unit.fullName, plan: plan.number })}
        title={t('subplan')}
        lead={
          demand && !exemption
            ? t('subplan.lead.due', { due: formatDay(demand.due_on, page.lang), reviewer })
            : t('subplan.lead.free', { reviewer })
        }
      />
      {exemption && (
        <Notice tone="info">
          {t('subplan.exempt', {
            day: formatDay(dayOf(exemption.exempted_at), page.lang),
            reason: exemption.reason,
          })}
        </Notice>
      )}
      <p>
        <StandingMark standing={view.standing} />{' '}
        {view.late && view.standing !== 'overdue' && `· ${t('late.yes')}`}
      </p>
      {flags.saved && (
        <Notice tone="good" toast>
          {t('subplan.saved')}
        </Notice>
      )}
      {flags.added !== null && (
        <Notice tone="good" toast>
          {t('subplan.added', { n: flags.added })}
        </Notice>
      )}
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      {last?.reason && last.correct_by && (
        <Notice tone="warning">
          {t('subplan.returned', {
            day: formatDay(last.correct_by, page.lang),
            reason: last.reason,
          })}
        </Notice>
      )}
      {view.mayDraft ? (
        <DraftForms page={page} view={view} />
      ) : (
        rounds.length === 0 && <Empty title={t('subplan.none')}>{t('subplan.none.text')}</Empty>
      )}
      <Rounds page={page} view={view} />
    </Office>
  )
}

export const refusal = (page: Page): string =>
  page.problem
    ? sentence(
        page.problem.code,
        {
          ...documentWords[page.lang],
          ...obligationWords[page.lang],
          ...subplanWords[page.lang],
        },
        page.problem.details,
      )
    : ''

function Rounds({ page, view }: { page: Page; view: UnitSubplan }): VNode | null {
  const t = say(subplanPageWords, page.lang)
  const { unit, plan, rounds } = view
  if (rounds.length === 0) return null
  const href = subplanHref(unit.code, plan.slug)
  return (
    <Section
      title={t('rounds')}
      actions={rounds.length > 1 && <a href={`${href}/compare`}>{t('compare')}</a>}
    >
      <Table
        caption={t('rounds')}
        quietCaption
        stack
        rows={[...rounds].reverse()}
        rowKey={(row) => row.id}
        rowHref={(row) => `${href}/filings/${row.id}`}
        columns={[
          {
            key: 'round',
            title: t('round'),
            render: (row) =>
              t('rounds.line', {
                round: row.round,
                number: row.number,
                at: whenText(row.filed_at, page.lang),
              }),
          },
          {
            key: 'standing',
            title: t('standing'),
            render: (row) => (
              <StandingMark
                standing={row.accepted_at ? 'accepted' : row.returned_at ? 'returned' : 'submitted'}
              />
            ),
          },
        ]}
      />
    </Section>
  )
}

type Added = { href: string; query: string }
const back = ({ href, query }: Added) => ({ redirect: `${href}?${query}` })
const hrefOf = ({ code, plan }: SubplanAddress) => subplanHref(code, plan)

const saveRoute = route({
  method: 'POST',
  path: '/office/units/:code/subplans/:plan',
  may: 'report.draft',
  own: true,
  about: 'Keeps the draft of a unit’s own plan with its tasks and its file.',
  records: ['subplan.saved'],
  input: subplanAddress,
  unit: unitOfAddress,
  maxBody: MOST_BYTES + 2_000_000,
  retry: subplanPage,
  act: async (act, input: SubplanAddress) => {
    const key = await subplanKey(act, input)
    await saveSubplan(act, key, await draftOf(act, key.unitId, input))
    return { href: hrefOf(input), query: 'saved=1' }
  },
  show: back,
})

const prefillRoute = route({
  method: 'POST',
  path: '/office/units/:code/subplans/:plan/prefill',
  may: 'report.draft',
  own: true,
  about: 'Adds a task for each task that the unit leads and has not taken up.',
  records: ['subplan.saved'],
  input: subplanAddress,
  unit: unitOfAddress,
  retry: subplanPage,
  act: async (act, input: SubplanAddress) => ({
    href: hrefOf(input),
    query: `added=${await prefillSubplan(act, await subplanKey(act, input))}`,
  }),
  show: back,
})

const importRoute = route({
  method: 'POST',
  path: '/office/units/:code/subplans/:plan/import',
  may: 'report.draft',
  own: true,
  about: 'Reads tasks out of the unit’s own document into the draft.',
  records: ['subplan.saved'],
  input: subplanAddress,
  unit: unitOfAddress,
  maxBody: MAX_DOCUMENT_BYTES + 1_000_000,
  retry: subplanPage,
  act: async (act, input: SubplanAddress) => {
    const { document } = input
    if (!(document instanceof File) || document.name === '')
      throw new Problem(422, 'subplan.file-missing')
    const added = await importSubplan(act, await subplanKey(act, input), {
      bytes: new Uint8Array(await document.arrayBuffer()),
      fileName: document.name,
    })
    return { href: hrefOf(input), query: `added=${added}` }
  },
  show: back,
})

const fileRoute = route({
  method: 'POST',
  path: '/office/units/:code/subplans/:plan/filing',
  may: 'report.submit',
  own: true,
  about: 'Sends the unit’s own plan to the reviewing unit.',
  records: ['subplan.filed'],
  input: subplanAddress,
  unit: unitOfAddress,
  retry: subplanPage,
  act: async (act, input: SubplanAddress) => {
    const key = await subplanKey(act, input)
    const { filingId } = await fileSubplan(act, {
      unitId: key.unitId,
      planId: key.planId,
      reviewerId: await subplanReviewer(act, key.unit, key.plan),
      note: typeof input.note === 'string' ? input.note : '',
    })
    return { href: `${hrefOf(input)}/filings/${filingId}`, query: 'sent=1' }
  },
  show: back,
})

export const subplanRoutes: readonly Route[] = [
  subplanPage,
  saveRoute,
  prefillRoute,
  importRoute,
  fileRoute,
]

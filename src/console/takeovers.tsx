// What other units do from a period on of what a task asks of a unit: shown with the task, ended with a reason.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { periodLabel } from '../calendar/index.ts'
import {
  Actions,
  Button,
  CheckboxGroup,
  Details,
  ErrorSummary,
  entryList,
  entryText,
  Form,
  Heading,
  Notice,
  Section,
  TextArea,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { dayOf } from '../lib/instant.ts'
import {
  asOfToday,
  type DutyListed,
  endTakeover,
  listDuties,
  obligationWords,
  returnableDuties,
  type Takeover,
  takeovers,
} from '../obligations/index.ts'
import { unitByCode } from '../org/index.ts'
import { planById } from '../plans/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { handoverWords } from './handover-words.ts'

export type TakenOver = {
  rows: Takeover[]
  names: Map<string, string>
  /** Those that the visitor may end. */
  mayEnd: Set<string>
}

/** Takeovers of an item that units within reach give or take. */
export async function loadTakenOver(
  read: Read,
  sourceId: string,
  reach: readonly string[],
): Promise<TakenOver> {
  const rows = await takeovers(read.db, { sourceId, unitIds: reach })
  const mayEnd = new Set<string>()
  for (const row of rows)
    if (row.endedAt === null && (await read.rights.may('duty.reassign', row.unitId)))
      mayEnd.add(row.id)
  const people = rows.flatMap(({ decidedBy, endedBy }) => [decidedBy, endedBy])
  return { rows, names: await namesOf(read.db, people), mayEnd }
}

/** Nothing where nobody took anything over. */
export function TakenOverSection({ page, view }: { page: Page; view: TakenOver }): VNode | null {
  const t = say(handoverWords, page.lang)
  if (view.rows.length === 0) return null
  const standing = view.rows.filter(({ endedAt }) => endedAt === null)
  const past = view.rows.filter(({ endedAt }) => endedAt !== null)
  return (
    <Section title={t('takeovers')} lead={t('takeovers.lead')} id="takeovers">
      {standing.length > 0 && <TakeoverList page={page} view={view} rows={standing} />}
      {past.length > 0 && (
        <Details summary={t('takeover.past', { n: past.length })}>
          <TakeoverList page={page} view={view} rows={past} />
        </Details>
      )}
    </Section>
  )
}

function TakeoverList(props: { page: Page; view: TakenOver; rows: Takeover[] }): VNode {
  const { page, view, rows } = props
  const t = say(handoverWords, page.lang)
  const day = (at: string | null) => (at ? formatDay(dayOf(at), page.lang) : '')
  const name = (id: string | null) => view.names.get(id ?? '') ?? '—'
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.id}>
          {takeoverText(page, row)}
          <p class="aside">
            {t('takeover.decided', {
              at: day(row.decidedAt),
              name: name(row.decidedBy),
              reason: row.reason,
            })}
          </p>
          {row.endedAt && (
            <p class="aside">
              {t('takeover.ended', {
                at: day(row.endedAt),
                name: name(row.endedBy),
                reason: endReason(page, row),
              })}
            </p>
          )}
          {view.mayEnd.has(row.id) && <a href={endingOf(row)}>{t('takeover.end')}</a>}
        </li>
      ))}
    </ul>
  )
}

export const takeoverText = (page: Page, row: Takeover): string =>
  say(handoverWords, page.lang)('takeover.row', {
    from: row.unitName,
    to: row.toName,
    period: periodLabel(row.period, page.lang),
  })

/** What the plan itself ended is said in the reader's language. */
const endReason = (page: Page, row: Takeover): string =>
  row.endReason === 'plan changed'
    ? say(handoverWords, page.lang)('takeover.plan-changed')
    : (row.endReason ?? '')

const endingOf = (row: Takeover) => `/office/units/${row.unitCode}/takeovers/${row.id}/ending`

const address = z.looseObject({ code: z.string().max(40), id: z.uuid() })
type Address = z.infer<typeof address>
type EndingView = { takeover: Takeover; duties: DutyListed[]; slug: string | null }

async function loadEnding(read: Read, { id }: Address): Promise<EndingView> {
  const [takeover] = await takeovers(read.db, { id })
  if (!takeover) throw notFound('takeover')
  const ids = (await read.rights.may('duty.reassign', takeover.toUnitId))
    ? await returnableDuties(read, takeover)
    : []
  const duties =
    ids.length === 0
      ? []
      : await listDuties(read.db, await asOfToday(read.db, read.today), {
          unitIds: [takeover.toUnitId],
          dutyIds: ids,
        })
  const plan = takeover.planId ? await planById(read.db, takeover.planId) : undefined
  return { takeover, duties, slug: plan?.slug ?? null }
}

/** The unit that gave; null where the address names another. */
const givenBy = async ({ db, today }: Read, { code, id }: Address): Promise<string | null> => {
  const [takeover] = await takeovers(db, { id })
  const unit = await unitByCode(db, code, today)
  return takeover && takeover.unitCode === code ? (unit?.id ?? takeover.unitId) : null
}

const endingPage: Route = route({
  method: 'GET',
  path: '/office/units/:code/takeovers/:id/ending',
  may: 'duty.reassign',
  about: 'The form that ends a takeover and names the open duties that go back.',
  input: address,
  unit: givenBy,
  load: loadEnding,
  show: (view: EndingView, page) => ({ html: <EndingPage page={page} view={view} /> }),
})

const endingRoute = route({
  method: 'POST',
  path: '/office/units/:code/takeovers/:id/ending',
  may: 'duty.reassign',
  about: 'Ends a takeover with a reason: later periods go to the first unit again.',
  records: ['takeover.ended', 'duty.reassigned', 'duty.received'],
  input: address.extend({
    duty: z
      .union([z.uuid(), z.array(z.uuid())])
      .optional()
      .transform((ids) => [ids ?? []].flat()),
    reason: z.string().max(5000).default(''),
  }),
  unit: givenBy,
  retry: endingPage,
  act: async (act, input) => {
    const { takeover, slug } = await loadEnding(act, input)
    if (input.duty.length > 0 && !(await act.rights.may('duty.reassign', takeover.toUnitId)))
      throw new Problem(403, 'right.missing')
    await endTakeover(act, {
      id: takeover.id,
      unitId: takeover.unitId,
      reason: input.reason,
      dutyIds: input.duty,
    })
    return slug ? `/office/tasks/${slug}/${takeover.number}#takeovers` : '/office/duties'
  },
  show: (redirect: string) => ({ redirect }),
})

function EndingPage({ page, view }: { page: Page; view: EndingView }): VNode {
  const t = say(handoverWords, page.lang)
  const { takeover, duties, slug } = view
  const names = { from: takeover.unitName, to: takeover.toName }
  const { problem } = page
  return (
    <Office
      page={page}
      title={t('takeover.end.title')}
      here="/office/duties"
      crumbs={
        slug
          ? [
              {
                href: `/office/tasks/${slug}/${takeover.number}`,
                label: `${takeover.number}. ${takeover.title}`,
              },
            ]
          : []
      }
    >
      <Heading over={takeoverText(page, takeover)} title={t('takeover.end.title')} />
      {takeover.endedAt ? (
        <Notice tone="info">{t('takeover.is-over')}</Notice>
      ) : (
        <>
          <p>{t('takeover.end.lead', names)}</p>
          <ErrorSummary
            problem={problem}
            text={
              problem ? sentence(problem.code, obligationWords[page.lang], problem.details) : ''
            }
          />
          <Form page={page} action={endingOf(takeover)} label={t('takeover.end.title')}>
            {duties.length === 0 ? (
              <p>{t('takeover.end.none')}</p>
            ) : (
              <CheckboxGroup
                label={t('takeover.end.duties', names)}
                name="duty"
                values={entryList(
                  page,
                  'duty',
                  duties.filter(({ opensOn }) => opensOn > page.today).map(({ id }) => id),
                )}
                options={duties.map((each) => ({
                  value: each.id,
                  label: `${each.number}. ${each.title} · ${periodLabel(each.period, page.lang)} · ${formatDay(each.dueOn, page.lang)}`,
                }))}
              />
            )}
            <TextArea
              label={t('takeover.end.reason')}
              name="reason"
              required
              rows={3}
              value={entryText(page, 'reason')}
            />
            <Actions>
              <Button>{t('takeover.end.button')}</Button>
            </Actions>
          </Form>
        </>
      )}
    </Office>
  )
}

export const takeoverRoutes: readonly Route[] = [endingPage, endingRoute]

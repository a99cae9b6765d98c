// One request for more time: its duties with their first due days, the decision, taking it back.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import {
  type Extension,
  type ExtensionLine,
  extensionLinesOf,
  findExtension,
  stateOf,
  withdrawExtension,
} from '../extensions/index.ts'
import {
  Button,
  DefinitionList,
  ErrorSummary,
  Form,
  Heading,
  issuesOf,
  Quote,
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { unitByCode } from '../org/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { DecideForm, decideByForm, lineLabels, lineSentences } from './extension-decide.tsx'
import { decideFields } from './extension-entries.ts'
import { extensionPageWords } from './extension-words.ts'
import {
  countsText,
  DoneNotice,
  extensionRefusal,
  grantedText,
  LineBadge,
  lineTitle,
  Rule,
  requestsDone,
  StateBadge,
} from './extensions.tsx'
import { Office } from './frame.tsx'

const address = z.looseObject({ code: z.string().max(40), id: z.uuid(), done: requestsDone })
type Address = z.infer<typeof address>

type View = {
  request: Extension
  lines: ExtensionLine[]
  names: Map<string, string>
  mayDecide: boolean
  mayWithdraw: boolean
  done: Address['done']
}

const unitOf = async (read: Read, { code }: Address) =>
  (await unitByCode(read.db, code, read.today))?.id ?? null

/** The matter of a decision is the reviewing unit's. */
const reviewerOfRequest = async (read: Read, input: Address): Promise<string | null> => {
  const unitId = await unitOf(read, input)
  return unitId ? ((await findExtension(read.db, unitId, input.id))?.reviewerId ?? null) : null
}

const onePage: Route = route({
  method: 'GET',
  path: '/office/units/:code/extensions/:id',
  may: 'duty.read',
  about: 'One request for more time, with its decision.',
  input: address,
  unit: unitOf,
  load: async (read: Read, input): Promise<View> => {
    const { db, rights, actor } = read
    const unitId = await unitOf(read, input)
    const request = unitId ? await findExtension(db, unitId, input.id) : undefined
    if (!request || !unitId) throw notFound('extension')
    const waits = stateOf(request) === 'waiting'
    const lines = await extensionLinesOf(db, unitId, [request.id])
    return {
      request,
      lines,
      names: await namesOf(db, [request.askedBy, ...lines.map(({ decidedBy }) => decidedBy)]),
      mayDecide:
        waits &&
        actor.unitId !== unitId &&
        (await rights.may('extension.decide', request.reviewerId)),
      mayWithdraw: waits && actor.unitId === unitId && (await rights.may('extension.ask', unitId)),
      done: input.done,
    }
  },
  show: (view: View, page) => ({ html: <OnePage page={page} view={view} /> }),
})

function OnePage({ page, view }: { page: Page; view: View }): VNode {
  const t = say(extensionPageWords, page.lang)
  const { request, lines, names } = view
  const href = `/office/units/${request.unitCode}/extensions/${request.id}`
  const title = t('one', { unit: request.unitName })
  return (
    <Office
      page={page}
      title={title}
      here="/office/extensions"
      crumbs={[{ href: '/office/extensions', label: t('title') }]}
    >
      <Heading title={title} />
      <DoneNotice page={page} done={view.done} />
      <ErrorSummary
        problem={page.problem}
        text={issuesOf(page.problem).length > 0 ? '' : extensionRefusal(page)}
        labels={lineLabels(page, lines)}
        sentences={lineSentences(page)}
      />
      <DefinitionList
        items={[
          { term: t('state'), value: <StateBadge page={page} row={request} /> },
          { term: t('wanted'), value: formatDay(request.wantedOn, page.lang) },
          request.grantedOn ? { term: t('granted'), value: grantedText(page, request) } : null,
          { term: t('outcome'), value: countsText(page, request) },
          { term: t('asked-at'), value: whenText(request.askedAt, page.lang) },
          { term: t('asked-by'), value: names.get(request.askedBy ?? '') ?? '—' },
          { term: t('reviewer'), value: request.reviewerName },
        ]}
      />
      <Section title={t('reason')}>
        <Quote text={request.reason} />
      </Section>
      <Table
        caption={t('ask.duties')}
        stack
        rows={lines}
        rowKey={(line) => line.dutyId}
        rowHref={(line) => `/office/units/${request.unitCode}/duties/${line.dutyId}`}
        columns={[
          {
            key: 'task',
            title: t('line.task'),
            render: (line) => lineTitle(page, line),
          },
          {
            key: 'original',
            title: t('line.original'),
            render: (line) => formatDay(line.dueOn, page.lang),
          },
          {
            key: 'counts',
            title: t('line.counts'),
            render: (line) =>
              line.ended ? t('line.ended') : t(line.inTime ? 'line.in-time' : 'line.too-late'),
          },
          {
            key: 'outcome',
            title: t('line.outcome'),
            roomy: true,
            render: (line) => <LineOutcome page={page} line={line} names={names} />,
          },
        ]}
      />
      {view.mayDecide && <DecideForm page={page} href={href} request={request} lines={lines} />}
      {view.mayWithdraw && (
        <Form page={page} action={`${href}/withdrawal`} label={t('withdraw')}>
          <Button kind="secondary">{t(request.decidedAt ? 'withdraw.rest' : 'withdraw')}</Button>
        </Form>
      )}
      <Rule page={page} />
    </Office>
  )
}

type OutcomeProps = { page: Page; line: ExtensionLine; names: Map<string, string> }

/** What was decided on a duty: up to when or why not, by whom. */
function LineOutcome({ page, line, names }: OutcomeProps): VNode {
  return (
    <>
      <LineBadge page={page} line={line} />
      {line.answer && <p>{line.answer}</p>}
      {line.decidedAt && (
        <p class="aside">
          {[whenText(line.decidedAt, page.lang), names.get(line.decidedBy ?? '')]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </>
  )
}

const decideRoute = route({
  method: 'POST',
  path: '/office/units/:code/extensions/:id',
  may: 'extension.decide',
  about: 'Grants more time with a day, or refuses with a reason: each duty, or all that are open.',
  records: ['extension.granted', 'extension.refused', 'extension.decided'],
  input: address.extend(decideFields),
  unit: reviewerOfRequest,
  retry: onePage,
  act: async (act, input) => {
    await decideByForm(act, await unitOf(act, input), input)
    return `/office/units/${input.code}/extensions/${input.id}?done=decided`
  },
  show: (redirect: string) => ({ redirect }),
})

const withdrawRoute = route({
  method: 'POST',
  path: '/office/units/:code/extensions/:id/withdrawal',
  may: 'extension.ask',
  own: true,
  about: 'Takes back what of a request for more time is not decided yet.',
  records: ['extension.withdrawn'],
  input: address,
  unit: unitOf,
  retry: onePage,
  act: async (act, input) => {
    const unitId = await unitOf(act, input)
    if (!unitId) throw notFound('unit')
    await withdrawExtension(act, { unitId, requestId: input.id })
    return `/office/units/${input.code}/extensions/${input.id}?done=withdrawn`
  },
  show: (redirect: string) => ({ redirect }),
})

export const extensionRoutes: readonly Route[] = [onePage, decideRoute, withdrawRoute]

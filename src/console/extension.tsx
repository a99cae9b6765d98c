// One request for more time: its duties with their first due days, the decision, taking it back.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import { periodLabel } from '../calendar/index.ts'
import {
  decideExtension,
  type Extension,
  type ExtensionLine,
  extensionLinesOf,
  findExtension,
  stateOf,
  withdrawExtension,
} from '../extensions/index.ts'
import {
  Actions,
  Button,
  DateField,
  DefinitionList,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Quote,
  RadioGroup,
  Section,
  Table,
  TextArea,
  whenText,
} from '../face/index.ts'
import { type Day, formatDay, isDay } from '../lib/day.ts'
import { unitByCode } from '../org/index.ts'
import {
  notFound,
  type Page,
  Problem,
  type Read,
  type Route,
  route,
  say,
} from '../platform/index.ts'
import { extensionPageWords } from './extension-words.ts'
import { DoneNotice, extensionRefusal, Rule, requestsDone, StateBadge } from './extensions.tsx'
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
    return {
      request,
      lines: await extensionLinesOf(db, unitId, [request.id]),
      names: await namesOf(db, [request.askedBy, request.decidedBy]),
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
      <ErrorSummary problem={page.problem} text={extensionRefusal(page)} />
      <DefinitionList
        items={[
          { term: t('state'), value: <StateBadge page={page} row={request} /> },
          { term: t('wanted'), value: formatDay(request.wantedOn, page.lang) },
          request.grantedOn
            ? { term: t('granted'), value: formatDay(request.grantedOn, page.lang) }
            : null,
          { term: t('asked-at'), value: whenText(request.askedAt, page.lang) },
          { term: t('asked-by'), value: names.get(request.askedBy ?? '') ?? '—' },
          { term: t('reviewer'), value: request.reviewerName },
          request.decidedAt
            ? {
                term: t('decide'),
                value: `${whenText(request.decidedAt, page.lang)} · ${names.get(request.decidedBy ?? '') ?? ''}`,
              }
            : null,
          request.answer ? { term: t('answer'), value: request.answer } : null,
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
            render: (line) =>
              `${line.number}. ${line.title} · ${periodLabel(line.period, page.lang)}`,
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
        ]}
      />
      {view.mayDecide && <Decide page={page} href={href} request={request} />}
      {view.mayWithdraw && (
        <Form page={page} action={`${href}/withdrawal`} label={t('withdraw')}>
          <Button kind="secondary">{t('withdraw')}</Button>
        </Form>
      )}
      <Rule page={page} />
    </Office>
  )
}

function Decide(props: { page: Page; href: string; request: Extension }): VNode {
  const { page, href, request } = props
  const t = say(extensionPageWords, page.lang)
  return (
    <Section title={t('decide')}>
      <Form page={page} action={href} label={t('decide')}>
        <RadioGroup
          label={t('decide')}
          name="decision"
          value={entryText(page, 'decision', 'grant')}
          options={[
            { value: 'grant', label: t('decide.grant') },
            { value: 'refuse', label: t('decide.refuse') },
          ]}
        />
        <DateField
          label={t('decide.day')}
          name="grantedOn"
          hint={t('decide.day.hint')}
          min={page.today}
          value={entryText(page, 'grantedOn', request.wantedOn)}
        />
        <TextArea
          label={t('decide.reason')}
          name="reason"
          rows={3}
          value={entryText(page, 'reason')}
        />
        <Actions>
          <Button>{t('decide.button')}</Button>
        </Actions>
      </Form>
    </Section>
  )
}

const decideRoute = route({
  method: 'POST',
  path: '/office/units/:code/extensions/:id',
  may: 'extension.decide',
  about: 'Grants more time with a day, or refuses with a reason.',
  records: ['extension.granted', 'extension.refused'],
  input: address.extend({
    decision: z.enum(['grant', 'refuse']).default('grant'),
    grantedOn: z.string().default(''),
    reason: z.string().max(5000).default(''),
  }),
  unit: reviewerOfRequest,
  retry: onePage,
  act: async (act, input) => {
    const unitId = await unitOf(act, input)
    if (!unitId) throw notFound('unit')
    const grants = input.decision === 'grant'
    if (grants && !isDay(input.grantedOn)) throw new Problem(422, 'extension.day-not-later')
    await decideExtension(act, {
      unitId,
      requestId: input.id,
      grantedOn: grants ? (input.grantedOn as Day) : null,
      reason: input.reason,
    })
    return `/office/units/${input.code}/extensions/${input.id}?done=decided`
  },
  show: (redirect: string) => ({ redirect }),
})

const withdrawRoute = route({
  method: 'POST',
  path: '/office/units/:code/extensions/:id/withdrawal',
  may: 'extension.ask',
  own: true,
  about: 'Takes a request for more time back.',
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

// One webhook: what was sent and what waits, sending again, ending it.

import type { VNode } from 'preact'
import { z } from 'zod'
import { verbText } from '../audit/index.ts'
import {
  Actions,
  Button,
  DefinitionList,
  Details,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  fieldErrors,
  Heading,
  Notice,
  Section,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import {
  type Delivery,
  deliveriesOf,
  endWebhook,
  replayDelivery,
  type Webhook,
  webhookById,
} from '../integrations/index.ts'
import { unitById } from '../org/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { webhookWords } from './webhook-words.ts'
import {
  crumbsOf,
  MANAGE_WEBHOOKS,
  verbsText,
  WEBHOOKS,
  WebhookState,
  webhookListRoutes,
  webhookRefusal,
} from './webhooks.tsx'

const SIZE = 50
const DONE = ['replayed', 'ended'] as const
const byId = z.object({ id: z.uuid() })
const input = byId.extend({
  before: z.uuid().optional().catch(undefined),
  done: z.enum(DONE).optional().catch(undefined),
})

type Sent = Delivery & { status: number | null; failure: string | null }
type View = {
  webhook: Webhook
  unitName: string
  sent: Sent[]
  older: string | null
  done: (typeof DONE)[number] | undefined
}

const unitOf = async ({ db }: Read, { id }: { id: string }): Promise<string | null> =>
  (await webhookById(db, id))?.unit_id ?? null

const page: Route = route<z.infer<typeof input>, View>({
  method: 'GET',
  path: `${WEBHOOKS}/:id`,
  may: MANAGE_WEBHOOKS,
  about: 'One webhook with the log of what was sent.',
  input,
  unit: unitOf,
  load: async ({ db }, { id, before, done }) => {
    const webhook = await webhookById(db, id)
    if (!webhook) throw notFound('webhook')
    const rows = await deliveriesOf(db, id, { before: before ?? null, limit: SIZE + 1 })
    const sent = rows.slice(0, SIZE)
    return {
      webhook,
      unitName: (await unitById(db, webhook.unit_id))?.fullName ?? '',
      sent,
      older: rows.length > SIZE ? (sent.at(-1)?.id ?? null) : null,
      done,
    }
  },
  show: (view, shown) => ({ html: <WebhookPage page={shown} view={view} /> }),
})

type Props = { page: Page; view: View }

function WebhookPage({ page: shown, view }: Props): VNode {
  const t = say(webhookWords, shown.lang)
  const { webhook } = view
  const sentences = { reason: t('field.reason') }
  return (
    <Office
      page={shown}
      title={t('log')}
      here="/office/settings"
      crumbs={[...crumbsOf(shown), { href: WEBHOOKS, label: t('webhooks') }]}
    >
      <Heading over={webhook.url} title={t('log')} />
      {view.done && (
        <Notice tone="good" toast>
          {t(view.done)}
        </Notice>
      )}
      {webhook.reason === 'failing' && (
        <Notice tone="warning" title={t('failing.notice')}>
          {t('failing.text')}
        </Notice>
      )}
      <ErrorSummary problem={shown.problem} sentences={sentences} text={webhookRefusal(shown)} />
      <DefinitionList
        items={[
          { term: t('state'), value: <WebhookState page={shown} webhook={webhook} /> },
          { term: t('unit'), value: view.unitName },
          { term: t('verbs'), value: verbsText(shown, webhook) },
          { term: t('begun'), value: whenText(webhook.begun_at, shown.lang) },
        ]}
      />
      <Log page={shown} view={view} />
      {!webhook.ended_at && (
        <Details summary={t('end')} open={shown.problem?.code === 'input.invalid'}>
          <Form page={shown} action={`${WEBHOOKS}/${webhook.id}/ending`} label={t('end')}>
            <TextField
              label={t('end.reason')}
              name="reason"
              required
              maxLength={500}
              hint={t('end.reason.hint')}
              value={entryText(shown, 'reason')}
              error={fieldErrors(shown.problem, shown.lang, sentences).reason}
            />
            <Actions>
              <Button kind="danger">{t('end')}</Button>
            </Actions>
          </Form>
        </Details>
      )}
    </Office>
  )
}

function Log({ page: shown, view }: Props): VNode {
  const t = say(webhookWords, shown.lang)
  const { webhook, sent, older } = view
  return (
    <Section title={t('log')}>
      <Table
        caption={t('log')}
        quietCaption
        stack
        rows={sent}
        rowKey={(row) => row.id}
        empty={<Empty title={t('log.empty')}>{t('log.empty.text')}</Empty>}
        columns={[
          { key: 'event', title: t('log.event'), render: (row) => verbText(row.verb, shown.lang) },
          {
            key: 'made',
            title: t('log.made'),
            render: (row) => whenText(row.made_at, shown.lang),
          },
          {
            key: 'attempts',
            title: t('log.attempts'),
            align: 'right',
            render: (row) => row.attempts,
          },
          {
            key: 'outcome',
            title: t('log.outcome'),
            render: (row) => (
              <>
                {outcomeText(shown, row)}
                {row.failure && <span class="aside"> {row.failure}</span>}
              </>
            ),
          },
          {
            key: 'replay',
            title: t('replay'),
            render: (row) =>
              webhook.ended_at ? (
                '—'
              ) : (
                <Form page={shown} action={`${WEBHOOKS}/${webhook.id}/deliveries/${row.id}/replay`}>
                  <Button
                    kind="quiet"
                    small
                    label={`${t('replay')}: ${verbText(row.verb, shown.lang)}, ${whenText(row.made_at, shown.lang)}`}
                  >
                    {t('replay')}
                  </Button>
                </Form>
              ),
          },
        ]}
      />
      {older && (
        <p>
          <a href={`${WEBHOOKS}/${webhook.id}?before=${older}`}>{t('log.older')}</a>
        </p>
      )}
    </Section>
  )
}

function outcomeText({ lang }: Page, row: Sent): string {
  const t = say(webhookWords, lang)
  if (row.delivered_at) return t('log.delivered', { at: whenText(row.delivered_at, lang) })
  if (row.next_at) return t('log.waits', { at: whenText(row.next_at, lang) })
  return t('log.failed')
}

const endRoute = route({
  method: 'POST',
  path: `${WEBHOOKS}/:id/ending`,
  may: MANAGE_WEBHOOKS,
  about: 'Ends a webhook with a reason; its log is kept.',
  records: ['webhook.ended'],
  input: byId.extend({ reason: z.string().trim().min(1).max(500) }),
  unit: unitOf,
  retry: page,
  act: async (act, { id, reason }) => {
    await endWebhook(act, id, 'withdrawn', reason)
    return id
  },
  show: (id) => ({ redirect: `${WEBHOOKS}/${id}?done=ended` }),
})

const replayRoute = route({
  method: 'POST',
  path: `${WEBHOOKS}/:id/deliveries/:delivery/replay`,
  may: MANAGE_WEBHOOKS,
  about: 'Sends a delivery once more.',
  records: ['webhook.replayed'],
  input: byId.extend({ delivery: z.uuid() }),
  unit: unitOf,
  retry: page,
  act: async (act, { id, delivery }) => {
    await replayDelivery(act, id, delivery)
    return id
  },
  show: (id) => ({ redirect: `${WEBHOOKS}/${id}?done=replayed` }),
})

export const webhookRoutes: readonly Route[] = [...webhookListRoutes, page, endRoute, replayRoute]

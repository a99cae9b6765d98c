// What a plan begun from last year's changes in it: item by item, which bodies are no more, and the acceptance.

import type { VNode } from 'preact'
import { z } from 'zod'
import { csv, writeSpreadsheet } from '../documents/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  Compare,
  DateField,
  Details,
  ErrorSummary,
  ExportLinks,
  entryText,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import { formatDay } from '../lib/day.ts'
import { type Takeover, takeovers } from '../obligations/index.ts'
import {
  acceptChanges,
  bodyWords,
  loadChanges,
  type PlanItem,
  replaceBody,
  requirePlanBySlug,
  type YearChange,
  type YearChanges,
} from '../plans/index.ts'
import { type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { GoneBodies } from './gone-bodies.tsx'
import { ruleText } from './item-text.tsx'
import { nextWords } from './next-words.ts'
import { issuerOf, refusal } from './plan-item.tsx'
import { takeoverText } from './takeovers.tsx'
import { exportKind } from './tally.tsx'

const address = z.looseObject({ slug: z.string().max(80) })
type Address = z.infer<typeof address>
export type ChangesView = YearChanges & {
  /** Handed on for good under the plan before; this plan says anew who leads. */
  takenOver: Takeover[]
  mayEdit: boolean
  flag: [string, string] | null
}
const FLAGS = ['begun', 'replaced', 'saved', 'dropped', 'added'] as const

export const changesPage: Route = route({
  method: 'GET',
  path: '/office/plans/:slug/changes',
  may: 'plan.read',
  about: 'What a plan begun from last year’s changes in it, and which bodies are no more.',
  input: address,
  load: async (read: Read, input: Address): Promise<ChangesView> => {
    const view = await loadChanges(read.db, input.slug)
    const name = FLAGS.find((flag) => flag in input)
    const { issuer_id } = view.plan
    return {
      ...view,
      takenOver: await takeovers(read.db, {
        planId: view.from.id,
        unitIds: await read.rights.reach('plan.read'),
        standing: true,
      }),
      mayEdit: issuer_id !== null && (await read.rights.may('plan.publish', issuer_id)),
      flag: name ? [name, String(input[name])] : null,
    }
  },
  show: (view: ChangesView, page) => ({ html: <ChangesPage page={page} view={view} /> }),
})

const KINDS = ['added', 'removed', 'changed', 'moved', 'same'] as const

function ChangesPage({ page, view }: { page: Page; view: ChangesView }): VNode {
  const t = say(nextWords, page.lang)
  const { plan, from, changes, flag } = view
  const of = (kind: (typeof KINDS)[number]) => changes.filter((change) => change.kind === kind)
  const counts = Object.fromEntries(KINDS.map((kind) => [kind, of(kind).length]))
  return (
    <Office
      page={page}
      title={t('changes')}
      here="/office/plans"
      crumbs={[{ href: `/office/plans/${plan.slug}`, label: plan.number }]}
    >
      <Heading
        over={plan.number}
        title={t('changes')}
        lead={t('changes.lead', { number: plan.number, from: from.number })}
        actions={<ExportLinks base={`/office/plans/${plan.slug}/changes`} />}
      />
      {flag && (
        <Notice tone="good" toast>
          {flag[0] === 'begun'
            ? t('changes.begun')
            : flag[0] === 'replaced'
              ? t('gone.replaced', { n: flag[1] })
              : t(flag[0] as 'saved', { number: flag[1] })}
        </Notice>
      )}
      <ErrorSummary problem={page.problem} text={refusal(page)} />
      <p>{t('changes.counts', counts)}</p>
      <GoneBodies page={page} view={view} />
      <Ended page={page} view={view} />
      <TakenOverBefore page={page} view={view} />
      {KINDS.map((kind) => (
        <Changes key={kind} page={page} view={view} kind={kind} changes={of(kind)} />
      ))}
      {view.mayEdit && <AddForm page={page} view={view} />}
      <Acceptance page={page} view={view} />
    </Office>
  )
}

function TakenOverBefore({ page, view }: { page: Page; view: ChangesView }): VNode | null {
  const t = say(nextWords, page.lang)
  if (view.takenOver.length === 0) return null
  return (
    <Details summary={t('taken-over', { n: view.takenOver.length, number: view.from.number })}>
      <p>{t('taken-over.lead')}</p>
      <ul>
        {view.takenOver.map((row) => (
          <li key={row.id}>
            {row.number}. {row.title}: {takeoverText(page, row)}
          </li>
        ))}
      </ul>
    </Details>
  )
}

function Ended({ page, view }: { page: Page; view: ChangesView }): VNode | null {
  const t = say(nextWords, page.lang)
  if (view.ended.length === 0) return null
  const title = t('ended', { n: view.ended.length })
  return (
    <Details summary={title}>
      <Table
        caption={title}
        quietCaption
        stack
        rows={view.ended}
        rowKey={({ unit }) => unit.id}
        columns={[
          { key: 'unit', title: t('ended.unit'), render: ({ unit }) => unit.fullName },
          {
            key: 'on',
            title: t('ended.on'),
            render: ({ unit }) => formatDay(unit.validTo ?? '', page.lang),
          },
          {
            key: 'successors',
            title: t('ended.successors'),
            render: ({ successors }) =>
              successors.map(({ fullName }) => fullName).join('; ') || t('ended.nobody'),
          },
        ]}
      />
    </Details>
  )
}

/** An item as it is compared: its words, bodies and times. */
function itemText(page: Page, item: PlanItem | null): string {
  if (!item) return ''
  return [
    item.text,
    `▸ ${bodyWords(item.lead)}`,
    item.coordinating.length > 0 ? `+ ${bodyWords(item.coordinating)}` : '',
    item.due.map((rule) => ruleText(page, rule)).join('; '),
  ]
    .filter(Boolean)
    .join('\n')
}

type ListProps = {
  page: Page
  view: ChangesView
  kind: (typeof KINDS)[number]
  changes: YearChange<PlanItem>[]
}

function Changes({ page, view, kind, changes }: ListProps): VNode | null {
  const t = say(nextWords, page.lang)
  if (changes.length === 0) return null
  const body = changes.map((change) => {
    const { before, after, aspects } = change
    const item = after ?? before
    return (
      <div key={item?.id}>
        <h3>
          {item?.number}{' '}
          <span class="aside">{aspects.map((aspect) => t(`aspect.${aspect}`)).join(', ')}</span>{' '}
          {view.mayEdit && after && (
            <a href={`/office/plans/${view.plan.slug}/items/${after.id}`}>{t('edit')}</a>
          )}
        </h3>
        {kind === 'same' ? (
          <p>{item?.text}</p>
        ) : (
          <Compare
            left={{ title: t('before'), text: itemText(page, before) }}
            right={{ title: t('after'), text: itemText(page, after) }}
          />
        )}
      </div>
    )
  })
  const title = `${t(`kind.${kind}`)} (${changes.length})`
  if (kind === 'moved' || kind === 'same') return <Details summary={title}>{body}</Details>
  return <Section title={title}>{body}</Section>
}

function AddForm({ page, view }: { page: Page; view: ChangesView }): VNode {
  const t = say(nextWords, page.lang)
  return (
    <Details summary={t('add')}>
      <Form page={page} action={`/office/plans/${view.plan.slug}/items`} label={t('add')}>
        <TextArea label={t('edit.text')} name="text" rows={3} value={entryText(page, 'text')} />
        <TextField
          label={t('edit.lead')}
          name="lead"
          hint={t('edit.hint')}
          value={entryText(page, 'lead')}
        />
        <TextField
          label={t('edit.coordinating')}
          name="coordinating"
          optional
          value={entryText(page, 'coordinating')}
        />
        <DateField label={t('add.day')} name="day" optional value={entryText(page, 'day')} />
        <Button kind="secondary">{t('add.button')}</Button>
      </Form>
    </Details>
  )
}

function Acceptance({ page, view }: { page: Page; view: ChangesView }): VNode {
  const t = say(nextWords, page.lang)
  const { accepted, isStale, plan } = view
  const at = accepted ? whenText(accepted.accepted_at, page.lang) : ''
  return (
    <Section title={t('accept')} id="accept">
      {accepted && (
        <Notice tone={isStale ? 'warning' : 'good'}>
          {t(isStale ? 'accept.stale' : 'accept.done', { at })}
          {accepted.note !== '' && ` “${accepted.note}”`}
        </Notice>
      )}
      {view.mayEdit && (!accepted || isStale) && (
        <Form page={page} action={`/office/plans/${plan.slug}/changes`} label={t('accept')}>
          <TextArea
            label={t('accept.note')}
            name="note"
            optional
            rows={2}
            value={entryText(page, 'note')}
          />
          <Button>{t('accept.button')}</Button>
        </Form>
      )}
      {view.mayEdit && accepted && !isStale && (
        <Actions>
          <ButtonLink href={`/office/plans/${plan.slug}`}>{t('accept.publish')}</ButtonLink>
        </Actions>
      )}
    </Section>
  )
}

const acceptRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/changes',
  may: 'plan.publish',
  about: 'Accepts what changed against last year’s plan, as it stands.',
  records: ['plan.changes-accepted'],
  input: address,
  unit: issuerOf,
  retry: changesPage,
  act: async (act, input: Address) => {
    const plan = await requirePlanBySlug(act.db, input.slug)
    await acceptChanges(act, {
      planId: plan.id,
      note: typeof input.note === 'string' ? input.note : '',
    })
    return `/office/plans/${plan.slug}/changes#accept`
  },
  show: (redirect: string) => ({ redirect }),
})

const replaceRoute = route({
  method: 'POST',
  path: '/office/plans/:slug/bodies',
  may: 'plan.publish',
  about: 'Puts other bodies in the place of one that is no more, everywhere in a draft.',
  records: ['plan.body-replaced'],
  input: address.extend({ name: z.string().max(500), by: z.string().max(5000).default('') }),
  unit: issuerOf,
  retry: changesPage,
  act: async (act, { slug, name, by }) => {
    const plan = await requirePlanBySlug(act.db, slug)
    const n = await replaceBody(act, { planId: plan.id, name, by })
    return `/office/plans/${slug}/changes?replaced=${n}`
  },
  show: (redirect: string) => ({ redirect }),
})

const exported = (ending: 'csv' | 'xlsx') =>
  route<Address, Uint8Array | string>({
    method: 'GET',
    path: `/office/plans/:slug/changes.${ending}`,
    may: 'export.read',
    about: `What changed against last year’s plan as ${ending}.`,
    input: address,
    load: async (read, { slug }) => {
      const { changes } = await loadChanges(read.db, slug)
      const header = ['change', 'aspects', 'number_before', 'number_after', 'before', 'after']
      header.push('lead_before', 'lead_after', 'time_before', 'time_after')
      const rows = changes.map(({ kind, aspects, before, after }) => [
        kind,
        aspects.join(', '),
        before?.number ?? '',
        after?.number ?? '',
        before?.text ?? '',
        after?.text ?? '',
        before ? bodyWords(before.lead) : '',
        after ? bodyWords(after.lead) : '',
        before?.time_text ?? '',
        after?.time_text ?? '',
      ])
      if (ending === 'csv') return csv([header, ...rows])
      return await writeSpreadsheet([{ name: 'changes', header, rows }])
    },
    show: (file) => ({ file, ...exportKind(ending, 'changes') }),
  })

export const changesRoutes: readonly Route[] = [
  exported('csv'),
  exported('xlsx'),
  changesPage,
  acceptRoute,
  replaceRoute,
]

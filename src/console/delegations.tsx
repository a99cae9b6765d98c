// "Ký thay": powers lent during leave, taking them up, ending them.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  authWords,
  beginActing,
  colleaguesOf,
  DELEGABLE,
  type Delegation,
  delegationsOfUnits,
  delegationsTo,
  endActing,
  endDelegation,
  giveDelegation,
  type Lent,
  MOST_DAYS,
  permissionsOfPost,
} from '../auth/index.ts'
import {
  Actions,
  Button,
  CheckboxGroup,
  DateField,
  Empty,
  ErrorSummary,
  entryList,
  entryText,
  Form,
  Heading,
  Notice,
  Section,
  Select,
  Table,
  TextField,
  whenText,
} from '../face/index.ts'
import { addDays, type Day, formatDay, isDay } from '../lib/day.ts'
import { type Page, Problem, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { handoverWords } from './handover-words.ts'

const HERE = '/office/delegations'

type View = {
  lent: Lent[]
  all: Delegation[]
  /** What could be lent from the post one works in; null when one may not lend. */
  give: { powers: string[]; colleagues: { id: string; name: string; title: string }[] } | null
  me: string | null
  done: 'given' | 'ended' | undefined
}

const page: Route = route({
  method: 'GET',
  path: HERE,
  may: 'signed-in',
  about:
    'Powers lent to the visitor and by the visitor, and those of the units whose people one manages.',
  input: z.object({ done: z.enum(['given', 'ended']).optional().catch(undefined) }),
  load: async (read: Read, { done }): Promise<View> => {
    const { db, today, actor, rights } = read
    const mayGive = rights.holds('delegation.give') && !actor.delegationId
    const powers = mayGive && actor.postId ? await permissionsOfPost(db, actor.postId, today) : []
    return {
      lent: actor.personId ? await delegationsTo(db, actor.personId, today) : [],
      all: await delegationsOfUnits(db, {
        unitIds: await rights.reach('person.read'),
        personId: actor.personId,
      }),
      give:
        mayGive && actor.unitId
          ? {
              powers: DELEGABLE.filter((power) => powers.includes(power)),
              colleagues: await colleaguesOf(db, actor.unitId, today, actor.personId),
            }
          : null,
      me: actor.personId,
      done,
    }
  },
  show: (view: View, shown) => ({ html: <DelegationsPage page={shown} view={view} /> }),
})

type Power = (typeof DELEGABLE)[number]

function DelegationsPage({ page: shown, view }: { page: Page; view: View }): VNode {
  const t = say(handoverWords, shown.lang)
  const { lent, all } = view
  const acting = shown.visitor.acting
  return (
    <Office page={shown} title={t('title')} here={HERE}>
      <Heading title={t('title')} lead={t('lead')} />
      {view.done && (
        <Notice tone="good" toast>
          {t(view.done)}
        </Notice>
      )}
      <ErrorSummary
        problem={shown.problem}
        text={
          shown.problem
            ? sentence(shown.problem.code, authWords[shown.lang], shown.problem.details)
            : ''
        }
      />
      <Section title={t('lent.title')}>
        {lent.length === 0 && <p>{t('lent.none')}</p>}
        {lent.map((each) => (
          <div key={each.id} class="card">
            <p>
              {t('lent.row', {
                name: each.giverName,
                post: each.title,
                day: formatDay(each.lastDay, shown.lang),
                powers: powersText(shown, each.permissions),
              })}
            </p>
            <Actions>
              {!acting && (
                <Form page={shown} action={`${HERE}/${each.id}/signing`}>
                  <Button>{t('lent.begin', { name: each.giverName })}</Button>
                </Form>
              )}
              <Form page={shown} action={`${HERE}/${each.id}/ending`}>
                <Button kind="quiet">{t('lent.return')}</Button>
              </Form>
            </Actions>
          </div>
        ))}
        {acting && (
          <Form page={shown} action={`${HERE}/return`}>
            <Button>{t('lent.end')}</Button>
          </Form>
        )}
      </Section>
      {acting && <Notice tone="info">{t('give.acting')}</Notice>}
      {view.give && <Give page={shown} give={view.give} />}
      <Section title={t('all')}>
        <DelegationTable page={shown} rows={all} me={view.me} />
      </Section>
    </Office>
  )
}

const powersText = ({ lang }: Page, permissions: readonly string[]): string =>
  permissions.map((power) => say(handoverWords, lang)(`power.${power as Power}`)).join(', ')

function Give({ page: shown, give }: { page: Page; give: NonNullable<View['give']> }): VNode {
  const t = say(handoverWords, shown.lang)
  if (give.powers.length === 0) return <p>{t('give.no-power')}</p>
  return (
    <Section title={t('give')} lead={t('give.lead', { most: MOST_DAYS })}>
      {give.colleagues.length === 0 ? (
        <Empty title={t('give.none')} />
      ) : (
        <Form page={shown} action={HERE} label={t('give')}>
          <Select
            label={t('give.to')}
            name="to"
            value={entryText(shown, 'to')}
            options={give.colleagues.map(({ id, name, title }) => ({
              value: id,
              label: `${name} · ${title}`,
            }))}
          />
          <CheckboxGroup
            label={t('give.powers')}
            name="power"
            values={entryList(shown, 'power', give.powers)}
            options={give.powers.map((power) => ({
              value: power,
              label: t(`power.${power as Power}`),
            }))}
          />
          <DateField
            label={t('give.from')}
            name="from"
            required
            min={shown.today}
            value={entryText(shown, 'from', shown.today)}
          />
          <DateField
            label={t('give.until')}
            name="until"
            required
            min={shown.today}
            max={addDays(shown.today as Day, 2 * MOST_DAYS)}
            value={entryText(shown, 'until')}
          />
          <TextField
            label={t('give.reason')}
            name="reason"
            optional
            maxLength={500}
            value={entryText(shown, 'reason')}
          />
          <Actions>
            <Button>{t('give.button')}</Button>
          </Actions>
        </Form>
      )}
    </Section>
  )
}

function DelegationTable(props: { page: Page; rows: Delegation[]; me: string | null }): VNode {
  const { page: shown, rows, me } = props
  const t = say(handoverWords, shown.lang)
  const isOpen = (row: Delegation) => row.ended_at === null && row.valid_to > shown.today
  const state = (row: Delegation) => {
    if (row.ended_at) return t('state.ended', { at: whenText(row.ended_at, shown.lang) })
    if (row.valid_to <= shown.today) return t('state.past')
    return t(row.valid_from > shown.today ? 'state.later' : 'state.now')
  }
  return (
    <Table
      caption={t('all')}
      quietCaption
      stack
      rows={rows}
      rowKey={(row) => row.id}
      empty={<Empty title={t('all.empty')} />}
      columns={[
        { key: 'giver', title: t('giver'), render: (row) => `${row.giverName} · ${row.title}` },
        { key: 'taker', title: t('taker'), render: (row) => row.toName },
        { key: 'powers', title: t('powers'), render: (row) => powersText(shown, row.permissions) },
        { key: 'from', title: t('from'), render: (row) => formatDay(row.valid_from, shown.lang) },
        {
          key: 'until',
          title: t('until'),
          render: (row) => formatDay(addDays(row.valid_to, -1), shown.lang),
        },
        { key: 'state', title: t('state'), render: state },
        {
          key: 'end',
          title: '',
          render: (row) =>
            isOpen(row) && row.given_by === me ? (
              <Form page={shown} action={`${HERE}/${row.id}/ending`}>
                <Button kind="secondary" small label={t('end.of', { name: row.toName })}>
                  {t('end')}
                </Button>
              </Form>
            ) : null,
        },
      ]}
    />
  )
}

const giveRoute = route({
  method: 'POST',
  path: HERE,
  may: 'delegation.give',
  about: 'Lends named powers of one’s post to a colleague of the unit for some days.',
  records: ['delegation.given'],
  input: z.object({
    to: z.string().default(''),
    power: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .transform((powers) => [powers ?? []].flat()),
    from: z.string().default(''),
    until: z.string().default(''),
    reason: z.string().max(2000).default(''),
  }),
  retry: page,
  act: async (act, input) => {
    if (!isDay(input.from) || !isDay(input.until)) {
      throw new Problem(422, 'delegation.ends-before-begin')
    }
    await giveDelegation(act, {
      toPersonId: input.to,
      permissions: input.power,
      from: input.from,
      until: input.until,
      reason: input.reason,
    })
    return `${HERE}?done=given`
  },
  show: (redirect: string) => ({ redirect }),
})

const session = (id: string | null): string => {
  if (id === null) throw new Problem(401, 'session.needed')
  return id
}

const endRoute = route({
  method: 'POST',
  path: `${HERE}/:id/ending`,
  may: 'signed-in',
  about: 'Ends a delegation early: by who gave it, who took it, or who manages the unit’s people.',
  records: ['delegation.ended'],
  input: z.object({ id: z.uuid() }),
  retry: page,
  act: async (act, { id }) => {
    await endDelegation(act, id)
    return `${HERE}?done=ended`
  },
  show: (redirect: string) => ({ redirect }),
})

const signRoute = route({
  method: 'POST',
  path: `${HERE}/:id/signing`,
  may: 'signed-in',
  about: 'Signs from now on for the holder of a post.',
  records: ['acting.began'],
  input: z.object({ id: z.uuid() }),
  retry: page,
  act: async (act, { id }) => {
    await beginActing(act, session(act.session), id)
    return '/office'
  },
  show: (redirect: string) => ({ redirect }),
})

const returnRoute = route({
  method: 'POST',
  path: `${HERE}/return`,
  may: 'signed-in',
  about: 'Back to one’s own post.',
  records: ['acting.ended'],
  input: z.object({}),
  act: async (act) => {
    await endActing(act, session(act.session))
    return '/office'
  },
  show: (redirect: string) => ({ redirect }),
})

export const delegationRoutes: readonly Route[] = [
  page,
  giveRoute,
  returnRoute,
  endRoute,
  signRoute,
]

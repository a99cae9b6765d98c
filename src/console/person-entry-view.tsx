// How a person gets in: open sessions and the second factor, and what an administrator may do about them.

import type { VNode } from 'preact'
import {
  factorInForce,
  identitiesOf,
  type LinkRow,
  linkOf,
  namesOf,
  openRemoval,
  openSessions,
  type RemovalRow,
  type SessionRow,
} from '../auth/index.ts'
import {
  Badge,
  Button,
  Details,
  Empty,
  entryText,
  Form,
  Notice,
  Section,
  Table,
  TextArea,
  whenText,
} from '../face/index.ts'
import { type Page, type Read, say } from '../platform/index.ts'
import { deviceName } from '../signin/index.ts'
import { personEntryWords } from './person-entry-words.ts'
import type { PersonView } from './person-load.ts'

export type PersonEntry = {
  sessions: SessionRow[]
  factorSince: string | null
  removal: (RemovalRow & { by: string }) | null
  link: LinkRow | null
  isLinked: boolean
}

/** What an administrator sees of how a person gets in. */
export async function loadEntry({ db, now }: Read, personId: string): Promise<PersonEntry> {
  const removal = await openRemoval(db, personId)
  const names = await namesOf(db, [removal?.asked_by ?? null])
  return {
    sessions: await openSessions(db, personId, now),
    factorSince: (await factorInForce(db, personId))?.confirmed_at ?? null,
    isLinked: (await identitiesOf(db, personId)).length > 0,
    link: (await linkOf(db, personId, now)) ?? null,
    removal: removal ? { ...removal, by: names.get(removal.asked_by ?? '') ?? '' } : null,
  }
}

type Props = { page: Page; view: PersonView; entry: PersonEntry }

export const PersonEntryView = (props: Props): VNode => (
  <>
    <LinkSection {...props} />
    <Sessions {...props} />
    <Factor {...props} />
    <Identity {...props} />
  </>
)

function LinkSection({ page, view, entry }: Props): VNode | null {
  const t = say(personEntryWords, page.lang)
  if (view.leftOn) return null
  const base = `/office/people/${view.id}/link`
  const { link } = entry
  return (
    <Section
      id="link"
      title={t(view.hasPassword ? 'link.reset' : 'link.invite')}
      lead={t(view.hasPassword ? 'link.reset.lead' : 'link.invite.lead')}
    >
      {link && (
        <p>
          {t('link.waits', {
            made: whenText(link.made_at, page.lang),
            until: whenText(link.expires_at, page.lang),
          })}
        </p>
      )}
      <div class="actions">
        <Form page={page} action={base}>
          <Button kind={view.hasPassword ? 'secondary' : 'primary'}>
            {t(link ? 'link.send-again' : 'link.send')}
          </Button>
        </Form>
        <Form page={page} action={`${base}/hand`}>
          <Button kind="secondary">{t('link.hand')}</Button>
        </Form>
        {link && (
          <Form page={page} action={`${base}/revocation`}>
            <Button kind="danger">{t('link.revoke')}</Button>
          </Form>
        )}
      </div>
    </Section>
  )
}

function Sessions({ page, view, entry }: Props): VNode {
  const t = say(personEntryWords, page.lang)
  const base = `/office/people/${view.id}/sessions`
  return (
    <Section
      id="sessions"
      title={t('sessions')}
      lead={t('sessions.lead')}
      actions={
        entry.sessions.length > 0 ? (
          <Form page={page} action={`${base}/all/ending`}>
            <Button kind="danger">{t('sessions.end-all')}</Button>
          </Form>
        ) : undefined
      }
    >
      <Table
        caption={t('sessions')}
        quietCaption
        stack
        rows={entry.sessions}
        rowKey={(row) => row.id}
        empty={<Empty title={t('sessions.none')} />}
        columns={[
          {
            key: 'device',
            title: t('device'),
            render: (row) => deviceName(row.agent) ?? t('device.unknown'),
          },
          {
            key: 'started',
            title: t('started'),
            render: (row) => whenText(row.started_at, page.lang),
          },
          { key: 'seen', title: t('seen'), render: (row) => whenText(row.seen_at, page.lang) },
          {
            key: 'end',
            title: t('session.end'),
            render: (row) => (
              <Form page={page} action={`${base}/${row.id}/ending`}>
                <Button kind="quiet" small>
                  {t('session.end')}
                </Button>
              </Form>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Factor({ page, view, entry }: Props): VNode {
  const t = say(personEntryWords, page.lang)
  const { factorSince, removal } = entry
  const isOwn = page.visitor.actor.personId === view.id
  return (
    <Section id="factor" title={t('factor')}>
      <p>
        <Badge tone={factorSince ? 'good' : 'info'}>
          {t(factorSince ? 'factor.on' : 'factor.off')}
        </Badge>{' '}
        {factorSince && t('factor.since', { on: whenText(factorSince, page.lang) })}
      </p>
      {removal && <Asked page={page} view={view} removal={removal} isOwn={isOwn} />}
      {factorSince && !removal && !isOwn && (
        <Details
          summary={t('removal.ask')}
          open={page.problem !== null && 'removalReason' in page.entries}
        >
          <p>{t('removal.text')}</p>
          <Form
            page={page}
            action={`/office/people/${view.id}/factor/removal`}
            label={t('removal.ask')}
          >
            <TextArea
              label={t('removal.reason')}
              name="removalReason"
              hint={t('removal.reason.hint')}
              required
              rows={2}
              maxLength={500}
              value={entryText(page, 'removalReason')}
            />
            <Button kind="danger">{t('removal.ask')}</Button>
          </Form>
        </Details>
      )}
    </Section>
  )
}

type AskedProps = Omit<Props, 'entry'> & {
  removal: NonNullable<PersonEntry['removal']>
  isOwn: boolean
}

/** A request that waits: who asked approves it not, and the person concerned decides nothing. */
function Asked({ page, view, removal, isOwn }: AskedProps): VNode {
  const t = say(personEntryWords, page.lang)
  const base = `/office/people/${view.id}/factor/removal`
  const mayApprove = removal.asked_by !== page.visitor.actor.personId
  return (
    <Notice tone="warning" title={t('removal.waits')}>
      <p>
        {t('removal.asked', { by: removal.by, on: whenText(removal.asked_at, page.lang) })}{' '}
        <q>{removal.reason}</q>
      </p>
      {!mayApprove && <p>{t('removal.other')}</p>}
      {!isOwn && (
        <div class="actions">
          {mayApprove && (
            <Form page={page} action={`${base}/approval`}>
              <Button kind="danger">{t('removal.approve')}</Button>
            </Form>
          )}
          <Form page={page} action={`${base}/refusal`}>
            <Button kind="secondary">
              {t(mayApprove ? 'removal.decline' : 'removal.withdraw')}
            </Button>
          </Form>
        </div>
      )}
    </Notice>
  )
}

function Identity({ page, view, entry }: Props): VNode | null {
  const t = say(personEntryWords, page.lang)
  if (!entry.isLinked) return null
  return (
    <Section id="identity" title={t('identity')} lead={t('identity.lead')}>
      <Form page={page} action={`/office/people/${view.id}/identity/ending`}>
        <Button kind="danger">{t('identity.end')}</Button>
      </Form>
    </Section>
  )
}

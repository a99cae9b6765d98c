// One-time links for a person: sent by letter, shown to hand over, revoked.

import type { VNode } from 'preact'
import { linkPath, makeLink, personById, revokeLinks, sendLink } from '../auth/index.ts'
import { Heading, Notice } from '../face/index.ts'
import { notFound, type Page, type Route, route, say } from '../platform/index.ts'
import { Office } from './frame.tsx'
import { personPage } from './person.tsx'
import { change } from './person-change.ts'
import { personEntryWords } from './person-entry-words.ts'
import { homeOf, personAddress, unitOfPerson } from './person-load.ts'

const sendRoute = change({
  to: 'link',
  about: 'Sends a person a one-time link to choose a password; an earlier one stops working.',
  records: ['invitation.sent', 'reset.sent'],
  input: personAddress,
  act: async (act, { id }) => sendLink(act, { personId: id, unitId: await homeOf(act, id) }),
  done: 'link-sent',
})

const revokeRoute = change({
  to: 'link/revocation',
  about: 'Revokes the one-time link that waits for a person.',
  records: ['link.revoked'],
  input: personAddress,
  act: async (act, { id }) => revokeLinks(act, { personId: id, unitId: await homeOf(act, id) }),
  done: 'link-revoked',
})

type Handed = { id: string; name: string; secret: string }

const handRoute: Route = route<{ id: string }, Handed>({
  method: 'POST',
  path: '/office/people/:id/link/hand',
  may: 'person.manage',
  about: 'Makes a one-time link to hand over, shown once.',
  records: ['invitation.made', 'reset.made'],
  input: personAddress,
  unit: unitOfPerson('person.manage'),
  retry: personPage,
  act: async (act, { id }) => {
    const person = await personById(act.db, id)
    if (!person) throw notFound('person')
    const secret = await makeLink(act, { personId: id, unitId: await homeOf(act, id) })
    return { id, name: person.name, secret }
  },
  show: (handed, page) => ({ html: <LinkMade page={page} handed={handed} /> }),
})

function LinkMade({ page, handed }: { page: Page; handed: Handed }): VNode {
  const t = say(personEntryWords, page.lang)
  const { id, name, secret } = handed
  const link = `${page.url.origin}${linkPath(secret)}`
  return (
    <Office
      page={page}
      title={t('link.made')}
      here="/office/people"
      crumbs={[{ href: `/office/people/${id}`, label: name }]}
    >
      <Heading over={name} title={t('link.made')} lead={t('link.made.lead', { name })} />
      <Notice tone="good" title={t('link.made.once')}>
        <code class="link" translate={false}>
          {link}
        </code>
      </Notice>
      <p>
        <a href={`/office/people/${id}`}>{t('link.back', { name })}</a>
      </p>
    </Office>
  )
}

export const personLinkRoutes: readonly Route[] = [sendRoute, handRoute, revokeRoute]

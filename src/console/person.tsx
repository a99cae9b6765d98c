// One person: the posts held, their roles, and every change an administrator may make.

import type { VNode } from 'preact'
import type { z } from 'zod'
import { authWords, type Granted, type Held } from '../auth/index.ts'
import {
  Badge,
  Button,
  DateField,
  Details,
  Empty,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  Notice,
  Section,
  Table,
  whenText,
} from '../face/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { roleText, spanText } from './people-text.ts'
import { peopleWords } from './people-words.ts'
import { loadEntry, type PersonEntry, PersonEntryView } from './person-entry-view.tsx'
import { fieldSentences, PersonForms } from './person-forms.tsx'
import { loadPerson, type PersonView, personInput, unitOfPerson } from './person-load.ts'

const HERE = '/office/people'

type Shown = PersonView & { entry: PersonEntry | null }

export const personPage: Route = route<z.infer<typeof personInput>, Shown>({
  method: 'GET',
  path: `${HERE}/:id`,
  may: 'person.read',
  about: 'One person: posts held, roles, and what may be changed.',
  input: personInput,
  unit: unitOfPerson('person.read'),
  load: async (read, input) => {
    const view = await loadPerson(read, input)
    const mayManage =
      view.managing !== null && view.held.some(({ unitId }) => view.managing?.unitIds.has(unitId))
    return { ...view, entry: mayManage ? await loadEntry(read, view.id) : null }
  },
  show: (view, page) => ({ html: <Person page={page} view={view} /> }),
})

export const personRoutes: readonly Route[] = [personPage]

function Person({ page, view }: { page: Page; view: Shown }): VNode {
  const t = say(peopleWords, page.lang)
  const { problem } = page
  return (
    <Office page={page} title={view.name} here={HERE} crumbs={[{ href: HERE, label: t('people') }]}>
      <Heading
        over={t('person.over')}
        title={view.name}
        lead={`${view.email} · ${standing(page, view)}`}
      />
      {view.done && !problem && <Notice tone="good" toast title={t(`done.${view.done}`)} />}
      <ErrorSummary
        problem={problem}
        sentences={fieldSentences(page.lang)}
        text={
          problem && problem.code !== 'input.invalid'
            ? sentence(problem.code, authWords[page.lang], problem.details)
            : ''
        }
      />
      <Section title={t('held')} lead={t('held.lead')}>
        <HeldTable page={page} view={view} />
      </Section>
      <Section title={t('granted')} lead={t('granted.lead')}>
        <GrantedTable page={page} view={view} />
      </Section>
      {view.entry && <PersonEntryView page={page} view={view} entry={view.entry} />}
      {view.managing && <PersonForms page={page} view={view} managing={view.managing} />}
    </Office>
  )
}

function standing(page: Page, view: PersonView): string {
  const t = say(peopleWords, page.lang)
  if (view.leftOn) return t('state.left', { on: whenText(view.leftOn, page.lang) })
  return t(view.hasPassword ? 'person.has-password' : 'person.no-password')
}

function HeldTable({ page, view }: { page: Page; view: PersonView }): VNode {
  const t = say(peopleWords, page.lang)
  return (
    <Table
      caption={t('held')}
      quietCaption
      stack
      rows={view.held}
      rowKey={(row) => row.holdingId}
      empty={<Empty title={t('person.no-post')}>{t('person.no-post.text')}</Empty>}
      columns={[
        { key: 'title', title: t('title'), render: (row) => row.title },
        { key: 'unit', title: t('unit'), render: (row) => view.unitName.get(row.unitId) ?? '' },
        { key: 'since', title: t('since'), render: (row) => spanText(row.from, row.to, page.lang) },
        {
          key: 'state',
          title: t('state'),
          render: (row) => (
            <div>
              <SpanState page={page} row={row} held />
              {mayEnd(view, row.unitId, row.to) && (
                <EndForm
                  page={page}
                  action={`${HERE}/${view.id}/holdings/${row.holdingId}/ending`}
                  id={row.holdingId}
                  words={t('held.end')}
                  about={row.title}
                />
              )}
            </div>
          ),
        },
      ]}
    />
  )
}

function GrantedTable({ page, view }: { page: Page; view: PersonView }): VNode {
  const t = say(peopleWords, page.lang)
  const postOf = new Map(view.held.map((row) => [row.postId, row]))
  return (
    <Table
      caption={t('granted')}
      quietCaption
      stack
      rows={view.granted}
      rowKey={(row) => row.id}
      empty={<Empty title={t('granted.empty')} />}
      columns={[
        { key: 'role', title: t('roles'), render: (row) => roleText(row.role, page.lang) },
        { key: 'scope', title: t('scope'), render: (row) => view.unitName.get(row.scopeId) ?? '' },
        { key: 'post', title: t('title'), render: (row) => postOf.get(row.postId)?.title ?? '' },
        { key: 'since', title: t('since'), render: (row) => spanText(row.from, row.to, page.lang) },
        {
          key: 'state',
          title: t('state'),
          render: (row) => (
            <div>
              <SpanState page={page} row={row} />
              {mayEnd(view, postOf.get(row.postId)?.unitId ?? '', row.to) && (
                <EndForm
                  page={page}
                  action={`${HERE}/${view.id}/grants/${row.id}/ending`}
                  id={row.id}
                  words={t('grant.end')}
                  about={roleText(row.role, page.lang)}
                />
              )}
            </div>
          ),
        },
      ]}
    />
  )
}

const mayEnd = ({ managing }: PersonView, unitId: string, to: string | null): boolean =>
  to === null && managing !== null && managing.unitIds.has(unitId)

function SpanState({ page, row, held }: { page: Page; row: Held | Granted; held?: boolean }) {
  const t = say(peopleWords, page.lang)
  if (row.from > page.today) return <Badge>{t('state.future')}</Badge>
  if (row.to !== null && row.to <= page.today) {
    return <Badge>{t(held ? 'state.former' : 'state.past')}</Badge>
  }
  return <Badge tone="good">{t(held ? 'state.held' : 'state.in-force')}</Badge>
}

type EndFormProps = { page: Page; action: string; id: string; words: string; about: string }

function EndForm({ page, action, id, words, about }: EndFormProps): VNode {
  const t = say(peopleWords, page.lang)
  return (
    <Details summary={words}>
      <Form page={page} action={action} label={`${words}: ${about}`}>
        <DateField
          label={t('end.on')}
          name="on"
          id={`f-on-${id}`}
          value={entryText(page, 'on', page.today)}
        />
        <Button kind="danger" small label={`${words}: ${about}`}>
          {words}
        </Button>
      </Form>
    </Details>
  )
}

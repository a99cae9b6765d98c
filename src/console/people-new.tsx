// A new person, who takes a vacant post or a new one.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  addPerson,
  addPost,
  authWords,
  grantRole,
  holdPost,
  postById,
  sendLink,
} from '../auth/index.ts'
import {
  Actions,
  Button,
  Checkbox,
  DateField,
  ErrorSummary,
  entryText,
  Form,
  fieldErrors,
  Heading,
  Select,
  TextField,
} from '../face/index.ts'
import { day, isDay } from '../lib/day.ts'
import { notFound, type Page, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { roleOptions } from './people-text.ts'
import { peopleWords } from './people-words.ts'
import { fieldSentences, UnitSelect } from './person-forms.tsx'
import { managed, type PersonView } from './person-load.ts'

const HERE = '/office/people'
type Choices = NonNullable<PersonView['managing']>

const newPage: Route = route<object, Choices>({
  method: 'GET',
  path: `${HERE}/new`,
  may: 'person.manage',
  about: 'The form for a new person.',
  input: z.object({}),
  load: async (read) => (await managed(read)) ?? { units: [], vacant: [], unitIds: new Set() },
  show: (choices, page) => ({ html: <NewPerson page={page} choices={choices} /> }),
})

function NewPerson({ page, choices }: { page: Page; choices: Choices }): VNode {
  const t = say(peopleWords, page.lang)
  const { problem, lang } = page
  const errors = fieldErrors(problem, lang, fieldSentences(lang))
  const unitName = new Map(choices.units.map((unit) => [unit.id, unit.fullName]))
  return (
    <Office
      page={page}
      title={t('new.title')}
      here={HERE}
      crumbs={[{ href: HERE, label: t('people') }]}
    >
      <Heading title={t('new.title')} lead={t('new.lead')} />
      <ErrorSummary
        problem={problem}
        sentences={fieldSentences(lang)}
        text={
          problem && problem.code !== 'input.invalid'
            ? sentence(problem.code, authWords[lang], problem.details)
            : ''
        }
      />
      <Form page={page} action={HERE} label={t('new.title')} guard>
        <TextField
          label={t('name')}
          name="name"
          required
          width="medium"
          maxLength={200}
          autocomplete="off"
          value={entryText(page, 'name')}
          error={errors.name}
        />
        <TextField
          label={t('email')}
          name="email"
          type="email"
          required
          width="medium"
          maxLength={300}
          autocomplete="off"
          hint={t('email.hint')}
          value={entryText(page, 'email')}
          error={errors.email}
        />
        {choices.vacant.length > 0 && (
          <Select
            label={t('new.post')}
            name="post"
            none={t('new.post.none')}
            value={entryText(page, 'post')}
            options={choices.vacant.map((post) => ({
              value: post.postId,
              label: `${unitName.get(post.unitId)} · ${post.title}`,
            }))}
          />
        )}
        <TextField
          label={t('new.post.title')}
          name="title"
          width="medium"
          maxLength={200}
          value={entryText(page, 'title')}
          error={errors.title}
        />
        <UnitSelect
          page={page}
          managing={choices}
          name="unit"
          label={t('new.post.unit')}
          saved={
            page.url.searchParams.get('unit') ??
            (choices.units.length === 1 ? (choices.units[0]?.id ?? '') : '')
          }
        />
        <Select
          label={t('new.role')}
          name="role"
          none={t('new.role.none')}
          hint={t('new.role.hint')}
          value={entryText(page, 'role')}
          options={roleOptions(lang)}
        />
        <DateField
          label={t('new.from')}
          name="from"
          required
          value={entryText(page, 'from', page.today)}
          error={errors.from}
        />
        <Checkbox
          label={t('new.invite')}
          name="invite"
          value="on"
          checked={problem ? 'invite' in page.entries : false}
        />
        <Actions>
          <Button>{t('add')}</Button>
        </Actions>
      </Form>
    </Office>
  )
}

const empty = z.literal('')
const newPerson = z
  .object({
    name: z.string().trim().min(1).max(200),
    email: z.string().trim().min(3).max(300),
    post: z.union([empty, z.uuid()]).default(''),
    title: z.string().trim().max(200).default(''),
    unit: z.union([empty, z.uuid()]).default(''),
    role: z.string().max(40).default(''),
    invite: z.literal('on').optional(),
    from: z
      .string()
      .refine(isDay)
      .transform((text) => day(text)),
  })
  .superRefine((input, context) => {
    if (input.post !== '') return
    for (const field of ['title', 'unit'] as const) {
      if (input[field] === '') context.addIssue({ code: 'custom', path: [field] })
    }
  })
type NewPerson = z.infer<typeof newPerson>

const addRoute = route<NewPerson, string>({
  method: 'POST',
  path: HERE,
  may: 'person.manage',
  about: 'Adds a person and gives them a post.',
  records: ['person.added', 'post.added', 'post.held', 'role.granted', 'invitation.sent'],
  input: newPerson,
  unit: async ({ db }, { post, unit }) =>
    post === '' ? unit : ((await postById(db, post))?.unit_id ?? null),
  retry: newPage,
  act: async (act, input) => {
    const { name, email, from, title, role } = input
    const vacant = input.post === '' ? undefined : await postById(act.db, input.post)
    if (input.post !== '' && !vacant) throw notFound('post')
    const unitId = vacant?.unit_id ?? input.unit
    const personId = await addPerson(act, { name, email, unitId })
    const postId = vacant?.id ?? (await addPost(act, { unitId, title, from }))
    await holdPost(act, { postId, personId, from })
    if (!vacant && role !== '') await grantRole(act, { postId, role, scopeId: unitId, from })
    if (input.invite) await sendLink(act, { personId, unitId })
    return `${HERE}/${personId}?done=${input.invite ? 'link-sent' : 'added'}`
  },
  show: (redirect) => ({ redirect }),
})

export const newPersonRoutes: readonly Route[] = [newPage, addRoute]

// The changes to one person, each in its own form; the one that was refused stands open.

import type { ComponentChildren, VNode } from 'preact'
import {
  Button,
  DateField,
  Details,
  Empty,
  entryText,
  Form,
  fieldErrors,
  Section,
  Select,
  TextField,
} from '../face/index.ts'
import { type Lang, type Page, say } from '../platform/index.ts'
import { roleOptions } from './people-text.ts'
import { peopleWords } from './people-words.ts'
import type { PersonView } from './person-load.ts'

/** What to do about each field of the forms, by its name. */
export function fieldSentences(lang: Lang): Record<string, string> {
  const t = say(peopleWords, lang)
  return {
    name: t('wrong.name'),
    email: t('wrong.email'),
    title: t('wrong.title'),
    unit: t('wrong.unit'),
    from: t('wrong.day'),
    on: t('wrong.day'),
    leftOn: t('wrong.day'),
    grantPost: t('wrong.post'),
    grantRole: t('wrong.role'),
    grantScope: t('wrong.unit'),
    grantFrom: t('wrong.day'),
    grantTo: t('wrong.day'),
    holdPost: t('wrong.post'),
    holdFrom: t('wrong.day'),
    postTitle: t('wrong.title'),
    postUnit: t('wrong.unit'),
    postFrom: t('wrong.day'),
  }
}

type Props = { page: Page; view: PersonView; managing: NonNullable<PersonView['managing']> }

export function PersonForms(props: Props): VNode {
  const t = say(peopleWords, props.page.lang)
  return (
    <Section title={t('changes')}>
      <PasswordForm {...props} />
      <GrantForm {...props} />
      <HoldForm {...props} />
      <PostForm {...props} />
      <NameForm {...props} />
      <LeaveForm {...props} />
    </Section>
  )
}

/** A form under its name; open when one of its own fields was sent and refused. */
function Change(props: {
  page: Page
  view: PersonView
  name: string
  to: string
  fields: string
  danger?: boolean
  /** The next thing to do. */
  next?: boolean
  children: ComponentChildren
}): VNode {
  const { page, view, name, to, fields, danger, next = false } = props
  const sent = Object.keys(page.entries).some((field) => field.startsWith(fields))
  return (
    <Details summary={name} open={page.problem === null ? next : sent}>
      <Form page={page} action={`/office/people/${view.id}/${to}`} label={name}>
        {props.children}
        <Button kind={danger ? 'danger' : 'primary'}>{name}</Button>
      </Form>
    </Details>
  )
}

const errorsOf = (page: Page) => fieldErrors(page.problem, page.lang, fieldSentences(page.lang))

function PasswordForm({ page, view }: Props): VNode {
  const t = say(peopleWords, page.lang)
  return (
    <Change
      page={page}
      view={view}
      name={t('password.do')}
      to="password"
      fields="password"
      next={!view.hasPassword && view.leftOn === null}
    >
      <p>{t('password.text')}</p>
    </Change>
  )
}

function GrantForm({ page, view, managing }: Props): VNode | null {
  const t = say(peopleWords, page.lang)
  const errors = errorsOf(page)
  const posts = view.held.filter(
    ({ unitId, to }) => managing.unitIds.has(unitId) && (to === null || to > page.today),
  )
  if (posts.length === 0) return null
  const only = posts.length === 1 ? posts[0] : undefined
  return (
    <Change page={page} view={view} name={t('grant.do')} to="grants" fields="grant">
      <Select
        label={t('title')}
        name="grantPost"
        required
        none={t('choose.post')}
        value={entryText(page, 'grantPost', only?.postId)}
        error={errors.grantPost}
        options={posts.map((post) => ({
          value: post.postId,
          label: `${post.title} · ${view.unitName.get(post.unitId)}`,
        }))}
      />
      <Select
        label={t('roles')}
        name="grantRole"
        required
        none={t('choose.role')}
        value={entryText(page, 'grantRole')}
        error={errors.grantRole}
        options={roleOptions(page.lang)}
      />
      <UnitSelect
        page={page}
        managing={managing}
        name="grantScope"
        label={t('scope')}
        saved={only?.unitId ?? ''}
      />
      <DateField
        label={t('since')}
        name="grantFrom"
        required
        value={entryText(page, 'grantFrom', page.today)}
        error={errors.grantFrom}
      />
      <DateField
        label={t('until')}
        name="grantTo"
        optional
        hint={t('until.hint')}
        value={entryText(page, 'grantTo')}
        error={errors.grantTo}
      />
    </Change>
  )
}

function HoldForm({ page, view, managing }: Props): VNode {
  const t = say(peopleWords, page.lang)
  const errors = errorsOf(page)
  if (managing.vacant.length === 0) {
    return (
      <Details summary={t('hold.do')}>
        <Empty title={t('hold.none')} />
      </Details>
    )
  }
  return (
    <Change page={page} view={view} name={t('hold.do')} to="holdings" fields="hold">
      <Select
        label={t('title')}
        name="holdPost"
        required
        none={t('choose.post')}
        value={entryText(page, 'holdPost')}
        error={errors.holdPost}
        options={managing.vacant.map((post) => ({
          value: post.postId,
          label: `${view.unitName.get(post.unitId)} · ${post.title}`,
        }))}
      />
      <DateField
        label={t('since')}
        name="holdFrom"
        required
        value={entryText(page, 'holdFrom', page.today)}
        error={errors.holdFrom}
      />
    </Change>
  )
}

function PostForm({ page, view, managing }: Props): VNode {
  const t = say(peopleWords, page.lang)
  const errors = errorsOf(page)
  return (
    <Change page={page} view={view} name={t('post.do')} to="posts" fields="post">
      <TextField
        label={t('new.post.title')}
        name="postTitle"
        required
        maxLength={200}
        value={entryText(page, 'postTitle')}
        error={errors.postTitle}
      />
      <UnitSelect
        page={page}
        managing={managing}
        name="postUnit"
        label={t('unit')}
        saved={view.held[0]?.unitId ?? ''}
      />
      <DateField
        label={t('since')}
        name="postFrom"
        required
        value={entryText(page, 'postFrom', page.today)}
        error={errors.postFrom}
      />
    </Change>
  )
}

function NameForm({ page, view }: Props): VNode {
  const t = say(peopleWords, page.lang)
  return (
    <Change page={page} view={view} name={t('name.do')} to="name" fields="name">
      <TextField
        label={t('name')}
        name="name"
        required
        maxLength={200}
        width="medium"
        value={entryText(page, 'name', view.name)}
        error={errorsOf(page).name}
      />
    </Change>
  )
}

function LeaveForm({ page, view }: Props): VNode | null {
  const t = say(peopleWords, page.lang)
  if (view.leftOn) return null
  return (
    <Change page={page} view={view} name={t('leave.do')} to="leaving" fields="leftOn" danger>
      <p>{t('leave.text')}</p>
      <DateField
        label={t('leave.on')}
        name="leftOn"
        required
        value={entryText(page, 'leftOn', page.today)}
        error={errorsOf(page).leftOn}
      />
    </Change>
  )
}

type UnitSelectProps = {
  page: Page
  managing: NonNullable<PersonView['managing']>
  name: string
  label: string
  saved: string
}

/** One of the units the visitor administers. */
export function UnitSelect({ page, managing, name, label, saved }: UnitSelectProps): VNode {
  const t = say(peopleWords, page.lang)
  return (
    <Select
      label={label}
      name={name}
      required
      none={t('choose.unit')}
      value={entryText(page, name, saved)}
      error={errorsOf(page)[name]}
      options={managing.units.map((unit) => ({ value: unit.id, label: unit.fullName }))}
    />
  )
}

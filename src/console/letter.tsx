// One letter of apology: as it will be printed, what may still be changed, and its next step.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import {
  approveLetter,
  changeLetter,
  composeLetter,
  dossierByRef,
  draftLetter,
  LetterSheet,
  letterDocx,
  letterState,
  letterWords,
  type OpenLetter,
  openLetter,
  refOf,
  sendLetter,
  signLetter,
  withdrawLetter,
} from '../dossiers/index.ts'
import {
  Actions,
  Button,
  ButtonLink,
  DateField,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  PrintButton,
  Section,
  TextArea,
  TextField,
  Timeline,
} from '../face/index.ts'
import { type Day, isDay } from '../lib/day.ts'
import { instantAt } from '../lib/instant.ts'
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
import { Office, sentence } from './frame.tsx'
import { letterPageWords } from './letter-page-words.ts'
import { LETTERS, letterHref } from './letters.tsx'

const at = { code: z.string().max(40), letter: z.string().max(64) }
const PATH = '/office/units/:code/letters/:letter'
const unit = async ({ db, today }: Read, { code }: { code: string }) =>
  (await unitByCode(db, code, today))?.id ?? null
const unitIdOf = async (read: Read, code: string): Promise<string> => {
  const found = await unitByCode(read.db, code, read.today)
  if (!found) throw notFound('letter')
  return found.id
}

type View = { letter: OpenLetter; unitCode: string; names: Map<string, string> }
type At = { code: string; letter: string }

const letterPage: Route = route<At, View>({
  method: 'GET',
  path: PATH,
  may: 'letter.draft',
  about: 'One letter of apology: its text, its steps and the next one.',
  input: z.object(at),
  unit,
  load: async (read, { code, letter }) => {
    const found = await openLetter(read, await unitIdOf(read, code), letter)
    const ids = found.rows.map(({ by }) => by).filter((by) => by !== '')
    return { letter: found, unitCode: code, names: await namesOf(read.db, ids) }
  },
  show: (view, page) => ({ html: <LetterView page={page} view={view} /> }),
})

type Props = { page: Page; view: View }

function LetterView({ page, view }: Props): VNode {
  const t = say(letterPageWords, page.lang)
  const { letter, unitCode, names } = view
  const { problem } = page
  const here = letterHref(unitCode, letter.id)
  return (
    <Office
      page={page}
      title={t('letter')}
      here={LETTERS}
      crumbs={[{ href: LETTERS, label: t('letters') }]}
    >
      <Heading
        title={t('letter')}
        actions={
          <>
            <PrintButton />
            <ButtonLink href={`${here}/word`}>{t('word')}</ButtonLink>
            <ButtonLink
              kind="quiet"
              href={`/office/units/${unitCode}/dossiers/${refOf(letter.code)}`}
            >
              {t('dossier')}
            </ButtonLink>
          </>
        }
      />
      <ErrorSummary
        problem={problem}
        text={problem ? sentence(problem.code, letterWords[page.lang], problem.details) : ''}
      />
      <NextStep page={page} view={view} />
      <LetterSheet letter={composeLetter(letter.template, letter.values)} />
      <Section title={t('steps')}>
        <Timeline
          items={letter.rows.map((row) => ({
            at: row.at,
            title: t(`step.${row.step}`),
            who: names.get(row.by) ?? t('by.system'),
            ...(row.step === 'sent' && letter.sentBy ? { body: t(`sent.${letter.sentBy}`) } : {}),
          }))}
        />
      </Section>
    </Office>
  )
}

function NextStep({ page, view }: Props): VNode | null {
  const { letter, unitCode } = view
  const t = say(letterPageWords, page.lang)
  const state = letterState(letter.rows)
  const here = letterHref(unitCode, letter.id)
  const mayApprove = page.visitor.rights.holds('letter.approve')
  if (state === 'sent' || state === 'withdrawn') return null
  const withdraw = (
    <Form page={page} action={`${here}/withdrawal`} label={t('withdraw')}>
      <Button kind="quiet">{t('withdraw')}</Button>
    </Form>
  )
  return (
    <>
      {state === 'drafted' && <EditForm page={page} view={view} />}
      {mayApprove && state === 'drafted' && (
        <Form page={page} action={`${here}/approval`} label={t('approve')}>
          <Button>{t('approve')}</Button>
        </Form>
      )}
      {mayApprove && state === 'approved' && <SignForm page={page} view={view} />}
      {mayApprove && state === 'signed' && (
        <Form page={page} action={`${here}/sending`} label={t('send')}>
          <Actions>
            <Button name="by" value="mail">
              {t('send.mail')}
            </Button>
            <Button kind="secondary" name="by" value="paper">
              {t('send.paper')}
            </Button>
          </Actions>
        </Form>
      )}
      {withdraw}
    </>
  )
}

/** Fields that somebody writes; the rest comes from the dossier. */
const WRITTEN = [
  'applicant',
  'office',
  'superior',
  'place',
  'holder',
  'counter',
  'authority',
  'title',
  'signer',
] as const

function EditForm({ page, view: { letter, unitCode } }: Props): VNode {
  const t = say(letterPageWords, page.lang)
  const labels = new Map(letter.template.fields.map(({ name, label }) => [name, label[page.lang]]))
  return (
    <Section title={t('edit')}>
      <Form page={page} action={letterHref(unitCode, letter.id)} label={t('edit')} guard>
        <TextArea
          label={t('reason')}
          name="reason"
          rows={2}
          maxLength={1000}
          value={entryText(page, 'reason', letter.values.reason)}
        />
        {WRITTEN.map((name) => (
          <TextField
            key={name}
            label={labels.get(name) ?? name}
            name={name}
            maxLength={300}
            value={entryText(page, name, letter.values[name])}
          />
        ))}
        <DateField
          label={t('new-due')}
          name="newDueOn"
          value={entryText(page, 'newDueOn', letter.newDueAt.slice(0, 10))}
        />
        <Button kind="secondary">{t('save')}</Button>
      </Form>
    </Section>
  )
}

function SignForm({ page, view: { letter, unitCode } }: Props): VNode {
  const t = say(letterPageWords, page.lang)
  const field = (name: string, label: string, required = true) => (
    <TextField
      label={label}
      name={name}
      required={required}
      maxLength={200}
      value={entryText(page, name, letter.values[name])}
    />
  )
  return (
    <Section title={t('sign')} lead={t('sign.lead')}>
      <Form page={page} action={`${letterHref(unitCode, letter.id)}/signature`} label={t('sign')}>
        {field('number', t('number'))}
        <DateField
          label={t('date')}
          name="date"
          required
          value={entryText(page, 'date', page.today)}
        />
        {field('authority', t('authority'), false)}
        {field('title', t('signer-title'))}
        {field('signer', t('signer'))}
        <Button>{t('sign')}</Button>
      </Form>
    </Section>
  )
}

const text = (longest: number) => z.string().trim().max(longest).default('')
const someDay = (value: string): Day => {
  if (!isDay(value)) throw new Problem(422, 'input.invalid', { issues: [] })
  return value as Day
}
const back = ({ code, letter }: At) => ({ redirect: letterHref(code, letter) })

/** One step of a letter, by POST; back to the letter afterwards. */
const stepRoute = <I extends At>(row: {
  path: string
  may: string
  about: string
  records: readonly string[]
  input: z.ZodType<I>
  act: (act: Parameters<typeof approveLetter>[0], unitId: string, input: I) => Promise<void>
}): Route =>
  route<I, I>({
    method: 'POST',
    path: `${PATH}${row.path}`,
    may: row.may,
    about: row.about,
    records: row.records,
    input: row.input,
    unit,
    retry: letterPage,
    act: async (act, input) => {
      await row.act(act, await unitIdOf(act, input.code), input)
      return input
    },
    show: back,
  })

const changeRoute = stepRoute({
  path: '',
  may: 'letter.draft',
  about: 'Changes the text of a draft.',
  records: ['letter.changed'],
  input: z.object({
    ...at,
    reason: text(1000),
    newDueOn: text(10),
    ...(Object.fromEntries(WRITTEN.map((name) => [name, text(300)])) as Record<
      (typeof WRITTEN)[number],
      ReturnType<typeof text>
    >),
  }),
  act: async (act, unitId, { code: _, letter, newDueOn, ...values }) => {
    const known = await openLetter(act, unitId, letter)
    const time = known.newDueAt.slice(11, 16)
    await changeLetter(act, unitId, letter, {
      values,
      newDueAt: instantAt(someDay(newDueOn), time),
    })
  },
})
const approveRoute = stepRoute({
  path: '/approval',
  may: 'letter.approve',
  about: 'Approves a letter.',
  records: ['letter.approved'],
  input: z.object(at),
  act: (act, unitId, { letter }) => approveLetter(act, unitId, letter),
})
const signRoute = stepRoute({
  path: '/signature',
  may: 'letter.approve',
  about: 'Records that a letter was signed, with its number and date.',
  records: ['letter.signed'],
  input: z.object({
    ...at,
    number: text(60),
    date: text(10),
    authority: text(60),
    title: text(120),
    signer: text(120),
  }),
  act: (act, unitId, { code: _, letter, date, ...rest }) =>
    signLetter(act, unitId, letter, { ...rest, date: someDay(date) }),
})
const sendRoute = stepRoute({
  path: '/sending',
  may: 'letter.approve',
  about: 'Sends a letter by e-mail, or records that it was handed over on paper.',
  records: ['letter.sent'],
  input: z.object({ ...at, by: z.enum(['mail', 'paper']).catch('paper').default('paper') }),
  act: (act, unitId, { letter, by }) => sendLetter(act, unitId, letter, by),
})
const withdrawRoute = stepRoute({
  path: '/withdrawal',
  may: 'letter.draft',
  about: 'Withdraws a letter that was not sent.',
  records: ['letter.withdrawn'],
  input: z.object(at),
  act: (act, unitId, { letter }) => withdrawLetter(act, unitId, letter),
})

const draftRoute: Route = route<{ code: string; ref: string }, At>({
  method: 'POST',
  path: '/office/units/:code/dossiers/:ref/letter',
  may: 'letter.draft',
  about: 'Drafts the letter of apology of one dossier.',
  records: ['letter.drafted'],
  input: z.object({ code: z.string().max(40), ref: z.string().max(64) }),
  unit,
  act: async (act, { code, ref }) => {
    const unitId = await unitIdOf(act, code)
    const it = await dossierByRef(act.db, unitId, ref)
    if (!it) throw notFound('dossier')
    return { code, letter: await draftLetter(act, unitId, it.code) }
  },
  show: back,
})

const wordRoute: Route = route<At, Uint8Array>({
  method: 'GET',
  path: `${PATH}/word`,
  may: 'letter.draft',
  about: 'A letter as a Word document.',
  input: z.object(at),
  unit,
  load: async (read, { code, letter }) => {
    const { template, values } = await openLetter(read, await unitIdOf(read, code), letter)
    return await letterDocx(composeLetter(template, values), template.layout)
  },
  show: (file) => ({
    file,
    mime: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    name: 'thu-xin-loi.docx',
  }),
})

export const letterRoutes: readonly Route[] = [
  letterPage,
  changeRoute,
  approveRoute,
  signRoute,
  sendRoute,
  withdrawRoute,
  draftRoute,
  wordRoute,
]

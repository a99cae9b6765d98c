// The template of the apology, edited in the browser; each saving is a new version.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  changeLetterTemplate,
  composeLetter,
  LetterSheet,
  letterTemplates,
  letterWords,
  type TemplateVersion,
} from '../dossiers/index.ts'
import {
  Button,
  DefinitionList,
  Details,
  ErrorSummary,
  entryText,
  Form,
  Heading,
  NumberField,
  Section,
  Table,
  TextArea,
  TextField,
  whenText,
} from '../face/index.ts'
import { type Page, Problem, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { letterPageWords } from './letter-page-words.ts'
import { LETTERS } from './letters.tsx'

const HERE = `${LETTERS}/template`
const LINES = [
  'superior',
  'office',
  'number',
  'subject',
  'nation',
  'motto',
  'placeDate',
  'to',
  'authority',
  'title',
  'signer',
] as const
const LISTS = ['paragraphs', 'recipients'] as const
const RULES = ['sendWorkdaysBefore', 'extendWorkdays'] as const

const templatePage: Route = route<object, TemplateVersion[]>({
  method: 'GET',
  path: HERE,
  may: 'letter.template',
  about: 'The template of the apology and its versions.',
  input: z.object({}),
  load: ({ db }) => letterTemplates(db),
  show: (versions, page) => ({ html: <TemplateView page={page} versions={versions} /> }),
})

function TemplateView({ page, versions }: { page: Page; versions: TemplateVersion[] }): VNode {
  const t = say(letterPageWords, page.lang)
  const [current] = versions
  const { problem } = page
  return (
    <Office
      page={page}
      title={t('template.title')}
      here={LETTERS}
      crumbs={[{ href: LETTERS, label: t('letters') }]}
    >
      <Heading
        title={t('template.title')}
        lead={
          current
            ? t('template.lead', {
                version: current.version,
                at: whenText(current.savedAt, page.lang),
              })
            : letterWords[page.lang]['letter.no-template']
        }
      />
      <ErrorSummary
        problem={problem}
        text={problem ? sentence(problem.code, letterWords[page.lang], problem.details) : ''}
      />
      {current && <TemplateForm page={page} current={current} />}
      {current && <LetterSheet letter={composeLetter(current.template, {})} />}
      <Section title={t('template.versions')}>
        <Table
          caption={t('template.versions')}
          quietCaption
          rows={versions}
          columns={[
            { key: 'version', title: t('template.version'), render: (row) => row.version },
            {
              key: 'saved',
              title: t('template.saved'),
              render: (row) => whenText(row.savedAt, page.lang),
            },
            { key: 'form', title: t('template'), render: (row) => row.template.form },
          ]}
        />
      </Section>
    </Office>
  )
}

function TemplateForm({ page, current }: { page: Page; current: TemplateVersion }): VNode {
  const t = say(letterPageWords, page.lang)
  const { parts, rules, fields, caution } = current.template
  return (
    <Form page={page} action={HERE} label={t('template.title')} guard>
      <p class="hint">{caution[page.lang]}</p>
      <Details summary={t('template.places')}>
        <DefinitionList
          items={fields.map(({ name, label }) => ({ term: `{${name}}`, value: label[page.lang] }))}
        />
      </Details>
      {LINES.map((name) => (
        <TextField
          key={name}
          label={t(`part.${name}`)}
          name={name}
          maxLength={2000}
          value={entryText(page, name, parts[name])}
        />
      ))}
      {LISTS.map((name) => (
        <TextArea
          key={name}
          label={t(`part.${name}`)}
          name={name}
          rows={name === 'paragraphs' ? 10 : 4}
          value={entryText(page, name, parts[name].join('\n'))}
        />
      ))}
      {RULES.map((name) => (
        <NumberField
          key={name}
          label={t(`rule.${name}`)}
          name={name}
          value={entryText(page, name, rules[name])}
        />
      ))}
      <Button>{t('template.save')}</Button>
    </Form>
  )
}

const line = z.string().trim().max(2000).default('')
const lines = z
  .string()
  .max(20_000)
  .default('')
  .transform((text) =>
    text
      .split(/\r?\n/)
      .map((it) => it.trim())
      .filter((it) => it !== ''),
  )
const fields = z.object({
  ...(Object.fromEntries(LINES.map((name) => [name, line])) as Record<
    (typeof LINES)[number],
    typeof line
  >),
  paragraphs: lines,
  recipients: lines,
  sendWorkdaysBefore: z.coerce.number().int().catch(1).default(1),
  extendWorkdays: z.coerce.number().int().catch(5).default(5),
})

const saveRoute: Route = route<z.infer<typeof fields>, null>({
  method: 'POST',
  path: HERE,
  may: 'letter.template',
  about: 'Saves the template of the apology as a new version.',
  records: ['letter-template.changed'],
  input: fields,
  retry: templatePage,
  act: async (act, { sendWorkdaysBefore, extendWorkdays, ...parts }) => {
    const [current] = await letterTemplates(act.db)
    if (!current) throw new Problem(409, 'letter.no-template')
    const rules = { ...current.template.rules, sendWorkdaysBefore, extendWorkdays }
    await changeLetterTemplate(act, act.actor.unitId ?? '', { parts, rules })
    return null
  },
  show: () => ({ redirect: HERE }),
})

export const letterTemplateRoutes: readonly Route[] = [templatePage, saveRoute]

// Where a dossier stands, for whoever holds its receipt. The code is sent in the body: it stands in no address.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  allProcedures,
  type LookUp,
  lookUpDossier,
  maskedCode,
  standingBy,
} from '../dossiers/index.ts'
import {
  Button,
  DefinitionList,
  Form,
  Heading,
  Notice,
  Section,
  TextField,
  whenText,
} from '../face/index.ts'
import { unitById } from '../org/index.ts'
import { type Page, type Route, route, say } from '../platform/index.ts'
import { Public } from './frame.tsx'
import { lookupWords } from './lookup-words.ts'

const HERE = '/tra-cuu-ho-so'
type Answer = { found: LookUp; unit: string; procedure: string }

const askPage: Route = route<object, null>({
  method: 'GET',
  path: HERE,
  may: 'public',
  about: 'Where citizens ask how their dossier stands, by its whole code.',
  input: z.object({}),
  load: async () => null,
  show: (_, page) => ({ html: <LookupView page={page} answer={null} /> }),
})

const answerRoute: Route = route<{ code: string }, Answer>({
  method: 'POST',
  path: HERE,
  may: 'public',
  beforeSession: true,
  about:
    'How the dossier of a code stands, without any name. Unknown codes are all answered alike.',
  records: ['dossiers.lookups-limited'],
  input: z.object({
    code: z
      .string()
      .trim()
      .max(100)
      .regex(/^[^\p{Cc}]*$/u)
      .catch('')
      .default(''),
  }),
  act: async (act, { code }) => {
    const found = await lookUpDossier(act, code)
    if (found.kind !== 'found') return { found, unit: '', procedure: '' }
    const { unitId, procedure } = found.it
    const known = (await allProcedures(act.db)).filter((it) => it.code === procedure).at(-1)
    const unit = await unitById(act.db, unitId)
    return { found, unit: unit?.fullName ?? '', procedure: known?.name ?? procedure }
  },
  show: (answer, page) => ({
    html: <LookupView page={page} answer={answer} />,
    status: answer.found.kind === 'found' ? 200 : answer.found.kind === 'none' ? 404 : 429,
  }),
})

function LookupView({ page, answer }: { page: Page; answer: Answer | null }): VNode {
  const t = say(lookupWords, page.lang)
  const kind = answer?.found.kind
  return (
    <Public page={page} title={t('title')}>
      <Heading title={t('title')} lead={t('lead')} />
      {(kind === 'none' || kind === 'too-many') && (
        <Notice tone="warning" title={t(kind)}>
          {t(`${kind}.text`)}
        </Notice>
      )}
      {answer?.found.kind === 'found' && <Found page={page} answer={answer} />}
      <Form page={page} action={HERE} label={t('title')}>
        <TextField
          label={t('code')}
          name="code"
          hint={t('code.hint')}
          required
          maxLength={100}
          width="medium"
          autocomplete="off"
          spellcheck={false}
        />
        <Button>{t('ask')}</Button>
      </Form>
    </Public>
  )
}

function Found({ page, answer }: { page: Page; answer: Answer }): VNode | null {
  const t = say(lookupWords, page.lang)
  if (answer.found.kind !== 'found') return null
  const { it } = answer.found
  const when = (at: string | null) => (at === null ? t('none_') : whenText(at, page.lang))
  const standing = standingBy(it, it.acceptedAt, page.now as never)
  return (
    <Section title={t('found', { code: maskedCode(it.code) })}>
      <p class="lead">{t(`standing.${standing}`)}</p>
      <DefinitionList
        items={[
          { term: t('procedure'), value: answer.procedure },
          { term: t('unit'), value: answer.unit },
          { term: t('status'), value: t(`status.${it.status}`) },
          { term: t('accepted'), value: when(it.acceptedAt) },
          { term: t('first'), value: when(it.firstDueAt) },
          it.dueInForceAt === it.firstDueAt
            ? null
            : { term: t('due'), value: when(it.dueInForceAt) },
          { term: t('ended'), value: when(it.endedAt) },
        ]}
      />
    </Section>
  )
}

export const lookupRoutes: readonly Route[] = [askPage, answerRoute]

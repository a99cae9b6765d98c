// One letter of apology: as it will be printed, what may still be changed, and its next step.

import type { VNode } from 'preact'
import { z } from 'zod'
import { namesOf } from '../auth/index.ts'
import {
  composeLetter,
  LetterSheet,
  letterState,
  letterWords,
  maskedCode,
  missingFields,
  type OpenLetter,
  openLetter,
  refOf,
} from '../dossiers/index.ts'
import {
  ButtonLink,
  ErrorSummary,
  Heading,
  PrintButton,
  Section,
  Timeline,
  whenText,
} from '../face/index.ts'
import { unitByCode } from '../org/index.ts'
import { notFound, type Page, type Read, type Route, route, say } from '../platform/index.ts'
import { Office, sentence } from './frame.tsx'
import { NextStep } from './letter-forms.tsx'
import { letterPageWords } from './letter-page-words.ts'
import { LETTERS, letterHref } from './letters.tsx'

export const at = { code: z.string().max(40), letter: z.string().max(64) }
export const PATH = '/office/units/:code/letters/:letter'
export const unit = async ({ db, today }: Read, { code }: { code: string }) =>
  (await unitByCode(db, code, today))?.id ?? null
export const unitIdOf = async (read: Read, code: string): Promise<string> => {
  const found = await unitByCode(read.db, code, read.today)
  if (!found) throw notFound('letter')
  return found.id
}

export type LetterView = {
  letter: OpenLetter
  unitCode: string
  unitName: string
  names: Map<string, string>
}
export type At = { code: string; letter: string }

export const letterPage: Route = route<At, LetterView>({
  method: 'GET',
  path: PATH,
  may: 'letter.draft',
  about: 'One letter of apology: its text, its steps and the next one.',
  input: z.object(at),
  unit,
  load: async (read, { code, letter }) => {
    const of = await unitByCode(read.db, code, read.today)
    if (!of) throw notFound('letter')
    const found = await openLetter(read, of.id, letter)
    const ids = found.rows.map(({ by }) => by).filter((by) => by !== '')
    const names = await namesOf(read.db, ids)
    return { letter: found, unitCode: code, unitName: of.fullName, names }
  },
  show: (view, page) => ({ html: <LetterPage page={page} view={view} /> }),
})

export type LetterProps = { page: Page; view: LetterView }

function LetterPage({ page, view }: LetterProps): VNode {
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
        over={`${maskedCode(letter.code)} · ${view.unitName}`}
        title={t('letter')}
        lead={leadOf(view, page)}
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
      <div class="letter-desk">
        <LetterSheet letter={composeLetter(letter.template, letter.values)} />
        <div class="letter-next">
          <NextStep page={page} view={view} />
        </div>
      </div>
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

/** Where it stands, when it is of use, and what is still to be filled in. */
function leadOf({ letter }: LetterView, page: Page): string {
  const t = say(letterPageWords, page.lang)
  const state = letterState(letter.rows) ?? 'drafted'
  const isOpen = state !== 'sent' && state !== 'withdrawn'
  const labels = new Map(letter.template.fields.map(({ name, label }) => [name, label[page.lang]]))
  const missing = missingFields(letter.template, letter.values)
    .filter((name) => name !== 'number' && name !== 'date')
    .map((name) => (labels.get(name) ?? name).toLowerCase())
  return [
    `${t(`state.${state}`)}.`,
    isOpen && t('letter.due', { at: whenText(letter.dueAt, page.lang) }),
    isOpen && missing.length > 0 && t('letter.missing', { fields: missing.join(', ') }),
  ]
    .filter(Boolean)
    .join(' ')
}

// Deciding on a request for more time: one form, filled with what was asked for, each duty to be changed by itself.

import type { VNode } from 'preact'
import { z } from 'zod'
import {
  type Answer,
  decideExtension,
  type Extension,
  type ExtensionLine,
  extensionLinesOf,
  extensionWords,
  type LineAnswer,
  lineState,
} from '../extensions/index.ts'
import {
  Actions,
  Button,
  DateField,
  Details,
  entryText,
  Form,
  fieldErrors,
  fieldId,
  issuesOf,
  RadioGroup,
  Section,
  TextArea,
} from '../face/index.ts'
import { type Day, formatDay, isDay } from '../lib/day.ts'
import { type Act, notFound, type Page, Problem, say } from '../platform/index.ts'
import { extensionPageWords } from './extension-words.ts'
import { lineTitle } from './extensions.tsx'

const DAY_FIELD = 'grantedOn'
const REASON_FIELD = 'reason'
const CHOICES = ['grant', 'refuse', 'leave'] as const

/** What the form sends beside `decision.<duty>`, `grantedOn.<duty>` and `reason.<duty>` of each duty. */
export const decideFields = {
  decision: z.enum(['grant', 'refuse']).default('grant'),
  grantedOn: z.string().max(40).default(''),
  reason: z.string().max(5000).default(''),
}
type Entries = {
  id: string
  decision: 'grant' | 'refuse'
  grantedOn: string
  reason: string
} & Record<string, unknown>

/** Records what the form says of the unit's request. */
export async function decideByForm(
  act: Act,
  unitId: string | null,
  entries: Entries,
): Promise<void> {
  if (!unitId) throw notFound('unit')
  const lines = await extensionLinesOf(act.db, unitId, [entries.id])
  const isWhole =
    entries.decision === 'refuse' ||
    !Object.keys(entries).some((name) => name.startsWith('decision.'))
  await decideExtension(act, {
    unitId,
    requestId: entries.id,
    ...(isWhole
      ? { lines: ownWords(entries, lines), rest: answerOf(entries, '') }
      : { lines: lines.flatMap((line) => answersOf(entries, line.dutyId)), rest: null }),
  })
}

/** Refused as a whole, a duty keeps the words that were meant for it. */
function ownWords(entries: Entries, lines: readonly ExtensionLine[]): LineAnswer[] {
  return lines.flatMap((line) => {
    const own = entries[`${REASON_FIELD}.${line.dutyId}`]
    if (lineState(line) !== 'waiting' || typeof own !== 'string' || own.trim() === '') return []
    return [{ dutyId: line.dutyId, grantedOn: null, reason: own }]
  })
}

function answersOf(entries: Entries, dutyId: string): LineAnswer[] {
  const chosen = entries[`decision.${dutyId}`]
  if (chosen !== 'grant' && chosen !== 'refuse') return []
  return [{ ...answerOf({ ...entries, decision: chosen }, dutyId), dutyId }]
}

/** A field of the duty left empty is answered by the field for all. */
function answerOf(entries: Entries, dutyId: string): Answer {
  const own = (name: string) => {
    const typed = dutyId ? entries[`${name}.${dutyId}`] : ''
    return typeof typed === 'string' ? typed.trim() : ''
  }
  const reason = own(REASON_FIELD) || entries.reason
  if (entries.decision === 'refuse') {
    if (!dutyId && reason.trim() === '') throw wrong('extension.refusal-needs-reason', REASON_FIELD)
    return { grantedOn: null, reason }
  }
  const day = own(DAY_FIELD) || entries.grantedOn
  if (!isDay(day)) {
    throw wrong('extension.day-not-later', own(DAY_FIELD) ? `${DAY_FIELD}.${dutyId}` : DAY_FIELD)
  }
  return { grantedOn: day as Day, reason }
}

const wrong = (code: string, field: string) =>
  new Problem(422, code, { issues: [{ field, code, message: '' }] })

type DecideProps = { page: Page; href: string; request: Extension; lines: ExtensionLine[] }

export function DecideForm({ page, href, request, lines }: DecideProps): VNode {
  const t = say(extensionPageWords, page.lang)
  const open = lines.filter((line) => lineState(line) === 'waiting')
  const several = open.length > 1 || lines.length > open.length
  const errors = fieldErrors(page.problem, page.lang, lineSentences(page))
  const [only] = open
  const onlyDay = `${DAY_FIELD}.${only?.dutyId}`
  return (
    <Section title={t('decide')}>
      <Form page={page} action={href} label={t('decide')} guard={several}>
        {!several && (
          <RadioGroup
            label={t('decide')}
            name="decision"
            value={entryText(page, 'decision', 'grant')}
            options={[
              { value: 'grant', label: t('decide.grant') },
              { value: 'refuse', label: t('decide.refuse') },
            ]}
          />
        )}
        <DateField
          label={t(several ? 'decide.day.all' : 'decide.day')}
          name={DAY_FIELD}
          {...(!several && errors[onlyDay] && { id: fieldId(onlyDay) })}
          hint={t('decide.day.hint')}
          min={page.today}
          value={entryText(page, DAY_FIELD, request.wantedOn)}
          error={errors[DAY_FIELD] ?? (several ? undefined : errors[onlyDay])}
        />
        {several &&
          open.map((line) => (
            <LineFields key={line.dutyId} page={page} line={line} errors={errors} />
          ))}
        <TextArea
          label={t(several ? 'decide.reason.all' : 'decide.reason')}
          name={REASON_FIELD}
          hint={several ? t('decide.reason.all.hint') : undefined}
          rows={3}
          value={entryText(page, REASON_FIELD)}
          error={errors[REASON_FIELD]}
        />
        <Actions>
          <Button>{t(several ? 'decide.button.lines' : 'decide.button')}</Button>
          {several && (
            <Button kind="secondary" name="decision" value="refuse">
              {t('decide.refuse.all', { n: open.length })}
            </Button>
          )}
        </Actions>
      </Form>
    </Section>
  )
}

type LineProps = { page: Page; line: ExtensionLine; errors: Record<string, string> }

function LineFields({ page, line, errors }: LineProps): VNode {
  const t = say(extensionPageWords, page.lang)
  const named = (field: string) => `${field}.${line.dutyId}`
  const ownDay = entryText(page, named(DAY_FIELD))
  const ownReason = entryText(page, named(REASON_FIELD))
  const wrong = errors[named(DAY_FIELD)] ?? errors[named(REASON_FIELD)]
  return (
    <>
      <RadioGroup
        label={lineTitle(page, line)}
        name={named('decision')}
        hint={[
          t('decide.in-force', { day: formatDay(line.inForceOn, page.lang) }),
          line.ended ? t('line.ended') : t(line.inTime ? 'line.in-time' : 'line.too-late'),
        ].join(' · ')}
        inline
        value={entryText(page, named('decision'), 'grant')}
        options={CHOICES.map((value) => ({ value, label: t(`decide.line.${value}`) }))}
      />
      <Details
        summary={t('decide.own')}
        open={ownDay !== '' || ownReason !== '' || wrong !== undefined}
      >
        <DateField
          label={t('decide.day')}
          name={named(DAY_FIELD)}
          hint={t('decide.own.hint')}
          min={page.today}
          value={ownDay}
          error={errors[named(DAY_FIELD)]}
        />
        <TextArea
          label={t('answer')}
          name={named(REASON_FIELD)}
          rows={2}
          value={ownReason}
          error={errors[named(REASON_FIELD)]}
        />
      </Details>
    </>
  )
}

/** What each faulty field of a refused form says. */
export function lineSentences(page: Page): Record<string, string> {
  const words = extensionWords[page.lang]
  return Object.fromEntries(
    issuesOf(page.problem).map(({ field, code }) => [
      field,
      code === 'extension.day-not-later'
        ? say(extensionPageWords, page.lang)('line.day-not-later')
        : (words[code as keyof typeof words] ?? code),
    ]),
  )
}

/** What each field of the form is about. */
export function lineLabels(page: Page, lines: readonly ExtensionLine[]): Record<string, string> {
  const t = say(extensionPageWords, page.lang)
  const ofLines = lines.flatMap((line) =>
    [DAY_FIELD, REASON_FIELD].map((field) => [`${field}.${line.dutyId}`, lineTitle(page, line)]),
  )
  return {
    ...Object.fromEntries(ofLines),
    [DAY_FIELD]: t('decide.day'),
    [REASON_FIELD]: t('answer'),
  }
}
